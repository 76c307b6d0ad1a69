"""Passages are found by the stretch of text that touches them."""

from hypothesis import given
from hypothesis import strategies as st

from twosource.compare.places import NumberedPassages
from twosource.model.comparison import ClaimMention, Passage

_SPANS = st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 40), st.integers(1, 12))


@given(st.lists(_SPANS, max_size=30), _SPANS)
def test_touching_passages_are_those_that_share_a_character(
    spans: list[tuple[str, int, int]], wanted: tuple[str, int, int]
) -> None:
    passages = [Passage(article, start, start + length) for article, start, length in spans]
    article, start, length = wanted
    stretch = ClaimMention(article, start, start + length)
    found = set(NumberedPassages((p, n) for n, p in enumerate(passages)).touching(stretch))
    assert found == {n for n, one in enumerate(passages) if one.article == article and one.span.overlaps(stretch.span)}
