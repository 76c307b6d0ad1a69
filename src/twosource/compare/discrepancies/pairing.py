"""Which stretches of two reports are held against each other: mentions of one claim, and sentences that are one
sentence edited. The pairs grow in proportion to the statements, not to their square: what one of many reports has
otherwise shows against any few of the others."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.pairs import ComparedPair, Side
from twosource.model.comparison import Statement
from twosource.text.shingles import common_words, word_changes

PARALLEL_SHARE = 0.65
"""Share of the shorter sentence's words that stand in the other in the same order, from which two sentences are one
sentence edited; checked on ../shared/data/comparison and on edited copies of ../shared/data/stories, 2026-11."""
FEWEST_PARALLEL_WORDS = 5
LONGEST_POSTING = 60
"""Sentences of three reports that may have a word before it says too little to pair them by; with more reports a word
may stand in this many twentieths of the reports' number."""
LOOKED_AT = 180
FEWEST_LOOKED_AT = 8
"""Sentences that a sentence meets through one word, those next in order: LOOKED_AT over the number of reports, but
never fewer than this many. With up to three reports, all of them."""
MOST_PARTNERS = 8
"""Sentences that a sentence is held against, those that share most words."""
MOST_ALL_PAIRED = 8
"""Mentions of a claim up to which every two are compared."""
REFERENCES = 2
NEXT = 1
"""Of a claim with more mentions each is compared with the first few and with the next ones in order."""


def aligned_pairs(groups: Iterable[Sequence[Statement]], views: Mapping[str, ArticleView]) -> Iterator[ComparedPair]:
    """Mentions of a claim in different reports, two by two: all of them, or for a claim of many mentions each with the
    first ones and with those next in order."""
    for group in groups:
        sides = [Side(views[one.article], one.span) for one in group]
        for left, right in _places(len(group)):
            if group[left].article != group[right].article:
                yield ComparedPair(sides[left], sides[right])


def _places(count: int) -> Iterator[tuple[int, int]]:
    for left in range(count):
        reach = count if count <= MOST_ALL_PAIRED or left < REFERENCES else left + 1 + NEXT
        for right in range(left + 1, min(count, reach)):
            yield left, right


def parallel_pairs(views: Mapping[str, ArticleView]) -> Iterator[ComparedPair]:
    """Pairs of sentences of different reports that are one sentence edited, found through rare shared words; sentences
    that are the same word for word are left out."""
    sides = [
        side
        for view in views.values()
        for sentence in view.annotated.sentences
        if len((side := Side(view, sentence)).words) >= FEWEST_PARALLEL_WORDS
    ]
    for left, right in _best_partners(_sharing_words(sides, len(views)), sides):
        pair = _parallel(sides[left], sides[right])
        if pair is not None:
            yield pair


def _sharing_words(sides: Sequence[Side], reports: int) -> Counter[tuple[int, int]]:
    """How many of the longer words two sentences of different reports have in common."""
    postings: dict[str, list[int]] = defaultdict(list)
    for place, side in enumerate(sides):
        for form in sorted({word.form for word in side.words if len(word.form) > 3}):
            postings[form].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    longest = max(LONGEST_POSTING, LONGEST_POSTING * reports // 20)
    looked_at = max(FEWEST_LOOKED_AT, LOOKED_AT // max(1, reports))
    for places in postings.values():
        if 1 < len(places) <= longest:
            for i, left in enumerate(places):
                for right in places[i + 1 : i + 1 + looked_at]:
                    if sides[left].view is not sides[right].view:
                        shared[left, right] += 1
    return shared


def _best_partners(shared: Counter[tuple[int, int]], sides: Sequence[Side]) -> list[tuple[int, int]]:
    """The pairs that share enough words to look closer, each among the best of one of its two sentences."""
    by_side: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for (left, right), count in shared.items():
        shorter = min(len(sides[left].words), len(sides[right].words))
        if count >= max(2, 0.25 * shorter):
            by_side[left].append((-count, left, right))
            by_side[right].append((-count, left, right))
    best = {(left, right) for found in by_side.values() for _, left, right in sorted(found)[:MOST_PARTNERS]}
    return sorted(best)


def _parallel(left: Side, right: Side) -> ComparedPair | None:
    forms = [tuple(word.form for word in side.words) for side in (left, right)]
    shorter = min(len(forms[0]), len(forms[1]))
    if forms[0] == forms[1] or common_words(*forms) < PARALLEL_SHARE * shorter:
        return None
    return ComparedPair(left, right, word_changes(*forms))
