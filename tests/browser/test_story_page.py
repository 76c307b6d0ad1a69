"""The account in use: statements and their words light up together, by mouse and keys; it prints whole."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import RunningSite, Visit
from tests.browser.watching import PHONE
from twosource.model.comparison import Comparison
from twosource.report.html import render_html

CLAIM = "#claim-2"
LIT_REPORTS = (
    "new Set([...document.querySelectorAll('.fulltext mark.lit')].map(mark => mark.closest('article').id)).size"
)
CUT_OFF = """[...document.querySelectorAll('main *')].filter(node => {
  const style = getComputedStyle(node);
  return ['auto', 'scroll', 'hidden'].includes(style.overflowY) && node.scrollHeight > node.clientHeight + 2
    && style.clipPath === 'none' && node.clientHeight > 2;
}).map(node => node.className)"""


def text_of(page: Page, selector: str) -> str:
    return " ".join(page.locator(selector).all_inner_texts())


def test_pointing_at_a_statement_lights_its_words_in_every_report(visit: Visit, site: RunningSite) -> None:
    with visit() as visitor:
        page = visitor.open(f"/stories/{site.stories['lock-gate']}")
        assert page.evaluate(LIT_REPORTS) == 0
        page.hover(f"{CLAIM} .text")
        assert page.evaluate(LIT_REPORTS) == 3
        page.hover("h1")
        assert page.evaluate(LIT_REPORTS) == 0


def test_pointing_at_words_lights_the_statement_and_the_other_reports(visit: Visit, site: RunningSite) -> None:
    with visit() as visitor:
        page = visitor.open(f"/stories/{site.stories['lock-gate']}")
        page.hover("#report-2 mark.corroborated")
        assert page.evaluate(LIT_REPORTS) == 3
        assert "lit" in (page.locator(CLAIM).get_attribute("class") or "")


def test_keys_light_the_words_and_lead_to_them(visit: Visit, site: RunningSite) -> None:
    with visit() as visitor:
        page = visitor.open(f"/stories/{site.stories['lock-gate']}")
        link = page.locator(f"{CLAIM} td a").nth(1)
        link.focus()
        assert page.evaluate(LIT_REPORTS) == 3
        target = link.get_attribute("href") or ""
        page.keyboard.press("Enter")
        page.wait_for_function("location.hash.length > 1")
        assert page.locator(target).is_visible()
        box, colour = page.evaluate(
            "selector => { const node = document.querySelector(selector), box = node.getBoundingClientRect();"
            " return [[box.top, box.bottom], getComputedStyle(node).backgroundColor] }",
            target,
        )
        assert 0 <= box[0] < box[1] <= 900
        assert colour != "rgba(0, 0, 0, 0)"


def test_choosing_words_brings_them_into_view_in_the_other_reports(visit: Visit, site: RunningSite) -> None:
    with visit() as visitor:
        page = visitor.open(f"/stories/{site.stories['lindhaven-meeting']}")
        page.locator("#report-1 .fulltext mark.corroborated").last.click(position={"x": 3, "y": 5})
        inside = page.evaluate(
            "[...document.querySelectorAll('.fulltext')].filter(text => text.querySelector('mark.lit')).map(text => {"
            " const box = text.getBoundingClientRect();"
            " return [...text.querySelectorAll('mark.lit')].some(mark => { const at = mark.getBoundingClientRect();"
            " return at.bottom > box.top && at.top < box.bottom }) })"
        )
        assert len(inside) > 1
        assert all(inside)


def test_a_file_is_the_same_page_and_asks_nobody(open_file: Visit, lone_page: Path) -> None:
    with open_file() as visitor:
        page = visitor.open(str(lone_page))
        page.hover(".claim .text")
        assert page.evaluate(LIT_REPORTS) >= 2
        assert visitor.barriers() == []


def test_words_in_several_pieces_light_up_whole(open_file: Visit, hostile_page: Path) -> None:
    with open_file() as visitor:
        page = visitor.open(str(hostile_page))
        anchor = page.locator("[data-of]").first.get_attribute("data-of")
        page.goto(f"{hostile_page.as_uri()}#{anchor}")
        pieces = page.locator(f'[data-of="{anchor}"]')
        assert pieces.count() == page.locator(f'.aimed[data-of="{anchor}"]').count() > 0


def test_print_gives_the_whole_account(open_file: Visit, lone_page: Path, examples: dict[str, Comparison]) -> None:
    with open_file() as visitor:
        page = visitor.open(str(lone_page))
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        shown = " ".join(text_of(page, "main").split())
        for annotated in examples["lindhaven-meeting"].articles:
            last = annotated.article.paragraphs[-1].surface(annotated.article.text)
            assert " ".join(last.split())[-30:] in shown
        assert page.evaluate(CUT_OFF) == []
        hidden = page.locator(".alone li, .timeline li, .voices li, .omits li").evaluate_all(
            "nodes => nodes.filter(node => !node.checkVisibility({contentVisibilityAuto: true})).length"
        )
        assert hidden == 0


def test_a_phone_shows_each_statement_with_the_reports_that_have_it(visit: Visit, site: RunningSite) -> None:
    with visit(width=PHONE) as visitor:
        page = visitor.open(f"/stories/{site.stories['lock-gate']}")
        names = page.locator(f"{CLAIM} td a .who").all_inner_texts()
        assert [name.strip() for name in names] == ["The Tideway", "Canal Post", "Northern Wire"]


@pytest.fixture(scope="session")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve outlets, fifty claims and hostile text everywhere, as a file."""
    from tests.report.invented import crowded

    file = tmp_path_factory.mktemp("hostile") / "account.html"
    file.write_text(render_html(crowded()), encoding="utf-8")
    return file


def test_the_page_of_five_reports_is_under_a_megabyte(examples: dict[str, Comparison]) -> None:
    comparison = examples["skerry-ferry"]
    assert len(comparison.articles) == 5
    assert len(render_html(comparison).encode("utf-8")) < 1_000_000
