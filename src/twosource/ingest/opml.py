"""Lists of feeds in OPML 1.0 and 2.0 (opml.org), read and written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from twosource.ingest.feed_fields import feed_address
from twosource.ingest.feed_text import feed_text, repaired_markup, without_forbidden
from twosource.ingest.feeds import find_root
from twosource.ingest.limits import LONGEST_ADDRESS, MOST_LISTED_FEEDS
from twosource.model.article import Rejection
from twosource.model.feed import Feed, FeedKind

_OWN = "urn:twosource:opml"
"""Namespace of what OPML has no attribute for: the outlet, and the kind of a feed."""
_KINDS: dict[str, FeedKind] = {
    "rss": "rss",
    "rss1": "rss",
    "rdf": "rss",
    "atom": "atom",
    "json_feed": "json_feed",
    "sitemap": "sitemap",
}
_LONGEST_NAME = 500
_MOST_FOLDERS = 20
"""Inside one another; what lies deeper belongs to the last of them."""
_MOST_REJECTIONS = 100
_MOST_ATTRIBUTES = 50
_FEED_SCHEME = re.compile(r"^feed:(?:(?P<whole>(?=https?:))|(?://)?)", re.IGNORECASE)
"""What some readers write for https, or before it."""


def read_opml(data: bytes, *, name: str) -> tuple[tuple[Feed, ...], tuple[Rejection, ...]]:
    """The feeds of a list in its order, the first of those with one address, and what of it could not be read. `group`
    is the path of the folders a feed lies in, "News/Coast". `name` is the list's file name.

    Reasons: not_a_feed_list, bad_address, broken_xml, too_many_feeds, and those of read_feed for the file as such."""
    read = feed_text(data, document=name)
    if isinstance(read, Rejection):
        return (), (read,)
    root_name, start = find_root(read.text)
    if root_name != "opml":
        return (), (Rejection(name, "not_a_feed_list", "this is no OPML: export the feeds from your reader as OPML"),)
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    rejections = list(read.rejections)
    try:
        root = etree.fromstring(repaired_markup(read.text[start:]).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        root, problem = None, str(error)
    else:
        problem = str(parser.error_log[0].message) if len(parser.error_log) else ""
    if problem:
        rejections.append(Rejection(name, "broken_xml", f"{problem}: what could be read is given"))
    feeds, refused = _feeds(root, name)
    return feeds, (*rejections, *refused)


def _feeds(root: Any, name: str) -> tuple[tuple[Feed, ...], list[Rejection]]:
    feeds: dict[str, Feed] = {}
    rejections: list[Rejection] = []
    left = 0
    for outline, group in _outlines(root):
        feed = _feed(outline, group)
        if feed is None:
            address = outline["xmlurl"]
            rejections.append(Rejection(name, "bad_address", f"“{address[:200]}” is no http(s) address of a feed"))
        elif feed.url not in feeds and len(feeds) >= MOST_LISTED_FEEDS:
            left += 1
        else:
            feeds.setdefault(feed.url, feed)
    if (more := len(rejections) - _MOST_REJECTIONS) and more > 0:
        rejections[_MOST_REJECTIONS:] = [Rejection(name, "bad_address", f"{more:,} more addresses are unusable")]
    if left:
        detail = f"{left:,} feeds were left: the first {MOST_LISTED_FEEDS:,} are read"
        rejections.append(Rejection(name, "too_many_feeds", detail))
    return tuple(feeds.values()), rejections


def _outlines(root: Any) -> Iterator[tuple[Mapping[str, str], tuple[str, ...]]]:
    """The attributes of every outline that names a feed, with the folders it lies in. Names of attributes come in small
    letters, since some readers write them in other cases."""
    path: list[str | None] = []
    for event, element in () if root is None else etree.iterwalk(root, events=("start", "end")):
        if not str(element.tag).endswith("outline"):
            continue
        if event == "end":
            path.pop()
            continue
        attributes = {name.casefold(): value for name, value in list(element.attrib.items())[:_MOST_ATTRIBUTES]}
        is_feed = bool(attributes.get("xmlurl"))
        if is_feed:
            yield attributes, tuple(filter(None, path[:_MOST_FOLDERS]))
        path.append(None if is_feed else _folder(attributes.get("text") or attributes.get("title")))


def _folder(name: str | None) -> str | None:
    return "/".join(filter(None, map(str.strip, (_name(name) or "").split("/")))) or None


def _name(value: str | None) -> str | None:
    """The words of a name on one line; markup in it is text."""
    return " ".join((value or "")[:_LONGEST_NAME].split()) or None


def _feed(outline: Mapping[str, str], group: tuple[str, ...]) -> Feed | None:
    address = feed_address(_FEED_SCHEME.sub(_web_scheme, outline["xmlurl"].strip()[: LONGEST_ADDRESS + 1]))
    if address is None:
        return None
    text = _name(outline.get("text"))
    declared = _KINDS.get(outline.get("type", "").strip().casefold())
    if declared == "rss" and "atom" in outline.get("version", "").casefold():
        declared = "atom"
    own = outline.get(f"{{{_OWN}}}kind", "")
    return Feed(
        url=address,
        title=_name(outline.get("title")) or (text if text != address else None),
        outlet=_name(outline.get(f"{{{_OWN}}}outlet")),
        site=feed_address(outline.get("htmlurl")),
        group="/".join(group) or None,
        kind=_KINDS.get(own) or (None if declared == "rss" else declared),
    )


def _web_scheme(match: re.Match[str]) -> str:
    return "" if match["whole"] is not None else "https://"


def write_opml(feeds: Iterable[Feed], title: str) -> str:
    """The feeds as an OPML 2.0 document, each in the folders of its group, groups in the order they first appear.
    Reading it gives the same feeds; outlet and kind stand in a namespace of this project, which other readers ignore.
    No date is written, so the same feeds always give the same text."""
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"twosource": _OWN})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = without_forbidden(title)
    folders: dict[tuple[str, ...], Any] = {(): etree.SubElement(root, "body")}
    for feed in feeds:
        path = tuple(filter(None, map(str.strip, (feed.group or "").split("/"))))[:_MOST_FOLDERS]
        outline = etree.SubElement(_opened(folders, path), "outline")
        for name, value in _attributes(feed):
            if value:
                outline.set(name, without_forbidden(value))
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _opened(folders: dict[tuple[str, ...], Any], path: tuple[str, ...]) -> Any:
    for depth in range(1, len(path) + 1):
        if path[:depth] not in folders:
            parent = folders[path[: depth - 1]]
            folders[path[:depth]] = etree.SubElement(parent, "outline", {"text": without_forbidden(path[depth - 1])})
    return folders[path]


def _attributes(feed: Feed) -> Iterator[tuple[str, str | None]]:
    yield "type", "rss"
    yield "text", feed.title or feed.url
    yield "title", feed.title
    yield "xmlUrl", feed.url
    yield "htmlUrl", feed.site
    yield f"{{{_OWN}}}kind", feed.kind
    yield f"{{{_OWN}}}outlet", feed.outlet
