"""One annotated report as one HTML file that needs no network and no script."""

from typing import Any

from markupsafe import Markup

from twosource.model.annotation import AnnotatedArticle
from twosource.report.article_view import ArticleView, article_view
from twosource.report.page import Frame, render_page
from twosource.report.story_marks import furniture_marks, marked_paragraphs
from twosource.report.text_marks import Reference, TextMark


def render_article_html(annotated: AnnotatedArticle, *, frame: Frame | None = None, **more: Any) -> str:
    """The report as one self-contained HTML5 page: its text with sources, cues, contents, names, dates and figures
    marked, and each of them listed beside it. In a `frame` it is a page of that site; `more` are values for the site's
    own parts of it."""
    view = article_view(annotated)
    marks = sorted(
        [*_attribution_marks(view), *_layer_marks(view), *furniture_marks(view.report)],
        key=lambda mark: (mark.start, -mark.end),
    )
    paragraphs: list[Markup] = marked_paragraphs(view.report, marks)
    return render_page("article.html.j2", frame, view=view, paragraphs=paragraphs, **more)


def _attribution_marks(view: ArticleView) -> list[TextMark]:
    marks = []
    for row, attribution in zip(view.attributions, view.report.annotated.attributions, strict=True):
        back = (Reference(f"#list-{row.anchor}", str(row.number), f"attribution {row.number}"),)
        spans = [("content", span) for span in attribution.content] + [("source", span) for span in attribution.source]
        spans += [("cue", span) for span in attribution.cue]
        for number, (layer, span) in enumerate(spans):
            anchor = row.anchor if number == 0 else None
            references = back if number == len(attribution.content) - 1 else ()
            marks.append(TextMark(span.start, span.end, layer, anchor, references, (row.anchor,)))
    return marks


def _layer_marks(view: ArticleView) -> list[TextMark]:
    annotated = view.report.annotated
    marks = [
        TextMark(mention.start, mention.end, f"name {mention.form}", keys=(f"e{number}",))
        for number, entity in enumerate(annotated.entities, 1)
        for mention in entity.mentions
    ]
    marks += [TextMark(t.start, t.end, "time", f"t{number}") for number, t in enumerate(annotated.times, 1)]
    return marks + [
        TextMark(q.start, q.end, "quantity", f"n{number}") for number, q in enumerate(annotated.quantities, 1)
    ]
