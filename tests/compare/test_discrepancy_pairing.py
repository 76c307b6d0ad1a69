"""What is held against each other grows with the reports, not with their square, and loses nobody."""

from dataclasses import replace

from tests.compare.build import at, report
from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.pairing import MOST_PARTNERS, aligned_pairs, parallel_pairs
from twosource.compare.discrepancies.pairs import Side
from twosource.model.article import Furniture
from twosource.model.comparison import Passage, Statement
from twosource.model.span import Span

SENTENCE = (
    "Divers of the harbour guard searched the flooded quarry until midnight and brought {count} people to safety."
)


def _views(count: int) -> dict[str, ArticleView]:
    texts = (SENTENCE.format(count=number + 2) for number in range(count))
    return {f"r{n:02}": ArticleView(report(f"r{n:02}", text)) for n, text in enumerate(texts)}


def test_every_two_of_three_reports_are_compared() -> None:
    views = _views(3)
    pairs = {(pair.left.view.id, pair.right.view.id) for pair in parallel_pairs(views)}
    assert pairs == {("r00", "r01"), ("r00", "r02"), ("r01", "r02")}


def test_sentences_that_are_the_same_word_for_word_are_left_out() -> None:
    views = {name: ArticleView(report(name, SENTENCE.format(count=7))) for name in ("one", "two")}
    assert not list(parallel_pairs(views))


def test_edited_sentences_of_many_reports_pair_in_proportion() -> None:
    views = _views(40)
    pairs = list(parallel_pairs(views))
    assert len(pairs) <= 40 * MOST_PARTNERS
    assert {side.view.id for pair in pairs for side in (pair.left, pair.right)} == set(views)


def test_mentions_of_a_claim_of_many_reports_pair_in_proportion() -> None:
    views = _views(40)
    group = []
    for name, view in views.items():
        span = at(view.text, "searched the flooded quarry")
        group.append(Statement(name, span.start, span.end))
    pairs = list(aligned_pairs([group], views))
    assert len(pairs) <= 40 * 3
    assert {side.view.id for pair in pairs for side in (pair.left, pair.right)} == set(views)


def test_a_dateline_is_no_part_of_what_differs() -> None:
    text = "SKERRY - Thirteen people drowned in the quarry."
    annotated = report("one", text)
    dateline = Furniture("dateline", 0, 6)
    view = ArticleView(replace(annotated, article=replace(annotated.article, furniture=(dateline,))))
    assert view.text[slice(*_ends(Side(view, Span(0, len(text))).passage))] == "Thirteen people drowned in the quarry."
    assert _ends(Side(view, Span(0, 6)).passage) == (0, 6)
    assert _ends(Side(view, Span(9, 24)).passage) == (9, 24)


def _ends(passage: Passage) -> tuple[int, int]:
    return passage.start, passage.end
