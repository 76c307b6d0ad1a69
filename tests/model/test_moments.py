"""Dates of articles as moments."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from twosource.model.moments import read_moment

NOON = datetime(2031, 3, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2031-03-18T12:00:00Z", NOON),
        (" 2031-03-18T12:00 ", NOON),
        ("2031-03-18T14:00:00+02:00", NOON.astimezone(timezone(timedelta(hours=2)))),
        ("2031-03-18", NOON.replace(hour=0)),
        ("18 March 2031", None),
        ("", None),
        (None, None),
    ],
)
def test_a_moment_has_a_zone(written: str | None, moment: datetime | None) -> None:
    found = read_moment(written)
    assert found == moment
    assert found is None or found.tzinfo is not None
