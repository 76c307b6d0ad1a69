from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.annotate.transcripts import read_turns

BRIEFING = """The briefing began at noon.

QUESTION: Did he call you?

MILLER: I will not speak about calls.

We have been clear.

(CROSSTALK)

Mr. DE LA CRUZ: He was.

A. B. O’HARA (through an interpreter): The bridge is closed.

The briefing ended.
"""


def turns(text: str) -> list[tuple[str, list[str]]]:
    return [(t.source[0].surface(text), [s.surface(text) for s in t.content]) for t in read_turns(text)]


def test_a_turn_runs_to_the_next_name() -> None:
    assert turns(BRIEFING) == [
        ("QUESTION", ["Did he call you?"]),
        ("MILLER", ["I will not speak about calls.", "We have been clear.", "Mr. DE LA CRUZ: He was."]),
        ("A. B. O’HARA", ["The bridge is closed."]),
    ]


def test_the_cue_is_the_colon() -> None:
    assert {t.cue[0].surface(BRIEFING) for t in read_turns(BRIEFING)} == {":"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MILLER: Yes.",
        "MILLER: Yes.\nQUESTION: No.",
        "READ MORE: a\nRELATED: b\nVIDEO: c\nUPDATE: d",
        "The time was 10:30.\nNote: one.\nNote: two.\nNote: three.",
        "MILLER:\nQUESTION:\nMILLER:\n",
    ],
)
def test_labels_and_few_turns_are_no_transcript(text: str) -> None:
    assert read_turns(text) == ()


def test_a_stage_direction_is_nobody_s_words() -> None:
    assert not any("CROSSTALK" in part for _, parts in turns(BRIEFING) for part in parts)


@given(st.text(alphabet="AB: .(\n“", max_size=80))
def test_spans_stay_in_the_text(text: str) -> None:
    for turn in read_turns(text):
        spans = [*turn.source, *turn.cue, *turn.content]
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
