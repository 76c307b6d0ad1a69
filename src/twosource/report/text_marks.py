"""A report's text with marks that may nest, cross and touch, as well-formed HTML."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from twosource.report.escape import visible


@dataclass(frozen=True, slots=True)
class Reference:
    """A link back from a mark: where it leads, what stands there, and what it says to a screen reader."""

    href: str
    sign: str
    label: str


@dataclass(frozen=True, slots=True)
class TextMark:
    """A marked stretch of a text: half-open character offsets, CSS classes, the id it is linked under, links back, and
    the keys that tie it to marks of the same thing in other texts."""

    start: int
    end: int
    classes: str
    anchor: str | None = None
    references: tuple[Reference, ...] = ()
    keys: tuple[str, ...] = ()


def render_marked(text: str, marks: Sequence[TextMark], start: int, end: int) -> Markup:
    """The characters `start` to `end` of the text as HTML with the marks that touch them. Where marks cross, the inner
    one is closed and opened again, so that elements nest; only its first piece carries the id, only its last the links
    back. A mark that began before `start` keeps its id for the text in which it began."""
    here = [mark for mark in marks if _touches(mark, start, end)]
    here.sort(key=lambda mark: (mark.start, -mark.end, mark.classes))
    positions = sorted({start, end, *(min(max(edge, start), end) for mark in here for edge in (mark.start, mark.end))})
    writer = _Writer(start, end)
    waiting = iter([*here, None])
    upcoming = next(waiting)
    for position, following in zip(positions, [*positions[1:], end], strict=True):
        writer.close_at(position)
        while upcoming is not None and max(upcoming.start, start) == position:
            writer.open(upcoming)
            upcoming = next(waiting)
        if position < following:
            writer.parts.append(escape(visible(text[position:following])))
    writer.close_at(end)
    return Markup("".join(writer.parts))  # noqa: S704  # made of tags written here and of escaped text


def _touches(mark: TextMark, start: int, end: int) -> bool:
    if mark.start >= mark.end:
        return start <= mark.start <= end
    return mark.start < end and mark.end > start


class _Writer:
    """Opens and closes elements so that they nest; `parts` are HTML, every text in them escaped."""

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.parts: list[str] = []
        self.stack: list[TextMark] = []

    def open(self, mark: TextMark, *, again: bool = False) -> None:
        if not again and self.stack and self.stack[-1].end < mark.end:
            crossed = [other for other in self.stack if other.end < mark.end]
            self._close(crossed)
            self.open(mark)
            self._reopen(crossed)
            return
        begins = mark.anchor is not None and not again and mark.start >= self.start
        anchor = _attribute("id", mark.anchor) if mark.anchor and begins else ""
        if mark.end <= mark.start:
            self.parts.append(f"<span{anchor}></span>")
            return
        part = _attribute("data-of", mark.anchor) if mark.anchor and not begins else ""
        keys = _attribute("data-keys", " ".join(mark.keys)) if mark.keys else ""
        self.parts.append(f"<mark{_attribute('class', mark.classes)}{anchor}{part}{keys}>")
        self.stack.append(mark)

    def close_at(self, position: int) -> None:
        """Closes every mark that ends at the position; marks inside them that go on are opened again."""
        ending = [mark for mark in self.stack if min(mark.end, self.end) <= position]
        if not ending:
            return
        first = min(index for index, mark in enumerate(self.stack) if min(mark.end, self.end) <= position)
        going_on = [mark for mark in self.stack[first:] if min(mark.end, self.end) > position]
        for mark in reversed(self.stack[first:]):
            references = mark.references if mark.end <= position else ()
            self.parts += [_reference(reference) for reference in references]
            self.parts.append("</mark>")
        del self.stack[first:]
        self._reopen(going_on)

    def _close(self, marks: list[TextMark]) -> None:
        first = min(self.stack.index(mark) for mark in marks)
        self.parts += ["</mark>"] * (len(self.stack) - first)
        going_on = [mark for mark in self.stack[first:] if mark not in marks]
        del self.stack[first:]
        self._reopen(going_on)

    def _reopen(self, marks: Iterable[TextMark]) -> None:
        for mark in sorted(marks, key=lambda mark: -mark.end):
            self.open(mark, again=True)


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape(value)}"'


def _reference(reference: Reference) -> str:
    href, label = _attribute("href", reference.href), _attribute("aria-label", visible(reference.label))
    return f'<a class="back"{href}{label}>{escape(visible(reference.sign))}</a>'
