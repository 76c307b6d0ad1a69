"""Every span as a W3C Web Annotation (Web Annotation Data Model, Recommendation of 23 February 2017): position and
quote selectors, so that an annotation is found again in the text and in a page that shows it."""

from collections.abc import Iterator, Sequence
from typing import Any

from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import ClaimMention, Comparison, Passage
from twosource.model.span import Span
from twosource.report.exports.identity import article_iri, claim_iri, comparison_iri, without_empty, written

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters before and after a passage in its quote selector: enough to tell it from the same words elsewhere."""

Annotation = dict[str, Any]


def article_annotations(annotated: AnnotatedArticle) -> dict[str, Any]:
    """The article's attributions, names, dates and figures as an AnnotationPage; offsets of position selectors count
    Unicode code points of the article's stored text."""
    article = annotated.article
    layers = (_attributions(annotated), _entities(annotated), _times(annotated), _quantities(annotated))
    items = [one for layer in layers for one in layer]
    return _page(f"{article_iri(article)}#annotations", items)


def comparison_annotations(comparison: Comparison) -> dict[str, Any]:
    """The places of claims, shared quotes and discrepancies in all the reports as one AnnotationPage."""
    articles = {annotated.article.id: annotated.article for annotated in comparison.articles}
    ids = tuple(articles)
    items = [
        _annotation(
            f"{claim_iri(ids, claim.id)}:places",
            "identifying",
            _texts(("claim", claim.text), ("standing", claim.standing), ("reason", claim.reason)),
            [_target(articles[one.article], one.span) for one in claim.mentions],
        )
        for claim in comparison.claims
    ]
    base = comparison_iri(ids)
    for number, quote in enumerate(comparison.shared_quotes):
        body = _texts(("speaker", quote.speaker), ("wording", quote.wording))
        items.append(_annotation(f"{base}:quote:{number}", "linking", body, _places(articles, quote.mentions)))
    for number, found in enumerate(comparison.discrepancies):
        body = _texts(("discrepancy", found.kind), ("severity", found.severity), ("why", found.why))
        items.append(_annotation(f"{base}:discrepancy:{number}", "commenting", body, _places(articles, found.mentions)))
    return _page(f"{base}:annotations", items)


def _page(iri: str, items: list[Annotation]) -> dict[str, Any]:
    return {"@context": CONTEXT, "id": iri, "type": "AnnotationPage", "items": items}


def _attributions(annotated: AnnotatedArticle) -> Iterator[Annotation]:
    article, base = annotated.article, article_iri(annotated.article)
    for one in annotated.attributions:
        speaker = one.speaker.name if one.speaker else None
        for role, spans in (("content", one.content), ("source", one.source), ("cue", one.cue)):
            if spans:
                body = _texts(("role", role), ("attribution", one.kind), ("speaker", speaker), ("stance", one.stance))
                targets = [_target(article, span) for span in spans]
                yield _annotation(f"{base}#{one.id}-{role}", "describing", body, targets)


def _entities(annotated: AnnotatedArticle) -> Iterator[Annotation]:
    article, base = annotated.article, article_iri(annotated.article)
    for entity in annotated.entities:
        targets = [_target(article, mention.span) for mention in entity.mentions]
        if targets:
            body = _texts(("name", entity.name), ("kind", entity.kind))
            yield _annotation(f"{base}#{entity.id}", "identifying", body, targets)


def _times(annotated: AnnotatedArticle) -> Iterator[Annotation]:
    article, base = annotated.article, article_iri(annotated.article)
    for number, time in enumerate(annotated.times):
        body = _texts((time.type, time.value))
        yield _annotation(f"{base}#t{number}", "tagging", body, [_target(article, Span(time.start, time.end))])


def _quantities(annotated: AnnotatedArticle) -> Iterator[Annotation]:
    article, base = annotated.article, article_iri(annotated.article)
    for number, quantity in enumerate(annotated.quantities):
        body = _texts(("value", f"{quantity.value:g}"), ("bound", quantity.bound), ("unit", quantity.unit))
        target = _target(article, Span(quantity.start, quantity.end))
        yield _annotation(f"{base}#n{number}", "tagging", body, [target])


def _annotation(iri: str, motivation: str, body: list[Any], targets: Sequence[dict[str, Any]]) -> Annotation:
    return {"id": iri, "type": "Annotation", "motivation": motivation, "body": body, "target": list(targets)}


def _texts(*pairs: tuple[str, str | None]) -> list[dict[str, Any]]:
    """A body for each thing that is said: "name: value", as plain text."""
    return [
        {"type": "TextualBody", "value": written(f"{name}: {value}"), "format": "text/plain"}
        for name, value in pairs
        if value
    ]


def _places(articles: dict[str, Article], passages: Sequence[Passage | ClaimMention]) -> list[dict[str, Any]]:
    return [_target(articles[passage.article], passage.span) for passage in passages]


def _target(article: Article, span: Span) -> dict[str, Any]:
    text = article.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": written(text[span.start : span.end]),
        "prefix": written(text[max(0, span.start - AROUND) : span.start]),
        "suffix": written(text[span.end : span.end + AROUND]),
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"type": "SpecificResource", "source": article_iri(article), "selector": [position, without_empty(quote)]}
