"""A finder restored from its state goes on as if nothing had happened; what is no such state is refused."""

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.errors import FinderStateError
from twosource.model.article import Article
from twosource.service import bundled_examples
from twosource.stories import StoryFinder, StorySettings

SMALL = StorySettings(
    least_likeness=0.35,
    quiet_days=10,
    kept_days=40,
    members_kept=3,
    most_open=12,
    terms_kept=20,
    most_lines=4,
    merge_cosine=0.25,
    parent_names=1,
)
"""Everything that bounds memory, and every merging, comes into play within some twenty articles."""
NAMES = ["Ollerby", "Vantry", "Skerry", "Tavish", "Corrigan", "Marsh", "Quenby", "Farrow", "Lindhaven", "Orrin"]
WORDS = [*NAMES, "bridge", "barge", "bearing", "cheese", "goat", "prize", "tempo", "ferry", "fog", "vote", "strike"]


def report(number: int, words: list[str], day: int | None) -> Article:
    published = None if day is None else (date(2031, 1, 1) + timedelta(day)).isoformat()
    return Article.from_text(" ".join(words), id=f"a{number}", title=" ".join(words[:3]), published=published)


reports = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), max_size=8), st.none() | st.integers(0, 90)), min_size=1, max_size=40
)


@settings(max_examples=60, deadline=None)
@given(reports, st.integers(0, 39))
def test_restored_anywhere_it_goes_on_as_the_undisturbed_one(
    items: list[tuple[list[str], int | None]], cut: int
) -> None:
    stream = [report(number, words, day) for number, (words, day) in enumerate(items)]
    undisturbed, finder = StoryFinder(SMALL, remember=False), StoryFinder(SMALL, remember=False)
    expected = [undisturbed.place(article) for article in stream]
    for number, article in enumerate(stream):
        if number == cut:
            finder = StoryFinder.from_state(finder.state(), SMALL)
        assert finder.place(article) == expected[number]
    assert finder.state() == undisturbed.state()


def test_restored_every_so_often_through_endings_merges_and_story_lines() -> None:
    draw = random.Random(5)
    days = sorted(draw.randrange(300) for _ in range(250))
    stream = [report(number, draw.sample(WORDS, 7), day) for number, day in enumerate(days)]
    undisturbed, finder = StoryFinder(SMALL, remember=False), StoryFinder(SMALL, remember=False)
    expected = [undisturbed.place(article) for article in stream]
    for number, article in enumerate(stream):
        if number % 7 == 0:
            finder = StoryFinder.from_state(finder.state(), SMALL)
        assert finder.place(article) == expected[number]
    assert finder.state() == undisturbed.state()
    assert any(placed.merges for placed in expected)
    assert any(placed.parent for placed in expected)
    assert any(placed.ended for placed in expected)
    assert any(placed.resumed for placed in expected)


def test_real_reports_restored_before_each() -> None:
    stream = [article for story in bundled_examples().values() for article in story]
    undisturbed, finder = StoryFinder(remember=False), StoryFinder(remember=False)
    for article in stream:
        finder = StoryFinder.from_state(finder.state())
        assert finder.place(article) == undisturbed.place(article)
    assert finder.state() == undisturbed.state()


def filled() -> StoryFinder:
    finder = StoryFinder(remember=False)
    for number in range(8):
        finder.place(report(number, WORDS[number : number + 6], number))
    return finder


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda state: b"",
    "foreign": lambda state: b"SQLite format 3\x00" + state,
    "older version": lambda state: state.replace(b"stories ", b"stories 0", 1),
    "cut short": lambda state: state[:-3],
    "a byte changed": lambda state: (
        state[: len(state) // 2] + bytes([state[len(state) // 2] ^ 1]) + state[len(state) // 2 + 1 :]
    ),
    "nothing behind the heading": lambda state: state.partition(b"\n")[0] + b"\n",
    "garbage behind the heading": lambda state: state.partition(b"\n")[0] + b"\n" + bytes(range(256)),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_no_state_is_refused(damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(FinderStateError, match="place the articles anew"):
        StoryFinder.from_state(damage(filled().state()))


def test_the_state_of_another_setting_is_refused() -> None:
    with pytest.raises(FinderStateError, match="setting"):
        StoryFinder.from_state(filled().state(), StorySettings(least_likeness=0.5))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_changed_byte_anywhere_is_refused_or_changes_nothing(place: int, value: int) -> None:
    state = filled().state()
    place %= len(state)
    changed = state[:place] + bytes([value]) + state[place + 1 :]
    try:
        restored = StoryFinder.from_state(changed)
    except FinderStateError:
        return
    assert restored.state() == state


def test_an_empty_finder_has_a_state_too() -> None:
    assert StoryFinder.from_state(StoryFinder().state()).place(report(1, WORDS, 3)).opened
