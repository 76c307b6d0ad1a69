"""What holds for every store: events, searching, looking up much at once, exporting, transactions."""

from dataclasses import replace

import pytest

from tests.compare.build import said
from tests.store.build import COUNCIL, EVENING, HARBOUR, MORNING, NOON, account, placed, rich, story_of_two, written
from twosource.errors import BadQuery, StoreError
from twosource.model.archive import (
    CopyRecord,
    OriginUse,
    OutletTie,
    SearchFilter,
    SpeakerSummary,
    StoryEvent,
    StoryMerge,
)
from twosource.model.comparison import Passage, SharedQuote
from twosource.model.tables import TABLES
from twosource.store import Store


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
        last = store.last_events(["s1", "unknown"], 5)
        assert {story: [one.id for one in found] for story, found in last.items()} == {"s1": [2, 1], "unknown": []}
        assert [one.id for one in store.last_events(["s1"], 1)["s1"]] == [2]
        assert store.last_events([], 3) == {}

    def test_marks(self, store: Store) -> None:
        assert store.mark("webhook") is None
        store.set_mark("webhook", 3)
        store.set_mark("webhook", 5)
        store.set_mark("other", 2**40)
        assert (store.mark("webhook"), store.mark("other")) == (5, 2**40)


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

    def test_an_outlet_by_its_stored_and_its_shown_name(self, store: Store) -> None:
        store.add_articles([written("a", outlet="varnholm-courier"), written("b", outlet="l-estafette")], MORNING)
        for name in ("varnholm-courier", "Varnholm Courier", "VARNHOLM_COURIER"):
            assert [hit.article for hit in store.search("", SearchFilter(outlet=name)).hits] == ["a"]
        assert [hit.article for hit in store.search("", SearchFilter(outlet="L’Estafette")).hits] == ["b"]
        assert store.search("", SearchFilter(outlet="Courier")).total == 0
        ties = store.outlet_ties("Varnholm Courier")
        assert ties is not None
        assert ties.articles == 1

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
        assert found(outlet="BAY  news") == found(outlet="bay-news") == {"b"}
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
        assert list(store.most_quoted().items()) == [(one.speaker, one.quotes) for one in (brek, ask)]
        assert list(store.most_quoted("ask", 1)) == [ask.speaker]
        assert store.speakers_named([ask.speaker, "Nobody", brek.speaker, ask.speaker]) == (ask, brek)
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
        assert (ties.articles, ties.shared) == (1, (OutletTie("Bay News", 1),))
        assert ties.standings == {"corroborated": 1, "single_source": 1}
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
        assert {row["statement"] for row in rows} == {rows[0]["claim"]}
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
