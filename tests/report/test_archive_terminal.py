"""The archive in the terminal."""

import io
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.console import Console

from twosource.model.archive import (
    EventKind,
    OutletSummary,
    Revision,
    RevisionChange,
    RevisionDifference,
    SearchHit,
    SearchPage,
    StoryEvent,
    StoryMerge,
    StorySummary,
)
from twosource.model.article import Article
from twosource.model.span import Span
from twosource.model.story import Placement, Story
from twosource.report.archive_terminal import (
    render_events,
    render_outlets,
    render_placements,
    render_search,
    render_stories,
    render_story_header,
)
from twosource.report.revisions_terminal import render_revised_articles, render_revisions
from twosource.text.edits import find_edits

HOSTILE = "A [bold]bridge[/bold] \x1b[2J\u202e <b>shut</b>\nagain"
STORY = StorySummary(
    Story("a1b2c3d4e5f60718", ("x", "y"), title="Bridge shut", started="2031-05-01", changed="2031-05-02"),
    outlets=("The Post", "Gazette", "Ledger", "Herald", "Courier"),
    origins=3,
    standings={"corroborated": 3, "disputed": 1},
    parent="00ff",
    updated="2031-05-02T10:00:00Z",
)
EVENTS = (
    StoryEvent("a1b2c3d4e5f60718", "second_origin", "“It fell” now has a second origin", "2031-05-02T10:00:00Z", 1),
    StoryEvent("a1b2c3d4e5f60718", "disputed", "Now in dispute: “It fell”", "2031-05-02T11:30:00Z", 2),
    StoryEvent("a1", "revised", "The Post changed its report", "2031-05-03T10:00:00Z", 3),
)
HITS = SearchPage(
    (SearchHit("x", "Bridge shut", "The Post", "2031-05-01", "a1", "… the bridge fell on Monday …", (Span(6, 12),)),),
    31,
)
OUTLETS = (OutletSummary("The Post", 1200, 20, 300, "2031-05-01", "2031-06-01"), OutletSummary("Gazette", 1, 1, 0))
BEFORE = Article.from_text(
    "The old bridge fell on Monday.\nAt least 12 people were hurt.\n", id="x", outlet="The Post", title="Bridge falls"
)
AFTER = Article.from_text(
    "The old bridge fell on Monday.\nAt least 14 people were hurt. It was built in 1931.", id="x", outlet="The Post",
    title="Bridge falls", modified="2031-05-02T09:00:00Z",
)  # fmt: skip
FIGURE = RevisionChange("figure_changed", "the number of injured went from 12 to 14", Span(40, 42), Span(40, 42))


def revisions(*changes: RevisionChange, declared: bool = False) -> tuple[Revision, Revision]:
    edits = find_edits(BEFORE.text, AFTER.text)
    difference = RevisionDifference("x", 1, 2, declared, edits, changes)
    return (
        Revision(1, BEFORE, "2031-05-01T10:00:00Z", "f"),
        Revision(2, AFTER, "2031-05-02T10:00:00Z", "g", difference),
    )


def printed(render: Callable[[Console], None], width: int = 80, *, colour: bool = False) -> str:
    stream = io.StringIO()
    render(Console(file=stream, width=width, force_terminal=colour, color_system="truecolor" if colour else None))
    return stream.getvalue()


VIEWS: dict[str, Callable[[Console], None]] = {
    "stories": lambda console: render_stories([STORY], console, total=9),
    "header": lambda console: render_story_header(
        STORY, console, merged=[StoryMerge("b2", STORY.story.id, "x", "shares Bridge")], accounts=2
    ),
    "events": lambda console: render_events(EVENTS, console),
    "outlets": lambda console: render_outlets(OUTLETS, console),
    "search": lambda console: render_search(HITS, console),
    "revisions": lambda console: render_revisions(revisions(FIGURE), console),
    "revised": lambda console: render_revised_articles([(revisions(FIGURE)[1], 2)], console),
}


@pytest.mark.parametrize("view", list(VIEWS))
@pytest.mark.parametrize("width", [40, 80])
def test_views_fit_narrow_and_plain_pipes(view: str, width: int) -> None:
    text = printed(VIEWS[view], width)
    assert text.strip()
    assert "\x1b" not in text
    assert all(cell_len(line) <= width for line in text.splitlines())
    assert all(line == line.rstrip() for line in text.splitlines())


def test_a_story_is_told_at_a_glance() -> None:
    lines = printed(VIEWS["stories"]).splitlines()
    assert lines[:4] == [
        "Bridge shut",
        "  a1b2c3d4e5f6 · 2 reports · 1–2 May 2031 · 3 independent origins",
        "  The Post, Gazette, Ledger, Herald and 1 more",
        "  ◐◑ 1 disputed   ●● 3 corroborated",
    ]
    assert lines[-1] == "1 of 9 stories"


def test_the_header_has_what_the_account_lacks() -> None:
    text = printed(VIEWS["header"])
    assert "id            a1b2c3d4e5f60718" in text
    assert "2 May 2031, 10:00 UTC, 2 accounts so far" in text
    assert "carries on    00ff" in text
    assert "merged        b2: shares Bridge" in text


