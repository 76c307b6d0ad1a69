"""Web archives: which records are pages, what is undone, what damage costs."""

import gzip
import io
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import pytest
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.ingest.limits import LARGEST_PAGE
from twosource.ingest.warc import read_warc
from twosource.model.article import Article, Rejection

NAME = "CC-NEWS-1.warc"
HTML = "Content-Type: text/html; charset=utf-8\r\n"


def page(number: int, encoding: str = "utf-8") -> bytes:
    return f"""<html><head><title>Ferry line {number} closes</title><meta property="og:type" content="article"></head>
    <body><article><h1>Ferry line {number} closes</h1><p>The harbour board closed ferry line {number} on Monday after
    its members had met for three hours in the café on the quay. It gave no reason for the step.</p><p>Captain Mara
    Lindqvist said that the crews had learned of it from the radio.</p></article></body></html>""".encode(encoding)


def record(
    body: bytes, *, url: str = "https://post.example/1", kind: str = "response", length: int | None = None,
    media_type: str = "application/http; msgtype=response", more: str = "",
) -> bytes:  # fmt: skip
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2031-03-18T09:30:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: {media_type}\r\n{more}"
        f"Content-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def http(body: bytes, head: str = HTML, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def response(number: int, body: bytes | None = None, head: str = HTML, **more: Any) -> bytes:
    data = page(number) if body is None else body
    return record(http(data, head), url=f"https://post.example/{number}", **more)


def read(data: bytes) -> list[Article | Rejection]:
    return list(read_warc(io.BytesIO(data), name=NAME))


def outcomes(data: bytes) -> list[str]:
    """The number of each article, the reason of each rejection."""
    return [
        (found.url or "").rpartition("/")[2] if isinstance(found, Article) else found.reason for found in read(data)
    ]


def zstd(data: bytes) -> bytes:
    buffer = io.BytesIO()
    writer = ZstdWriter(cast(BinaryIO, buffer))
    writer.write(data)
    writer.finish()
    writer.close()
    return buffer.getvalue()


def brotli(data: bytes) -> bytes:
    buffer = io.BytesIO()
    writer = BrotliWriter(cast(BinaryIO, buffer))
    writer.write(data)
    writer.finish()
    writer.close()
    return buffer.getvalue()


OTHERS = (
    record(b"software: x\r\n", kind="warcinfo", media_type="application/warc-fields"),
    record(b"GET / HTTP/1.1\r\n\r\n", kind="request", media_type="application/http; msgtype=request"),
    record(b"fetchTimeMs: 7\r\n", kind="metadata", media_type="application/warc-fields"),
    record(http(b""), kind="revisit"),
    record(b"127.0.0.1", url="dns:post.example", media_type="text/dns"),
)


@pytest.mark.parametrize(
    "pack",
    [
        b"".join,
        lambda records: b"".join(map(gzip.compress, records)),
        lambda records: gzip.compress(b"".join(records)),
        lambda records: zstd(b"".join(records)),
    ],
    ids=["plain", "gzip a record", "gzip the whole", "zstd"],
)
def test_pages_of_an_archive(pack: Any) -> None:
    first, second = read(pack([*OTHERS, response(1), OTHERS[1], OTHERS[3], response(2), OTHERS[2]]))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.url, second.url) == ("https://post.example/1", "https://post.example/2")
    assert first.title == "Ferry line 1 closes"
    assert "in the café on the quay" in first.text
    assert first.extra["fetched"] == "2031-03-18T09:30:00Z"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (HTML, "404 Not Found"),
        (HTML, "301 Moved"),
        (HTML, "206 Partial Content"),
        ("Content-Type: application/json\r\n", "200 OK"),
        ("Content-Type: image/png\r\n", "200 OK"),
        ("Content-Type: application/rss+xml\r\n", "200 OK"),
    ],
)
def test_what_is_no_page_is_passed_over(head: str, status: str) -> None:
    assert outcomes(record(http(page(1), head, status)) + response(2)) == ["2"]


