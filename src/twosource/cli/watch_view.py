"""What `twosource watch` shows while it runs: a live view in a terminal, a line an event in a pipe or a log."""

import os
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from twosource.cli.feeds import how_it_went
from twosource.cli.streams import say, write_text
from twosource.report.escape import visible
from twosource.report.vocabulary import counted

if TYPE_CHECKING:
    from rich.console import RenderableType

    from twosource.model.archive import StoryEvent
    from twosource.model.feed import FeedRecord
    from twosource.service.progress import Stage, Step
    from twosource.service.watching import WatchRound

_FEEDS_SHOWN = 12
EVENTS_SHOWN = 14
_LONGEST_EVENT = 300
_LONGEST_TITLE = 90
_DOING: "dict[Stage, str]" = {
    "fetching": "pages fetched:",
    "reading": "reports read:",
    "placing": "reports placed:",
    "comparing": "stories compared:",
}


class WatchView:
    """Lines: events on standard output, everything else on standard error."""

    def __init__(self, *, events: bool = True) -> None:
        self._events = events
        self._failing: set[str] = set()

    def recall(self, events: "Sequence[StoryEvent]", titles: "Mapping[str, str | None]") -> None:
        """What happened before this watch began, oldest first."""

    def step(self, step: "Step") -> None:
        """A stage of the running round has come on."""

    def say(self, message: str) -> None:
        """Something the person watching must know."""
        say(f"twosource: {message}")

    def interrupt(self, message: str) -> None:
        """As `say`, from a signal handler: a write that may stand in the middle of another one."""
        with suppress(OSError, ValueError):
            os.write(sys.stderr.fileno(), f"twosource: {message}\n".encode())

    def show(self, done: "WatchRound") -> None:
        """A round is over."""
        if self._events:
            write_text("".join(event_line(event, done.titles.get(event.story)) + "\n" for event in done.events), None)
        self._say_failing(done.feeds)
        stored = done.report.stored
        failing = sum(record.state.failures > 0 for record in done.feeds)
        left = f" ({counted(done.report.left, 'page')} left for later)" if done.report.left else ""
        again = f", {counted(done.report.revisited, 'page')} asked again" if done.report.revisited else ""
        say(
            f"twosource: round {done.number}: {counted(stored.added, 'new article')}, {stored.revised:,} changed, "
            f"{counted(len(done.events), 'event')}{again}{left}; {counted(len(done.feeds), 'feed')}, "
            f"{failing:,} failing; next at {done.next_round[11:16]} UTC"
        )

    def _say_failing(self, feeds: "tuple[FeedRecord, ...]") -> None:
        """Names the feeds that did not fail the round before."""
        failing = {record.feed.url: record for record in feeds if record.state.failures}
        for url, record in failing.items():
            if url not in self._failing:
                name = f"{record.feed.title} ({url})" if record.feed.title else url
                say(f"twosource: {name} {how_it_went(record.state)}")
        self._failing = set(failing)


def event_line(event: "StoryEvent", title: str | None = None) -> str:
    """The event in one line for a log: time, kind, story, message, and the story's title where the message does not
    have it, parted by two blanks."""
    message = " ".join(visible(event.message).split())
    named = _named(event, title)
    return (
        f"{event.time[:19]}Z  {event.kind:<15}  {visible(event.story)[:12]}  {message}{f'  {named}' if named else ''}"
    )


def _named(event: "StoryEvent", title: str | None) -> str:
    if event.kind == "story_opened" or not title:
        return ""
    return f"“{' '.join(visible(title).split())[:_LONGEST_TITLE]}”"


class LiveView(WatchView):
    """Feeds, the running stage and the latest events, drawn in place."""

    def __init__(self) -> None:
        super().__init__()
        self._latest: deque[tuple[StoryEvent, str | None]] = deque(maxlen=EVENTS_SHOWN)
        self._message = ""
        self._hint = "Ctrl-C stops."
        self._stage = "asking the feeds"
        self._done: WatchRound | None = None

    def recall(self, events: "Sequence[StoryEvent]", titles: "Mapping[str, str | None]") -> None:
        self._latest.extend((event, titles.get(event.story)) for event in events)

    def step(self, step: "Step") -> None:
        total = f" of {step.total:,}" if step.total is not None else ""
        self._stage = f"{_DOING[step.stage]} {step.done:,}{total}"

    def say(self, message: str) -> None:
        self._message = visible(message)

    def interrupt(self, message: str) -> None:
        self._message = visible(message)

    def show(self, done: "WatchRound") -> None:
        self._done = done
        self._latest.extend((event, done.titles.get(event.story)) for event in done.events)
        self._stage = f"next look at {done.next_round[11:16]} UTC"

    def end(self) -> None:
        """Nothing more will happen."""
        self._message = self._hint = ""

    def draw(self) -> "RenderableType":
        """The view as it is now."""
        from rich.console import Group
        from rich.text import Text

        done = self._done
        rounds = counted(done.number, "round") if done else "first round"
        parts: list[RenderableType] = [Text.assemble(("Twosource watch", "bold"), f" · {rounds} · {self._stage}")]
        if done:
            parts.append(_feed_table(done.feeds))
        parts.append(self._event_lines())
        if message := self._message or self._hint:
            parts.append(Text(message, style="yellow" if self._message else "dim"))
        return Group(*parts)

    def _event_lines(self) -> "RenderableType":
        from rich.text import Text

        if not self._latest:
            return Text("no event yet", style="dim")
        today = max(event.time[:10] for event, _ in self._latest)
        lines = [
            Text.assemble(
                (event.time[11:16] if event.time[:10] == today else event.time[:10], "dim"),
                "  ",
                (f"{_words(event.kind)}: ", "bold"),
                " ".join(visible(event.message).split())[:_LONGEST_EVENT],
                (f"  {_named(event, title)}", "dim"),
            )
            for event, title in reversed(self._latest)
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
    table.add_column("state", ratio=3, overflow="fold")
    failing_first = sorted(feeds, key=lambda record: (-record.state.failures, record.feed.url))
    for record in failing_first[:_FEEDS_SHOWN]:
        state = record.state
        told = how_it_went(state) if state.asked or state.failures else "not asked yet"
        style = "red" if state.failures else "green" if state.asked else "dim"
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

    view = LiveView()
    console = Console(markup=False, highlight=False, emoji=False)
    with Live(console=console, get_renderable=view.draw, refresh_per_second=4) as live:
        yield view
        view.end()
        live.refresh()
