"""Which articles of a stream are one text: the same, lightly edited, cut, or part of a longer one.

What is estimated, from fingerprints looked up in an inverted index, is containment, the share of the shorter text that
stands in the longer: MinHash with locality-sensitive hashing estimates resemblance, which a cut copy or one merged into
a longer report does not have.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from twosource.model.archive import CopyGroup, CopyRecord
from twosource.model.article import Article
from twosource.stories.fingerprints import FingerprintIndex, Fingerprints, RecentFingerprints, read_fingerprints
from twosource.text.agencies import known_agency

LEAST_CONTAINMENT = 0.5
"""Share of the shorter text's fingerprints that stand in the other, from which the two are one text. Among the 363
development stories (November 2026) pairs above it are agency copy or one outlet's own text again; just below lie
reports that quote one long statement."""
FEWEST_FINGERPRINTS = 20
"""Shorter texts (under some 60 words) count as one only when all their words agree: half of a stub of 40 words may be
the outlet's standing lines."""
SAME_LENGTH = 0.6
"""A text shorter than this share of the other is a part of it rather than a near-duplicate."""
ARTICLES_A_FINGERPRINT = 60
"""Most recent articles looked at for one fingerprint: boilerplate must not make look-ups long."""
AGENCIES_REMEMBERED = 10_000
"""Most recent articles whose agencies are remembered where nobody else is asked for them."""


class DuplicateFinder:
    """Tells of each article, as it arrives, which earlier one it is a copy of. `index` keeps the fingerprints (by
    default those of the most recent articles, in memory); `agencies_of` tells which agencies an earlier article
    credits, by id (by default remembered for the most recent ones)."""

    def __init__(
        self,
        index: FingerprintIndex | None = None,
        agencies_of: Callable[[str], Sequence[str]] | None = None,
    ) -> None:
        self._index = index if index is not None else RecentFingerprints()
        self._agencies_of = agencies_of
        self._agencies: dict[str, tuple[str, ...]] = {}

    def place(self, article: Article) -> CopyRecord | None:
        """The earlier article that this one has most of its text in common with, None where there is none. Of equals,
        the one that came first. An article whose id was seen before is compared with the others only. Its fingerprints
        are added to the index."""
        prints = read_fingerprints(article)
        found = self._nearest(article, prints)
        self._index.add_fingerprints(article.id, prints.stored)
        if self._agencies_of is None and (agencies := credited_agencies(article)):
            self._agencies[article.id] = agencies
            if len(self._agencies) > AGENCIES_REMEMBERED:
                del self._agencies[next(iter(self._agencies))]
        return found

    def _nearest(self, article: Article, prints: Fingerprints) -> CopyRecord | None:
        found = self._index.fingerprint_holders(prints.stored, ARTICLES_A_FINGERPRINT + 1)
        holders = {key: [one for one in ids if one != article.id] for key, ids in found.items()}
        shared = Counter(one for key in prints.parts for one in holders.get(key, ()))
        whole = frozenset(holders.get(prints.whole, ()) if prints.whole is not None else ())
        others = sorted(whole.union(one for one, count in shared.items() if count >= FEWEST_FINGERPRINTS / 2))
        counts = self._index.fingerprint_counts(others) if others else {}
        matches = [
            _Match(one, shared[one], len(prints.parts), counts[one] - 1, one in whole)
            for one in others
            if one in counts
        ]
        best = max((match.rank for match in matches), default=0.0)
        if best < LEAST_CONTAINMENT:
            return None
        equal = {match.of: match for match in matches if match.rank == best}
        match = equal[_earliest(sorted(equal), holders.values())]
        agency = shared_agency(credited_agencies(article), self._credited(match.of))
        return CopyRecord(article.id, match.of, match.kind, round(match.containment, 3), agency)

    def _credited(self, article: str) -> Sequence[str]:
        return self._agencies_of(article) if self._agencies_of else self._agencies.get(article, ())


