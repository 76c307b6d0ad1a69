import numpy as np
import pytest

from twosource.annotate.linking import (
    BUCKETS,
    CONTENT_LINK,
    KINDS,
    LINK_SIZE,
    SOURCE_LINK,
    AttributionSpans,
    FloatArray,
    LinkVectors,
    LinkWeights,
    TaggedSpan,
    arrange_attributions,
    distance_buckets,
    link_spans,
)
from twosource.model.span import Span

WORDS = 400


def near_is_better() -> LinkWeights:
    """Weights that know only distance: fewer words and paragraphs between are better; nothing at all is worst."""
    distance = np.zeros((KINDS, BUCKETS), dtype=np.float32)
    for bucket in range(BUCKETS):
        paragraphs, step = bucket // 16, bucket % 8
        distance[:, bucket] = -step - 10 * paragraphs
    return LinkWeights(distance, np.full(KINDS, -25, np.float32), np.zeros((KINDS, LINK_SIZE), np.float32))


def span(label: str, first: int, last: int) -> TaggedSpan:
    """A span over words of ten characters each."""
    return TaggedSpan(first * 10, last * 10 + 9, label, first, last, 0.9)


def link(*spans: TaggedSpan, vectors: FloatArray | None = None, breaks: tuple[int, ...] = ()) -> list[str]:
    """Each attribution as "source|cue|content", spans as first words."""
    if vectors is None:
        vectors = np.zeros((WORDS, KINDS, 4, LINK_SIZE), np.float32)
    paragraphs = np.asarray([sum(i >= b for b in breaks) for i in range(WORDS)], dtype=np.int64)
    ordered = sorted(spans, key=lambda s: s.first)
    found = arrange_attributions(link_spans(ordered, [LinkVectors(0, vectors)], paragraphs, near_is_better()))
    return [
        "|".join(",".join(str(s.start // 10) for s in part) for part in (a.source, a.cue, a.content)) for a in found
    ]


def test_a_quotation_around_its_cue_is_one_attribution() -> None:
    assert link(span("content", 0, 3), span("source", 4, 4), span("cue", 5, 5), span("content", 7, 12)) == ["4|5|0,7"]


def test_contents_go_to_the_cue_of_their_paragraph() -> None:
    spans = [span("source", 0, 0), span("cue", 1, 1), span("content", 2, 9)]
    spans += [span("content", 12, 19), span("source", 22, 22), span("cue", 23, 23)]
    assert link(*spans, breaks=(11,)) == ["0|1|2", "22|23|12"]


def test_one_source_serves_several_cues() -> None:
    spans = [span("source", 0, 0), span("cue", 1, 1), span("content", 2, 4), span("cue", 6, 6), span("content", 7, 9)]
    assert link(*spans) == ["0|1|2", "0|6|7"]


def test_an_attribution_without_a_source() -> None:
    assert link(span("cue", 3, 3), span("content", 4, 8)) == ["|3|4"]
    assert link(span("cue", 3, 3), span("content", 4, 8), span("source", 300, 301), breaks=(20, 200)) == ["|3|4"]


@pytest.mark.parametrize("alone", ["cue", "content", "source"])
def test_a_span_alone_is_no_attribution(alone: str) -> None:
    assert link(span(alone, 3, 5)) == []


def test_spans_of_different_windows_are_not_linked() -> None:
    spans = [span("cue", 0, 0), span("content", 1, 5), span("content", 90, 95)]
    values = np.zeros((60, KINDS, 4, LINK_SIZE), np.float32)
    windows = [LinkVectors(0, values), LinkVectors(50, values)]
    (found,) = link_spans(spans, windows, np.zeros(WORDS, dtype=np.int64), near_is_better())
    assert found.content == (Span(10, 59),)


def test_a_pair_is_scored_where_it_lies_furthest_from_an_edge() -> None:
    spans = [span("cue", 40, 40), span("content", 42, 45)]
    low, high = np.zeros((50, KINDS, 4, LINK_SIZE), np.float32), np.zeros((60, KINDS, 4, LINK_SIZE), np.float32)
    low[40, CONTENT_LINK, 0, 0] = low[42, CONTENT_LINK, 2, 0] = 30
    low[42, CONTENT_LINK, 2, 0] = -30
    paragraphs = np.zeros(WORDS, dtype=np.int64)
    assert link_spans(spans, [LinkVectors(0, low)], paragraphs, near_is_better()) == []
    assert len(link_spans(spans, [LinkVectors(0, low), LinkVectors(20, high)], paragraphs, near_is_better())) == 1


def test_a_cue_without_content_takes_a_near_one_of_several() -> None:
    spans = [span("content", 0, 3), span("cue", 4, 4), span("content", 6, 9), span("cue", 11, 11)]
    assert link(*spans) == ["|4|0", "|11|6"]


def test_link_vectors_outweigh_distance() -> None:
    vectors = np.zeros((WORDS, KINDS, 4, LINK_SIZE), np.float32)
    vectors[20, SOURCE_LINK, 0, 0] = vectors[2, SOURCE_LINK, 2, 0] = 20
    spans = [span("source", 2, 2), span("source", 19, 19), span("cue", 20, 20), span("content", 21, 25)]
    assert link(*spans) == ["19|20|21"]
    assert link(*spans, vectors=vectors) == ["2|20|21"]


def test_no_link_at_all_can_win() -> None:
    vectors = np.zeros((WORDS, KINDS, 4, LINK_SIZE), np.float32)
    weights = near_is_better()
    strong = LinkWeights(weights.distance, np.asarray([50, -25], np.float32), weights.null_vector)
    spans = [span("source", 2, 2), span("cue", 3, 3), span("content", 4, 5)]
    paragraphs = np.zeros(WORDS, dtype=np.int64)
    (found,) = link_spans(spans, [LinkVectors(0, vectors)], paragraphs, strong)
    assert found.source == ()
    assert found.content == (Span(40, 59),)
    assert CONTENT_LINK == 1


def test_distance_classes_tell_side_gap_and_paragraph() -> None:
    paragraphs = np.asarray([0] * 20 + [1] * 20 + [2] * 360, dtype=np.int64)
    cues, spans = np.asarray([[10, 10]]), np.asarray([[11, 12], [8, 9], [16, 17], [30, 31], [200, 210]])
    buckets = distance_buckets(cues, spans, paragraphs)[0].tolist()
    assert len(set(buckets)) == 5
    assert max(buckets) < BUCKETS


def attribution(cue: int, content: tuple[int, int]) -> AttributionSpans:
    return AttributionSpans((), (Span(cue, cue + 4),), (Span(*content),), None, 0.5)


def test_the_parent_is_the_innermost_content_around() -> None:
    outer, middle, inner = attribution(0, (5, 100)), attribution(10, (15, 80)), attribution(20, (25, 60))
    after = attribution(110, (115, 160))
    found = arrange_attributions([inner, after, outer, middle])
    assert [a.cue[0].start for a in found] == [0, 10, 20, 110]
    assert [a.parent for a in found] == [None, 0, 1, None]


def test_many_attributions_are_arranged_quickly() -> None:
    found = arrange_attributions(attribution(i * 50, (i * 50 + 5, i * 50 + 45)) for i in range(30_000))
    assert {a.parent for a in found} == {None}
