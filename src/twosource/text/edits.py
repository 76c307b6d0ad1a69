"""Which words of a text were edited: a word-level diff whose cost stays bounded whatever the texts are."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from twosource.model.archive import TextEdit
from twosource.model.span import Span

_UNIT = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\s]")
MOST_CELLS = 64_000_000
"""Product of the lengths, in units, up to which two runs are matched exactly (8 MB, some 10 ms); longer runs are first
cut at the units that stand once in each."""
MOST_CUTS = 8
"""How often a run is cut again before what is left of it counts as replaced."""
MOST_SHIFTS = 200


class Run(NamedTuple):
    """`length` units from `before` on in the one text that stand from `after` on in the other."""

    before: int
    after: int
    length: int


def find_edits(before: str, after: str) -> tuple[TextEdit, ...]:
    """The runs of words, signs and white space that differ, in text order: putting the words of each `after` span in
    place of its `before` span makes the later text of the earlier. Short runs that agree by chance between two longer
    edits belong to the edit.

    Texts are matched by their longest common subsequence; long ones are first cut at what stands once in both (the
    "patience" diff of B. Cohen), so that time stays near linear."""
    left, right = list(_UNIT.finditer(before)), list(_UNIT.finditer(after))
    codes: dict[str, int] = {}
    runs = common_runs(*([codes.setdefault(unit[0], len(codes)) for unit in side] for side in (left, right)))
    bounds = [Span(0, 0)], [Span(0, 0)]
    for run in _settled(runs, left, right):
        mine, theirs = left[run.before : run.before + run.length], right[run.after : run.after + run.length]
        whole = Span(mine[0].start(), mine[-1].end()), Span(theirs[0].start(), theirs[-1].end())
        if whole[0].surface(before) == whole[1].surface(after):
            bounds[0].append(whole[0])
            bounds[1].append(whole[1])
        else:
            bounds[0].extend(Span(*unit.span()) for unit in mine)
            bounds[1].extend(Span(*unit.span()) for unit in theirs)
    bounds[0].append(Span(len(before), len(before)))
    bounds[1].append(Span(len(after), len(after)))
    edits = []
    for place in range(1, len(bounds[0])):
        old = Span(bounds[0][place - 1].end, bounds[0][place].start)
        new = Span(bounds[1][place - 1].end, bounds[1][place].start)
        if old.surface(before) != new.surface(after):
            edits.append(_edit(before, after, old, new))
    return tuple(edits)


def _edit(before: str, after: str, old: Span, new: Span) -> TextEdit:
    """The edit without the white space that both sides begin and end with."""
    (low, high), (start, end) = (old.start, old.end), (new.start, new.end)
    while low < high and start < end and before[low] == after[start] and before[low].isspace():
        low, start = low + 1, start + 1
    while low < high and start < end and before[high - 1] == after[end - 1] and before[high - 1].isspace():
        high, end = high - 1, end - 1
    if low == high:
        return TextEdit("added", Span(low, high), Span(start, end))
    return TextEdit("removed" if start == end else "replaced", Span(low, high), Span(start, end))


def common_runs(left: Sequence[int], right: Sequence[int]) -> list[Run]:
    """Runs of units that stand in both sequences in the same order, in that order, neighbouring ones joined."""
    found: list[Run] = []
    waiting = [(0, len(left), 0, len(right), 0)]
    while waiting:
        low, high, start, end, cuts = waiting.pop()
        first = low
        while low < high and start < end and left[low] == right[start]:
            low, start = low + 1, start + 1
        found.append(Run(first, start - (low - first), low - first))
        last = high
        while low < high and start < end and left[high - 1] == right[end - 1]:
            high, end = high - 1, end - 1
        found.append(Run(high, end, last - high))
        if low == high or start == end:
            continue
        if (high - low) * (end - start) <= MOST_CELLS:
            found += _exact_runs(left, right, low, high, start, end)
        elif cuts < MOST_CUTS and (anchors := _anchors(left, right, low, high, start, end)):
            for one, other in anchors:
                found.append(Run(one, other, 1))
                waiting.append((low, one, start, other, cuts + 1))
                low, start = one + 1, other + 1
            waiting.append((low, high, start, end, cuts + 1))
    return _joined(sorted(run for run in found if run.length))


def _exact_runs(left: Sequence[int], right: Sequence[int], low: int, high: int, start: int, end: int) -> list[Run]:
    return [
        Run(low + code.src_start, start + code.dest_start, code.src_end - code.src_start)
        for code in LCSseq.opcodes(left[low:high], right[start:end])
        if code.tag == "equal"
    ]


def _anchors(
    left: Sequence[int], right: Sequence[int], low: int, high: int, start: int, end: int
) -> list[tuple[int, int]]:
    """Places of the units that stand once on each side, the longest row of them that is in order on both."""
    counts = Counter(left[low:high]), Counter(right[start:end])
    places = {right[i]: i for i in range(start, end) if counts[1][right[i]] == 1}
    pairs = [(i, places[left[i]]) for i in range(low, high) if counts[0][left[i]] == 1 and left[i] in places]
    tails: list[int] = []
    tops: list[int] = []
    previous: list[int] = []
    for number, (_, place) in enumerate(pairs):
        rank = bisect_left(tails, place)
        previous.append(tops[rank - 1] if rank else -1)
        tails[rank : rank + 1] = [place]
        tops[rank : rank + 1] = [number]
    kept = []
    number = tops[-1] if tops else -1
    while number >= 0:
        kept.append(pairs[number])
        number = previous[number]
    return kept[::-1]


def _joined(runs: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.before + last.length == run.before and last.after + last.length == run.after:
            joined[-1] = Run(last.before, last.after, last.length + run.length)
        else:
            joined.append(run)
    return joined


def _settled(runs: Sequence[Run], left: Sequence[re.Match[str]], right: Sequence[re.Match[str]]) -> list[Run]:
    """The runs without those that agree by chance, the edits between them moved to where sentences begin."""
    kept: list[Run] = []
    for run in runs:
        kept.append(run)
        while len(kept) > 1 and _is_chance(kept, left, right):
            kept.pop(-2)
    return _shifted(kept, left, right)


def _is_chance(kept: Sequence[Run], left: Sequence[re.Match[str]], right: Sequence[re.Match[str]]) -> bool:
    """Whether the last run but one is no longer than the edits on both its sides: words that agree by chance."""
    run, following = kept[-2], kept[-1]
    size = left[run.before + run.length - 1].end() - left[run.before].start()
    earlier = kept[-3] if len(kept) > 2 else Run(0, 0, 0)
    edits = [
        max(_size(left, one.before + one.length, other.before), _size(right, one.after + one.length, other.after))
        for one, other in ((earlier, run), (run, following))
    ]
    return size <= min(edits)


def _size(units: Sequence[re.Match[str]], first: int, last: int) -> int:
    return units[last - 1].end() - units[first].start() if last > first else 0


def _shifted(runs: list[Run], left: Sequence[re.Match[str]], right: Sequence[re.Match[str]]) -> list[Run]:
    """Where an addition or a removal could as well stand some units earlier or later, it begins after the end of a
    sentence."""
    shifted = list(runs)
    for place in range(1, len(shifted)):
        one, two = shifted[place - 1], shifted[place]
        inserted = one.before + one.length == two.before
        if not inserted and one.after + one.length != two.after:
            continue
        units, last = (right, two.after - 1) if inserted else (left, two.before - 1)
        first = one.after + one.length if inserted else one.before + one.length
        steps = _steps(units, first, last, one.length, two.length)
        if last >= first and steps:
            shifted[place - 1] = Run(one.before, one.after, one.length + steps)
            shifted[place] = Run(two.before + steps, two.after + steps, two.length - steps)
    return [run for run in shifted if run.length]


def _steps(units: Sequence[re.Match[str]], first: int, last: int, back: int, ahead: int) -> int:
    """By how many units an edit from `first` to `last` moves, at most `back` to the front or `ahead` to the end; 0
    where it stands well or cannot move."""
    if _begins_sentence(units, first):
        return 0
    for steps in range(min(back, MOST_SHIFTS)):
        if units[first - steps - 1][0] != units[last - steps][0]:
            break
        if _begins_sentence(units, first - steps - 1):
            return -steps - 1
    for steps in range(min(ahead, MOST_SHIFTS)):
        if last + steps + 1 >= len(units) or units[first + steps][0] != units[last + steps + 1][0]:
            break
        if _begins_sentence(units, first + steps + 1):
            return steps + 1
    return 0


def _begins_sentence(units: Sequence[re.Match[str]], place: int) -> bool:
    if place in (0, len(units)):
        return place == 0
    between = units[place].string[units[place - 1].end() : units[place].start()]
    return "\n" in between or (bool(between) and units[place - 1][0] in '.!?”"')
