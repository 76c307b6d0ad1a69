"""The archive in the terminal: its stories, events, outlets and what a search finds."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.console import Console

from twosource.model.archive import (
    EventKind,
    OutletSummary,
    SearchHit,
    SearchPage,
    StoryEvent,
    StoryMerge,
    StorySummary,
)
from twosource.model.comparison import Standing
from twosource.model.story import Story
from twosource.report.dates import date_words, day_range
from twosource.report.escape import one_line
from twosource.report.outlet_names import outlet_title
from twosource.report.terminal_writer import Fragment, TerminalWriter
from twosource.report.vocabulary import EVENTS, STANDINGS, counted, listed
from twosource.report.word_difference import pieces

_COLOURS: dict[Standing, str] = {
    "corroborated": "green",
    "shared_origin": "blue",
    "disputed": "red",
    "single_source": "yellow",
    "unclear": "magenta",
}
_EVENT_STYLES: dict[EventKind, str] = {
    "story_opened": "bold",
    "article_added": "cyan",
    "second_origin": "green",
    "disputed": "red",
    "dispute_settled": "green",
    "origin_lost": "yellow",
    "corrected": "magenta",
    "revised": "magenta",
    "stories_merged": "blue",
    "story_ended": "dim",
}
_LONGEST_TITLE = 200
_LONGEST_MESSAGE = 600
_LONGEST_EXCERPT = 400
_SHOWN_OUTLETS = 4
_SHORT_ID = 12
_LONGEST_NAME = 90
"""Characters of a story's title where it stands beside its id."""


def render_stories(stories: Sequence[StorySummary], console: Console, *, total: int | None = None) -> None:
    """Prints a story a paragraph: title, id, days, outlets and how its statements stand; `total` is how many there are
    in all."""
    out = TerminalWriter(console)
    if not stories:
        out.line("No stories.")
        return
    for summary in stories:
        _story(summary, out)
        out.blank()
    if total is not None and total > len(stories):
        out.line((f"{len(stories):,} of {counted(total, 'story', 'stories')}", "dim"))


def _story(summary: StorySummary, out: TerminalWriter) -> None:
    story = summary.story
    out.line((one_line(story.title or "(without a title)", _LONGEST_TITLE), "bold"))
    facts = [_plain(story.id)[:_SHORT_ID], counted(len(story.articles), "report"), _days(story)]
    if summary.origins:
        facts.append(counted(summary.origins, "independent origin"))
    out.line((" · ".join(fact for fact in facts if fact), "dim"), indent=2, hang=2)
    if summary.outlets:
        out.line(_outlets(summary.outlets), indent=2, hang=2)
    if tally := _tally(summary, out):
        out.line(*tally, indent=2, hang=2)


def _outlets(outlets: Sequence[str]) -> str:
    names = [one_line(outlet_title(outlet), 60) for outlet in outlets]
    rest = [f"{len(names) - _SHOWN_OUTLETS} more"] if len(names) > _SHOWN_OUTLETS else []
    return listed([*names[:_SHOWN_OUTLETS], *rest])


def _tally(summary: StorySummary, out: TerminalWriter) -> list[Fragment]:
    fragments: list[Fragment] = []
    for words in STANDINGS:
        if number := summary.standings.get(words.standing):
            label = f"{out.sign(words.sign)} {number:,} {words.short}"
            fragments += [(label, _COLOURS[words.standing]), "   "]
    return fragments[:-1]


def _days(story: Story) -> str:
    return day_range([day for day in (story.started, story.changed) if day])


def render_story_header(
    summary: StorySummary,
    console: Console,
    *,
    merged: Sequence[StoryMerge] = (),
    carried_on_by: Sequence[Story] = (),
    accounts: int = 0,
) -> None:
    """Prints what the archive knows of a story beside its account: id, the stories merged into it, the story line it
    belongs to and the stories that carry it on, and how many accounts were made so far."""
    out = TerminalWriter(console)
    rows: list[tuple[str, str]] = [("id", summary.story.id)]
    if summary.updated:
        made = f", {counted(accounts, 'account')} so far" if accounts else ""
        rows.append(("account of", f"{date_words(summary.updated)} UTC{made}"))
    if summary.parent:
        rows.append(("carries on", summary.parent))
    rows += [("carried on by", f"{story.title or story.id} ({story.id})") for story in carried_on_by]
    rows += [("merged", f"{merge.story}: {merge.reason}") for merge in merged]
    for name, value in rows:
        out.line((f"{name:<14}", "dim"), one_line(value, _LONGEST_TITLE), indent=2, hang=14)
    out.blank()


