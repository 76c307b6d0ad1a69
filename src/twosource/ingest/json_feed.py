"""JSON Feed 1.0 and 1.1 (jsonfeed.org) → FeedDocument."""

import html
import json
import re
from collections.abc import Mapping
from typing import Any

from twosource.ingest.feed_fields import (
    distinct_items,
    feed_address,
    feed_date,
    feed_markup,
    feed_title,
    full_text,
    instant_of,
    too_many,
    without_address,
)
from twosource.ingest.fields import byline_of
from twosource.ingest.limits import LARGEST_PAGE, LARGEST_TEXT, MOST_FEED_ITEMS
from twosource.model.article import Rejection
from twosource.model.feed import Feed, FeedDocument, FeedItem
from twosource.text.language import language_code

_VERSION = re.compile(r"\"version\"\s*:\s*\"https?:(?:\\?/){2}jsonfeed\.org")
_ITEMS = re.compile(r"\"items\"\s*:\s*\[")
_SEPARATOR = re.compile(r"[\s,]*")
_MOST_SCANNED = 200_000
"""Items read one by one."""


def is_json_feed(text: str) -> bool:
    """Whether a text is a JSON Feed, whole or not: its version says so, in the first 100,000 characters or the last."""
    start = text.lstrip("\ufeff \t\r\n")
    return start.startswith("{") and any(_VERSION.search(part) for part in (text[:100_000], text[-100_000:]))


def read_json_feed(text: str, *, url: str) -> FeedDocument | Rejection:
    """The feed's newest MOST_FEED_ITEMS items in the order given; of a document that breaks off, the items before."""
    rejections: list[Rejection] = []
    value, problem = _parsed(text.lstrip("\ufeff"))
    if problem:
        rejections.append(Rejection(url, "broken_json", f"{problem}: what could be read is given"))
    if not isinstance(value, Mapping) or not isinstance(value.get("items", []), list):
        return Rejection(url, "not_a_feed", "the JSON is no JSON Feed: it has no list of items")
    given = [item for item in value.get("items", []) if isinstance(item, Mapping)]
    if strange := len(value.get("items", [])) - len(given):
        rejections.append(Rejection(url, "broken_item", f"{strange:,} items are no objects"))
    kept = _newest(given)
    rejections += too_many(url, len(given) - len(kept), len(kept), "items")
    language = language_code(_text(value.get("language")))
    items, unreadable = distinct_items((_item(item, value, url, language) for item in kept), url)
    feed = Feed(
        url=url,
        title=feed_title(value.get("title")),
        site=feed_address(value.get("home_page_url"), url),
        kind="json_feed",
    )
    return FeedDocument(feed, items, rejections=(*rejections, *unreadable))


def _parsed(text: str) -> tuple[Any, str | None]:
    """The JSON value and what is wrong with it. Of one that is not whole, or so long that the values in it could fill
    the memory, the fields before its items and its items one by one."""
    problem = None
    if len(text) <= LARGEST_PAGE:
        try:
            return json.loads(text), None
        except (ValueError, RecursionError) as error:
            problem = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
    start = _ITEMS.search(text)
    if start is None:
        return None, problem
    try:
        value = json.loads(text[: start.end()] + "]}")
    except (ValueError, RecursionError):
        value = {}
    items, end = _scanned(text, start.end())
    if problem is None and text[end : end + 1] != "]":
        problem = f"it breaks off, or has more than {_MOST_SCANNED:,} items"
    return {**(value if isinstance(value, dict) else {}), "items": items}, problem


def _scanned(text: str, position: int) -> tuple[list[Any], int]:
    """The objects that follow one another from `position`, and where they end."""
    decoder = json.JSONDecoder()
    items: list[Any] = []
    while True:
        start = _SEPARATOR.match(text, position)
        position = start.end() if start else position
        if text[position : position + 1] != "{" or len(items) == _MOST_SCANNED:
            return items, position
        try:
            item, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return items, position
        items.append(item)


def _newest(items: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """An item without a date counts as old as the one before it."""
    if len(items) <= MOST_FEED_ITEMS:
        return items
    dated: list[tuple[float, int]] = []
    moment = float("inf")
    for position, item in enumerate(items):
        found = instant_of(_text(item.get("date_published"))) or instant_of(_text(item.get("date_modified")))
        moment = moment if found is None else found
        dated.append((-moment, position))
    return [items[position] for _, position in sorted(sorted(dated)[:MOST_FEED_ITEMS], key=lambda pair: pair[1])]


def _item(item: Mapping[str, Any], feed: Mapping[str, Any], base: str, language: str | None) -> FeedItem | str:
    title = feed_title(item.get("title"))
    addresses = (feed_address(item.get(name), base) for name in ("url", "external_url"))
    address = next(filter(None, addresses), None) or feed_address(item.get("id"))
    if address is None:
        return without_address(title)
    modified = feed_date(_text(item.get("date_modified")))
    published = feed_date(_text(item.get("date_published"))) or modified
    return FeedItem(
        url=address,
        title=title,
        byline=_byline(item) or _byline(feed),
        published=published,
        modified=modified if modified != published else None,
        language=language_code(_text(item.get("language"))) or language,
        summary=feed_markup(_as_markup(item.get("summary"))),
        content=full_text(item.get("content_html")) or full_text(_as_markup(item.get("content_text"))),
        guid=feed_title(str(item["id"])[:4000]) if isinstance(item.get("id"), str | int) else None,
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _byline(holder: Mapping[str, Any]) -> str | None:
    authors = holder.get("authors") or holder.get("author")
    return byline_of(authors[:50] if isinstance(authors, list) else authors)


def _as_markup(value: Any) -> str | None:
    """Plain text as HTML, a paragraph a line."""
    if not isinstance(value, str):
        return None
    lines = html.escape(value[:LARGEST_TEXT], quote=False).splitlines()
    return "".join(f"<p>{line}</p>" for line in lines if line.strip())
