"""Which passages of the reports an account points at, and how the reports point back."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from markupsafe import Markup

from twosource.report.difference_view import DifferenceRow
from twosource.report.report_view import Place, ReportView
from twosource.report.story_view import ClaimRow, StoryView
from twosource.report.text_marks import Reference, TextMark, render_marked


@dataclass(slots=True)
class _Passage:
    place: Place
    classes: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def add(self, css: str, reference: Reference | None = None, key: str | None = None) -> None:
        if css not in self.classes:
            self.classes.append(css)
        if reference and reference not in self.references:
            self.references.append(reference)
        if key and key not in self.keys:
            self.keys.append(key)

    def mark(self) -> TextMark:
        place = self.place
        return TextMark(
            place.start, place.end, " ".join(self.classes), place.anchor, tuple(self.references), tuple(self.keys)
        )


class StoryMarks:
    """The passages of every report that the account uses, each once however many lines use it."""

    def __init__(self, view: StoryView) -> None:
        self._passages: dict[str, _Passage] = {}
        for group in view.groups:
            for row in group.rows:
                self._claim(row)
            for difference in group.loose:
                self._difference(difference)
        for difference in view.differences:
            self._difference(difference)
        self._alone(view)
        for quote in view.quotes:
            reference = Reference(f"#{quote.anchor}", "”", f"back to shared quote {quote.number}")
            for version in quote.versions:
                for place in version.places:
                    self._at(place).add("shared-quote", reference, quote.anchor)
        for place in _unmarked(view):
            self._at(place).add("point")

    def _at(self, place: Place) -> _Passage:
        return self._passages.setdefault(place.anchor, _Passage(place))

    def _claim(self, row: ClaimRow) -> None:
        reference = Reference(f"#{row.anchor}", str(row.number), f"back to statement {row.number}")
        for place in row.places:
            self._at(place).add(row.words.standing.replace("_", "-"), reference, row.anchor)
        for difference in row.differences:
            self._difference(difference)

    def _difference(self, row: DifferenceRow) -> None:
        reference = Reference(f"#{row.anchor}", "≠", f"back to difference {row.number}")
        for side in row.sides:
            for place in side.places:
                self._at(place).add("differing", reference, row.anchor)

    def _alone(self, view: StoryView) -> None:
        for group in view.exclusives:
            reference = Reference(f"#{group.anchor}", "○", "back to what this outlet alone reports")
            for item in group.items:
                self._at(item.place).add("single-source", reference)

    @cached_property
    def _by_report(self) -> dict[int, list[_Passage]]:
        found: dict[int, list[_Passage]] = {}
        for passage in self._passages.values():
            found.setdefault(passage.place.report.number, []).append(passage)
        return found

    def of(self, report: ReportView) -> list[TextMark]:
        """The marks of one report, in text order."""
        marks = [passage.mark() for passage in self._by_report.get(report.number, ())]
        marks += furniture_marks(report)
        return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _unmarked(view: StoryView) -> Iterator[Place]:
    """Passages that are only linked to: of the timeline and the wording."""
    for row in (*view.timeline, *view.sayings):
        yield from row.places
    for wording in view.wording:
        for _, places in wording.phrases:
            yield from places


def furniture_marks(report: ReportView) -> list[TextMark]:
    """The stretches that are not the report's own account: headline, byline, dateline, credits."""
    return [TextMark(part.start, part.end, "furniture") for part in report.annotated.article.furniture]


def marked_paragraphs(report: ReportView, marks: list[TextMark]) -> list[Markup]:
    """The report's paragraphs as HTML with their marks, in order. A mark's own white space at its ends is left out, so
    that it begins in a paragraph and its id is on the page."""
    marks = sorted((_trimmed(mark, report.text) for mark in marks), key=lambda mark: (mark.start, -mark.end))
    rendered, first = [], 0
    longest = max((mark.end - mark.start for mark in marks), default=0)
    for span in report.paragraphs:
        while first < len(marks) and marks[first].start + longest < span.start:
            first += 1
        touching = []
        for mark in marks[first:]:
            if mark.start > span.end:
                break
            touching.append(mark)
        rendered.append(render_marked(report.text, touching, span.start, span.end))
    return rendered


def _trimmed(mark: TextMark, text: str) -> TextMark:
    words = text[mark.start : mark.end]
    if words == words.strip():
        return mark
    start = mark.start + len(words) - len(words.lstrip())
    return replace(mark, start=start, end=max(start, mark.start + len(words.rstrip())))
