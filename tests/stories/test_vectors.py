"""Packed vectors against the arithmetic they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.stories.vectors import PackedVector, heaviest, merge, term_key

vectors = st.dictionaries(st.integers(0, 2**32 - 1) | st.integers(0, 9), st.floats(0.0, 1.0, width=32), max_size=12)


@given(vectors, vectors)
def test_the_inner_product_is_the_sum_over_shared_terms(a: dict[int, float], b: dict[int, float]) -> None:
    expected = sum(a[key] * b[key] for key in a.keys() & b.keys())
    assert PackedVector.pack(a).dot(b) == pytest.approx(expected, abs=2e-4)
    assert PackedVector.pack(b).dot(a) == pytest.approx(expected, abs=2e-4)


@given(vectors)
def test_packing_keeps_the_order_and_rounds_to_a_step(vector: dict[int, float]) -> None:
    packed = PackedVector.pack(vector)
    assert list(packed.unpack()) == list(vector)
    assert packed.unpack() == pytest.approx(vector, abs=packed.step)
    assert packed.length() == pytest.approx(sum(weight**2 for weight in vector.values()) ** 0.5, abs=12 * packed.step)
    again = PackedVector.pack(packed.unpack())
    assert again.weights == packed.weights


@given(vectors, vectors)
def test_merging_adds_and_keeps_the_heaviest(a: dict[int, float], b: dict[int, float]) -> None:
    total = {key: a.get(key, 0.0) + b.get(key, 0.0) for key in a.keys() | b.keys()}
    assert merge((a, b), 100) == total
    kept = merge((a, b), 3)
    assert sorted(kept.values()) == sorted(sorted(total.values())[-3:])


def test_keys_are_the_same_in_every_process_and_for_any_text() -> None:
    assert term_key("ferry") == 3205307411
    assert term_key("\ud800") != term_key("\ud801")


def test_equal_weights_come_by_key() -> None:
    assert heaviest({7: 1.0, 3: 1.0, 9: 2.0, 1: 0.5}, 3) == [9, 3, 7]
