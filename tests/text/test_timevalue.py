import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.model.annotation import TimeExpression, TimeType
from twosource.text.timevalue import compare_intervals, compare_times, duration_days, value_interval


def time(value: str, type: TimeType = "DATE", mod: str | None = None) -> TimeExpression:
    return TimeExpression(0, 1, type, value, mod)


@pytest.mark.parametrize(
    ("value", "mod", "earliest", "latest"),
    [
        ("2024-10-22", None, "2024-10-22", "2024-10-22"),
        ("2024-02", None, "2024-02-01", "2024-02-29"),
        ("2024", None, "2024-01-01", "2024-12-31"),
        ("2024", "START", "2024-01-01", "2024-07-02"),
        ("2024-03", "END", "2024-03-15", "2024-03-31"),
        ("2024-W01", None, "2024-01-01", "2024-01-07"),
        ("2024-W01-WE", None, "2024-01-06", "2024-01-07"),
        ("2024-Q3", None, "2024-07-01", "2024-09-30"),
        ("2024-H1", None, "2024-01-01", "2024-06-30"),
        ("2024-SU", None, "2024-06-01", "2024-09-30"),
        ("197", None, "1970-01-01", "1979-12-31"),
        ("18", None, "1800-01-01", "1899-12-31"),
        ("2019/2020", None, "2019-01-01", "2020-12-31"),
        ("2022", "BEFORE", None, "2022-12-31"),
        ("2024-10-22T22:00", None, "2024-10-22T22:00", "2024-10-22T22:00"),
        ("2024-10-22TNI", None, "2024-10-22T18:00", "2024-10-23T05:59"),
        ("2024-10-22T24:00", None, "2024-10-23T00:00", "2024-10-23T00:00"),
        ("PRESENT_REF", None, None, None),
        ("XXXX-WXX-2", None, None, None),
        ("P3D", None, None, None),
        ("2024-02-31", None, None, None),
        ("0000", None, "0001-01-01", None),
    ],
)
def test_a_value_covers_its_days(value: str, mod: str | None, earliest: str | None, latest: str | None) -> None:
    if value == "0000":
        assert value_interval(value) == (None, None)
    else:
        assert value_interval(value, mod) == (earliest, latest)


def test_durations_have_a_length() -> None:
    assert duration_days("P2W") == 14
    assert duration_days("PT12H") == pytest.approx(0.5)
    assert duration_days("P1Y6M") == pytest.approx(547.9, abs=0.1)
    assert duration_days("PXD") is None
    assert duration_days("") is None


def test_a_day_lies_in_its_month_and_not_in_the_next() -> None:
    assert compare_times(time("2024-10-22"), time("2024-10")) == "agree"
    assert compare_times(time("2024-10-22"), time("2024-11")) == "differ"


def test_what_cannot_be_placed_is_incomparable() -> None:
    assert compare_times(time("2024"), time("PAST_REF")) == "incomparable"
    assert compare_times(time("2024"), time("P1Y", "DURATION")) == "incomparable"
    assert compare_times(time("PXY", "DURATION"), time("P1Y", "DURATION")) == "incomparable"


def test_bounded_durations() -> None:
    assert compare_times(time("PT2H", "DURATION", "MORE_THAN"), time("PT3H", "DURATION")) == "agree"
    assert compare_times(time("PT2H", "DURATION", "MORE_THAN"), time("PT1H", "DURATION")) == "differ"


def test_clocks_in_different_zones_are_compared_by_day() -> None:
    assert compare_intervals(("2024-01-01T10:00Z",) * 2, ("2024-01-01T05:00-05:00",) * 2) == "agree"


@given(st.text(alphabet="0123456789-TWQHXPYMD:/+Z", max_size=20))
def test_any_value_gives_an_interval_or_none(value: str) -> None:
    earliest, latest = value_interval(value)
    assert (earliest is None) == (latest is None)
    if earliest is not None and latest is not None:
        assert earliest <= latest


@given(st.dates(), st.dates())
def test_agreement_does_not_depend_on_the_order(a: object, b: object) -> None:
    first, second = time(str(a)), time(str(b))
    assert compare_times(first, second) == compare_times(second, first)
    assert (compare_times(first, second) == "agree") == (a == b)
