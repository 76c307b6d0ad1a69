"""Turns at hosts: one request at a time at each, pauses between them, rest where a host asks for it or is down."""

import threading
from dataclasses import dataclass

from twosource.fetch.clock import Clock

_REST_AFTER_FAILURES = 2
"""Failures in a row of the host itself (no connection, no answer) after which it is left alone for a while."""
_FIRST_REST = 30.0
LONGEST_REST = 1800.0
"""Seconds a host rests at most, unless it says itself that our requests are too many."""
UNNAMED_REST = 60.0
"""Seconds a host rests that is overloaded (429, 503) and does not say for how long."""
_POLL_SECONDS = 0.05
_MOST_HOSTS = 20_000
"""Hosts remembered at once; the idle ones are then forgotten."""


@dataclass(frozen=True, slots=True)
class Pacing:
    """Seconds: the least `pause` between two requests at a host, the longest one a site's Crawl-delay can ask for, and
    the longest rest of a host that is waited out within a fetch; a longer one is a refusal."""

    pause: float = 1.0
    longest_pause: float = 60.0
    patience: float = 10.0


@dataclass(slots=True)
class _Host:
    taken: bool = False
    free_at: float = 0.0
    rests_until: float = 0.0
    failures: int = 0


class HostTurns:
    """Who may ask which host when. Safe to use from several threads."""

    def __init__(self, pacing: Pacing, clock: Clock) -> None:
        self._pacing = pacing
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._condition = threading.Condition()

    def try_take(self, host: str) -> float:
        """0 where the turn is the caller's from now on, to be given back; otherwise the seconds until it can be."""
        with self._condition:
            state = self._hosts.get(host)
            if state is None:
                self._forget_idle()
                state = self._hosts[host] = _Host()
            wait = self._wait(state)
            if wait <= 0:
                state.taken = True
            return max(wait, 0.0)

    def take(self, host: str) -> None:
        """Comes back when the turn is the caller's, to be given back."""
        with self._condition:
            while (wait := self.try_take(host)) > 0:
                if self._hosts[host].taken:
                    self._condition.wait(_POLL_SECONDS)
                else:
                    self._clock.wait(self._condition, wait)

    def give_back(self, host: str) -> None:
        """Ends a turn."""
        with self._condition:
            self._hosts[host].taken = False
            self._condition.notify_all()

    def asked(self, host: str, delay: float) -> None:
        """Begins the pause after a request: the least one or the site's own `delay`, within bounds."""
        with self._condition:
            pause = max(self._pacing.pause, min(delay, self._pacing.longest_pause))
            self._hosts[host].free_at = self._clock.monotonic() + pause

    def rest_left(self, host: str) -> float:
        """Seconds for which the host is still to be left alone."""
        with self._condition:
            return max(self._hosts[host].rests_until - self._clock.monotonic(), 0.0)

    def rest(self, host: str, seconds: float) -> None:
        """Leaves the host alone for so long."""
        with self._condition:
            state = self._hosts[host]
            state.rests_until = max(state.rests_until, self._clock.monotonic() + seconds)

    def answered(self, host: str) -> None:
        """The host is there: whatever failed before counts no more."""
        with self._condition:
            self._hosts[host].failures = 0

    def failed(self, host: str) -> None:
        """The host gave no answer; from the second time in a row it rests, twice as long each time."""
        with self._condition:
            state = self._hosts[host]
            state.failures += 1
            further = state.failures - _REST_AFTER_FAILURES
            if further >= 0:
                self.rest(host, min(_FIRST_REST * 2.0 ** min(further, 20), LONGEST_REST))

    def _wait(self, state: _Host) -> float:
        """Seconds until the turn can be had; none at a host whose rest is longer than anyone waits, as it will not be
        asked at all."""
        if state.taken:
            return _POLL_SECONDS
        now = self._clock.monotonic()
        rest = state.rests_until - now
        return 0.0 if rest > self._pacing.patience else max(rest, state.free_at - now)

    def _forget_idle(self) -> None:
        if len(self._hosts) < _MOST_HOSTS:
            return
        now = self._clock.monotonic()
        idle = [
            host
            for host, state in self._hosts.items()
            if not state.taken and state.free_at <= now and state.rests_until <= now
        ]
        for host in idle:
            del self._hosts[host]
