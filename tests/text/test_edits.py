"""The word-level diff."""

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.model.archive import TextEdit
from twosource.text import edits as edits_module
from twosource.text.edits import Run, common_runs, find_edits


def words(before: str, after: str) -> list[tuple[str, str, str]]:
    return [(e.kind, e.before.surface(before), e.after.surface(after)) for e in find_edits(before, after)]


def applied(before: str, after: str, edits: tuple[TextEdit, ...]) -> str:
    parts, place = [], 0
    for edit in edits:
        parts += [before[place : edit.before.start], edit.after.surface(after)]
        place = edit.before.end
    return "".join([*parts, before[place:]])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("12 people were hurt.", "14 people were hurt.", [("replaced", "12", "14")]),
        ("It cost 1,200 crowns.", "It cost 1,250 crowns.", [("replaced", "1,200", "1,250")]),
        ("He did not go.", "He did go.", [("removed", "not ", "")]),
        ("It rained. They left.", "It rained. It snowed. They left.", [("added", "", "It snowed. ")]),
        ("One line\n\nAnother", "One line\nAnother", [("removed", "\n", "")]),
        ("the big red dog ran", "the small red cat ran", [("replaced", "big red dog", "small red cat")]),
        ("“Yes,” he said", '"Yes," he said', [("replaced", "“", '"'), ("replaced", "”", '"')]),
        ("", "A word", [("added", "", "A word")]),
        ("A word", "", [("removed", "A word", "")]),
        ("the same", "the same", []),
    ],
)
def test_the_words_that_differ(before: str, after: str, expected: list[tuple[str, str, str]]) -> None:
    assert words(before, after) == expected


def test_an_added_sentence_begins_where_a_sentence_begins() -> None:
    before = "The pier held. The mayor said the mole was safe.\n"
    added = words(before, before + "\nCorrection: The mayor said the mole was shut.\n")
    assert added == [("added", "", "\nCorrection: The mayor said the mole was shut.\n")]


_TEXTS = st.text(st.sampled_from("ab .,\n1“”’\u00a0\u2028é😀"), max_size=60)


@given(_TEXTS, _TEXTS)
def test_the_edits_make_the_later_text_of_the_earlier(before: str, after: str) -> None:
    edits = find_edits(before, after)
    assert applied(before, after, edits) == after
    for one, two in itertools.pairwise(edits):
        assert one.before.end <= two.before.start
        assert one.after.end <= two.after.start
    assert bool(edits) == (before != after)


@given(st.lists(st.integers(0, 6), max_size=60), st.lists(st.integers(0, 6), max_size=60))
def test_cut_at_unique_units_the_runs_still_agree(left: list[int], right: list[int]) -> None:
    kept = edits_module.MOST_CELLS
    edits_module.MOST_CELLS = 8
    try:
        runs = common_runs(left, right)
    finally:
        edits_module.MOST_CELLS = kept
    for run in runs:
        assert left[run.before : run.before + run.length] == right[run.after : run.after + run.length]
    assert runs == sorted(runs)
    for one, two in itertools.pairwise(runs):
        assert one.before + one.length <= two.before
        assert one.after + one.length <= two.after


def test_common_runs_of_equal_units_are_one_run() -> None:
    assert common_runs([1, 2, 3], [1, 2, 3]) == [Run(0, 0, 3)]


def test_a_megabyte_is_compared_in_bounded_time() -> None:
    generator = random.Random(7)
    vocabulary = [f"word{number}" for number in range(20_000)]
    text = [generator.choice(vocabulary) for _ in range(110_000)]
    edited = list(text)
    for place in range(500, len(edited), 1_000):
        edited[place] = "changed"
    before, after = " ".join(text), " ".join(edited)
    hard = "a " * 500_000, "b a " * 250_000
    start = time.perf_counter()
    assert 90 <= len(find_edits(before, after)) <= 110
    assert applied(*hard, find_edits(*hard)) == hard[1]
    assert time.perf_counter() - start < 60
