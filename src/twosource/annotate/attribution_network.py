"""The attribution network at work: windows of a text in, scores of its words out.

Runs on onnxruntime with one thread; neither torch nor a download is needed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from twosource.annotate.attribution_input import IntArray, ModelInput
from twosource.annotate.linking import BUCKETS, KINDS, LINK_SIZE, FloatArray, LinkVectors, LinkWeights
from twosource.annotate.tags import TAG_COUNT

WINDOW = 254
"""Tokens in a window, without the two markers around it; as in training."""
OVERLAP = 48
"""Tokens that neighbouring windows share: each word is read where it lies further from the window's edge."""
SENSE_SIZE = 384
_CLS, _SEP = 101, 102


@dataclass(frozen=True)
class Network:
    """The network with what decoding needs: scores of tag transitions, weights of the links."""

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    transitions: FloatArray
    links: LinkWeights


@dataclass(frozen=True)
class Scores:
    """Tag scores (words, tags) of a text, link vectors by window, and `sense` (tokens, size), whose mean over a
    sentence's tokens is the sentence's embedding: empty unless it was asked for."""

    tags: FloatArray
    links: list[LinkVectors]
    sense: FloatArray


@dataclass(frozen=True)
class _Window:
    """Words `begin` to `end`, of which the words `keep` (half-open) are read here."""

    begin: int
    end: int
    keep: tuple[int, int]


@cache
def load_network() -> Network:
    """The network shipped with the package, loaded once a process."""
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
    return Network(
        session=onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"]),
        tokenizer=tokenizer,
        transitions=weights["transitions"].reshape(TAG_COUNT, TAG_COUNT),
        links=LinkWeights(
            distance=weights["distance"].reshape(KINDS, BUCKETS),
            null=weights["null"],
            null_vector=weights["null_vector"].reshape(KINDS, LINK_SIZE),
        ),
    )


def score_words(read: ModelInput, network: Network, *, sense: bool = False) -> Scores:
    """The scores of a text's words.

    Windows run one by one: the network's activations are quantised by the range they have in one call, so a batch would
    make a text's scores depend on what it was batched with. On one thread a batch is no faster.
    """
    first = np.append(read.first, len(read.ids))
    names = ["tags", "links", "sense"][: 3 if sense else 2]
    words = len(read.first)
    out = Scores(
        tags=np.zeros((words, TAG_COUNT), dtype=np.float32),
        links=[],
        sense=np.zeros((len(read.ids) if sense else 0, SENSE_SIZE), dtype=np.float32),
    )
    for window in _plan_windows(read):
        start = int(first[window.begin])
        found = network.session.run(names, _as_inputs(read, start, int(first[window.end])))
        low, high = window.keep
        places = first[window.begin : window.end] - start + 1
        out.tags[low:high] = found[0][0, places[low - window.begin : high - window.begin]]
        out.links.append(LinkVectors(window.begin, found[1][0, places].reshape(-1, KINDS, 4, LINK_SIZE)))
        if sense:
            begin, end = int(first[low]), int(first[high])
            out.sense[begin:end] = found[2][0, begin - start + 1 : end - start + 1]
    return out


def _as_inputs(read: ModelInput, start: int, stop: int) -> dict[str, IntArray]:
    """Tokens `start` to `stop` as a batch of one, between the two markers."""
    ids = np.full((1, stop - start + 2), _CLS, dtype=np.int64)
    ids[0, 1:-1], ids[0, -1] = read.ids[start:stop], _SEP
    features = np.zeros((*ids.shape, read.features.shape[1]), dtype=np.int64)
    features[0, 1:-1] = read.features[start:stop]
    return {"ids": ids, "features": features, "mask": np.ones_like(ids)}


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
