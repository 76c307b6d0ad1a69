"""The parts of an account's page that depend on nothing but the account: rendered once, they can be kept and put in any
site's frame."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from twosource.report.excerpt_budget import MOST_WORDS
from twosource.report.excerpts import excerpted
from twosource.report.origin_map import origin_map
from twosource.report.page import environment
from twosource.report.report_view import Place
from twosource.report.story_marks import StoryMarks, marked_paragraphs
from twosource.report.story_view import StoryView
from twosource.report.vocabulary import CELLS, STANDINGS, standing_words

_WIDEST_MATRIX = 20
"""Reports. With more, a statement lists the reports that have it instead of giving each a column."""
_SHOWN_OUTLETS = 12
_SHOWN_ALONE = 4
_SHOWN_DATES = 12
_SHOWN_VOICES = 5
_LONGEST_WORDS = 900
"""Characters of one passage anywhere but in the report's own text."""


@dataclass(frozen=True, slots=True)
class AccountParts:
    """An account, rendered: its title and the number of its reports as text, then HTML in the order of the page.
    `names` are those its reports are shown under, by article id."""

    title: str
    report_count: str
    names: dict[str, str]
    strip: str
    tally: str
    contents: str
    account: str
    imprint: str


def account_parts(
    view: StoryView,
    *,
    excerpts: bool = False,
    most_words: int = MOST_WORDS,
    article_address: Callable[[str], str] | None = None,
) -> AccountParts:
    """The parts of the account's page. With `excerpts` only the words it stands on, at most `most_words` of each
    report; with `article_address`, each report links to the page of its article, by id, at the site the page is for."""
    view = excerpted(view, most_words) if excerpts else view
    values = _values(view, excerpts) | {"article_address": article_address}
    rendered = {name: environment().get_template(f"{name}.html.j2").render(values) for name in _PARTS}
    names = {report.annotated.article.id: report.name for report in view.reports}
    return AccountParts(view.title, view.report_count, names, **rendered)


_PARTS = ("strip", "tally", "contents", "account", "imprint")


def _values(view: StoryView, excerpts: bool) -> dict[str, Any]:
    return {
        "view": view,
        "groups": {group.words.standing: group for group in view.groups},
        "standings": STANDINGS,
        "alone": standing_words("single_source"),
        "cells": CELLS,
        "excerpts": excerpts,
        "listed_reports": len(view.reports) > _WIDEST_MATRIX,
        "origin_map": origin_map(view.reports, view.origins),
        "widest_voice": max((row.share for group in view.voices for row in group.rows), default=1.0) or 1.0,
        "shown_outlets": _SHOWN_OUTLETS,
        "shown_alone": _SHOWN_ALONE,
        "shown_dates": _SHOWN_DATES,
        "shown_voices": _SHOWN_VOICES,
        "paragraphs": {} if excerpts else _paragraphs(view),
        "first_time": _FirstTime(),
        "href": _to_report if excerpts else _to_place,
        "longest": _LONGEST_WORDS,
    }


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


def _paragraphs(view: StoryView) -> dict[int, list[Markup]]:
    marks = StoryMarks(view)
    return {report.number: list(marked_paragraphs(report, marks.of(report))) for report in view.reports}
