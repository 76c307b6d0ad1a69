"""Bytes → Article or Rejection, one file a format. Nothing here touches files or the network."""

from collections.abc import Iterator

from twosource.ingest.declared import declared_encoding
from twosource.ingest.decode import Undecodable, decode
from twosource.ingest.detect import detect_format, detect_source, named_format
from twosource.ingest.limits import LARGEST_PAGE
from twosource.model.article import Article, Rejection

__all__ = ["read_document"]

_HEAD = 65_536


def read_document(
    data: bytes, *, name: str, media_type: str | None = None, url: str | None = None
) -> Iterator[Article | Rejection]:
    """The reports of one document in order: one for a text, Markdown file or page, one a line for JSON Lines, one or
    many for JSON. `name` is the file's name or the URL, `media_type` what a server said it is, `url` where it was
    fetched. What cannot be read comes as a Rejection in its place; nothing is raised.

    Reasons: empty, too_short, too_large, binary, undecodable, unsupported_format, broken_json, not_an_article,
    no_article."""
    if not data.strip(b" \t\r\n\f\v\xef\xbb\xbf"):
        yield Rejection(name, "empty", "the file is empty")
        return
    if detect_source(data[:_HEAD], name=name, media_type=media_type) == "web_archive":
        yield Rejection(name, "unsupported_format", "this is a web archive (WARC): use `twosource ingest`")
        return
    if named_format(name, media_type) == "json_lines" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        from twosource.ingest.jsonl import read_json_lines

        yield from read_json_lines(data, name=name)
        return
    if len(data) > LARGEST_PAGE and not _is_json_lines(data, name):
        size = f"{len(data) / 2**20:.0f} MB are more than the {LARGEST_PAGE // 2**20} MB read of one report"
        yield Rejection(name, "too_large", f"{size}: split it, or give many reports as .jsonl")
        return
    yield from _read_whole(data, name, media_type, url)


def _read_whole(data: bytes, name: str, media_type: str | None, url: str | None) -> Iterator[Article | Rejection]:
    decoded = decode(data, declared=declared_encoding(data, media_type))
    if isinstance(decoded, Undecodable):
        yield Rejection(name, decoded.reason, decoded.detail)
        return
    text = decoded.text
    found = detect_format(text[:_HEAD], name=name, media_type=media_type)
    if found == "html":
        from twosource.ingest.html import read_html

        yield read_html(text, document=name, url=url)
    elif found == "json_lines":
        from twosource.ingest.jsonl import read_json_lines

        yield from read_json_lines(text.encode("utf-8", "surrogatepass"), name=name)
    elif found == "json":
        from twosource.ingest.jsonl import read_json

        yield from read_json(text, name=name)
    elif found == "markdown":
        from twosource.ingest.markdown import read_markdown

        yield read_markdown(text, document=name, url=url)
    elif found in ("feed", "feed_list"):
        what = "a list of feeds (OPML)" if found == "feed_list" else "a feed or sitemap"
        yield Rejection(name, "unsupported_format", f"this is {what}, not a report: use `twosource ingest`")
    elif found == "unsupported":
        yield Rejection(name, "unsupported_format", "this is XML, but no page: give the report as text, HTML or JSON")
    else:
        from twosource.ingest.plain import read_plain

        yield read_plain(text, document=name, url=url)


def _is_json_lines(data: bytes, name: str) -> bool:
    head = data[:_HEAD].decode("utf-8", "replace")
    return detect_format(head, name=name) == "json_lines"
