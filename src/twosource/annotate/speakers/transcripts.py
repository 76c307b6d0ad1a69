"""Question-and-answer transcripts: "MILLER: …", where the label in front of a turn is its source."""

import re
from collections import Counter
from dataclasses import dataclass

from twosource.model.span import Span

FEWEST_TURNS = 3
"""Labelled lines a text needs to count as a transcript, with a label that comes twice or all in capitals."""
_LABEL = re.compile(
    r"^[ \t]*((?:(?:MR|MS|MRS|DR|Mr|Ms|Mrs|Dr)\.? )?[^\W\d_][\w.'’ -]{0,40}?)[ \t]*(?:\([^)\n]{1,40}\))?:[ \t]+(?=\S)",
    re.M,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in a transcript: the label and the words behind it, up to the line's end."""

    label: Span
    words: Span


def read_transcript(text: str) -> tuple[Turn, ...]:
    """The turns of a transcript in text order; none where the text is no transcript."""
    found: list[Turn] = []
    for match in _LABEL.finditer(text):
        label = match.group(1)
        if len(label.split()) > 4 or not all(word[0].isupper() for word in label.split() if word[0].isalpha()):
            continue
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        words = text[match.end() : end].rstrip()
        if words:
            found.append(Turn(Span(*match.span(1)), Span(match.end(), match.end() + len(words))))
    labels = Counter(turn.label.surface(text) for turn in found)
    spoken = [turn for turn in found if labels[turn.label.surface(text)] > 1 or turn.label.surface(text).isupper()]
    return tuple(spoken) if len(spoken) >= FEWEST_TURNS and max(labels.values()) > 1 else ()
