"""A fetcher for many requests: one name, one memory of robots.txt, one order of turns at each host."""

import threading

from twosource.fetch.clock import Clock, SystemClock
from twosource.fetch.exchange import Exchange, user_agent
from twosource.fetch.pacing import HostTurns, Pacing
from twosource.fetch.page import FetchOutcome, Limits, PageRequest
from twosource.fetch.robots import RobotsMemory
from twosource.fetch.visit import Visit


class Fetcher:
    """Fetches pages as a site's owner would accept it: robots.txt honoured and remembered (RFC 9309), one request at a
    time at each host with a pause in between, conditional requests, back-off (RFC 9110). It lives as long as a run and
    is safe to use from several threads. `contact` is the address named in the user agent; addresses of private networks
    are refused unless `allow_private`, at every redirect and for robots.txt too."""

    def __init__(
        self,
        *,
        contact: str | None = None,
        allow_private: bool = False,
        limits: Limits | None = None,
        pacing: Pacing | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        self.user_agent = user_agent(contact)
        self.turns = HostTurns(pacing or Pacing(), self.clock)
        self._limits = limits or Limits()
        self._exchange = Exchange(self._limits, self.user_agent, allow_private=allow_private)
        self._robots = RobotsMemory(self.clock.monotonic)

    def fetch(self, request: PageRequest) -> FetchOutcome:
        """What became of one request; waits for its host's turn, and raises nothing that the other side can cause.

        Reasons of rejections: bad_url, unknown_host, refused_address, robots_disallowed, timeout, unreachable,
        bad_certificate, broken_response, redirect_loop, too_large, not_text, host_resting (not asked: the host is
        overloaded or down), http_404 and the like."""
        visit = self.begin(request)
        while visit.host is not None:
            host = visit.host
            self.turns.take(host)
            try:
                visit.advance()
            finally:
                self.turns.give_back(host)
        assert visit.outcome is not None
        return visit.outcome

    def begin(self, request: PageRequest, stop: threading.Event | None = None) -> Visit:
        """A visit that has asked nothing yet, for whoever gives out the turns; it ends early when `stop` is set."""
        return Visit(request, self._exchange, self._robots, self.turns, self.clock, self._limits, stop)
