"""What holds for every store: what is kept, and what comes back. A new implementation is added in conftest.py."""

from dataclasses import replace

import pytest

from tests.store.build import EVENING, HARBOUR, MORNING, NOON, account, placed, rich, story_of_two, written
from twosource.errors import BadQuery, StoreError
from twosource.model.archive import (
    CopyRecord,
    RevisionChange,
    RevisionDifference,
    RevisionKey,
    SearchFilter,
    StoryMerge,
    TextEdit,
    fingerprint,
)
from twosource.model.article import Rejection
from twosource.model.span import Span
from twosource.store import Store


class TestArticles:
    def test_comes_back_whole(self, store: Store) -> None:
        assert store.add_articles([rich()], MORNING) == 1
        assert store.article("full") == rich()
        assert store.article("other") is None

    def test_extra_and_components_keep_their_order(self, store: Store) -> None:
        made = replace(rich(), components={"z": "1", "a": "2"})
        store.add_articles([made], MORNING)
        found = store.article("full")
        assert found is not None
        assert list(found.components) == ["z", "a"]
        assert list(found.article.extra) == list(made.article.extra)

    def test_adding_again_changes_nothing(self, store: Store) -> None:
        store.add_articles([written("a"), written("b")], MORNING)
        assert store.add_articles([written("b"), written("a"), written("c")], NOON) == 1
        assert store.article_count() == 3
        assert [one.fetched for one in store.revisions("a")] == [MORNING]

    def test_another_text_is_a_revision(self, store: Store) -> None:
        before, after = written("a"), written("a", HARBOUR.replace("12", "14"))
        difference = RevisionDifference(
            "a",
            1,
            2,
            False,
            (TextEdit("replaced", Span(90, 92), Span(90, 92)),),
            (RevisionChange("figure_changed", "12 became 14", Span(90, 92), None),),
        )
        store.add_articles([before], MORNING)
        assert store.add_articles([after], NOON, [difference]) == 1
        first, second = store.revisions("a")
        assert (first.number, first.article, first.fetched, first.difference) == (1, before.article, MORNING, None)
        assert (second.number, second.article, second.fetched) == (2, after.article, NOON)
        assert second.difference == difference
        assert second.fingerprint == fingerprint(after.article)
        assert store.article("a") == after
        assert store.article("a", 1) == before
        assert store.article("a", 3) is None
        assert store.revision_keys(["a", "x"]) == {"a": RevisionKey(2, fingerprint(after.article))}
        assert store.article_count() == 1

    def test_another_title_is_a_revision_other_fields_are_not(self, store: Store) -> None:
        store.add_articles([written("a")], MORNING)
        assert store.add_articles([written("a", outlet="Other", byline="Someone")], NOON) == 0
        assert store.add_articles([written("a", title="Another")], NOON) == 1

    def test_editions_in_one_call_follow_one_another(self, store: Store) -> None:
        editions = [written("a", f"Version {number} of the text.") for number in (1, 2, 2, 3)]
        assert store.add_articles(editions, MORNING) == 3
        texts = [one.article.text for one in store.revisions("a")]
        assert texts == [f"Version {number} of the text." for number in (1, 2, 3)]

    def test_revised_articles_last_changed_first(self, store: Store) -> None:
        store.add_articles([written("a"), written("b"), written("c")], MORNING)
        store.add_articles([written("b", "Second."), written("a", "Second.")], NOON)
        store.add_articles([written("b", "Third.")], EVENING)
        assert store.revised_articles() == (("b", 3), ("a", 2))
        assert store.revised_articles(1, 1) == (("a", 2),)

    def test_rejections_by_document_newest_first(self, store: Store) -> None:
        one, two = Rejection("x.html", "empty", "no text"), Rejection("y.html", "empty", "no text")
        store.add_articles([], MORNING, rejections=[one, two])
        again = Rejection("x.html", "too_long", "too long")
        store.add_articles([], NOON, rejections=[again])
        assert store.rejections() == (again, two)
        assert store.rejections(1) == (again,)