def test_what_is_passed_over_is_counted_by_why() -> None:
    image, gone = http(b"", "Content-Type: image/png\r\n"), http(b"", status="404 Not Found")
    broken = record(b"no HTTP at all", url="https://post.example/9")
    records = [
        *OTHERS,
        response(1),
        record(image),
        record(gone),
        record(gone),
        record(gone, url="x:"),
        broken,
        OTHERS[1],
    ]
    counts: Counter[str] = Counter()
    found = list(read_warc(io.BytesIO(b"".join(records)), name=NAME, passed_over=counts))
    assert counts == {"not_a_response": 5, "not_http": 1, "not_html": 1, "not_200": 2, "no_address": 1}
    assert [one.reason for one in found if isinstance(one, Rejection)] == ["broken_record"]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("head", "encode"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress),
        ("Content-Encoding: GZIP, identity\r\n", gzip.compress),
        ("Content-Encoding: deflate\r\n", zlib.compress),
        ("Content-Encoding: deflate\r\n", lambda data: zlib.compress(data, wbits=-15)),
        ("Content-Encoding: br\r\n", brotli),
        ("Content-Encoding: zstd\r\n", zstd),
        ("Content-Encoding: deflate, gzip\r\n", lambda data: gzip.compress(zlib.compress(data))),
        ("Transfer-Encoding: chunked\r\n", lambda data: b"%x;a=b\r\n%b\r\n0\r\n\r\n" % (len(data), data)),
        ("Content-Encoding: gzip\r\n", bytes),
        ("Content-Encoding: br\r\n", bytes),
        ("Content-Encoding: deflate\r\n", bytes),
        ("Transfer-Encoding: chunked\r\n", bytes),
    ],
)
def test_encodings_are_undone_even_where_the_archive_did_so_already(head: str, encode: Any) -> None:
    (found,) = read(response(1, encode(page(1)), HTML + head))
    assert isinstance(found, Article)
    assert "in the café on the quay" in found.text


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("windows-1252", "Content-Type: text/html; charset=windows-1252\r\n"),
        ("utf-16", "Content-Type: text/html\r\n"),
        ("utf-8", "Content-Type: text/html; charset=iso-8859-1\r\n"),
        ("utf-8", ""),
    ],
)
def test_character_sets(encoding: str, head: str) -> None:
    (found,) = read(response(1, page(1, encoding), head))
    assert isinstance(found, Article)
    assert "in the café on the quay" in found.text


@pytest.mark.parametrize(
    ("head", "body", "reason"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(page(1))[:-40], "broken_record"),
        ("Content-Encoding: gzip\r\n", b"\x1f\x8b\x08garbage", "broken_record"),
        ("Content-Encoding: br\r\n", brotli(page(1))[:-20], "broken_record"),
        ("Content-Encoding: zstd\r\n", b"garbage", "broken_record"),
        ("Content-Encoding: exi\r\n", b"garbage", "unsupported_encoding"),
        ("Transfer-Encoding: chunked\r\n", b"ffff\r\n" + page(1), "broken_record"),
        ("Content-Encoding: gzip\r\n", gzip.compress(b" " * (LARGEST_PAGE + 1)), "too_large"),
        ("Content-Encoding: gzip, gzip\r\n", gzip.compress(gzip.compress(b" " * (LARGEST_PAGE + 1))), "too_large"),
        ("Content-Encoding: br\r\n", brotli(b" " * (LARGEST_PAGE + 1)), "too_large"),
        ("Content-Encoding: deflate\r\n", zlib.compress(b" " * (LARGEST_PAGE + 1)), "too_large"),
        ("", b" " * (LARGEST_PAGE + 1), "too_large"),
        ("", b"<html><body>Log in.</body></html>", "no_article"),
        ("", b"", "empty"),
    ],
)
def test_a_page_that_cannot_be_read_says_why_and_costs_no_other(head: str, body: bytes, reason: str) -> None:
    archive = b"".join(map(gzip.compress, (response(1), response(2, body, HTML + head), response(3))))
    assert outcomes(archive) == ["1", reason, "3"]


