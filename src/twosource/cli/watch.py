"""`twosource watch`: follow feeds until stopped."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from twosource.cli.archive import DbOption, JsonOption, open_for_writing, write_records
from twosource.cli.exits import FINE, INTERRUPTED, NOTHING
from twosource.cli.ingest import ContactOption
from twosource.cli.options import PrivateOption, WorkersOption
from twosource.cli.streams import check_writable, say
from twosource.cli.watch_view import EVENTS_SHOWN, WatchView, watch_view

if TYPE_CHECKING:
    from twosource.service.telling import Teller
    from twosource.service.watching import Watcher
    from twosource.store.interface import Store


def watch(
    feeds: Annotated[
        list[str] | None,
        typer.Argument(metavar="FEED", help="Feed lists (.opml) and addresses of feeds to follow from now on."),
    ] = None,
    db: DbOption = None,
    every: Annotated[float, typer.Option("--every", min=1, metavar="MINUTES", help="How often a feed is asked.")] = 15,
    revisit_days: Annotated[
        float,
        typer.Option(
            "--revisit-days",
            min=0,
            max=365,
            metavar="DAYS",
            help="How long after publication pages are asked again for silent edits, in their feed or not: half an "
            "hour after publication, one hour, two, four and so on. 0: not at all.",
        ),
    ] = 3,
    rounds: Annotated[
        int | None, typer.Option("--rounds", min=1, help="Stop after so many rounds. Default: go on until stopped.")
    ] = None,
    webhook: Annotated[
        str | None, typer.Option("--webhook", metavar="URL", help="Post each event there as JSON, at least once.")
    ] = None,
    story_feed: Annotated[
        Path | None,
        typer.Option("--story-feed", metavar="FILE", help="Keep an Atom feed of the stories in this file."),
    ] = None,
    workers: WorkersOption = None,
    contact: ContactOption = None,
    allow_private_addresses: PrivateOption = False,
    json: JsonOption = False,
) -> None:
    """Follow feeds until stopped: new and changed articles are stored, placed in stories and compared.

    Every story that changes standing (a claim reaches a second origin, becomes disputed, is corrected) is an event:
    shown here, kept for `twosource events`, posted to a webhook, and told in an Atom feed of stories. Feeds named once
    are followed by every later `watch` on the same archive. Ctrl-C ends the watch after the round that is running.
    """
    from twosource.service import default_workers
    from twosource.service.network import make_fetcher
    from twosource.service.processes import stop_processes
    from twosource.service.telling import Teller
    from twosource.service.watching import Watcher

    check_writable(story_feed)
    store = open_for_writing(db)
    try:
        _follow(store, feeds or [])
        with watch_view(plain=json) as view:
            earlier = store.events(limit=EVENTS_SHOWN, newest_first=True)[::-1]
            view.recall(earlier, store.story_titles([event.story for event in earlier]))
            watcher = Watcher(
                store,
                make_fetcher(contact, allow_private=allow_private_addresses),
                every=timedelta(minutes=every),
                followed_for=timedelta(days=revisit_days),
                workers=workers or max(1, default_workers() // 2),
                observer=view.step,
            )
            teller = Teller(store, webhook=webhook, story_feed=story_feed, allow_private=allow_private_addresses)
            _run(watcher, teller, view, rounds, as_json=json)
    except KeyboardInterrupt:
        stop_processes()
        say("twosource: stopped. What was done is kept; the next watch goes on from there.")
        raise typer.Exit(INTERRUPTED) from None
    finally:
        store.close()
    raise typer.Exit(FINE)


def _follow(store: "Store", names: list[str]) -> None:
    """Adds the feeds named to those followed; ends the command where there is none to follow."""
    from twosource.service.ingesting import read_named_feeds

    named, rejections = read_named_feeds(names)
    for rejection in rejections:
        say(f"twosource: {rejection.document}: {rejection.detail} [{rejection.reason}]")
    store.add_feeds(named)
    if not store.feeds():
        say("twosource: there is no feed to follow. Name a feed list (.opml) or the address of a feed.")
        raise typer.Exit(NOTHING)


def _run(watcher: "Watcher", teller: "Teller", view: WatchView, rounds: int | None, *, as_json: bool) -> None:
    with _stopping(watcher, view):
        for done in watcher.rounds(rounds):
            for failure in teller.tell():
                view.say(f"{failure.document}: {failure.detail} [{failure.reason}]")
            if as_json:
                write_records(done.events)
            view.show(done)


@contextmanager
def _stopping(watcher: "Watcher", view: WatchView) -> Iterator[None]:
    """The first Ctrl-C or termination signal ends the watch after the running round, the second one at once."""

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, frame: FrameType | None) -> None:
        for one in before:
            signal.signal(one, signal.default_int_handler)
        watcher.stop()
        view.interrupt("stopping after this round; once more (Ctrl-C) stops at once; nothing is lost either way")

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
