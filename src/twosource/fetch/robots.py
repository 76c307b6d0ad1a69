"""What a site's robots.txt allows, remembered for a while (RFC 9309)."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from cachetools import TLRUCache
from protego import Protego

from twosource.fetch.exchange import ROBOTS_NAME
from twosource.fetch.refusals import RefusedError

LARGEST_ROBOTS = 512 * 1024
"""Bytes of a robots.txt that are read; RFC 9309 asks for at least 500 KiB."""
LONGEST_KEPT = 24 * 3600.0
"""Seconds; RFC 9309 asks not to use a copy for longer than a day."""
SHORTEST_KEPT = 3600.0
FAILURE_KEPT = 300.0
"""Seconds for which a robots.txt that could not be had keeps its site closed before it is asked again."""
_MOST_BYTES = 64 * 2**20
"""Of all files remembered."""


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one origin: what its robots.txt says, or why all of the site is closed; neither means that all is
    open. `kept` is the seconds they hold, `size` the bytes of the file."""

    protego: Protego | None = None
    closed: tuple[str, str] | None = None
    kept: float = LONGEST_KEPT
    size: int = 0

    def check(self, url: str) -> None:
        """Raises RefusedError where the address must not be asked."""
        if self.closed is not None:
            raise RefusedError(*self.closed)
        if self.protego is not None and not self.protego.can_fetch(url, ROBOTS_NAME):
            raise RefusedError("robots_disallowed", "the site's robots.txt asks programs not to read this page")

    @property
    def delay(self) -> float:
        """The seconds the site asks for between two requests (Crawl-delay, Request-rate); 0 where it does not."""
        if self.protego is None:
            return 0.0
        rate = self.protego.request_rate(ROBOTS_NAME)
        between = rate.seconds / rate.requests if rate else 0.0
        return max(float(self.protego.crawl_delay(ROBOTS_NAME) or 0.0), between)


def read_rules(content: bytes, kept: float) -> RobotsRules:
    """The rules in a robots.txt, to be kept for `kept` seconds within what RFC 9309 and the site's load allow."""
    protego = Protego.parse(content[:LARGEST_ROBOTS].decode("utf-8-sig", "replace"))
    return RobotsRules(protego, kept=min(max(kept, SHORTEST_KEPT), LONGEST_KEPT), size=len(content))


class RobotsMemory:
    """Rules by origin, each until it expires, the least used forgotten first. Safe to use from several threads."""

    def __init__(self, timer: Callable[[], float]) -> None:
        self._lock = threading.Lock()
        self._rules: TLRUCache[str, RobotsRules] = TLRUCache(
            _MOST_BYTES,
            ttu=lambda _, rules, now: now + rules.kept,
            timer=timer,
            getsizeof=lambda rules: rules.size + 1024,
        )

    def rules(self, origin: str) -> RobotsRules | None:
        """The rules of an origin, None where they are unknown or expired."""
        with self._lock:
            return self._rules.get(origin)

    def remember(self, origin: str, rules: RobotsRules) -> None:
        """Keeps the rules for their time."""
        with self._lock:
            self._rules[origin] = rules
