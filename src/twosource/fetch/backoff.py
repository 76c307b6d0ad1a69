"""When an address may be asked again: pure functions over the last answer (RFC 9110, RFC 9111)."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from twosource.model.article import Rejection
from twosource.model.feed import FetchState

FIRST_WAIT = 60.0
"""Seconds after a first failure; doubled with each further one in a row."""
LONGEST_WAIT = 6 * 3600.0
"""Seconds after many failures: a feed that comes back is found the same day."""
LONGEST_RETRY_AFTER = 24 * 3600.0
"""Most seconds a server may ask for; also how long a page that is gone is left alone."""
LONGEST_FRESHNESS = 3600.0
"""Most seconds a Cache-Control header is believed: content networks mark feeds as good for a year."""
_LONGEST_VALIDATOR = 512
_PRINTABLE = re.compile(r"[\x20-\x7e]+")
_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,10})", re.I)
_UNCACHED = re.compile(r"(?:^|,)\s*(?:no-cache|no-store)\s*(?:,|$)", re.I)


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds a Retry-After header asks for, given as a number or as an HTTP date (RFC 9110, 10.2.3), between 0 and
    LONGEST_RETRY_AFTER; None where there is none or it cannot be read."""
    text = (value or "").strip()
    if not text or len(text) > 64:
        return None
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        seconds = (moment - now).total_seconds()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER)


def parse_max_age(cache_control: str | None, age: str | None = None) -> float:
    """The seconds for which an answer stays fresh (RFC 9111, 5.2.2.1) less its age; 0 where nothing is said or the
    answer must not be reused."""
    directives = (cache_control or "")[:1000]
    found = _MAX_AGE.search(directives)
    if not found or _UNCACHED.search(directives):
        return 0.0
    spent = int(age) if age and re.fullmatch(r"[0-9]{1,10}", age.strip()) else 0
    return float(max(int(found[1]) - spent, 0))


def failure_wait(failures: int, retry_after: float | None = None) -> float:
    """The seconds to leave an address alone after so many failures in a row (from 1): one minute, doubled each time, at
    most six hours. Where the server names a time it counts alone at first, and as the least from then on."""
    steps = failures if retry_after is None else failures - 1
    growing = min(FIRST_WAIT * 2.0 ** min(steps - 1, 20), LONGEST_WAIT) if steps > 0 else 0.0
    return max(growing, min(retry_after or 0.0, LONGEST_RETRY_AFTER))


def is_due(state: FetchState, now: datetime) -> bool:
    """Whether the address may be asked at `now`; a state that names no readable time forbids nothing."""
    try:
        due = datetime.fromisoformat(state.due) if state.due else now
    except ValueError:
        return True
    return (due if due.tzinfo else due.replace(tzinfo=UTC)) <= now


def sendable_validator(value: str | None) -> str | None:
    """An ETag or Last-Modified header if it can be sent back as it is: printable ASCII of bearable length."""
    text = (value or "").strip()
    return text if len(text) <= _LONGEST_VALIDATOR and _PRINTABLE.fullmatch(text) else None


def state_after_answer(
    etag: str | None, last_modified: str | None, *, fresh_seconds: float, now: datetime
) -> FetchState:
    """The state after an answer at `now`: its validators where they can be sent back, no failure."""
    wait = min(fresh_seconds, LONGEST_FRESHNESS)
    return FetchState(
        sendable_validator(etag), sendable_validator(last_modified), _time(now), _time(now, wait) if wait > 0 else None
    )


def state_after_failure(
    state: FetchState, rejection: Rejection, *, retry_after: float | None, now: datetime
) -> FetchState:
    """The state after a failure at `now`: validators kept, one failure more, due later each time. A page that is gone
    for good is left alone as long as any wait can be."""
    failures = state.failures + 1
    wait = LONGEST_RETRY_AFTER if rejection.reason == "http_410" else failure_wait(failures, retry_after)
    refusal = f"{rejection.reason}: {rejection.detail}"
    return FetchState(state.etag, state.last_modified, _time(now), _time(now, wait), failures, refusal)


def state_unasked(state: FetchState, rejection: Rejection, *, wait: float, now: datetime) -> FetchState:
    """The state of an address that was not asked, as its host rests for `wait` seconds more: no failure of its own."""
    refusal = f"{rejection.reason}: {rejection.detail}"
    return FetchState(state.etag, state.last_modified, state.asked, _time(now, wait), state.failures, refusal)


def _time(now: datetime, wait: float = 0.0) -> str:
    """ISO 8601 in UTC to the second; the end of a wait is rounded up."""
    moment = now.astimezone(UTC) + timedelta(seconds=wait)
    if wait and moment.microsecond:
        moment += timedelta(seconds=1)
    return moment.isoformat(timespec="seconds")
