"""Web archives (WARC 1.0 and 1.1, ISO 28500) → the articles of the pages in them, record by record."""

from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from twosource.ingest.archive_stream import ArchiveStream
from twosource.ingest.feed_fields import feed_address, feed_date
from twosource.ingest.http_body import UnreadableBodyError, decoded_body
from twosource.ingest.limits import LARGEST_PAGE, MOST_BROKEN_RECORDS
from twosource.model.article import Article, Rejection

_LARGEST_READ_OVER = 2**30
"""Bytes of a record up to which it is read over; behind a larger one the next is searched for in the file, so that
neither a wrong length nor a record that unpacks without end holds up the rest."""
_HTML = ("text/html", "application/xhtml+xml")
_STEP = 65_536


@dataclass(frozen=True, slots=True)
class _Stretch:
    """How far records could be read one after another: where the last one begins, how many there were, why the next
    could not be read, and whether there is more to read behind it."""

    position: int
    count: int
    problem: str | None = None
    goes_on: bool = True


def read_warc(stream: BinaryIO, *, name: str, passed_over: Counter[str] | None = None) -> Iterator[Article | Rejection]:
    """The article, or the Rejection, of each page in a web archive, in its order: plain, or each record or the whole in
    gzip, zstd or LZ4. Pages are `response` records over HTTP with status 200 and an HTML media type; all other records
    are passed over, and counted in `passed_over` by why: not_a_response (requests, notes on the crawl), not_http,
    no_address, not_200 (redirects, errors), not_html. `extra["fetched"]` is the record's WARC-Date. One record is in
    memory at a time. `name` names the archive in rejections that are about no one page. Nothing is raised.

    Reasons: those of read_document for a page; too_large, truncated, unsupported_encoding and broken_record for a
    record, behind which reading goes on; empty, unsupported_format, unreadable and too_many_broken for the archive."""
    source = ArchiveStream(stream)
    if source.is_empty or source.signature is None:
        yield _refusal(source, name)
        return
    passed_over = Counter() if passed_over is None else passed_over
    after, broken, found = 0, 0, False
    while broken <= MOST_BROKEN_RECORDS and source.go_to_record(after):
        stretch = yield from _read_stretch(source, passed_over)
        found = found or stretch.count > 0
        if stretch.problem and (stretch.count or not broken):
            yield Rejection(name, "broken_record", f"{stretch.problem} (behind byte {stretch.position:,})")
        if not stretch.goes_on:
            if source.breaks_off(stretch.position):
                yield Rejection(name, "truncated", f"the archive breaks off (behind byte {stretch.position:,})")
            break
        broken += stretch.problem is not None
        after = stretch.position + 1
    if source.problem:
        yield Rejection(name, "unreadable", f"the file could not be read further: {source.problem}")
    elif broken > MOST_BROKEN_RECORDS:
        yield Rejection(name, "too_many_broken", f"more than {MOST_BROKEN_RECORDS:,} places are broken: reading ended")
    elif not found and not broken:
        yield Rejection(name, "unsupported_format", "no record of a web archive could be read in it")


def _refusal(source: ArchiveStream, name: str) -> Rejection:
    if source.problem:
        return Rejection(name, "unreadable", f"the file could not be read: {source.problem}")
    if source.is_empty:
        return Rejection(name, "empty", "the file is empty")
    return Rejection(name, "unsupported_format", "this is no web archive (WARC), plain or in gzip, zstd or LZ4")


def _read_stretch(source: ArchiveStream, passed_over: Counter[str]) -> Generator[Article | Rejection, None, _Stretch]:
    """The pages from where the source stands up to the end or the first record that cannot be read."""
    position, count = source.tell(), 0
    try:
        records = iter(ArchiveIterator(source, record_types=WarcRecordType.any_type, parse_http=False))
        for record in records:
            position, count = int(record.stream_pos), count + 1
            found = _read_record(record)
            if isinstance(found, str):
                passed_over[found] += 1
            else:
                yield found
            if record.content_length > _LARGEST_READ_OVER:
                return _Stretch(position, count)
    except (OSError, ValueError) as error:
        return _Stretch(position, count, str(error)[:200] or "a record is broken")
    return _Stretch(position, count, goes_on=False)


def _read_record(record: Any) -> Article | Rejection | str:
    """What a record's page holds; where the record is no page, the code of what it is."""
    if record.record_type != WarcRecordType.response:
        return "not_a_response"
    if not record.is_http:
        return "not_http"
    address = (record.headers.get("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")
    url = feed_address(address)
    length = record.content_length
    if url is None or length > _LARGEST_READ_OVER:
        return "no_address" if url is None else _too_large(url)
    try:
        record.parse_http(auto_decode="none", strict_mode=False)
    except (OSError, ValueError) as error:
        return Rejection(url, "broken_record", f"its HTTP headers are broken: {str(error)[:200]}")
    headers = record.http_headers
    status = headers.status_code if headers is not None else None
    if status is None:
        return Rejection(url, "broken_record", "the record holds no HTTP response")
    media_type = headers.get("Content-Type") or ""
    kind = media_type.split(";")[0].strip().casefold() or (
        record.headers.get("WARC-Identified-Payload-Type") or "text/html"
    )
    if status != 200:
        return "not_200"
    if kind not in _HTML:
        return "not_html"
    return _read_response(record, url, media_type)


def _read_response(record: Any, url: str, media_type: str) -> Article | Rejection:
    from twosource.ingest import read_document

    expected = record.content_length
    parts: list[bytes] = []
    size = 0
    while size <= LARGEST_PAGE and (part := record.reader.read(_STEP)):
        parts.append(part)
        size += len(part)
    if size > LARGEST_PAGE:
        return _too_large(url)
    if size < expected:
        return Rejection(url, "truncated", f"the archive ends within the record: {size:,} of {expected:,} bytes")
    headers = record.http_headers
    try:
        page = decoded_body(
            b"".join(parts),
            transfer=headers.get("Transfer-Encoding"),
            content=headers.get("Content-Encoding"),
            most=LARGEST_PAGE,
        )
    except UnreadableBodyError as error:
        return Rejection(url, error.reason, error.detail)
    found = next(read_document(page, name=url, media_type=media_type or "text/html", url=url), None)
    if not isinstance(found, Article):
        return found or Rejection(url, "no_article", "the page holds no report")
    fetched = feed_date(record.headers.get("WARC-Date"))
    return replace(found, extra={**found.extra, "fetched": fetched} if fetched else found.extra)


def _too_large(url: str) -> Rejection:
    return Rejection(url, "too_large", f"the page is larger than {LARGEST_PAGE // 2**20} MB")
