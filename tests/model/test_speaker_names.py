"""One person under several names, inside a story and nowhere else."""

import pytest

from twosource.model.speaker_names import OtherName, SpeakerNaming, nested_names, persons


def said(name: str, story: str | None = "s", article: str = "a", quotes: int = 1) -> SpeakerNaming:
    return SpeakerNaming(name, article, story, f"outlet of {article}", quotes)


def test_names_that_nest_in_a_story_are_one_person() -> None:
    rows = (
        said("Miller", article="a", quotes=3),
        said("Matthew Miller", article="b", quotes=2),
        said("State Department spokesman Matthew Miller", article="c"),
    )
    found, shown = persons(rows)
    person = found["Matthew Miller"]
    assert dict(person.other_names) == {
        "Miller": OtherName(frozenset({"s"}), 3, 1),
        "State Department spokesman Matthew Miller": OtherName(frozenset({"s"}), 1, 1),
    }
    assert (person.quotes, person.articles, person.stories, person.outlets) == (6, 3, 1, 3)
    assert shown["Miller", "s"] == "Matthew Miller"


@pytest.mark.parametrize(
    "names",
    [
        ("Miller", "Matthew Miller", "Stephen Miller"),
        ("Miller", "Millerson"),
        ("Anna Berg", "Anna"),
        ("Miller", "Miller"),
    ],
)
def test_what_may_be_two_people_is_not_joined(names: tuple[str, ...]) -> None:
    assert persons(said(name) for name in names) == ({}, {})


def test_a_surname_is_joined_story_by_story() -> None:
    rows = (
        *(said(name, story="one") for name in ("Miller", "Matthew Miller")),
        *(said(name, story="two") for name in ("Miller", "Stephen Miller")),
        said("Miller", story="three", quotes=9),
        said("Miller", story=None, quotes=9),
    )
    found, shown = persons(rows)
    assert {name: person.quotes for name, person in found.items()} == {"Matthew Miller": 2, "Stephen Miller": 2}
    assert shown == {("Miller", "one"): "Matthew Miller", ("Miller", "two"): "Stephen Miller"}


def test_the_name_shown_is_a_full_one_without_titles() -> None:
    found, _ = persons([said("Berg"), said("Mrs Anna Berg"), said("Anna Berg")])
    assert list(found) == ["Anna Berg"]
    assert persons([said("Berg"), said("Mayor Berg")]) == ({}, {})


def test_a_middle_initial_makes_nobody_else() -> None:
    found, shown = persons([said("Daniel R. Okore"), said("Daniel Okore"), said("Okore"), said("Anna B. Berg", "t")])
    assert list(found) == ["Daniel Okore"]
    assert {name for name, _ in shown} == {"Daniel R. Okore", "Okore"}
    assert nested_names(("Daniel R. Okore", "Daniel Okore", "Daniel A. Berg")) == {"Daniel R. Okore", "Daniel Okore"}


def test_the_whole_of_a_person_counts_its_own_name_in_every_story() -> None:
    rows = (said("Berg", "one"), said("Anna Berg", "one", "b"), said("Anna Berg", "two", "c", quotes=4))
    found, _ = persons(rows)
    assert (found["Anna Berg"].quotes, found["Anna Berg"].stories, found["Anna Berg"].articles) == (6, 2, 3)


def test_only_names_that_nest_are_looked_at() -> None:
    names = ("Miller", "matthew miller", "Stephen Millers", "Anna", "xy " * 40_000 + "Miller")
    assert nested_names(names) == {"Miller", "matthew miller"}
