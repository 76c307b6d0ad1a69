"""One annotated report in the terminal."""

from collections.abc import Sequence
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from twosource.model.annotation import AnnotatedArticle
from twosource.model.span import Span
from twosource.report.article_view import ArticleView, ValueRow, article_view
from twosource.report.escape import one_line
from twosource.report.terminal_writer import Fragment, TerminalWriter
from twosource.report.vocabulary import counted

_SHOWN_NAMES = 12
_EVERYTHING = 10**9
_LONGEST_WORDS = 400
_STYLES = (("source", "bold"), ("cue", "italic"), ("content", "cyan"))


def render_article_terminal(annotated: AnnotatedArticle, console: Console, *, show_all: bool = False) -> None:
    """Prints who is quoted saying what, the names, dates and figures, and the numbered text to the console."""
    view = article_view(annotated)
    out = TerminalWriter(console)
    _headline(view, out)
    _attributions(view, out)
    _names(view, out, _EVERYTHING if show_all else _SHOWN_NAMES)
    _values("Dates and times", view.times, out, _EVERYTHING if show_all else _SHOWN_NAMES)
    _values("Figures", view.quantities, out, _EVERYTHING if show_all else _SHOWN_NAMES)
    _text(view, out)
    out.blank()


def _headline(view: ArticleView, out: TerminalWriter) -> None:
    out.line((one_line(view.report.title or view.report.name, 200), "bold"))
    for name, value in view.facts:
        out.line((f"{name:<10}", "dim"), one_line(value, 200), hang=10)
    counts = (
        counted(len(view.attributions), "attribution"),
        counted(len(view.names), "name"),
        counted(len(view.times), "time expression"),
        counted(len(view.quantities), "figure"),
    )
    out.line((" · ".join(counts), "dim"))


def _attributions(view: ArticleView, out: TerminalWriter) -> None:
    if not view.attributions:
        return
    out.heading("Who says what", "The words are the report's; ¶ is the paragraph.")
    for row in view.attributions:
        within = f", inside {row.within}" if row.within else ""
        head: list[Fragment] = [(f"{row.number:>3}  ", "dim"), (one_line(row.speaker, 100), "bold")]
        out.line(*head, (f"  {row.manner}{within}, ¶{row.paragraph}", "dim"), hang=5)
        for words in row.contents:
            out.line(one_line(words, _LONGEST_WORDS), indent=5)


def _names(view: ArticleView, out: TerminalWriter, limit: int) -> None:
    if not view.names:
        return
    out.heading("Names")
    for row in view.names[:limit]:
        titles = f", {', '.join(one_line(title, 60) for title in row.titles[:3])}" if row.titles else ""
        where = ",".join(map(str, row.paragraphs[:12])) + (",…" if len(row.paragraphs) > 12 else "")
        out.line((one_line(row.name, 80), "bold"), (f"  {row.kind}{titles}  ¶{where}", "dim"), indent=2, hang=2)
    out.more(len(view.names) - limit, "names", indent=2)


def _values(heading: str, rows: Sequence[ValueRow], out: TerminalWriter, limit: int) -> None:
    if not rows:
        return
    out.heading(heading)
    for row in rows[:limit]:
        out.line(
            one_line(row.words, 80), f" → {one_line(row.value, 120)}", (f"  ¶{row.paragraph}", "dim"), indent=2, hang=2
        )
    out.more(len(rows) - limit, "more", indent=2)


def _text(view: ArticleView, out: TerminalWriter) -> None:
    out.heading("The text")
    report = view.report
    spans = [
        (span, style)
        for attribution in report.annotated.attributions
        for layer, style in _STYLES
        for span in getattr(attribution, layer)
    ]
    for number, paragraph in enumerate(report.paragraphs, 1):
        out.paragraph(f"{number:>3}  ", _styled(report.text, paragraph, spans, out), hang=5)


def _styled(text: str, paragraph: Span, spans: Sequence[tuple[Span, str]], out: TerminalWriter) -> Text:
    """The paragraph with sources, cues and contents in their styles."""
    touching = [(span, style) for span, style in spans if span.overlaps(paragraph)]
    edges = {paragraph.start, paragraph.end}
    for span, _ in touching:
        edges |= {min(max(edge, paragraph.start), paragraph.end) for edge in (span.start, span.end)}
    marked, cuts = Text(), sorted(edges)
    for start, end in pairwise(cuts):
        styles = dict.fromkeys(style for span, style in touching if span.start <= start and end <= span.end)
        marked.append(out.plain(text[start:end]), style=" ".join(styles) or None)
    return marked