@dataclass(frozen=True, slots=True)
class _Match:
    """What an article has in common with an earlier one: fingerprints shared, of so many of its own and the other's."""

    of: str
    shared: int
    own: int
    others: int
    same_hash: bool

    @property
    def exact(self) -> bool:
        # Of a billion fingerprints some agree by chance: the parts must agree too, but for those of boilerplate, of
        # which the index no longer names every holder.
        return self.same_hash and self.own == self.others and self.shared >= LEAST_CONTAINMENT * self.own

    @property
    def containment(self) -> float:
        return 1.0 if self.exact else self.shared / max(1, min(self.own, self.others))

    @property
    def rank(self) -> float:
        """The containment, 2 for exact copies, 0 where one of the texts is too short to tell."""
        if self.exact:
            return 2.0
        return self.containment if min(self.own, self.others) >= FEWEST_FINGERPRINTS else 0.0

    @property
    def kind(self) -> Literal["exact", "near", "part"]:
        if self.exact:
            return "exact"
        return "near" if min(self.own, self.others) >= SAME_LENGTH * max(self.own, self.others) else "part"


def _earliest(ids: Sequence[str], lists: Iterable[Sequence[str]]) -> str:
    """The first to arrive of `ids`: the one that no list, oldest first, shows behind another."""
    behind: Counter[str] = Counter()
    for ordered in lists if len(ids) > 1 else ():
        behind.update([one for one in ordered if one in ids][1:])
    return min(ids, key=lambda one: (behind[one], one))


def copy_reason(copy: CopyRecord, name: str) -> str:
    """What to say of a copy in the reason for its placement; `name` is what to call the earlier report."""
    extent = {"exact": "", "near": ", with changes", "part": ", in part"}[copy.kind]
    agency = f" ({copy.agency})" if copy.agency and copy.agency != name else ""
    return f"is the text of {name}{agency}{extent}"


def find_duplicates(articles: Iterable[Article]) -> list[CopyRecord]:
    """For every article that is a copy of an earlier one, of which and how; in the order given."""
    finder = DuplicateFinder()
    return [found for article in articles if (found := finder.place(article))]


def copy_groups(copies: Iterable[CopyRecord]) -> tuple[CopyGroup, ...]:
    """The articles that are one text, directly or by way of another, from the copies in the order they arrived; groups
    in the order of their first copy. Nothing is left out: every article of `copies` is in exactly one group."""
    heads: dict[str, str] = {}
    members: dict[str, list[CopyRecord]] = {}
    for copy in copies:
        head = heads.get(copy.of, copy.of)
        heads[copy.article] = head
        members.setdefault(head, []).append(copy)
    return tuple(
        CopyGroup(head, tuple(copy.article for copy in group), _commonest(copy.agency for copy in group))
        for head, group in members.items()
    )


def _commonest(agencies: Iterable[str | None]) -> str | None:
    """The agency named most often, of equals the first; None where there is none."""
    counts = Counter(agency for agency in agencies if agency)
    return max(counts, key=lambda agency: counts[agency], default=None)


def credited_agencies(article: Article) -> tuple[str, ...]:
    """The news agencies that the article credits, by their usual names, the plainest sign first: its credits, its
    marked furniture, a byline or an outlet that is itself an agency."""
    marked = [part.value for part in article.furniture if part.kind == "credit" and part.value]
    agencies = [known_agency(name) or " ".join(name.split()) for name in (*article.credits, *marked)]
    bylines = [part.value for part in article.furniture if part.kind == "byline" and part.value]
    named = [known_agency(name or "") for name in (article.byline, *bylines, article.outlet)]
    return tuple(dict.fromkeys(name for name in (*agencies, *named) if name))


def shared_agency(own: Sequence[str], others: Sequence[str]) -> str | None:
    """The agency that two copies of one text come from: the first that both credit; where only one credits any, its
    first; None where they credit different ones or none."""
    if own and others:
        return next((agency for agency in own if agency in others), None)
    return next(iter((*own, *others)), None)
