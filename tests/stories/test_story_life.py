"""What happens to stories over time: they end, are taken up again, merge, carry on earlier ones, change title."""

from dataclasses import replace

import pytest

from twosource.model.article import Article
from twosource.stories import Placed, StoryFinder, StorySettings, find_stories

FIRE = "Kiln Street warehouse fire blaze Ollerby paint store smoke crews Della Marsh hydrant"
RECALL = "Tavish Paints recall solvent drums faulty valve regulator Quenby Farrow inquiry batch"


def article(id: str, text: str, published: str | None, title: str | None = None) -> Article:
    return Article.from_text(text, id=id, published=published, title=title)


def place_all(articles: list[Article], settings: StorySettings | None = None) -> tuple[list[Placed], StoryFinder]:
    finder = StoryFinder(settings or StorySettings())
    return [finder.place(one) for one in articles], finder


def growing_together() -> list[Article]:
    """Two stories of different words whose later reports carry the words of both."""
    stream = [article("f0", FIRE, "2031-05-01", "Blaze"), article("r0", RECALL, "2031-05-01", "Recall")]
    for number in range(6):
        told = f"{FIRE} {RECALL}" if number % 2 else f"{RECALL} {FIRE}"
        stream.append(article(f"b{number}", told, f"2031-05-0{2 + number}"))
    return stream


@pytest.fixture
def merged() -> tuple[list[Placed], StoryFinder]:
    return place_all(growing_together())


def test_stories_that_grow_alike_are_merged_into_the_older_one(merged: tuple[list[Placed], StoryFinder]) -> None:
    placed, _ = merged
    assert [one.opened for one in placed[:2]] == [True, True]
    (merge,) = [merge for one in placed for merge in one.merges]
    assert (merge.story, merge.into) == (placed[1].story, placed[0].story)
    assert merge.reason.startswith("an article lies near both, which share ")
    after = next(number for number, one in enumerate(placed) if one.merges)
    assert merge.article == placed[after].placement.article
    assert {one.story for one in placed[after:]} == {merge.into}


def test_a_merged_story_comes_out_as_one_with_its_articles_as_they_arrived(
    merged: tuple[list[Placed], StoryFinder],
) -> None:
    placed, finder = merged
    (story,) = finder.stories
    assert story.articles == tuple(one.placement.article for one in placed)
    assert story.placements == tuple(one.placement for one in placed)
    assert (story.started, story.changed) == ("2031-05-01", "2031-05-07")
    assert [found.articles for found in find_stories(growing_together())] == [story.articles]


def test_a_round_up_of_two_stories_merges_nothing() -> None:
    stream = [*growing_together()[:2], article("f1", FIRE, "2031-05-02"), article("r1", RECALL, "2031-05-02")]
    placed, _ = place_all([*stream, article("both", f"{FIRE} {RECALL}", "2031-05-03")])
    assert [one.merges for one in placed] == [()] * 5


def test_stories_far_apart_in_time_are_not_merged() -> None:
    stream = growing_together()
    stream[1] = replace(stream[1], published="2031-08-01")
    later = [replace(one, published="2031-08-02") for one in stream[2:]]
    apart = [article("r1", RECALL, "2031-08-01"), *later]
    placed, _ = place_all([*stream[:2], *apart])
    assert not any(one.merges for one in placed)


def test_settings_decide_on_merging() -> None:
    placed, finder = place_all(growing_together(), StorySettings(merge_cosine=1.1))
    assert not any(one.merges for one in placed)
    assert len(finder.stories) == 2


def test_a_quiet_story_ends_once_and_is_told_with_the_next_article() -> None:
    stream = [article("a", FIRE, "2031-05-01"), article("b", RECALL, "2031-06-20")]
    stream += [article("c", RECALL, "2031-07-15"), article("d", RECALL, "2031-07-16")]
    placed, _ = place_all(stream)
    assert [one.ended for one in placed] == [(), (), (placed[0].story,), ()]
    assert not any(one.resumed for one in placed)


