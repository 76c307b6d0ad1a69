from hypothesis import given
from hypothesis import strategies as st

from twosource.model.span import Span
from twosource.text.shingles import common_words, containment, read_words, word_changes

FORMS = st.lists(st.sampled_from(["the", "dam", "held", "and", "broke", "at", "noon"]), max_size=12)


def test_words_compare_without_case_accents_and_stops() -> None:
    assert [word.form for word in read_words("The F.B.I.’s café paid $5,687.75 & left")] == [
        "the", "fbi", "s", "cafe", "paid", "5687.75", "and", "left",
    ]  # fmt: skip


def test_words_of_a_span_keep_their_offsets_in_the_text() -> None:
    text = "Before. The dam held."
    words = read_words(text, Span(8, len(text)))
    assert [text[word.start : word.end] for word in words] == ["The", "dam", "held"]


def test_containment_is_of_the_left_in_the_right() -> None:
    short, long = ["a", "b", "c"], ["x", "a", "b", "c", "y"]
    assert containment(short, long, 2) == 1.0
    assert containment(long, short, 2) == 0.5
    assert containment(["a"], long, 2) == 0.0


@given(FORMS, FORMS)
def test_between_the_changes_both_runs_are_the_same(left: list[str], right: list[str]) -> None:
    i = j = kept = 0
    for change in word_changes(left, right):
        assert left[i : change.left_start] == right[j : change.right_start]
        kept += change.left_start - i
        i, j = change.left_end, change.right_end
    assert left[i:] == right[j:]
    assert kept + len(left) - i == common_words(left, right)