def test_damage_is_said_and_reading_goes_on_behind_it() -> None:
    whole = [gzip.compress(response(number)) for number in range(1, 5)]
    torn = whole[1][:80] + b"\x00" * 40 + whole[1][120:]
    assert outcomes(whole[0] + torn + whole[2] + whole[3]) == ["1", "broken_record", "3", "4"]
    assert outcomes(torn + whole[2]) == ["broken_record", "3"]
    assert outcomes(response(1) + b"garbage\r\n" * 40 + response(2)) == ["1", "broken_record", "2"]
    assert outcomes(response(1, length=5) + response(2)) == ["broken_record", "broken_record", "2"]
    assert outcomes(response(1, length=10**15) + response(2)) == ["too_large", "2"]
    assert outcomes(record(b"<p>no HTTP</p>") + response(2)) == ["broken_record", "2"]


def test_a_cut_archive_says_so() -> None:
    whole = gzip.compress(response(1)) + gzip.compress(response(2))
    second = len(gzip.compress(response(2)))
    for cut in range(1, second - 3, 7):
        first, *others, last = outcomes(whole[:-cut])
        assert first == "1"
        assert last in ("truncated", "broken_record")
        assert set(others) <= {"2", "truncated", "broken_record"}
    plain = response(1) + response(2)
    assert outcomes(plain[:-100]) == ["1", "truncated", "truncated"]
    assert outcomes(plain[: len(response(1)) + 30]) == ["1", "truncated"]


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        (b"", ["empty"]),
        (b"no archive at all", ["unsupported_format"]),
        (gzip.compress(b"no archive at all" * 50), ["broken_record"]),
        (b"\x1f\x8b\x08" * 1000, ["truncated", "unsupported_format"]),
        (b"WARC/1." * 300_000, ["broken_record", "too_many_broken"]),
        (b"WARC/1.0\r\nX: " + b"a" * 1_000_000, ["broken_record"]),
        (gzip.compress(b"WARC/1.0\r\nX: " + b"a" * 50_000_000), ["broken_record"]),
    ],
)
def test_what_is_no_archive_says_why(data: bytes, reasons: list[str]) -> None:
    start = time.process_time()
    found = read(data)
    assert time.process_time() - start < 10
    assert [rejection.reason for rejection in found if isinstance(rejection, Rejection)] == reasons
    assert {rejection.document for rejection in found if isinstance(rejection, Rejection)} == {NAME}


class _Stream(io.RawIOBase):
    """Endless pages from a pipe: cannot be sought, and fails at some point."""

    def __init__(self, most: int) -> None:
        self.given = 0
        self._most = most
        self._record = gzip.compress(response(1))

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        if self.given > self._most:
            raise OSError("the disk is gone")
        self.given += len(self._record)
        return self._record


def test_a_stream_is_read_as_it_comes_and_may_fail() -> None:
    stream = _Stream(10**12)
    pages: Iterator[Any] = read_warc(cast(BinaryIO, stream), name=NAME)
    assert all(isinstance(next(pages), Article) for _ in range(5))
    assert stream.given < 10_000
    *pages_of_some, last = read_warc(cast(BinaryIO, _Stream(2_000)), name=NAME)
    assert all(isinstance(found, Article) for found in pages_of_some)
    assert last == Rejection(NAME, "unreadable", "the file could not be read further: the disk is gone")
    (found,) = read_warc(cast(BinaryIO, _Stream(-1)), name=NAME)
    assert found == Rejection(NAME, "unreadable", "the file could not be read: the disk is gone")


SMALL = b"<html><body>Log in.</body></html>"
ARCHIVES = [
    b"".join(map(gzip.compress, (OTHERS[0], response(1, SMALL), response(2, SMALL)))),
    OTHERS[1] + response(1, SMALL) + response(2, gzip.compress(SMALL), HTML + "Content-Encoding: gzip\r\n"),
    zstd(response(1, SMALL) + response(2, SMALL)),
]


@settings(max_examples=200)
@given(
    st.sampled_from(ARCHIVES),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=6), st.integers(0, 6)), max_size=8),
    st.integers(0, 2000),
)
def test_damaged_archives_never_raise(data: bytes, changes: list[tuple[int, bytes, int]], cut: int) -> None:
    for position, put, removed in changes:
        start = position % (len(data) + 1)
        data = data[:start] + put + data[start + removed :]
    for archive in (data, data[:cut]):
        assert all(isinstance(found, Article) or found.detail for found in read(archive))
