"""What the head of a page says about its report: linked data first, meta tags second."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from twosource.ingest.assemble import Described
from twosource.ingest.fields import byline_of, http_url, iso_date, one_line
from twosource.ingest.jsonld import describe_linked_data, find_article, linked_data_text, parse_linked_data
from twosource.text.headlines import names_title

_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "sailthru.title", "title")
_OUTLET = ("og:site_name", "application-name", "dc.publisher", "publisher", "citation_journal_title")
_BYLINE = ("author", "byl", "article:author_name", "dc.creator", "sailthru.author", "parsely-author", "article:author")
_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished", "date.published",
    "publishdate", "publish-date", "publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "dcterms.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "pubdate", "pdate", "date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "article:modified", "og:article:modified_time", "og:updated_time", "datemodified",
    "last-modified", "dcterms.modified", "dc.date.modified", "revision_date", "lastmod",
)  # fmt: skip
_LANGUAGE = ("og:locale", "inlanguage", "content-language", "language", "dc.language")
_SECTION = ("article:section", "og:article:section", "section", "parsely-section")
_LONGEST_SCRIPT = 2_000_000
_MOST_META = 2_000


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a page's head gives: the fields, the report's text where its linked data carries it, whether it says that
    no person signs the report, and whether it declares itself one article."""

    described: Described
    linked_text: str | None
    unsigned: bool
    is_article: bool


def describe_page(tree: Any, *, url: str | None) -> PageHead:
    """The fields a page's linked data and meta tags give, the former first."""
    linked, linked_text, unsigned = _linked_data(tree)
    meta = _meta_tags(tree)

    def first(names: tuple[str, ...], read: Any) -> Any:
        return next((value for name in names if (value := read(meta.get(name))) is not None), None)

    described = Described(
        title=first(_TITLE, one_line),
        outlet=first(_OUTLET, one_line),
        byline=None if unsigned else first(_BYLINE, byline_of),
        published=first(_PUBLISHED, iso_date) or _visible_date(tree),
        modified=first(_MODIFIED, iso_date),
        language=first(_LANGUAGE, one_line) or one_line(tree.get("lang") or tree.get("xml:lang")),
        section=first(_SECTION, one_line),
        extra={"description": text}
        if (text := one_line(meta.get("og:description") or meta.get("description")))
        else {},
    )
    joined = filled(linked, described)
    extra = {**described.extra, **linked.extra}
    address = _address(tree, meta, linked.url, url)
    title = _shown_title(tree, (linked.title, described.title)) or joined.title
    modified = None if joined.modified == joined.published else joined.modified
    outlet = re.sub(r"^the (?=[A-Z])", "The ", joined.outlet) if joined.outlet else None
    declared = (meta.get("og:type") or "").casefold() in ("article", "news", "newsarticle")
    return PageHead(
        replace(joined, extra=extra, url=address, title=title, modified=modified, outlet=outlet),
        linked_text,
        unsigned,
        declared or "article:published_time" in meta or linked.title is not None,
    )


def filled(first: Described, second: Described) -> Described:
    """The first description, what it leaves open taken from the second."""
    missing = {f.name: getattr(second, f.name) for f in fields(first) if getattr(first, f.name) in (None, (), {})}
    return replace(first, **missing)


def _linked_data(tree: Any) -> tuple[Described, str | None, bool]:
    nodes: list[Any] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().casefold() == "application/ld+json":
            text = script.text or ""
            if len(text) <= _LONGEST_SCRIPT and (value := parse_linked_data(text)) is not None:
                nodes.append(value)
    article = find_article(nodes)
    if article is None:
        return Described(), None, False
    described = describe_linked_data(nodes)
    unsigned = described.byline is None and bool(article.get("author") or article.get("creator"))
    return described, linked_data_text(nodes), unsigned


def _meta_tags(tree: Any) -> Mapping[str, str]:
    """The first content under each name, property or itemprop, names in lower case."""
    tags: dict[str, str] = {}
    for position, tag in enumerate(tree.iter("meta")):
        if position >= _MOST_META:
            break
        content = (tag.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (tag.get(attribute) or "").strip().casefold()
            if name and content:
                tags.setdefault(name, content)
    return tags


def _visible_date(tree: Any) -> str | None:
    """The date of the first time element that gives one: pages put their own above those of teasers."""
    for position, tag in enumerate(tree.iter("time")):
        if position < 5 and (day := iso_date(tag.get("datetime"))):
            return day
    return None


def _address(tree: Any, meta: Mapping[str, str], linked: str | None, url: str | None) -> str | None:
    """The canonical address of the page; where it was fetched from `url`, only one of the same site."""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").casefold().split():
            canonical = http_url(urljoin(url or "", (link.get("href") or "").strip()))
            if canonical and _same_site(canonical, url):
                return canonical
            break
    for candidate in (http_url(meta.get("og:url")), linked):
        if candidate and _same_site(candidate, url):
            return candidate
    return url


def _same_site(address: str, url: str | None) -> bool:
    try:
        here, there = urlsplit(address).hostname or "", urlsplit(url or address).hostname or ""
    except ValueError:
        return False
    return bool(here) and here.split(".")[-2:] == there.split(".")[-2:]


def _shown_title(tree: Any, candidates: tuple[str | None, ...]) -> str | None:
    """The candidate that the page shows as its heading, None where it shows none of them."""
    headings = ["".join(heading.itertext())[:1000] for heading, _ in zip(tree.iter("h1"), range(10), strict=False)]
    for title in candidates:
        if title and any(names_title(heading, title) for heading in headings):
            return title
    return None


def parse_page(text: str) -> Any:
    """The element tree of a page, repaired as browsers do; None where it holds no element. Never fetches anything."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, recover=True, encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
