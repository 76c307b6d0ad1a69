"""An account fit to publish: no more words of each report than show what is said, and links to the reports."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from twosource.model.comparison import Comparison
from twosource.model.span import Span
from twosource.report.difference_view import DifferenceRow, Side
from twosource.report.excerpt_budget import MOST_WORDS, WordBudget
from twosource.report.report_view import Place
from twosource.report.story_sections import (
    CoverageRow,
    ExclusiveItem,
    ExclusiveList,
    QuoteRow,
    QuoteVersion,
    TimelineRow,
    WordingRow,
)
from twosource.report.story_view import Cell, ClaimGroup, ClaimRow, StoryView
from twosource.report.word_difference import Piece

NOT_QUOTED = "not quoted here"
"""Stands for the words of a statement that are left to the report itself."""
_CLAIM, _SIDE, _MOMENT, _PHRASE = 12, 9, 8, 4
"""Words of a statement, of one side of a difference or wording of a quote, of what happened on a date, of a name."""
_ALONE = 2
"""Statements of one report alone."""
_NOTHING = Span(0, 0)


def excerpted(view: StoryView, most_words: int = MOST_WORDS) -> StoryView:
    """The account with at most `most_words` words of each report and at most a quarter of them, in all its parts
    together: those that show what is disputed and confirmed first, then what one report alone has, then how quotes and
    details differ. A statement is in the words of one report; what is left without words is named with its place.
    Nothing that is counted changes."""
    plan = _Plan(view, most_words)
    plan.spend()
    groups = tuple(plan.group(group) for group in view.groups)
    texts = {row.anchor: row.text for group in groups for row in group.rows}
    return replace(
        view,
        groups=groups,
        exclusives=tuple(plan.alone(group) for group in view.exclusives),
        differences=plan.differences(view.differences),
        quotes=tuple(plan.quote(row) for row in view.quotes),
        timeline=tuple(plan.moment(row) for row in view.timeline),
        sayings=tuple(plan.moment(row) for row in view.sayings),
        wording=tuple(row for row in view.wording if plan.shows_all(row)),
        coverage=tuple(_coverage(row, texts) for row in view.coverage),
    )


def claim_texts(comparison: Comparison, view: StoryView) -> dict[str, str]:
    """The words that an account fit to publish shows of each claim, by its id; an ellipsis where it shows none."""
    shown: dict[tuple[str, int, int], str] = {}
    for row in (row for group in view.groups for row in group.rows if not row.text.startswith(f"({NOT_QUOTED}")):
        for place in row.places:
            shown.setdefault((place.report.annotated.article.id, place.start, place.end), row.text)
    for item in (item for group in view.exclusives for item in group.items):
        place = item.place
        shown[place.report.annotated.article.id, place.start, place.end] = place.shown
    texts = {}
    for claim in comparison.claims:
        keys = ((mention.article, mention.start, mention.end) for mention in claim.mentions)
        texts[claim.id] = next((shown[key] for key in keys if shown.get(key)), "…")
    return texts


@dataclass(slots=True)
class _Plan:
    """Which part of which passage is shown, found in the order of its use and applied in the order of the page."""

    view: StoryView
    most_words: int
    sides: dict[tuple[int, int], Span] = field(default_factory=dict)
    leads: dict[str, tuple[Place, Span]] = field(default_factory=dict)
    parts: dict[int, Span] = field(default_factory=dict)
    """By the identity of a place in the exclusives, the quotes and the timeline."""
    phrases: set[str] = field(default_factory=set)

    def spend(self) -> None:
        view = self.view
        budget = WordBudget(view.reports, _passages(view), self.most_words)
        for text in _unavoidable(view):
            budget.charge(text)
        groups = {group.words.standing: group for group in view.groups}
        if disputed := groups.get("disputed"):
            self._differences(budget, (*(d for row in disputed.rows for d in row.differences), *disputed.loose))
            self._claims(budget, disputed.rows)
        self._claims(budget, groups["corroborated"].rows if "corroborated" in groups else ())
        self._alone(budget, 0)
        self._quotes(budget, [row for row in view.quotes if len(row.versions) > 1])
        self._claims(budget, groups["shared_origin"].rows if "shared_origin" in groups else ())
        self._alone(budget, 1)
        self._claims(budget, groups["unclear"].rows if "unclear" in groups else ())
        self._differences(budget, view.differences)
        self._quotes(budget, [row for row in view.quotes if len(row.versions) == 1])
        for row in (*view.timeline, *view.sayings):
            self._part(budget, row.places[0], _MOMENT)
        self._wording(budget)

    def _differences(self, budget: WordBudget, rows: Iterable[DifferenceRow]) -> None:
        for row in rows:
            for number, side in enumerate(row.sides):
                place = side.places[0]
                if part := budget.spend(place, _SIDE, _marked(side.pieces, place)):
                    self.sides[row.number, number] = part

    def _claims(self, budget: WordBudget, rows: Iterable[ClaimRow]) -> None:
        for row in rows:
            for place, around in self._candidates(budget, row):
                whole, inside = (place, around) if around else _in_its_sentence(place)
                if part := budget.spend(whole, _CLAIM, inside):
                    self.leads[row.anchor] = (place, part)
                    break

    def _candidates(self, budget: WordBudget, row: ClaimRow) -> Iterator[tuple[Place, Span | None]]:
        """The places whose words may stand for the statement: what a side of the dispute shows, then the report of
        which least is shown."""
        shown = [
            (side.places[0], _marked(side.pieces, side.places[0]))
            for difference in row.differences
            for number, side in enumerate(difference.sides)
            if (difference.number, number) in self.sides
        ]
        lead = row.lead
        yield from sorted(shown, key=lambda pair: lead is None or not _overlap(pair[0], lead))
        for place in sorted(
            row.places, key=lambda one: (one.is_fragment, round(budget.share(one.report), 1), one is not lead)
        ):
            yield place, None

    def _alone(self, budget: WordBudget, number: int) -> None:
        for group in self.view.exclusives:
            for item in group.items[number : number + 1]:
                whole, inside = _in_its_sentence(item.place)
                if part := budget.spend(whole, _CLAIM, inside):
                    self.parts[id(item.place)] = part

    def _quotes(self, budget: WordBudget, rows: Iterable[QuoteRow]) -> None:
        for row in rows:
            for version in row.versions:
                self._part(budget, version.places[0], _SIDE, _marked(version.pieces, version.places[0]))

    def _wording(self, budget: WordBudget) -> None:
        for row in self.view.wording:
            for words, places in row.phrases:
                if budget.spend(places[0], _PHRASE) == Span(places[0].start, places[0].end):
                    self.phrases.add(words)

    def _part(self, budget: WordBudget, place: Place, most: int, around: Span | None = None) -> None:
        if part := budget.spend(place, most, around):
            self.parts[id(place)] = part

    def group(self, group: ClaimGroup) -> ClaimGroup:
        return replace(group, rows=tuple(self._claim(row) for row in group.rows), loose=self.differences(group.loose))

    def _claim(self, row: ClaimRow) -> ClaimRow:
        cells = tuple(_without_words(cell) for cell in row.cells)
        lead = self.leads.get(row.anchor)
        where = ", ".join(dict.fromkeys(place.label for cell in cells for place in cell.places))
        text = _shown(*lead).shown if lead else f"({NOT_QUOTED}: {where})"
        return replace(
            row,
            text=text,
            places=tuple(place for cell in cells for place in cell.places),
            cells=cells,
            differences=self.differences(row.differences),
        )

    def differences(self, rows: Iterable[DifferenceRow]) -> tuple[DifferenceRow, ...]:
        """The differences with each side cut to what is shown of it."""
        return tuple(
            replace(row, sides=tuple(self._side(row, number, side) for number, side in enumerate(row.sides)))
            for row in rows
        )

    def _side(self, row: DifferenceRow, number: int, side: Side) -> Side:
        part = self.sides.get((row.number, number))
        return Side(_cut(side.pieces, side.places[0], part), tuple(_shown(place, _NOTHING) for place in side.places))

    def alone(self, group: ExclusiveList) -> ExclusiveList:
        """The first statements of the report that words are left for."""
        items = [item for item in group.items[:_ALONE] if id(item.place) in self.parts]
        return replace(group, items=tuple(self._item(item) for item in items), unquoted=len(group.items) - len(items))

    def _item(self, item: ExclusiveItem) -> ExclusiveItem:
        return replace(item, place=_shown(item.place, self.parts[id(item.place)]))

    def quote(self, row: QuoteRow) -> QuoteRow:
        """The quote with each wording cut to what is shown of it."""
        return replace(row, versions=tuple(self._version(version) for version in row.versions))

    def _version(self, version: QuoteVersion) -> QuoteVersion:
        place = version.places[0]
        return replace(version, pieces=_cut(version.pieces, place, self.parts.get(id(place))))

    def moment(self, row: TimelineRow) -> TimelineRow:
        """The moment with the first passage alone."""
        place = row.places[0]
        return replace(row, places=(_shown(place, self.parts.get(id(place), _NOTHING)),))

    def shows_all(self, row: WordingRow) -> bool:
        """Whether all phrases of the row may be shown: one alone compares nothing."""
        return all(words in self.phrases for words, _ in row.phrases)


def _in_its_sentence(place: Place) -> tuple[Place, Span | None]:
    """The place, and nothing that must be in what is shown of it; its sentence around it where it is a fragment that
    nobody understands by itself."""
    around = place.report.sentence(place.start)
    if not place.is_fragment or around.start > place.start or around.end < place.end:
        return place, None
    return replace(place, start=around.start, end=around.end), Span(place.start, place.end)


def _overlap(one: Place, other: Place) -> bool:
    return one.report is other.report and one.start < other.end and other.start < one.end


def _passages(view: StoryView) -> Iterator[str]:
    """All texts of reports that the account could show, and its own."""
    yield from _unavoidable(view)
    rows = [row for group in view.groups for row in group.rows]
    yield from (_in_its_sentence(place)[0].words for row in rows for place in row.places)
    differences = [*view.differences, *(d for row in rows for d in row.differences)]
    differences += [d for group in view.groups for d in group.loose]
    yield from (side.places[0].words for row in differences for side in row.sides)
    alone = (item.place for group in view.exclusives for item in group.items[:_ALONE])
    yield from (_in_its_sentence(place)[0].words for place in alone)
    yield from (version.places[0].words for row in view.quotes for version in row.versions)
    yield from (row.places[0].words for row in (*view.timeline, *view.sayings))


def _unavoidable(view: StoryView) -> Iterator[str]:
    """What stands on the page whatever it costs: the headlines that name the links, reasons, and names."""
    yield view.title
    yield from (report.title or "" for report in view.reports)
    rows = [row for group in view.groups for row in group.rows]
    yield from (row.reason for row in rows)
    yield from (origin.name for row in rows for origin in row.origins)
    yield from (place.speaker or "" for row in rows for place in row.places)
    differences = [*view.differences, *(one for group in view.groups for one in group.loose)]
    differences += [one for row in rows for one in (*row.differences, *row.elsewhere)]
    yield from (row.why for row in differences)
    yield from (notice.message for notice in view.notices)
    yield from (item.word or "" for group in view.exclusives for item in group.items[:_ALONE])
    yield from (row.speaker for row in view.quotes)
    yield from (row.speaker for group in view.voices for row in group.rows)
    yield from (row.name for row in view.origins)


def _marked(pieces: Sequence[Piece], place: Place) -> Span | None:
    """The first of the words that differ, as characters of the report's text."""
    position = place.start
    for piece in pieces:
        if piece.marked and piece.text.strip():
            return Span(position, position + len(piece.text))
        position += 0 if piece.gap else len(piece.text)
    return None


def _cut(pieces: Sequence[Piece], place: Place, part: Span | None) -> tuple[Piece, ...]:
    """The pieces of a passage as far as they lie in the part, with an ellipsis where they are cut; nothing where no
    part is shown."""
    if part is None:
        return ()
    kept: list[Piece] = [Piece("…", gap=True)] if part.start > place.start else []
    position = place.start
    for piece in pieces:
        if piece.gap:
            if part.start < position < part.end:
                kept.append(piece)
            continue
        text = piece.text[max(0, part.start - position) : max(0, part.end - position)]
        if text:
            kept.append(replace(piece, text=text))
        position += len(piece.text)
    return (*kept, Piece("…", gap=True)) if part.end < place.end else tuple(kept)


def _shown(place: Place, part: Span) -> Place:
    return replace(place, part=part)


def _without_words(cell: Cell) -> Cell:
    return replace(cell, places=tuple(_shown(place, _NOTHING) for place in cell.places[:1]))


def _coverage(row: CoverageRow, texts: dict[str, str]) -> CoverageRow:
    return replace(row, omits=tuple(replace(claim, text=texts.get(claim.anchor, "")) for claim in row.omits))
