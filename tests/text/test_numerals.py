import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.text.numerals import find_numerals


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("45", 45, "cardinal"),
        ("60,000", 60_000, "cardinal"),
        ("2.3 million", 2_300_000, "cardinal"),
        ("12bn", 12_000_000_000, "cardinal"),
        ("10k", 10_000, "cardinal"),
        ("a dozen", 12, "cardinal"),
        ("two dozen", 24, "cardinal"),
        ("half a million", 500_000, "cardinal"),
        ("a quarter of a million", 250_000, "cardinal"),
        ("twenty-six", 26, "cardinal"),
        ("one hundred and five", 105, "cardinal"),
        ("three hundred forty-two thousand", 342_000, "cardinal"),
        ("nineteen ninety-six", 1996, "cardinal"),
        ("two and a half", 2.5, "cardinal"),
        ("2 1/2", 2.5, "cardinal"),
        ("3½", 3.5, "cardinal"),
        ("two thirds", 2 / 3, "fraction"),
        ("three-quarters", 0.75, "fraction"),
        ("21st", 21, "ordinal"),
        ("twenty-first", 21, "ordinal"),
        ("third", 3, "ordinal"),
        ("dozens", 24, "vague"),
        ("hundreds of thousands", 200_000, "vague"),
    ],
)
def test_a_number_is_read_whole(text: str, value: float, kind: str) -> None:
    [numeral] = find_numerals(text)
    assert (numeral.start, numeral.end) == (0, len(text))
    assert numeral.value == pytest.approx(value)
    assert numeral.kind == kind


def test_words_that_do_not_compose_are_two_numbers() -> None:
    assert [n.value for n in find_numerals("one two")] == [1, 2]


def test_numbers_inside_words_are_none() -> None:
    assert list(find_numerals("someone tenable B2B often")) == []


def test_one_letter_scales_need_to_touch_the_number() -> None:
    [numeral] = find_numerals("5 m")
    assert numeral.value == 5


@given(st.text(max_size=300))
def test_any_text_gives_ordered_numbers_inside_it(text: str) -> None:
    position = 0
    for numeral in find_numerals(text):
        assert position <= numeral.start < numeral.end <= len(text)
        position = numeral.end


def test_a_long_row_of_digits_or_words_takes_no_time() -> None:
    assert len(list(find_numerals("1," * 50_000))) > 0
    assert len(list(find_numerals("one hundred and " * 20_000))) > 0
    assert len(list(find_numerals("half a " * 50_000))) > 0
