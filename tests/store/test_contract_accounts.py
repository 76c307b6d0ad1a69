"""What holds for every store: accounts of stories and their pages."""

from dataclasses import replace

import pytest

from tests.store.build import EVENING, MORNING, NOON, account, rich, story_of_two, written
from twosource.errors import StoreError
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import (
    AccountPage,
    StoryEvent,
)
from twosource.store import Store


class TestAccounts:
    def test_comes_back_whole(self, store: Store) -> None:
        first, second = story_of_two(store)
        made = account(second, first)
        assert store.comparison("s1") is None
        event = StoryEvent(
            "s1", "second_origin", "now two", NOON, 0, ("a", "b"), "the pier", "single_source", "disputed"
        )
        assert store.record_comparison("s1", made, [event], NOON) == (replace(event, id=1),)
        assert store.comparison("s1") == made
        found = store.story("s1")
        assert found is not None
        assert (found.origins, found.standings, found.updated) == (2, {"corroborated": 1, "single_source": 1}, NOON)
        assert store.waiting_stories(5) == ()
        assert store.events() == (replace(event, id=1),)

    def test_earlier_accounts_keep_the_texts_they_were_made_from(self, store: Store) -> None:
        first, second = story_of_two(store)
        before = account(first, second)
        store.record_comparison("s1", before, [], NOON)
        changed = written("a", "The pier is open again.", outlet="Skerry Post")
        store.add_articles([changed], NOON)
        after = account(changed, second, standing="disputed")
        store.record_comparison("s1", after, [], EVENING)
        assert store.comparison("s1") == after
        assert store.comparison("s1", 1) == before
        assert store.comparison("s1", 2) == after
        assert store.comparison("s1", 3) is None
        assert store.comparison_times("s1") == (NOON, EVENING)
        assert {row["standing"] for row in store.rows("claims")} == {"disputed"}

    def test_to_be_shown_without_what_only_comparing_needs(self, store: Store) -> None:
        first, second = story_of_two(store)
        full = rich("full")
        assert full.tokens
        store.add_articles([full], MORNING)
        changed = replace(first, sentences=(), components={"tokens": "9"})
        made = account(changed, second, full, words="the")
        store.record_comparison("s1", made, [], NOON)
        slim = tuple(replace(one, tokens=(), context=None) for one in made.articles)
        assert store.comparison("s1", shown=True) == replace(made, articles=slim)
        bare = tuple(AnnotatedArticle(one.article) for one in made.articles)
        assert store.outlines(["s1", "s9"]) == {"s1": replace(made, articles=bare)}
        assert store.outlines([]) == {}

    def test_pages_are_those_of_the_current_account(self, store: Store) -> None:
        first, second = story_of_two(store)
        whole, excerpts = AccountPage(False, "v1", b"\x00page"), AccountPage(True, "v1", b"short")
        assert store.account_page("s1") is None
        store.record_comparison("s1", account(first, second), [], NOON, [whole, excerpts])
        assert (store.account_page("s1"), store.account_page("s1", 1)) == (whole, whole)
        assert store.account_page("s1", excerpts=True) == excerpts
        assert store.account_page("s1", 2) is None
        assert store.account_page("s9") is None
        again = replace(whole, data=b"other")
        store.record_comparison("s1", account(second), [], EVENING, [again])
        assert (store.account_page("s1"), store.account_page("s1", 2)) == (again, again)
        assert store.account_page("s1", 1) is None
        assert store.account_page("s1", excerpts=True) is None
        store.record_comparison("s1", account(first), [], EVENING)
        assert store.account_page("s1") is None

    def test_layers_other_than_the_stored_ones_are_kept(self, store: Store) -> None:
        first, second = story_of_two(store)
        made = account(replace(first, sentences=(), components={"tokens": "9"}), second)
        store.record_comparison("s1", made, [], NOON)
        assert store.comparison("s1") == made
        assert store.article("a") == first

    def test_what_is_not_stored_cannot_be_compared(self, store: Store) -> None:
        first, _ = story_of_two(store)
        with pytest.raises(StoreError, match="not in the archive with the text"):
            store.record_comparison("s1", account(first, written("b", "Another pier.")), [], NOON)
        with pytest.raises(StoreError, match="not in the archive"):
            store.record_comparison("nowhere", account(first), [], NOON)
        assert store.comparison_times("s1") == ()
