"""Untrusted text made harmless: everything that comes out of a report passes through here before it is shown."""

import re
import unicodedata
from urllib.parse import urlsplit

_BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u180e\u2061\u2062\u2063\u2064\ufff9\ufffa\ufffb\ufffe\uffff"
_ZERO_WIDTH = "\u200b\u2060\ufeff"


def _code_point(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def _visible_forms() -> dict[int, str]:
    forms = {code: f"\\x{code:02x}" for code in (*range(32), *range(0x7F, 0xA0))}
    forms |= {ord(c): _code_point(c) for c in _BIDI_CONTROLS + _INVISIBLE}
    forms |= dict.fromkeys(map(ord, _ZERO_WIDTH), "")
    forms |= {0x2028: " ", 0x2029: " ", 0x85: " "}
    return forms | {9: " ", 10: " ", 11: " ", 12: " ", 13: " "}


_VISIBLE = _visible_forms()
_OUTSIDE = re.compile("[\ud800-\udfff\U000e0000-\U000e007f]")
_SPACES = re.compile(r"\s+")
_READ_FOR_ONE = 50
"""Characters read for each one that may be shown; more white space than that is not bridged."""


def visible(text: str) -> str:
    """The text on one line with every control character, bidirectional override, invisible format character and lone
    surrogate shown as its escape (ESC as `\\x1b`, the right-to-left override as `\\u202e`): it can neither steer a
    terminal nor change the order in which its neighbours are read. Line ends and tabs become spaces, zero-width spaces
    nothing; letters stay as they are. Escapes, not control pictures: few fonts have the pictures."""
    # Nearly all text is printable throughout, which is seen at a glance; none of the characters changed here is.
    if text.isprintable():
        return text
    return _OUTSIDE.sub(lambda match: _code_point(match[0]), text.translate(_VISIBLE))


def one_line(text: str, limit: int | None = None) -> str:
    """`visible` with runs of white space as one space, cut after a word to at most `limit` characters."""
    if limit is None:
        return _SPACES.sub(" ", visible(text)).strip()
    # Of a title of millions of characters, what is shown is found near its beginning.
    beginning = text.lstrip()[: _READ_FOR_ONE * limit]
    line = _SPACES.sub(" ", visible(beginning)).strip()
    return shorten(line if len(beginning) == len(text.lstrip()) else f"{line}…", limit)


def shorten(text: str, limit: int) -> str:
    """The text cut to at most `limit` characters, the last one an ellipsis, after a word where one ends in its second
    half."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    cut = cut[:space] if space > limit // 2 else cut
    while cut and unicodedata.combining(text[len(cut)]):
        cut = cut[:-1]
    return cut.rstrip(" ,;:") + "…"


def is_quoted(text: str) -> bool:
    """Whether the text opens with a quotation mark of its own, so that it needs none around it."""
    return text.lstrip()[:1] in ("“", '"', "«", "„", "‘", "'")


def safe_url(url: str | None) -> str | None:
    """The address when it is plain http or https and names a host, else None: no `javascript:`, no `data:`."""
    if not url or visible(url) != url or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


_MARKDOWN_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#+!|~^$&@]|[:.](?=[^\W\d]|/)|^[-=:.]")
_MARKDOWN_DIGITS = re.compile(r"^(\d+)([.)])")


def markdown_text(text: str) -> str:
    """The text on one line with every character escaped that CommonMark or GitHub's Markdown gives a meaning, so that
    it opens no link, image, HTML, heading, table cell, list, mention or automatic address."""
    line = _SPACES.sub(" ", visible(text)).strip()
    line = _MARKDOWN_SPECIAL.sub(lambda match: "\\" + match[0], line)
    return _MARKDOWN_DIGITS.sub(r"\1\\\2", line)
