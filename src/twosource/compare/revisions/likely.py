"""Which parts of two editions are worth comparing word by word: those that share words, within bounds that only texts
far longer than reports reach."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

MOST_LOOK_UPS = 1_000_000
"""Places looked up for the words of all parts; in texts that need more, the commonest words are passed over. A report
of 10,000 words written anew takes about 200,000."""
MOST_COMPARED = 4_000_000
"""Words of all pairs compared, with PAIR_COST for each pair (some half second, November 2026). Where there is more to
compare, the pairs that share most words are."""
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
    """The places to compare, in order: all, or as many as can be afforded, those that share most words first. `old` and
    `new` are how many words each part has."""
    chosen: list[tuple[int, int]] = []
    spent = 0
    for _, one, other in sorted(pairs, key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair)):
        spent += old[one] + new[other] + PAIR_COST
        if spent > MOST_COMPARED:
            break
        chosen.append((one, other))
    return sorted(chosen)
