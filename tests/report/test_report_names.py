"""What reports are called, and what tells those of one outlet apart."""

import pytest

from twosource.model.article import Article
from twosource.report.report_names import report_names


def named(*reports: tuple[str | None, str | None, str | None]) -> tuple[str, ...]:
    return report_names(
        [Article.from_text("Text.", outlet=outlet, published=at, title=title) for outlet, at, title in reports]
    )


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        (("2031-05-13", "a"), ("2031-05-14", "b"), ("13 May", "14 May")),
        (("2031-05-13T08:15", "a"), ("2031-05-13T15:50:00Z", "b"), ("08:15", "15:50")),
        (("2031-05-13", "a"), ("2032-05-13", "b"), ("13 May 2031", "13 May 2032")),
        (("2031-05-13", "Ferry sinks"), ("2031-05-13", "Toll rises to 14"), ("“Ferry sinks”", "“Toll rises…”")),
        ((None, "Ferry toll at nine"), (None, "Ferry toll at ten"), ("“Ferry toll at nine”", "“Ferry toll at ten”")),
    ],
)
def test_reports_of_one_outlet_are_told_apart(
    first: tuple[str, str], second: tuple[str, str], names: tuple[str, str]
) -> None:
    assert named(("skerry-post", *first), ("Port", None, None), ("skerry-post", *second)) == (
        f"Skerry Post ({names[0]})",
        "Port",
        f"Skerry Post ({names[1]})",
    )


def test_three_reports_are_told_apart_by_one_thing() -> None:
    at = ("2031-05-13T08:15", "2031-05-13T15:50", "2031-05-14T15:50")
    assert named(*(("Post", one, "Fire") for one in at)) == (
        "Post (13 May, 08:15)",
        "Post (13 May, 15:50)",
        "Post (14 May, 15:50)",
    )


def test_reports_that_nothing_tells_apart_are_numbered() -> None:
    assert named(("Post", None, None), ("Post", None, None), ("Post", "2031", "Fire")) == (
        "Post",
        "Post (2)",
        "Post (3)",
    )


def test_a_report_without_an_outlet_is_called_after_its_headline() -> None:
    assert named((None, None, "Fire"), (None, None, None), (None, None, "Fire")) == ("Fire", "Report 2", "Fire (2)")


def test_no_name_stands_twice() -> None:
    names = named(("Post", None, None), ("Post (2)", None, None), ("Post", None, None))
    assert len(set(names)) == 3
