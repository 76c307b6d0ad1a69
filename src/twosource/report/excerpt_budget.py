"""How many words of each report may still be shown, and which part of a passage is worth them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from twosource.model.span import Span
from twosource.report.report_view import Place, ReportView

MOST_WORDS = 200
"""Words of one report that an account fit to publish shows, unless it is told another number."""
MOST_SHARE = 0.25
"""Of a report's words; whichever of the two is less holds."""
RUN = 5
"""Words in a row that stand in a report are that report's words, from whichever report they are quoted. Shorter runs
are names and phrases that any text may have."""
FEWEST = 5
"""Words below which a passage is not worth quoting, unless it has no more."""
_ENOUGH = 7
"""Words after which a passage may end at the next break."""
_FUNCTION_WORDS = (
    "a|an|and|are|as|at|be|been|but|by|for|from|had|has|have|he|her|his|in|into|is|it|its|not|of|off|on|or|our|over|she"
    "|that|the|their|they|this|to|under|was|we|were|which|while|who|will|with|would"
)
_LEADING_ON = frozenset(_FUNCTION_WORDS.split("|"))
"""Words that leave a reader waiting for the next one: no part ends with them where it need not."""
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_BREAK = re.compile(r"[,;:—–()\n]|[.!?](?=\s|$)")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without signs: how words are counted and compared here."""
    return [match[0].casefold() for match in _WORD.finditer(text)]


@dataclass(slots=True)
class _Shown:
    """A report's words by position, which of them are shown already, and how many may be."""

    report: ReportView
    starts: list[int]
    ends: list[int]
    keys: list[str]
    limit: int
    shown: set[int] = field(default_factory=set)


class WordBudget:
    """The words of every report that may be shown, spent passage by passage. A word that is shown twice counts once;
    words that stand in several reports count in each of them."""

    def __init__(self, reports: Iterable[ReportView], passages: Iterable[str], most_words: int = MOST_WORDS) -> None:
        """`passages` are all texts that may be shown: their runs of words are looked for in every report, once."""
        self._reports = [_counted(report, most_words) for report in reports]
        self._by_number = {one.report.number: one for one in self._reports}
        wanted = {run for passage in passages for run in _runs(words_of(passage))}
        self._found: dict[tuple[str, ...], list[tuple[_Shown, int]]] = {}
        for one in self._reports:
            for position, run in enumerate(_runs(one.keys)):
                if run in wanted:
                    self._found.setdefault(run, []).append((one, position))

    def charge(self, text: str) -> None:
        """Counts a text that is shown whatever it costs: a headline, a reason, a name."""
        for one, positions in self._cost(words_of(text)):
            one.shown |= positions

    def share(self, report: ReportView) -> float:
        """How much of what may be shown of the report is, from 0; above 1 only by what had to be shown."""
        one = self._by_number[report.number]
        return len(one.shown) / one.limit if one.limit else float("inf")

    def spend(self, place: Place, most: int, around: Span | None = None) -> Span | None:
        """The part of the passage that is shown, a clause of at most `most` words around the given characters of the
        report's text, or from the passage's start; counted as shown. None where too few words are left for it."""
        one = self._by_number[place.report.number]
        first, last = bisect_left(one.starts, place.start), bisect_right(one.ends, place.end)
        if first >= last:
            return None
        kept = _kept(one, around, first, last)
        for size in _sizes(most, last - first):
            part = _clause(place, one, (first, last), (kept[0], min(kept[1], kept[0] + size)), size)
            costs = [*self._cost(one.keys[part[0] : part[1]]), (one, set(range(*part)))]
            if self._affordable(costs):
                for paying, positions in costs:
                    paying.shown |= positions
                return Span(
                    place.start if part[0] == first else one.starts[part[0]],
                    place.end if part[1] == last else one.ends[part[1] - 1],
                )
        return None

    def _cost(self, keys: Sequence[str]) -> list[tuple[_Shown, set[int]]]:
        """The positions that the words take up in each report, by the runs they share with it."""
        costs: dict[int, tuple[_Shown, set[int]]] = {}
        for run in _runs(keys):
            for one, position in self._found.get(run, ()):
                costs.setdefault(one.report.number, (one, set()))[1].update(range(position, position + RUN))
        return list(costs.values())

    def _affordable(self, costs: Sequence[tuple[_Shown, set[int]]]) -> bool:
        together: dict[int, set[int]] = {}
        for one, positions in costs:
            together.setdefault(one.report.number, set(one.shown)).update(positions)
        return all(
            len(shown) <= self._by_number[number].limit or shown == self._by_number[number].shown
            for number, shown in together.items()
        )


def _counted(report: ReportView, most_words: int) -> _Shown:
    matches = list(_WORD.finditer(report.text))
    keys = [match[0].casefold() for match in matches]
    limit = min(most_words, int(MOST_SHARE * len(keys)))
    return _Shown(report, [m.start() for m in matches], [m.end() for m in matches], keys, limit)


def _runs(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(keys[start : start + RUN]) for start in range(len(keys) - RUN + 1))


def _sizes(most: int, words: int) -> Iterator[int]:
    """The lengths that are tried, the longest first; a passage of few words is shown whole or not at all."""
    size = most
    while size >= min(FEWEST, words):
        yield size
        size = size * 2 // 3


def _kept(one: _Shown, around: Span | None, first: int, last: int) -> tuple[int, int]:
    """The words that must be in the part, by position."""
    if around is None:
        return first, first + 1
    start = min(max(bisect_right(one.ends, around.start), first), last - 1)
    return start, min(max(bisect_left(one.starts, around.end), start + 1), last)


def _clause(place: Place, one: _Shown, whole: tuple[int, int], kept: tuple[int, int], size: int) -> tuple[int, int]:
    """The words from the clause that begins last before the kept ones to the last break within `size` words; all where
    there are no more."""
    first, last = whole
    if last - first <= size:
        return whole
    breaks = _breaks(place, one, first, last)
    earliest = max(first, kept[1] - size)
    starts = [position for position in breaks if earliest <= position <= kept[0]]
    start = starts[-1] if starts else max(earliest, kept[0] - size // 3)
    latest = min(last, start + size)
    enough = max(kept[1], start + min(_ENOUGH, size))
    ends = [position for position in breaks if enough <= position <= latest]
    end = ends[-1] if ends else latest
    while end > enough and one.keys[end - 1] in _LEADING_ON:
        end -= 1
    return start, end


def _breaks(place: Place, one: _Shown, first: int, last: int) -> list[int]:
    """The positions before which a clause begins or a sign parts the words, and both ends of the passage."""
    found = {first, last}
    for position in range(first + 1, last):
        if _BREAK.search(place.report.text, one.ends[position - 1], one.starts[position]):
            found.add(position)
    for clause in place.report.annotated.clauses:
        if clause.start < place.end and place.start < clause.end:
            found |= {bisect_left(one.starts, clause.start), bisect_right(one.ends, clause.end)}
    return sorted(position for position in found if first <= position <= last)
