"""The timeline tells what happened: no date of a saying, none of the report itself."""

from twosource.annotate.pipeline import annotate_articles
from twosource.compare.article_view import views_by_id
from twosource.compare.timeline import build_sayings, build_timeline
from twosource.model.article import Article, Furniture


def values(text: str, furniture: tuple[Furniture, ...] = ()) -> list[str]:
    return lanes(text, furniture)[0]


def lanes(text: str, furniture: tuple[Furniture, ...] = ()) -> tuple[list[str], list[str]]:
    """The dates of what happened, and of what was said."""
    article = Article.from_text(text, id="one", published="2031-03-18", furniture=furniture)
    views = views_by_id(annotate_articles([article]))
    return (
        [entry.value for entry in build_timeline(views.values())],
        [entry.value for entry in build_sayings(views.values())],
    )


def test_what_was_said_when_is_no_event() -> None:
    assert values("Mayor Ada Pell said on Monday that the northern pier would be rebuilt.") == []


def test_an_act_that_is_spoken_of_has_its_own_date() -> None:
    assert values("The two mayors discussed the attack on March 3, 2031, Ada Pell said.") == ["2031-03-03"]


def test_the_date_line_of_a_report_is_no_event() -> None:
    text = "March 17, 2031\nThe northern pier collapsed on March 15, 2031."
    assert values(text, (Furniture("date", 0, 14),)) == ["2031-03-15"]


def test_what_was_said_when_has_a_lane_of_its_own() -> None:
    happened, said = lanes(
        "Mayor Ada Pell said on Monday that the northern pier would be rebuilt. The pier collapsed on March 15, 2031."
    )
    assert happened == ["2031-03-15"]
    assert said == ["2031-03-17"]


def test_a_date_inside_what_was_said_is_not_that_of_the_saying() -> None:
    happened, said = lanes("The pier fell on March 15, 2031, Mayor Ada Pell told the council on Monday.")
    assert happened == ["2031-03-15"]
    assert said == ["2031-03-17"]
