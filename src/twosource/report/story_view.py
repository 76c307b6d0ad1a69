"""What an account shows, in the order it is shown: terminal, HTML and Markdown all render this one value."""

from dataclasses import dataclass

from twosource.model.account_statements import AccountStatements, account_statements
from twosource.model.comparison import Claim, ClaimMention, Comparison, Passage
from twosource.model.origins import independent_origins
from twosource.report.dates import day_range
from twosource.report.difference_view import DifferenceRow, difference_rows
from twosource.report.report_view import Place, Reports, ReportView
from twosource.report.story_sections import (
    CoverageRow,
    ExclusiveList,
    OriginRow,
    QuoteRow,
    TimelineRow,
    VoiceList,
    WordingRow,
    coverage_rows,
    exclusive_lists,
    origin_rows,
    quote_rows,
    timeline_rows,
    voice_lists,
    wording_rows,
)
from twosource.report.vocabulary import (
    CELLS,
    ORIGIN_KINDS,
    STANDINGS,
    CellState,
    Sign,
    StandingWords,
    counted,
)

_LONGEST_CELL = 18
"""Characters. Differing words up to this length stand in the matrix cell itself ("14", "Monday")."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report has of one claim; `value` is its differing word where the claim is disputed."""

    report: ReportView
    state: CellState
    places: tuple[Place, ...] = ()
    value: str | None = None

    @property
    def sign(self) -> Sign:
        return CELLS[self.state]


