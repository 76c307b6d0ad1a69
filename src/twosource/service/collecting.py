"""From feeds and addresses to documents: feeds are asked when due, pages when they are new or may have changed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from twosource.fetch.backoff import is_due
from twosource.fetch.fetcher import Fetcher
from twosource.fetch.many import fetch_all
from twosource.fetch.page import FetchedPage, FetchOutcome, PageRequest
from twosource.ingest.feeds import read_feed
from twosource.ingest.item_article import article_of_item
from twosource.model.article import Article, Rejection
from twosource.model.feed import Feed, FeedDocument, FeedItem, FetchState
from twosource.service.progress import Observer, Step
from twosource.store.interface import Store

PAGES_A_HOST = 50
"""Pages fetched of one host in one round: a feed seen for the first time must not hold up the others. The rest come in
the next rounds."""
SITEMAP_DEPTH = 3
SITEMAPS_A_FEED = 50
"""Sitemaps that an index is followed into, the first named."""
SOONEST_VISIT = timedelta(hours=1)
LATEST_VISIT = timedelta(days=7)
"""A page is asked again for edits after as long as it has been out, between these two: most corrections come within
the first day."""


@dataclass(frozen=True, slots=True)
class _Target:
    """An address to ask: a feed, the page of a feed's item, or what the user named, be it feed or page."""

    url: str
    feed: Feed
    item: FeedItem | None = None
    named: bool = False
    depth: int = 0


@dataclass(slots=True)
class _Round:
    """What a round has learned: states by address, and targets found on the way."""

    states: dict[str, FetchState] = field(default_factory=dict)
    found: list[_Target] = field(default_factory=list)


class Collector:
    """Collects the documents of feeds and pages in rounds.

    What a round learned about addresses (validators, times) is kept back until `settle` is called, when every document
    of the round is stored: a run that is killed in between asks again and loses nothing."""

    def __init__(self, store: Store, fetcher: Fetcher, now: Callable[[], str], observer: Observer) -> None:
        self._store = store
        self._fetcher = fetcher
        self._now = now
        self._observer = observer
        self._round = _Round()
        self._fetched = 0
        self.unfinished: set[str] = set()
        """Feeds some of whose pages were left for a later round."""

    def collect_feeds(self, feeds: Iterable[Feed]) -> Iterator[Article | Rejection]:
        """The documents of the feeds' new and changed items; feeds that are not due yet are left alone."""
        return self._collect([_Target(feed.url, feed) for feed in feeds])

    def collect_addresses(self, urls: Iterable[str]) -> Iterator[Article | Rejection]:
        """The documents at addresses the user named: of a feed or sitemap its items, of a page the report it holds."""
        return self._collect([_Target(url, Feed(url), named=True) for url in dict.fromkeys(urls)])

    def settle(self) -> frozenset[str]:
        """Keeps what was learned about addresses since the last time; those addresses."""
        learned, self._round.states = self._round.states, {}
        for url, state in learned.items():
            self._store.record_fetch(url, state)
        return frozenset(learned)

    def _collect(self, targets: Sequence[_Target]) -> Iterator[Article | Rejection]:
        while targets:
            by_url = {target.url: target for target in targets}
            requests = [self._request(target) for target in by_url.values()]
            self._round.found = []
            asked = (request for request in requests if request is not None)
            for outcome in fetch_all(asked, fetcher=self._fetcher):
                target = by_url[outcome.request.url]
                self._remember(target, outcome)
                self._fetched += 1
                self._observer(Step("fetching", self._fetched))
                yield from self._documents(target, outcome)
            targets = self._bounded(self._round.found)

    def _request(self, target: _Target) -> PageRequest | None:
        """What to ask, None where it is not time yet. What the user named is always asked, and asked in full."""
        if target.named:
            return PageRequest(target.url)
        state = self._state(target.url)
        if not self._is_due(target, state):
            return None
        return PageRequest(target.url, replace(state, due=None), "page" if target.item else "feed")

    def _state(self, url: str) -> FetchState:
        return self._round.states.get(url) or self._store.fetch_state(url) or FetchState()

    def _is_due(self, target: _Target, state: FetchState) -> bool:
        """A page that the feed says was changed since it was asked is due at once, unless the host has failed."""
        changed = _moment(target.item.modified if target.item else None)
        asked = _moment(state.asked)
        if changed and asked and changed > asked and not state.failures:
            return True
        return is_due(state, datetime.fromisoformat(self._now()))

    def _remember(self, target: _Target, outcome: FetchOutcome) -> None:
        state = outcome.state
        if target.item is not None and not state.failures:
            now = datetime.fromisoformat(self._now())
            out = now - (_moment(target.item.published) or now)
            due = now + min(max(out, SOONEST_VISIT), LATEST_VISIT)
            state = replace(state, due=due.isoformat(timespec="seconds"))
        self._round.states[target.url] = state

    def _documents(self, target: _Target, outcome: FetchOutcome) -> Iterator[Article | Rejection]:
        page = outcome.result
        if isinstance(page, Rejection):
            # A host that rests has refused nothing: its pages are asked for when it is due again.
            if page.reason != "host_resting":
                yield page
        elif isinstance(page, FetchedPage):
            if target.item is not None:
                yield article_of_item(target.item, target.feed, page.content, page.media_type, page_url=page.url)
            else:
                yield from self._feed_documents(target, page)

    def _feed_documents(self, target: _Target, page: FetchedPage) -> Iterator[Article | Rejection]:
        """The documents a feed carries itself; its other items and sitemaps become targets."""
        from twosource.ingest import read_document

        read = read_feed(page.content, url=page.url, media_type=page.media_type)
        if isinstance(read, FeedDocument):
            yield from read.rejections
            feed = _named(read.feed, target.feed)
            for item in read.items:
                carried = article_of_item(item, feed, None, None)
                if isinstance(carried, Article):
                    yield carried
                else:
                    self._round.found.append(_Target(item.url, feed, item))
            if target.depth < SITEMAP_DEPTH:
                inner = read.sitemaps[:SITEMAPS_A_FEED]
                self._round.found += [_Target(url, feed, depth=target.depth + 1) for url in inner]
        elif target.named:
            yield from read_document(page.content, name=page.url, media_type=page.media_type, url=page.url)
        else:
            yield read

    def _bounded(self, found: Sequence[_Target]) -> list[_Target]:
        """The targets for the next requests. A feed some of whose pages are left for later is asked in full the next
        time, as its server would say "not modified" otherwise."""
        hosts: Counter[str] = Counter()
        kept = []
        for target in found:
            if self._request(target) is None:
                continue
            host = urlsplit(target.url).netloc
            hosts[host] += 1
            if hosts[host] <= PAGES_A_HOST:
                kept.append(target)
            elif state := self._round.states.get(target.feed.url):
                self._round.states[target.feed.url] = replace(state, etag=None, last_modified=None, due=None)
                self.unfinished.add(target.feed.url)
        return kept


def _named(read: Feed, known: Feed) -> Feed:
    """The feed under the address and the names the user gave it, with what it says of itself where they are silent."""
    outlet, title, site = known.outlet or read.outlet, known.title or read.title, known.site or read.site
    return Feed(known.url, title, outlet, site, known.group, read.kind)


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
