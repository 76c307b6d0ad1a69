"""Grouping a stream into stories: what belongs together, what ends, what never happens."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.model.article import Article
from twosource.service import bundled_examples
from twosource.stories import StoryFinder, StorySettings, find_stories

BRIDGE = (
    "The swing bridge at Ollerby jammed half open on Tuesday, stranding a grain barge and 40 cars, the harbour "
    "trust said. Engineer Della Marsh said a bearing had split. Repairs to the bridge would take a fortnight."
)
BRIDGE_AGAIN = (
    "Ollerby's swing bridge will stay shut for two weeks after a bearing split, leaving a grain barge stuck, the "
    "harbour trust's engineer, Della Marsh, told residents. Some 40 cars were caught when the bridge jammed."
)
CHEESE = (
    "A cheese made by two sisters in Upper Vantry won the national prize on Saturday. Judges praised the rind. The "
    "dairy has six goats and no telephone, and orders are taken by a cousin at the post office."
)


def article(id: str, text: str, published: str | None = "2031-05-06", title: str | None = None) -> Article:
    return Article.from_text(text, id=id, published=published, title=title)


def groups(articles: list[Article]) -> list[tuple[str, ...]]:
    return [story.articles for story in find_stories(articles)]


def test_two_reports_of_one_event_make_one_story_and_another_event_its_own() -> None:
    found = groups([article("a", BRIDGE), article("b", CHEESE), article("c", BRIDGE_AGAIN)])
    assert found == [("a", "c"), ("b",)]


def test_three_unrelated_reports_stay_apart() -> None:
    other = "The Tavish orchestra dismissed its conductor after a quarrel about the tempo of a funeral march."
    assert groups([article("a", BRIDGE), article("b", CHEESE), article("c", other)]) == [("a",), ("b",), ("c",)]


def test_the_bundled_stories_come_apart_in_any_order() -> None:
    stories = bundled_examples()
    articles = [report for reports in stories.values() for report in reports]
    # The reports that state no date themselves are given their event's, as a feed would.
    days = {name: max(report.published or "" for report in reports) for name, reports in stories.items()}
    of = {report.id: name for name, reports in stories.items() for report in reports}
    dated = [replace(report, published=report.published or days[of[report.id]]) for report in articles]
    expected = sorted(sorted(report.id for report in reports) for reports in stories.values())
    for seed in range(5):
        shuffled = list(dated)
        random.Random(seed).shuffle(shuffled)
        assert sorted(sorted(group) for group in groups(shuffled)) == expected


def test_the_reason_names_what_is_shared_and_the_opener_has_likeness_one() -> None:
    (story,) = find_stories([article("a", BRIDGE, title="Bridge jams at Ollerby"), article("b", BRIDGE_AGAIN)])
    opening, joining = story.placements
    assert (opening.article, opening.similarity) == ("a", 1.0)
    assert opening.reason.startswith("opens a story")
    assert joining.article == "b"
    assert joining.reason.startswith("shares ")
    assert "Ollerby" in joining.reason
    assert 0 < joining.similarity <= 1
    assert story.title == "Bridge jams at Ollerby"
    assert (story.started, story.changed) == ("2031-05-06", "2031-05-06")


def test_a_name_of_two_words_is_named_whole() -> None:
    (story,) = find_stories(
        [article("a", "Quenby Farrow sang. Quenby Farrow danced."), article("b", "Quenby Farrow sang and danced.")]
    )
    assert "Quenby Farrow" in story.placements[1].reason


def test_a_story_ends_when_it_has_been_quiet() -> None:
    finder = StoryFinder()
    first = finder.place(article("a", BRIDGE, "2031-05-06"))
    later = finder.place(article("b", BRIDGE, "2033-05-06"))
    assert later.opened
    assert later.story != first.story


def test_likeness_fades_while_a_story_is_quiet() -> None:
    likeness = []
    for day in ("2031-05-06", "2031-05-20", "2031-07-20"):
        finder = StoryFinder()
        finder.place(article("a", BRIDGE))
        likeness.append(finder.place(article("b", BRIDGE_AGAIN, day)).placement.similarity)
    assert likeness[0] > likeness[1] > likeness[2]


def test_what_comes_later_changes_no_placement() -> None:
    articles = [report for reports in bundled_examples().values() for report in reports]
    finder = StoryFinder()
    whole = [finder.place(report) for report in articles]
    for cut in range(1, len(articles)):
        shorter = StoryFinder()
        assert [shorter.place(report) for report in articles[:cut]] == whole[:cut]


def test_an_article_placed_before_keeps_its_place() -> None:
    finder = StoryFinder()
    first = finder.place(article("a", BRIDGE))
    assert finder.place(article("a", CHEESE)) == first
    assert [story.articles for story in finder.stories] == [("a",)]


def test_input_order_does_not_matter_but_for_articles_of_one_moment() -> None:
    articles = [article("a", BRIDGE, "2031-05-06"), article("b", CHEESE, "2031-05-07T10:00:00+02:00")]
    articles.append(article("c", BRIDGE_AGAIN, "2031-05-07T10:00:00Z"))
    assert find_stories(articles) == find_stories(articles[::-1])


def test_articles_without_a_date_or_with_a_broken_one_are_placed_too() -> None:
    found = groups([article("a", BRIDGE, None), article("b", CHEESE, "last Tuesday"), article("c", BRIDGE_AGAIN, "")])
    assert found == [("a", "c"), ("b",)]


def test_function_words_of_another_language_join_no_strangers() -> None:
    bridge = "Die Brücke wurde am Dienstag gesperrt und soll nach einer Prüfung erst in zwei Wochen geöffnet werden."
    prize = "Die Meisterin hat am Samstag den Preis gewonnen und soll nach der Feier bald wieder antreten dürfen."
    assert groups([article("a", bridge), article("b", prize)]) == [("a",), ("b",)]


def test_a_stream_that_is_not_remembered_keeps_no_records() -> None:
    finder = StoryFinder(remember=False)
    assert finder.place(article("a", BRIDGE)).story == finder.place(article("b", BRIDGE_AGAIN)).story
    assert finder.stories == ()


def test_settings_decide() -> None:
    articles = [article("a", BRIDGE), article("b", BRIDGE_AGAIN)]
    assert len(find_stories(articles, StorySettings(least_likeness=0.99))) == 2


WEIRD = ["", " ", "a", "\ud800", "\u202e" * 5, "7 8 9 2031", "’s", "x" * 1_000_000, "word " * 200_000, "\x00\x1b[31m"]


@pytest.mark.parametrize("text", WEIRD, ids=range(len(WEIRD)))
def test_strange_texts_are_placed_like_any_other(text: str) -> None:
    begun = time.perf_counter()
    found = groups([article("a", text), article("b", BRIDGE), article("c", text), article("d", BRIDGE_AGAIN)])
    assert sorted(x for group in found for x in group) == ["a", "b", "c", "d"]
    assert ("b", "d") in found
    assert time.perf_counter() - begun < 10


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=80), st.sampled_from([None, "2031-05-06", "2031-05-09T01:00:00Z", "x"]))))
def test_every_article_is_in_exactly_one_story(items: list[tuple[str, str | None]]) -> None:
    articles = [article(str(i), text, day) for i, (text, day) in enumerate(items)]
    found = find_stories(articles)
    assert sorted(placed for story in found for placed in story.articles) == sorted(a.id for a in articles)
    assert find_stories(articles) == found
    for story in found:
        assert tuple(p.article for p in story.placements) == story.articles
        assert all(0 <= p.similarity <= 1 for p in story.placements)
