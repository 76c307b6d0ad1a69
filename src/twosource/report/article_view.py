"""What one annotated report shows, in the order it is shown: terminal, HTML and Markdown all render this one value."""

from dataclasses import dataclass

from twosource.model.annotation import AnnotatedArticle, Attribution, Entity, Quantity, TimeExpression
from twosource.model.span import Span
from twosource.report.dates import date_words
from twosource.report.outlet_names import outlet_title
from twosource.report.report_view import ReportView, report_view


@dataclass(frozen=True, slots=True)
class AttributionRow:
    """Who is given which words: `number` counts from 1 in text order; `within` is the number of the attribution this
    one stands inside of."""

    number: int
    speaker: str
    manner: str
    paragraph: int
    source: str
    cue: str
    contents: tuple[str, ...]
    within: int | None

    @property
    def anchor(self) -> str:
        return f"q{self.number}"


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name with its kind, its titles and the paragraphs that mention it."""

    name: str
    kind: str
    titles: tuple[str, ...]
    mentions: int
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A date or figure: its words, what they come to, and where they stand."""

    anchor: str
    words: str
    value: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One annotated report, ready to be shown."""

    report: ReportView
    facts: tuple[tuple[str, str], ...]
    attributions: tuple[AttributionRow, ...]
    names: tuple[NameRow, ...]
    times: tuple[ValueRow, ...]
    quantities: tuple[ValueRow, ...]
    components: tuple[tuple[str, str], ...]


def article_view(annotated: AnnotatedArticle) -> ArticleView:
    """The report with its layers in text order, names with the most mentions first."""
    report = report_view(annotated)
    numbers = {attribution.id: number for number, attribution in enumerate(annotated.attributions, 1)}
    names = sorted(annotated.entities, key=lambda entity: (-len(entity.mentions), entity.name))
    return ArticleView(
        report=report,
        facts=_facts(report),
        attributions=tuple(_attribution_row(report, a, numbers) for a in annotated.attributions),
        names=tuple(_name_row(report, entity) for entity in names),
        times=tuple(_time_row(report, time, number) for number, time in enumerate(annotated.times, 1)),
        quantities=tuple(_quantity_row(report, quantity, n) for n, quantity in enumerate(annotated.quantities, 1)),
        components=tuple(sorted((str(name), str(version)) for name, version in annotated.components.items())),
    )


def _facts(report: ReportView) -> tuple[tuple[str, str], ...]:
    """What is known of the report, by name; what is not known is left out."""
    article = report.annotated.article
    facts = (
        ("outlet", outlet_title(article.outlet) if article.outlet else None),
        ("by", article.byline),
        ("published", report.published),
        ("changed", date_words(article.modified) if article.modified else None),
        ("dateline", article.dateline),
        ("credits", ", ".join(article.credits)),
        ("section", article.section),
        ("language", article.language),
        ("address", article.url),
    )
    return tuple((name, value) for name, value in facts if value)


def _words(report: ReportView, spans: tuple[Span, ...]) -> str:
    return " … ".join(" ".join(span.surface(report.text).split()) for span in spans)


def _attribution_row(report: ReportView, attribution: Attribution, numbers: dict[str, int]) -> AttributionRow:
    spans = attribution.content or attribution.source or attribution.cue
    negated = "not: " if attribution.negated else ""
    return AttributionRow(
        number=numbers[attribution.id],
        speaker=report.speaker(attribution.id) or "source left open",
        manner=f"{attribution.kind}, {negated}{attribution.stance}",
        paragraph=report.paragraph(spans[0].start) if spans else 1,
        source=_words(report, attribution.source),
        cue=_words(report, attribution.cue),
        contents=tuple(" ".join(span.surface(report.text).split()) for span in attribution.content),
        within=numbers.get(attribution.parent) if attribution.parent else None,
    )


def _name_row(report: ReportView, entity: Entity) -> NameRow:
    paragraphs = dict.fromkeys(report.paragraph(mention.start) for mention in entity.mentions)
    return NameRow(entity.name, entity.kind, entity.titles, len(entity.mentions), tuple(paragraphs))


def _time_row(report: ReportView, time: TimeExpression, number: int) -> ValueRow:
    words = date_words(time.value)
    value = f"{time.type} {time.value}" if words == time.value else f"{time.type} {time.value} ({words})"
    return ValueRow(f"t{number}", _words(report, (time.span,)), value, report.paragraph(time.start))


def _quantity_row(report: ReportView, quantity: Quantity, number: int) -> ValueRow:
    bound = f"{quantity.bound} " if quantity.bound else ""
    upper = f"–{quantity.upper:,.6g}" if quantity.upper is not None else ""
    unit = f" {quantity.unit}" if quantity.unit else ""
    per = f" per {quantity.per}" if quantity.per else ""
    value = f"{bound}{_figure(quantity.value)}{upper}{unit}{per} ({quantity.kind})"
    return ValueRow(f"n{number}", _words(report, (quantity.span,)), value, report.paragraph(quantity.start))


def _figure(value: float) -> str:
    """The number in full when it is whole and can be read, else with six digits."""
    return f"{value:,.0f}" if value == value // 1 and abs(value) < 1e15 else f"{value:,.6g}"
