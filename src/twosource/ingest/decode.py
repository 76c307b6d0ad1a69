"""Bytes → text, or the reason why they are none. Wrongly labelled encodings are read right or refused, never guessed
into mojibake."""

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

from twosource.text.language import detect_language

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
_USUAL_MARKS = frozenset("‘’‚‹›“”„–—…•€£¥©®™°½¼¾«»§·´¿¡×±²³ºª\u00a0\u00ad")
_MOST_UNUSUAL = 0.02
"""Share of the characters beyond ASCII that may look out of place."""
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LATIN_LABELS = frozenset({"iso8859-1", "latin-1", "cp1252", "ascii"})
_CENTRAL = frozenset({"pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"})
_CYRILLIC = frozenset({"ru", "uk", "bg", "be", "sr", "mk", "kk", "ky", "mn"})
_CHINESE, _JAPANESE, _KOREAN = frozenset({"zh"}), frozenset({"ja"}), frozenset({"ko"})
_LANGUAGES: dict[str, frozenset[str]] = {
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1251": _CYRILLIC,
    "koi8_r": frozenset({"ru"}),
    "koi8_u": frozenset({"uk"}),
    "cp866": _CYRILLIC,
    "cp1253": frozenset({"el"}),
    "cp1254": frozenset({"tr"}),
    "cp1255": frozenset({"he"}),
    "cp1256": frozenset({"ar", "fa", "ur"}),
    "cp1257": frozenset({"lt", "lv", "et"}),
    "cp932": _JAPANESE,
    "shift_jis": _JAPANESE,
    "euc_jp": _JAPANESE,
    "gb18030": _CHINESE,
    "big5": _CHINESE,
    "cp949": _KOREAN,
    "euc_kr": _KOREAN,
    "tis_620": frozenset({"th"}),
}
"""Encodings read without being declared, and the languages they were made for."""
_JAPANESE_MAIL = re.compile(rb"\x1b\$[@B]")


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
    if _JAPANESE_MAIL.search(data[:_HEAD]):
        return _strictly(data, "iso2022_jp")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, declared)


def _strictly(data: bytes, encoding: str) -> Decoded | Undecodable:
    try:
        return Decoded(data.decode(encoding).removeprefix("\ufeff"), encoding)
    except UnicodeDecodeError as error:
        return Undecodable(
            "undecodable", f"the text begins as {encoding}, but byte {error.start} is not: re-save it as UTF-8"
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
    if western := _western(data):
        return western
    return _legacy(data) or Undecodable(
        "undecodable", "the character encoding could not be told: re-save the document as UTF-8"
    )


def _legacy(data: bytes) -> Decoded | None:
    """The text in the first encoding charset-normalizer finds likely in which it is, with confidence, in one of the
    languages that encoding was made for; so a short text in a rare encoding is refused rather than read wrong."""
    for match in charset_normalizer.from_bytes(data[:_HEAD], cp_isolation=list(_LANGUAGES)):
        try:
            text = data.decode(match.encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if detect_language(text) in _LANGUAGES.get(match.encoding, ()):
            return Decoded(text, match.encoding)
    return None


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


def _western(data: bytes) -> Decoded | None:
    """Windows-1252 or Mac Roman, whichever leaves fewer characters out of place, where hardly any is."""
    candidates = []
    for encoding in ("cp1252", "mac_roman"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        candidates.append((_out_of_place(text), encoding, text))
    if not candidates:
        return None
    share, encoding, text = min(candidates)
    if share > _MOST_UNUSUAL:
        return None
    return Decoded(data.decode("cp1254"), "cp1254") if detect_language(text) == "tr" else Decoded(text, encoding)


def _out_of_place(text: str) -> float:
    """The share of the characters beyond ASCII that are neither usual marks nor Latin letters, or are capitals behind
    a small letter, as where another encoding is read as this one; 1 where they are too many for European writing."""
    beyond = [position for position, character in enumerate(text) if ord(character) > 127]
    if len(beyond) * 4 > sum(map(str.isalpha, text)) + 16:
        return 1.0
    return sum(_is_out_of_place(text, position) for position in beyond) / max(1, len(beyond))


def _is_out_of_place(text: str, position: int) -> bool:
    character, before = text[position], text[position - 1] if position else " "
    after = text[position + 1 : position + 2]
    if not character.isalpha():
        inside_word = before.isalpha() and after.isalpha() and character not in "’–—…·´\u00ad\u00a0"
        return inside_word or character not in _USUAL_MARKS
    if ord(character) > 0x17F or character in "ªº":
        return True
    if character.isupper():
        return before.islower() or (before.isalpha() and after.islower())
    return not (before.isalpha() or after.isalpha()) and character not in "àéèùòìyóúí"
