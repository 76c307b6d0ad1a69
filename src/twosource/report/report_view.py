"""The reports of a comparison as they are shown: their names, and where in them a passage stands."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from twosource.model.annotation import AnnotatedArticle, Attribution
from twosource.model.span import Span
from twosource.report.dates import date_words
from twosource.report.escape import one_line, safe_url
from twosource.report.outlet_names import outlet_titles, with_outlet_titles
from twosource.report.report_names import report_names

_LONGEST_TITLE = 300
_CONTEXT = 90
"""Characters of a sentence shown on each side of a fragment."""
_FEW_WORDS = 5


@dataclass(frozen=True, slots=True, eq=False)
class ReportView:
    """One report: its `number` counts from 1, `name` is unique among the reports shown together."""

    number: int
    name: str
    title: str | None
    published: str | None
    url: str | None
    annotated: AnnotatedArticle
    paragraphs: tuple[Span, ...]
    _starts: tuple[int, ...] = ()
    _attributions: dict[str, Attribution] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        return f"report-{self.number}"

    @property
    def text(self) -> str:
        return self.annotated.article.text

    def paragraph(self, offset: int) -> int:
        """The number, from 1, of the paragraph (line that is not blank) that holds the offset or comes last before."""
        return max(1, bisect_right(self._starts, offset))

    def sentence(self, offset: int) -> Span:
        """The sentence that holds the offset, else its paragraph."""
        sentences = self.annotated.sentences
        index = bisect_right(sentences, offset, key=lambda span: span.start) - 1
        if index >= 0 and offset < sentences[index].end:
            return sentences[index]
        number = bisect_right(self._starts, offset) - 1
        return self.paragraphs[number] if number >= 0 else Span(offset, offset)

    def attribution(self, id: str | None) -> Attribution | None:
        """The attribution of that id, None where there is none."""
        return self._attributions.get(id) if id else None

    def speaker(self, id: str | None) -> str | None:
        """On whose word the attribution of that id stands: the speaker's name, else the words of its source."""
        attribution = self.attribution(id)
        if attribution is None:
            return None
        if attribution.speaker is not None:
            return attribution.speaker.name
        return " ".join(span.surface(self.text) for span in attribution.source) or None


