"""Tagged spans joined into attributions: every cue picks its source, every content its cue.

A cue is the heart of an attribution: it has at most one source and one or more contents ("…," she said, "…"). Sources
may serve several cues. The scores are bilinear in link vectors that the tagger gives each word, plus a bias for the
distance between the spans; both were trained together with the tags (biaffine scoring: Dozat & Manning, ICLR 2017).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from twosource.annotate.tags import LABELS
from twosource.model.span import Span

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

KINDS = 2
SOURCE_LINK, CONTENT_LINK = range(KINDS)
LINK_SIZE = 48
_STEPS = (0, 1, 2, 3, 5, 9, 17, 33)
BUCKETS = 3 * 2 * len(_STEPS)
PART = 300
"""Spans linked at a time; an article of a thousand words has about seventy-five."""
SHARE_MARGIN = 4.0
"""Link score that giving a cue content may cost; set on PolNeAR dev, where 2 to 8 are alike."""


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A span the tagger found: half-open character offsets, the words `first` to `last` (inclusive), and its label
    ("source", "cue", "content"). `score` is the mean probability of its words' tags."""

    start: int
    end: int
    label: str
    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True)
class AttributionSpans:
    """One attribution as spans of half-open character offsets, each tuple in text order and free of overlap.

    `source` may be empty; `cue` and `content` never are. `parent` is the index, in the same result, of the attribution
    whose content this one stands in. `score` lies between 0 and 1.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    parent: int | None
    score: float


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """The trained weights of the link scores: distance bias (kind, bucket), and the score of having no link."""

    distance: FloatArray
    null: FloatArray
    null_vector: FloatArray


@dataclass(frozen=True, slots=True)
class LinkVectors:
    """The link vectors (words, kinds, 4 roles, size) of the words from `begin` on, as one window of the network gave
    them. They hold positions within the window: vectors of two windows cannot be compared."""

    begin: int
    values: FloatArray

    @property
    def end(self) -> int:
        return self.begin + len(self.values)


def distance_buckets(cues: IntArray, spans: IntArray, paragraphs: IntArray) -> IntArray:
    """(cues, spans) of distance classes: words between (8), which comes first (2), paragraph ends between (3).

    `cues` and `spans` are (first word, last word) rows, `paragraphs` the paragraph index of each word.
    """
    before = spans[None, :, 1] < cues[:, None, 0]
    gap = np.where(before, cues[:, None, 0] - spans[None, :, 1], spans[None, :, 0] - cues[:, None, 1]) - 1
    step = np.searchsorted(np.asarray(_STEPS), np.maximum(gap, 0), side="right") - 1
    ends = np.minimum(2, np.abs(paragraphs[spans[None, :, 0]] - paragraphs[cues[:, None, 0]]))
    out: IntArray = (ends * 2 + before) * len(_STEPS) + step
    return out


def link_spans(
    spans: Sequence[TaggedSpan], vectors: Sequence[LinkVectors], paragraphs: IntArray, weights: LinkWeights
) -> list[AttributionSpans]:
    """The attributions that `spans` (in text order) make, in the order of their cues, without parents.

    Each pair is scored in the window of `vectors` in which it lies furthest from an edge; a pair that no window holds
    has no link. A cue without content is dropped, and so is content without a cue.
    """
    return [a for part in _parts(spans, paragraphs) for a in _link_part(part, vectors, paragraphs, weights)]


def _parts(spans: Sequence[TaggedSpan], paragraphs: IntArray) -> Iterator[Sequence[TaggedSpan]]:
    """Runs of `PART` spans or a little more, cut between paragraphs where they are: scores grow with the square."""
    start = 0
    for i in range(1, len(spans) + 1):
        size = i - start
        between = i == len(spans) or paragraphs[spans[i].first] != paragraphs[spans[i - 1].last]
        if i == len(spans) or (size >= PART and between) or size >= 4 * PART:
            yield spans[start:i]
            start = i


def _link_part(
    spans: Sequence[TaggedSpan], vectors: Sequence[LinkVectors], paragraphs: IntArray, weights: LinkWeights
) -> list[AttributionSpans]:
    groups = {label: [s for s in spans if s.label == label] for label in LABELS}
    cues = groups["cue"]
    if not cues or not groups["content"]:
        return []
    scores = [
        _pair_scores(kind, cues, groups[label], vectors, paragraphs, weights)
        for kind, label in ((SOURCE_LINK, "source"), (CONTENT_LINK, "content"))
    ]
    sources = _source_of_cues(groups["source"], scores[SOURCE_LINK])
    contents = _contents_of_cues(groups["content"], scores[CONTENT_LINK])
    return [_attribution(cue, sources[i], contents[i]) for i, cue in enumerate(cues) if contents[i]]


def arrange_attributions(found: Iterable[AttributionSpans]) -> tuple[AttributionSpans, ...]:
    """The attributions in order of their first character, each with the index of its parent: of those whose content
    holds its cue and content, the one whose content span begins last."""
    out = sorted(found, key=lambda a: (_extent(a), a.cue, a.content))
    contents = sorted((c.start, -c.end, i) for i, a in enumerate(out) for c in a.content)
    cores = sorted((*_core(a), i) for i, a in enumerate(out))
    around: list[tuple[int, int]] = []
    waiting = deque(contents)
    parents: list[int | None] = [None] * len(out)
    for start, end, i in cores:
        while waiting and waiting[0][0] <= start:
            _, minus_end, owner = waiting.popleft()
            around.append((-minus_end, owner))
        around = [item for item in around if item[0] > start]
        parents[i] = next((owner for stop, owner in reversed(around) if stop >= end and owner != i), None)
    return tuple(replace(a, parent=parent) for a, parent in zip(out, parents, strict=True))


def overlap(a: AttributionSpans, b: AttributionSpans) -> bool:
    """Do the stretches from their first to their last character overlap?"""
    (a_start, a_end), (b_start, b_end) = _extent(a), _extent(b)
    return a_start < b_end and b_start < a_end


def shifted(attribution: AttributionSpans, by: int) -> AttributionSpans:
    """The attribution with every offset `by` characters further on."""
    parts = (attribution.source, attribution.cue, attribution.content)
    source, cue, content = (tuple(Span(s.start + by, s.end + by) for s in part) for part in parts)
    return replace(attribution, source=source, cue=cue, content=content)


def _extent(attribution: AttributionSpans) -> tuple[int, int]:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return min(s.start for s in spans), max(s.end for s in spans)


def _core(attribution: AttributionSpans) -> tuple[int, int]:
    spans = (*attribution.cue, *attribution.content)
    return min(s.start for s in spans), max(s.end for s in spans)


def _attribution(cue: TaggedSpan, source: TaggedSpan | None, contents: list[TaggedSpan]) -> AttributionSpans:
    members = [cue, *([source] if source else []), *contents]
    return AttributionSpans(
        source=(Span(source.start, source.end),) if source else (),
        cue=(Span(cue.start, cue.end),),
        content=tuple(Span(c.start, c.end) for c in contents),
        parent=None,
        score=round(sum(m.score for m in members) / len(members), 4),
    )


def _source_of_cues(sources: list[TaggedSpan], scores: FloatArray) -> list[TaggedSpan | None]:
    """Each cue's best source, None where "none" scores higher."""
    if not sources:
        return [None] * len(scores)
    return [sources[j] if scores[i, j] > 0 else None for i, j in enumerate(scores.argmax(axis=1).tolist())]


