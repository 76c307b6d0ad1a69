"""An account as one HTML file that needs no network and no script."""

from typing import Any

from twosource.model.comparison import Comparison
from twosource.report.account_parts import AccountParts, account_parts
from twosource.report.excerpt_budget import MOST_WORDS
from twosource.report.page import Frame, render_page
from twosource.report.story_view import story_view


def render_html(
    comparison: Comparison,
    *,
    excerpts: bool = False,
    most_words: int = MOST_WORDS,
    frame: Frame | None = None,
    template: str = "story.html.j2",
    **more: Any,
) -> str:
    """The account as one self-contained HTML5 page. With `excerpts`, the reports' full text is left out: at most
    `most_words` words of each, and a quarter of them, are shown where they are needed most, with links to the report.
    In a `frame` it is a page of that site, made by its own `template`; `more` are values for the site's own parts of
    it."""
    parts = account_parts(story_view(comparison), excerpts=excerpts, most_words=most_words)
    return render_parts(parts, excerpts=excerpts, frame=frame, template=template, **more)


def render_parts(
    parts: AccountParts,
    *,
    excerpts: bool = False,
    frame: Frame | None = None,
    template: str = "story.html.j2",
    **more: Any,
) -> str:
    """The page of an account whose parts are rendered already; as `render_html`."""
    return render_page(template, frame, parts=parts, excerpts=excerpts, **more)
