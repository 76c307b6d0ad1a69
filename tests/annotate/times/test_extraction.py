import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.annotate.syntax import load_model, parse_text
from twosource.annotate.times import extract_times
from twosource.annotate.times.extraction import reference_date
from twosource.model.article import Article, Furniture

WEDNESDAY = "2025-03-05"


def read(text: str, published: str | None = WEDNESDAY) -> list[tuple[str, str, str]]:
    times = extract_times(Article.from_text(text, published=published), parse_text(text))
    return [(text[t.start : t.end], t.type, t.value) for t in times]


def values(text: str, published: str | None = WEDNESDAY) -> list[str]:
    return [value for _, _, value in read(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge opened on 14 March 2019.", "2019-03-14"),
        ("The bridge opened on March 14, 2019.", "2019-03-14"),
        ("The bridge opened on 2019-03-14.", "2019-03-14"),
        ("The bridge opened on Thursday, March 14, 2019.", "2019-03-14"),
        ("The bridge opened in the third quarter of 2018.", "2018-Q3"),
        ("The bridge opened in the 1970s.", "197"),
        ("The bridge opened in the late 19th century.", "18"),
        ("The bridge opened in the summer of 2012.", "2012-SU"),
        ("The bridge opened in fiscal 1998.", "1998"),
        ("The bridge opened in mid-June 2018.", "2018-06"),
        ("The bridge opened in January last year.", "2024-01"),
        ("The bridge opened yesterday.", "2025-03-04"),
        ("The bridge opened on Tuesday.", "2025-03-04"),
        ("The bridge will open on Tuesday.", "2025-03-11"),
        ("Readers saw two barges leave the bridge on Tuesday.", "2025-03-04"),
        ("The bridge opened last Wednesday.", "2025-02-26"),
        ("The bridge will open next Tuesday.", "2025-03-11"),
        ("The bridge opened last week.", "2025-W09"),
        ("The bridge opened earlier this month.", "2025-03"),
        ("The bridge opened two years ago.", "2023"),
        ("The bridge opened three days ago.", "2025-03-02"),
        ("The bridge opened in October.", "2024-10"),
        ("The bridge will open in October.", "2025-10"),
        ("The bridge opened on Oct. 8.", "2024-10-08"),
        ("The bridge will open on Oct. 8.", "2025-10-08"),
        ("The bridge opened on Christmas Eve.", "2024-12-24"),
        ("The bridge opened on Good Friday 2024.", "2024-03-29"),
        ("The bridge opened over the weekend.", "2025-W09-WE"),
        ("The bridge opened recently.", "PAST_REF"),
        ("The bridge is now open.", "PRESENT_REF"),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began at 10 p.m. on Tuesday.", "2025-03-04T22:00"),
        ("It began at 2:30am on Saturday, Jan. 14, 2023.", "2023-01-14T02:30"),
        ("It began last night.", "2025-03-04TNI"),
        ("It began on Friday evening.", "2025-02-28TEV"),
        ("It began at noon on Monday.", "2025-03-03T12:00"),
        ("It began this morning.", "2025-03-05TMO"),
    ],
)
def test_times_of_day(text: str, expected: str) -> None:
    assert [(kind, value) for _, kind, value in read(text)] == [("TIME", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They talked for more than two and a half hours.", "PT2H30M"),
        ("They talked for two weeks.", "P2W"),
        ("They talked over the past 24 hours.", "PT24H"),
        ("They held a three-day summit.", "P3D"),
        ("They ended a year-long strike.", "P1Y"),
        ("They talked for months.", "PXM"),
        ("They talked for several days.", "PXD"),
        ("They talked for half an hour.", "PT30M"),
    ],
)
def test_durations(text: str, expected: str) -> None:
    assert [(kind, value) for _, kind, value in read(text)] == [("DURATION", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They meet every Monday.", "XXXX-WXX-1"),
        ("They meet twice a year.", "P1Y"),
        ("They meet every four years.", "P4Y"),
        ("They meet weekly.", "P1W"),
    ],
)
def test_sets(text: str, expected: str) -> None:
    assert [(kind, value) for _, kind, value in read(text)] == [("SET", expected)]


def test_a_time_can_hang_on_another() -> None:
    text = "The bridge closed on June 3, 2022. Two days later, it fell."
    assert values(text) == ["2022-06-03", "2022-06-05"]


def test_the_same_quarter_a_year_before() -> None:
    text = "Net income fell in the third quarter. It was $5 million a year earlier."
    assert values(text, "2024-11-02") == ["2024-Q3", "2023-Q3"]


def test_a_range_gives_both_ends_their_month_and_year() -> None:
    assert values("The talks were held on Sept. 17-18, 2023.") == ["2023-09-17", "2023-09-18"]
    assert values("The talks were held between June and August 2012.") == ["2012-06", "2012-08"]


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said the plan may fail.",
        "Thousands joined the March on Washington.",
        "The Sunday Times carried the letter.",
        "The army will march on the capital.",
        "Some 2000 people came.",
        "A 45-year-old man was hurt.",
        "Prices fall when demand does.",
        "It was the second strike.",
    ],
)
def test_what_is_not_a_time_stays_out(text: str) -> None:
    assert read(text) == []


def test_without_a_day_of_publication_nothing_is_guessed() -> None:
    text = "The bridge opened on Tuesday. It closed last week. It fell in October, on Oct. 8, and now lies there."
    assert values(text, None) == ["XXXX-WXX-2", "PAST_REF", "XXXX-10", "XXXX-10-08", "PRESENT_REF"]


def test_the_day_of_publication_may_come_from_a_date_line() -> None:
    article = Article(id="a", text="March 5, 2025", furniture=(Furniture("date", 0, 13, "2025-03-05"),))
    assert str(reference_date(article)) == "2025-03-05"
    assert reference_date(Article(id="b", text="", published="2025-13-45")) is None


def test_every_placed_value_has_its_days() -> None:
    text = "The bridge opened in October."
    [time] = extract_times(Article.from_text(text, published=WEDNESDAY), parse_text(text))
    assert (time.earliest, time.latest) == ("2024-10-01", "2024-10-31")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["May", "12", "of", "last", "year", "3", "-", "Oct", ".", "99999999999", "ago", "the",
                                 "years", "\u202e", "“", "\ud800", "\x00", "quarter", "'", "s", "0", "9/11",
                                 "p.m", "31", "9" * 400])))  # fmt: skip
def test_any_words_give_ordered_expressions_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    doc = load_model().make_doc(text.replace("\ud800", "\ufffd"))
    position = 0
    for time in extract_times(Article.from_text(text, published=WEDNESDAY), doc):
        assert position <= time.start < time.end <= len(text)
        position = time.end


def test_a_long_line_takes_linear_time() -> None:
    text = "on Oct. 8 and two years ago " * 8_000
    doc = load_model().make_doc(text)
    assert len(extract_times(Article.from_text(text, published=WEDNESDAY), doc)) == 16_000
