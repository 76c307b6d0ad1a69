"""Which words differ between wordings."""

from hypothesis import given
from hypothesis import strategies as st

from twosource.report.word_difference import GAP, compared_wordings, pieces, wording_key


def shown(*texts: str) -> list[str]:
    """The wordings with differing words in <>."""
    return ["".join(f"<{p.text}>" if p.marked else p.text for p in parts) for parts in compared_wordings(texts)]


def test_words_that_differ_are_marked_on_both_sides() -> None:
    assert shown("Nobody will sleep outside tonight", "No one will sleep outside tonight") == [
        "<Nobody> will sleep outside tonight",
        "<No one> will sleep outside tonight",
    ]


def test_words_left_out_show_as_a_gap() -> None:
    full = "Nobody is missing, and nobody will sleep outside"
    assert shown(full, "“Nobody is missing,”") == [full, f"“Nobody is missing {GAP},”"]
    assert shown(full, "nobody will sleep") == [full, f"{GAP} nobody will sleep {GAP}"]
    assert shown(full, "Nobody will sleep outside")[1].startswith(GAP)


def test_the_longest_is_what_others_are_compared_with_wherever_it_stands() -> None:
    assert shown("the gate", "the old gate", "the gate") == [f"the {GAP} gate", "the old gate", f"the {GAP} gate"]


def test_wordings_that_sound_the_same_have_one_key() -> None:
    assert wording_key("“The F.B.I.’s agent,”") == wording_key("the FBI's agent.")
    assert wording_key("The agent") != wording_key("An agent")


def test_very_long_wordings_are_left_whole() -> None:
    assert shown("a " * 400, "b") == ["a " * 400, "b"]
    assert compared_wordings([]) == ()


@given(st.text(), st.lists(st.tuples(st.integers(-3, 30), st.integers(-3, 30))))
def test_pieces_put_together_are_the_text(text: str, marked: list[tuple[int, int]]) -> None:
    assert "".join(piece.text for piece in pieces(text, marked)) == text


WORDINGS = st.lists(
    st.lists(st.sampled_from(["the", "gate", "broke,", "“early", "late”", "—", "F.B.I."])).map(" ".join)
)


@given(st.one_of(WORDINGS, st.lists(st.text())))
def test_compared_wordings_without_their_gaps_are_the_texts(texts: list[str]) -> None:
    cut = compared_wordings(texts)
    assert ["".join(piece.text for piece in parts if not piece.gap) for parts in cut] == texts
