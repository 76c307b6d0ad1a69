"""All that is asked for the sake of one page: robots.txt, redirects, the page; one step for each request."""

import threading
import time
from collections.abc import Callable, Generator
from functools import partial

from twosource.fetch.backoff import (
    parse_max_age,
    parse_retry_after,
    sendable_validator,
    state_after_answer,
    state_after_failure,
    state_unasked,
)
from twosource.fetch.body import unpack_file
from twosource.fetch.clock import Clock
from twosource.fetch.exchange import Answer, Exchange
from twosource.fetch.pacing import LONGEST_REST, UNNAMED_REST, HostTurns
from twosource.fetch.page import FetchedPage, FetchOutcome, Limits, NotModified, PageRequest
from twosource.fetch.refusals import NETWORK_ERRORS, RefusedError, rejection_of
from twosource.fetch.robots import FAILURE_KEPT, LARGEST_ROBOTS, LONGEST_KEPT, RobotsMemory, RobotsRules, read_rules
from twosource.fetch.urls import checked_url, host_of, origin_of, redirected_url

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_OVERLOADED = frozenset({429, 503})
"""Too many requests of ours, which holds for all of the host; or unavailable, which this page may be alone."""
_HOST_FAILURES = frozenset({"unknown_host", "unreachable", "timeout", "bad_certificate"})
Steps = Generator[str, None, FetchedPage | NotModified]