@dataclass(frozen=True, slots=True)
class Context:
    """The words of the sentence before and after a passage, shortened, with the spaces between."""

    before: str
    after: str


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A passage of one report with its words; `speaker` is the one it is given to there, None in the report's own
    voice. Where it is quoted in `part` (characters of the report's text, none where it is empty), no more is shown."""

    report: ReportView
    start: int
    end: int
    speaker: str | None = None
    part: Span | None = None

    @property
    def anchor(self) -> str:
        return f"r{self.report.number}-{self.start}-{self.end}"

    @property
    def words(self) -> str:
        return self.report.text[self.start : self.end]

    @property
    def shown(self) -> str:
        """The words, or the part of them that may be shown, with ellipses where it is cut; empty where none may."""
        part = self.part
        if part is None:
            return self.words
        words = " ".join(part.surface(self.report.text).split())
        if not words:
            return ""
        around = self.report.sentence(self.start)
        start = min(self.start, around.start) if part.start < self.start else self.start
        end = max(self.end, around.end) if part.end > self.end else self.end
        return f"{'…' * (part.start > start)}{words}{'…' * (part.end < end)}"

    @property
    def paragraph(self) -> int:
        return self.report.paragraph(self.start)

    @property
    def context(self) -> Context | None:
        """The rest of the sentence, when the passage is a fragment that does not speak for itself: it begins with a
        small letter, has few words, or breaks off before its sentence does. None where there is no more of the
        sentence."""
        if self.part is not None:
            return None
        text, around = self.report.text, self.report.sentence(self.start)
        if not self.is_fragment and not _goes_on(text[around.start : self.start], text[self.end : around.end]):
            return None
        parts = (part.end for part in self.report.annotated.article.furniture if part.start < self.start)
        before = one_line(text[max([around.start, *(end for end in parts if end <= self.start)]) : self.start])
        if len(before) > _CONTEXT:
            before = "…" + before[-_CONTEXT:].partition(" ")[2]
        after = one_line(text[self.end : around.end], _CONTEXT)
        if not any(character.isalnum() for character in before):
            before = ""
        if not any(character.isalnum() for character in before + after):
            return None
        opening = " " if text[self.start - 1 : self.start].isspace() else ""
        closing = " " if text[self.end : self.end + 1].isspace() else ""
        return Context(before + opening, closing + after)

    @property
    def is_fragment(self) -> bool:
        """Whether the passage does not speak for itself: it begins with a small letter, or has few words."""
        words = self.words.strip().lstrip("“\"'‘(")
        return words[:1].islower() or len(words.split()) < _FEW_WORDS

    @property
    def is_furniture(self) -> bool:
        """Whether the passage is no part of the report's account: it stands in a dateline, a headline, a credit."""
        parts = self.report.annotated.article.furniture
        return any(part.start <= self.start and self.end <= part.end for part in parts)

    @property
    def spot(self) -> str:
        """Where in its report the passage stands, for people: "¶3", or "headline"."""
        parts = self.report.annotated.article.furniture
        headline = any(part.kind == "headline" and part.start <= self.start < part.end for part in parts)
        return "headline" if headline else f"¶{self.paragraph}"

    @property
    def label(self) -> str:
        """The report's name and the place in it, for people: "Harbour Gazette ¶3"."""
        return f"{self.report.name} {self.spot}"


def spots(places: Iterable[Place]) -> str:
    """Where in one report the passages stand, in text order: "headline, ¶3,7"."""
    found = list(places)
    headline = ["headline"] if any(place.spot == "headline" for place in found) else []
    numbers = sorted({place.paragraph for place in found if place.spot != "headline"})
    return ", ".join([*headline, *(["¶" + ",".join(map(str, numbers))] if numbers else [])])


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence runs into or out of a passage without a stop: the passage is cut out of a clause."""
    return before.rstrip()[-1:].isalnum() or after.lstrip()[:1].isalnum()


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of one comparison, in its order, found by article id; `titles` has the names of those shown under
    another than the comparison gives."""

    all: tuple[ReportView, ...]
    _by_id: dict[str, ReportView]
    titles: dict[str, str]

    @classmethod
    def of(cls, articles: Iterable[AnnotatedArticle]) -> "Reports":
        """The views of the articles, each under a name of its own."""
        held = list(articles)
        names = report_names([annotated.article for annotated in held])
        views = [_view(annotated, n, name) for n, (annotated, name) in enumerate(zip(held, names, strict=True), 1)]
        titles = outlet_titles(view.annotated.article for view in views)
        return cls(tuple(views), {view.annotated.article.id: view for view in views}, titles)

    def titled(self, text: str) -> str:
        """The text of a reason or the name of an origin with outlets under the names they are shown by."""
        return with_outlet_titles(text, self.titles) if self.titles else text

    def get(self, article: str) -> ReportView | None:
        """The report of that article id, None where the comparison does not have it."""
        return self._by_id.get(article)

    def place(self, article: str, start: int, end: int, attribution: str | None = None) -> Place | None:
        """The passage as a place, its ends brought inside the text; None for an article the comparison lacks."""
        report = self.get(article)
        if report is None:
            return None
        start = min(max(start, 0), len(report.text))
        return Place(report, start, min(max(end, start), len(report.text)), report.speaker(attribution))


def report_view(annotated: AnnotatedArticle) -> ReportView:
    """The view of one article by itself."""
    return _view(annotated, 1, report_names([annotated.article])[0])


def _view(annotated: AnnotatedArticle, number: int, name: str) -> ReportView:
    article = annotated.article
    return ReportView(
        number=number,
        name=name,
        title=one_line(article.title, _LONGEST_TITLE) if article.title else None,
        published=one_line(date_words(article.published), 60) if article.published else None,
        url=safe_url(article.url),
        annotated=annotated,
        paragraphs=article.paragraphs,
        _starts=tuple(span.start for span in article.paragraphs),
        _attributions={attribution.id: attribution for attribution in annotated.attributions},
    )
