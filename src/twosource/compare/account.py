"""The account: annotated reports of one event in, one `Comparison` out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from twosource.compare.alignment import align_statements
from twosource.compare.article_view import ArticleView, views_by_id
from twosource.compare.copies import find_copies
from twosource.compare.coverage import measure_coverage
from twosource.compare.discrepancies import find_discrepancies
from twosource.compare.exclusives import find_exclusives
from twosource.compare.origins import OriginTracer
from twosource.compare.publishers import PublisherTable, load_publishers
from twosource.compare.quotes import match_utterances, shared_quotes
from twosource.compare.standing import judge_standing
from twosource.compare.statements import extract_statements
from twosource.compare.timeline import build_timeline
from twosource.compare.voices import measure_voices
from twosource.compare.wording import compare_wording
from twosource.model.annotation import AnnotatedArticle
from twosource.model.comparison import (
    Certainty,
    Claim,
    ClaimMention,
    Comparison,
    Discrepancy,
    Exclusive,
    Standing,
    Statement,
)

VERSION = "1"
SINGLE_SOURCE_CLAIMS = 12
"""Exclusives of each report that also stand as claims of one source; the rest are listed as exclusives only."""

_ORDER: dict[Standing, int] = {"corroborated": 0, "shared_origin": 1, "disputed": 2, "single_source": 3, "unclear": 4}
_CERTAINTIES: tuple[Certainty, ...] = ("certain", "expected", "possible", "uncertain")


def compare_articles(annotated: Sequence[AnnotatedArticle], publishers: PublisherTable | None = None) -> Comparison:
    """The account of the articles, whatever order they come in: they are put in the order of publication, then id.

    Articles that report another event are named in a notice and take no part. Article ids must differ. The cost grows
    with the number of statements times its logarithm, but for the mentions inside one claim.
    """
    ordered = sorted(annotated, key=lambda one: (one.article.published or "9", one.article.id))
    views = views_by_id(ordered)
    statements = {article: extract_statements(view.annotated) for article, view in views.items()}
    groups = align_statements(list(statements.values()), ordered) if len(ordered) > 1 else ()
    utterances = match_utterances(list(views.values()))
    discrepancies = find_discrepancies(groups, utterances, views)
    tracer = OriginTracer(views, publishers or load_publishers(), find_copies(list(views.values())), utterances)
    shared = [_claim(group, tracer, discrepancies, views) for group in groups]
    taken = [mention for claim in shared for mention in claim.mentions]
    exclusives = find_exclusives(statements, taken, views)
    claims = _numbered(shared + _single_claims(exclusives, tracer, views), views)
    return Comparison(
        articles=tuple(ordered),
        claims=claims,
        shared_quotes=shared_quotes(utterances),
        discrepancies=discrepancies,
        exclusives=exclusives,
        timeline=build_timeline(views.values()),
        voices=measure_voices(list(views.values())),
        wording=compare_wording(views, claims),
        coverage=measure_coverage(views, claims),
        provenance=_provenance(ordered),
    )


def _claim(
    group: Sequence[Statement],
    tracer: OriginTracer,
    discrepancies: Sequence[Discrepancy],
    views: Mapping[str, ArticleView],
) -> Claim:
    order = {article: place for place, article in enumerate(views)}
    members = sorted(group, key=lambda one: (order[one.article], one.start, one.end))
    mentions = tuple(ClaimMention(one.article, one.start, one.end, one.attribution) for one in members)
    touching = tuple(i for i, one in enumerate(discrepancies) if _touches(one, mentions))
    tracing = tracer.trace(mentions)
    standing, reason = judge_standing(tracing, mentions, [discrepancies[i] for i in touching], views)
    certainty = min((one.certainty for one in members), key=_CERTAINTIES.index)
    return Claim("", _text(members, views), standing, reason, mentions, tracing.origins, certainty, touching)


def _touches(discrepancy: Discrepancy, mentions: Sequence[ClaimMention]) -> bool:
    """Whether the discrepancy lies, on both its sides, in the claim's mentions."""
    touched = {
        passage.article
        for passage in (discrepancy.differing or discrepancy.mentions)
        for mention in mentions
        if mention.article == passage.article and mention.span.overlaps(passage.span)
    }
    return len(touched) > 1


def _text(members: Sequence[Statement], views: Mapping[str, ArticleView]) -> str:
    """The words of the mention of middle length, the first of equals: the shortest often lack their context, the
    longest carry what the others do not say."""
    by_length = sorted(members, key=lambda one: (len(one.span), one.article, one.start))
    chosen = by_length[len(by_length) // 2]
    return " ".join(views[chosen.article].text[chosen.start : chosen.end].split())


def _single_claims(
    exclusives: Iterable[Exclusive], tracer: OriginTracer, views: Mapping[str, ArticleView]
) -> list[Claim]:
    claims = []
    for one in exclusives:
        if one.rank < SINGLE_SOURCE_CLAIMS:
            mentions = (ClaimMention(one.article, one.start, one.end, one.attribution),)
            tracing = tracer.trace(mentions)
            standing, reason = judge_standing(tracing, mentions, (), views)
            text = " ".join(views[one.article].text[one.start : one.end].split())
            claims.append(Claim("", text, standing, reason, mentions, tracing.origins))
    return claims


def _numbered(claims: Iterable[Claim], views: Mapping[str, ArticleView]) -> tuple[Claim, ...]:
    """The claims in the order they are shown: by standing, by number of origins and of reports, then by place."""
    order = {article: place for place, article in enumerate(views)}

    def key(claim: Claim) -> tuple[Any, ...]:
        reports = len({mention.article for mention in claim.mentions})
        places = sorted((order[m.article], m.start, m.end) for m in claim.mentions)
        return _ORDER[claim.standing], -len(claim.origins), -reports, places

    numbers = count(1)
    return tuple(replace(claim, id=f"c{next(numbers)}") for claim in sorted(claims, key=key))


def _provenance(annotated: Sequence[AnnotatedArticle]) -> dict[str, Any]:
    components: dict[str, set[str]] = defaultdict(set)
    for one in annotated:
        for name, version in one.components.items():
            components[name].add(version)
    return {
        "components": {name: ", ".join(sorted(components[name])) for name in sorted(components)} | {"compare": VERSION}
    }
