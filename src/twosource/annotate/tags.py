"""The tag set of the attribution model: BIOES over source, cue and content, one tag a word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

LABELS = ("source", "cue", "content")
BEGIN, MIDDLE, END, SINGLE = range(4)
OUT = 0
TAG_COUNT = 1 + 4 * len(LABELS)

FloatArray = npt.NDArray[np.float32]


def tag_of(label: int, place: int) -> int:
    """The tag for a word at `place` (BEGIN, MIDDLE, END, SINGLE) of a span of `LABELS[label]`."""
    return 1 + 4 * label + place


def allowed_transitions() -> npt.NDArray[np.bool_]:
    """`[a, b]`: may tag `b` follow tag `a`?"""
    allowed = np.zeros((TAG_COUNT, TAG_COUNT), dtype=bool)
    for a in range(TAG_COUNT):
        for b in range(TAG_COUNT):
            within = a != OUT and (a - 1) % 4 in (BEGIN, MIDDLE)
            goes_on = b != OUT and (b - 1) % 4 in (MIDDLE, END)
            same = a != OUT and b != OUT and (a - 1) // 4 == (b - 1) // 4
            allowed[a, b] = (within and goes_on and same) or (not within and not goes_on)
    return allowed


def closed_transitions(transitions: FloatArray) -> FloatArray:
    """The transitions without those inside a span: what may happen where every span must have ended."""
    inside = [a != OUT and (a - 1) % 4 in (BEGIN, MIDDLE) for a in range(TAG_COUNT)]
    out: FloatArray = np.where(np.asarray(inside)[:, None], np.float32(-1e4), transitions)
    return out


def best_path(scores: FloatArray, transitions: FloatArray, line_starts: npt.NDArray[np.bool_]) -> list[int]:
    """The best tag sequence (Viterbi) for word scores (words, tags), with no span that runs over a line's start."""
    if not len(scores):
        return []
    closed = closed_transitions(transitions)
    best, back = scores[0], np.zeros(scores.shape, dtype=np.int64)
    columns = np.arange(scores.shape[1])
    for t in range(1, len(scores)):
        options = best[:, None] + (closed if line_starts[t] else transitions)
        back[t] = options.argmax(axis=0)
        best = options[back[t], columns] + scores[t]
    path = [int(best.argmax())]
    for t in range(len(scores) - 1, 0, -1):
        path.append(int(back[t, path[-1]]))
    return path[::-1]


def read_spans(path: Sequence[int]) -> list[tuple[int, int, int]]:
    """(label, first word, last word) of each span in a tag path, in order. Cut-off spans at either end count."""
    spans: list[tuple[int, int, int]] = []
    begin = 0
    for i, tag in enumerate(path):
        if tag == OUT:
            continue
        label, place = divmod(tag - 1, 4)
        if place in (BEGIN, SINGLE):
            begin = i
        if place in (END, SINGLE) or i == len(path) - 1:
            spans.append((label, begin, i))
    return spans
