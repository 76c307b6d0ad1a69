"""Bytes → text, or the reason why they are none. Wrongly labelled encodings are read right or refused, never guessed
into mojibake."""

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNSUPPORTED = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word document or zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"WARC/1.", "a web archive (WARC)"),
)
_HEAD = 65_536
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LETTER_PAIRS = re.compile(r"[A-Za-z][À-ÖØ-Þ]|[À-ÖØ-Þ][a-z]")
_CP1252_QUOTES = re.compile(r"[‘’“”–—…•€£©®™°½¼¾«»§·´¿¡ ]")
_LATIN = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸ]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LATIN_LABELS = frozenset({"iso8859-1", "latin-1", "cp1252", "ascii"})
_MOST_CHAOS = 0.2


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes without byte order mark, and the encoding it was read in."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Why bytes are no text: `reason` is a rejection's code."""

    reason: str
    detail: str


def decode(data: bytes, *, declared: str | None = None) -> Decoded | Undecodable:
    """The text of `data`. A byte order mark decides; else UTF-8 where the bytes are valid UTF-8, whatever they are
    declared to be; else the `declared` encoding; else Windows-1252, UTF-16 without mark or what charset-normalizer
    finds, each only where the outcome looks like writing."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding)
    for signature, what in _UNSUPPORTED:
        if data.startswith(signature):
            return Undecodable("unsupported_format", f"this is {what}: save it as plain text, HTML or JSON")
    if wide := _wide_encoding(data[:_HEAD]):
        return _strictly(data, wide)
    if _is_binary(data):
        return Undecodable("binary", "these bytes are no text: give the report as plain text, HTML or JSON")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, declared)


def _strictly(data: bytes, encoding: str) -> Decoded | Undecodable:
    try:
        return Decoded(data.decode(encoding).removeprefix("\ufeff"), encoding)
    except UnicodeDecodeError as error:
        return Undecodable(
            "undecodable", f"the byte order mark says {encoding}, but byte {error.start} is not: re-save it"
        )


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 without mark: nearly every second byte of European writing is zero."""
    if len(head) < 4 or (len(head) % 2 and len(head) < _HEAD):
        return None
    pairs = len(head) // 2
    if head[1::2].count(0) > 0.7 * pairs and head[::2].count(0) < 0.05 * pairs:
        return "utf-16-le"
    if head[::2].count(0) > 0.7 * pairs and head[1::2].count(0) < 0.05 * pairs:
        return "utf-16-be"
    return None


def _is_binary(data: bytes) -> bool:
    """Any zero byte, or more than one control character in a hundred, in the first 64 KiB or the last."""
    for part in (data[:_HEAD], data[-_HEAD:]):
        if b"\x00" in part or len(_CONTROL.findall(part)) * 100 > len(part):
            return True
    return data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"OggS", b"ID3", b"\x7fELF"))


def _not_utf8(data: bytes, declared: str | None) -> Decoded | Undecodable:
    name = _codec(declared)
    if name and name not in _LATIN_LABELS and name != "utf-8":
        try:
            return Decoded(data.decode(name), name)
        except (UnicodeDecodeError, ValueError):
            pass
    if mended := _mended_utf8(data):
        return mended
    for encoding in ("cp1252", "mac_roman"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_western(text):
            return Decoded(text, encoding)
    best = charset_normalizer.from_bytes(data[:_HEAD]).best()
    if best is not None and best.chaos <= _MOST_CHAOS and best.encoding not in ("ascii", "utf_8"):
        try:
            return Decoded(data.decode(best.encoding), best.encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    return Undecodable("undecodable", "the character encoding could not be told: re-save the document as UTF-8")


def _codec(name: str | None) -> str | None:
    try:
        return codecs.lookup(name.strip()).name if name else None
    except (LookupError, ValueError):
        return None


def _mended_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few stray bytes of Windows-1252, as pages put together from two sources have: each byte is read in
    the encoding it is in. A character cut off at the very end is dropped."""
    good = len(_MULTIBYTE.findall(data))
    text = data.decode("utf-8", errors="surrogateescape")
    stray = [character for character in text if "\udc80" <= character <= "\udcff"]
    tail = len(text) - len(text.rstrip("".join(map(chr, range(0xDC80, 0xDD00)))))
    if good == 0 or (len(stray) > tail and len(stray) * 10 > good):
        return None
    if 0 < tail <= 3:
        text, stray = text[:-tail], stray[:-tail]
    try:
        bytes_read = {character: bytes([ord(character) - 0xDC00]).decode("cp1252") for character in stray}
    except UnicodeDecodeError:
        return None
    return Decoded("".join(bytes_read.get(character, character) for character in text) if stray else text, "utf-8")


def _looks_western(text: str) -> bool:
    """Whether every character beyond ASCII is a usual mark or a Latin letter, and capitals with accents do not stand
    inside words, as they do where another encoding is read as this one."""
    beyond = [character for character in text if ord(character) > 127]
    marks = sum(1 for character in beyond if _CP1252_QUOTES.match(character))
    letters = sum(1 for character in beyond if _LATIN.match(character))
    inside = len(_LETTER_PAIRS.findall(text)) if text.upper() != text else 0
    initial = len(re.findall(r"(?<![^\W\d_])[À-ÖØ-Þ][a-zà-öø-ÿ]", text))
    return (
        marks + letters >= 0.98 * len(beyond)
        and (inside - initial) * 20 <= len(beyond)
        and len(beyond) * 8 <= sum(map(str.isalpha, text)) + 8
    )