class Visit:
    """A request on its way. `host` is where it wants to ask next: whoever has the turn there calls `advance`, which
    makes that one request. When `host` is None, `outcome` is there."""

    def __init__(
        self,
        request: PageRequest,
        exchange: Exchange,
        robots: RobotsMemory,
        turns: HostTurns,
        clock: Clock,
        limits: Limits,
        stop: threading.Event | None = None,
    ) -> None:
        self.host: str | None = None
        self.outcome: FetchOutcome | None = None
        self._request = request
        self._exchange = exchange
        self._robots = robots
        self._turns = turns
        self._clock = clock
        self._limits = limits
        self._stop = stop
        self._seconds = limits.total
        self._moved_to: str | None = None
        self._moved_for_good = True
        self._hurried = False
        self._retry_after: float | None = None
        self._rest: float | None = None
        self._answer: Answer | None = None
        self._steps = self._ask_for_page()
        self.advance()

    def advance(self) -> None:
        """Takes the next step: at most one request. Raises nothing that the other side can cause."""
        try:
            self.host = next(self._steps)
        except StopIteration as end:
            self._finish(end.value)
        except NETWORK_ERRORS as error:
            self._finish(error)

    def _ask_for_page(self) -> Steps:
        url = checked_url(self._request.url)
        validators = self._validators()
        for _ in range(self._limits.redirects + 1):
            rules = yield from self._mind_robots(url)
            yield host_of(url)
            answer = self._ask(
                url,
                rules.delay,
                partial(self._exchange.ask, url, self._request.wants, validators, self._seconds, self._stop),
            )
            if answer.status not in _REDIRECTS:
                return self._result(url, answer)
            url = self._follow(url, answer)
        raise RefusedError("redirect_loop", f"the page leads on more than {self._limits.redirects} times")

    def _mind_robots(self, url: str) -> Generator[str, None, RobotsRules]:
        """The rules of the address's origin; RefusedError where they keep the address closed (RFC 9309)."""
        origin = origin_of(url)
        rules = self._robots.rules(origin)
        if rules is None:
            yield host_of(url)
            rules = self._robots.rules(origin)
            if rules is None:
                rules = yield from self._read_robots(f"{origin}/robots.txt")
                self._robots.remember(origin, rules)
        rules.check(url)
        return rules

    def _read_robots(self, url: str) -> Generator[str, None, RobotsRules]:
        """The rules, the turn at the host being there already: a missing file means that all is open, one that cannot
        be had now that all is closed (RFC 9309, 2.3.1); a refusal of the host itself is passed on."""
        try:
            for hop in range(self._limits.redirects + 1):
                if hop:
                    yield host_of(url)
                answer = self._ask(
                    url,
                    0.0,
                    partial(self._exchange.ask_start, url, LARGEST_ROBOTS, self._seconds, self._stop),
                )
                if answer.status not in _REDIRECTS:
                    return _rules(answer)
                url = redirected_url(url, answer.headers.get("Location"))
        except NETWORK_ERRORS as error:
            rejection = rejection_of(url, error)
            if rejection.reason in ("stopped", "host_resting") or (rejection.reason == "timeout" and self._hurried):
                raise
            return RobotsRules(closed=(rejection.reason, f"robots.txt: {rejection.detail}"), kept=FAILURE_KEPT)
        return RobotsRules()

    def _ask(self, url: str, delay: float, send: Callable[[], Answer]) -> Answer:
        """One request at a host whose turn is ours; counts its time, begins its pause, notes how the host does. A host
        is not blamed for being late where the hosts before it, leading on to it, left it too little time."""
        host = host_of(url)
        self._check_rest(host)
        self._retry_after = None
        self._hurried = self._seconds < min(self._limits.read, self._limits.total)
        began = time.monotonic()
        try:
            answer = send()
        except NETWORK_ERRORS as error:
            reason = rejection_of(url, error).reason
            if reason in _HOST_FAILURES and not (reason == "timeout" and self._hurried):
                self._turns.failed(host)
            raise
        finally:
            self._seconds -= time.monotonic() - began
            self._turns.asked(host, delay)
        self._turns.answered(host)
        self._retry_after = parse_retry_after(answer.headers.get("Retry-After"), self._clock.now())
        if answer.status in _OVERLOADED:
            rest = UNNAMED_REST if self._retry_after is None else self._retry_after
            self._turns.rest(host, rest if answer.status == 429 else min(rest, LONGEST_REST))
        return answer

    def _check_rest(self, host: str) -> None:
        rest = self._turns.rest_left(host)
        if rest > 0:
            self._rest = rest
            raise RefusedError("host_resting", f"{host} is overloaded or down and left alone for {rest:.0f} s")

    def _follow(self, url: str, answer: Answer) -> str:
        target = redirected_url(url, answer.headers.get("Location"))
        safe = target.startswith("https:") or not url.startswith("https:")
        self._moved_for_good = self._moved_for_good and safe and answer.status in _PERMANENT
        if self._moved_for_good:
            self._moved_to = target
        return target

    def _result(self, url: str, answer: Answer) -> FetchedPage | NotModified:
        self._answer = answer
        if answer.status == 304 and self._validators():
            return NotModified(url)
        if answer.status == 304:
            raise RefusedError("broken_response", "the server says that nothing has changed, which was not asked")
        if answer.status != 200:
            raise RefusedError(f"http_{answer.status}", f"the server answers {answer.status}")
        content = answer.content
        if self._request.wants == "feed":
            content = unpack_file(content, self._limits.bytes)
        return FetchedPage(url, content, answer.headers.get("Content-Type"))

    def _validators(self) -> dict[str, str]:
        state = self._request.state
        named = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
        return {name: sent for name, value in named.items() if (sent := sendable_validator(value))}

    def _finish(self, end: FetchedPage | NotModified | Exception) -> None:
        self.host = None
        now, before = self._clock.now(), self._request.state
        if isinstance(end, Exception):
            rejection = rejection_of(self._request.url, end)
            if self._rest is not None:
                state = state_unasked(before, rejection, wait=self._rest, now=now)
            else:
                state = state_after_failure(before, rejection, retry_after=self._retry_after, now=now)
            self.outcome = FetchOutcome(self._request, rejection, state)
            return
        headers = self._answer.headers if self._answer else {}
        kept = before if isinstance(end, NotModified) else None
        state = state_after_answer(
            headers.get("ETag") or (kept.etag if kept else None),
            headers.get("Last-Modified") or (kept.last_modified if kept else None),
            fresh_seconds=parse_max_age(headers.get("Cache-Control"), headers.get("Age")),
            now=now,
        )
        self.outcome = FetchOutcome(self._request, end, state, self._moved_to)


def _rules(answer: Answer) -> RobotsRules:
    if answer.status == 429 or answer.status >= 500:
        detail = "the site's robots.txt cannot be had now; try again later"
        return RobotsRules(closed=("robots_disallowed", detail), kept=FAILURE_KEPT)
    if answer.status != 200:
        return RobotsRules()
    said = parse_max_age(answer.headers.get("Cache-Control"), answer.headers.get("Age"))
    return read_rules(answer.content, said or LONGEST_KEPT)
