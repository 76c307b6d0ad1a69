"""An account as one HTML file that needs no network and no script."""

from typing import Any

from markupsafe import Markup

from twosource.model.comparison import Comparison
from twosource.report.excerpt_budget import MOST_WORDS
from twosource.report.excerpts import excerpted
from twosource.report.origin_map import origin_map
from twosource.report.page import Frame, render_page
from twosource.report.report_view import Place
from twosource.report.story_marks import StoryMarks, marked_paragraphs
from twosource.report.story_view import StoryView, story_view
from twosource.report.vocabulary import CELLS, STANDINGS, standing_words

_WIDEST_MATRIX = 20
"""Reports. With more, a statement lists the reports that have it instead of giving each a column."""
_SHOWN_OUTLETS = 12
_SHOWN_ALONE = 4
_SHOWN_DATES = 12
_SHOWN_VOICES = 5
_LONGEST_WORDS = 900
"""Characters of one passage anywhere but in the report's own text."""


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
    view = excerpted(story_view(comparison), most_words) if excerpts else story_view(comparison)
    marks = StoryMarks(view)
    return render_page(
        template,
        frame,
        **more,
        view=view,
        groups={group.words.standing: group for group in view.groups},
        standings=STANDINGS,
        alone=standing_words("single_source"),
        cells=CELLS,
        excerpts=excerpts,
        listed_reports=len(view.reports) > _WIDEST_MATRIX,
        origin_map=origin_map(view.reports, view.origins),
        widest_voice=max((row.share for group in view.voices for row in group.rows), default=1.0) or 1.0,
        shown_outlets=_SHOWN_OUTLETS,
        shown_alone=_SHOWN_ALONE,
        shown_dates=_SHOWN_DATES,
        shown_voices=_SHOWN_VOICES,
        paragraphs={} if excerpts else _paragraphs(view, marks),
        first_time=_FirstTime(),
        href=_to_report if excerpts else _to_place,
        longest=_LONGEST_WORDS,
    )


class _FirstTime:
    """Whether an id is asked for the first time: an id may stand only once on a page."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def __call__(self, anchor: str) -> bool:
        first = anchor not in self._seen
        self._seen.add(anchor)
        return first


def _to_place(place: Place) -> str:
    return f"#{place.anchor}"


def _to_report(place: Place) -> str:
    return place.report.url or f"#{place.report.anchor}"


def _paragraphs(view: StoryView, marks: StoryMarks) -> dict[int, list[Markup]]:
    return {report.number: list(marked_paragraphs(report, marks.of(report))) for report in view.reports}
