"""Every page in a browser: nothing in the console, no request elsewhere, no barrier, nothing hostile at work."""

from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from starlette.testclient import TestClient

from tests.browser.conftest import RunningSite, Visit
from tests.report.invented import HOSTILE
from twosource.store import open_store
from twosource.web.app import create_app
from twosource.web.settings import WebSettings

SITE_PAGES = {
    "front": "/",
    "front filtered": "/?outlet=Skerry+Post+1&standing=corroborated&since=2030-03-01&until=2030-12-31",
    "story": "/stories/{lindhaven-meeting}",
    "story by hand": "/stories/{lock-gate}",
    "story in excerpts": "/stories/{lindhaven-meeting}?excerpts=1",
    "article": "/articles/short-7-1",
    "article of a story": "/articles/tideway",
    "search": "/search?q=ferry",
    "search without a hit": "/search?q=zzzzzz",
    "speakers": "/speakers",
    "speaker": "/speaker?name=Ida+Brandvold",
    "outlets": "/outlets",
    "outlet": "/outlet?name=The+Tideway",
    "events": "/events",
    "rejections": "/rejections",
    "feeds": "/feeds",
    "compare": "/compare",
}
HOSTILE_PAGES = {
    "front": "/",
    "story": "/stories/{hostile}",
    "story in excerpts": "/stories/{hostile}?excerpts=1",
    "article": "/articles/" + quote(f"id-0-{HOSTILE[0]}", safe=""),
    "article with overrides": "/articles/" + quote(f"id-2-{HOSTILE[2]}", safe=""),
    "search": "/search?" + urlencode({"q": HOSTILE[0]}),
    "speaker": "/speaker?" + urlencode({"name": HOSTILE[0]}),
    "outlet": "/outlet?" + urlencode({"name": f"{HOSTILE[0]} 0"}),
    "feeds": "/feeds",
    "events": "/events",
}


@pytest.mark.parametrize("address", SITE_PAGES.values(), ids=SITE_PAGES.keys())
def test_page_has_no_barrier_and_no_fault(visit: Visit, site: RunningSite, address: str) -> None:
    with visit() as visitor:
        page = visitor.open(address.format(**site.stories))
        assert page.locator("h1").count() == 1
        assert visitor.barriers() == []


def test_error_page_has_no_barrier(visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.open("/stories/none-of-that-name", status=404)
        assert page.locator("h1").inner_text() == "Not found"
        assert visitor.barriers() == []


@pytest.mark.parametrize("address", HOSTILE_PAGES.values(), ids=HOSTILE_PAGES.keys())
def test_hostile_reports_are_shown_as_text(visit: Visit, site: RunningSite, address: str) -> None:
    with visit() as visitor:
        visitor.page.on("dialog", lambda dialog: (visitor.faults.append("a dialog opened"), dialog.dismiss()))
        page = visitor.open(address.format(**site.stories))
        page.wait_for_load_state("load")
        assert page.locator("[onerror], [onload], script:not([src]), iframe, img").count() == 0
        assert page.locator("a[href^='javascript:' i]").count() == 0
        assert not set("\u202e\u202a\u2066\x1b\x9b") & set(page.content())


@pytest.mark.parametrize("address", SITE_PAGES.values(), ids=SITE_PAGES.keys())
def test_page_reads_without_scripts(visit: Visit, site: RunningSite, address: str) -> None:
    with visit(scripts=False) as visitor:
        page = visitor.open(address.format(**site.stories))
        assert page.locator("main").is_visible()
        assert page.locator("main h1, header h1").first.is_visible()


def test_the_page_that_asks_for_a_token_has_no_barrier(open_file: Visit, tmp_path: Path) -> None:
    store = open_store(tmp_path / "archive.db")
    app = create_app(store, WebSettings(host="192.0.2.7", token="a-token"))
    asked = TestClient(app, base_url="http://192.0.2.7").get("/search?q=ferry", headers={"Accept": "text/html"})
    store.close()
    file = tmp_path / "refusal.html"
    file.write_text(asked.text, encoding="utf-8")
    with open_file() as visitor:
        page = visitor.open(str(file))
        assert page.get_by_label("Token").is_visible()
        assert visitor.barriers() == []
