"""What holds for every store. A new implementation is added to `STORES`."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.compare.build import said
from tests.store.build import COUNCIL, EVENING, HARBOUR, MORNING, NOON, account, placed, rich, written
from twosource.errors import BadQuery, StoreError
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import (
    CopyRecord,
    OriginUse,
    OutletTie,
    RevisionChange,
    RevisionDifference,
    RevisionKey,
    SearchFilter,
    SpeakerSummary,
    StoryEvent,
    StoryMerge,
    TextEdit,
    fingerprint,
)
from twosource.model.article import Rejection
from twosource.model.comparison import Passage, SharedQuote
from twosource.model.feed import Feed, FeedRecord, FetchState
from twosource.model.span import Span
from twosource.model.tables import TABLES
from twosource.store import Store, open_store

STORES: dict[str, Callable[[Path], Store]] = {"sqlite": lambda folder: open_store(folder / "archive.db")}


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()


def story_of_two(store: Store) -> tuple[AnnotatedArticle, AnnotatedArticle]:
    """Two articles in the story "s1"."""
    first = written("a", outlet="Skerry Post", published="2031-03-18T08:00:00Z")
    second = written("b", outlet="Bay News", title="Pier shut", published="2031-03-19")
    store.add_articles([first, second], MORNING)
    store.record_placements([placed("a", "s1", opened=True), placed("b", "s1")], time=MORNING)
    return first, second


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
        assert (found.origins, found.standings, found.updated) == (2, {"corroborated": 1}, NOON)
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


class TestEvents:
    def test_in_order_and_filtered(self, store: Store) -> None:
        story_of_two(store)
        made = [StoryEvent("s1", "story_opened", "opened", MORNING), StoryEvent("s2", "revised", "changed", NOON)]
        assert [one.id for one in store.add_events(made)] == [1, 2]
        assert [one.id for one in store.add_events(made[:1])] == [3]
        assert [one.id for one in store.events(after=1)] == [2, 3]
        assert [one.id for one in store.events(story="s1")] == [1, 3]
        assert [one.id for one in store.events(kinds=["revised"])] == [2]
        assert store.events(kinds=[]) == ()
        assert [one.id for one in store.events(before=3, newest_first=True)] == [2, 1]
        assert [one.id for one in store.events(limit=2, newest_first=True)] == [3, 2]
        assert store.add_events([]) == ()

    def test_of_a_merged_story_too(self, store: Store) -> None:
        story_of_two(store)
        store.add_articles([written("c")], MORNING)
        store.record_placements([placed("c", "s2", opened=True)], [StoryMerge("s2", "s1", "c", "same")])
        store.add_events([StoryEvent("s2", "story_opened", "opened"), StoryEvent("s1", "stories_merged", "merged")])
        assert [one.id for one in store.events(story="s1")] == [1, 2]
        assert [one.id for one in store.events(story="s2")] == [1, 2]
        assert store.events(story="unknown") == ()

    def test_marks(self, store: Store) -> None:
        assert store.mark("webhook") is None
        store.set_mark("webhook", 3)
        store.set_mark("webhook", 5)
        store.set_mark("other", 2**40)
        assert (store.mark("webhook"), store.mark("other")) == (5, 2**40)


class TestFeeds:
    def test_followed_and_let_go(self, store: Store) -> None:
        one = Feed("https://b.example/rss", "B", "Bay News", "https://b.example", "Islands", "rss")
        two = Feed("https://a.example/atom")
        assert store.add_feeds([one, two, one]) == 2
        assert store.feeds() == (FeedRecord(two), FeedRecord(one))
        state = FetchState('"tag"', "Tue, 18 Mar 2031 06:00:00 GMT", MORNING, NOON, 2, "http: 503")
        store.record_fetch(one.url, replace(state, failures=1))
        store.record_fetch(one.url, state)
        assert store.add_feeds([Feed(one.url, title="Better")]) == 0
        assert store.feeds()[1] == FeedRecord(replace(one, title="Better"), state)
        assert store.fetch_state(one.url) == state
        assert store.fetch_state("https://x.example") is None
        assert store.remove_feed(one.url) is True
        assert store.remove_feed(one.url) is False
        assert [record.feed for record in store.feeds()] == [two]


class TestSearch:
    def test_words_phrases_and_what_must_not_be_there(self, store: Store) -> None:
        store.add_articles(
            [written("a"), written("b", COUNCIL, title="Council to meet"), written("c", "Pier.")], MORNING
        )

        def found(query: str) -> set[str]:
            page = store.search(query)
            assert page.total == len(page.hits)
            return {hit.article for hit in page.hits}

        assert found("pier") == {"a", "b", "c"}
        assert found("pier council") == {"b"}
        assert found('"harbour master"') == {"a"}
        assert found('"master harbour"') == set()
        assert found("pier -council") == {"a", "c"}
        assert found("-council") == {"a", "c"}
        assert found("harb*") == {"a"}
        assert found("harb") == set()
        assert found("mayors") == {"b"}
        assert found("BREK") == {"b"}
        assert found("Skerry") == {"a", "b", "c"}
        assert found("") == {"a", "b", "c"}
        assert found('"" - * ( AND') == set()

    def test_accents_do_not_matter(self, store: Store) -> None:
        store.add_articles([written("a", "Le préfet Étienne.")], MORNING)
        assert store.search("prefet etienne").total == 1
        assert store.search("PRÉFET").total == 1

    def test_the_title_weighs_more(self, store: Store) -> None:
        store.add_articles(
            [written("a", "Of herring.", title="Fish"), written("b", "Of fish.", title="Herring")], MORNING
        )
        assert [hit.article for hit in store.search("herring").hits] == ["b", "a"]

    def test_a_hit_shows_where(self, store: Store) -> None:
        store.add_articles([written("a", "Ended.\n" + "Long before that. " * 60 + HARBOUR)], MORNING)
        store.record_placements([placed("a", "s", opened=True)])
        (hit,) = store.search("ferry piers").hits
        assert (hit.article, hit.title, hit.outlet, hit.published, hit.story) == (
            "a",
            "Ferry hits pier",
            "Skerry Post",
            "2031-03-18",
            "s",
        )
        assert hit.excerpt in written("a", "Long before that. " * 60 + HARBOUR).article.text
        assert [span.surface(hit.excerpt) for span in hit.matches][:2] == ["ferry", "pier"]

    def test_a_revision_is_found_by_its_new_words_only(self, store: Store) -> None:
        store.add_articles([written("a", "Of herring.", title="Old", outlet="First")], MORNING)
        store.add_articles([written("a", "Of mackerel.", title="New", outlet="Second")], NOON)
        assert [store.search(word).total for word in ("herring", "old", "first")] == [0, 0, 0]
        assert [store.search(word).total for word in ("mackerel", "new", "second")] == [1, 1, 1]

    def test_without_words_newest_first(self, store: Store) -> None:
        days = {"a": "2031-03-10", "b": None, "c": "2031-03-12"}
        store.add_articles([written(name, published=day) for name, day in days.items()], MORNING)
        assert [hit.article for hit in store.search("  ").hits] == ["c", "a", "b"]
        page = store.search("", limit=1, offset=1)
        assert ([hit.article for hit in page.hits], page.total) == (["a"], 3)
        assert page.hits[0].matches == ()
        assert HARBOUR.startswith(page.hits[0].excerpt)

    @pytest.mark.parametrize("query", ["", "pier"])
    def test_filters(self, store: Store, query: str) -> None:
        first, second = story_of_two(store)
        store.add_articles([rich("c")], MORNING)
        store.record_comparison("s1", account(first, second, standing="disputed"), [], NOON)

        def found(**where: object) -> set[str]:
            return {hit.article for hit in store.search(query, SearchFilter(**where)).hits}  # type: ignore[arg-type]

        assert found() == {"a", "b", "c"}
        assert found(outlet="BAY  news") == {"b"}
        assert found(since="2031-03-19") == {"b"}
        assert found(until="2031-03-18") == {"a", "c"}
        assert found(since="2031-03-18T09:00:00+00:00") == {"b"}
        assert found(until="2031-02") == set()
        assert found(speaker="brek") == {"c"}
        assert found(story="s1") == {"a", "b"}
        assert found(story="s9") == set()
        assert found(standing="disputed") == {"a", "b"}
        assert found(standing="disputed", outlet="Bay News") == {"b"}
        with pytest.raises(BadQuery, match="no date"):
            found(since="soon")
        with pytest.raises(BadQuery, match="no standing"):
            found(standing="true")

    def test_pages(self, store: Store) -> None:
        store.add_articles([written(f"{number:02}", f"Herring number {number}.") for number in range(30)], MORNING)
        pages = [store.search("herring", limit=7, offset=start) for start in range(0, 35, 7)]
        assert {page.total for page in pages} == {30}
        assert len({hit.article for page in pages for hit in page.hits}) == 30
        assert store.search("herring", limit=0).hits == ()
        assert store.search("herring", limit=-3, offset=-3).hits == ()

    def test_outlets(self, store: Store) -> None:
        story_of_two(store)
        store.add_articles([written("c", outlet="Bay News", published=None), written("d", outlet=None)], MORNING)
        store.record_placements([placed("c", "s2", opened=True, copy=CopyRecord("c", "a", "exact", 1.0))])
        bay, post = store.outlets()
        assert (bay.outlet, bay.articles, bay.stories, bay.copies, bay.first, bay.last) == (
            "Bay News",
            2,
            2,
            1,
            "2031-03-19",
            "2031-03-19",
        )
        assert (post.outlet, post.articles, post.stories, post.copies) == ("Skerry Post", 1, 1, 0)


class TestSpeakers:
    def quoted(self, store: Store) -> None:
        """Ana Brek quoted by two outlets in a story, Bo Ask by one outside any story."""
        first = said(written("a", COUNCIL), "Mayor Ana Brek", "said", "“We were not told of the pier,”", "Ana Brek")
        second = written("b", "Mayor Ana Brek said that they were not told.", outlet="Bay News", published="2031-03-19")
        second = said(second, "Mayor Ana Brek", "said", "they were not told", "Ana Brek")
        third = said(
            written("c", "It is shut, Bo Ásk said.", outlet="Bay News"), "Bo Ásk", "said", "It is shut", "Bo Ásk"
        )
        store.add_articles([first, second, third], MORNING)
        store.record_placements([placed("a", "s1", opened=True), placed("b", "s1")], time=MORNING)

    def test_the_most_quoted_first(self, store: Store) -> None:
        self.quoted(store)
        brek, ask = store.speakers()
        assert brek == SpeakerSummary("Ana Brek", 2, 2, 1, 2, "named")
        assert ask == SpeakerSummary("Bo Ásk", 1, 1, 0, 1, "named")
        assert store.speakers(limit=1, offset=1) == (ask,)
        assert store.speakers("ask") == store.speakers("BO Á") == (ask,)
        assert store.speakers("%") == store.speakers("_") == ()
        assert store.speaker("Ana Brek") == brek
        assert store.speaker("ana brek") is store.speaker("") is None

    def test_their_words_newest_article_first(self, store: Store) -> None:
        self.quoted(store)
        later, earlier = store.attributions_of("Ana Brek")
        assert (later.article, later.outlet, later.story) == ("b", "Bay News", "s1")
        assert later.contents == ("they were not told",)
        assert earlier.contents == ("“We were not told of the pier,”",)
        assert COUNCIL[earlier.spans[0].start : earlier.spans[0].end] == earlier.contents[0]
        assert store.attributions_of("Ana Brek", limit=1, offset=1) == (earlier,)
        assert store.attributions_of("nobody") == store.attributions_of("Ana Brek", limit=-1) == ()

    def test_a_revision_replaces_the_words(self, store: Store) -> None:
        self.quoted(store)
        store.add_articles([written("b", "Nothing was said.", outlet="Bay News")], NOON)
        assert [one.article for one in store.attributions_of("Ana Brek")] == ["a"]

    def test_shared_quotes_come_with_each_articles_words(self, store: Store) -> None:
        first, second = story_of_two(store)
        mentions = (Passage("a", 4, 9), Passage("b", 4, 16))
        made = replace(account(first, second), shared_quotes=(SharedQuote("Ana Brek", "truncated", mentions),))
        store.record_comparison("s1", made, (), NOON)
        store.add_articles([written("a", "Other words.")], EVENING)
        (quote,) = store.shared_quotes(["s1", "s1", "none"])
        assert (quote.story, quote.speaker, quote.wording) == ("s1", "Ana Brek", "truncated")
        assert [(one.article, one.outlet, one.words) for one in quote.versions] == [
            ("a", "Skerry Post", "ferry"),
            ("b", "Bay News", "ferry struck"),
        ]
        assert store.shared_quotes([]) == ()


class TestOneOutlet:
    def test_what_it_shares_and_rests_on(self, store: Store) -> None:
        first, second = story_of_two(store)
        store.record_comparison("s1", account(first, second), (), NOON)
        copy = CopyRecord("c", "a", "exact", 1.0)
        store.add_articles([written("c", outlet="Cove Times")], NOON)
        store.record_placements([placed("c", "s2", opened=True, copy=copy)])
        ties = store.outlet_ties("SKERRY  post")
        assert ties is not None
        assert (ties.articles, ties.standings, ties.shared) == (1, {"corroborated": 1}, (OutletTie("Bay News", 1),))
        assert ties.origins == (OriginUse("Coast Wire", "agency", 1), OriginUse("Harbour master", "office", 1))
        assert (ties.copied_from, ties.copied_by) == ((), (OutletTie("Cove Times", 1),))
        bay, cove = store.outlet_ties("Bay News"), store.outlet_ties("Cove Times")
        assert bay is not None
        assert cove is not None
        assert bay.origins == (OriginUse("Harbour master", "office", 1),)
        assert cove.copied_from == (OutletTie("Skerry Post", 1),)
        assert store.outlet_ties("none") is None

    def test_over_its_last_articles(self, store: Store) -> None:
        store.add_articles([written("a"), written("b"), written("c")], MORNING)
        ties = store.outlet_ties("Skerry Post", 2)
        assert ties is not None
        assert ties.articles == 2


class TestRows:
    def test_columns_are_those_of_the_model(self, store: Store) -> None:
        first, second = story_of_two(store)
        store.add_articles([rich("c")], MORNING)
        store.record_comparison("s1", account(first, second), [], NOON)
        for table, columns in TABLES.items():
            rows = list(store.rows(table))
            assert rows, table
            for row in rows:
                assert list(row) == [column.name for column in columns]

    def test_articles(self, store: Store) -> None:
        store.add_articles([rich("c"), written("a", published="2031-01-01")], MORNING)
        store.add_articles([written("a", "New text of it.", published="2031-01-01")], NOON)
        one, two = store.rows("articles")
        assert (one["article"], one["revision"], one["fetched"], one["words"]) == ("a", 2, NOON, 4)
        assert two["credits"] == ["Coast Wire"]
        assert [row["article"] for row in store.rows("articles", SearchFilter(speaker="brek"))] == ["c"]

    def test_attributions(self, store: Store) -> None:
        store.add_articles([rich("c")], MORNING)
        (row,) = store.rows("attributions")
        assert (row["speaker"], row["source"], row["cue"]) == ("Ana Brek", "Mayor Ana Brek", "said")
        assert [span.surface(COUNCIL) for span in row["content_spans"]] == [row["content"]]

    def test_claims_and_origins(self, store: Store) -> None:
        first, second = story_of_two(store)
        store.record_comparison("s1", account(first, second), [], NOON)
        rows = list(store.rows("claims"))
        assert [(row["article"], row["mention"], row["words"]) for row in rows] == [("a", 0, "pier"), ("b", 1, "pier")]
        assert (rows[0]["origins"], rows[0]["outlets"]) == (3, 2)
        origins = list(store.rows("origins"))
        assert [row["articles"] for row in origins] == [["a", "b"], ["a"], ["a"]]
        assert origins[0]["outlets"] == ["Bay News", "Skerry Post"]
        assert [row["article"] for row in store.rows("claims", SearchFilter(outlet="Bay News"))] == ["b"]
        assert list(store.rows("claims", SearchFilter(standing="disputed"))) == []
        assert len(list(store.rows("origins", SearchFilter(standing="corroborated", outlet="Bay News")))) == 3
        assert list(store.rows("origins", SearchFilter(until="2030"))) == []

    def test_another_table_is_refused_at_once(self, store: Store) -> None:
        with pytest.raises(BadQuery, match="no table"):
            store.rows("feeds")
        with pytest.raises(BadQuery, match="no date"):
            store.rows("articles", SearchFilter(since="x"))


class TestTransactions:
    def test_a_batch_happens_wholly_or_not_at_all(self, store: Store) -> None:
        def half() -> None:
            with store.batch():
                store.add_articles([written("a")], MORNING)
                assert store.article_count() == 1
                store.set_mark("m", 1)
                raise KeyError

        with pytest.raises(KeyError):
            half()
        assert store.article_count() == 0
        assert store.mark("m") is None

    def test_an_error_inside_a_batch_undoes_its_call_alone(self, store: Store) -> None:
        with store.batch():
            store.add_articles([written("a"), written("b")], MORNING)
            with pytest.raises(StoreError):
                store.record_placements([placed("a", "s", opened=True), placed("x", "s")])
            store.record_placements([placed("b", "s", opened=True)])
        assert [record.placement.article for _, record in store.placed_since(0)] == ["b"]

    def test_writing_may_be_entered_twice(self, store: Store) -> None:
        with store.writing(), store.batch(), store.writing(0.1), store.batch():
            store.set_mark("m", 1)
        assert store.mark("m") == 1

    def test_readers_keep_the_state_they_began_with(self, store: Store) -> None:
        store.add_articles([written(name) for name in "abc"], MORNING)
        rows = store.rows("articles")
        next(rows)
        store.add_articles([written(name) for name in "def"], MORNING)
        assert len(list(rows)) == 2

    def test_closed(self, store: Store) -> None:
        store.close()
        with pytest.raises(StoreError, match="closed"):
            store.article_count()
