"""All discrepancies of a story: every kind over every pair that is close enough, then merged and put in order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.attributions import find_quote_speakers, find_speakers
from twosource.compare.discrepancies.certainty import find_certainty
from twosource.compare.discrepancies.clashes import find_clashes
from twosource.compare.discrepancies.dates import find_dates
from twosource.compare.discrepancies.frequencies import find_frequencies
from twosource.compare.discrepancies.names import find_names
from twosource.compare.discrepancies.numbers import find_numbers
from twosource.compare.discrepancies.pairing import aligned_pairs, parallel_pairs
from twosource.compare.discrepancies.pairs import ComparedPair
from twosource.compare.discrepancies.parallel_changes import find_parallel_changes
from twosource.compare.discrepancies.places import find_places
from twosource.compare.discrepancies.polarity import find_polarity
from twosource.compare.discrepancies.quote_wording import find_quote_wording
from twosource.compare.discrepancies.quoted_phrases import find_quoted_phrases
from twosource.compare.discrepancies.scattered import find_scattered
from twosource.compare.discrepancies.scattered_durations import find_scattered_durations
from twosource.compare.discrepancies.scattered_places import find_scattered_places
from twosource.compare.discrepancies.scattered_tolls import find_scattered_tolls
from twosource.compare.discrepancies.scattered_verbs import find_scattered_verbs
from twosource.compare.discrepancies.sequence import find_sequence
from twosource.compare.discrepancies.spelling import find_spellings
from twosource.compare.discrepancies.terms import find_terms
from twosource.compare.discrepancies.updates import mark_update
from twosource.compare.quotes import Utterance
from twosource.model.comparison import Discrepancy, Passage, Statement

Finder = Callable[[ComparedPair], Iterator[Discrepancy]]
FINDERS: tuple[Finder, ...] = (
    find_numbers,
    find_dates,
    find_places,
    find_polarity,
    find_certainty,
    find_speakers,
    find_sequence,
)
ACROSS: tuple[Callable[[Mapping[str, ArticleView]], Iterator[Discrepancy]], ...] = (
    find_spellings,
    find_scattered,
    find_scattered_verbs,
    find_frequencies,
    find_terms,
    find_quoted_phrases,
    find_scattered_places,
    find_scattered_tolls,
    find_scattered_durations,
    find_clashes,
)
_SEVERITY = {"contradiction": 0, "difference": 1}
BLOCK = 64
"""Characters of text that are looked through together for an earlier finding."""


def find_discrepancies(
    groups: Iterable[Sequence[Statement]], utterances: Sequence[Utterance], views: Mapping[str, ArticleView]
) -> tuple[Discrepancy, ...]:
    """The discrepancies between the articles, contradictions first, then by the place of their first mention in the
    order of the articles. `groups` are the statements that say the same."""
    found: list[Discrepancy] = []
    for pair in parallel_pairs(views):
        found.extend(find_parallel_changes(pair))
        for finder in FINDERS:
            found.extend(finder(pair))
    for pair in aligned_pairs(groups, views):
        for finder in FINDERS:
            found.extend(finder(pair))
    found.extend(find_quote_wording(utterances, views))
    found.extend(find_quote_speakers(utterances, views))
    found.extend(find_names(views))
    for across in ACROSS:
        found.extend(across(views))
    order = {article: place for place, article in enumerate(views)}
    merged = [mark_update(one, views) for one in _merged(found, order)]
    return tuple(sorted(merged, key=lambda one: (_SEVERITY[one.severity], _place(one, order), one.kind)))


def _place(discrepancy: Discrepancy, order: Mapping[str, int]) -> tuple[int, int, int]:
    return min((order[m.article], m.start, m.end) for m in discrepancy.mentions)


def _merged(found: Iterable[Discrepancy], order: Mapping[str, int]) -> list[Discrepancy]:
    """One discrepancy for each thing that differs: findings of one kind whose differing words overlap in a report are
    one, the first found told."""
    kept: list[Discrepancy] = []
    places: dict[tuple[str, str, int], list[tuple[Passage, int]]] = defaultdict(list)
    for one in found:
        known = [
            number
            for passage in one.differing
            for block in _blocks(passage)
            for other, number in places[one.kind, passage.article, block]
            if other.start < passage.end and passage.start < other.end
        ]
        target = min(known, default=len(kept))
        if known:
            kept[target] = _joined(kept[target], one)
        else:
            kept.append(one)
        for passage in one.differing:
            for block in _blocks(passage):
                if (passage, target) not in places[one.kind, passage.article, block]:
                    places[one.kind, passage.article, block].append((passage, target))
    return [_ordered(one, order) for one in kept]


def _blocks(passage: Passage) -> range:
    """The numbered blocks of text that the passage reaches into: overlapping passages have one in common."""
    return range(passage.start // BLOCK, passage.end // BLOCK + 1)


def _joined(one: Discrepancy, other: Discrepancy) -> Discrepancy:
    mentions, differing = list(one.mentions), list(one.differing)
    for mention, words in zip(other.mentions, other.differing, strict=True):
        if words not in differing and not any(
            m.article == mention.article and m.start < mention.end and mention.start < m.end for m in mentions
        ):
            mentions.append(mention)
            differing.append(words)
    severity = min(one.severity, other.severity, key=_SEVERITY.__getitem__)
    if len(mentions) == len(one.mentions) and severity == one.severity:
        return one
    why = one.why if severity == one.severity else other.why
    return replace(one, mentions=tuple(mentions), differing=tuple(differing), severity=severity, why=why)


def _ordered(one: Discrepancy, order: Mapping[str, int]) -> Discrepancy:
    """Mentions in the order of the articles and their text."""
    paired = sorted(
        zip(one.mentions, one.differing, strict=True), key=lambda p: (order[p[0].article], p[0].start, p[0].end)
    )
    return replace(one, mentions=tuple(m for m, _ in paired), differing=tuple(d for _, d in paired))
