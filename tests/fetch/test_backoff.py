"""When an address may be asked again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.fetch import backoff
from twosource.fetch.backoff import (
    failure_wait,
    is_due,
    parse_max_age,
    parse_retry_after,
    state_after_answer,
    state_after_failure,
    state_unasked,
)
from twosource.model.article import Rejection
from twosource.model.feed import FetchState

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
REFUSED = Rejection("https://post.example/feed", "http_503", "the server answers 503")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("0", 0.0),
        ("Sun, 22 Nov 2026 09:02:00 GMT", 120.0),
        ("Sunday, 22-Nov-26 09:02:00 GMT", 120.0),
        ("Sun Nov 22 09:02:00 2026", 120.0),
        ("Sun, 22 Nov 2026 11:02:00 +0200", 120.0),
        ("Sun, 22 Nov 2026 08:00:00 GMT", 0.0),
        ("Sun, 22 Nov 2099 08:00:00 GMT", backoff.LONGEST_RETRY_AFTER),
        ("9" * 60, backoff.LONGEST_RETRY_AFTER),
        ("9" * 5000, None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("soon", None),
        ("Sun, 99 Nov 2026 09:02:00 GMT", None),
        ("Sun, 22 Nov 99999 09:02:00 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert parse_retry_after(value, NOW) == seconds


@given(st.text(max_size=80))
def test_retry_after_of_anything_is_bounded(value: str) -> None:
    seconds = parse_retry_after(value, NOW)
    assert seconds is None or 0 <= seconds <= backoff.LONGEST_RETRY_AFTER


@given(st.integers(min_value=0, max_value=86_400))
def test_retry_after_as_number_and_as_date_agree(seconds: int) -> None:
    date = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert parse_retry_after(date, NOW) == parse_retry_after(str(seconds), NOW) == seconds


@pytest.mark.parametrize(
    ("cache_control", "age", "seconds"),
    [
        ("max-age=600", None, 600.0),
        ("public, Max-Age=600", "100", 500.0),
        ('max-age="600"', None, 600.0),
        ("max-age=600", "700", 0.0),
        ("max-age=600", "x", 600.0),
        ("max-age=600, no-cache", None, 0.0),
        ("no-store,max-age=600", None, 0.0),
        ("s-maxage=600", None, 0.0),
        ("x-max-age=600", None, 0.0),
        ("", None, 0.0),
        (None, None, 0.0),
    ],
)
def test_max_age(cache_control: str | None, age: str | None, seconds: float) -> None:
    assert parse_max_age(cache_control, age) == seconds


def test_waits_double_and_end_at_six_hours() -> None:
    waits = [failure_wait(failures) for failures in range(1, 12)]
    assert waits == [60, 120, 240, 480, 960, 1920, 3840, 7680, 15360, 21600, 21600]
    assert failure_wait(10**9) == backoff.LONGEST_WAIT


def test_a_named_time_counts_alone_at_first_and_as_the_least_later() -> None:
    assert failure_wait(1, 5.0) == 5.0
    assert failure_wait(1, 0.0) == 0.0
    assert failure_wait(2, 5.0) == 60.0
    assert failure_wait(2, 500.0) == 500.0
    assert failure_wait(50, 1e12) == backoff.LONGEST_RETRY_AFTER


@given(st.integers(min_value=1, max_value=10**6), st.none() | st.floats(min_value=0, max_value=1e9))
def test_waits_never_shrink_and_are_bounded(failures: int, retry_after: float | None) -> None:
    wait = failure_wait(failures, retry_after)
    assert 0 <= wait <= failure_wait(failures + 1, retry_after) <= backoff.LONGEST_RETRY_AFTER


def test_state_after_an_answer_forgets_failures_and_old_validators() -> None:
    state = state_after_answer('"b"', None, fresh_seconds=0, now=NOW)
    assert state == FetchState(etag='"b"', asked="2026-11-22T09:00:00+00:00")
    fresh = state_after_answer(None, "Sun, 22 Nov 2026 08:00:00 GMT", fresh_seconds=1e9, now=NOW)
    assert fresh.due == "2026-11-22T10:00:00+00:00"


@pytest.mark.parametrize("etag", ['"' + "x" * 600 + '"', '"a\r\nX: y"', '"ü"', "", "\x00"])
def test_validators_that_cannot_be_sent_back_are_not_kept(etag: str) -> None:
    assert state_after_answer(etag, etag, fresh_seconds=0, now=NOW).etag is None


def test_states_after_failures() -> None:
    before = FetchState(etag='"a"', last_modified="x")
    first = state_after_failure(before, REFUSED, retry_after=None, now=NOW)
    assert first == FetchState(
        '"a"', "x", "2026-11-22T09:00:00+00:00", "2026-11-22T09:01:00+00:00", 1, "http_503: the server answers 503"
    )
    second = state_after_failure(first, REFUSED, retry_after=90.5, now=NOW)
    assert (second.failures, second.due) == (2, "2026-11-22T09:01:31+00:00")
    third = state_after_failure(second, REFUSED, retry_after=300.2, now=NOW)
    assert third.due == "2026-11-22T09:05:01+00:00"
    gone = state_after_failure(before, Rejection("u", "http_410", "gone"), retry_after=None, now=NOW)
    assert gone.due == "2026-11-23T09:00:00+00:00"


def test_an_address_that_was_not_asked_has_not_failed() -> None:
    state = state_unasked(FetchState(failures=2, asked="earlier"), REFUSED, wait=30, now=NOW)
    assert (state.failures, state.asked, state.due) == (2, "earlier", "2026-11-22T09:00:30+00:00")


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (None, True),
        ("2026-11-22T09:00:00+00:00", True),
        ("2026-11-22T09:00:01+00:00", False),
        ("2026-11-22T08:00:00-02:00", False),
        ("2026-11-22T09:00:01Z", False),
        ("2026-11-22T09:00:01", False),
        ("some day", True),
    ],
)
def test_due(due: str | None, expected: bool) -> None:
    assert is_due(FetchState(due=due), NOW) is expected
