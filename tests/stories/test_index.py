"""The index of open stories: what bounds the cost of a look-up."""

from twosource.stories.index import STORIES_A_TERM, StoryIndex
from twosource.stories.vectors import term_key


def keyed(**terms: float) -> dict[int, float]:
    return {term_key(term): weight for term, weight in terms.items()}


def test_the_story_that_shares_the_heaviest_terms_comes_first() -> None:
    index = StoryIndex()
    index.add(1, keyed(ferry=0.9, fog=0.1))
    index.add(2, keyed(fog=0.8, goat=0.5))
    assert index.nearest(keyed(ferry=0.7, fog=0.2), 5) == [1, 2]
    assert index.nearest(keyed(ferry=0.7, fog=0.2), 1) == [1]
    assert index.nearest(keyed(orchard=1.0), 5) == []


def test_a_common_term_leads_only_to_the_most_recent_stories() -> None:
    index = StoryIndex()
    for story in range(10 * STORIES_A_TERM):
        index.add(story, {term_key("council"): 0.5, term_key(f"name{story}"): 0.8})
    listed = index.nearest(keyed(council=1.0), 10 * STORIES_A_TERM)
    assert len(listed) == STORIES_A_TERM
    assert min(listed) == 9 * STORIES_A_TERM
    # A story pushed off a common term's list is still found by what is its own.
    assert index.nearest(keyed(council=0.5, name3=0.8), 1) == [3]


def test_a_story_with_news_stays_on_the_list() -> None:
    index = StoryIndex()
    index.add(0, keyed(council=0.5))
    for story in range(1, 3 * STORIES_A_TERM):
        index.add(story, keyed(council=0.5))
        index.add(0, keyed(council=0.5))
    assert 0 in index.nearest(keyed(council=1.0), STORIES_A_TERM)


def test_an_ended_story_is_no_longer_found() -> None:
    index = StoryIndex()
    terms = index.add(1, keyed(ferry=0.9, fog=0.1))
    index.add(2, keyed(fog=0.8))
    index.remove(1, terms)
    assert index.nearest(keyed(ferry=1.0, fog=1.0), 5) == [2]
    index.remove(1, [term_key("unknown")])
