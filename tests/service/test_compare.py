"""Comparing whatever is handed over: repeats, single reports, other languages, unrelated events, many reports."""

import twosource
from twosource.model.article import Article

STORM = """The harbour of Ostvik was closed on Monday after a storm tore a crane from its rails, the port authority
said.

Two dock workers were hurt. "We were lucky," said Karin Moe, who runs the port authority. Ferries will not sail before
Wednesday.
"""
STORM_AGAIN = """A crane fell in Ostvik's harbour on Monday in the storm, and the harbour was closed, the port authority
said. Two dock workers were injured. Karin Moe, the head of the port authority, said: "We were lucky."
"""
CUP = """Varn United won the cup on Sunday. The striker Emil Holt scored twice in the final against Skerry Town, which
ended 3-1 in front of 40,000 people. "I dreamed of this," Holt said after the match.
"""
GERMAN = """Der Hafen von Ostvik wurde am Montag geschlossen, nachdem ein Sturm einen Kran aus den Schienen gerissen
hatte.
Zwei Hafenarbeiter wurden verletzt, teilte die Hafenbehörde mit. Die Fähren fahren nicht vor Mittwoch.
"""


def _article(text: str, outlet: str) -> Article:
    return Article.from_text(text, outlet=outlet, published="2031-03-12")


def _codes(comparison: twosource.Comparison) -> set[str]:
    return {notice.code for notice in comparison.notices}


def test_same_report_twice_counts_once() -> None:
    comparison = twosource.compare([_article(STORM, "Post"), _article(STORM, "Post"), _article(STORM_AGAIN, "Echo")])
    assert "same_report_twice" in _codes(comparison)
    assert len(comparison.articles) == 2


def test_same_id_for_two_reports_keeps_both() -> None:
    articles = [Article.from_text(text, id="1", outlet=o) for text, o in ((STORM, "Post"), (STORM_AGAIN, "Echo"))]
    ids = [annotated.article.id for annotated in twosource.compare(articles).articles]
    assert len(set(ids)) == 2


def test_one_report_alone_is_said() -> None:
    comparison = twosource.compare([_article(STORM, "Post")])
    assert "one_report" in _codes(comparison)
    assert not [claim for claim in comparison.claims if claim.standing != "single_source"]
    assert comparison.exclusives


def test_other_language_is_left_out_and_said() -> None:
    comparison = twosource.compare([_article(STORM, "Post"), _article(STORM_AGAIN, "Echo"), _article(GERMAN, "Bote")])
    assert "unsupported_language" in _codes(comparison)
    assert {annotated.article.outlet for annotated in comparison.articles} == {"Post", "Echo"}


def test_only_other_languages() -> None:
    comparison = twosource.compare([_article(GERMAN, "Bote")])
    assert "unsupported_language" in _codes(comparison)
    assert comparison.claims == ()


def test_unrelated_reports_yield_no_shared_claim() -> None:
    comparison = twosource.compare([_article(STORM, "Post"), _article(CUP, "Echo")])
    assert "unrelated" in _codes(comparison)
    assert all(len({mention.article for mention in claim.mentions}) == 1 for claim in comparison.claims)


def test_related_reports_do() -> None:
    comparison = twosource.compare([_article(STORM, "Post"), _article(STORM_AGAIN, "Echo")])
    assert any(len({mention.article for mention in claim.mentions}) == 2 for claim in comparison.claims)
    assert [quote.speaker for quote in comparison.shared_quotes] == ["Karin Moe"]


def test_two_hundred_reports() -> None:
    articles = [_article(f"{STORM}\nBerth {n} stays shut until day {n}.", f"Outlet {n}") for n in range(200)]
    comparison = twosource.compare(articles, workers=2)
    assert len(comparison.articles) == 200
    crane = [c for c in comparison.claims if len({m.article for m in c.mentions}) == 200]
    assert crane
    assert all(claim.standing != "corroborated" for claim in crane)


def test_empty_and_hostile_texts_do_not_stop_a_run() -> None:
    texts = ["", "\x00", "x", "\u202e" * 50, "“" * 500, STORM, STORM_AGAIN]
    comparison = twosource.compare([_article(text, f"Outlet {n}") for n, text in enumerate(texts)])
    assert comparison.shared_quotes
