"""What `watch` shows: a live view that fits its terminal, lines in a pipe."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from twosource.cli.watch_view import LiveView, WatchView, event_line
from twosource.model.archive import StoryEvent
from twosource.model.feed import Feed, FeedRecord, FetchState
from twosource.service.archive import IngestReport
from twosource.service.placing import PlacedCounts
from twosource.service.progress import Step
from twosource.service.storing import StoredCounts
from twosource.service.updating import UpdatedCounts
from twosource.service.watching import WatchRound

HOSTILE = "[bold]storm[/bold] \x1b[2J at\nsea " + "and on land " * 40
TIME = "2031-05-02T10:30:00+00:00"
EVENT = StoryEvent("5f0aa1b2c3d4e5f6", "second_origin", HOSTILE, TIME, 1)
FEEDS = (
    FeedRecord(Feed("https://ahead.example/rss", "The Post [x]"), FetchState(asked=TIME, due=TIME)),
    FeedRecord(Feed("https://dead.example/rss"), FetchState(asked=TIME, failures=3, refusal="timeout: too slow")),
    *(FeedRecord(Feed(f"https://more.example/{number:02d}")) for number in range(20)),
)
DONE = WatchRound(
    2, FEEDS, IngestReport(StoredCounts(added=1), PlacedCounts(), UpdatedCounts(), left=7, revisited=2), (EVENT,), TIME
)


def drawn(view: LiveView, width: int) -> str:
    console = Console(file=StringIO(), width=width, markup=False, highlight=False, emoji=False)
    with console.capture() as capture:
        console.print(view.draw())
    return capture.get()


@pytest.mark.parametrize("width", [40, 80])
def test_the_live_view_fits_and_is_safe(width: int) -> None:
    view = LiveView()
    view.step(Step("fetching", 3, 12))
    assert "pages fetched: 3 of 12" in drawn(view, 80)
    view.show(DONE)
    text = drawn(view, width)
    assert all(len(line) <= width for line in text.splitlines())
    assert "\x1b" not in text
    assert "2 rounds" in text
    assert text.index("failed") < text.index("well"), "failing feeds come first"
    assert "The P" in text
    assert "… and" in text
    assert "second origin: [bold]storm[/bold]" in " ".join(text.split())


def test_a_message_stays_until_the_end() -> None:
    view = LiveView()
    assert "Ctrl-C stops." in drawn(view, 80)
    view.interrupt("stopping after this round")
    assert "stopping after this round" in drawn(view, 80)
    view.end()
    assert "stop" not in drawn(view, 80)


def test_in_a_pipe_an_event_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    WatchView().show(DONE)
    told = capsys.readouterr()
    assert told.out == event_line(EVENT) + "\n"
    assert told.out.startswith("2031-05-02T10:30:00Z  second_origin    5f0aa1b2c3d4  [bold]storm[/bold] ")
    assert "\x1b" not in told.out
    assert told.out.count("\n") == 1
    assert told.err == (
        "twosource: https://dead.example/rss failed 3 times: too slow\n"
        "twosource: round 2: 1 new article, 0 changed, 1 event, 2 pages asked again (7 pages left for later); "
        "22 feeds, 1 failing; next at 10:30 UTC\n"
    )


def test_a_failing_feed_is_named_once(capsys: pytest.CaptureFixture[str]) -> None:
    view = WatchView()
    for feeds in (FEEDS, FEEDS, FEEDS[:1], FEEDS):
        view.show(replace(DONE, feeds=feeds))
    told = capsys.readouterr().err
    assert told.count("dead.example") == 2, "when it fails, and when it fails again after it worked"


def test_an_event_names_its_story_by_title() -> None:
    assert event_line(EVENT, "Storm at\nsea").endswith("  “Storm at sea”")
    opened = replace(EVENT, kind="story_opened")
    assert event_line(opened, "Storm at sea") == event_line(opened), "its message names it"
    view = LiveView()
    view.show(replace(DONE, titles={EVENT.story: "Storm at sea"}))
    assert "“Storm at sea”" in drawn(view, 100)


def test_a_watch_begins_with_what_happened_before(capsys: pytest.CaptureFixture[str]) -> None:
    view = LiveView()
    assert "no event yet" in drawn(view, 80)
    view.recall([replace(EVENT, time="2031-04-30T09:00:00+00:00", message="It fell")], {EVENT.story: "Storm at sea"})
    view.show(DONE)
    lines = [line for line in drawn(view, 100).splitlines() if "second origin" in line]
    assert [line[:10].strip() for line in lines] == ["10:30  sec", "2031-04-30"], "the day, where it is another one"
    WatchView().recall([EVENT], {})
    assert capsys.readouterr().out == "", "a log has them already"


def test_with_json_the_events_are_left_to_others(capsys: pytest.CaptureFixture[str]) -> None:
    WatchView(events=False).show(DONE)
    assert capsys.readouterr().out == ""
