"""Who says what: source, cue and content of every attribution in a text, by the trained network shipped as data.

The network is a small encoder fine-tuned on PolNeAR (Newell, Margolin & Ruths, LREC 2018); it gives every word tag
scores, decoded over the whole text (Viterbi), and link vectors, from which `linking` joins spans into attributions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from twosource.annotate.attribution_input import ModelInput, read_input
from twosource.annotate.attribution_network import SENSE_SIZE, Scores, load_network, score_words
from twosource.annotate.context import reduce_states
from twosource.annotate.linking import (
    AttributionSpans,
    FloatArray,
    TaggedSpan,
    arrange_attributions,
    link_spans,
    overlap,
    shifted,
)
from twosource.annotate.tags import LABELS, best_path, read_spans
from twosource.annotate.transcripts import read_turns
from twosource.model.annotation import ContextVectors
from twosource.model.span import Span

_QUOTED = re.compile(r"[“”„«»\"]|''|``")
_UTTERANCE = re.compile(r"\b(?:said|says|told|tells|wrote|according to|announced|denied|testified|tweeted)\b")
"""Words that make a second reading of a content worth its time."""
_OPENING = re.compile(r"\A(?:that|whether|if)\s+")
"""What no text begins with, and content does: the network would take it for a part of the source."""


def tag_attributions(text: str) -> tuple[AttributionSpans, ...]:
    """The attributions of `text` in order of their first character; offsets count the text's code points."""
    network = load_network()
    read = read_input(text, network.tokenizer)
    return _join(text, read, score_words(read, network))


def tag_attributions_many(texts: Iterable[str]) -> Iterator[tuple[AttributionSpans, ...]]:
    """As `tag_attributions`, for each text in input order. No text's result depends on its neighbours."""
    return map(tag_attributions, texts)


def tag_in_context(text: str) -> tuple[tuple[AttributionSpans, ...], ContextVectors]:
    """The attributions of `text`, and what its words mean where they stand, from one pass of the network."""
    network = load_network()
    read = read_input(text, network.tokenizer)
    scores = score_words(read, network, sense=True)
    return _join(text, read, scores), reduce_states(read, scores.sense)


def tag_and_embed(text: str, spans: Sequence[Span]) -> tuple[tuple[AttributionSpans, ...], FloatArray]:
    """The attributions of `text`, and for each of `spans` an embedding of unit length, from one pass of the network.

    The embeddings were trained to lie close to those all-MiniLM-L6-v2 gives a sentence on its own, but see the words
    around it. A span without a word has the zero vector.
    """
    network = load_network()
    read = read_input(text, network.tokenizer)
    scores = score_words(read, network, sense=True)
    sums = np.concatenate([np.zeros((1, SENSE_SIZE)), np.cumsum(scores.sense, axis=0, dtype=np.float64)])
    first = np.append(read.first, len(read.ids))
    begins = first[np.searchsorted(read.ends, [s.start for s in spans], side="right")]
    ends = first[np.searchsorted(read.starts, [s.end for s in spans], side="left")]
    vectors = sums[np.maximum(begins, ends)] - sums[begins]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: FloatArray = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return _join(text, read, scores), unit


def _join(text: str, read: ModelInput, scores: Scores) -> tuple[AttributionSpans, ...]:
    turns = read_turns(text)
    found = [*turns, *(a for a in _link(read, scores) if not any(overlap(a, turn) for turn in turns))]
    inner = [a for outer in found for a in _read_inner(text, outer)]
    return arrange_attributions([*found, *inner])


def _link(read: ModelInput, scores: Scores) -> list[AttributionSpans]:
    """What the network finds in a text: attributions that do not nest."""
    network = load_network()
    spans = tagged_spans(read, scores.tags, network.transitions)
    return link_spans(spans, scores.links, read.paragraphs, network.links)


def _read_inner(text: str, outer: AttributionSpans) -> Iterator[AttributionSpans]:
    """Attributions inside the content of another one: what the network finds in that content, read on its own.

    Only indirect content that itself says or tells something is read again, and only what has a source is kept.
    """
    for content in outer.content:
        words = _OPENING.sub("", content.surface(text), count=1)
        start = content.end - len(words)
        if _QUOTED.search(words) or not _UTTERANCE.search(words):
            continue
        read = read_input(words, load_network().tokenizer)
        for inner in _link(read, score_words(read, load_network())):
            if inner.source and _UTTERANCE.search(words, inner.cue[0].start, inner.cue[0].end):
                yield shifted(inner, start)


def tagged_spans(read: ModelInput, tags: FloatArray, transitions: FloatArray) -> list[TaggedSpan]:
    """The spans of the best tag sequence, in text order, disjoint, none over a line's end: no span of the 25,800 in
    the training data runs over one; content of several paragraphs is several spans."""
    path = best_path(tags, transitions, read.line_starts)
    if not path:
        return []
    odds = np.exp(tags - tags.max(axis=1, keepdims=True))
    chances = (odds / odds.sum(axis=1, keepdims=True))[np.arange(len(path)), path]
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
