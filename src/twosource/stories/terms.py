"""What an article is about, as weighted words: the terms that place it in a story."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from twosource.model.article import Article
from twosource.stories.vectors import TermKey, heaviest, term_key

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

TITLE_WEIGHT = 6
"""How many occurrences in the body one in the title counts for. Of 0 to 8, best on average over the development
stories in real order and squeezed into two months (November 2026); 4 to 8 lie within 0.005 of each other."""
LEAD_WORDS = 24
"""How many first words stand in for the title of an article without one."""
MOST_WORDS = 20_000
"""Words read of one text: a report of more is an archive or noise, and what it is about stands at its beginning."""
MOST_NAMED = 5
"""Terms named in a reason."""
LONGEST_TERM = 40
"""Characters; longer runs without a space are addresses or noise."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one article: how often each counts, and how it is written there (in small letters where it ever
    stands so, else as first seen in the text, before the headline)."""

    counts: dict[str, int]
    written: dict[str, str]
    pairs: dict[tuple[str, str], str]
    """Neighbouring terms both written with a capital ("Jens", "Corrigan"): they are shown as one name."""

    def shared_names(self, vector: Mapping[TermKey, float], other: Mapping[TermKey, float]) -> list[str]:
        """The terms that count most in the product of the article's vector and another, as the article writes them;
        neighbouring names are joined."""
        keys = {term_key(term): term for term in self.counts}
        shared = {key: weight * other[key] for key, weight in vector.items() if key in other}
        top = [keys[key] for key in heaviest(shared, 2 * MOST_NAMED)]
        named: list[str] = []
        told: set[str] = set()
        for term in top:
            pairs = (pair for pair in self.pairs if term in pair and {*pair} <= {*top} - told)
            pair = next(pairs, None)
            if term not in told and len(named) < MOST_NAMED:
                named.append(self.pairs[pair] if pair else self.written[term])
                told.update(pair or (term,))
        return named


def read_terms(article: Article) -> Terms:
    """The terms of the article's title and text, in order of first appearance. Case, possessive endings, single
    characters, small whole numbers and years are dropped: they say when and how much, seldom what."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    pairs: dict[tuple[str, str], str] = {}
    title = article.title or " ".join(m.group() for m in islice(_WORD.finditer(article.text), LEAD_WORDS))
    for text, weight in ((article.text, 1), (title, TITLE_WEIGHT)):
        before, end = "", 0
        for match in islice(_WORD.finditer(text), MOST_WORDS):
            word = _without_possessive(match.group())
            term = word.lower()
            if not _tells(term):
                before = ""
                continue
            counts[term] += weight
            if weight == 1 and word == term:
                written[term] = word
            else:
                written.setdefault(term, word)
            if before and word[0].isupper() and text[end : match.start()] == " ":
                pairs.setdefault((before, term), f"{written[before]} {written[term]}")
            before, end = (term, match.end()) if word[0].isupper() else ("", 0)
    return Terms(dict(counts), written, pairs)


def _without_possessive(word: str) -> str:
    return word[:-2] if word[-2:] in ("'s", "’s") else word.replace("’", "'")


def _tells(term: str) -> bool:
    if not 1 < len(term) <= LONGEST_TERM:
        return False
    return not (term.isdecimal() and (len(term) < 3 or (len(term) == 4 and term[:2] in ("19", "20"))))
