"""Filters and pages in the address of a page."""

from dataclasses import dataclass, replace
from datetime import date
from typing import cast, get_args
from urllib.parse import urlencode

from starlette.requests import Request

from twosource.model.archive import SearchFilter
from twosource.model.comparison import Standing
from twosource.report.outlet_names import outlet_title
from twosource.store.exact_text import fold
from twosource.web.site import site_of

LONGEST = 200
"""Characters of one filter."""
LAST_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a list is shown: its number from 1, its size, and the addresses of its neighbours."""

    number: int
    size: int
    path: str
    query: tuple[tuple[str, str], ...]
    more: bool = False

    @classmethod
    def of(cls, request: Request, size: int) -> "Paging":
        """The page asked for; the first where the address names none that can be."""
        number = min(whole_number(request, "page") or 1, LAST_PAGE)
        query = tuple((name, value) for name, value in request.query_params.multi_items() if name != "page" and value)
        return cls(number, size, request.url.path, query)

    @property
    def offset(self) -> int:
        """How many rows are passed over."""
        return (self.number - 1) * self.size

    def with_more(self, more: bool) -> "Paging":
        """The same page, knowing whether another follows."""
        return replace(self, more=more)

    def address(self, number: int) -> str:
        """The address of another page of the list."""
        return self.with_query(page=number)

    def with_query(self, **more: int) -> str:
        """The address of the list with its filters, and with what is given."""
        query = urlencode([*self.query, *((name, str(value)) for name, value in more.items())])
        return f"{self.path}?{query}" if query else self.path


def whole_number(request: Request, name: str) -> int | None:
    """The number above 0 of that name in the address; None where there is none that can be."""
    asked = request.query_params.get(name, "")
    return int(asked) or None if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


def read_words(request: Request, name: str) -> str:
    """The text of that name in the address, cut to LONGEST characters."""
    return request.query_params.get(name, "").strip()[:LONGEST]


def read_filter(request: Request) -> tuple[SearchFilter | None, tuple[str, ...]]:
    """The filter in the address, None where it narrows nothing, and what of it could not be understood."""
    values = {name: read_words(request, name) or None for name in _NAMES}
    values["outlet"] = _outlet_meant(request, values["outlet"])
    problems = []
    for name in ("since", "until"):
        if values[name] is not None and not _is_day(cast(str, values[name])):
            problems.append(f"“{values[name]}” is no date such as 2026-11-22")
            values[name] = None
    standing = values.pop("standing")
    if standing is not None and standing not in get_args(Standing):
        problems.append(f"There is no standing “{standing}”")
        standing = None
    where = SearchFilter(**values, standing=cast("Standing | None", standing))
    return (None if where == SearchFilter() else where), tuple(problems)


def _outlet_meant(request: Request, name: str | None) -> str | None:
    """The outlet as the archive knows it, where its name was given as pages show it."""
    if name is None:
        return None
    outlets = [one.outlet for one in site_of(request).store.outlets()]
    if any(fold(outlet) == fold(name) for outlet in outlets):
        return name
    return next((outlet for outlet in outlets if fold(outlet_title(outlet)) == fold(name)), name)


_NAMES = ("outlet", "since", "until", "speaker", "story", "standing")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
