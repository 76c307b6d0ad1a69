"""Speakers, addressees, kinds and stances of marked mini-texts, and invariants on hostile ones."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.annotate.marked_text import read_marked
from twosource.annotate.entities import resolve_entities
from twosource.annotate.linking import AttributionSpans
from twosource.annotate.speakers import resolve_attributions
from twosource.annotate.syntax import parse_text
from twosource.model.annotation import Attribution
from twosource.model.article import Article, Furniture
from twosource.model.span import Span

CASES = tomllib.loads((Path(__file__).parent / "data/speakers.toml").read_text(encoding="utf-8"))["case"]
PRONOUNS = {"he", "she", "they", "who", "it", "i", "we", "him", "her", "them", "his", "their", "which", "that"}


def attributions_of(text: str, spans: tuple[AttributionSpans, ...], **fields: Any) -> tuple[Attribution, ...]:
    article, doc = Article.from_text(text, **fields), parse_text(text)
    return resolve_attributions(article, doc, spans, resolve_entities(article, doc))


def read_case(case: dict[str, Any]) -> tuple[Attribution, ...]:
    text, spans = read_marked(case["text"])
    furniture = tuple(
        Furniture(kind, text.index(words), text.index(words) + len(words)) for kind, words in case.get("furniture", [])
    )
    return attributions_of(text, spans, furniture=furniture)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_mini_text(case: dict[str, Any]) -> None:
    found = read_case(case)
    assert [a.speaker.name if a.speaker else "-" for a in found] == case["speakers"]
    if "kinds" in case:
        assert [a.speaker.kind if a.speaker else "-" for a in found] == case["kinds"]
    if "forms" in case:
        assert [a.kind for a in found] == case["forms"]
    if "stances" in case:
        assert [a.stance + "!" * a.negated for a in found] == case["stances"]
    if "addressees" in case:
        assert [a.addressee.name if a.addressee else "-" for a in found] == case["addressees"]


def test_a_settled_speaker_is_an_entity() -> None:
    text, spans = read_marked("[1:Ingrid Malm] {1:said} <1:the cables were worn>.")
    article, doc = Article.from_text(text), parse_text(text)
    entities = resolve_entities(article, doc)
    (attribution,) = resolve_attributions(article, doc, spans, entities)
    assert attribution.speaker is not None
    assert attribution.speaker.id == next(entity.id for entity in entities if entity.name == "Ingrid Malm")


def test_parents_become_ids() -> None:
    text, spans = read_marked("[1:Lars Oden] {1:said} <1:[2:the report] {2:found} <2:that the dam was unsafe>>.")
    outer, inner = attributions_of(text, spans)
    assert (outer.id, outer.parent) == ("q1", None)
    assert (inner.id, inner.parent) == ("q2", "q1")


def test_no_spans_no_attributions() -> None:
    assert attributions_of("Nothing is said here.", ()) == ()


WORDS = st.sampled_from(
    [
        "Aldo Ferrant",
        "Ms.",
        "the senator",
        "“",
        "”",
        '"',
        ",",
        ".",
        "said",
        "he",
        "She",
        "who",
        "of",
        "and",
        "told",
        "TELLER:",
        "not",
        "Jr.",
        "(",
        "\n",
        "\n\n",
        "officials",
        "her office",
        "adding",
        "«",
        "’",
        "that",
        "they",
        "it",
    ]
)


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, tuple[AttributionSpans, ...]]:
    text = " ".join(draw(st.lists(WORDS, min_size=1, max_size=40)))
    offsets = st.integers(0, len(text) - 1)

    def span() -> Span:
        start = draw(offsets)
        return Span(start, draw(st.integers(start + 1, len(text))))

    count = draw(st.integers(0, 4))
    return text, tuple(
        AttributionSpans(
            source=(span(),) if draw(st.booleans()) else (),
            cue=(span(),),
            content=(span(),),
            parent=draw(st.sampled_from([None, *range(i)])),
            score=1.0,
        )
        for i in range(count)
    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts_with_spans())
def test_any_spans_on_any_text(given_text: tuple[str, tuple[AttributionSpans, ...]]) -> None:
    text, spans = given_text
    found = attributions_of(text, spans)
    ids = [attribution.id for attribution in found]
    assert ids == [f"q{n}" for n in range(1, len(found) + 1)]
    for attribution in found:
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= span.start < span.end <= len(text)
        assert attribution.parent is None or attribution.parent in ids
        for speaker in (attribution.speaker, attribution.addressee):
            assert speaker is None or (speaker.name and speaker.name.lower() not in PRONOUNS)


@st.composite
def texts_with_disjoint_spans(draw: st.DrawFn) -> tuple[str, tuple[AttributionSpans, ...]]:
    text = " ".join(draw(st.lists(WORDS, min_size=6, max_size=40)))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=6, max_size=24)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    spans = draw(st.permutations(spans))
    triples = zip(spans[::3], spans[1::3], spans[2::3], strict=False)
    return text, tuple(AttributionSpans((a,), (b,), (c,), None, 1.0) for a, b, c in triples)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts_with_disjoint_spans())
def test_spans_of_one_attribution_stay_apart(given_text: tuple[str, tuple[AttributionSpans, ...]]) -> None:
    for attribution in attributions_of(*given_text):
        spans = sorted((*attribution.source, *attribution.cue, *attribution.content))
        assert all(a.end <= b.start for a, b in pairwise(spans))
