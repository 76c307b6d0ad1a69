"""The account: annotated reports of one event in, one `Comparison` out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from threadpoolctl import ThreadpoolController

from twosource.compare.alignment import group_statements
from twosource.compare.article_view import ArticleView, views_by_id
from twosource.compare.claim_words import claim_words, tells
from twosource.compare.copies import find_copies
from twosource.compare.coverage import measure_coverage
from twosource.compare.discrepancies import find_discrepancies
from twosource.compare.events import events_of
from twosource.compare.exclusives import find_exclusives
from twosource.compare.origins import OriginTracer
from twosource.compare.places import NumberedPassages
from twosource.compare.publishers import PublisherTable, load_publishers
from twosource.compare.quotes import match_utterances, shared_quotes
from twosource.compare.standing import judge_standing
from twosource.compare.statements import extract_statements
from twosource.compare.timeline import build_sayings, build_timeline
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
    SharedQuote,
    Standing,
    Statement,
)
from twosource.model.span import Span

VERSION = "1"
SINGLE_SOURCE_CLAIMS = 12
"""Exclusives of each report that also stand as claims of one source; the rest are listed as exclusives only."""

_ORDER: dict[Standing, int] = {"corroborated": 0, "shared_origin": 1, "disputed": 2, "single_source": 3, "unclear": 4}
_CERTAINTIES: tuple[Certainty, ...] = ("certain", "expected", "possible", "uncertain")


def compare_articles(annotated: Sequence[AnnotatedArticle], publishers: PublisherTable | None = None) -> Comparison:
    """The account of the articles, whatever order they come in: they are put in the order of publication, then id.

    Reports of other events take no part: with reports of two events each event gets its own claims, a report that
    stands alone is named in a notice. Article ids must differ. The cost grows with the number of statements times its
    logarithm; `python -m evaluation.scaling` measures it.
    """
    ordered = sorted(annotated, key=lambda one: (one.article.published or "9", one.article.id))
    groups, notices = events_of(ordered)
    table = publishers or load_publishers()
    with _numeric_libraries().limit(limits=1, user_api="blas"):
        parts = [_compare_event(group, table) for group in groups]
    claims: list[Claim] = []
    discrepancies: list[Discrepancy] = []
    for part in parts:
        shift = len(discrepancies)
        claims += [replace(one, discrepancies=tuple(i + shift for i in one.discrepancies)) for one in part.claims]
        discrepancies += part.discrepancies
    order = {one.article.id: place for place, one in enumerate(ordered)}
    views = {article: view for part in parts for article, view in part.views.items()}
    numbered = _numbered(claims, order, views)
    return Comparison(
        articles=tuple(ordered),
        claims=numbered,
        shared_quotes=tuple(quote for part in parts for quote in part.shared_quotes),
        discrepancies=tuple(discrepancies),
        exclusives=tuple(one for part in parts for one in part.exclusives),
        timeline=build_timeline(views.values()),
        voices=measure_voices(list(views.values())),
        wording=tuple(pair for part in parts for pair in compare_wording(part.views, numbered)),
        coverage=tuple(one for part in parts for one in measure_coverage(part.views, numbered)),
        notices=notices,
        provenance=_provenance(ordered),
        sayings=build_sayings(views.values()),
    )


@dataclass(frozen=True)
class _Part:
    """What the reports of one event give."""

    views: dict[str, ArticleView]
    claims: tuple[Claim, ...]
    shared_quotes: tuple[SharedQuote, ...]
    discrepancies: tuple[Discrepancy, ...]
    exclusives: tuple[Exclusive, ...]


@lru_cache(maxsize=1)
def _numeric_libraries() -> ThreadpoolController:
    """The numeric libraries of this process. The matrices compared are small: several threads take a fifth more
    processor time over them, waiting for one another."""
    return ThreadpoolController()


def _compare_event(annotated: Sequence[AnnotatedArticle], table: PublisherTable) -> _Part:
    views = views_by_id(annotated)
    statements = {article: extract_statements(view.annotated) for article, view in views.items()}
    groups = group_statements(list(statements.values()), list(annotated)) if len(annotated) > 1 else ()
    utterances = match_utterances(list(views.values()))
    discrepancies = find_discrepancies([group.all_statements for group in groups], utterances, views)
    tracer = OriginTracer(views, table, find_copies(list(views.values())), utterances)
    places = NumberedPassages((p, n) for n, one in enumerate(discrepancies) for p in one.differing or one.mentions)
    shared = [_claim(group.statements, tracer, discrepancies, places, views) for group in groups]
    exclusives = find_exclusives(statements, [mention for claim in shared for mention in claim.mentions], views)
    claims = (*shared, *_single_claims(exclusives, tracer, views))
    return _Part(views, claims, shared_quotes(utterances), discrepancies, exclusives)


def _claim(
    group: Sequence[Statement],
    tracer: OriginTracer,
    discrepancies: Sequence[Discrepancy],
    places: NumberedPassages,
    views: Mapping[str, ArticleView],
) -> Claim:
    order = {article: place for place, article in enumerate(views)}
    members = sorted(group, key=lambda one: (order[one.article], one.start, one.end))
    mentions = tuple(_mention(one, views) for one in members)
    touching = _touching(places, mentions)
    tracing = tracer.trace(mentions)
    standing, reason = judge_standing(tracing, mentions, [discrepancies[i] for i in touching], views)
    certainty = min((one.certainty for one in members), key=_CERTAINTIES.index)
    return Claim("", claim_words(members, views), standing, reason, mentions, tracing.origins, certainty, touching)


def _mention(one: Statement | Exclusive, views: Mapping[str, ArticleView]) -> ClaimMention:
    attribution = views[one.article].attribution_of(Span(one.start, one.end))
    return ClaimMention(one.article, one.start, one.end, attribution.id if attribution else None)


def _touching(places: NumberedPassages, mentions: Sequence[ClaimMention]) -> tuple[int, ...]:
    """The numbers of the discrepancies that lie, on both their sides, in the claim's mentions."""
    touched: dict[int, set[str]] = defaultdict(set)
    for mention in mentions:
        for number in places.touching(mention):
            touched[number].add(mention.article)
    return tuple(sorted(number for number, articles in touched.items() if len(articles) > 1))


