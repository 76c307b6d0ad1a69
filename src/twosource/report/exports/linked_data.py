"""A comparison as schema.org linked data (JSON-LD 1.1): the reports as NewsArticle, what they claim as Claim, what they
quote as Quotation."""

from typing import Any

from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import Claim, Comparison, Origin, SharedQuote
from twosource.report.escape import safe_url
from twosource.report.exports.identity import article_iri, claim_iri, comparison_iri, without_empty, written

CONTEXT = "https://schema.org"
_PEOPLE = frozenset({"person"})


def article_linked_data(annotated: AnnotatedArticle) -> dict[str, Any]:
    """The article as a NewsArticle with its direct quotations."""
    quotations = [
        without_empty(
            {
                "@type": "Quotation",
                "text": written(" … ".join(span.surface(annotated.article.text) for span in one.content)),
                "creator": _agent(one.speaker.name, one.speaker.kind == "named") if one.speaker else None,
            }
        )
        for one in annotated.attributions
        if one.kind == "direct" and one.content
    ]
    return without_empty({"@context": CONTEXT, **_article(annotated.article), "hasPart": quotations})


def comparison_linked_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison as a graph: its reports, the claims two or more of them make, and the quotes they share."""
    articles = {annotated.article.id: annotated.article for annotated in comparison.articles}
    ids = tuple(articles)
    graph = [_article(article) for article in articles.values()]
    shared = [claim for claim in comparison.claims if len({one.article for one in claim.mentions}) > 1]
    graph += [_claim(claim, claim_iri(ids, claim.id), articles) for claim in shared]
    base = comparison_iri(ids)
    graph += [
        _quotation(quote, f"{base}:quote:{number}", articles, comparison)
        for number, quote in enumerate(comparison.shared_quotes)
    ]
    return {"@context": CONTEXT, "@id": base, "@graph": graph}


def _article(article: Article) -> dict[str, Any]:
    return without_empty(
        {
            "@type": "NewsArticle",
            "@id": article_iri(article),
            "headline": written(article.title or ""),
            "url": safe_url(article.url),
            "datePublished": article.published,
            "dateModified": article.modified,
            "inLanguage": article.language,
            "articleSection": written(article.section or ""),
            "dateline": written(article.dateline or ""),
            "author": {"@type": "Person", "name": written(article.byline)} if article.byline else None,
            "publisher": {"@type": "NewsMediaOrganization", "name": written(article.outlet)}
            if article.outlet
            else None,
            "creditText": written(", ".join(article.credits)),
        }
    )


def _claim(claim: Claim, iri: str, articles: dict[str, Article]) -> dict[str, Any]:
    places = list(dict.fromkeys(one.article for one in claim.mentions))
    return without_empty(
        {
            "@type": "Claim",
            "@id": iri,
            "text": written(claim.text),
            "appearance": [{"@id": article_iri(articles[place])} for place in places],
            "creator": [_origin(origin) for origin in claim.origins if origin.kind != "unnamed"],
            "additionalProperty": [
                {"@type": "PropertyValue", "name": "standing", "value": claim.standing},
                {"@type": "PropertyValue", "name": "reason", "value": written(claim.reason)},
                {"@type": "PropertyValue", "name": "independentOrigins", "value": len(claim.origins)},
            ],
        }
    )


def _origin(origin: Origin) -> dict[str, Any]:
    if origin.kind == "document":
        return {"@type": "CreativeWork", "name": written(origin.name)}
    return _agent(origin.name, origin.kind in _PEOPLE)


def _agent(name: str, is_person: bool) -> dict[str, Any]:
    return {"@type": "Person" if is_person else "Organization", "name": written(name)}


def _quotation(quote: SharedQuote, iri: str, articles: dict[str, Article], comparison: Comparison) -> dict[str, Any]:
    longest = max(quote.mentions, key=lambda one: (one.end - one.start, one.article, one.start))
    places = list(dict.fromkeys(one.article for one in quote.mentions))
    return without_empty(
        {
            "@type": "Quotation",
            "@id": iri,
            "text": written(comparison.surface(longest)),
            "creator": _agent(quote.speaker, True) if quote.speaker else None,
            "isPartOf": [{"@id": article_iri(articles[place])} for place in places],
        }
    )