class TestPlacing:
    def test_unplaced_in_published_order(self, store: Store) -> None:
        made = [
            written("late", published="2031-03-20"),
            written("none", published=None),
            written("b", published="2031-03-18T10:00:00+02:00"),
            written("a", published="2031-03-18T08:00:00Z"),
            written("odd", published="yesterday"),
            written("early", published="2031-03-17"),
        ]
        store.add_articles(made, MORNING)
        assert [one.id for one in store.unplaced(10)] == ["early", "a", "b", "late", "none", "odd"]
        assert [one.id for one in store.unplaced(2)] == ["early", "a"]
        assert store.unplaced_count() == 6
        store.record_placements([placed("early", "s", opened=True)])
        assert store.unplaced(1)[0].id == "a"
        assert store.unplaced_count() == 5

    def test_unplaced_gives_the_newest_text(self, store: Store) -> None:
        store.add_articles([written("a")], MORNING)
        store.add_articles([written("a", "New text.")], NOON)
        assert store.unplaced(1) == [written("a", "New text.").article]

    def test_placements_come_back_in_order(self, store: Store) -> None:
        store.add_articles([written(name) for name in "abc"], MORNING)
        copy = CopyRecord("c", "a", "near", 0.8, "Coast Wire")
        records = [
            placed("b", "s", opened=True),
            placed("c", "s", copy=copy),
            placed("a", "t", opened=True, parent="s"),
        ]
        store.record_placements(records, time=NOON)
        assert [record for _, record in store.placed_since(0)] == records
        assert [article for article, _ in store.placed_since(1)] == [written("c").article, written("a").article]
        assert list(store.placed_since(3)) == []
        assert store.copies() == (copy,)
        assert store.copies(["a", "b"]) == ()
        assert store.copies(["c", "x"]) == (copy,)

    def test_where_an_article_stands_today(self, store: Store) -> None:
        copy = CopyRecord("b", "a", "near", 0.9, "Coast Wire")
        story_of_two(store)
        store.add_articles([written("c"), written("d")], NOON)
        store.record_placements([placed("c", "s2", opened=True, copy=replace(copy, article="c"))], time=NOON)
        store.record_placements([], [StoryMerge("s2", "s1", "c", "one event")], NOON)
        found = store.placement("c")
        assert found is not None
        assert (found.story, found.opened, found.placement.reason) == ("s1", True, "opens a story")
        assert found.copy == replace(copy, article="c")
        assert store.placement("d") is store.placement("none") is None

    def test_an_article_is_placed_once(self, store: Store) -> None:
        store.add_articles([written("a")], MORNING)
        first = placed("a", "s", opened=True)
        store.record_placements([first, placed("a", "t", opened=True)])
        store.record_placements([placed("a", "t", opened=True)])
        assert [record for _, record in store.placed_since(0)] == [first]
        assert store.story("t") is None

    def test_placing_what_is_not_stored_is_an_error_and_changes_nothing(self, store: Store) -> None:
        store.add_articles([written("a")], MORNING)
        with pytest.raises(StoreError, match="not in the archive"):
            store.record_placements([placed("a", "s", opened=True), placed("x", "s")])
        assert store.story_count() == 0
        assert store.unplaced_count() == 1

    def test_finder_state_counts_placements(self, store: Store) -> None:
        assert store.finder_state() is None
        story_of_two(store)
        store.record_finder_state(b"\x00state")
        assert store.finder_state() == (b"\x00state", 2)
        store.add_articles([written("c")], NOON)
        store.record_placements([placed("c", "s1")])
        assert store.finder_state() == (b"\x00state", 2)
        store.record_finder_state(b"")
        assert store.finder_state() == (b"", 3)

    def test_fingerprints(self, store: Store) -> None:
        store.add_articles([written(name) for name in "abc"], MORNING)
        store.add_fingerprints("b", [1, 2**32 - 1, 1])
        store.add_fingerprints("a", [1, 7])
        store.add_fingerprints("c", [1])
        assert store.fingerprint_holders([1, 7, 9, 2**32 - 1], 2) == {1: ["b", "c"], 7: ["a"], 2**32 - 1: ["b"]}
        assert store.fingerprint_counts(["a", "b", "x"]) == {"a": 2, "b": 2}
        store.add_fingerprints("b", [7])
        assert store.fingerprint_holders([1, 7, 2**32 - 1], 5) == {1: ["a", "c"], 7: ["a", "b"]}
        assert store.fingerprint_counts(["b"]) == {"b": 1}
        store.add_fingerprints("b", [])
        assert store.fingerprint_counts(["b"]) == {"b": 0}
        assert store.fingerprint_holders([], 5) == {}
        with pytest.raises(StoreError, match="not in the archive"):
            store.add_fingerprints("x", [1])