def test_placements_say_why() -> None:
    placements = (Placement("x", "opens a story", 1.0), Placement("y", "shares Bridge and [b]Varden[/b]", 0.4567))
    story = Story("a1", ("x", "y"), placements)
    text = printed(lambda console: render_placements(story, {"x": "The Post"}, console))
    assert "The Post: opens a story\n" in text
    assert "y: shares Bridge and [b]Varden[/b] (0.46 alike)" in text


def test_events_stand_under_their_days() -> None:
    lines = printed(VIEWS["events"]).splitlines()
    assert lines[0] == "2 May 2031"
    assert lines[1].startswith("10:00 ●● second origin: “It fell” now has")
    assert "3 May 2031" in lines
    assert "[a1b2c3d4e5f6]" in lines[1]
    assert "[a1b2" not in printed(lambda console: render_events(EVENTS, console, with_story=False))


def test_events_and_hits_name_the_story_by_its_title() -> None:
    titles = {event.story: "Bridge shut [b]" for event in EVENTS}
    text = printed(lambda console: render_events(EVENTS, console, titles=titles))
    assert "“Bridge shut [b]”]" in " ".join(text.split())
    hits = printed(lambda console: render_search(HITS, console, titles={HITS.hits[0].story or "": "Bridge shut"}))
    assert "“Bridge shut”" in " ".join(hits.split())


@pytest.mark.parametrize("kind", EventKind.__args__)  # type: ignore[attr-defined]
def test_every_kind_of_event_has_its_sign(kind: EventKind) -> None:
    text = printed(lambda console: render_events([StoryEvent("a", kind, "It happened", "2031-05-02")], console))
    assert "It happened" in text


def test_matches_are_marked_without_colour() -> None:
    text = printed(VIEWS["search"])
    assert "the [bridge] fell on Monday" in text
    assert text.splitlines()[-1] == "1–1 of 31"


def test_outlets_say_how_much_is_copied() -> None:
    lines = printed(VIEWS["outlets"]).splitlines()
    assert lines[0] == "The Post  1,200 articles · 20 stories · 300 copied (25%) · 1 May – 1 June 2031"
    assert lines[1] == "Gazette  1 article · 1 story"


def test_edits_are_marked_with_signs_where_there_is_no_colour() -> None:
    text = printed(VIEWS["revisions"])
    assert "silent: the article does not say that it was changed" in text
    assert "- the number of injured went from 12 to 14" in text
    assert "At least [-12-]{+14+} people were hurt. {+It was built in 1931.+}" in text
    assert "dated 2 May 2031, 09:00 by the article" in text


def test_edits_are_coloured_where_there_is_colour() -> None:
    text = printed(VIEWS["revisions"], colour=True)
    assert "[-" not in text
    assert "\x1b[9;31m12" in text
    assert "\x1b[1;32m14" in text


def test_a_cosmetic_edit_is_called_that() -> None:
    text = printed(lambda console: render_revisions(revisions(), console))
    assert "nothing in what the article tells" in text
    declared = printed(lambda console: render_revisions(revisions(FIGURE, declared=True), console))
    assert "declared: the article says that it was changed" in declared


def test_long_lists_are_cut_unless_all_is_asked_for() -> None:
    many = revisions(*[FIGURE] * 20)
    assert "… and 8 more changes (--all)" in printed(lambda console: render_revisions(many, console))
    assert "--all" not in printed(lambda console: render_revisions(many, console, show_all=True))


@pytest.mark.parametrize(
    "render",
    [
        lambda console: render_stories([], console),
        lambda console: render_events([], console),
        lambda console: render_outlets([], console),
        lambda console: render_search(SearchPage((), 0), console),
        lambda console: render_revisions([], console),
        lambda console: render_revised_articles([], console),
    ],
)
def test_nothing_is_said_in_words(render: Callable[[Console], None]) -> None:
    assert printed(render).strip().endswith(".")


def test_untrusted_text_neither_steers_nor_styles_the_terminal() -> None:
    story = StorySummary(Story(HOSTILE, ("x",), title=HOSTILE, started=HOSTILE), outlets=(HOSTILE,), updated=HOSTILE)
    article = Article.from_text(HOSTILE, id=HOSTILE, title=HOSTILE, outlet=HOSTILE, modified=HOSTILE)
    difference = RevisionDifference(
        HOSTILE, 1, 2, False, find_edits(HOSTILE, f"{HOSTILE} {HOSTILE} once more"),
        (RevisionChange("headline_changed", HOSTILE),),
    )  # fmt: skip
    later = Revision(2, Article.from_text(f"{HOSTILE} {HOSTILE} once more", id="x"), HOSTILE, "", difference)
    hit = SearchHit(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, (Span(0, 3),))
    views: list[Callable[[Console], None]] = [
        lambda console: render_stories([story], console),
        lambda console: render_story_header(story, console),
        lambda console: render_events([StoryEvent(HOSTILE, "revised", HOSTILE, HOSTILE)], console),
        lambda console: render_outlets([OutletSummary(HOSTILE, 1, 1, 0, HOSTILE, HOSTILE)], console),
        lambda console: render_search(SearchPage((hit,), 1), console),
        lambda console: render_revisions([Revision(1, article, HOSTILE, ""), later], console),
        lambda console: render_revised_articles([(later, 2)], console),
    ]
    for view in views:
        text = printed(view)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[bold]bridge[/bold]" in text or "Edit" in text or "revision" in text
