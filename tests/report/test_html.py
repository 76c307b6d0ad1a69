"""The account as one HTML file: complete, linked both ways, and closed to whatever a report brings along."""

import base64
import hashlib
import re
from collections import Counter
from itertools import pairwise

import pytest
from lxml import html as lxml_html

from tests.report.invented import HOSTILE, crowded, lock_gate
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import Comparison
from twosource.report.article_html import render_article_html
from twosource.report.html import render_html

PAGES = {
    "small": render_html(lock_gate()),
    "crowded": render_html(crowded()),
    "excerpts": render_html(crowded(), excerpts=True),
    "article": render_article_html(lock_gate().articles[0]),
    "hostile article": render_article_html(crowded().articles[5]),
}
each_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())


def tree(page: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(page)


@each_page
def test_page_can_be_written_as_utf8(page: str) -> None:
    assert page.startswith("<!doctype html>")
    assert page.encode("utf-8")


@each_page
def test_ids_stand_once_and_every_link_within_the_page_leads_somewhere(page: str) -> None:
    document = tree(page)
    ids = Counter(document.xpath("//@id"))
    assert {name for name, number in ids.items() if number > 1} == set()
    targets = {href[1:] for href in document.xpath("//@href") if href.startswith("#")}
    assert targets - set(ids) == set()
    assert {reference for value in document.xpath("//@aria-labelledby") for reference in value.split()} <= set(ids)


@each_page
def test_page_brings_nothing_active_and_loads_nothing(page: str) -> None:
    document = tree(page)
    assert len(document.xpath("//script")) == 1
    assert document.xpath("//*[@src] | //link | //iframe | //object | //embed | //img | //form | //base") == []
    assert document.xpath("//@*[starts-with(name(), 'on')] | //@style") == []
    outside = [href for href in document.xpath("//a/@href") if not href.startswith("#")]
    assert all(href.startswith("https://") for href in outside)
    assert "@import" not in page
    assert "url(" not in "".join(document.xpath("//style/text()"))


@each_page
def test_policy_allows_the_one_style_and_script_only(page: str) -> None:
    policy = tree(page).xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; ")
    for element in ("style", "script"):
        content = re.search(rf"<{element}>(.*?)</{element}>", page, re.S)
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content[1].encode("utf-8")).digest()).decode("ascii")
        assert f"{element}-src 'sha256-{digest}'" in policy


@each_page
def test_no_control_character_or_override_is_left(page: str) -> None:
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page) == []


def test_hostile_text_is_shown_as_text() -> None:
    words = tree(PAGES["crowded"]).xpath("string(//main)")
    for hostile in ("<script>alert(1)</script>", "\\u202eevil\\u202c", "\\x1b[31mred", "{{ 7*7 }}", "&amp; \\x00"):
        assert hostile in words


@each_page
def test_landmarks_headings_and_tables_are_named(page: str) -> None:
    document = tree(page)
    assert document.get("lang") == "en"
    assert len(document.xpath("//h1")) == 1
    assert len(document.xpath("//main")) == 1
    assert document.xpath("//table[not(.//th[@scope='col'])]") == []
    assert document.xpath("//*[@role='region'][not(@aria-label or @aria-labelledby)]") == []
    levels = [int(heading.tag[1]) for heading in document.xpath("//h1|//h2|//h3|//h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_standings_come_in_their_order() -> None:
    sections = tree(PAGES["crowded"]).xpath("//section/@id")
    assert [name.removeprefix("standing-") for name in sections] == [
        "disputed", "corroborated", "shared_origin", "single_source", "unclear",
        "differences", "quotes", "origins", "timeline", "voices", "wording", "coverage", "reports",
    ]  # fmt: skip


def test_every_claim_has_a_cell_for_every_report_and_says_it_in_words() -> None:
    document = tree(PAGES["crowded"])
    for row in document.xpath("//tr[contains(@class, 'claim')]"):
        cells = row.xpath("./td")
        assert len(cells) == 12
        assert all(cell.text_content().strip() for cell in cells)


def test_the_matrix_says_how_each_report_has_the_claim() -> None:
    document = tree(PAGES["small"])
    states = {
        row.get("id"): [cell.get("class").split()[1] for cell in row.xpath("./td")]
        for row in document.xpath("//tr[contains(@class, 'claim')]")
    }
    assert states == {
        "claim-1": ["attributed", "attributed", "attributed"],
        "claim-2": ["own", "own", "carried"],
        "claim-3": ["altered", "altered", "altered"],
        "claim-4": ["absent", "attributed", "attributed"],
    }


def test_disputed_values_stand_in_the_matrix_and_side_by_side() -> None:
    document = tree(PAGES["small"])
    assert document.xpath("//tr[@id='claim-1']//*[@class='value']/text()") == ["31", "At least 40", "Thirty-one"]
    sides = document.xpath("//section[@id='standing-disputed']//li[@class='side']//mark/text()")
    assert sides == ["31", "At least 40", "Thirty-one"]


def test_a_line_leads_to_its_words_in_the_report_and_back() -> None:
    document = tree(PAGES["small"])
    (target,) = document.xpath("//tr[@id='claim-4']//td[contains(@class, 'attributed')][1]/a/@href")[:1]
    (mark,) = document.xpath(f"//*[@id='{target[1:]}']")
    assert mark.text_content().startswith("The canal company is expected to pay for the repair")
    assert "#claim-4" in mark.xpath(".//a[@class='back']/@href")


def test_reports_stand_in_full_with_their_paragraphs() -> None:
    document = tree(PAGES["small"])
    for number, annotated in enumerate(lock_gate().articles, 1):
        texts = document.xpath(f"//*[@id='report-{number}']//*[contains(@class, 'fulltext')]/p")
        for paragraph, span in zip(texts, annotated.article.paragraphs, strict=True):
            for extra in paragraph.xpath(".//a[@class='back'] | .//*[@class='pn']"):
                extra.drop_tree()
            assert paragraph.text_content() == span.surface(annotated.article.text)


def test_excerpts_leave_the_full_text_out() -> None:
    assert tree(PAGES["excerpts"]).xpath("//*[contains(@class, 'fulltext')]") == []
    text = "\n\n".join(f"Sentence {n} of a long report that nobody quotes." for n in range(60))
    page = render_html(Comparison((AnnotatedArticle(Article.from_text(text)),)), excerpts=True)
    assert "that nobody quotes" not in page


def test_unsafe_addresses_are_not_linked() -> None:
    assert "javascript:" not in "".join(tree(PAGES["crowded"]).xpath("//@href"))


def test_page_of_twelve_reports_and_fifty_claims_is_under_a_megabyte() -> None:
    assert len(PAGES["crowded"].encode("utf-8")) < 1_000_000


def test_same_comparison_same_page() -> None:
    assert render_html(crowded()) == PAGES["crowded"]


@pytest.mark.parametrize("text", ["", "word", "\n\n", "\x1b" * 9, "\ud800", "\u202e" * 3, "“" * 50])
def test_poor_texts_make_a_page(text: str) -> None:
    article = AnnotatedArticle(Article.from_text(text))
    assert "</html>" in render_html(Comparison((article,)))
    assert "</html>" in render_article_html(article)


def test_no_articles_make_a_page() -> None:
    assert "A comparison of reports" in render_html(Comparison(()))


def test_hostile_samples_are_all_in_use() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) == 8
