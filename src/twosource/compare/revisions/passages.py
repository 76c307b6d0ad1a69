"""The two sides of an edited passage: which spans of the layers stand where its words changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from twosource.compare.article_view import ArticleView
from twosource.compare.revisions.sentences import EditedPair, Sentence
from twosource.model.span import Span
from twosource.text.shingles import Word

LONGEST_WORDS = 160
"""Characters of a passage that a line of plain words quotes."""


class Spanned(Protocol):
    """A part of a layer: it knows where it stands."""

    @property
    def span(self) -> Span: ...


Part = TypeVar("Part", bound=Spanned)


@dataclass(frozen=True)
class Passage:
    """An edited pair with the views of both editions."""

    pair: EditedPair
    before: ArticleView
    after: ArticleView

    @cached_property
    def changed(self) -> tuple[tuple[Span, Span], ...]:
        """Where the words changed, in both texts; an empty span stands where one side has nothing."""
        left, right = self.pair.words
        return tuple(
            (_bounds(left, c.left_start, c.left_end), _bounds(right, c.right_start, c.right_end))
            for c in self.pair.changes
        )

    def in_before(self, parts: Callable[[Span], Iterable[Part]]) -> list[Part]:
        """The parts of a layer of the earlier edition inside the passage."""
        return _told(self.pair.before, self.pair.words[0], parts)

    def in_after(self, parts: Callable[[Span], Iterable[Part]]) -> list[Part]:
        """The parts of a layer of the later edition inside the passage."""
        return _told(self.pair.after, self.pair.words[1], parts)

    def same_place(self, old: Span, new: Span) -> bool:
        """Whether one change of words touches both spans."""
        return any(left.overlaps(old) and right.overlaps(new) for left, right in self.changed)

    def kept_at(self, old: Span, new: Span) -> bool:
        """Whether no change of words touches either span."""
        return not any(left.overlaps(old) or right.overlaps(new) for left, right in self.changed)


def _bounds(words: Sequence[Word], first: int, last: int) -> Span:
    if last > first:
        return Span(words[first].start, words[last - 1].end)
    place = words[first - 1].end if first else (words[0].start if words else 0)
    return Span(place, place)


def _told(sentences: Sequence[Sentence], words: Sequence[Word], parts: Callable[[Span], Iterable[Part]]) -> list[Part]:
    """The parts that hold a word of the account that is compared: a dateline inside a sentence is left out."""
    spans = SpanSet([Span(word.start, word.end) for word in words])
    return [part for sentence in sentences for part in parts(sentence.span) if spans.touches(part.span)]


class SpanSet:
    """Spans that do not overlap, looked up by place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def touches(self, span: Span) -> bool:
        """Whether one of the spans shares a character with this one."""
        place = bisect_left(self._starts, span.end) - 1
        return place >= 0 and self._spans[place].end > span.start

    def contains(self, span: Span) -> bool:
        """Whether one of the spans holds all of this one."""
        place = bisect_right(self._starts, span.start) - 1
        return place >= 0 and self._spans[place].contains(span)


def unpaired(
    old: Sequence[Part], new: Sequence[Part], same: Callable[[Part, Part], bool]
) -> tuple[list[Part], list[Part]]:
    """What is left of both rows when each part has been taken away with the first of the other row that is the same."""
    left, right = [], list(new)
    for one in old:
        partner = next((place for place, other in enumerate(right) if same(one, other)), None)
        if partner is None:
            left.append(one)
        else:
            right.pop(partner)
    return left, right


def matches(
    old: Sequence[Part], new: Sequence[Part], *tests: Callable[[Part, Part], bool]
) -> Iterator[tuple[Part, Part]]:
    """Pairs of parts that pass a test, each part once; the first test is tried on all before the second."""
    left, right = list(old), list(new)
    for test in tests:
        for one in list(left):
            partner = next((other for other in right if test(one, other)), None)
            if partner is not None:
                left.remove(one)
                right.remove(partner)
                yield one, partner


def words_of(view: ArticleView, span: Span, longest: int = LONGEST_WORDS) -> str:
    """The words of a span on one line, cut after a word where they are long."""
    line = " ".join(view.text[span.start : min(span.end, span.start + 4 * longest)].split())
    if len(line) <= longest and span.end <= span.start + 4 * longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


_MARKS = '“”"'


def quoted(view: ArticleView, span: Span) -> str:
    """The words of a span between quotation marks, their own marks at the ends left out."""
    return f"“{words_of(view, span).strip(_MARKS).strip()}”"
