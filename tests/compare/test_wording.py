"""Wording: other words around one name are shown, a house's way of writing it is not."""

from twosource.annotate.pipeline import annotate_articles
from twosource.compare.article_view import views_by_id
from twosource.compare.wording import compare_wording
from twosource.model.article import Article

TAIL = " The council of Lindhaven meets again next week to hear what the engineers found in the harbour."


def pairs(one: str, two: str) -> dict[str, set[str]]:
    articles = [Article.from_text(text + TAIL, id=f"r{n}") for n, text in enumerate((one, two))]
    views = views_by_id(annotate_articles(articles))
    texts = {name: view.text for name, view in views.items()}
    return {
        pair.what: {texts[m.article][m.start : m.end] for m in pair.mentions} for pair in compare_wording(views, ())
    }


def test_what_two_reports_call_a_person_is_shown() -> None:
    found = pairs(
        "On Monday the longtime governor Ada Pell promised to rebuild the pier.",
        "On Monday the embattled governor Ada Pell promised to rebuild the pier.",
    )
    [(_, surfaces)] = found.items()
    assert any("embattled" in words for words in surfaces)
    assert any("longtime" in words for words in surfaces)


def test_short_titles_and_shorter_names_are_no_wording() -> None:
    found = pairs(
        "Sen. Ada Pell promised on Monday to rebuild the pier.",
        "Senator Ada R. Pell promised on Monday to rebuild the pier.",
    )
    assert found == {}
