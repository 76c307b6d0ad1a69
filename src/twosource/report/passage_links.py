"""The smallest parts of an account's page, of which it has thousands: links to passages, cells of the matrix, words in
their sentence. Made here, as templates take several times as long for them; every text in them is escaped."""

from collections.abc import Callable, Iterable
from functools import cache

from markupsafe import Markup, escape

from twosource.report.escape import is_quoted, one_line, visible
from twosource.report.report_view import Place
from twosource.report.story_view import Cell
from twosource.report.vocabulary import CELLS, CellState

Address = Callable[[Place], str]
"""Where a passage is linked to."""


def _shown(text: str) -> str:
    return escape(visible(text))


def _html(text: str) -> Markup:
    return Markup(text)  # noqa: S704  # made of tags written here and of what `_shown` gives


@cache
def icon(name: str) -> Markup:
    """The sign of that name, one of the page's own."""
    return _html(f'<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-{_shown(name)}"/></svg>')


def passage_links(places: Iterable[Place], href: Address) -> Markup:
    """The passages as links, each with its report's name and its place there."""
    links = [
        f'<a class="place" href="{_shown(href(place))}"><bdi>{_shown(place.report.name)}</bdi> '
        f'<span class="nowrap">{_shown(place.spot)}</span></a>'
        for place in places
    ]
    return _html(", ".join(links))


def cell_content(cell: Cell, href: Address) -> Markup:
    """What stands in a cell of the matrix: a sign that leads to the passage, with the differing word where it is one;
    a mere sign where the report has none."""
    sign = CELLS[cell.state].words
    if not cell.places:
        return _absent(cell.state)
    place = cell.places[0]
    name, paragraph = _shown(cell.report.name), place.paragraph
    value = f'<span class="value">{escape(one_line(cell.value))}</span>' if cell.value else ""
    return _html(
        f'<a href="{_shown(href(place))}" title="{name}: {sign}, ¶{paragraph}"><span class="who"><bdi>{name}</bdi> '
        f'</span>{icon(cell.state)}{value}<span class="vh">{sign}, paragraph {paragraph}</span></a>'
    )


@cache
def _absent(state: CellState) -> Markup:
    return _html(f'{icon(state)}<span class="vh">{CELLS[state].words}</span>')


def in_context(place: Place | None, text: str, longest: int) -> Markup:
    """The text, at most so many characters of it, in the rest of its sentence where it does not speak for itself."""
    words = escape(one_line(text, longest))
    context = place.context if place else None
    if context is None:
        return words
    before, after = (f'<span class="context">{_shown(part)}</span>' for part in (context.before, context.after))
    return _html(f"{before}{words}{after}")


def quoted(text: str, longest: int) -> Markup:
    """The text as a quotation, at most so many characters of it."""
    bare = ' class="bare"' if is_quoted(text) else ""
    return _html(f'<q dir="auto"{bare}>{escape(one_line(text, longest))}</q>')
