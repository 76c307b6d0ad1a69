"""What holds for every text: spans lie inside it, results are the same twice, and nothing is raised."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import twosource
from twosource.model.comparison import Comparison

_PIECES = st.sampled_from(
    [
        "“The dam held,” Ada Lund said.",
        "He did not say when.",
        "On Tuesday, about 60 people left.",
        "(AP) —",
        "LUND: Yes.",
        "according to a readout",
        "Mr. Lund’s office",
        *("\n\n", "\n", '"', "”", "''", "«", "5 p.m.", "$1.2 million", "said", "…", "[.]", "May", "1,2,3"),
        *("\u202e", "\x00", "\x1b[31m", "<script>", "\ud800", "İ", "ﬁ", "e\u0301", "\u2028"),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=25).map(" ".join))
bounded = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@bounded
@given(TEXTS)
def test_every_span_lies_inside_the_text(text: str) -> None:
    annotated = twosource.annotate(twosource.Article.from_text(text, published="2031-03-12"))
    assert annotated.article.text == text
    spans = [*annotated.sentences, *annotated.clauses, *annotated.article.paragraphs]
    spans += [part.span for part in annotated.article.furniture]
    spans += [mention.span for entity in annotated.entities for mention in entity.mentions]
    spans += [span for a in annotated.attributions for span in (*a.source, *a.cue, *a.content)]
    spans += [item.span for item in (*annotated.times, *annotated.quantities)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@bounded
@given(TEXTS)
def test_references_between_layers_resolve(text: str) -> None:
    annotated = twosource.annotate(twosource.Article.from_text(text))
    entities = {entity.id for entity in annotated.entities}
    attributions = {attribution.id for attribution in annotated.attributions}
    for attribution in annotated.attributions:
        assert attribution.parent is None or attribution.parent in attributions - {attribution.id}
        assert attribution.speaker is None or attribution.speaker.id is None or attribution.speaker.id in entities


@bounded
@given(TEXTS)
def test_annotating_twice_gives_the_same(text: str) -> None:
    article = twosource.Article.from_text(text)
    assert twosource.annotate(article).to_dict() == twosource.annotate(article).to_dict()


@bounded
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_order_of_the_reports_does_not_change_the_account(texts: list[str]) -> None:
    articles = [twosource.Article.from_text(text, outlet=f"Outlet {n}") for n, text in enumerate(texts)]
    turned = articles[::-1]
    first, second = twosource.compare(articles), twosource.compare(turned)
    assert first.to_dict() == second.to_dict()


@bounded
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_a_comparison_survives_serialising(texts: list[str]) -> None:
    articles = [twosource.Article.from_text(text, outlet=f"Outlet {n}") for n, text in enumerate(texts)]
    data = twosource.compare(articles).to_dict()
    assert Comparison.from_dict(json.loads(json.dumps(data))).to_dict() == json.loads(json.dumps(data))


@bounded
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_every_mention_of_an_account_lies_in_its_report(texts: list[str]) -> None:
    comparison = twosource.compare([twosource.Article.from_text(text, outlet=f"{n}") for n, text in enumerate(texts)])
    lengths = {a.article.id: len(a.article.text) for a in comparison.articles}
    groups = (*comparison.claims, *comparison.shared_quotes, *comparison.discrepancies, *comparison.timeline)
    mentions = [mention for group in groups for mention in group.mentions] + list(comparison.exclusives)
    assert all(0 <= m.start < m.end <= lengths[m.article] for m in mentions)
