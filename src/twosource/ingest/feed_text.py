"""Bytes of a feed, sitemap or feed list → its text: unpacked, decoded and repaired as far as that loses nothing."""

import html
import html.entities
import re
import zlib
from dataclasses import dataclass

from twosource.ingest.declared import declared_encoding
from twosource.ingest.decode import Undecodable, decode
from twosource.ingest.limits import LARGEST_FEED
from twosource.model.article import Rejection

_GZIP = b"\x1f\x8b"
_CONTROL = bytes({*range(32), 127} - set(b"\t\n\r"))
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_REFERENCES = 3_000_000
"""Ampersands of a document up to which they are looked at one by one."""
_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?!(?:amp|lt|gt|quot|apos|#[1-9]\d{0,6}|#[xX][0-9a-fA-F]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31});)?",
    re.DOTALL,
)
"""What must not be touched, and references that XML itself does not know."""


@dataclass(frozen=True, slots=True)
class FeedText:
    """The text of a document and what of its bytes is not in it."""

    text: str
    rejections: tuple[Rejection, ...] = ()


def feed_text(data: bytes, *, document: str, media_type: str | None = None) -> FeedText | Rejection:
    """The text of `data`, gzip undone, at most LARGEST_FEED bytes of it; where the encoding cannot be told, as UTF-8
    with each unreadable byte replaced by U+FFFD. What is no text at all is a Rejection: empty, binary,
    unsupported_format, undecodable."""
    unpacked, problem = _unpacked(data)
    rejections = [Rejection(document, *problem)] if problem else []
    if not unpacked.strip(b" \t\r\n\f\v\xef\xbb\xbf\x00"):
        return rejections[0] if rejections else Rejection(document, "empty", "there is nothing in it")
    decoded = decode(unpacked, declared=declared_encoding(unpacked, media_type))
    if not isinstance(decoded, Undecodable):
        return FeedText(decoded.text, tuple(rejections))
    if decoded.reason == "unsupported_format" or not unpacked.lstrip(b" \t\r\n\xef\xbb\xbf").startswith((b"<", b"{")):
        return Rejection(document, decoded.reason, decoded.detail)
    text = unpacked.translate(None, _CONTROL).decode("utf-8", "replace")
    detail = "bytes that are no text in its character encoding were replaced"
    return FeedText(text, (*rejections, Rejection(document, "undecodable", detail)))


def _unpacked(data: bytes) -> tuple[bytes, tuple[str, str] | None]:
    """The first LARGEST_FEED bytes of the content, and the reason and detail of what is missing."""
    problem: tuple[str, str] | None = None
    if data.startswith(_GZIP):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            data = unpacker.decompress(data, LARGEST_FEED + 1)
            if not unpacker.eof and len(data) <= LARGEST_FEED:
                problem = ("truncated", "the gzip data end early: what came before was read")
        except zlib.error:
            return b"", ("broken_gzip", "this is no readable gzip data")
    if len(data) > LARGEST_FEED:
        problem = ("too_large", f"it is larger than {LARGEST_FEED // 2**20} MB: only its beginning was read")
    return data[:LARGEST_FEED], problem


def repaired_markup(text: str) -> str:
    """The markup with lone ampersands escaped, HTML's named characters in their place, and code points XML forbids left
    out. References to entities a document defines itself come out as their own names, so none is ever expanded."""
    text = without_forbidden(text)
    if text.count("&") > _MOST_REFERENCES:
        return text
    return _REFERENCE.sub(_resolved, text)


def without_forbidden(text: str) -> str:
    """The text without the code points no XML document may hold (XML 1.0, 2.2)."""
    return _FORBIDDEN.sub("", text)


def _resolved(match: re.Match[str]) -> str:
    whole, name = match[0], match[1]
    if whole[0] == "<":
        return whole
    if name is None:
        return "&amp;"
    character = html.entities.html5.get(f"{name};")
    return html.escape(character) if character else f"&amp;{name};"
