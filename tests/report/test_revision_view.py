"""The edits of a revision as places."""

from hypothesis import given
from hypothesis import strategies as st

from twosource.report.revision_view import CONTEXT, revision_view
from twosource.text.edits import find_edits


def places(before: str, after: str) -> list[str]:
    signs = {"removed": "-{}-", "added": "+{}+", "same": "{}", "gap": "{}"}
    view = revision_view(before, after, find_edits(before, after))
    return ["".join(signs[p.kind].format(p.text) for p in place.pieces if p.text) for place in view.places]


def test_an_edit_stands_among_its_words() -> None:
    before = "x " * 60 + "At least 12 people were hurt, he said. " + "y " * 60
    (place,) = places(before, before.replace("12", "14"))
    assert place.startswith("… x x")
    assert "At least -12-+14+ people were hurt, he said." in place
    assert place.endswith("y y …")
    assert len(place) < 2 * CONTEXT + 20


def test_edits_of_two_paragraphs_are_two_places() -> None:
    assert places("Monday was wet.\nIt rained.", "Sunday was wet.\nIt snowed.") == [
        "-Monday-+Sunday+ was wet.",
        "It -rained-+snowed+.",
    ]


def test_near_edits_are_one_place() -> None:
    assert places("He said 12 men and 3 dogs ran.", "He said 14 men and 5 dogs ran.") == [
        "He said -12-+14+ men and -3-+5+ dogs ran."
    ]


def test_white_space_and_marks_are_counted_and_not_shown() -> None:
    before, after = "“Yes,” he said.\n\nIt rained.", '"Yes," he said.\nIt rained.'
    view = revision_view(before, after, find_edits(before, after))
    assert (view.places, view.unshown) == ((), 3)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_shown(before: str, after: str) -> None:
    edits = find_edits(before, after)
    view = revision_view(before, after, edits)
    shown = [piece for place in view.places for piece in place.pieces if piece.kind in ("removed", "added")]
    assert len(shown) == 2 * (len(edits) - view.unshown)
    for piece in shown:
        assert piece.text in (before if piece.kind == "removed" else after)
