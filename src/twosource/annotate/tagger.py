"""Who says what: source, cue and content of every attribution in a text, by the trained network shipped as data.

The network is a small encoder fine-tuned on PolNeAR (Newell, Margolin & Ruths, LREC 2018); it gives every word tag
scores, decoded over the whole text (Viterbi), and link vectors, from which `linking` joins spans into attributions.
It reads windows of the text and runs on onnxruntime; neither torch nor a download is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice, pairwise

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
    link_spans,
)
from twosource.annotate.tags import LABELS, TAG_COUNT, best_path, read_spans

WINDOW = 254
"""Tokens in a window, without the two markers around it; as in training."""
OVERLAP = 48
"""Tokens that neighbouring windows share: each word is read where it lies further from the window's edge."""
BATCH_TOKENS = 4096
ARTICLES_AT_ONCE = 32
_CLS, _SEP = 101, 102


@dataclass(frozen=True)
class _Window:
    """Words `begin` to `end` of text number `text`, of which the words `keep` (half-open) are read here."""

    text: int
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
    return next(tag_attributions_many([text]))


def tag_attributions_many(texts: Iterable[str]) -> Iterator[tuple[AttributionSpans, ...]]:
    """As `tag_attributions`, for each text in input order; a few dozen texts are read ahead to fill batches."""
    network = _load_network()
    waiting = iter(texts)
    while chunk := list(islice(waiting, ARTICLES_AT_ONCE)):
        inputs = [read_input(text, network.tokenizer) for text in chunk]
        for text, read, (tags, vectors) in zip(chunk, inputs, _score_words(inputs, network), strict=True):
            spans = tagged_spans(text, read, tags, network.transitions)
            yield link_spans(spans, vectors, read.paragraphs, network.links)


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


def _plan_windows(number: int, read: ModelInput) -> list[_Window]:
    """Windows that cover all words of a text, equal in length as far as words allow."""
    words, tokens = len(read.first), len(read.ids)
    if not words:
        return []
    count = 1 if tokens <= WINDOW else -(-(tokens - OVERLAP) // (WINDOW - OVERLAP))
    length = -(-(tokens + (count - 1) * OVERLAP) // count)
    bounds = []
    for i in range(count):
        start = i * (length - OVERLAP)
        begin = int(np.searchsorted(read.first, start, side="left"))
        end = int(np.searchsorted(read.first, start + length, side="right")) if i < count - 1 else words
        bounds.append((min(begin, words - 1), max(end, begin + 1)))
    cuts = [0, *((a[1] + b[0]) // 2 for a, b in pairwise(bounds)), words]
    return [_Window(number, *bound, keep=(cuts[i], cuts[i + 1])) for i, bound in enumerate(bounds)]


def _score_words(inputs: list[ModelInput], network: _Network) -> list[tuple[FloatArray, FloatArray]]:
    """Per text the tag scores (words, tags) and link vectors (words, kinds x 4 x size)."""
    out = [
        (
            np.zeros((len(read.first), TAG_COUNT), dtype=np.float32),
            np.zeros((len(read.first), KINDS * 4 * LINK_SIZE), dtype=np.float32),
        )
        for read in inputs
    ]
    windows = [w for i, read in enumerate(inputs) for w in _plan_windows(i, read)]
    windows.sort(key=lambda w: (-_token_range(inputs, w)[1] + _token_range(inputs, w)[0], w.text, w.begin))
    while windows:
        start, stop = _token_range(inputs, windows[0])
        size = max(1, BATCH_TOKENS // (stop - start + 2))
        _run_batch(inputs, windows[:size], network, out)
        del windows[:size]
    return out


def _token_range(inputs: list[ModelInput], window: _Window) -> tuple[int, int]:
    read = inputs[window.text]
    start = int(read.first[window.begin])
    stop = int(read.first[window.end]) if window.end < len(read.first) else len(read.ids)
    return start, min(stop, start + 2 * WINDOW)


def _run_batch(
    inputs: list[ModelInput], windows: list[_Window], network: _Network, out: list[tuple[FloatArray, FloatArray]]
) -> None:
    ranges = [_token_range(inputs, w) for w in windows]
    width = max(stop - start for start, stop in ranges) + 2
    ids = np.zeros((len(windows), width), dtype=np.int64)
    features = np.zeros((len(windows), width, 3), dtype=np.int64)
    mask = np.zeros((len(windows), width), dtype=np.int64)
    for row, (window, (start, stop)) in enumerate(zip(windows, ranges, strict=True)):
        read, length = inputs[window.text], stop - start
        ids[row, 0], ids[row, length + 1] = _CLS, _SEP
        ids[row, 1 : length + 1] = read.ids[start:stop]
        features[row, 1 : length + 1] = read.features[start:stop]
        mask[row, : length + 2] = 1
    tags, links = network.session.run(None, {"ids": ids, "features": features, "mask": mask})
    for row, (window, (start, _)) in enumerate(zip(windows, ranges, strict=True)):
        low, high = window.keep
        places = np.minimum(inputs[window.text].first[low:high] - start + 1, width - 1)
        out[window.text][0][low:high] = tags[row, places]
        out[window.text][1][low:high] = links[row, places]


def tagged_spans(text: str, read: ModelInput, tags: FloatArray, transitions: FloatArray) -> list[TaggedSpan]:
    """The spans of the best tag sequence, in text order, disjoint."""
    path = best_path(tags, transitions)
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
