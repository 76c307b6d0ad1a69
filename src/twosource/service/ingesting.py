"""Everything the user names into the archive: files, folders, web archives, feed lists, feeds, pages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from twosource.model.article import Article, Rejection
from twosource.model.feed import Feed
from twosource.service.archive import IngestReport, ingest, utc_now
from twosource.service.meter import Meter
from twosource.service.progress import Observer, unobserved
from twosource.service.reading import files_of, read_sources

if TYPE_CHECKING:
    from twosource.fetch.fetcher import Fetcher
    from twosource.store.interface import Store

LIST_SUFFIXES = frozenset({".opml"})
LARGEST_LIST = 16 * 2**20
"""Bytes of a feed list."""


def ingest_sources(
    store: "Store",
    names: Sequence[str],
    *,
    fetcher: "Fetcher",
    revisit: bool = False,
    stdin: bytes | None = None,
    workers: int = 1,
    meter: Meter | None = None,
    now: Callable[[], str] = utc_now,
    observer: Observer = unobserved,
) -> IngestReport:
    """Reads what is named, in the order files, feed lists, addresses, and ingests it; see `ingest`. With `revisit`, the
    pages of feeds read earlier are asked again for edits as well, those whose time has come."""
    from twosource.service.collecting import Collector

    collector = Collector(store, fetcher, now, observer)
    meter = meter or Meter()
    lists = [name for name in names if is_feed_list(name)]
    addresses = [name for name in names if _is_address(name)]
    files = [name for name in names if name not in lists and name not in addresses]
    meter.expect([file for name in files if name != "-" for file in files_of(Path(name))])

    def fetched() -> Iterator[Article | Rejection]:
        feeds: list[Feed] = []
        for name in lists:
            listed, rejections = read_feed_list(name)
            feeds += listed
            yield from rejections
        yield from collector.collect(feeds, addresses, revisit=revisit)

    read = read_sources(files, stdin=stdin, meter=meter)
    report = ingest(store, read, live=fetched(), workers=workers, now=now, observer=observer, stored=collector.settle)
    return replace(report, left=collector.left, revisited=collector.revisited, passed_over=meter.passed_over)


def is_feed_list(name: str) -> bool:
    """Whether the name is that of a feed list (OPML) on this machine."""
    return not _is_address(name) and Path(name).suffix.lower() in LIST_SUFFIXES


def read_feed_list(name: str) -> tuple[tuple[Feed, ...], tuple[Rejection, ...]]:
    """The feeds of an OPML file, and what could not be read of it."""
    from twosource.ingest.opml import read_opml

    try:
        with Path(name).open("rb") as stream:
            data = stream.read(LARGEST_LIST + 1)
    except FileNotFoundError:
        return (), (Rejection(name, "missing_file", "there is no file or folder of this name"),)
    except (OSError, ValueError) as error:
        return (), (Rejection(name, "unreadable_file", f"the system would not read it: {error}"),)
    if len(data) > LARGEST_LIST:
        return (), (Rejection(name, "too_large", f"the feed list is larger than {LARGEST_LIST // 2**20} MB"),)
    feeds, rejections = read_opml(data, name=name)
    if not (feeds or rejections):
        return (), (Rejection(name, "no_feed", "the list names no feed"),)
    return feeds, rejections


def read_named_feeds(names: Sequence[str], *, outlet: str | None = None) -> tuple[list[Feed], list[Rejection]]:
    """The feeds of addresses and feed lists, with `outlet` as the name of their outlet where one is given, and what of
    it is neither."""
    feeds: list[Feed] = []
    rejections: list[Rejection] = []
    for name in names:
        if is_feed_list(name):
            listed, refused = read_feed_list(name)
            feeds += listed
            rejections += refused
        elif _is_address(name):
            feeds.append(Feed(name))
        else:
            rejections.append(Rejection(name, "not_a_feed", "this is neither a feed list (.opml) nor an address"))
    return [replace(feed, outlet=outlet or feed.outlet) for feed in feeds], rejections


def _is_address(name: str) -> bool:
    return name.startswith(("http://", "https://"))