@dataclass(frozen=True, slots=True)
class ClaimOrigin:
    """An origin of one claim with the reports that have the claim from it."""

    name: str
    kind: str
    reports: tuple[ReportView, ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with a cell for every report, in the order of the reports; `number` counts from 1 in the order shown.
    `differences` are shown with a disputed claim; those of other claims stand `elsewhere`."""

    number: int
    id: str
    text: str
    reason: str
    certainty: str
    words: StandingWords
    origins: tuple[ClaimOrigin, ...]
    places: tuple[Place, ...]
    cells: tuple[Cell, ...]
    differences: tuple[DifferenceRow, ...]
    elsewhere: tuple[DifferenceRow, ...]

    @property
    def anchor(self) -> str:
        return f"claim-{self.number}"

    @property
    def lead(self) -> Place | None:
        """The place whose words stand for the claim."""
        return next((place for place in self.places if place.words == self.text), None)


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """The claims of one standing. `loose` are contradictions that belong to no claim of the group (disputed only)."""

    words: StandingWords
    rows: tuple[ClaimRow, ...]
    loose: tuple[DifferenceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """What the reader must know about the comparison itself, and which reports it concerns."""

    message: str
    reports: tuple[ReportView, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """An account, ready to be shown. `tally` counts the statements of each standing, in the order of the groups;
    `left_out` counts the reports that are of another event."""

    title: str
    reports: tuple[ReportView, ...]
    left_out: int
    publishers: int
    independent_origins: int
    dates: str
    tally: tuple[tuple[StandingWords, int], ...]
    notices: tuple[NoticeRow, ...]
    groups: tuple[ClaimGroup, ...]
    exclusives: tuple[ExclusiveList, ...]
    differences: tuple[DifferenceRow, ...]
    quotes: tuple[QuoteRow, ...]
    origins: tuple[OriginRow, ...]
    timeline: tuple[TimelineRow, ...]
    sayings: tuple[TimelineRow, ...]
    voices: tuple[VoiceList, ...]
    wording: tuple[WordingRow, ...]
    coverage: tuple[CoverageRow, ...]
    components: tuple[tuple[str, str], ...]

    @property
    def report_count(self) -> str:
        """How many reports were compared, and how many left out, in words."""
        words = counted(len(self.reports) - self.left_out, "report")
        return f"{words} ({self.left_out} left out)" if self.left_out else words


def story_view(comparison: Comparison) -> StoryView:
    """The account as it is shown. Passages of articles the comparison does not hold are left out."""
    reports = Reports.of(comparison.articles)
    statements = account_statements(comparison)
    discrepancies = difference_rows(comparison, reports, statements.differences)
    groups = _claim_groups(statements, comparison, reports, discrepancies)
    left_out = _left_out(comparison) & {annotated.article.id for annotated in comparison.articles}
    counts = statements.tally()
    rows = {row.id: row for group in groups for row in group.rows}
    numbers = {
        claim: (rows[shown].anchor, rows[shown].number) for claim, shown in statements.shown_as.items() if shown in rows
    }
    return StoryView(
        title=_title(comparison, reports),
        reports=reports.all,
        left_out=len(left_out),
        publishers=_publishers(comparison, left_out),
        independent_origins=independent_origins(comparison),
        dates=day_range([a.article.published or "" for a in comparison.articles if a.article.id not in left_out]),
        tally=tuple((words, counts.get(words.standing, 0)) for words in STANDINGS),
        notices=_notices(comparison, reports),
        groups=groups,
        exclusives=exclusive_lists(comparison, reports, statements.alone),
        differences=tuple(row for row in discrepancies if row.severity == "difference"),
        quotes=quote_rows(comparison, reports),
        origins=origin_rows(comparison, reports),
        timeline=timeline_rows(comparison.timeline, reports),
        sayings=timeline_rows(comparison.sayings, reports),
        voices=voice_lists(comparison, reports),
        wording=wording_rows(comparison, reports),
        coverage=coverage_rows(comparison, reports, numbers),
        components=_components(comparison),
    )


def _title(comparison: Comparison, reports: Reports) -> str:
    """The headline of the report that has most of the shared statements, the earlier one where several have."""
    has = {coverage.article: len(coverage.has) for coverage in comparison.coverage}
    titled = [(report, report.title) for report in reports.all if report.title]
    if titled:
        return max(titled, key=lambda pair: has.get(pair[0].annotated.article.id, 0))[1]
    return comparison.claims[0].text if comparison.claims else "A comparison of reports"


def _publishers(comparison: Comparison, left_out: frozenset[str]) -> int:
    """Distinct publishers as the comparison names them, else distinct outlets, of the reports compared."""
    named = comparison.provenance.get("publishers")
    families = named if isinstance(named, dict) else {}
    articles = [annotated.article for annotated in comparison.articles if annotated.article.id not in left_out]
    return len({str(families.get(article.id) or article.outlet or article.id).casefold() for article in articles})


def _left_out(comparison: Comparison) -> frozenset[str]:
    """The ids of articles that are of another event."""
    return frozenset(article for n in comparison.notices if n.code == "other_event" for article in n.articles)


def _components(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    version = comparison.provenance.get("twosource")
    named = comparison.provenance.get("components")
    components = named if isinstance(named, dict) else {}
    own = (("Twosource", str(version)),) if version else ()
    return (*own, *((str(name), str(components[name])) for name in sorted(components, key=str)))


def _notices(comparison: Comparison, reports: Reports) -> tuple[NoticeRow, ...]:
    return tuple(
        NoticeRow(
            reports.titled(notice.message), tuple(view for article in notice.articles if (view := reports.get(article)))
        )
        for notice in comparison.notices
    )


def _claim_groups(
    statements: AccountStatements,
    comparison: Comparison,
    reports: Reports,
    discrepancies: tuple[DifferenceRow, ...],
) -> tuple[ClaimGroup, ...]:
    """The groups that have something to show; claims of one outlet alone are shown by outlet, not here."""
    altered = _altered_passages(comparison)
    belonging = set(statements.loose)
    groups, number = [], 0
    for words in STANDINGS:
        if words.standing == "single_source":
            continue
        rows = []
        for claim in (claim for claim in statements.claims if claim.standing == words.standing):
            number += 1
            rows.append(_claim_row(claim, number, words, reports, discrepancies, altered))
        loose = tuple(row for row in discrepancies if row.indexes in belonging) if words.standing == "disputed" else ()
        if rows or loose:
            groups.append(ClaimGroup(words, tuple(rows), loose))
    return tuple(groups)


def _claim_row(
    claim: Claim,
    number: int,
    words: StandingWords,
    reports: Reports,
    discrepancies: tuple[DifferenceRow, ...],
    altered: tuple[Passage, ...],
) -> ClaimRow:
    placed = [(m, place) for m in claim.mentions if (place := reports.place(m.article, m.start, m.end, m.attribution))]
    touching = tuple(row for row in discrepancies if set(row.indexes) & set(claim.discrepancies))
    disputed = words.standing == "disputed"
    return ClaimRow(
        number=number,
        id=claim.id,
        text=claim.text,
        reason=reports.titled(claim.reason),
        certainty=claim.certainty,
        words=words,
        origins=_claim_origins(claim, reports),
        places=tuple(place for _, place in placed),
        cells=tuple(_cell(claim, report, placed, touching, altered) for report in reports.all),
        differences=touching if disputed else (),
        elsewhere=() if disputed else touching,
    )


def _claim_origins(claim: Claim, reports: Reports) -> tuple[ClaimOrigin, ...]:
    found = []
    for origin in claim.origins:
        articles = dict.fromkeys(claim.mentions[i].article for i in origin.mentions if 0 <= i < len(claim.mentions))
        having = tuple(view for article in articles if (view := reports.get(article)))
        found.append(ClaimOrigin(reports.titled(origin.name), ORIGIN_KINDS.get(origin.kind, origin.kind), having))
    return tuple(found)


def _altered_passages(comparison: Comparison) -> tuple[Passage, ...]:
    """Where a quote stands that another report words differently."""
    quotes = (quote for quote in comparison.shared_quotes if quote.wording != "identical")
    return tuple(passage for quote in quotes for passage in quote.mentions)


def _cell(
    claim: Claim,
    report: ReportView,
    placed: list[tuple[ClaimMention, Place]],
    differences: tuple[DifferenceRow, ...],
    altered: tuple[Passage, ...],
) -> Cell:
    here = [(mention, place) for mention, place in placed if place.report is report]
    if not here:
        return _other_side(report, differences) if claim.standing == "disputed" else Cell(report, "absent")
    places = tuple(place for _, place in here)
    return Cell(report, _state(claim, here, altered), places, _cell_value(report, differences))


def _other_side(report: ReportView, differences: tuple[DifferenceRow, ...]) -> Cell:
    """What a report says that lacks the words of a disputed statement, but has another figure or name for it."""
    sides = (
        place
        for difference in differences
        if not difference.update
        for side in difference.sides
        for place in side.places
    )
    place = next((place for place in sides if place.report is report), None)
    value = _cell_value(report, differences)
    if place is None or value is None:
        return Cell(report, "absent")
    return Cell(report, "attributed" if place.speaker else "own", (place,), value)


def _state(claim: Claim, here: list[tuple[ClaimMention, Place]], altered: tuple[Passage, ...]) -> CellState:
    if any(m.article == p.article and m.span.overlaps(p.span) for m, _ in here for p in altered):
        return "altered"
    if any(mention.attribution is None for mention, _ in here):
        carried = {i for origin in claim.origins if origin.kind in ("agency", "outlet") for i in origin.mentions}
        indexes = {claim.mentions.index(mention) for mention, _ in here}
        return "carried" if indexes <= carried else "own"
    return "attributed"


def _cell_value(report: ReportView, differences: tuple[DifferenceRow, ...]) -> str | None:
    for difference in differences:
        for side in difference.sides:
            marked = [piece.text for piece in side.pieces if piece.marked]
            if len(marked) == 1 and len(marked[0]) <= _LONGEST_CELL and any(p.report is report for p in side.places):
                return marked[0]
    return None
