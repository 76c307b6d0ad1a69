"""How alike two words or two sets of words are: stems, rarity, and overlap weighted by rarity."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

SHORTEST_STEM: Final = 4
LONGEST_STEMMED: Final = 60

_ENDING = re.compile(
    r"(ations?|ating|ated|ates?|ators?|ings?|ions?|ers?|ors?|ed|ies|es|ments?|ly|ives?|al|s|e|y)$", re.ASCII
)


def stem(word: str) -> str:
    """The word in lower case without its ending, so that "investigate", "investigators" and "investigation" meet;
    words of four letters or fewer or of more than sixty, and stems that would get shorter than four, stay whole.
    Rougher than Porter's (1980) on purpose: the nouns reports make of verbs have to meet the verbs."""
    return _stem(word) if len(word) <= LONGEST_STEMMED else word.lower()


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    lower = word.lower()
    if len(lower) <= SHORTEST_STEM:
        return lower
    stripped = _ENDING.sub("", lower)
    return stripped if len(stripped) >= SHORTEST_STEM else lower


def inverse_frequencies(units: Iterable[Iterable[str]], fewest: int = 0) -> dict[str, float]:
    """For every word the logarithm of how few of the units have it; 0 or a little more for one that all have. Of fewer
    than `fewest` units not much can be told: words count as if that many had been looked at."""
    frequency: Counter[str] = Counter()
    count = 0
    for unit in units:
        frequency.update(set(unit))
        count += 1
    looked_at = max(count, fewest)
    return {word: math.log((looked_at + 1) / (n + 0.5)) for word, n in frequency.items()}


def weighted_cosine(left: Sequence[str], right: Sequence[str], weights: Mapping[str, float]) -> float:
    """Cosine of the two bags of words under `weights` (TF-IDF; Salton and Buckley, 1988); 0 where either is empty."""
    a, b = Counter(left), Counter(right)
    dot = sum(n * b[word] * weights.get(word, 0.0) ** 2 for word, n in a.items() if word in b)
    norms = _norm(a, weights) * _norm(b, weights)
    return dot / norms if norms else 0.0


def _norm(bag: Mapping[str, int], weights: Mapping[str, float]) -> float:
    return math.sqrt(sum((n * weights.get(word, 0.0)) ** 2 for word, n in bag.items()))
