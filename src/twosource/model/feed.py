"""What feeds, sitemaps and feed lists say: which articles there are, and whose they are."""

from dataclasses import dataclass, field
from typing import Literal

from twosource.model.article import Rejection

FeedKind = Literal["rss", "atom", "json_feed", "sitemap"]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed or news sitemap the user follows. `outlet` is the name its articles get where an item names no other;
    `group` is its folder in a feed list (OPML)."""

    url: str
    title: str | None = None
    outlet: str | None = None
    site: str | None = None
    group: str | None = None
    kind: FeedKind | None = None


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry of a feed or sitemap. `outlet` and `outlet_url` are the item's own `<source>`: a reprint belongs to the
    outlet it was taken from. `published` and `modified` are ISO 8601; `content` is the full text as HTML where the feed
    carries it, `summary` the teaser as HTML."""

    url: str
    title: str | None = None
    outlet: str | None = None
    outlet_url: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    summary: str | None = None
    content: str | None = None
    guid: str | None = None


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """One feed or sitemap as it was served: its items in the order given, the sitemaps an index leads on to, and what
    of it could not be read."""

    feed: Feed
    items: tuple[FeedItem, ...] = ()
    sitemaps: tuple[str, ...] = ()
    rejections: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is remembered of the last request for an address, for conditional requests and back-off (RFC 9110). Times
    are ISO 8601 in UTC; `due` is when it may be asked again, `failures` how many requests in a row have failed,
    `refusal` why the last one did (a rejection's code and detail)."""

    etag: str | None = None
    last_modified: str | None = None
    asked: str | None = None
    due: str | None = None
    failures: int = 0
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class FeedRecord:
    """A feed the user follows, with the state of its last request."""

    feed: Feed
    state: FetchState = field(default_factory=FetchState)


@dataclass(frozen=True, slots=True)
class FollowedPage:
    """The page of a feed's item, asked again for edits whether the feed at the address `feed` still lists it or not.
    `item` is what is known of it without its texts, and the page's address; `since` is when it was published, or first
    asked where nobody says (ISO 8601 in UTC, to the second)."""

    item: FeedItem
    feed: str
    since: str
    state: FetchState = field(default_factory=FetchState)
