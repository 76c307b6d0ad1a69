"""How values show themselves in a notebook, and as data frames where a library for them is installed."""

import base64
from collections.abc import Callable
from html import escape
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from twosource.model.annotation import AnnotatedArticle
from twosource.model.comparison import Comparison
from twosource.model.story import Story
from twosource.model.tables import TABLES, TableName

FRAME_HEIGHT = 640
"""Pixels of the frame a page is shown in."""


def comparison_html(comparison: Comparison) -> str:
    """The account as a page in a frame of its own: its style and script do not touch the notebook's."""
    from twosource.report.html import render_html

    return _framed(render_html(comparison), "An account of several reports")


def annotated_html(annotated: AnnotatedArticle) -> str:
    """The annotated report as a page in a frame of its own."""
    from twosource.report.article_html import render_article_html

    return _framed(render_article_html(annotated), "An annotated report")


def story_html(story: Story) -> str:
    """The story's articles with the reason each was placed, as a table."""
    rows = "".join(
        f"<tr><td>{escape(one.article)}</td><td>{escape(one.reason)}</td><td>{one.similarity:.2f}</td></tr>"
        for one in story.placements
    )
    days = " – ".join(escape(day) for day in dict.fromkeys((story.started, story.changed)) if day)
    caption = f"<caption><b>{escape(story.title or story.id)}</b> {days}</caption>"
    head = "<thead><tr><th>article</th><th>reason</th><th>similarity</th></tr></thead>"
    return f"<table>{caption}{head}<tbody>{rows}</tbody></table>"


def to_frame(comparison: Comparison, table: TableName = "claims", library: str | None = None) -> Any:
    """A table of the comparison (articles, attributions, claims or origins; see `twosource.model.tables`) as a data
    frame of `library` ("pandas" or "polars"; by default the first that is installed). ImportError where none is."""
    from twosource.report.exports.comparison_rows import comparison_rows

    columns = [column.name for column in TABLES[table]]
    rows = list(comparison_rows(comparison, table))
    wanted = [library] if library else ["pandas", "polars"]
    for name in wanted:
        if find_spec(name) is not None:
            module = import_module(name)
            if name == "pandas":
                return module.DataFrame(rows, columns=columns)
            # Spans are no type of polars: they become their offsets.
            plain = [{column: _plain(row[column]) for column in columns} for row in rows]
            return module.DataFrame(plain, schema=columns, orient="row", infer_schema_length=None)
    raise ImportError(f"a data frame needs {' or '.join(wanted)}: install one of them")


def _plain(value: Any) -> Any:
    if isinstance(value, list) and value and hasattr(value[0], "start"):
        return [[span.start, span.end] for span in value]
    return value


def _framed(page: str, title: str) -> str:
    source = base64.b64encode(page.encode("utf-8", "replace")).decode("ascii")
    style = f"width:100%;height:{FRAME_HEIGHT}px;border:1px solid #8884"
    address = f"data:text/html;charset=utf-8;base64,{source}"
    return f'<iframe title="{escape(title)}" style="{style}" sandbox="allow-scripts" src="{address}"></iframe>'


_SHOWN_BY: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Comparison, comparison_html),
    (AnnotatedArticle, annotated_html),
    (Story, story_html),
)


def register() -> None:
    """Gives the values the method notebooks look for. The model knows nothing of pages, so it is given from outside."""
    for type_, render in _SHOWN_BY:
        setattr(type_, "_repr_html_", render)  # noqa: B010
