"""The statements of an account as a reader is shown them, and how many there are of each standing: the one count that
every page, list, feed and file gives."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from twosource.model.claim_folding import fold_alike
from twosource.model.comparison import Claim, ClaimMention, Comparison, Discrepancy, Passage, Standing


@dataclass(frozen=True, slots=True)
class CountedStatement:
    """One statement as it is counted: its standing, and the ids of the articles that take part in it, in order."""

    standing: Standing
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountStatements:
    """What of an account is shown as one statement each.

    `claims` are the claims in the comparison's order, those that are alike folded together; `shown_as` gives, by the id
    of each claim, the id it is shown under. `differences` are the discrepancies as indexes into the comparison's, those
    that tell of one difference together; `loose` are the contradictions among them that belong to no disputed claim.
    `alone` is what one article alone has, by article and within it the most central first, no two overlapping: it
    stands for the claims of one source, which are no statements of their own."""

    claims: tuple[Claim, ...]
    shown_as: Mapping[str, str]
    differences: tuple[tuple[int, ...], ...]
    loose: tuple[tuple[int, ...], ...]
    alone: tuple[ClaimMention, ...]
    _compared: Comparison

    def counted(self) -> Iterator[CountedStatement]:
        """Every statement: claims that several articles make, contradictions of no claim, what one article has."""
        for claim in self.claims:
            if claim.standing != "single_source":
                articles = dict.fromkeys(mention.article for mention in claim.mentions)
                yield CountedStatement(claim.standing, tuple(articles))
        for indexes in self.loose:
            mentions = (one for index in indexes for one in self._compared.discrepancies[index].mentions)
            yield CountedStatement("disputed", tuple(dict.fromkeys(one.article for one in mentions)))
        for mention in self.alone:
            yield CountedStatement("single_source", (mention.article,))

    def tally(self) -> dict[Standing, int]:
        """How many statements there are of each standing, in the order of `Standing`; those without one left out."""
        counts: dict[Standing, int] = dict.fromkeys(get_args(Standing), 0)
        for statement in self.counted():
            counts[statement.standing] += 1
        return {standing: number for standing, number in counts.items() if number}


def account_statements(comparison: Comparison) -> AccountStatements:
    """The statements of the comparison. Passages of articles that it does not hold are left out."""
    claims, shown_as = fold_alike(comparison.claims)
    within = _Within(comparison)
    differences = _differences(comparison.discrepancies, within)
    disputed = {index for claim in claims if claim.standing == "disputed" for index in claim.discrepancies}
    loose = tuple(
        indexes
        for indexes in differences
        if comparison.discrepancies[indexes[0]].severity == "contradiction" and disputed.isdisjoint(indexes)
    )
    return AccountStatements(claims, shown_as, differences, loose, _alone(comparison, within), comparison)


def statement_tally(comparison: Comparison) -> dict[Standing, int]:
    """How many statements of each standing the account shows."""
    return account_statements(comparison).tally()


class _Within:
    """Passages brought inside the texts of the articles compared."""

    def __init__(self, comparison: Comparison) -> None:
        self._lengths = {one.article.id: len(one.article.text) for one in comparison.articles}
        self.order = {article: place for place, article in enumerate(self._lengths)}

    def passage(self, article: str, start: int, end: int) -> Passage | None:
        """The passage with its ends inside the text; None for an article the comparison lacks."""
        length = self._lengths.get(article)
        if length is None:
            return None
        start = min(max(start, 0), length)
        return Passage(article, start, min(max(end, start), length))


def _differences(discrepancies: Sequence[Discrepancy], within: _Within) -> tuple[tuple[int, ...], ...]:
    """The discrepancies that set the same words against each other, in the same passage of one article, together: of
    one kind, for one reason, with a passage in common; each group where the first of it stands."""
    groups: list[tuple[object, set[Passage], list[int]]] = []
    for index, one in enumerate(discrepancies):
        places = {place for m in one.mentions if (place := within.passage(m.article, m.start, m.end))}
        told = one.kind, "update" if one.update else one.severity, one.why
        group = next((group for group in groups if group[0] == told and not places.isdisjoint(group[1])), None)
        if group is None:
            groups.append((told, places, [index]))
        else:
            group[1].update(places)
            group[2].append(index)
    return tuple(tuple(indexes) for _, _, indexes in groups)


def _alone(comparison: Comparison, within: _Within) -> tuple[ClaimMention, ...]:
    """What each article alone has: its exclusives by rank, then its claims of one source that are none of them; what
    overlaps an earlier one is left out."""
    ranked = sorted(comparison.exclusives, key=lambda one: (one.rank, one.start, one.end))
    named = [ClaimMention(one.article, one.start, one.end, one.attribution) for one in ranked]
    single = (claim for claim in comparison.claims if claim.standing == "single_source")
    named += [mention for claim in single for mention in claim.mentions[:1]]
    found: dict[str, list[ClaimMention]] = {article: [] for article in within.order}
    taken: dict[str, list[Passage]] = {article: [] for article in within.order}
    for mention in named:
        place = within.passage(mention.article, mention.start, mention.end)
        if place is None:
            continue
        earlier = taken[mention.article]
        if not any(place.start < other.end and other.start < place.end for other in earlier):
            earlier.append(place)
            found[mention.article].append(mention)
    return tuple(mention for mentions in found.values() for mention in mentions)
