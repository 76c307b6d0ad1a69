"""What `twosource watch` shows while it runs: a live view in a terminal, a line an event in a pipe or a log."""

import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from twosource.cli.streams import say
from twosource.report.escape import visible

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.live import Live

    from twosource.model.feed import FeedRecord
    from twosource.service.progress import Step
    from twosource.service.watching import WatchRound

_FEEDS_SHOWN = 12
_EVENTS_SHOWN = 14


class WatchView:
    """Lines on standard error; a live view draws over them."""

    def __init__(self, *, events: bool = True) -> None:
        self._events = events

    def step(self, step: "Step") -> None:
        """A stage of the running round has come on."""

    def say(self, message: str) -> None:
        """Something the person watching must know."""
        say(f"twosource: {message}")

    def show(self, done: "WatchRound") -> None:
        """A round is over."""
        if self._events:
            for event in done.events:
                print(f"{event.time[:19]}  {event.kind:<16} {visible(event.message)}", flush=True)
        stored = done.report.stored
        failing = sum(record.state.failures > 0 for record in done.feeds)
        say(
            f"round {done.number}: {stored.added} new articles, {stored.revised} changed, {len(done.events)} events; "
            f"{len(done.feeds)} feeds, {failing} failing; next at {done.next_round[11:16]} UTC"
        )


class LiveView(WatchView):
    """Feeds, the running stage and the latest events, drawn in place."""

    def __init__(self, live: "Live") -> None:
        super().__init__()
        self._live = live
        self._latest: deque[Any] = deque(maxlen=_EVENTS_SHOWN)
        self._message = ""
        self._stage = "asking the feeds"
        self._done: WatchRound | None = None

    def step(self, step: "Step") -> None:
        self._stage = f"{step.stage} {step.done:,}"
        self._draw()

    def say(self, message: str) -> None:
        self._message = visible(message)
        self._draw()

    def show(self, done: "WatchRound") -> None:
        self._done = done
        self._latest.extend(done.events)
        self._stage = f"waiting until {done.next_round[11:16]} UTC"
        self._draw()

    def _draw(self) -> None:
        from rich.console import Group
        from rich.text import Text

        number = self._done.number if self._done else 0
        head = Text.assemble(("Twosource watch", "bold"), f"  ·  {number} rounds  ·  {self._stage}")
        parts: list[RenderableType] = [head]
        if self._done:
            parts.append(_feed_table(self._done.feeds))
        parts.append(self._event_lines())
        if self._message:
            parts.append(Text(self._message, style="yellow"))
        self._live.update(Group(*parts))

    def _event_lines(self) -> "RenderableType":
        from rich.text import Text

        if not self._latest:
            return Text("no event yet", style="dim")
        lines = [
            Text.assemble(
                (event.time[11:16], "dim"),
                "  ",
                (f"{event.kind.replace('_', ' '):<16}", "bold"),
                visible(event.message),
            )
            for event in reversed(self._latest)
        ]
        return Text("\n").join(lines)


def _words(kind: str) -> str:
    return kind.replace("_", " ")


def _feed_table(feeds: "tuple[FeedRecord, ...]") -> "RenderableType":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE, expand=True)
    table.add_column("feed", ratio=3, no_wrap=True)
    table.add_column("asked", width=5)
    table.add_column("next", width=5)
    table.add_column("state", ratio=3, no_wrap=True)
    failing_first = sorted(feeds, key=lambda record: (-record.state.failures, record.feed.url))
    for record in failing_first[:_FEEDS_SHOWN]:
        state = record.state
        told = f"failed {state.failures}×: {state.refusal}" if state.failures else "well"
        style = "red" if state.failures else "green"
        times = ((state.asked or "")[11:16], (state.due or "")[11:16])
        table.add_row(Text(visible(record.feed.title or record.feed.url)), *times, Text(visible(told), style=style))
    if len(feeds) > _FEEDS_SHOWN:
        table.add_row(Text(f"… and {len(feeds) - _FEEDS_SHOWN} more", style="dim"))
    return table


@contextmanager
def watch_view(*, plain: bool) -> Iterator[WatchView]:
    """The live view where standard output is a terminal, else lines; with `plain`, no events on standard output."""
    if plain or not sys.stdout.isatty():
        yield WatchView(events=not plain)
        return
    from rich.console import Console
    from rich.live import Live

    with Live(console=Console(markup=False, highlight=False, emoji=False), refresh_per_second=4) as live:
        yield LiveView(live)