def _contents_of_cues(contents: list[TaggedSpan], scores: FloatArray) -> list[list[TaggedSpan]]:
    """Each cue's contents: every content goes to its best cue unless "none" scores higher; see `_share_out`."""
    owners = np.where(scores.max(axis=0) > 0, scores.argmax(axis=0), -1)
    _share_out(owners, scores)
    out: list[list[TaggedSpan]] = [[] for _ in scores]
    for content, owner in zip(contents, owners.tolist(), strict=True):
        if owner >= 0:
            out[owner].append(content)
    return out


def _share_out(owners: IntArray, scores: FloatArray) -> None:
    """Gives a cue left without content one of another cue's several, where that costs less than `SHARE_MARGIN`.

    No cue stands without content in the training data, so a cue that was tagged is evidence for a closer split.
    """
    counts = np.bincount(owners[owners >= 0], minlength=len(scores))
    best = scores.max(axis=0)
    for cue in np.flatnonzero(counts == 0).tolist():
        spare = (owners >= 0) & (counts[owners] > 1) & np.isfinite(scores[cue])
        loss = np.full(len(owners), np.inf)
        loss[spare] = best[spare] - scores[cue, spare]
        content = int(loss.argmin())
        if loss[content] < SHARE_MARGIN:
            counts[owners[content]] -= 1
            owners[content], counts[cue] = cue, 1


