"""The site in use: filters, search, comparing, and everything within reach of the keys alone."""

from pathlib import Path

import pytest

from tests.browser.conftest import RunningSite, Visit
from tests.report.invented import CANAL_POST, TIDEWAY

MOST_KEYS = 400
REACHABLE = """[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary,"""
REACHABLE += """ [tabindex="0"]')].filter(node => node.tabIndex >= 0 && !node.disabled && node.checkVisibility()"""
REACHABLE += """ && !(node.type === 'radio' && !node.checked)).map((node, at) => { node.dataset.at = at; return at })"""
FOCUSED = """(() => { const node = document.activeElement, style = getComputedStyle(node);
  const box = node.getBoundingClientRect();
  return [node.dataset.at ?? null, style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
    box.width > 0 && box.height > 0, node.outerHTML.slice(0, 120)] })()"""


def test_search_finds_words_and_leads_to_the_report(visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.open("/")
        page.get_by_role("search").get_by_role("searchbox").fill('"ferry 17"')
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?*")
        page.locator("ol.hits h2 a").first.click()
        page.wait_for_url("**/articles/*")
        assert page.locator("h1").inner_text() == "Ferry 17 hits pier"


def test_filters_narrow_the_stories(visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.open("/")
        assert page.locator("ol.stories > li").count() > 5
        page.get_by_text("Filters", exact=True).click()
        page.get_by_role("textbox", name="Outlet", exact=True).fill("The Tideway")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**outlet=The+Tideway**")
        assert page.locator("ol.stories > li h2").all_inner_texts() == ["Lock gate gives way in Ostrel"]


def test_a_long_list_is_turned_page_by_page(visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.open("/")
        first = page.locator("ol.stories > li h2").first.inner_text()
        page.locator("a[rel=next]").click()
        page.wait_for_url("**page=2**")
        assert page.locator("ol.stories > li h2").first.inner_text() != first
        page.locator("a[rel=prev]").click()
        page.wait_for_url("**page=1**")
        assert page.locator("ol.stories > li h2").first.inner_text() == first


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_files_are_compared(visit: Visit, tmp_path: Path, scripts: bool) -> None:
    for name, text in (("the-tideway.txt", TIDEWAY), ("canal-post.txt", CANAL_POST)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with visit(scripts=scripts) as visitor:
        page = visitor.open("/compare")
        page.set_input_files("#files", [tmp_path / "the-tideway.txt", tmp_path / "canal-post.txt"])
        page.get_by_role("button", name="Compare", exact=True).click()
        page.locator("#reports").wait_for(timeout=120_000)
        assert page.locator(".outlets bdi").all_inner_texts() == ["Canal Post", "The Tideway"]
        assert page.locator(".claim").count() > 0
        assert not scripts or visitor.barriers() == []
        page.get_by_role("button", name="Keep the reports in the archive").click()
        page.wait_for_url("**/stories/**", timeout=120_000)
        assert page.locator("#report-1 .from a").last.get_attribute("href")


def test_a_comparison_of_nothing_says_why(visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.open("/compare")
        page.get_by_role("button", name="Compare", exact=True).click()
        assert page.get_by_role("alert").inner_text().strip()
        assert visitor.barriers() == []


@pytest.mark.parametrize("address", ["/", "/stories/{lock-gate}", "/search?q=ferry", "/compare", "/feeds"])
def test_keys_alone_reach_everything_and_focus_is_seen(visit: Visit, site: RunningSite, address: str) -> None:
    with visit() as visitor:
        page = visitor.open(address.format(**site.stories))
        page.evaluate("document.querySelectorAll('details').forEach(node => { node.open = true })")
        wanted = {str(at) for at in page.evaluate(REACHABLE)}
        reached: set[str] = set()
        unseen = []
        for _ in range(MOST_KEYS):
            page.keyboard.press("Tab")
            at, outlined, sized, shown = page.evaluate(FOCUSED)
            if at is None or wanted <= reached:
                break
            reached.add(at)
            if not (outlined and sized):
                unseen.append(shown)
        assert unseen == []
        assert wanted - reached == set()


def test_the_first_key_offers_to_skip_to_the_content(visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.open("/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#main"
