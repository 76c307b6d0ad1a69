"""One claim for what a reader takes for one: groups that lie in the same stretches of the same reports are joined.

Grouping leaves such twins: A and B share a sentence, A, B and C a part of it, and both come out. The more precise
account stays a claim of its own only where its reports share a further fact.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from twosource.compare.alignment.grouping import alike
from twosource.compare.alignment.selection import overlap
from twosource.compare.alignment.words import VERB, StoryWords

NESTED: Final = 0.6
"""Share of the shorter statement's words from which one of two statements of a sentence counts as inside the other."""
SAME: Final = 0.65
"""Shared words over all words from which two statements of one sentence count as the same stretch. On the
28 annotated stories (November 2026) 0.5 makes 0.005 less F1, and 31 fewer of 720 claims; 0.8 as much F1, 11 more."""
FEWEST_FURTHER_WORDS: Final = 2
"""Words that two reports must share beyond the shorter claim for the longer one to say something of its own; one alone
is mostly a day or a name that goes with the telling. On the 28 annotated stories (November 2026) 1 to 3 make a
difference of 0.001 in F1."""
MUCH_WIDER: Final = 0.35
"""Words of a member over those of a wider one around it below which the wider one is left out: what it adds is not what
the reports share. On the 28 annotated stories (November 2026) 0.25 to 0.45 make the same F1, 0.002 more than keeping
them all; without it what one report alone says stands in shared claims of the example stories."""
MOST_BARE: Final = 3
"""Words of a phrase without a verb that carries no claim ("State Department spokesperson"). On the 28 annotated stories
(November 2026) 0.4 of the pairs with one of so few words on a side were right, of all others 0.63; with 4 the figures
are the same, and more claims are lost."""
MOST_NARROWED: Final = 24
"""Members of a group up to which each is held against the others: the cost is the square of their number."""

Group = tuple[tuple[int, ...], float]


@dataclass(frozen=True)
class _Told:
    """What a group's statements say: all their words, and those of weight by report, apart from who says it."""

    words: frozenset[int]
    of_weight: tuple[frozenset[int], ...]

    @classmethod
    def of(cls, words: StoryWords, members: Sequence[int]) -> "_Told":
        said: set[int] = set()
        of_weight: dict[int, set[int]] = defaultdict(set)
        for member in members:
            _, start, end = words.ranges[member]
            keys = words.keys[start:end]
            said.update(keys.tolist())
            heavy = (words.weights[start:end] > 0) & ~words.framed[start:end]
            of_weight[words.articles[member]].update(keys[heavy].tolist())
        return cls(frozenset(said), tuple(map(frozenset, of_weight.values())))

    def says_more(self, other: "_Told") -> bool:
        """Whether two or more reports share words of weight that the other claim has nowhere."""
        reports = Counter(key for keys in self.of_weight for key in keys - other.words)
        return sum(count > 1 for count in reports.values()) >= FEWEST_FURTHER_WORDS


def merge_nested(words: StoryWords, groups: Sequence[Group]) -> tuple[Group, ...]:
    """The groups, of which those that nest in two or more reports are one, in the order of their first statements. A
    longer and a shorter one stay apart where the longer one's reports share a further fact and not all reports of the
    shorter one have it."""
    met = _meeting(words, groups)
    told = {number: _Told.of(words, groups[number][0]) for number in sorted({one for pair in met for one in pair})}
    allowed = {pair for pair, reports in met.items() if _is_one(words, groups, told, pair, reports)}
    together = {number: [number] for number in range(len(groups))}
    for a, b in sorted(allowed, key=lambda pair: (-_closeness(words, groups[pair[0]][0], groups[pair[1]][0]), pair)):
        first, second = together[a], together[b]
        if first is not second and all((min(x, y), max(x, y)) in allowed for x in first for y in second):
            first += second
            together |= dict.fromkeys(second, first)
    sets = {min(numbers): numbers for numbers in together.values()}
    return tuple(sorted(_join(words, [groups[number] for number in sorted(numbers)]) for numbers in sets.values()))


