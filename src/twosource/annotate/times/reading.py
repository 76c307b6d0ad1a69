"""What the words of a time expression say before a calendar is consulted."""

from dataclasses import dataclass
from typing import Literal

from twosource.model.annotation import TimeType

Anchor = Literal["published", "text"]


@dataclass(slots=True)
class Reading:
    """A time expression as the grammar reads it. Exactly one of these says what it is: `value` (already a TIMEX3
    value), `unit` with `amount` (so many units from the anchor: "two years ago", "last week"), or calendar fields
    (month, weekday, …), which may leave the year open."""

    start: int
    end: int
    type: TimeType = "DATE"
    value: str | None = None
    mod: str | None = None
    unit: str | None = None
    amount: int | None = None
    anchor: Anchor = "published"
    year: int | None = None
    year_shift: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    holiday: str | None = None
    shift: int | None = None
    """-1 for "last", 0 for "this", 1 for "next", before a month, weekday, season or quarter."""
    part: str | None = None
    """Part of the day as TIMEX3 writes it: MO, AF, EV, NI, or a clock time with its T."""
    zone: str = ""
    possessive: bool = False
    """Whether 's follows ("Friday's vote")."""
    comparative: bool = False
    """Whether it names the same period of another year ("a year earlier", "the year-ago quarter")."""
    definite: bool = False
    """Whether it names a reporting period of so many months ("the first nine months")."""
    name: str = ""
    """The rule that read it."""

    @property
    def has_date(self) -> bool:
        """Whether it fixes a day, not only a time of day."""
        return self.day is not None or self.weekday is not None or self.unit == "D" or self.holiday is not None
