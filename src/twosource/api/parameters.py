"""What requests are narrowed to: filters, pages, dates; all of bounded length."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Query
from pydantic import AfterValidator

from twosource.model.archive import SearchFilter
from twosource.model.comparison import Standing

LONGEST_FILTER = 200
MOST_ITEMS = 200
DEEPEST = 10_000
"""Items of a list that may be passed over."""


def _day(text: str) -> str:
    date.fromisoformat(text)
    return text


Day = Annotated[
    str,
    Query(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"}, examples=["2026-11-22"]),
    AfterValidator(_day),
]
Words = Annotated[str, Query(min_length=1, max_length=LONGEST_FILTER)]


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is wanted."""

    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS, description="Items of one page.")] = 50
    offset: Annotated[int, Query(ge=0, le=DEEPEST, description="Items passed over.")] = 0


Outlet = Annotated[Words | None, Query(description="Name of the outlet, in any case.")]
Since = Annotated[Day | None, Query(description="First day (ISO 8601).")]
Until = Annotated[Day | None, Query(description="Last day, inclusive.")]
SpeakerPart = Annotated[Words | None, Query(description="A part of the name of someone quoted.")]
OfStory = Annotated[Words | None, Query(description="Id of a story.")]
OfStanding = Annotated[Standing | None, Query(description="Standing of a claim.")]


def _article_filter(
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    speaker: SpeakerPart = None,
    story: OfStory = None,
    standing: OfStanding = None,
) -> SearchFilter | None:
    where = SearchFilter(outlet, since, until, speaker, story, standing)
    return None if where == SearchFilter() else where


def _story_filter(
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    speaker: SpeakerPart = None,
    standing: OfStanding = None,
) -> SearchFilter | None:
    return _article_filter(outlet, since, until, speaker, None, standing)


Where = Annotated[SearchFilter | None, Depends(_article_filter)]
WhereStories = Annotated[SearchFilter | None, Depends(_story_filter)]
Page = Annotated[Window, Depends()]
