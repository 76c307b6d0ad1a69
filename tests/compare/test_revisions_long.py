"""Editions far longer than a report: what comparing them costs stays bounded, and what is told stays right."""

import random
from typing import Any

import pytest

from tests.compare.build import report
from twosource.compare.revisions import compare_revisions, likely, quotes, sentences
from twosource.compare.revisions.likely import affordable_pairs, shared_words
from twosource.model.archive import RevisionDifference
from twosource.text.shingles import common_words

_SYLLABLES = ["bar", "den", "fol", "gri", "hul", "kes", "lor", "mun", "nar", "ost", "pel", "rin", "sko", "tav", "vel"]


def _vocabulary(draw: random.Random, size: int) -> list[str]:
    return ["".join(draw.choices(_SYLLABLES, k=3)) for _ in range(size)]


def _alike(draw: random.Random, groups: int, each: int, frame: str = "{}.") -> list[str]:
    """Groups of sentences that differ in one word of ten: each sentence is like every other of its group."""
    vocabulary = _vocabulary(draw, 3_000)
    made = []
    for _ in range(groups):
        base = draw.choices(vocabulary, k=10)
        for _ in range(each):
            base[draw.randrange(10)] = draw.choice(vocabulary)
            made.append(frame.format(" ".join(base).capitalize()))
    return made


def _edited(draw: random.Random, lines: list[str]) -> list[str]:
    return [line.replace(" ", f" {''.join(draw.choices(_SYLLABLES, k=4))} ", 1) for line in lines]


def _compared(before: list[str], after: list[str]) -> RevisionDifference:
    return compare_revisions(report("x", " ".join(before)), report("x", " ".join(after)), numbers=(1, 2))


@pytest.fixture
def spent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The words of each pair that is compared word by word."""
    counted: list[int] = []

    def count(left: Any, right: Any) -> int:
        counted.append(len(left) + len(right))
        return common_words(left, right)

    for module in (sentences, quotes):
        monkeypatch.setattr(module, "common_words", count)
    return counted


@pytest.mark.parametrize("frame", ["{}.", "“{},” said Ana Brek."])
def test_what_is_compared_word_by_word_is_bounded(
    frame: str, spent: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(5)
    before = _alike(draw, 12, 30, frame)
    after = _edited(draw, before)
    free = _compared(before, after)
    unbounded = sum(spent)
    spent.clear()
    monkeypatch.setattr(likely, "MOST_COMPARED", 40_000)
    bounded = _compared(before, after)
    passes = 4
    """Pairs of edited sentences, sentences held in longer ones on both sides, pairs of quotations."""
    assert sum(spent) <= passes * 40_000 + 30 * len(before)
    assert unbounded > 2 * sum(spent)
    assert bounded.edits == free.edits
    assert {change.kind for change in bounded.changes} == {change.kind for change in free.changes}


def test_a_small_edit_of_a_long_text_is_told_exactly() -> None:
    draw = random.Random(6)
    before = [f"{' '.join(draw.choices(_vocabulary(draw, 400), k=14)).capitalize()}." for _ in range(1_500)]
    after = list(before)
    after[700] = after[700].replace(" ", " Xanthor ", 1)
    after.insert(900, "The ferry sank beside the northern lighthouse before the morning bell had rung twice.")
    difference = _compared(before, after)
    assert [(edit.kind, edit.after.surface(" ".join(after)).strip()) for edit in difference.edits] == [
        ("added", "Xanthor"),
        ("added", after[900]),
    ]
    assert [change.kind for change in difference.changes] == ["statement_added"]


def test_the_places_looked_up_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [{f"rare{number}", f"often{number % 10}", "always"} for number in range(200)]
    free = dict(shared_words(old, old, 60))
    assert free[7] == {7: 2} | dict.fromkeys(range(17, 200, 10), 1), "a word that stands everywhere is passed over"
    monkeypatch.setattr(likely, "MOST_LOOK_UPS", 1_000)
    assert dict(shared_words(old, old, 60))[7] == {7: 1}, "and so are those that stand in too many places"
    monkeypatch.setattr(likely, "MOST_LOOK_UPS", 4_200)
    assert dict(shared_words(old, old, 60)) == free


def test_each_is_compared_first_with_what_shares_most(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [(2, 0, 1), (5, 1, 0), (2, 0, 0), (3, 1, 1)]
    lengths = [10, 10], [10, 10]
    assert affordable_pairs(pairs, *lengths) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    monkeypatch.setattr(likely, "MOST_COMPARED", 2 * 60)
    assert affordable_pairs(pairs, *lengths) == [(0, 0), (1, 0)]
    monkeypatch.setattr(likely, "MOST_COMPARED", 59)
    assert affordable_pairs(pairs, *lengths) == []


def test_a_text_written_anew_tells_no_more_than_any_other() -> None:
    """A hundred thousand characters on each side, no sentence of one in the other."""
    draw = random.Random(7)
    before, after = (_alike(draw, 110, 12) for _ in range(2))
    difference = _compared(before, after)
    assert 0 < len(difference.changes) <= 200
    assert sum(len(edit.after) for edit in difference.edits) <= len(" ".join(after))