def test_an_ended_story_is_taken_up_again_by_an_article_alike_enough() -> None:
    stream = [article("a", FIRE, "2031-05-01"), article("b", RECALL, "2031-08-01"), article("c", FIRE, "2031-08-02")]
    placed, _ = place_all(stream)
    assert placed[1].ended == (placed[0].story,)
    assert (placed[2].story, placed[2].resumed, placed[2].opened) == (placed[0].story, True, False)


def test_an_article_without_a_date_joins_a_story_of_any_time() -> None:
    stream = [article("f0", FIRE, "2029-05-01"), article("r0", RECALL, "2033-05-01"), article("f1", FIRE, None)]
    placed, _ = place_all([*stream, article("f2", FIRE, "2033-05-02")])
    assert placed[2].story == placed[0].story
    assert placed[2].placement.similarity > 0.9, "nothing is lost to days it does not have"
    assert placed[3].story not in (placed[0].story, placed[1].story), "the story stays where its dates are"


def test_a_date_far_ahead_ends_no_story() -> None:
    stream = [article(f"a{number}", FIRE, "2031-05-01") for number in range(10)]
    stream += [article("typo", RECALL, "2062-05-01"), article("b", FIRE, "2031-05-02")]
    placed, _ = place_all(stream)
    assert placed[-2].ended == placed[-1].ended == ()
    assert placed[-1].story == placed[0].story


def test_beyond_the_most_open_the_longest_quiet_ends() -> None:
    finder = StoryFinder(StorySettings(most_open=3))
    stream = [article(str(n), f"mill{n} weir{n} flood{n} gate{n}", f"2031-05-0{n + 1}") for n in range(5)]
    placed = [finder.place(one) for one in stream]
    assert [one.ended for one in placed] == [(), (), (), (placed[0].story,), (placed[1].story,)]


LATER = (
    "Della Marsh told the Kiln Street hearing on Monday that the Ollerby council had known of the missing sprinklers"
)


@pytest.mark.parametrize(
    "settings", [StorySettings(least_likeness=0.4), StorySettings(least_likeness=0.4, most_open=1)]
)
def test_a_story_that_takes_up_old_names_has_the_earlier_one_as_parent(settings: StorySettings) -> None:
    stream = [article("a", FIRE, "2031-05-01"), article("b", RECALL, "2031-06-01"), article("c", LATER, "2031-06-20")]
    placed, _ = place_all(stream, settings)
    assert [one.opened for one in placed] == [True, True, True]
    assert [one.parent for one in placed] == [None, None, placed[0].story]
    reason = placed[2].placement.reason
    assert reason.startswith("opens a story that carries on an earlier one: shares ")
    assert "Della Marsh" in reason


def test_a_story_of_the_same_days_is_no_parent() -> None:
    stream = [article("a", FIRE, "2031-05-01"), article("c", LATER, "2031-05-04")]
    placed, _ = place_all(stream, StorySettings(least_likeness=0.6))
    assert [(one.opened, one.parent) for one in placed] == [(True, None), (True, None)]


def test_one_shared_word_makes_no_parent() -> None:
    stream = [article("a", FIRE, "2031-05-01"), article("c", "Ollerby choir wins the cup again", "2031-06-20")]
    placed, _ = place_all(stream)
    assert placed[1].parent is None


def test_the_title_is_the_headline_of_the_most_central_article() -> None:
    stream = [
        article("a", f"{FIRE} weather sun cloud wind rain tide", "2031-05-01", "Weather and other news of the day"),
        article("b", FIRE, "2031-05-01", "Warehouse fire on Kiln Street"),
        article("c", f"{FIRE} cordon", "2031-05-02", "Blaze at Ollerby warehouse"),
    ]
    placed, finder = place_all(stream)
    assert placed[0].title == "Weather and other news of the day"
    assert finder.stories[0].title == placed[2].title == "Warehouse fire on Kiln Street"


def test_a_story_without_headlines_has_no_title() -> None:
    placed, finder = place_all([article("a", FIRE, "2031-05-01"), article("b", FIRE, "2031-05-01", "  ")])
    assert placed[1].title is None
    assert finder.stories[0].title is None
