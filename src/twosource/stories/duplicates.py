"""Which articles of a stream are one text: the same, lightly edited, cut, or part of a longer one.

Runs of words are sampled by winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document
fingerprinting", SIGMOD 2003) and looked up in an inverted index. What is estimated is containment, the share of the
shorter text that stands in the longer: MinHash with locality-sensitive hashing estimates resemblance, which a cut copy
or one merged into a longer report does not have.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from twosource.model.article import Article
from twosource.text.shingles import read_words, shingles

DuplicateKind = Literal["exact", "near", "part"]

SHINGLE_WORDS = 5
WINDOW = 4
"""Of so many neighbouring runs of words one is kept: any shared stretch of 8 words is found."""
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
"""Most recent articles remembered for one fingerprint: boilerplate must not make look-ups long."""
MOST_CHARACTERS = 200_000
"""Characters read of one text."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """`article` is one text with the earlier `of`: word for word ("exact"), with changes ("near"), or the shorter of
    the two is a part of the longer ("part"). `containment` is the share of the shorter text found in the other."""

    article: str
    of: str
    kind: DuplicateKind
    containment: float


class DuplicateFinder:
    """Tells of each article, as it arrives, which earlier one it is a copy of."""

    def __init__(self) -> None:
        self._prints: dict[str, frozenset[int]] = {}
        self._arrived: dict[str, int] = {}
        self._whole: dict[int, str] = {}
        self._holders: defaultdict[int, deque[str]] = defaultdict(lambda: deque(maxlen=ARTICLES_A_FINGERPRINT))

    def place(self, article: Article) -> Duplicate | None:
        """The earlier article that this one has most of its text in common with, None where there is none. Of equals,
        the one that came first. An article whose id was seen before is compared with the others only."""
        forms = [word.form for word in read_words(article.text[:MOST_CHARACTERS])]
        whole, prints = _hash(forms), winnow(forms)
        found = self._nearest(article.id, whole, prints)
        self._remember(article.id, whole if forms else None, prints)
        return found

    def _nearest(self, article: str, whole: int, prints: frozenset[int]) -> Duplicate | None:
        same = self._whole.get(whole)
        if same is not None and same != article:
            return Duplicate(article, same, "exact", 1.0)
        if len(prints) < FEWEST_FINGERPRINTS:
            return None
        shared = Counter(holder for key in prints for holder in self._holders.get(key, ()) if holder != article)
        best: Duplicate | None = None
        for other in sorted(shared, key=self._arrived.__getitem__):
            shorter, longer = sorted((len(prints), len(self._prints[other])))
            share = shared[other] / shorter
            if shorter >= FEWEST_FINGERPRINTS and share >= LEAST_CONTAINMENT and (not best or share > best.containment):
                best = Duplicate(article, other, "near" if shorter >= SAME_LENGTH * longer else "part", round(share, 3))
        return best

    def _remember(self, article: str, whole: int | None, prints: frozenset[int]) -> None:
        if article in self._prints:
            return
        self._arrived[article] = len(self._arrived)
        self._prints[article] = prints
        if whole is not None:
            self._whole.setdefault(whole, article)
        for key in prints:
            self._holders[key].append(article)


def find_duplicates(articles: Iterable[Article]) -> list[Duplicate]:
    """For every article that is a copy of an earlier one, of which and how; in the order given."""
    finder = DuplicateFinder()
    return [found for article in articles if (found := finder.place(article))]


def winnow(forms: Sequence[str]) -> frozenset[int]:
    """The fingerprints of a run of words: the smallest hash of each window of neighbouring shingles."""
    hashes = [_hash(shingle) for shingle in shingles(forms, SHINGLE_WORDS)]
    if len(hashes) <= WINDOW:
        return frozenset(hashes)
    return frozenset(min(hashes[i : i + WINDOW]) for i in range(len(hashes) - WINDOW + 1))


def _hash(words: Sequence[str]) -> int:
    return crc32(" ".join(words).encode("utf-8", "surrogatepass"))
