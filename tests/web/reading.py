"""What holds for every page of the site, checked on the page as a browser would read it."""

from collections import Counter
from itertools import pairwise

from lxml import html

_HARMLESS = ("http://", "https://", "/", "#")


def read_page(text: str, *scripts: str) -> html.HtmlElement:
    """The page, after checking that nothing in it but the site's scripts and those named runs, that nothing is styled
    inline, that links lead to pages, that ids are there once and led to, that headings come in order, and that every
    field has a name and every change a token."""
    page = html.document_fromstring(text)
    _check_nothing_runs(page, scripts)
    _check_links(page)
    _check_structure(page)
    _check_forms(page)
    return page


def words_of(page: html.HtmlElement, path: str) -> str:
    """The words of the first element at the path, with single spaces."""
    return " ".join(page.xpath(path)[0].text_content().split())


def _check_nothing_runs(page: html.HtmlElement, scripts: tuple[str, ...]) -> None:
    assert [node.get("src") for node in page.iter("script")] == ["/static/script.js", "/static/site.js", *scripts]
    assert not list(page.iter("style", "iframe", "object", "embed", "base", "img", "template"))
    for node in page.iter(html.etree.Element):
        for name in node.attrib:
            assert name != "style", html.tostring(node)[:200]
            assert not name.startswith("on"), html.tostring(node)[:200]


def _check_links(page: html.HtmlElement) -> None:
    ids = {node.get("id") for node in page.xpath("//*[@id]")}
    for node in page.xpath("//*[@href]"):
        address = node.get("href")
        assert address.startswith(_HARMLESS), address
        assert not address.startswith("//"), address
        if address.startswith("#"):
            assert address[1:] in ids, address
    for node in page.xpath("//form"):
        assert node.get("action").startswith("/")


def _check_structure(page: html.HtmlElement) -> None:
    repeated = [name for name, count in Counter(node.get("id") for node in page.xpath("//*[@id]")).items() if count > 1]
    assert repeated == []
    levels = [int(node.tag[1]) for node in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), levels
    assert len(page.xpath("//main")) == 1
    assert page.xpath("//header[@class='site']//nav[@aria-label]")
    assert page.xpath("//a[@class='skip'][@href='#main']")
    assert page.get("lang") == "en"
    assert words_of(page, "//title")
    for node in page.xpath("//*[@aria-labelledby]"):
        assert page.xpath(f"//*[@id='{node.get('aria-labelledby')}']"), html.tostring(node)[:200]


def _check_forms(page: html.HtmlElement) -> None:
    for field in page.xpath("//input[not(@type='hidden')]|//select|//textarea"):
        named = field.xpath("ancestor::label") or page.xpath(f"//label[@for='{field.get('id')}']")
        assert named, html.tostring(field)[:200]
        assert " ".join(named[0].text_content().split())
    for form in page.xpath("//form[@method='post']"):
        assert form.xpath(".//input[@name='form_token']")[0].get("value")
