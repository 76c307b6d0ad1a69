"""Copies: the same text, edited, cut, merged into a longer one; and texts that merely share a quotation."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.model.archive import CopyRecord
from twosource.model.article import Article
from twosource.service import bundled_examples
from twosource.stories.duplicates import DuplicateFinder, find_duplicates
from twosource.stories.fingerprints import WINDOW, winnow


def reports() -> list[Article]:
    return [report for story in bundled_examples().values() for report in story]


def copied(text: str, id: str = "copy") -> Article:
    return Article.from_text(text, id=id)


def place_after(reports: list[Article], copy: Article) -> CopyRecord | None:
    finder = DuplicateFinder()
    for report in reports:
        finder.place(report)
    return finder.place(copy)


@pytest.fixture(scope="module")
def wire() -> Article:
    return max(reports(), key=lambda report: "UPDATE 2" in (report.title or ""))


def test_the_same_words_in_other_marks_and_case_are_an_exact_copy(wire: Article) -> None:
    copy = copied(wire.text.replace('"', "”").replace("\n\n", "\n").upper())
    assert place_after(reports(), copy) == CopyRecord("copy", wire.id, "exact", 1.0, "Meridian Wire")


def test_a_cut_copy_is_a_part(wire: Article) -> None:
    found = place_after(reports(), copied("\n\n".join(wire.text.split("\n\n")[:4])))
    assert found is not None
    assert (found.of, found.kind) == (wire.id, "part")
    assert found.containment > 0.9


def test_an_edited_copy_is_near(wire: Article) -> None:
    words = wire.text.split(" ")
    draw = random.Random(3)
    for i in draw.sample(range(len(words)), len(words) // 20):
        words[i] = "otherwise"
    found = place_after(reports(), copied(" ".join(words)))
    assert found is not None
    assert (found.of, found.kind) == (wire.id, "near")


def test_a_copy_merged_into_a_longer_report_is_found(wire: Article) -> None:
    own = " ".join(f"The miller's {i}th sack went under bridge {i} unseen." for i in range(8))
    found = place_after(reports(), copied(own * 6 + wire.text + own * 6))
    assert found is not None
    assert found.of == wire.id


def test_reports_of_one_event_that_quote_the_same_words_are_no_copies() -> None:
    assert find_duplicates(reports()) == []


def test_a_shared_quotation_makes_no_copy() -> None:
    quote = "It is a case about a man who was asked to choose the best crane and chose the best boat instead of it."
    first = copied(f"{quote} " + " ".join(f"north{i} gate{i} opened" for i in range(40)), "first")
    second = copied(f"{quote} " + " ".join(f"south{i} door{i} closed" for i in range(40)), "second")
    assert find_duplicates([first, second]) == []


def test_short_texts_are_copies_only_when_equal() -> None:
    one, two = copied("Storm closes the pass.", "one"), copied("Storm closes the port.", "two")
    assert find_duplicates([one, two, copied("STORM closes the pass", "three")]) == [
        CopyRecord("three", "one", "exact", 1.0)
    ]


def test_empty_texts_are_no_copies_of_each_other() -> None:
    assert find_duplicates([copied("", "a"), copied(" \n", "b"), copied("…", "c")]) == []


def test_an_article_is_no_copy_of_itself(wire: Article) -> None:
    assert find_duplicates([wire, wire]) == []


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from("abcdefg"), min_size=8, max_size=60), st.integers(0, 40))
def test_any_shared_stretch_of_eight_words_shares_a_fingerprint(words: list[str], before: int) -> None:
    other = ["x"] * before + words[:8] + ["y"] * 20
    assert WINDOW == 4
    assert winnow(words) & winnow(other)