class TestStories:
    def test_a_story_at_a_glance(self, store: Store) -> None:
        story_of_two(store)
        found = store.story("s1")
        assert found is not None
        assert found.story.articles == ("a", "b")
        assert [one.reason for one in found.story.placements] == ["opens a story", "shares ferry, pier"]
        assert (found.story.title, found.story.started, found.story.changed) == (
            "Ferry hits pier",
            "2031-03-18",
            "2031-03-19",
        )
        assert found.outlets == ("Skerry Post", "Bay News")
        assert (found.origins, found.standings, found.parent, found.updated) == (0, {}, None, None)
        assert store.story_count() == 1
        assert [one.article.id for one in store.story_articles("s1")] == ["a", "b"]
        assert store.story_articles("nothing") == ()

    def test_a_placement_may_rename_the_story(self, store: Store) -> None:
        store.add_articles([written("a"), written("b")], MORNING)
        store.record_placements([placed("a", "s", opened=True, title="One"), placed("b", "s", title="Two")])
        found = store.story("s")
        assert found is not None
        assert found.story.title == "Two"
        assert [record.title for _, record in store.placed_since(0)] == ["One", "Two"]

    def test_by_the_beginning_of_an_id(self, store: Store) -> None:
        store.add_articles([written(name) for name in "abc"], MORNING)
        names = ["ab12", "ab34", "a%"]
        store.record_placements([placed(one, name, opened=True) for one, name in zip("abc", names, strict=True)])
        for name, known in (("ab1", "ab12"), ("ab34", "ab34"), ("a%", "a%")):
            found = store.story(name)
            assert found is not None
            assert found.story.id == known
        assert store.story("b") is None
        assert store.story("") is None
        with pytest.raises(BadQuery, match="Several stories"):
            store.story("ab")

    def test_listed_last_changed_first(self, store: Store) -> None:
        days = {"a": "2031-03-10", "b": "2031-03-12", "c": None, "d": "2031-03-11"}
        store.add_articles([written(name, published=day) for name, day in days.items()], MORNING)
        store.record_placements([placed(name, f"s{name}", opened=True) for name in days])
        assert [one.story.id for one in store.stories()] == ["sb", "sd", "sa", "sc"]
        assert [one.story.id for one in store.stories(limit=2, offset=1)] == ["sd", "sa"]

    def test_filters(self, store: Store) -> None:
        first, second = story_of_two(store)
        other = rich("c")
        store.add_articles([other], MORNING)
        store.record_placements([placed("c", "s2", opened=True)])
        store.record_comparison("s1", account(first, second), [], NOON)

        def ids(**where: object) -> list[str]:
            return [one.story.id for one in store.stories(SearchFilter(**where))]  # type: ignore[arg-type]

        assert ids() == ["s1", "s2"]
        assert ids(outlet="bay news") == ["s1"]
        assert ids(outlet="Bay") == []
        assert ids(speaker="ana") == ["s2"]
        assert ids(speaker="BREK") == ["s2"]
        assert ids(speaker="%") == []
        assert ids(standing="corroborated") == ["s1"]
        assert ids(standing="disputed") == []
        assert ids(since="2031-03-19") == ["s1"]
        assert ids(until="2031-03-17") == []
        assert ids(since="2031", until="2031-03") == ["s1", "s2"]
        assert [one.story.id for one in store.stories(least_articles=2)] == ["s1"]

    def test_a_revision_makes_its_story_wait(self, store: Store) -> None:
        first, second = story_of_two(store)
        store.record_comparison("s1", account(first, second), [], NOON)
        assert store.waiting_stories(5) == ()
        store.add_articles([written("a", "Another text of the pier.")], NOON)
        assert store.waiting_stories(5) == ("s1",)
        assert store.waiting_count() == 1

    def test_titles(self, store: Store) -> None:
        story_of_two(store)
        store.add_articles([written("c", title="Council meets")], NOON)
        store.record_placements([placed("c", "s2", opened=True)], [], NOON)
        assert store.story_titles(["s2", "s1", "s2", "none"]) == {"s1": "Ferry hits pier", "s2": "Council meets"}
        store.record_placements([], [StoryMerge("s2", "s1", "c", "one event")], NOON)
        assert store.story_titles(["s2"]) == {"s2": "Ferry hits pier"}
        assert store.story_titles([]) == {}

    def test_the_longest_waiting_first(self, store: Store) -> None:
        store.add_articles([written(name) for name in "abcd"], MORNING)
        store.record_placements([placed("a", "s1", opened=True), placed("b", "s2", opened=True)])
        store.record_placements([placed("c", "s3", opened=True), placed("d", "s1")])
        assert store.waiting_stories(5) == ("s1", "s2", "s3")
        assert store.waiting_stories(1) == ("s1",)
        one = store.article("a"), store.article("d")
        store.record_comparison("s1", account(*[a for a in one if a]), [], NOON)
        store.add_articles([written("a", "Another.")], NOON)
        assert store.waiting_stories(5) == ("s2", "s3", "s1")

    def test_parents_and_children(self, store: Store) -> None:
        story_of_two(store)
        store.add_articles([written(name) for name in "cd"], MORNING)
        records = [placed("c", "s2", opened=True, parent="s1"), placed("d", "s3", opened=True, parent="s1")]
        store.record_placements(records)
        assert [child.id for child in store.children("s1")] == ["s2", "s3"]
        found = store.story("s3")
        assert found is not None
        assert found.parent == "s1"

    def test_merging(self, store: Store) -> None:
        story_of_two(store)
        store.add_articles([written("c", published="2031-03-25"), written("d"), written("e")], MORNING)
        records = [placed("c", "s2", opened=True), placed("d", "s3", opened=True, parent="s2")]
        store.record_placements(records)
        store.record_comparison("s2", account(written("c", published="2031-03-25")), [], NOON)
        merge = StoryMerge("s2", "s1", "e", "share the ferry")
        store.record_placements([placed("e", "s2")], [merge], time=NOON)
        found = store.story("s2")
        assert found is not None
        assert found == store.story("s1")
        assert found.story.articles == ("a", "b", "c", "e")
        assert found.story.changed == "2031-03-25"
        assert store.merges("s1") == (merge,)
        assert store.story_count() == 2
        assert "s2" not in store.waiting_stories(5)
        assert "s1" in store.waiting_stories(5)
        assert [child.id for child in store.children("s1")] == ["s3"]
        assert list(store.rows("claims")) == []
        assert [record.story for _, record in store.placed_since(0)] == ["s1", "s1", "s2", "s3", "s2"]
        later = StoryMerge("s1", "s3", "a", "the same pier")
        store.record_placements([], [later, later, merge])
        assert store.merges("s3") == (merge, later)
        final = store.story("s2")
        assert final is not None
        assert (final.story.id, len(final.story.articles), final.parent) == ("s3", 5, None)
        assert store.comparison("s2") is None
        with pytest.raises(StoreError, match="not in the archive"):
            store.record_placements([], [StoryMerge("s3", "nowhere", "a", "")])

    def test_placing_in_a_merged_story_goes_to_the_other(self, store: Store) -> None:
        story_of_two(store)
        store.add_articles([written("c"), written("d")], MORNING)
        store.record_placements([placed("c", "s2", opened=True)], [StoryMerge("s2", "s1", "c", "same")])
        store.record_placements([placed("d", "s2")])
        assert [one.article.id for one in store.story_articles("s1")] == ["a", "b", "c", "d"]
