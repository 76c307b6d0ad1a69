"""A browser, where one is installed, and the web app on a loopback port over an archive made for the walk."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from tests.browser.archive import fill
from tests.browser.watching import FLAGS, WatchedPage, watched
from twosource.model.comparison import Comparison
from twosource.report.html import render_html
from twosource.service import annotate_many, bundled_examples, compare
from twosource.store import open_store
from twosource.web.app import create_app

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
_PATIENCE = 30.0

Visit = Callable[..., AbstractContextManager[WatchedPage]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here starts a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium without a window."""
    if BROWSER is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def examples() -> dict[str, Comparison]:
    """The accounts of the bundled stories, by name."""
    return {name: compare(list(annotate_many(reports))) for name, reports in bundled_examples().items()}


@dataclass(frozen=True)
class RunningSite:
    """The app that is being served: its origin, and the ids of its stories by name."""

    origin: str
    stories: dict[str, str]


@pytest.fixture(scope="session")
def site(
    browser: Browser, examples: dict[str, Comparison], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSite]:
    """The app over an archive of the bundled stories and a thousand short reports."""
    store = open_store(tmp_path_factory.mktemp("walk") / "archive.db")
    stories = fill(store, examples)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(store), log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    given_up = time.monotonic() + _PATIENCE
    while not server.started and time.monotonic() < given_up:
        time.sleep(0.02)
    yield RunningSite(f"http://127.0.0.1:{listening.getsockname()[1]}", stories)
    server.should_exit = True
    thread.join(_PATIENCE)
    store.close()


@pytest.fixture
def visit(browser: Browser, site: RunningSite) -> Visit:
    """Opens a watched page of the site, for a visitor of its own."""
    return partial(watched, browser, site.origin)


@pytest.fixture(scope="session")
def lone_page(browser: Browser, examples: dict[str, Comparison], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The account of a bundled story as a file."""
    file = tmp_path_factory.mktemp("lone") / "account.html"
    file.write_text(render_html(examples["lindhaven-meeting"]), encoding="utf-8")
    return file


@pytest.fixture
def open_file(browser: Browser) -> Visit:
    """Opens a watched page for files; their origin is that of files."""
    return partial(watched, browser, "file://")