def render_placements(story: Story, names: Mapping[str, str], console: Console) -> None:
    """Prints why each article is in the story, as they arrived: under its name where one is given, else its id."""
    out = TerminalWriter(console)
    out.line(("Why these reports are one story", "bold"))
    for placement in story.placements:
        name = one_line(names.get(placement.article) or placement.article, 80)
        alike = "" if placement.similarity >= 1.0 else f" ({placement.similarity:.2f} alike)"
        out.line(f"{name}: ", (one_line(placement.reason, _LONGEST_TITLE), "dim"), alike, indent=2, hang=2)
    out.blank()


def render_events(
    events: Sequence[StoryEvent],
    console: Console,
    *,
    with_story: bool = True,
    titles: Mapping[str, str | None] | None = None,
) -> None:
    """Prints the events in the order given, under a heading for each day; `with_story` adds the story's id, with its
    title where `titles` has one and the event does not name it itself."""
    out = TerminalWriter(console)
    if not events:
        out.line("No events.")
        return
    for number, (day, group) in enumerate(groupby(events, key=lambda event: event.time[:10])):
        if number:
            out.blank()
        out.line((date_words(_plain(day)) or "Without a time", "bold"))
        for event in group:
            title = (titles or {}).get(event.story) if event.kind != "story_opened" else None
            _event(event, out, _story_name(event.story, title) if with_story else "")


def _story_name(story: str, title: str | None) -> str:
    """The beginning of a story's id, with its title."""
    return f"{_plain(story)[:_SHORT_ID]}{f' “{one_line(title, _LONGEST_NAME)}”' if title else ''}"


def _event(event: StoryEvent, out: TerminalWriter, story: str) -> None:
    sign, style = EVENTS[event.kind], _EVENT_STYLES[event.kind]
    clock = _plain(event.time[11:16])
    head: list[Fragment] = [(f"{clock:<5} ", "dim"), (f"{out.sign(sign):<2} {sign.words}: ", style)]
    out.line(*head, one_line(event.message, _LONGEST_MESSAGE), (f"  [{story}]" if story else "", "dim"), hang=9)


def render_outlets(outlets: Sequence[OutletSummary], console: Console) -> None:
    """Prints an outlet a line: its articles, its stories, how many of its articles are copies, its days."""
    out = TerminalWriter(console)
    if not outlets:
        out.line("No outlets.")
        return
    for row in outlets:
        counts = [counted(row.articles, "article"), counted(row.stories, "story", "stories")]
        if row.copies:
            counts.append(f"{row.copies:,} copied ({row.copies / max(1, row.articles):.0%})")
        days = day_range([day for day in (row.first, row.last) if day])
        facts = " · ".join([*counts, *([days] if days else [])])
        out.line((one_line(outlet_title(row.outlet), 80) or "(without an outlet)", "bold"), f"  {facts}", hang=2)


def render_search(
    page: SearchPage, console: Console, *, offset: int = 0, titles: Mapping[str, str | None] | None = None
) -> None:
    """Prints the articles found, with the words that match between signs that can be read without colour; `offset` is
    how many hits were passed over before, `titles` are those of the stories they stand in."""
    out = TerminalWriter(console)
    if not page.hits:
        out.line("Nothing found.")
        return
    for number, hit in enumerate(page.hits, offset + 1):
        _hit(number, hit, out, (titles or {}).get(hit.story or ""))
    total = f"more than {page.total:,}" if page.more else f"{page.total:,}"
    out.line((f"{offset + 1:,}–{offset + len(page.hits):,} of {total}", "dim"))


def _hit(number: int, hit: SearchHit, out: TerminalWriter, title: str | None) -> None:
    lead = f"{number:>3}  "
    out.line((lead, "dim"), (one_line(hit.title or "(without a title)", _LONGEST_TITLE), "bold"), hang=len(lead))
    facts = [
        one_line(outlet_title(hit.outlet), 60) if hit.outlet else "",
        date_words(_plain(hit.published)) if hit.published else "",
        f"article {_plain(hit.article)}",
        f"story {_story_name(hit.story, title)}" if hit.story else "",
    ]
    out.line((" · ".join(fact for fact in facts if fact), "dim"), indent=len(lead), hang=2)
    excerpt = hit.excerpt[:_LONGEST_EXCERPT]
    marked = pieces(excerpt, [(span.start, span.end) for span in hit.matches])
    out.line(*out.marked(marked), "…" if len(hit.excerpt) > _LONGEST_EXCERPT else "", indent=len(lead))
    out.blank()


def _plain(words: str) -> str:
    return one_line(words, _LONGEST_TITLE)
