"""Dates in words."""

import pytest

from twosource.report.dates import date_words, day_range


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2031-05-12", "12 May 2031"),
        ("2031-05-12T07:12", "12 May 2031, 07:12"),
        ("2031-05-12T07:12:00Z", "12 May 2031, 07:12"),
        ("2031-05-12TMO", "12 May 2031, morning"),
        ("2031-05", "May 2031"),
        ("2031", "2031"),
        ("2031-W20", "week 20 of 2031"),
        ("2031-W20-WE", "weekend of week 20 of 2031"),
        ("2031-SU", "summer 2031"),
        ("2031-Q2", "quarter 2 of 2031"),
        ("203", "the 2030s"),
        ("PAST_REF", "in the past"),
        ("2031-99-12", "2031-99-12"),
        ("2031-00", "2031-00"),
        ("P3D", "P3D"),
        ("", ""),
    ],
)
def test_date_words(value: str, words: str) -> None:
    assert date_words(value) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], ""),
        (["nonsense"], ""),
        (["2031-05-12T10:00", "2031-05-12"], "12 May 2031"),
        (["2031-05-13", "2031-05-12"], "12–13 May 2031"),
        (["2031-05-30", "2031-06-02"], "30 May – 2 June 2031"),
        (["2030-12-30", "2031-01-02"], "30 December 2030 – 2 January 2031"),
        (["2031-99-99", "2031-05-12"], "2031-99-99"),
    ],
)
def test_day_range(values: list[str], words: str) -> None:
    assert day_range(values) == words
