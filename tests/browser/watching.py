"""A page that is watched while it is used: what its console says, and where it sends requests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PHONE, DESK = 390, 1280
"""Widths in CSS pixels."""
_SERIOUS = frozenset({"serious", "critical"})
_COLOURS = ("color-contrast", "link-in-text-block")
_WIDTH = ("target-size", "scrollable-region-focusable")
_LOOKS: tuple[tuple[int, Literal["light", "dark"], tuple[str, ...] | None], ...] = (
    (DESK, "light", None),
    (DESK, "dark", _COLOURS),
    (PHONE, "light", _COLOURS + _WIDTH),
    (PHONE, "dark", _COLOURS),
)
"""The widths and colours a page is looked at in, and the rules of axe-core that can come out otherwise there (None:
all)."""


class WatchedPage:
    """A page with everything that went wrong on it so far."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.faults: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # A browser also logs every answer that is an error; the walk expects those it asks for.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if f"{asked.scheme}://{asked.netloc}" != self.origin:
            self.faults.append(f"request: {request.url}")

    def open(self, address: str, status: int = 200) -> Page:
        """The page after it has loaded that address of the site."""
        response = self.page.goto(self.origin + address)
        if response is not None and response.status not in (status, 0):
            self.faults.append(f"{address}: answered {response.status}, expected {status}")
        return self.page

    def barriers(self) -> list[str]:
        """The serious and critical findings of axe-core on the page as it stands, on phone and desk, light and dark."""
        found: list[str] = []
        for width, scheme, rules in _LOOKS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme=scheme)
            found += [f"{width} px, {scheme}: {finding}" for finding in _findings(self.page, rules)]
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                found.append(f"{width} px: the page is {wide} px too wide")
        return found


def _findings(page: Page, rules: tuple[str, ...] | None) -> list[str]:
    only = {"runOnly": list(rules)} if rules else {}
    response = Axe().run(page, options={"resultTypes": ["violations"], **only}).response
    return [
        f"{violation['id']}: {node['target']} {node['html'][:160]} {node['failureSummary'][:200]}"
        for violation in response["violations"]
        if violation["impact"] in _SERIOUS
        for node in violation["nodes"][:3]
    ]


@contextmanager
def watched(browser: Browser, origin: str, *, width: int = DESK, scripts: bool = True) -> Iterator[WatchedPage]:
    """A fresh page of a fresh visitor. Nothing may have gone wrong on it by the end."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts, reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    try:
        page = WatchedPage(context.new_page(), origin)
        yield page
        assert page.faults == []
    finally:
        context.close()
