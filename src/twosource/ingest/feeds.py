"""A feed or sitemap of any kind → FeedDocument; the feeds a page leads to."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from twosource.ingest.feed_fields import feed_address, feed_title
from twosource.ingest.feed_text import feed_text, repaired_markup
from twosource.ingest.item_article import article_of_item
from twosource.ingest.json_feed import is_json_feed, read_json_feed
from twosource.ingest.page_fields import parse_page
from twosource.ingest.page_tags import without_absurd_attributes
from twosource.ingest.prolog import prolog_end
from twosource.ingest.sitemaps import read_sitemap
from twosource.ingest.syndication import read_syndication
from twosource.model.article import Rejection
from twosource.model.feed import Feed, FeedDocument, FeedKind

__all__ = ["article_of_item", "find_feeds", "find_root", "read_feed"]

_PROLOG = re.compile(
    r"[\s\ufeff]+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\][^>\[]*){0,20}>", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|RDF|feed|channel|urlset|sitemapindex|opml|html|head|body)(?=[\s/>])", re.I)
_HEAD = 1_000_000
"""Characters in which the root element must begin."""
_LINK_TYPES: dict[str, FeedKind] = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json_feed",
}
_MOST_LINKS = 50


def read_feed(data: bytes, *, url: str, media_type: str | None = None) -> FeedDocument | Rejection:
    """The items of an RSS, Atom or JSON feed, a sitemap or a news sitemap fetched from `url`, or the sitemaps of an
    index; plain or in gzip. Items keep their order, the first of those with one address is kept, addresses are absolute
    and http(s), dates ISO 8601. What of the document could not be read or was left for its size is in `rejections`
    (broken_xml, broken_json, broken_item, truncated, too_large, too_many_items, undecodable, no_address). Nothing is
    raised or fetched, no entity of the document is expanded.

    Reasons of a Rejection in its place: not_a_feed (of a page, with the address of the feed it links to), empty,
    binary, unsupported_format, undecodable, broken_gzip."""
    read = feed_text(data, document=url, media_type=media_type)
    if isinstance(read, Rejection):
        return read
    found = _read_text(read.text, url)
    if isinstance(found, Rejection):
        return found
    return replace(found, rejections=(*read.rejections, *found.rejections))


def _read_text(text: str, url: str) -> FeedDocument | Rejection:
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        if is_json_feed(text):
            return read_json_feed(text, url=url)
        return Rejection(url, "not_a_feed", "this is JSON, but no JSON Feed")
    name, start = find_root(text)
    if name in ("html", "head", "body"):
        return Rejection(url, "not_a_feed", _page_detail(text, url))
    if name == "opml":
        return Rejection(url, "not_a_feed", "this is a list of feeds (OPML): import it as one")
    if name is None:
        return Rejection(url, "not_a_feed", "this is neither RSS, Atom, JSON Feed nor a sitemap")
    markup = repaired_markup(text[start:])
    if name in ("urlset", "sitemapindex"):
        return read_sitemap(markup, url=url)
    return read_syndication(markup, url=url)


def find_root(text: str) -> tuple[str | None, int]:
    """The name in lower case of the element a feed, sitemap, feed list or page begins with, and where it begins; what
    stands before it (a declaration, a document type, a server's warnings) does not count. None and 0 where there is
    none."""
    head = text[:_HEAD]
    begin = prolog_end(_PROLOG, head)
    root = _ROOT.match(head, begin) or _ROOT.search(head, begin)
    if root is None:
        return ("html", 0) if re.search(r"<!doctype\s+html", head[:4096], re.IGNORECASE) else (None, 0)
    return root[1].casefold(), root.start()


def find_feeds(html: str, *, url: str) -> tuple[Feed, ...]:
    """The feeds the page at `url` names as its own (`rel=alternate`, RSS autodiscovery), in the page's order."""
    tree = parse_page(without_absurd_attributes(html.replace("\x00", "")))
    if tree is None:
        return ()
    base = next((tag.get("href") for tag in tree.iter("base") if tag.get("href")), None)
    address_of = _joined(url, base)
    found: dict[str, Feed] = {}
    for link in tree.iter("link"):
        kind = _LINK_TYPES.get((link.get("type") or "").split(";")[0].strip().casefold())
        relations = (link.get("rel") or "").casefold().split()
        address = feed_address(link.get("href"), address_of) if kind and "alternate" in relations else None
        if address:
            found.setdefault(address, Feed(address, title=feed_title(link.get("title")), site=url, kind=kind))
        if len(found) >= _MOST_LINKS:
            break
    return tuple(found.values())


def _joined(url: str, base: Any) -> str:
    try:
        return urljoin(url, str(base).strip()) if base else url
    except ValueError:
        return url


def _page_detail(text: str, url: str) -> str:
    feeds = find_feeds(text, url=url)
    if feeds:
        return f"this is a web page; the feed it links to is {feeds[0].url}"
    return "this is a web page, and it links to no feed"
