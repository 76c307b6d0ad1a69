"""One annotated report as Markdown."""

from collections.abc import Iterator

from twosource.model.annotation import AnnotatedArticle
from twosource.report.article_view import ArticleView, article_view
from twosource.report.escape import markdown_text


def render_article_markdown(annotated: AnnotatedArticle) -> str:
    """Who is quoted saying what, the names, dates and figures, and the numbered text as Markdown."""
    view = article_view(annotated)
    return "\n".join([*_headline(view), *_attributions(view), *_layers(view), *_text(view)]).rstrip() + "\n"


def _headline(view: ArticleView) -> Iterator[str]:
    yield f"# {markdown_text(view.report.title or view.report.name)}"
    yield ""
    for name, value in view.facts:
        yield f"- {name}: {markdown_text(value)}"
    if view.facts:
        yield ""


def _attributions(view: ArticleView) -> Iterator[str]:
    if not view.attributions:
        return
    yield "## Who says what"
    yield ""
    for row in view.attributions:
        within = f", inside {row.within}" if row.within else ""
        yield f"- **{row.number}. {markdown_text(row.speaker)}**, {row.manner}{within}, ¶{row.paragraph}"
        for words in row.contents:
            yield f"  - {markdown_text(words)}"
    yield ""


def _layers(view: ArticleView) -> Iterator[str]:
    if view.names:
        yield "## Names"
        yield ""
        for name in view.names:
            titles = f", {', '.join(markdown_text(title) for title in name.titles)}" if name.titles else ""
            yield f"- {markdown_text(name.name)}: {name.kind}{titles}, ¶{', '.join(map(str, name.paragraphs))}"
        yield ""
    for heading, rows in (("Dates and times", view.times), ("Figures", view.quantities)):
        if rows:
            yield f"## {heading}"
            yield ""
            for row in rows:
                yield f"- {markdown_text(row.words)}: {markdown_text(row.value)}, ¶{row.paragraph}"
            yield ""


def _text(view: ArticleView) -> Iterator[str]:
    yield "## The text"
    yield ""
    for number, paragraph in enumerate(view.report.paragraphs, 1):
        yield f"¶{number} {markdown_text(paragraph.surface(view.report.text))}"
        yield ""
