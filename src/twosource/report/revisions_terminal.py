"""The revisions of an article in the terminal."""

from collections.abc import Sequence
from itertools import pairwise

from rich.console import Console

from twosource.model.archive import Revision, RevisionDifference
from twosource.report.dates import date_words
from twosource.report.escape import one_line
from twosource.report.revision_view import EditedPlace, revision_view
from twosource.report.terminal_writer import Fragment, TerminalWriter
from twosource.report.vocabulary import counted

_SHORT_ID = 12
_SHOWN_PLACES = 12
_SHOWN_CHANGES = 12
_EVERYTHING = 10**9
_STYLES = {"removed": "red strike", "added": "bold green", "gap": "dim", "same": ""}


def render_revisions(revisions: Sequence[Revision], console: Console, *, show_all: bool = False) -> None:
    """Prints the editions of one article, oldest first: what each changed, declared or silent, and the edited words:
    coloured, and between `[-` `-]` and `{+` `+}` where the terminal has no colour."""
    out = TerminalWriter(console)
    if not revisions:
        out.line("No revisions.")
        return
    last = revisions[-1].article
    out.line((one_line(last.title or last.name, 200), "bold"))
    facts = [one_line(fact, 80) for fact in (last.outlet, last.id, last.url) if fact]
    out.line((" · ".join([*facts, counted(len(revisions), "revision")]), "dim"), hang=2)
    _heading(revisions[0], out)
    for before, after in pairwise(revisions):
        _heading(after, out)
        if after.difference is not None:
            _difference(before, after, after.difference, out, show_all)


def render_revised_articles(rows: Sequence[tuple[Revision, int]], console: Console) -> None:
    """Prints a revised article a paragraph: its newest revision and how many it has in all."""
    out = TerminalWriter(console)
    if not rows:
        out.line("No revised articles.")
        return
    for revision, number in rows:
        article = revision.article
        out.line((one_line(article.title or article.name, 200), "bold"))
        facts = [article.outlet, article.id, counted(number, "revision"), f"last {_time(revision.fetched)}"]
        out.line((" · ".join(one_line(fact, 80) for fact in facts if fact), "dim"), indent=2, hang=2)
        difference = revision.difference
        if difference is not None:
            _verdict(difference, out)
            for change in difference.changes[:1]:
                out.line("- ", one_line(change.why, 300), indent=2, hang=2)
            if more := len(difference.changes) - 1:
                told = f"… and {counted(more, 'more change')}: twosource revisions {article.id[:_SHORT_ID]}"
                out.line((one_line(told, 120), "dim"), indent=4)


def _heading(revision: Revision, out: TerminalWriter) -> None:
    out.blank()
    said = f", dated {_time(revision.article.modified)} by the article" if revision.article.modified else ""
    out.line((f"Revision {revision.number}", "bold"), (f"  stored {_time(revision.fetched)}{said}", "dim"), hang=2)


def _time(value: str) -> str:
    return one_line(date_words(value), 60)


def _verdict(difference: RevisionDifference, out: TerminalWriter) -> None:
    if not difference.changes:
        edits = counted(len(difference.edits), "edit")
        out.line((f"{edits}, nothing in what the article tells", "dim"), indent=2, hang=2)
    elif difference.declared:
        out.line(("declared: ", "bold green"), "the article says that it was changed", indent=2, hang=2)
    else:
        out.line(("silent: ", "bold red"), "the article does not say that it was changed", indent=2, hang=2)


def _difference(
    before: Revision, after: Revision, difference: RevisionDifference, out: TerminalWriter, show_all: bool
) -> None:
    _verdict(difference, out)
    limit = _EVERYTHING if show_all else _SHOWN_CHANGES
    for change in difference.changes[:limit]:
        out.line("- ", one_line(change.why, 600), indent=2, hang=2)
    out.more(len(difference.changes) - limit, "changes", indent=2)
    view = revision_view(before.article.text, after.article.text, difference.edits)
    limit = _EVERYTHING if show_all else _SHOWN_PLACES
    if view.places:
        out.blank()
    for place in view.places[:limit]:
        out.line(*_place(place, out), indent=4)
    out.more(len(view.places) - limit, "edited places")
    if view.unshown:
        out.line((f"and {counted(view.unshown, 'edit')} of white space or punctuation", "dim"), indent=4)


def _place(place: EditedPlace, out: TerminalWriter) -> list[Fragment]:
    """The pieces in colour, or between signs where there is none."""
    plain = out.console.no_color or out.console.color_system is None
    signs = {"removed": ("[-", "-]"), "added": ("{+", "+}")}
    fragments: list[Fragment] = []
    spaced = True
    for piece in place.pieces:
        words = piece.text.strip()
        if piece.text[:1].isspace() and not spaced:
            fragments.append(" ")
            spaced = True
        if words:
            opening, closing = signs.get(piece.kind, ("", "")) if plain else ("", "")
            fragments.append((f"{opening}{' '.join(words.split())}{closing}", _STYLES[piece.kind]))
            spaced = piece.text[-1:].isspace()
            fragments.append(" " if spaced else "")
    return fragments
