import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.annotate.quantities import extract_quantities
from twosource.annotate.syntax import load_model, parse_text
from twosource.annotate.times import extract_times
from twosource.model.annotation import Quantity
from twosource.model.article import Article


def read(text: str) -> list[Quantity]:
    article, doc = Article.from_text(text, published="2025-03-05"), parse_text(text)
    return list(extract_quantities(article, doc, extract_times(article, doc)))


def test_a_bound_count_spans_its_words() -> None:
    text = "Police said more than 60,000 fans came."
    [quantity] = read(text)
    assert text[quantity.start : quantity.end] == "more than 60,000 fans"
    assert (quantity.value, quantity.bound, quantity.unit, quantity.kind) == (60_000, "more than", "fans", "count")


def test_money_has_a_currency_and_a_scale() -> None:
    assert [(q.value, q.unit) for q in read("It cost £5m, $2.3 million, 40 cents and €900.")] == [
        (5_000_000, "GBP"), (2_300_000, "USD"), (0.4, "USD"), (900, "EUR"),
    ]  # fmt: skip


def test_percent_is_not_percentage_points() -> None:
    assert [(q.value, q.unit) for q in read("It rose 2 percentage points to 9 percent.")] == [
        (2, "percentage points"), (9, "percent"),
    ]  # fmt: skip


def test_ranges() -> None:
    [quantity] = read("Between 20 and 30 boats sank.")
    assert (quantity.value, quantity.upper, quantity.unit) == (20, 30, "boats")
    [quantity] = read("It will cost $10-12 million.")
    assert (quantity.value, quantity.upper, quantity.kind) == (10_000_000, 12_000_000, "money")


def test_from_one_to_another_is_a_change_and_no_range() -> None:
    assert [(q.value, q.upper) for q in read("Rates rose from 12 to 15 percent.")] == [(12, None), (15, None)]


def test_rates() -> None:
    [quantity] = read("The well gives 900 barrels per day.")
    assert (quantity.value, quantity.unit, quantity.per, quantity.kind) == (900, "barrels", "day", "rate")


def test_ages() -> None:
    assert [(q.value, q.kind) for q in read("Ada Verlaine, 37, and her 7-year-old son left.")] == [
        (37, "age"),
        (7, "age"),
    ]


def test_fractions() -> None:
    assert [(q.value, q.unit) for q in read("One in five households and two thirds of the farms flooded.")] == [
        (0.2, "households"), (pytest.approx(2 / 3), "farms"),
    ]  # fmt: skip


def test_vague_plurals_are_lower_bounds() -> None:
    [quantity] = read("Tens of thousands of homes lost power.")
    assert (quantity.value, quantity.bound, quantity.unit) == (20_000, "at least", "homes")


@pytest.mark.parametrize(
    "text",
    [
        "The vote was on March 3, 2021.",
        "Flight 370 left at 10:30 p.m.",
        "He lives at 10 Weller Street.",
        "Under Resolution 1701 the army withdrew.",
        "The court ruled 5-4.",
        "COVID-19 spread.",
        "One of them left.",
        "They met on 9/11.",
    ],
)
def test_numbers_that_are_no_amounts_stay_out(text: str) -> None:
    assert read(text) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["5", "-", "to", "million", "$", "%", "people", "a", "third", "of", "\u202e",
                                 "and", "1/2",
                                 "half", ",", "between", "more than", "\x00", "years", "old", "per",
                                 "day", "9" * 400, "½"])))  # fmt: skip
def test_any_words_give_ordered_quantities_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    article, doc = Article.from_text(text), load_model().make_doc(text)
    last = -1
    for quantity in extract_quantities(article, doc, ()):
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.start >= last
        last = quantity.start
