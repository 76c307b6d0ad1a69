"""Which parts of two editions are worth comparing word by word: those that share words, within bounds that only texts
far longer than reports reach."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

MOST_LOOK_UPS = 300_000
"""Places looked up for the words of all parts; in texts that need more, the commonest words are passed over. Two
unrelated texts of 10,000 words, made of the development stories, need 41,000, two of 50,000 words 284,000 (November
2026)."""
MOST_COMPARED = 2_000_000
"""Words of all pairs compared, with PAIR_COST for each pair. Where there is more to compare, each part is with
those that share most words with it. The same texts of 10,000 words need 960,000."""
PAIR_COST = 40

Pair = tuple[int, int, int]
"""Words shared, place in the earlier edition, place in the later one."""


def shared_words(
    old: Sequence[Collection[str]], new: Sequence[Collection[str]], longest_posting: int
) -> Iterator[tuple[int, Counter[int]]]:
    """For each place in `old`, how many words the parts of `new` share with it, those that share none left out; words
    that stand in more than `longest_posting` parts of `new` are passed over."""
    postings: dict[str, list[int]] = defaultdict(list)
    for place, forms in enumerate(new):
        for form in forms:
            postings[form].append(place)
    longest = _affordable_posting(old, postings, longest_posting)
    looked_up = {form: places for form, places in postings.items() if len(places) <= longest}
    for place, forms in enumerate(old):
        yield place, Counter(other for form in forms if form in looked_up for other in looked_up[form])


def _affordable_posting(old: Sequence[Collection[str]], postings: dict[str, list[int]], longest: int) -> int:
    """The length up to which places are looked up, `longest` unless that would be too many in all."""
    costs: Counter[int] = Counter()
    for forms in old:
        for form in forms:
            if form in postings:
                costs[len(postings[form])] += len(postings[form])
    spent = 0
    for length in sorted(costs):
        spent += costs[length]
        if length > longest or spent > MOST_LOOK_UPS:
            return length - 1
    return longest


def affordable_pairs(pairs: Sequence[Pair], old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
    """The places to compare, in order: all, or as many as can be afforded, of each place in the earlier edition first
    the one that shares most words with it, then the next. `old` and `new` are how many words each part has."""
    ranks: Counter[int] = Counter()
    ranked: list[tuple[int, int, int]] = []
    for _, one, other in sorted(pairs, key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair)):
        ranked.append((ranks[one], one, other))
        ranks[one] += 1
    chosen: list[tuple[int, int]] = []
    spent = 0
    for _, one, other in sorted(ranked):
        spent += old[one] + new[other] + PAIR_COST
        if spent > MOST_COMPARED:
            break
        chosen.append((one, other))
    return sorted(chosen)
