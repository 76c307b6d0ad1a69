"""Where the reports differ, as it is shown: every side with its words, the differing ones marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from twosource.model.comparison import Comparison, Discrepancy, Passage
from twosource.model.wording import wording_key
from twosource.report.report_view import Place, Reports
from twosource.report.vocabulary import DISCREPANCY_KINDS
from twosource.report.word_difference import Piece, compared_wordings, pieces


@dataclass(frozen=True, slots=True)
class Side:
    """One of the wordings that differ, cut into pieces with the differing words marked, and where it stands."""

    pieces: tuple[Piece, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A discrepancy with all its sides; `number` counts from 1, `indexes` are those of the comparison's discrepancies
    that the row stands for."""

    number: int
    kind: str
    severity: str
    why: str
    update: bool
    sides: tuple[Side, ...]
    indexes: tuple[int, ...] = ()

    @property
    def anchor(self) -> str:
        return f"difference-{self.number}"

    @property
    def label(self) -> str:
        """What the row is called: an update is no disagreement, whatever figures it replaces."""
        return "update" if self.update else self.severity


def difference_rows(
    comparison: Comparison, reports: Reports, together: Sequence[Sequence[int]]
) -> tuple[DifferenceRow, ...]:
    """A row for each group of discrepancies that tell of one difference (`AccountStatements.differences`), in their
    order, with the sides of all."""
    rows = []
    for indexes in together:
        found = [_row(index + 1, comparison.discrepancies[index], reports) for index in indexes]
        row = found[0]
        for other in found[1:]:
            row = _joined(row, other)
        rows.append(row)
    return tuple(rows)


def _row(number: int, discrepancy: Discrepancy, reports: Reports) -> DifferenceRow:
    sides = _sides(discrepancy, reports)
    return DifferenceRow(
        number=number,
        kind=DISCREPANCY_KINDS.get(discrepancy.kind, discrepancy.kind),
        severity=discrepancy.severity,
        why=reports.titled(discrepancy.why),
        update=discrepancy.update,
        sides=_in_time(sides) if discrepancy.update else sides,
        indexes=(number - 1,),
    )


def _joined(row: DifferenceRow, other: DifferenceRow) -> DifferenceRow:
    """The row with the other's sides: wordings it has gain the other's places, the rest are added."""
    sides = list(row.sides)
    for side in other.sides:
        words = wording_key(side.places[0].words)
        at = next((n for n, known in enumerate(sides) if wording_key(known.places[0].words) == words), None)
        if at is None:
            sides.append(side)
            continue
        known = {place.anchor for place in sides[at].places}
        more = tuple(place for place in side.places if place.anchor not in known)
        sides[at] = replace(sides[at], places=(*sides[at].places, *more))
    ordered = _in_time(tuple(sides)) if row.update else tuple(sides)
    return replace(row, sides=ordered, indexes=(*row.indexes, *other.indexes))


def _sides(discrepancy: Discrepancy, reports: Reports) -> tuple[Side, ...]:
    """One side for each wording, and for each speaker where speakers differ; reports on one side stand together."""
    sides: dict[tuple[str | None, tuple[str, ...]], Side] = {}
    for index, passage in enumerate(discrepancy.mentions):
        place = reports.place(passage.article, passage.start, passage.end, _attribution_at(reports, passage))
        if place is None:
            continue
        speaker = place.speaker if discrepancy.kind == "attribution" else None
        key = (speaker, wording_key(place.words))
        if key in sides:
            sides[key] = Side(sides[key].pieces, (*sides[key].places, place))
            continue
        differing = [p for p in _differing(discrepancy, index) if p.article == passage.article]
        marked = [(p.start - place.start, p.end - place.start) for p in differing]
        sides[key] = Side(pieces(place.words, marked), (place,))
    found = tuple(sides.values())
    return _marked_by_words(found) if discrepancy.kind == "quote_wording" and not discrepancy.differing else found


def _in_time(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """The sides by when a report first has them; those without a date last."""
    return tuple(sorted(sides, key=lambda side: min(_published(place) for place in side.places)))


def _published(place: Place) -> tuple[bool, str]:
    published = place.report.annotated.article.published
    return published is None, published or ""


def _marked_by_words(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """The sides with the words marked in which they differ from the longest."""
    cut = compared_wordings([side.places[0].words for side in sides])
    return tuple(Side(parts, side.places) for parts, side in zip(cut, sides, strict=True))


def _differing(discrepancy: Discrepancy, index: int) -> tuple[Passage, ...]:
    """The differing words of one mention: the one of the same index, or all where there is not one a mention."""
    if len(discrepancy.differing) == len(discrepancy.mentions):
        return (discrepancy.differing[index],)
    return discrepancy.differing


def _attribution_at(reports: Reports, passage: Passage) -> str | None:
    """The id of the innermost attribution whose content holds the passage."""
    report = reports.get(passage.article)
    if report is None:
        return None
    holding = [
        (span.end - span.start, attribution.id)
        for attribution in report.annotated.attributions
        for span in attribution.content
        if span.contains(passage.span)
    ]
    return min(holding)[1] if holding else None
