"""From feeds and addresses to documents: feeds are asked when due, pages when they are new or may have changed."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from twosource.fetch.backoff import is_due
from twosource.fetch.fetcher import Fetcher
from twosource.fetch.many import fetch_all
from twosource.fetch.page import FetchedPage, FetchOutcome, NotModified, PageRequest
from twosource.ingest.feeds import read_feed
from twosource.ingest.item_article import article_of_item
from twosource.model.article import Article, Rejection
from twosource.model.feed import Feed, FeedDocument, FeedItem, FetchState, FollowedPage
from twosource.model.moments import read_moment
from twosource.service.progress import Observer, Step
from twosource.service.revisiting import (
    FOLLOWED_FOR,
    REVISITS_A_HOST,
    REVISITS_A_ROUND,
    as_taken_down,
    followed_page,
    is_gone,
    is_gone_for_good,
    is_news,
    leads_home,
    next_try,
    next_visit,
    published_before,
)
from twosource.service.turns import PATIENCE
from twosource.store.interface import Store

PAGES_A_HOST = 50
"""Pages fetched of one host in one round: a feed seen for the first time must not hold up the others. The rest come in
the next rounds."""
SITEMAP_DEPTH = 3
SITEMAPS_A_FEED = 50
"""Sitemaps that an index is followed into, the first named."""
DUE_AT_ONCE = 5_000
UNFINISHED_AGAIN = timedelta(minutes=5)
"""After which a feed is asked again some of whose pages were left for later."""


@dataclass(frozen=True, slots=True)
class _Target:
    """An address to ask: a feed, the page of a feed's item, or what the user named, be it feed or page. `via` are the
    addresses that led there, a feed and the sitemaps below it. `since` is when a page asked again for
    edits was published or first asked."""

    url: str
    feed: Feed
    item: FeedItem | None = None
    named: bool = False
    via: tuple[str, ...] = ()
    since: datetime | None = None


@dataclass(slots=True)
class _Learned:
    """What is to be kept once the documents are stored: states by address, feeds as they describe themselves and where
    they are now, feeds with pages left, pages to ask again for edits and those to leave alone."""

    states: dict[str, FetchState] = field(default_factory=dict)
    feeds: dict[str, Feed] = field(default_factory=dict)
    unfinished: set[str] = field(default_factory=set)
    followed: dict[str, FollowedPage] = field(default_factory=dict)
    unfollowed: set[str] = field(default_factory=set)


class Collector:
    """Collects the documents of feeds and pages, in one pass in which no host waits for another.

    What it learns about addresses (validators, times, moves) is kept back until `settle` is called, when every document
    is stored: a run that is killed in between asks again and loses nothing."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        now: Callable[[], str],
        observer: Observer,
        *,
        followed_for: timedelta = FOLLOWED_FOR,
    ) -> None:
        """`followed_for` is how long after publication the pages of feeds are asked again for edits."""
        self._store = store
        self._fetcher = fetcher
        self._now = now
        self._observer = observer
        self._followed_for = followed_for
        self._learned = _Learned()
        self._targets: dict[str, _Target] = {}
        self._waiting: deque[PageRequest] = deque()
        self._hosts: Counter[str] = Counter()
        self._fetched = 0
        self._feeds_open = 0
        self._revisiting = False
        self._revisits_wanted = False
        self.left = 0
        """Pages left for a later round."""
        self.revisited = 0
        """Pages asked again for edits, after their feed has led to no more pages."""

    def collect(
        self, feeds: Iterable[Feed] = (), addresses: Iterable[str] = (), *, revisit: bool = False
    ) -> Iterator[Article | Rejection]:
        """The documents of the feeds' new and changed items (feeds that are not due yet are left alone), and those at
        addresses the user named: of a feed or sitemap its items, of a page the report it holds. With `revisit`, also
        those of followed pages that are due to be asked again for edits, in their feed or not. They come as they are
        there."""
        self._revisiting = self._revisits_wanted = revisit
        for url in addresses:
            self._want(_Target(url, Feed(url), named=True))
        for feed in feeds:
            self._want(_Target(feed.url, feed))
        for outcome in fetch_all(self._requests(), fetcher=self._fetcher):
            target = self._targets[outcome.request.url]
            self._remember(target, outcome)
            yield from self._documents(target, outcome)
            self._fetched += 1
            self._feeds_open -= target.item is None
            self._observer(Step("fetching", self._fetched, self._fetched + self._open))

    def settle(self, every: timedelta | None = None) -> None:
        """Keeps what was learned about addresses since the last time, in one transaction. With `every`, feeds that
        answered are due again after that time at the earliest."""
        learned, self._learned = self._learned, _Learned()
        followed = {record.feed.url: record.feed for record in self._store.feeds()}
        with self._store.writing(PATIENCE), self._store.batch():
            self._settle_pages(learned)
            for url, state in learned.states.items():
                if url not in followed:
                    self._store.record_fetch(url, state)
                    continue
                if every is not None and not state.failures:
                    state = self._later(state, every, unfinished=url in learned.unfinished)
                self._settle_feed(followed[url], learned.feeds.get(url, followed[url]), state, set(followed))

    def _settle_pages(self, learned: _Learned) -> None:
        """Before the feeds, which may have moved: their pages move with them."""
        self._store.follow_pages(tuple(learned.followed.values()))
        self._store.unfollow_pages(sorted(learned.unfollowed))
        if self._revisiting:
            oldest = datetime.fromisoformat(self._now()) - self._followed_for
            self._store.forget_pages(oldest.isoformat(timespec="seconds"))

    def _settle_feed(self, known: Feed, said: Feed, state: FetchState, followed: set[str]) -> None:
        """Keeps what a feed says of itself, and follows it to its new address, where it may be followed already."""
        moved = said.url != known.url
        if moved:
            self._store.remove_feed(known.url, said.url)
        if said != known and not (moved and said.url in followed):
            self._store.add_feeds([said])
        if not (moved and said.url in followed):
            self._store.record_fetch(said.url, state)

    def _later(self, state: FetchState, every: timedelta, *, unfinished: bool) -> FetchState:
        wait = min(every, UNFINISHED_AGAIN) if unfinished else every
        due = (datetime.fromisoformat(self._now()) + wait).isoformat(timespec="seconds")
        return replace(state, due=due if unfinished else max(state.due or due, due))

    @property
    def _open(self) -> int:
        return len(self._targets) - self._fetched

    def _requests(self) -> Iterator[PageRequest | None]:
        """The requests as they are found, new pages before those that are asked again; None while there is none."""
        while True:
            if self._revisits_wanted and not self._waiting and not self._feeds_open:
                self._revisits_wanted = False
                self._want_revisits()
            yield self._waiting.popleft() if self._waiting else None

    def _want_revisits(self) -> None:
        """Asks the followed pages that are due, the longest due first, of each host its share."""
        now = datetime.fromisoformat(self._now())
        oldest, feeds = now - self._followed_for, {record.feed.url: record.feed for record in self._store.feeds()}
        shares: Counter[str] = Counter()
        for page in self._due_pages(now.isoformat(timespec="seconds")):
            url, since = page.item.url, read_moment(page.since) or now
            if since < oldest or url in self._targets or shares[_host(url)] >= REVISITS_A_HOST:
                continue
            shares[_host(url)] += 1
            self.revisited += 1
            self._targets[url] = _Target(url, feeds.get(page.feed, Feed(page.feed)), page.item, since=since)
            self._waiting.append(PageRequest(url, replace(page.state, due=None)))
            if self.revisited >= REVISITS_A_ROUND:
                return

    def _due_pages(self, now: str) -> Iterator[FollowedPage]:
        """The followed pages that are due, as far as they are asked for: one host may have thousands before others."""
        offset = 0
        while pages := self._store.due_pages(now, DUE_AT_ONCE, offset):
            yield from pages
            offset += len(pages)

    def _want(self, target: _Target) -> None:
        """Asks the target unless it was asked, it is not due, or its host has given its share of pages."""
        if target.url in self._targets:
            return
        host = _host(target.url)
        if target.item is not None and self._hosts[host] >= PAGES_A_HOST:
            self._leave(target)
        elif (request := self._request(target)) is not None:
            self._hosts[host] += target.item is not None
            self._feeds_open += target.item is None
            self._targets[target.url] = target
            self._waiting.append(request)

    def _leave(self, target: _Target) -> None:
        """A feed some of whose pages are left for later is asked in full the next time, and so are the sitemaps on the
        way to them, as their servers would say "not modified" otherwise."""
        self.left += 1
        for url in target.via:
            if state := self._learned.states.get(url):
                self._learned.states[url] = replace(state, etag=None, last_modified=None, due=None)
        self._learned.unfinished.update(target.via)

    def _request(self, target: _Target) -> PageRequest | None:
        """What to ask, None where it is not time yet. What the user named is always asked, and asked in full."""
        if target.named:
            return PageRequest(target.url, wants="feed")
        state = self._store.fetch_state(target.url) or FetchState()
        if not self._is_due(target, state):
            return None
        return PageRequest(target.url, replace(state, due=None), "page" if target.item else "feed")

    def _is_due(self, target: _Target, state: FetchState) -> bool:
        """A page that the feed says was changed since it was asked is due at once, unless the host has failed."""
        changed = read_moment(target.item.modified if target.item else None)
        asked = read_moment(state.asked)
        if changed and asked and changed > asked and not state.failures:
            return True
        return is_due(state, datetime.fromisoformat(self._now()))

    def _remember(self, target: _Target, outcome: FetchOutcome) -> None:
        state, now = outcome.state, datetime.fromisoformat(self._now())
        due: datetime | None = None
        if outcome.gone or target.item is not None:
            due = next_try(outcome, now)
        if target.item is not None and not state.failures:
            since = target.since or published_before(now, target.item.published, target.item.modified)
            due = next_visit(since, outcome.request.state, now)
        if due is not None:
            state = replace(state, due=due.isoformat(timespec="seconds"))
        self._learned.states[target.url] = state

    def _documents(self, target: _Target, outcome: FetchOutcome) -> Iterator[Article | Rejection]:
        page = outcome.result
        if target.item is not None:
            yield from self._page_documents(target, target.item, outcome)
        elif isinstance(page, Rejection):
            # A host that rests has refused nothing: it is asked again when it is due.
            if page.reason != "host_resting":
                yield page
        elif isinstance(page, NotModified):
            self._learn(target, target.feed, outcome)
        else:
            yield from self._feed_documents(target, outcome, page)

    def _page_documents(self, target: _Target, item: FeedItem, outcome: FetchOutcome) -> Iterator[Article | Rejection]:
        """The report on an item's page; a refusal where it is news. What the page is asked again for is kept."""
        page, before = outcome.result, outcome.request.state
        again = before.asked is not None and not before.failures
        found: Article | Rejection | None = None
        if isinstance(page, Rejection):
            found = as_taken_down(page) if again and is_gone(outcome) else page
            if page.reason == "host_resting" or not is_news(page, before):
                found = None
        elif isinstance(page, FetchedPage):
            found = article_of_item(item, target.feed, page.content, page.media_type, page_url=page.url)
            if again and leads_home(item.url, page.url):
                found = as_taken_down(Rejection(item.url, "page_gone", "it leads to the site's front page"))
        if found is not None:
            yield found
        self._follow(target, item, outcome, found if isinstance(found, Article) else None)

    def _follow(self, target: _Target, item: FeedItem, outcome: FetchOutcome, article: Article | None) -> None:
        """Follows a page that holds a report, or may as it could not be had; leaves alone one that holds none, or is
        gone."""
        read = isinstance(outcome.result, FetchedPage)
        if (read and article is None) or is_gone_for_good(outcome):
            self._learned.unfollowed.add(target.url)
        elif target.since is None and not isinstance(outcome.result, NotModified):
            now = datetime.fromisoformat(self._now())
            page = followed_page(item, target.feed.url, article, outcome.request.state, now, self._followed_for)
            if page is not None:
                self._learned.followed[target.url] = page

    def _feed_documents(
        self, target: _Target, outcome: FetchOutcome, page: FetchedPage
    ) -> Iterator[Article | Rejection]:
        """The documents a feed carries itself; its other items and sitemaps become targets."""
        from twosource.ingest import read_document

        read = read_feed(page.content, url=page.url, media_type=page.media_type)
        if isinstance(read, Rejection):
            if target.named:
                yield from read_document(page.content, name=page.url, media_type=page.media_type, url=page.url)
            else:
                yield read
            return
        yield from read.rejections
        feed = _named(read.feed, target.feed)
        self._learn(target, feed, outcome)
        yield from self._items(target, feed, read)

    def _items(self, target: _Target, feed: Feed, read: FeedDocument) -> Iterator[Article]:
        via = (*target.via, target.url)
        for item in read.items:
            carried = article_of_item(item, feed, None, None)
            if isinstance(carried, Article):
                yield carried
            else:
                self._want(_Target(item.url, feed, item, via=via))
        if len(target.via) < SITEMAP_DEPTH:
            for url in read.sitemaps[:SITEMAPS_A_FEED]:
                self._want(_Target(url, feed, via=via))

    def _learn(self, target: _Target, feed: Feed, outcome: FetchOutcome) -> None:
        """What a feed says of itself; only what is a feed at the new address counts as moved there."""
        if target.item is None and not target.named and not target.via:
            known = target.feed
            described = replace(feed, url=outcome.moved_to or known.url, outlet=known.outlet)
            self._learned.feeds[known.url] = described


def _named(read: Feed, known: Feed) -> Feed:
    """The feed under the address and the names the user gave it, with what it says of itself where they are silent."""
    outlet, title, site = known.outlet or read.outlet, known.title or read.title, known.site or read.site
    return Feed(known.url, title, outlet, site, known.group, read.kind)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""
