"""The character encoding a document says it is in."""

import re


def declared_encoding(data: bytes, media_type: str | None) -> str | None:
    """The encoding the server or, in a page's first kilobytes, the page itself declares; None where neither does."""
    named = re.search(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", media_type or "", re.IGNORECASE)
    if named:
        return named[1]
    inside = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w:.-]{2,40})", data[:4096], re.IGNORECASE)
    if inside is None:
        inside = re.match(rb"\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w:.-]{2,40})", data[:400])
    return inside[1].decode("ascii", "replace") if inside else None
