"""Reports of unrelated or mixed events are told apart."""

from itertools import permutations

import pytest

from twosource.annotate.pipeline import annotate_articles
from twosource.compare.relatedness import relate_articles
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article

FERRY = (
    "The ferry Skerry Maid sank off Port Ellis on Sunday night with 140 people on board, the coastguard said. Two "
    "passengers died. Captain Rolf Anders had reported water in the engine room at 9 p.m.",
    "Two people died when a ferry went down near Port Ellis late on Sunday. The coastguard rescued 138 passengers and "
    "crew of the Skerry Maid. Its captain, Rolf Anders, had radioed that the engine room was taking on water.",
    "Investigators want to know why water entered the engine room of the Skerry Maid, the ferry that sank off Port "
    "Ellis on Sunday, killing two passengers. Captain Anders was questioned by the coastguard for three hours.",
)
BUDGET = (
    "Parliament in Ostland passed the budget on Thursday by 61 votes to 58 after Finance Minister Clara Voss dropped a "
    "tax on diesel. The opposition called the vote a farce and promised to repeal it.",
    "Ostland has a budget: lawmakers approved the spending plan of Finance Minister Clara Voss, 61 to 58, once she had "
    "withdrawn the diesel tax that her partners in parliament rejected.",
)


def read(*texts: str, published: str | None = "2019-05-06") -> list[AnnotatedArticle]:
    return list(annotate_articles(Article.from_text(t, id=f"r{i}", published=published) for i, t in enumerate(texts)))


def parts(reports: list[AnnotatedArticle]) -> set[frozenset[str]]:
    return {frozenset(group.articles) for group in relate_articles(reports)}


def test_reports_of_one_event_stay_together() -> None:
    (group,) = relate_articles(read(*FERRY))
    assert group.articles == ("r0", "r1", "r2")
    assert "Skerry" in group.reason or "Ellis" in group.reason


def test_two_events_mixed_are_parted() -> None:
    assert parts(read(*FERRY, *BUDGET)) == {frozenset({"r0", "r1", "r2"}), frozenset({"r3", "r4"})}


def test_unrelated_reports_stand_alone_and_say_why() -> None:
    groups = relate_articles(read(FERRY[0], BUDGET[0]))
    assert [len(group.articles) for group in groups] == [1, 1]
    assert all("shares too little" in group.reason for group in groups)


def test_order_makes_no_difference_to_the_groups() -> None:
    reports = read(FERRY[0], BUDGET[0], FERRY[1], BUDGET[1])
    assert len({frozenset(parts(list(order))) for order in permutations(reports)}) == 1


def test_works_without_dates_and_without_tokens() -> None:
    assert len(parts(read(*FERRY, published=None))) == 1
    bare = [AnnotatedArticle.from_dict(one.to_dict()) for one in read(*FERRY, *BUDGET)]
    assert len(parts(bare)) == 2


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["Fire", ""], ["\u202e", "“"]])
def test_empty_reports(texts: list[str]) -> None:
    groups = relate_articles(read(*texts))
    assert sorted(article for group in groups for article in group.articles) == [f"r{i}" for i in range(len(texts))]


def test_a_date_that_is_none_is_ignored() -> None:
    assert len(parts(read(*FERRY, published="yesterday"))) == 1
