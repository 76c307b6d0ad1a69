"""Who says what: source, cue and content of every attribution in a text, by the trained network shipped as data.

The network is a small encoder fine-tuned on PolNeAR (Newell, Margolin & Ruths, LREC 2018); it gives every word tag
scores, decoded over the whole text (Viterbi), and link vectors, from which `linking` joins spans into attributions.
It reads windows of the text and runs on onnxruntime; neither torch nor a download is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from twosource.annotate.attribution_input import ModelInput, read_input
from twosource.annotate.linking import (
    BUCKETS,
    KINDS,
    LINK_SIZE,
    AttributionSpans,
    FloatArray,
    LinkWeights,
    TaggedSpan,
    arrange_attributions,
    link_spans,
    overlap,
    shifted,
)
from twosource.annotate.tags import LABELS, TAG_COUNT, best_path, read_spans
from twosource.annotate.transcripts import read_turns

WINDOW = 254
"""Tokens in a window, without the two markers around it; as in training."""
OVERLAP = 48
"""Tokens that neighbouring windows share: each word is read where it lies further from the window's edge."""
_CLS, _SEP = 101, 102
_QUOTED = re.compile(r"[“”„«»\"]|''|``")
_UTTERANCE = re.compile(r"\b(?:said|says|told|tells|wrote|according to|announced|denied|testified|tweeted)\b")
"""Words that make a second reading of a content worth its time."""
_OPENING = re.compile(r"\A(?:that|whether|if)\s+")
"""What no text begins with, and content does: the network would take it for a part of the source."""


@dataclass(frozen=True)
class _Window:
    """Words `begin` to `end`, of which the words `keep` (half-open) are read here."""

    begin: int
    end: int
    keep: tuple[int, int]


@dataclass(frozen=True)
class _Network:
    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    transitions: FloatArray
    links: LinkWeights


def tag_attributions(text: str) -> tuple[AttributionSpans, ...]:
    """The attributions of `text` in order of their first character; offsets count the text's code points."""
    turns = read_turns(text)
    found = [*turns, *(a for a in _read_attributions(text) if not any(overlap(a, turn) for turn in turns))]
    inner = [a for outer in found for a in _read_inner(text, outer)]
    return arrange_attributions([*found, *inner])


def tag_attributions_many(texts: Iterable[str]) -> Iterator[tuple[AttributionSpans, ...]]:
    """As `tag_attributions`, for each text in input order. No text's result depends on its neighbours."""
    return map(tag_attributions, texts)


def _read_attributions(text: str) -> list[AttributionSpans]:
    """What the network finds in a text: attributions that do not nest."""
    network = _load_network()
    read = read_input(text, network.tokenizer)
    tags, vectors = _score_words(read, network)
    return link_spans(tagged_spans(read, tags, network.transitions), vectors, read.paragraphs, network.links)


def _read_inner(text: str, outer: AttributionSpans) -> Iterator[AttributionSpans]:
    """Attributions inside the content of another one: what the network finds in that content, read on its own.

    Only indirect content that itself says or tells something is read again, and only what has a source is kept.
    """
    for content in outer.content:
        words = _OPENING.sub("", content.surface(text), count=1)
        start = content.end - len(words)
        if _QUOTED.search(words) or not _UTTERANCE.search(words):
            continue
        for inner in _read_attributions(words):
            if inner.source and _UTTERANCE.search(words, inner.cue[0].start, inner.cue[0].end):
                yield shifted(inner, start)


@cache
def _load_network() -> _Network:
    folder = resources.files("twosource.annotate") / "data" / "attribution"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    model = (folder / "model.onnx").read_bytes()
    tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    weights = {k: np.asarray(config[k], dtype=np.float32) for k in ("transitions", "distance", "null", "null_vector")}
    return _Network(
        session=onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"]),
        tokenizer=tokenizer,
        transitions=weights["transitions"].reshape(TAG_COUNT, TAG_COUNT),
        links=LinkWeights(
            distance=weights["distance"].reshape(KINDS, BUCKETS),
            null=weights["null"],
            null_vector=weights["null_vector"].reshape(KINDS, LINK_SIZE),
        ),
    )


def _plan_windows(read: ModelInput) -> list[_Window]:
    """Windows that cover all words of a text, equal in length as far as words allow."""
    words, tokens = len(read.first), len(read.ids)
    if not words:
        return []
    count = 1 if tokens <= WINDOW else -(-(tokens - OVERLAP) // (WINDOW - OVERLAP))
    length = -(-(tokens + (count - 1) * OVERLAP) // count)
    bounds = []
    for i in range(count):
        start = i * (length - OVERLAP)
        begin = min(int(np.searchsorted(read.first, start, side="left")), words - 1)
        end = int(np.searchsorted(read.first, start + length, side="right")) if i < count - 1 else words
        bounds.append((begin, max(end, begin + 1)))
    cuts = [0, *((a[1] + b[0]) // 2 for a, b in pairwise(bounds)), words]
    return [_Window(*bound, keep=keep) for bound, keep in zip(bounds, pairwise(cuts), strict=True)]


def _score_words(read: ModelInput, network: _Network) -> tuple[FloatArray, FloatArray]:
    """The tag scores (words, tags) and link vectors (words, kinds x 4 x size) of a text.

    Windows run one by one: the network's activations are quantised by the range they have in one call, so a batch would
    make a text's scores depend on what it was batched with. On one thread a batch is no faster.
    """
    words = len(read.first)
    tags = np.zeros((words, TAG_COUNT), dtype=np.float32)
    vectors = np.zeros((words, KINDS * 4 * LINK_SIZE), dtype=np.float32)
    for window in _plan_windows(read):
        start = int(read.first[window.begin])
        stop = int(read.first[window.end]) if window.end < words else len(read.ids)
        ids = np.full((1, stop - start + 2), _CLS, dtype=np.int64)
        ids[0, 1:-1], ids[0, -1] = read.ids[start:stop], _SEP
        features = np.zeros((*ids.shape, read.features.shape[1]), dtype=np.int64)
        features[0, 1:-1] = read.features[start:stop]
        inputs = {"ids": ids, "features": features, "mask": np.ones_like(ids)}
        window_tags, window_links = network.session.run(["tags", "links"], inputs)
        low, high = window.keep
        places = read.first[low:high] - start + 1
        tags[low:high], vectors[low:high] = window_tags[0, places], window_links[0, places]
    return tags, vectors


def tagged_spans(read: ModelInput, tags: FloatArray, transitions: FloatArray) -> list[TaggedSpan]:
    """The spans of the best tag sequence, in text order, disjoint, none over a line's end: no span of the 25,800 in
    the training data runs over one; content of several paragraphs is several spans."""
    path = best_path(tags, transitions, read.line_starts)
    if not path:
        return []
    shifted = np.exp(tags - tags.max(axis=1, keepdims=True))
    chances = (shifted / shifted.sum(axis=1, keepdims=True))[np.arange(len(path)), path]
    return [
        TaggedSpan(
            start=int(read.starts[first]),
            end=int(read.ends[last]),
            label=LABELS[label],
            first=first,
            last=last,
            score=float(chances[first : last + 1].mean()),
        )
        for label, first, last in read_spans(path)
    ]
