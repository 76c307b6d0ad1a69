"""What the attribution model sees of a text: subword ids, and what an uncased vocabulary loses.

Training and inference both read texts through this file, so they cannot drift apart. A *word* is a unit of BERT's
pre-tokeniser (a run of letters and digits, or one punctuation mark); its state is that of its first subword.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

IntArray = npt.NDArray[np.int64]

CASES = 6
QUOTE_STATES = 4
GAPS = 4
OUTSIDE, INSIDE, OPENS, CLOSES = range(QUOTE_STATES)

_MARK = re.compile(r"\n\s*\n|[“”„«»\"]|''|``")

_SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Halves of a pair standing alone: the tokeniser cannot encode them. One character replaces one."""


@dataclass(frozen=True)
class ModelInput:
    """One text as the model reads it. Arrays over tokens: `ids`, `features` (case, quotation state, gap before).

    Arrays over words: `first` (index of the word's first token), `starts` and `ends` (half-open character offsets into
    the text), `paragraphs` (index of the paragraph the word stands in), `line_starts` (is it the first of a line?).
    """

    ids: IntArray
    features: IntArray
    first: IntArray
    starts: IntArray
    ends: IntArray
    paragraphs: IntArray
    line_starts: npt.NDArray[np.bool_]


def read_input(text: str, tokenizer: Tokenizer) -> ModelInput:
    """The model's view of `text`. A text without a single word gives arrays of length 0."""
    encoding = tokenizer.encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False)
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    word_ids = np.asarray([-1 if w is None else w for w in encoding.word_ids], dtype=np.int64)
    count = len(word_ids)
    is_first = np.ones(count, dtype=bool)
    is_first[1:] = word_ids[1:] != word_ids[:-1]
    first = np.flatnonzero(is_first)
    last = np.append(first[1:], count)[: len(first)] - 1
    starts, ends = offsets[first, 0], offsets[last, 1]
    gaps = _gaps(text, starts, ends)
    features = np.stack([_cases(text, starts, ends), _quote_states(text, starts, ends), gaps], axis=1)
    word_of_token = np.cumsum(is_first) - 1
    return ModelInput(
        ids=np.asarray(encoding.ids, dtype=np.int64),
        features=features[word_of_token] if count else np.zeros((0, 3), dtype=np.int64),
        first=first,
        starts=starts,
        ends=ends,
        paragraphs=np.cumsum(gaps == GAPS - 1),
        line_starts=gaps >= 2,
    )


def _cases(text: str, starts: IntArray, ends: IntArray) -> IntArray:
    """0 other, 1 lower, 2 Title, 3 UPPER (two letters or more), 4 miXed, 5 with a digit."""
    out = np.zeros(len(starts), dtype=np.int64)
    for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        word = text[start:end]
        if word.islower():
            out[i] = 1
        elif word.istitle():
            out[i] = 2
        elif word.isupper():
            out[i] = 3
        elif word.isalpha():
            out[i] = 4
        elif word[:1].isdigit():
            out[i] = 5
    return out


def _gaps(text: str, starts: IntArray, ends: IntArray) -> IntArray:
    """What stands before each word: 0 nothing, 1 a space, 2 a line end, 3 an empty line or the text's beginning."""
    out = np.zeros(len(starts), dtype=np.int64)
    before = 0
    for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        if i == 0:
            out[i] = 3
        elif start > before:
            out[i] = 1 + min(2, text.count("\n", before, start))
        before = end
    return out


def _quote_states(text: str, starts: IntArray, ends: IntArray) -> IntArray:
    """Outside, inside, opening mark or closing mark of a quotation; an unclosed quotation ends with its paragraph."""
    positions, states, inside = [0], [OUTSIDE], False
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark[0] == "\n":
            inside = False
            positions.append(match.start())
            states.append(OUTSIDE)
            continue
        opens = mark in "“„«``" or (mark in ('"', "''") and not inside)
        inside = opens
        positions += [match.start(), match.end()]
        states += [OPENS if opens else CLOSES, INSIDE if inside else OUTSIDE]
    return np.asarray([states[bisect_right(positions, s) - 1] for s in starts.tolist()], dtype=np.int64)
