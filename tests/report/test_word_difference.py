"""Which words differ between two wordings."""

from hypothesis import given
from hypothesis import strategies as st

from twosource.report.word_difference import differing_spans, pieces


def words(text: str, other: str) -> list[str]:
    return [text[start:end] for start, end in differing_spans(text, other)]


def test_replaced_and_missing_words_are_found() -> None:
    assert words("Nobody will sleep outside tonight", "No one will sleep outside") == ["Nobody", "tonight"]


def test_case_and_quotation_marks_do_not_count() -> None:
    assert words("“The gate, the Gate.”", "the gate the gate") == []


def test_very_long_wordings_are_left_unmarked() -> None:
    assert differing_spans("a " * 400, "b") == []


@given(st.text(), st.lists(st.tuples(st.integers(-3, 30), st.integers(-3, 30))))
def test_pieces_put_together_are_the_text(text: str, marked: list[tuple[int, int]]) -> None:
    assert "".join(piece.text for piece in pieces(text, marked)) == text
