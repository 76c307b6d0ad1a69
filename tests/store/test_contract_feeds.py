"""What holds for every store: feeds, the pages followed for edits, what names mean."""

from dataclasses import replace

from tests.store.build import MORNING, NOON, placed, written
from twosource.model.archive import StoryMerge
from twosource.model.feed import Feed, FeedItem, FeedRecord, FetchState, FollowedPage
from twosource.store import Store


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

    def test_followed_pages_come_back_when_they_are_due(self, store: Store) -> None:
        item = FeedItem(
            "https://a.example/1", "A title", "Other Post", "https://o.example", "I. Moe", MORNING, NOON, "en"
        )
        store.follow_pages([FollowedPage(item, "https://a.example/feed", "2031-03-18T06:00:00+00:00")])
        asked = FetchState('"1"', None, "2031-03-18T06:00:00+00:00", "2031-03-18T07:00:00+00:00")
        early = FetchState(due="2031-03-18T06:30:00+00:00")
        store.record_fetch(item.url, asked)
        store.follow_pages(
            [FollowedPage(FeedItem(f"https://a.example/{n}"), "https://b.example", "2031") for n in (3, 2)]
        )
        store.record_fetch("https://a.example/3", early)
        assert [page.item.url[-1] for page in store.due_pages("2031-03-18T06:59:59+00:00")] == ["2", "3"]
        due = store.due_pages("2031-03-18T07:00:00+00:00")
        assert [page.item.url[-1] for page in due] == ["2", "3", "1"]
        assert due[-1] == FollowedPage(item, "https://a.example/feed", "2031-03-18T06:00:00+00:00", asked)
        assert store.due_pages("2031-03-18T07:00:00+00:00", 2) == due[:2]
        assert store.due_pages("2031-03-18T07:00:00+00:00", 2, 2) == due[2:]
        store.unfollow_pages([item.url, "https://a.example/9"])
        assert store.due_pages("2031-03-18T07:00:00+00:00") == due[:2]

    def test_a_page_followed_again_keeps_its_beginning_and_the_old_ones_are_forgotten(self, store: Store) -> None:
        item = FeedItem("https://a.example/1", "A title")
        store.follow_pages([FollowedPage(item, "https://a.example/feed", "2031-03-18T06:00:00+00:00")])
        newer = FollowedPage(replace(item, title="Better"), "https://b.example/feed", "2031-03-19T06:00:00+00:00")
        store.follow_pages([newer])
        assert store.due_pages(NOON) == (replace(newer, since="2031-03-18T06:00:00+00:00"),)
        assert store.forget_pages("2031-03-18T06:00:00+00:00") == 0
        assert store.forget_pages("2031-03-18T06:00:01+00:00") == 1
        assert store.due_pages(NOON) == ()

    def test_pages_go_with_their_feed(self, store: Store) -> None:
        one, two, moved = (f"https://{name}.example/feed" for name in ("one", "two", "moved"))
        store.add_feeds([Feed(one), Feed(two)])
        store.follow_pages([FollowedPage(FeedItem(f"{feed}/1"), feed, MORNING) for feed in (one, two)])
        store.remove_feed(one)
        store.remove_feed(two, moved)
        assert [(page.item.url, page.feed) for page in store.due_pages(NOON)] == [(f"{two}/1", moved)]


class TestNames:
    def test_what_an_article_can_be_called(self, store: Store) -> None:
        made = [
            written("0abc1", url="https://a.example/1"),
            written("0abc2"),
            written("0abc"),
            written("%bc1"),
            written("9"),
        ]
        store.add_articles(made, MORNING)
        named = {name: [one.id for one in store.articles_named(name)] for name in ("0abc", "0abc1", "0ab", "9", "%bc1")}
        assert named == {"0abc": ["0abc"], "0abc1": ["0abc1"], "0ab": [], "9": ["9"], "%bc1": ["%bc1"]}
        store.add_articles([written("0abd7"), written("0abd3")], MORNING)
        assert [one.id for one in store.articles_named("0abd")] == ["0abd3", "0abd7"]
        assert [one.id for one in store.articles_named("0abd", 1)] == ["0abd3"]
        assert store.articles_named("") == ()
        assert store.articles_named("%bc%") == ()

    def test_an_article_by_the_address_of_any_revision_in_its_newest(self, store: Store) -> None:
        store.add_articles([written("a", url="https://a.example/1")], MORNING)
        later = written("a", "New text.", url="https://a.example/2")
        store.add_articles([later], NOON)
        for address in ("https://a.example/1", "https://a.example/2"):
            assert store.articles_named(address) == (later.article,)
        assert store.articles_named("https://a.example/3") == ()

    def test_stories_by_the_beginning_of_their_ids(self, store: Store) -> None:
        store.add_articles([written(name) for name in "abc"], MORNING)
        records = [placed("a", "5f01", opened=True), placed("b", "5f02", opened=True), placed("c", "77", opened=True)]
        store.record_placements(records, [StoryMerge("5f02", "77", "c", "one event")], NOON)
        assert store.stories_named("5f") == ("5f01", "5f02")
        assert store.stories_named("5f", 1) == ("5f01",)
        assert store.stories_named("5f03") == ()
