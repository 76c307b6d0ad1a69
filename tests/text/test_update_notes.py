"""Where a report says that it was changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.text.update_notes import find_update_notes, title_note


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Correction: An earlier version of this story gave the wrong year.", "correction"),
        ("Editor’s note: This article was corrected on 3 May to fix the spelling of a name.", "correction"),
        ("This article was amended because an earlier version misspelled the name of a bridge.", "correction"),
        ("(Corrects spelling of name in paragraph 3)", "correction"),
        ("Clarification: the levy applies to boats alone.", "correction"),
        ("This story has been updated with the harbor office's answer.", "update"),
        ("(Adds quote from the mayor, paragraph 6)", "update"),
        ("UPDATE: The road is open again.", "update"),
        ("Updated 3 hours ago", "update"),
        ("Last updated: 12 May 2031, 14:05", "update"),
        ("Published 09:10 BST, Updated at 14:05 BST", "update"),
        ("Updated on Tuesday 12:04", "update"),
    ],
)  # fmt: skip
def test_notes_are_found(line: str, kind: str) -> None:
    text = f"The bridge is shut.\n\n{line}\n\nIt opens in May.\n"
    assert [(note.kind, note.span.surface(text)) for note in find_update_notes(text)] == [(kind, line)]


@pytest.mark.parametrize(
    "line",
    [
        "The harbor office updated the list of boats on Monday.",
        "Updated rules for boats were published by the office on Monday, and the mayor said they were fair.",
        "The sheriff corrected himself.",
        "He was mistaken about the year, the council said.",
        "",
    ],
)
def test_the_account_is_no_note(line: str) -> None:
    assert find_update_notes(f"The bridge is shut.\n\n{line}\n") == ()


@pytest.mark.parametrize(
    ("line", "age"),
    [
        ("Updated 3 hours ago", 180),
        ("Updated an hour ago", 60),
        ("Updated just now", 0),
        ("Updated 12 May, 14:05", None),
    ],
)
def test_the_age_of_a_stamp_is_in_minutes(line: str, age: int | None) -> None:
    assert [note.age for note in find_update_notes(line)] == [age]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("UPDATE 2-Storm shuts the harbor", "update"),
        ("CORRECTED: Storm shuts the harbor", "correction"),
        ("Update on the storm", None),
        ("Storm shuts the harbor", None),
        (None, None),
    ],
)
def test_a_headline_declares_by_its_prefix(title: str | None, kind: str | None) -> None:
    assert title_note(title) == kind


@given(st.text(max_size=700))
def test_any_text_is_read(text: str) -> None:
    for note in find_update_notes(text):
        assert note.span.surface(text).strip()
