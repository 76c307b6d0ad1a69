"""A comparison as the rows of the exported tables: the same columns as those of an archive."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from twosource.model.account_statements import account_statements
from twosource.model.annotation import AnnotatedArticle
from twosource.model.comparison import Claim, Comparison
from twosource.model.tables import TableName, joined

Row = dict[str, Any]


def comparison_rows(comparison: Comparison, table: TableName, *, story: str | None = None) -> Iterator[Row]:
    """The rows of one of the tables of `model.tables`; `story` is the id to give where the comparison is a story's.
    What only an archive knows (revisions, times of storing, copies) is empty."""
    if table == "articles":
        yield from (_article(annotated, story) for annotated in comparison.articles)
    elif table == "attributions":
        for annotated in comparison.articles:
            yield from _attributions(annotated, story)
    elif table == "claims":
        shown_as = account_statements(comparison).shown_as
        for claim in comparison.claims:
            yield from _claim(comparison, claim, shown_as[claim.id], story)
    else:
        for claim in comparison.claims:
            yield from _origins(comparison, claim, story)


def _article(annotated: AnnotatedArticle, story: str | None) -> Row:
    article = annotated.article
    extra = json.dumps(msgspec.to_builtins(dict(article.extra)), sort_keys=True) if article.extra else None
    return _named(annotated) | {
        "modified": article.modified,
        "title": article.title,
        "url": article.url,
        "byline": article.byline,
        "section": article.section,
        "language": article.language,
        "dateline": article.dateline,
        "credits": list(article.credits),
        "words": len(article.text.split()),
        "revision": None,
        "fetched": None,
        "story": story,
        "copy_of": None,
        "copy_kind": None,
        "extra": extra,
        "text": article.text,
    }


def _attributions(annotated: AnnotatedArticle, story: str | None) -> Iterator[Row]:
    text = annotated.article.text
    for one in annotated.attributions:
        row = _named(annotated) | {
            "story": story,
            "revision": None,
            "attribution": one.id,
            "kind": one.kind,
            "speaker": one.speaker.name if one.speaker else None,
            "speaker_kind": one.speaker.kind if one.speaker else None,
            "addressee": one.addressee.name if one.addressee else None,
            "stance": one.stance,
            "negated": one.negated,
            "parent": one.parent,
            "score": one.score,
        }
        for name, spans in (("source", one.source), ("cue", one.cue), ("content", one.content)):
            row[name] = joined([span.surface(text) for span in spans])
            row[f"{name}_spans"] = list(spans)
        yield row


def _claim(comparison: Comparison, claim: Claim, statement: str, story: str | None) -> Iterator[Row]:
    outlets = {comparison.annotated(one.article).article.name for one in claim.mentions}
    for number, mention in enumerate(claim.mentions):
        annotated = comparison.annotated(mention.article)
        speakers = {one.id: one.speaker.name for one in annotated.attributions if one.speaker}
        yield {
            "story": story,
            "claim": claim.id,
            "statement": statement,
            "text": claim.text,
            "standing": claim.standing,
            "reason": claim.reason,
            "certainty": claim.certainty,
            "origins": len(claim.origins),
            "outlets": len(outlets),
            "mention": number,
            **_named(annotated),
            "attribution": mention.attribution,
            "speaker": speakers.get(mention.attribution or ""),
            "start": mention.start,
            "end": mention.end,
            "words": comparison.surface(mention),
        }


def _origins(comparison: Comparison, claim: Claim, story: str | None) -> Iterator[Row]:
    for number, origin in enumerate(claim.origins):
        resting = [comparison.annotated(claim.mentions[index].article).article for index in origin.mentions]
        yield {
            "story": story,
            "claim": claim.id,
            "text": claim.text,
            "standing": claim.standing,
            "origin": number,
            "name": origin.name,
            "kind": origin.kind,
            "outlets": sorted({article.name for article in resting}),
            "articles": sorted({article.id for article in resting}),
            "mentions": len(origin.mentions),
        }


def _named(annotated: AnnotatedArticle) -> Row:
    article = annotated.article
    return {"article": article.id, "outlet": article.outlet, "published": article.published}
