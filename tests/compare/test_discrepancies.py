"""Discrepancies between short invented reports, read by the whole pipeline."""

import pytest

from twosource.annotate.pipeline import annotate_articles
from twosource.compare.article_view import views_by_id
from twosource.compare.discrepancies import find_discrepancies
from twosource.compare.quotes import match_utterances
from twosource.model.article import Article
from twosource.model.comparison import Discrepancy

TAIL = " The harbour board meets again next week in Lindhaven to hear the engineers and the insurers."


def between(one: str, two: str, later: str = "2031-03-18") -> tuple[Discrepancy, ...]:
    articles = [
        Article.from_text(one + TAIL, id="one", outlet="Courier", published="2031-03-18"),
        Article.from_text(two + TAIL, id="two", outlet="Ledger", published=later),
    ]
    views = views_by_id(annotate_articles(articles))
    return find_discrepancies((), match_utterances(list(views.values())), views)


PAIRS = {
    "number": (
        "Rescue crews counted 43 boats adrift in the northern channel after the storm.",
        "Rescue crews counted 57 boats adrift in the northern channel after the storm.",
    ),
    "date": (
        "The council approved the new sea wall on Tuesday after a long debate in the town hall.",
        "The council approved the new sea wall on Thursday after a long debate in the town hall.",
    ),
    "polarity": (
        "The engineers were warned about the cracks in the northern wall last autumn.",
        "The engineers were not warned about the cracks in the northern wall last autumn.",
    ),
    "quote_wording": (
        "“We will rebuild the northern pier before the winter comes,” Mayor Ada Pell said.",
        "“We will abandon the northern pier before the winter comes,” Mayor Ada Pell said.",
    ),
    "attribution": (
        "The northern wall was never inspected by the port, Margaret Ellison told the inquiry.",
        "The northern wall was never inspected by the port, Thomas Whitfield told the inquiry.",
    ),
}


@pytest.mark.parametrize("kind", sorted(PAIRS))
def test_a_changed_detail_is_found_with_its_words(kind: str) -> None:
    found = [one for one in between(*PAIRS[kind]) if one.severity == "contradiction"]
    allowed = {kind, "name"} if kind == "attribution" else {kind}
    assert {one.kind for one in found} & allowed
    assert all({m.article for m in one.mentions} == {"one", "two"} for one in found)
    assert all(len(one.differing) == len(one.mentions) and one.why for one in found)


@pytest.mark.parametrize("text", [pair[0] for pair in PAIRS.values()])
def test_the_same_report_twice_has_no_discrepancy(text: str) -> None:
    assert between(text, text) == ()


def test_another_thing_counted_is_no_discrepancy() -> None:
    one = "Rescue crews counted 43 boats adrift in the northern channel."
    two = "Farmers counted 57 sheep missing from the upper fields."
    assert not [found for found in between(one, two) if found.kind == "number"]


def test_a_rising_count_is_an_update() -> None:
    one = "The storm killed 12 people in the fishing villages of the northern coast, the coast guard said."
    two = "The storm killed 19 people in the fishing villages of the northern coast, the coast guard said."
    [found] = [found for found in between(one, two, "2031-03-19") if found.kind == "number"]
    assert (found.update, found.severity) == (True, "difference")


def test_one_name_spelled_twice() -> None:
    one = "The wall was drawn by the architect Ivo Brandtner, who lives near the old harbour."
    two = "Architect Ivo Brandttner drew the wall near the old harbour thirty years ago."
    assert [found for found in between(one, two) if found.kind == "name"]


def test_findings_come_contradictions_first_and_in_text_order() -> None:
    found = between(" ".join(pair[0] for pair in PAIRS.values()), " ".join(pair[1] for pair in PAIRS.values()))
    keys = [(one.severity != "contradiction", min((m.article, m.start) for m in one.mentions)) for one in found]
    assert len(found) >= 4
    assert keys == sorted(keys)
