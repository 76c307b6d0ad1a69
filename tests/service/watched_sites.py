"""Sites that a test publishes on this machine, and the time of day as the watcher sees it."""

from datetime import datetime, timedelta

from tests.fetch.fake_clock import FakeClock
from tests.fetch.local_server import Server
from twosource.fetch.fetcher import Fetcher
from twosource.fetch.pacing import Pacing
from twosource.fetch.page import Limits
from twosource.service.watching import Watcher, WatchRound
from twosource.store.interface import Store

STORM = (
    "The harbour of Ostvik was closed on Monday after a storm tore a crane from its rails, the port authority said. "
    "Twelve dock workers were hurt, two of them badly, according to the hospital at Nordby. The mayor, Hanna Brekke, "
    "said that ferries to Skarholm would not sail before Wednesday. The crane fell across the quay and blocked the "
    "entrance to the inner basin, where nine fishing boats were moored when the wind rose in the night."
)


class Time:
    """The time of day as the watcher sees it."""

    def __init__(self) -> None:
        self.moment = datetime.fromisoformat("2031-03-18T12:00:00+00:00")

    def __call__(self) -> str:
        return self.moment.isoformat(timespec="microseconds")

    def pass_by(self, **span: float) -> None:
        self.moment += timedelta(**span)


def page(text: str, outlet: str = "Ostvik Post") -> bytes:
    title = "Storm closes Ostvik harbour"
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in text.rstrip(".").split(". "))
    described = {"article:published_time": "2031-03-18T10:00:00Z", "og:site_name": outlet}
    tags = "".join(f"<meta property='{name}' content='{value}'>" for name, value in described.items())
    head = f"<head><title>{title}</title>{tags}</head>"
    return f"<html lang='en'>{head}<body><article><h1>{title}</h1>{paragraphs}</article></body></html>".encode()


def feed(server: Server, *names: str, title: str = "Ostvik Post") -> bytes:
    items = "".join(
        f"<item><title>Storm closes Ostvik harbour</title><link>{server.base}/{name}</link>"
        "<pubDate>Tue, 18 Mar 2031 10:00:00 GMT</pubDate></item>"
        for name in names
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()


def fetcher(seconds: float = 20.0) -> Fetcher:
    limits = Limits(connect=seconds, read=seconds, total=seconds)
    return Fetcher(allow_private=True, limits=limits, pacing=Pacing(0.0), clock=FakeClock())


def one_round(store: Store, time: Time) -> WatchRound:
    (done,) = Watcher(store, fetcher(), now=time).rounds(1)
    return done
