"""An account in the terminal: readable at 80 columns, without colour, and short enough to be read in ten seconds."""

from collections.abc import Sequence

from rich.console import Console

from twosource.model.comparison import Comparison
from twosource.report.difference_view import DifferenceRow
from twosource.report.escape import is_quoted, one_line
from twosource.report.excerpt_budget import MOST_WORDS
from twosource.report.excerpts import NOT_QUOTED, excerpted
from twosource.report.report_view import Place, ReportView, spots
from twosource.report.story_sections import ExclusiveList, TimelineRow
from twosource.report.story_view import ClaimGroup, ClaimRow, StoryView, story_view
from twosource.report.terminal_writer import Fragment, TerminalWriter
from twosource.report.vocabulary import CELLS, ORIGIN_KINDS, StandingWords, counted, origin_label, standing_words
from twosource.report.word_difference import Piece

_COLOURS = {
    "corroborated": "green",
    "shared_origin": "blue",
    "disputed": "red",
    "single_source": "yellow",
    "unclear": "magenta",
}
_SHOWN_CLAIMS = 8
_SHOWN_UNCLEAR = 3
_SHOWN_ORIGINS = 3
_SHOWN_ALONE = 3
_SHOWN_ALONE_IN_ALL = 12
_SHOWN_REPORTS = 12
_SHOWN_SIDES = 4
_SHOWN_ROWS = 5
_EVERYTHING = 10**9
_LONGEST_WORDS = 240
"""Characters of a passage shown; the rest is in the report."""


def render_terminal(
    comparison: Comparison,
    console: Console,
    *,
    show_all: bool = False,
    excerpts: bool = False,
    most_words: int = MOST_WORDS,
) -> None:
    """Prints the account to the console; long lists are cut to their first few unless `show_all`. With `excerpts`, at
    most `most_words` words of each report, and a quarter of them."""
    view = story_view(comparison)
    StoryTerminal(excerpted(view, most_words) if excerpts else view, TerminalWriter(console), show_all).render()