def _single_claims(
    exclusives: Iterable[Exclusive], tracer: OriginTracer, views: Mapping[str, ArticleView]
) -> list[Claim]:
    claims = []
    for one in exclusives:
        if one.rank < SINGLE_SOURCE_CLAIMS:
            mentions = (_mention(one, views),)
            tracing = tracer.trace(mentions)
            standing, reason = judge_standing(tracing, mentions, (), views)
            text = " ".join(views[one.article].text[one.start : one.end].split())
            claims.append(Claim("", text, standing, reason, mentions, tracing.origins))
    return claims


def _numbered(claims: Iterable[Claim], order: Mapping[str, int], views: Mapping[str, ArticleView]) -> tuple[Claim, ...]:
    """The claims in the order they are shown: by standing, what tells of an act before what only describes (who
    somebody is) or says that somebody spoke, by number of origins and of reports, then by place."""

    def key(claim: Claim) -> tuple[Any, ...]:
        reports = len({mention.article for mention in claim.mentions})
        places = sorted((order[m.article], m.start, m.end) for m in claim.mentions)
        describes = not any(tells(mention, views) for mention in claim.mentions)
        return _ORDER[claim.standing], describes, -len(claim.origins), -reports, places

    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(sorted(claims, key=key), 1))


def _provenance(annotated: Sequence[AnnotatedArticle]) -> dict[str, Any]:
    components: dict[str, set[str]] = defaultdict(set)
    for one in annotated:
        for name, version in one.components.items():
            components[name].add(version)
    return {
        "components": {name: ", ".join(sorted(components[name])) for name in sorted(components)} | {"compare": VERSION}
    }