def drop_wider(words: StoryWords, members: Sequence[int], scores: Mapping[tuple[int, int], float]) -> tuple[int, ...]:
    """The members without those that say much more than another member inside them, which matches the other reports no
    worse. `scores` are those of pairs, the smaller index first."""
    if len(members) > MOST_NARROWED:
        return tuple(members)
    there: dict[int, list[int]] = defaultdict(list)
    for member in members:
        there[words.ranges[member][0]].append(member)
    return tuple(
        one
        for one in members
        if not any(
            _size(words, other) < MUCH_WIDER * _size(words, one)
            and overlap(words, one, other) > NESTED
            and _best_score(words, other, members, scores) >= _best_score(words, one, members, scores)
            for other in there[words.ranges[one][0]]
        )
    )


def drop_bare(words: StoryWords, members: Sequence[int]) -> tuple[int, ...]:
    """The members without phrases of a few words and no verb, which name something and say nothing of it; none where
    fewer than two reports are left."""
    kept = tuple(one for one in members if not _is_bare(words, one))
    return kept if len({words.articles[one] for one in kept}) > 1 else ()


def _is_bare(words: StoryWords, statement: int) -> bool:
    _, start, end = words.ranges[statement]
    return end - start <= MOST_BARE and not bool((words.kinds[start:end] == VERB).any())


def _size(words: StoryWords, statement: int) -> int:
    _, start, end = words.ranges[statement]
    return end - start


def _best_score(words: StoryWords, one: int, members: Sequence[int], scores: Mapping[tuple[int, int], float]) -> float:
    """The best score of the statement with a member of another report."""
    others = (other for other in members if words.articles[other] != words.articles[one])
    return max((scores.get((min(one, other), max(one, other)), 0.0) for other in others), default=0.0)


def _meeting(words: StoryWords, groups: Sequence[Group]) -> dict[tuple[int, int], set[int]]:
    """Pairs of groups, by number, that meet in two or more reports, with those reports: that have nested statements
    there, or, where one report has the same stretch in both, statements of one sentence."""
    by_unit: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, (members, _) in enumerate(groups):
        for member in members:
            by_unit[int(words.units[member])].append((number, member))
    nested: dict[tuple[int, int], set[int]] = defaultdict(set)
    beside: dict[tuple[int, int], set[int]] = defaultdict(set)
    same: set[tuple[int, int]] = set()
    for unit, present in by_unit.items():
        for (a, left), (b, right) in combinations(present, 2):
            if a != b:
                pair, report = (min(a, b), max(a, b)), int(words.unit_articles[unit])
                beside[pair].add(report)
                if overlap(words, left, right) > NESTED:
                    nested[pair].add(report)
                if alike(words, left, right) >= SAME:
                    same.add(pair)
    met = {pair: beside[pair] if pair in same else nested[pair] for pair in beside}
    return {pair: reports for pair, reports in met.items() if len(reports) > 1}


def _is_one(
    words: StoryWords, groups: Sequence[Group], told: Mapping[int, _Told], pair: tuple[int, int], reports: set[int]
) -> bool:
    """Whether two groups, by number, that meet in `reports` are one claim."""
    longer, shorter = sorted(pair, key=lambda number: -_length(words, groups[number][0]))
    part = reports >= _reports(words, groups[shorter][0])
    return part or not told[longer].says_more(told[shorter])


def _closeness(words: StoryWords, first: Sequence[int], second: Sequence[int]) -> float:
    """How far the groups' statements are the same stretches: the sum over their sentences of shared words over all."""
    there: dict[int, list[int]] = defaultdict(list)
    for b in second:
        there[words.ranges[b][0]].append(b)
    return sum(max((alike(words, a, b) for b in there[words.ranges[a][0]]), default=0.0) for a in first)


def _length(words: StoryWords, members: Sequence[int]) -> float:
    """Mean words of a member."""
    return sum(_size(words, member) for member in members) / len(members)


def _join(words: StoryWords, parts: Sequence[Group]) -> Group:
    """The group that most reports are in (of equals the surest) with what the others have of further reports."""
    ranked = sorted(parts, key=lambda group: (-len(_reports(words, group[0])), -group[1], group[0]))
    members, score = ranked[0]
    for more, _ in ranked[1:]:
        reports = _reports(words, members)
        members += tuple(m for m in more if int(words.unit_articles[words.units[m]]) not in reports)
    return tuple(sorted(members)), score


def _reports(words: StoryWords, members: Sequence[int]) -> set[int]:
    return {words.articles[member] for member in members}