class StoryTerminal:
    """The parts of the account, printed in their order."""

    def __init__(self, view: StoryView, writer: TerminalWriter, show_all: bool) -> None:
        self.view = view
        self.out = writer
        self.show_all = show_all

    def limit(self, number: int) -> int:
        return _EVERYTHING if self.show_all else number

    def render(self) -> None:
        self._headline()
        self._notices()
        before = [group for group in self.view.groups if group.words.standing != "unclear"]
        for group in before:
            self._group(group)
        self._alone()
        for group in self.view.groups:
            if group.words.standing == "unclear":
                self._group(group)
        self._differences()
        self._quotes()
        self._origins()
        self._timeline()
        self._voices()
        self._wording()
        self._coverage()
        self._legend()

    def _headline(self) -> None:
        view = self.view
        self.out.line((one_line(view.title, 200), "bold"))
        counts = [view.report_count, counted(view.publishers, "publisher")]
        if len(view.reports) > 1:
            counts.append(counted(view.independent_origins, "independent origin") + " behind what they share")
        self.out.line((" · ".join([*counts, *([view.dates] if view.dates else [])]), "dim"))
        tally: list[Fragment] = []
        for words, number in view.tally:
            if number:
                tally += [(f"{self.out.sign(words.sign)} {number} {words.short}", _COLOURS[words.standing]), "   "]
        if tally:
            self.out.blank()
            self.out.line(*tally[:-1])
        self.out.blank()
        for report in view.reports[: self.limit(_SHOWN_CLAIMS)]:
            title = f"  {report.title}" if report.title and report.title != report.name else ""
            date = f"  {report.published}" if report.published else ""
            self.out.line((report.name, "bold"), (date, "dim"), title, indent=2, hang=2)
        self.out.more(len(view.reports) - self.limit(_SHOWN_CLAIMS), "reports", indent=2)

    def _notices(self) -> None:
        if self.view.notices:
            self.out.blank()
        for notice in self.view.notices:
            self.out.line(("Note: ", "bold yellow"), notice.message, hang=6)

    def _group(self, group: ClaimGroup) -> None:
        words = group.words
        self.out.heading(words.heading, words.meaning, words.sign)
        limit = self.limit(_SHOWN_UNCLEAR if words.standing == "unclear" else _SHOWN_CLAIMS)
        for row in group.rows[:limit]:
            self._claim(row)
        for difference in group.loose[:limit]:
            self._difference(difference, words)
        self.out.more(len(group.rows) - limit, "statements")
        self.out.more(len(group.loose) - limit, "contradictions")

    def _claim(self, row: ClaimRow) -> None:
        colour = _COLOURS[row.words.standing]
        self.out.line(
            (f"{row.number:>3}  ", colour), *self._in_context(row.lead, row.text), (_elsewhere(row), "dim"), hang=5
        )
        if row.differences:
            for difference in row.differences:
                self._sides(difference)
        else:
            self.out.line(*self._outlets(row), indent=5, hang=2)
        reason = one_line(row.reason, _LONGEST_WORDS)
        certainty = "" if row.certainty == "certain" else f" [{row.certainty}]"
        self.out.line(("why: ", "dim"), (reason + certainty, "dim"), indent=5, hang=5)
        if origins := self._origins_besides(row, reason):
            self.out.line((f"from: {origins}", "dim"), indent=5, hang=6)

    def _origins_besides(self, row: ClaimRow, reason: str) -> str:
        """The origins that the reason does not name."""
        unnamed = [
            origin
            for origin in row.origins
            if origin.kind != ORIGIN_KINDS["own_reporting"]
            and one_line(origin.name).casefold() not in reason.casefold()
        ]
        limit = self.limit(_SHOWN_ORIGINS)
        labels = [origin_label(one_line(origin.name, 80), origin.kind) for origin in unnamed[:limit]]
        rest = [f"… {len(unnamed) - limit} more"] if len(unnamed) > limit else []
        return "; ".join([*labels, *rest])

    def _in_context(self, place: Place | None, words: str = "") -> list[Fragment]:
        """The words, after what comes before them in their sentence where they are a fragment."""
        shown = one_line(words or (place.shown if place else ""), _LONGEST_WORDS)
        before = place.context.before if place and place.context else ""
        return [(f"({before.strip()}) ", "dim"), shown] if before.strip() else [shown]

    def _outlets(self, row: ClaimRow) -> list[Fragment]:
        fragments: list[Fragment] = []
        for cell in row.cells:
            if cell.places:
                fragments += [f"{self.out.sign(cell.sign)} ", (self._label(cell.places), "cyan"), "   "]
        return fragments[:-1]

    def _label(self, places: Sequence[Place]) -> str:
        """The report's name with all the paragraphs, kept on one line."""
        label = f"{places[0].report.name} {spots(places)}"
        return label.replace(" ", "\N{NO-BREAK SPACE}") if len(label) < 40 else label

    def _where(self, places: Sequence[Place]) -> str:
        by_report: dict[ReportView, list[Place]] = {}
        for place in places:
            by_report.setdefault(place.report, []).append(place)
        return ", ".join(self._label(group) for group in by_report.values())

    def _difference(self, row: DifferenceRow, words: StandingWords) -> None:
        label = row.kind + (", updated by a later report" if row.update else "")
        self.out.line(
            (f"{self.out.sign(words.sign):>3}  ", _COLOURS[words.standing]), (f"{label}: ", "bold"), row.why, hang=5
        )
        self._sides(row)

    def _sides(self, row: DifferenceRow) -> None:
        limit = self.limit(_SHOWN_SIDES)
        for side in row.sides[:limit]:
            speakers = list(dict.fromkeys(place.speaker for place in side.places if place.speaker))
            said = f" ({one_line(', '.join(speakers), 80)})" if speakers else ""
            words = ("“", *self._cut(side.pieces), "”") if side.pieces else (NOT_QUOTED,)
            self.out.line((self._where(side.places), "cyan"), said, ": ", *words, indent=5, hang=2)
        self.out.more(len(row.sides) - limit, "wordings", indent=5)

    def _quoted(self, parts: Sequence[Piece]) -> tuple[Fragment, ...]:
        words = self._cut(parts)
        return words if parts and is_quoted(parts[0].text) else ("“", *words, "”")

    def _cut(self, parts: Sequence[Piece]) -> tuple[Fragment, ...]:
        fragments = self.out.marked(parts)
        length = 0
        kept: list[Fragment] = []
        for fragment in fragments:
            words = fragment if isinstance(fragment, str) else fragment[0]
            if length + len(words) > 2 * _LONGEST_WORDS:
                return (*kept, words[: max(0, 2 * _LONGEST_WORDS - length)], "…")
            kept.append(fragment)
            length += len(words)
        return tuple(kept)

    def _alone(self) -> None:
        if not self.view.exclusives:
            return
        words = standing_words("single_source")
        self.out.heading(words.heading, words.meaning, words.sign)
        for group in self.view.exclusives:
            self._alone_in(group)

    def _alone_in(self, group: ExclusiveList) -> None:
        each = _SHOWN_ALONE_IN_ALL // len(self.view.exclusives)
        limit = self.limit(max(1, min(_SHOWN_ALONE, each)))
        self.out.line((group.report.name, "bold"), indent=2)
        for item in group.items[:limit]:
            speaker = f" ({one_line(item.word, 60)})" if item.word else ""
            place = (f"{item.place.spot:<4}", "cyan")
            self.out.line(place, " ", *self._in_context(item.place), (speaker, "dim"), indent=4, hang=5)
        self.out.more(max(0, len(group.items) - limit) + group.unquoted, "statements")

    def _differences(self) -> None:
        rows, limit = self.view.differences, self.limit(_SHOWN_ROWS)
        if not rows:
            return
        self.out.heading("Differences of detail", "Both can be right: they differ in precision, emphasis or certainty.")
        for row in rows[:limit]:
            self._difference(row, standing_words("disputed"))
        self.out.more(len(rows) - limit, "differences")

    def _quotes(self) -> None:
        rows, limit = self.view.quotes, self.limit(_SHOWN_ROWS)
        if not rows:
            return
        self.out.heading("Shared quotes", "One utterance in two or more reports; [words] differ, […] are left out.")
        for row in rows[:limit]:
            self.out.line((one_line(row.speaker, 80), "bold"), (f"  {row.wording}", "dim"), indent=2)
            for version in row.versions:
                where = (self._where(version.places), "cyan")
                self.out.line(where, ": ", *(self._cut(version.pieces) or (NOT_QUOTED,)), indent=4, hang=2)
        self.out.more(len(rows) - limit, "quotes", indent=2)

    def _origins(self) -> None:
        rows, limit = self.view.origins, self.limit(_SHOWN_ROWS)
        if not rows:
            return
        self.out.heading(
            "Who rests on whom", "Origins of what the reports share, and how many shared statements each takes."
        )
        for row in rows[:limit]:
            shares = ", ".join(f"{report.name} {number}" for report, number in row.shares)
            self.out.line((origin_label(one_line(row.name, 80), row.kind), "bold"), f" → {shares}", indent=2, hang=4)
        self.out.more(len(rows) - limit, "origins", indent=2)

    def _timeline(self) -> None:
        self._moments("Timeline", self.view.timeline)
        self._moments("What was said when", self.view.sayings)

    def _moments(self, heading: str, rows: Sequence[TimelineRow]) -> None:
        limit = self.limit(_SHOWN_ROWS)
        if not rows:
            return
        self.out.heading(heading)
        for row in rows[:limit]:
            self.out.line((row.when, "bold"), indent=2)
            for place in row.places[: self.limit(2)]:
                words = one_line(place.shown, _LONGEST_WORDS)
                self.out.line(words, " " * bool(words), (self._label([place]), "cyan"), indent=4, hang=2)
            self.out.more(len(row.places) - self.limit(2), "passages")
        self.out.more(len(rows) - limit, "dates", indent=2)

    def _voices(self) -> None:
        if not self.view.voices:
            return
        self.out.heading("Voices", "Share of each report given to a speaker; in brackets the part in quotation marks.")
        for group in self.view.voices[: self.limit(_SHOWN_CLAIMS)]:
            limit = self.limit(_SHOWN_ALONE)
            rows = [f"{one_line(r.speaker, 40)} {r.share:.0%} ({r.direct:.0%})" for r in group.rows[:limit]]
            rest = f", … {len(group.rows) - limit} more" if len(group.rows) > limit else ""
            self.out.line((group.report.name, "bold"), f"  {', '.join(rows)}", (rest, "dim"), indent=2, hang=2)
        self.out.more(len(self.view.voices) - self.limit(_SHOWN_CLAIMS), "reports", indent=2)

    def _wording(self) -> None:
        rows, limit = self.view.wording, self.limit(_SHOWN_ROWS)
        if not rows:
            return
        self.out.heading("Wording", "How the reports name the same person, group or act.")
        for row in rows[:limit]:
            said = "; ".join(f"“{one_line(words, 60)}” {self._where(places)}" for words, places in row.phrases)
            self.out.line((one_line(row.what, 60), "bold"), f"  {said}", indent=2, hang=2)
        self.out.more(len(rows) - limit, "names", indent=2)

    def _coverage(self) -> None:
        if not self.view.coverage:
            return
        self.out.heading("Coverage", "How many of the statements two or more reports make each report has.")
        for row in self.view.coverage[: self.limit(_SHOWN_CLAIMS)]:
            missing = ", ".join(str(claim.number) for claim in row.omits[: self.limit(_SHOWN_CLAIMS)])
            rest = ", …" if len(row.omits) > self.limit(_SHOWN_CLAIMS) else ""
            omits = f"; without {missing}{rest}" if missing else ""
            self.out.line((row.report.name, "bold"), f"  {row.has} of {row.total}", (omits, "dim"), indent=2, hang=2)

    def _legend(self) -> None:
        if not self.view.groups:
            return
        self.out.blank()
        signs = "  ".join(f"{self.out.sign(sign)} {sign.words}" for state, sign in CELLS.items() if state != "absent")
        self.out.line((f"{signs}  ¶ paragraph of the report", "dim"))


def _elsewhere(row: ClaimRow) -> str:
    """Which differences of this claim are shown further down."""
    return f"  (differs: {', '.join(dict.fromkeys(other.kind for other in row.elsewhere))})" if row.elsewhere else ""