def _words(spans: Sequence[TaggedSpan]) -> IntArray:
    return np.asarray([(s.first, s.last) for s in spans], dtype=np.int64)


def _pair_scores(
    kind: int,
    cues: Sequence[TaggedSpan],
    spans: Sequence[TaggedSpan],
    vectors: Sequence[LinkVectors],
    paragraphs: IntArray,
    weights: LinkWeights,
) -> FloatArray:
    """(cues, spans) of how much better each link is than none; minus infinity where no window holds both."""
    scores = np.full((len(cues), len(spans)), -np.inf, dtype=np.float32)
    if not spans:
        return scores
    margins = np.full(scores.shape, -1)
    cue_words, span_words = _words(cues), _words(spans)
    low, high = min(cue_words[0, 0], span_words[0, 0]), max(cue_words[-1, 1], span_words[-1, 1])
    for window in vectors:
        if window.end <= low or window.begin > high:
            continue
        i, cue_margins = _within(window, cue_words)
        j, span_margins = _within(window, span_words)
        if not len(i) or not len(j):
            continue
        block = np.ix_(i, j)
        buckets = distance_buckets(cue_words[i], span_words[j], paragraphs)
        better = np.minimum(cue_margins[:, None], span_margins[None, :]) > margins[block]
        found = _window_scores(kind, window, cue_words[i], span_words[j], weights) + weights.distance[kind][buckets]
        scores[block] = np.where(better, found, scores[block])
        margins[block] = np.maximum(margins[block], np.minimum(cue_margins[:, None], span_margins[None, :]))
    return scores


def _within(window: LinkVectors, words: IntArray) -> tuple[IntArray, IntArray]:
    """Which of the (first, last) rows lie in the window, and how many words they lie from its nearer edge."""
    margins = np.minimum(words[:, 0] - window.begin, window.end - 1 - words[:, 1])
    inside = np.flatnonzero(margins >= 0)
    return inside, margins[inside]


def _window_scores(kind: int, window: LinkVectors, cues: IntArray, spans: IntArray, weights: LinkWeights) -> FloatArray:
    """Bilinear scores (cues, spans) less the score of "none": of the cue for sources, of the content for contents."""
    values = window.values[:, kind]
    queries = values[cues[:, 0] - window.begin, 0] + values[cues[:, 1] - window.begin, 1]
    keys = values[spans[:, 0] - window.begin, 2] + values[spans[:, 1] - window.begin, 3]
    none = (queries if kind == SOURCE_LINK else keys) @ weights.null_vector[kind] / LINK_SIZE**0.5 + weights.null[kind]
    out: FloatArray = queries @ keys.T / LINK_SIZE**0.5 - (none[:, None] if kind == SOURCE_LINK else none[None, :])
    return out
