import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.text.quotation import find_quotations, quoted_spans


def inner(text: str) -> list[str]:
    return [span.surface(text) for span in quoted_spans(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"No way," she said. "Never."', ["No way,", "Never."]),
        ("“A lot,” he said.", ["A lot,"]),
        ('``Tex style\'\' and ""doubled"" marks', ["Tex style", "doubled"]),
        ("«La digue» et »die Mauer«", ["La digue", "die Mauer"]),
        ("„Der Damm“ hält", ["Der Damm"]),
        ('a “mixed" pair', ["mixed"]),
        ("the growers' fair of the '90s, a 'small triumph' for all", ["small triumph"]),
        ("“We call it ‘the wall’ here,” he said", ["We call it ‘the wall’ here,"]),
        ('a board of 6" by 4" and no quote', []),
        ("the end is lost” here", []),
    ],
)
def test_marks_of_every_style(text: str, quoted: list[str]) -> None:
    assert inner(text) == quoted


def test_an_unclosed_quotation_ends_with_its_line_or_before_the_next() -> None:
    first = find_quotations("She said “it goes on.\nNext line.")[0]
    assert (first.closed, first.continues, first.inner.surface("She said “it goes on.\nNext line.")) == (
        False,
        False,
        "it goes on.",
    )
    assert inner("one “two “three” four") == ["two", "three"]


def test_a_quotation_over_paragraphs_says_that_it_continues() -> None:
    text = "“The first part.\n\n“The second,” he said."
    one, two = find_quotations(text)
    assert (one.closed, one.continues) == (False, True)
    assert (two.closed, two.continues) == (True, False)


@given(st.text(alphabet=st.sampled_from(list("ab .,\n\"'“”‘’«»„`9\ud800\u202e\x00")), max_size=80))
def test_spans_stay_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.start <= quotation.inner.start <= quotation.inner.end <= quotation.end <= len(text)
        assert "\n" not in quotation.inner.surface(text)
        end = quotation.end


def test_a_megabyte_of_marks_on_one_line_is_read_in_seconds() -> None:
    begun = time.perf_counter()
    find_quotations("“\"'«" * 100_000)
    assert time.perf_counter() - begun < 10
