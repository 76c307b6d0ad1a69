import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.model.annotation import Bound, Quantity, QuantityKind
from twosource.text.quantity_agreement import compare_quantities, singular


def amount(
    value: float,
    unit: str | None = "people",
    kind: QuantityKind = "count",
    bound: Bound | None = None,
    upper: float | None = None,
    per: str | None = None,
) -> Quantity:
    return Quantity(0, 1, value, bound, unit, kind, upper, per)


def test_an_approximate_figure_agrees_with_one_near_it() -> None:
    assert compare_quantities(amount(750, bound="about"), amount(753)) == "agree"
    assert compare_quantities(amount(750, bound="about"), amount(910)) == "differ"


def test_more_than_does_not_contradict_more() -> None:
    assert compare_quantities(amount(60_000, bound="more than"), amount(63_000)) == "agree"
    assert compare_quantities(amount(60_000, bound="more than"), amount(58_000)) == "differ"


def test_money_is_not_people() -> None:
    assert compare_quantities(amount(750_000, "USD", "money"), amount(750_000)) == "incomparable"


def test_currencies_are_not_converted() -> None:
    assert compare_quantities(amount(5, "USD", "money"), amount(5, "EUR", "money")) == "incomparable"


def test_units_are_converted() -> None:
    assert compare_quantities(amount(5, "miles", "measure"), amount(8, "kilometers", "measure")) == "agree"
    assert compare_quantities(amount(5, "miles", "measure"), amount(5, "kilometers", "measure")) == "differ"
    assert compare_quantities(amount(5, "miles", "measure"), amount(5, "tons", "measure")) == "incomparable"


def test_a_round_figure_stands_for_what_rounds_to_it() -> None:
    assert compare_quantities(amount(60_000), amount(60_312)) == "agree"
    assert compare_quantities(amount(20), amount(23)) == "differ"
    assert compare_quantities(amount(1_204), amount(1_240)) == "differ"


def test_a_rate_is_not_a_total() -> None:
    assert compare_quantities(amount(15, "USD", "money", per="hour"), amount(15, "USD", "money")) == "incomparable"
    assert compare_quantities(amount(70, "USD", "money", per="week"), amount(10, "USD", "money", per="day")) == "agree"


def test_an_unnamed_thing_is_incomparable() -> None:
    assert compare_quantities(amount(3, None), amount(3)) == "incomparable"


def test_a_range_holds_what_lies_in_it() -> None:
    assert compare_quantities(amount(40, upper=50), amount(47)) == "agree"
    assert compare_quantities(amount(40, upper=50), amount(62)) == "differ"


@pytest.mark.parametrize(
    ("noun", "one"),
    [("countries", "country"), ("people", "person"), ("boxes", "box"), ("buses", "buse"), ("glass", "glass")],
)
def test_singular(noun: str, one: str) -> None:
    assert singular(noun) == one


_AMOUNTS = st.builds(
    amount,
    st.floats(0, 1e9, allow_nan=False),
    st.sampled_from(["people", "homes", "USD", "miles", "percent", None]),
    st.sampled_from(["count", "money", "measure", "percent", "number", "fraction"]),
    st.sampled_from([None, "about", "nearly", "more than", "at least", "less than", "at most"]),
)


@given(_AMOUNTS, _AMOUNTS)
def test_agreement_does_not_depend_on_the_order(a: Quantity, b: Quantity) -> None:
    assert compare_quantities(a, b) == compare_quantities(b, a)


@given(_AMOUNTS)
def test_nothing_differs_from_itself(a: Quantity) -> None:
    assert compare_quantities(a, a) in ("agree", "incomparable")
