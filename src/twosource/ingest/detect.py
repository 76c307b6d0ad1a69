"""What format a document is in: from its text first, from its name and media type second."""

import re
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from twosource.ingest.prolog import prolog_end

Format = Literal["plain", "markdown", "html", "json", "json_lines", "feed", "feed_list", "unsupported"]
SourceFormat = Literal["feed", "feed_list", "web_archive", "report"]

_BEFORE_HTML = re.compile(r"<!--.{0,4000}?-->|<\?xml[^>]{0,400}>|\s+", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|article|main|section|meta|title|script|div"
    r"|header|p|h1|table|span|link|style|nav)\b",
    re.IGNORECASE,
)
_OTHER_XML = re.compile(
    r"(?:<\?xml[^>]{0,400}\?>\s*)?<(?:rss|feed|rdf:RDF|nitf|newsItem|newsMessage|opml|urlset|svg|\?xml)\b|<\?xml",
    re.IGNORECASE,
)
_BEFORE_FEED = re.compile(
    r"<!--.{0,4000}?-->|<\?[^>]{0,400}>|<!DOCTYPE[^>\[]{0,400}(?:\[[^\]]{0,4000}\]\s{0,10})?>|\s+",
    re.IGNORECASE | re.DOTALL,
)
_FEED_XML = re.compile(
    r"<(?:[\w.-]{1,40}:)?(?P<root>rss|RDF|feed|urlset|sitemapindex|opml)(?=[\s/>])", re.IGNORECASE | re.DOTALL
)
_JSON_FEED = re.compile(r"\{.{0,4000}?\"version\"\s*:\s*\"https?:(?:\\?/){2}jsonfeed\.org", re.DOTALL)
_ARCHIVE_NAME = re.compile(r"\.warc(?:\.(?:gz|zst|lz4))?$", re.IGNORECASE)
_COMPRESSED_FEED_NAME = re.compile(r"\.(?:xml|rss|atom)\.gz$", re.IGNORECASE)
_COMPRESSED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18")
_JSON_LINES = re.compile(r"\s*\{[^\n]*\}[ \t]*\r?\n\s*\{")
_MEDIA_TYPES: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "application/json": "json",
    "application/ld+json": "json",
    "application/x-ndjson": "json_lines",
    "application/jsonl": "json_lines",
    "application/jsonlines": "json_lines",
    "text/plain": "plain",
}
_SUFFIXES: dict[str, Format] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".jsonld": "json",
    ".ninjs": "json",
    ".jsonl": "json_lines",
    ".ndjson": "json_lines",
    ".txt": "plain",
    ".text": "plain",
}
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n[A-Za-z_][\w -]*:.*\r?\n")


def detect_format(head: str, *, name: str, media_type: str | None = None) -> Format:
    """The format of the document that begins with `head` (its first few thousand characters are enough)."""
    start = head.lstrip("\ufeff \t\r\n\f")[:8000]
    named = named_format(name, media_type)
    if found := _FEED_XML.match(start, prolog_end(_BEFORE_FEED, start)):
        return "feed_list" if found["root"].casefold() == "opml" else "feed"
    if _HTML.match(start, prolog_end(_BEFORE_HTML, start)):
        return "html"
    if _OTHER_XML.match(start):
        return "html" if re.search(r"<html\b", start, re.IGNORECASE) else "unsupported"
    if _JSON_FEED.match(start):
        return "feed"
    if start.startswith("{"):
        if named == "json_lines" or _JSON_LINES.match(start):
            return "json_lines"
        return "json" if named == "json" or re.match(r"\{\s*(?:\"|\})", start) else named
    if start.startswith("[") and (named in ("json", "json_lines") or re.match(r"\[\s*\{\s*[\"}]", start)):
        return "json_lines" if named == "json_lines" else "json"
    if named == "plain" and _FRONT_MATTER.match(start):
        return "markdown"
    return named


def detect_source(head: bytes, *, name: str, media_type: str | None = None) -> SourceFormat:
    """What a document that begins with `head` holds: a feed or sitemap (read_feed), a feed list (read_opml), a web
    archive (read_warc) or reports (read_document). What is compressed is told by its name."""
    path = urlsplit(name).path if name.startswith(("http://", "https://")) else name
    if head.startswith(b"WARC/") or (head.startswith(_COMPRESSED) and _ARCHIVE_NAME.search(path)):
        return "web_archive"
    if head.startswith(_COMPRESSED) and _COMPRESSED_FEED_NAME.search(path):
        return "feed"
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    found = detect_format(head.decode(encoding, "replace"), name=name, media_type=media_type)
    return found if found == "feed" or found == "feed_list" else "report"


def named_format(name: str, media_type: str | None = None) -> Format:
    """The format a document's media type or, where that says nothing, its name stands for; plain text for a name
    without a known ending."""
    if media_type:
        kind = media_type.split(";")[0].strip().casefold()
        if kind in _MEDIA_TYPES and kind != "text/plain":
            return _MEDIA_TYPES[kind]
    path = urlsplit(name).path if name.startswith(("http://", "https://")) else name
    return _SUFFIXES.get(PurePosixPath(path.replace("\\", "/")).suffix.casefold(), "plain")
