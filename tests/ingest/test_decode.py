"""Character sets: read right or refused."""

import pytest

from twosource.ingest.decode import Decoded, Undecodable, decode

ENGLISH = "The minister said “no” – and it’s the mayor’s turn. The ferry cost £5 or €6, he said."
GERMAN = "Der Minister sagte „Nein“ und ging. Über die Gründe schwieg er; größere Ämter lehnte er ab."
FRENCH = "Le ministre a déclaré « non » à l’Assemblée. L’été dernier, il était déjà là, à Évian."
POLISH = "Minister powiedział wczoraj, że most zostanie zamknięty, a mieszkańcy będą jeździć autobusem. Żaden świadek."
RUSSIAN = "Министр сказал, что паром больше не ходит, и ничего не объяснил журналистам в порту."
GREEK = "Ο υπουργός είπε ότι το πλοίο δεν θα ξαναφύγει από το λιμάνι και δεν έδωσε εξηγήσεις."
TURKISH = "Bakan pazartesi günü vapur hattının kapandığını açıkladı, gazetecilere başka bir şey söylemedi."
JAPANESE = (
    "大臣は月曜日に連絡船の運航を停止すると発表したが、記者団に理由を説明しなかった。"
    "乗客はバスで移動するよう求められている。"
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"), (ENGLISH, "utf-8-sig"), (ENGLISH, "utf-16"), (ENGLISH, "utf-16-le"), (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"), (ENGLISH, "cp1252"), (ENGLISH, "mac_roman"), (GERMAN, "cp1252"), (GERMAN, "mac_roman"),
        (FRENCH, "cp1252"), (FRENCH, "mac_roman"), (POLISH, "cp1250"), (POLISH, "iso8859_2"), (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"), (GREEK, "cp1253"), (TURKISH, "cp1254"), (JAPANESE, "shift_jis"), (JAPANESE, "iso2022_jp"),
    ],
)  # fmt: skip
def test_undeclared_encodings(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert isinstance(decoded, Decoded)
    assert decoded.text == text


@pytest.mark.parametrize(("text", "encoding"), [(GERMAN, "cp1252"), (RUSSIAN, "cp866"), (JAPANESE, "euc_jp")])
def test_declared_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), declared=encoding) == Decoded(
        text, decode(text.encode(encoding), declared=encoding).encoding
    )  # type: ignore[union-attr]


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-16", "ascii", "no-such-encoding", "", "idna", "rot13"])
def test_utf8_is_utf8_whatever_is_declared(declared: str) -> None:
    assert decode(ENGLISH.encode(), declared=declared) == Decoded(ENGLISH, "utf-8")


def test_latin1_on_the_web_is_windows_1252() -> None:
    assert decode(ENGLISH.encode("cp1252"), declared="iso-8859-1") == Decoded(ENGLISH, "cp1252")


def test_stray_bytes_in_utf8_are_mended() -> None:
    mixed = (ENGLISH * 3).encode() + b" It\x92s odd."
    assert decode(mixed) == Decoded(ENGLISH * 3 + " It’s odd.", "utf-8")


def test_a_character_cut_off_at_the_end_is_dropped() -> None:
    assert decode("It’s the mayor’s".encode() + "’".encode()[:2]) == Decoded("It’s the mayor’s", "utf-8")


@pytest.mark.parametrize("data", ["Die Fähre fährt größere Umwege.".encode("cp850"), bytes(range(0x80, 0x100)) * 3])
def test_what_cannot_be_told_is_refused(data: bytes) -> None:
    assert isinstance(decode(data), Undecodable)


@pytest.mark.parametrize("data", [b"a b\x00c d", b"\x01\x02\x03\x04 abc", b"\xff\xd8\xff\xe0 JFIF text"])
def test_binary(data: bytes) -> None:
    refused = decode(data)
    assert isinstance(refused, Undecodable)
    assert refused.reason == "binary"


def test_broken_utf16_is_refused() -> None:
    refused = decode(b"\xff\xfe\x00\xd8a")
    assert isinstance(refused, Undecodable)
    assert refused.reason == "undecodable"
