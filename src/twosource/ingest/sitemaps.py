"""Sitemaps, news sitemaps and sitemap indexes (sitemaps.org 0.9, Google's news extension) → FeedDocument."""

from collections.abc import Mapping
from typing import Any

from twosource.ingest.feed_fields import (
    distinct_items,
    feed_address,
    feed_date,
    feed_title,
    instant_of,
    too_many,
    without_address,
)
from twosource.ingest.feed_markup import Reading, local_name, read_markup
from twosource.ingest.limits import MOST_SITEMAP_URLS
from twosource.model.article import Rejection
from twosource.model.feed import Feed, FeedDocument, FeedItem
from twosource.text.language import language_code


def read_sitemap(text: str, *, url: str) -> FeedDocument:
    """The sitemap whose root element `text` begins with: its newest MOST_SITEMAP_URLS addresses in the order given, or,
    of an index, the sitemaps it leads on to. `published` and `outlet` are what the news extension says, `modified` is
    `lastmod`; the title is the name of the outlet where all are of one."""
    reading = Reading(frozenset({"url", "sitemap"}), lambda element: _entry(element, url), _instant, MOST_SITEMAP_URLS)
    read = read_markup(text, reading)
    rejections = too_many(url, read.left, len(read.items), "addresses")
    if read.problem:
        rejections.append(Rejection(url, "broken_xml", f"{read.problem}: what could be read is given"))
    items, unreadable = distinct_items((entry for is_page, entry in read.items if is_page), url)
    further = dict.fromkeys(
        entry.url for is_page, entry in read.items if not is_page and isinstance(entry, FeedItem) and entry.url != url
    )
    outlets = {item.outlet for item in items}
    title = next(iter(outlets)) if len(outlets) == 1 else None
    return FeedDocument(Feed(url, title, kind="sitemap"), items, tuple(further), (*rejections, *unreadable))


def _entry(element: Any, base: str) -> tuple[bool, FeedItem | str]:
    """Whether the element stands for a page, and the item it makes."""
    is_page = local_name(element) == "url"
    own = _texts(element)
    news = next((child for child in element if local_name(child) == "news"), ())
    said = _texts(news)
    publication = next((_texts(child) for child in news if local_name(child) == "publication"), {})
    title = feed_title(said.get("title"))
    address = feed_address(own.get("loc"), base)
    if address is None:
        return is_page, without_address(title)
    item = FeedItem(
        url=address,
        title=title,
        outlet=feed_title(publication.get("name")),
        published=feed_date(said.get("publication_date")),
        modified=feed_date(own.get("lastmod")),
        language=language_code(publication.get("language")),
    )
    return is_page, item


def _texts(element: Any) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for child in element:
        if child.text:
            found.setdefault(local_name(child), child.text)
    return found


def _instant(element: Any) -> float | None:
    news = next((child for child in element if local_name(child) == "news"), ())
    return instant_of(_texts(news).get("publication_date")) or instant_of(_texts(element).get("lastmod"))
