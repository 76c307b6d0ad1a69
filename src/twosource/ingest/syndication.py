"""RSS 0.9x, 1.0, 2.0 and Atom → FeedDocument. The markup is repaired and bounded first; what its elements mean is
feedparser's to say, so it meets neither broken nor endless input."""

import html
import io
import re
import warnings
from collections import Counter
from typing import Any

from lxml import etree

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
from twosource.ingest.feed_markup import ITEMS, LONG_TEXTS, Reading, local_name, read_markup
from twosource.ingest.fields import byline_of
from twosource.ingest.limits import MOST_FEED_ITEMS
from twosource.model.article import Rejection
from twosource.model.feed import Feed, FeedDocument, FeedItem
from twosource.text.language import language_code

_DATES = ("pubDate", "published", "date", "issued", "created", "updated", "modified")
_MOST_OF = dict.fromkeys(("link", "author", "creator", "name", "guid", "id", "origLink"), 10) | dict.fromkeys(
    (*_DATES, "title", "source", "language", *sorted(LONG_TEXTS)), 3
)
"""How many elements of a name are read of one item; all others are left out."""
_OTHER_NAMESPACE = re.compile(r"\{(?!http://(?:purl\.org|www\.w3\.org|my\.netscape\.com|backend\.userland\.com)/)")
"""Titles, descriptions and authors of pictures and recordings, not of the item."""
_PLACEHOLDER = f"<?{ITEMS} ?>".encode()
_SHELLS = {
    True: b'<feed xmlns="http://www.w3.org/2005/Atom"><?items ?></feed>',
    False: b'<rss version="2.0"><channel><?items ?></channel></rss>',
}
"""What items are put into where the frame of the feed, Atom or not, has no place for them."""
_MAIL_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-][\w.-]{0,200}")


def read_syndication(text: str, *, url: str) -> FeedDocument:
    """The feed whose root element `text` begins with, its newest MOST_FEED_ITEMS items in the order given."""
    reading = Reading(frozenset({"item", "entry"}), _kept, _instant, MOST_FEED_ITEMS)
    read = read_markup(text, reading)
    is_atom = read.frame is not None and local_name(read.frame) == "feed"
    shell = b"" if read.frame is None else etree.tostring(read.frame)
    has_place = _PLACEHOLDER in shell or not read.items
    parsed = _parsed(shell if shell and has_place else _SHELLS[is_atom], read.items)
    rejections = too_many(url, read.left, len(read.items), "items")
    if read.problem:
        rejections.append(Rejection(url, "broken_xml", f"{read.problem}: what could be read is given"))
    language = language_code(parsed.feed.get("language"))
    items, unreadable = distinct_items((_item(entry, url, language) for entry in parsed.entries), url)
    feed = Feed(
        url=url,
        title=feed_title(parsed.feed.get("title")),
        site=feed_address(parsed.feed.get("link"), url),
        kind="atom" if is_atom else "rss",
    )
    return FeedDocument(feed, items, rejections=(*rejections, *unreadable))


def _kept(element: Any) -> bytes:
    """The item with what is read of it, for feedparser, whose time grows with the number of elements."""
    counts: Counter[str] = Counter()
    for child in list(element):
        name = local_name(child)
        counts[name] += 1
        if counts[name] > _MOST_OF.get(name, 0) or _OTHER_NAMESPACE.match(child.tag):
            counts[name] -= 1
            element.remove(child)
        elif name in LONG_TEXTS:
            _escape_markup(child)
        elif name in ("author", "creator") and child.text:
            child.text = _MAIL_ADDRESS.sub(" ", child.text).strip(" ()<>")
        elif len(child):
            child[:] = [part for part in child if local_name(part) in ("name", "title", "link")][:5]
    return bytes(etree.tostring(element, with_tail=False))


def _escape_markup(element: Any) -> None:
    """Puts the elements inside a text in as text, as feeds other than Atom with XHTML have it."""
    if not len(element):
        return
    parts = [html.escape(element.text or "", quote=False)]
    for child in list(element):
        element.remove(child)
        for part in child.iter():
            part.tag = local_name(part)
        etree.cleanup_namespaces(child)
        parts.append(etree.tostring(child, encoding="unicode", method="html"))
    element.text = "".join(parts)
    element.set("type", "html")


def _instant(element: Any) -> float | None:
    found = {local_name(child): child.text for child in element}
    return next((moment for name in _DATES if (moment := instant_of(found.get(name))) is not None), None)


def _parsed(shell: bytes, items: tuple[bytes, ...]) -> Any:
    """What feedparser finds in the document put together again from its frame and its kept items. It is not told the
    document's address, since it would take a broken link for a relative one."""
    import feedparser

    document = shell.replace(_PLACEHOLDER, b"".join(items), 1)
    headers = {"content-type": "application/xml; charset=utf-8"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return feedparser.parse(
            io.BytesIO(document), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )


def _item(entry: Any, base: str, language: str | None) -> FeedItem | str:
    """The item of an entry, or what to say of one without address. Values are taken past feedparser's own look-up,
    which gives the time of publication where none of a change is known."""
    title = feed_title(dict.get(entry, "title"))
    address = feed_address(dict.get(entry, "link"), base) or feed_address(dict.get(entry, "id"))
    if address is None:
        return without_address(title)
    source = dict.get(entry, "source") or {}
    contents = [part.get("value") or "" for part in dict.get(entry, "content") or []]
    content = full_text(max(contents, key=len, default=None))
    summary = feed_markup(dict.get(entry, "summary"))
    modified = feed_date(dict.get(entry, "updated"))
    published = feed_date(dict.get(entry, "published")) or feed_date(dict.get(entry, "created")) or modified
    return FeedItem(
        url=address,
        title=title,
        outlet=feed_title(source.get("title")),
        outlet_url=feed_address(source.get("link") or source.get("href"), base),
        byline=_byline(entry),
        published=published,
        modified=modified if modified != published else None,
        language=language_code(dict.get(entry, "language") or _title_language(entry)) or language,
        summary=None if content and summary and content.startswith(summary) else summary,
        content=content,
        guid=feed_title(dict.get(entry, "id")),
    )


def _title_language(entry: Any) -> str | None:
    detail = dict.get(entry, "title_detail") or {}
    return detail.get("language")


def _byline(entry: Any) -> str | None:
    """The names of an entry's authors; mail addresses are no names."""
    return byline_of([author.get("name") for author in dict.get(entry, "authors") or []])
