"""The whole account of short invented reports."""

import json
from dataclasses import replace

import pytest

from twosource.annotate.pipeline import annotate_articles
from twosource.compare.account import compare_articles
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import Comparison

TEXTS = {
    "Courier": (
        "Ferry operator Nordline suspended all night crossings to Skerry on Tuesday after the Alder struck a reef.\n\n"
        "“Nobody will sail after dark until the reef is marked,” Nordline director Ada Pell said in a statement.\n\n"
        "The Alder carried 43 passengers, and all of them reached the shore in lifeboats."
    ),
    "Ledger": (
        "Night crossings to Skerry were suspended by ferry operator Nordline on Tuesday when the Alder hit a reef.\n\n"
        "“Nobody will sail after dark until the reef is marked,” said Ada Pell, the director, in a statement.\n\n"
        "The Alder carried 47 passengers, and all of them reached the shore in lifeboats.\n\n"
        "Fishermen on Skerry have asked for a second lighthouse for eleven years."
    ),
}


@pytest.fixture(scope="module")
def reports() -> list[AnnotatedArticle]:
    articles = [
        Article.from_text(text, id=outlet.lower(), outlet=outlet, published="2031-03-18")
        for outlet, text in TEXTS.items()
    ]
    return list(annotate_articles(articles))


@pytest.fixture(scope="module")
def account(reports: list[AnnotatedArticle]) -> Comparison:
    return compare_articles(reports)


def test_the_statement_is_one_origin_and_the_quote_shared(account: Comparison) -> None:
    [quote] = [one for one in account.shared_quotes if "Nobody" in account.surface(one.mentions[0])]
    assert quote.wording == "identical"
    said = [claim for claim in account.claims if "sail after dark" in claim.text and len(claim.mentions) > 1]
    assert said
    assert all(claim.standing == "shared_origin" and "Ada Pell" in claim.reason for claim in said)


def test_the_figures_differ(account: Comparison) -> None:
    found = [one for one in account.discrepancies if one.kind == "number"]
    assert {account.surface(passage).split()[0] for one in found for passage in one.differing} == {"43", "47"}


def test_what_one_report_has_is_its_own(account: Comparison) -> None:
    alone = [account.surface(one) for one in account.exclusives if one.article == "ledger"]
    assert any("lighthouse" in words for words in alone)
    shared = [m for claim in account.claims if len(claim.mentions) > 1 for m in claim.mentions]
    for one in account.exclusives:
        assert not any(m.article == one.article and m.start < one.end and one.start < m.end for m in shared)


def test_claims_are_numbered_in_the_order_of_standing(account: Comparison) -> None:
    order = ["corroborated", "shared_origin", "disputed", "single_source", "unclear"]
    places = [order.index(claim.standing) for claim in account.claims]
    assert places == sorted(places)
    assert [claim.id for claim in account.claims] == [f"c{n}" for n in range(1, len(places) + 1)]
    assert all(claim.reason for claim in account.claims)


def test_every_index_and_passage_holds(account: Comparison) -> None:
    for claim in account.claims:
        assert sorted(i for origin in claim.origins for i in origin.mentions) == list(range(len(claim.mentions)))
        assert all(0 <= i < len(account.discrepancies) for i in claim.discrepancies)
    shared = {claim.id for claim in account.claims if len({m.article for m in claim.mentions}) > 1}
    for coverage in account.coverage:
        assert set(coverage.has) | set(coverage.omits) == shared
        assert not set(coverage.has) & set(coverage.omits)
    for quote in account.shared_quotes:
        assert all(account.surface(passage).strip() for passage in quote.mentions)


def test_the_order_of_the_input_makes_no_difference(reports: list[AnnotatedArticle], account: Comparison) -> None:
    assert json.dumps(compare_articles(reports[::-1]).to_dict()) == json.dumps(account.to_dict())


def test_a_voice_has_no_more_characters_than_are_spoken(account: Comparison) -> None:
    [pell] = [voice for voice in account.voices if voice.article == "courier" and voice.speaker == "Ada Pell"]
    assert 0 < pell.direct <= pell.characters <= len(TEXTS["Courier"])


def test_one_report_alone_is_read_and_said_to_be_alone(reports: list[AnnotatedArticle]) -> None:
    account = compare_articles(reports[:1])
    assert [notice.code for notice in account.notices] == ["one_report"]
    assert {claim.standing for claim in account.claims} == {"single_source"}


def test_unrelated_reports_are_not_compared(reports: list[AnnotatedArticle]) -> None:
    text = (
        "The national bakers’ guild gave its golden rolling pin to a village school in the southern hills. Pupils had "
        "baked four hundred loaves of rye for the harvest fair, and the judges praised their crust and their patience."
    )
    [other] = annotate_articles([Article.from_text(text, id="other", outlet="Herald", published="2031-06-02")])
    account = compare_articles([reports[0], other])
    assert [notice.code for notice in account.notices] == ["unrelated"]
    assert (account.claims, account.shared_quotes, account.discrepancies, account.exclusives) == ((), (), (), ())


def test_nothing_and_next_to_nothing_are_compared_without_a_crash(reports: list[AnnotatedArticle]) -> None:
    bare = [
        AnnotatedArticle(Article.from_text(text, id=f"bare{n}", outlet=None))
        for n, text in enumerate(("", "word", "\ud800 “ \u202e", "“" * 50))
    ]
    assert compare_articles([]).claims == ()
    assert compare_articles(bare).claims == ()
    without_tokens = [replace(one, tokens=()) for one in reports]
    assert isinstance(compare_articles([*without_tokens, *bare]), Comparison)


SHORT_REPORTS = {
    "other verb": ("A ferry hit the pier on Monday.", "The ferry struck the pier on Monday."),
    "other phrase": ("The mayor resigned on Monday after a vote.", "The mayor stepped down Monday."),
    "other order": (
        "A ferry struck the north pier at Skerry on Monday. Nobody was hurt, the harbour master said.",
        "The harbour master said nobody was hurt when a ferry hit the north pier at Skerry on Monday.",
    ),
}


def briefly(*texts: str) -> Comparison:
    articles = [Article.from_text(text, id=str(n), outlet=f"Outlet {n}") for n, text in enumerate(texts)]
    return compare_articles(list(annotate_articles(articles)))


@pytest.mark.parametrize("texts", SHORT_REPORTS.values(), ids=SHORT_REPORTS)
def test_reports_of_a_sentence_or_two_share_claims(texts: tuple[str, str]) -> None:
    assert any(len({m.article for m in claim.mentions}) == 2 for claim in briefly(*texts).claims)


def test_two_rates_of_one_thing_contradict_whatever_else_is_said() -> None:
    account = briefly(
        "About 4,200 people use the old bridge each day. Engineers found cracks in two pillars on Monday.",
        "The old bridge, used by 4,800 people a day, was closed after cracks were found in two pillars on Monday.",
    )
    assert [one.severity for one in account.discrepancies if one.kind == "number"] == ["contradiction"]


def test_a_claim_is_told_in_the_words_that_are_shared() -> None:
    account = briefly(
        "The freighter Alder was lost on the Hen Rocks in 1987. Fishermen asked for a light.",
        "The Hen Rocks lie 600 metres west of the marked channel, which pilots have used since the war, "
        "and the freighter Alder was lost on them in 1987.",
    )
    told = [account.surface(m) for claim in account.claims if len(claim.mentions) > 1 for m in claim.mentions]
    assert any("lost on" in words for words in told)
    assert not any("600 metres" in words and "lost on" in words for words in told)
