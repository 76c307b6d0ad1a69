"""The language of a text: told with confidence or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.text.language import detect_language, language_code

ENGLISH = "The harbour board closed the ferry line on Monday, and a spokeswoman said that it had no other choice. "
OTHERS = {
    "de": "Der Hafenrat hat die Fährlinie geschlossen, und eine Sprecherin sagte, es gebe keine andere Wahl. ",
    "nl": "Het havenbestuur heeft de veerdienst gesloten, en een woordvoerster zei dat er geen keus was of hulp. ",
    "da": "Havnerådet lukkede færgeruten, og en talskvinde sagde, at der ikke var andet for dem at gøre nu. ",
    "fr": "Le conseil du port a fermé la ligne de ferry, et une porte-parole a dit qu'il n'avait pas le choix. ",
    "es": "La junta del puerto cerró la línea del transbordador, y una portavoz dijo que no había otra opción. ",
    "ru": "Совет порта закрыл паромную линию, и представительница сказала, что другого выхода не было. ",
    "zh": "港务局星期一关闭了渡轮航线，一位女发言人说别无选择，乘客必须改乘公共汽车，旅程需要三个小时。",
}


@pytest.mark.parametrize("times", [1, 12])
def test_english(times: int) -> None:
    assert detect_language(ENGLISH * times) == "en"


@pytest.mark.parametrize("times", [1, 12])
@pytest.mark.parametrize("code", sorted(OTHERS))
def test_other_languages(code: str, times: int) -> None:
    expected = {"da": ("da", "no", "nb")}.get(code, (code,))
    assert detect_language(OTHERS[code] * times) in expected


@pytest.mark.parametrize("text", ["", "Ferry", "The board met.", "1 2 3 4 5 " * 50, "\ud800\udfff" * 100])
def test_too_little_to_tell(text: str) -> None:
    assert detect_language(text) is None


@given(st.text(max_size=300))
def test_same_text_same_answer(text: str) -> None:
    assert detect_language(text) == detect_language(text)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("english", None),
        ("", None),
        (None, None),
        ("e1", None),
        ("ру", None),
    ],
)
def test_language_tags(tag: str | None, code: str | None) -> None:
    assert language_code(tag) == code
