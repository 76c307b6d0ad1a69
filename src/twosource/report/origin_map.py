"""Where the reports and the origins they rest on stand in the drawing of who rests on whom."""

from dataclasses import dataclass

from twosource.report.escape import one_line
from twosource.report.report_view import ReportView
from twosource.report.story_sections import OriginRow
from twosource.report.vocabulary import origin_label

WIDTH = 960
_LEFT = 300
_RIGHT = 600
_ROW = 34
_DRAWN = 14
"""Origins. More lines than this cross too often to be followed; all are in the table below the drawing."""
_WIDEST = 10
_FEW = 4
"""Statements. Where no report takes more from one origin, the widest line is drawn thinner in proportion."""
_NAME = 36
_ORIGIN = 40
_LABEL = 46
"""Characters of an origin's name with its kind: what fits between the text's start and the drawing's edge."""


@dataclass(frozen=True, slots=True)
class Node:
    """A name at a height; `anchor` is what it links to."""

    name: str
    y: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Link:
    """A curve from a report to an origin, as wide as the report takes statements from it."""

    path: str
    width: int
    title: str


@dataclass(frozen=True, slots=True)
class OriginMap:
    """The drawing: its height in user units, its nodes on both sides and its curves."""

    height: int
    reports: tuple[Node, ...]
    origins: tuple[Node, ...]
    links: tuple[Link, ...]


def origin_map(reports: tuple[ReportView, ...], origins: tuple[OriginRow, ...]) -> OriginMap:
    """The drawing of the first origins and of the reports that rest on them."""
    drawn = origins[:_DRAWN]
    resting = [report for report in reports if any(report is having for row in drawn for having, _ in row.shares)]
    rows = max(len(resting), len(drawn), 1)
    left = {report.number: _height(n, len(resting), rows) for n, report in enumerate(resting)}
    right = {row.number: _height(n, len(drawn), rows) for n, row in enumerate(drawn)}
    most = max((number for row in drawn for _, number in row.shares), default=1)
    most = max(most, _FEW)
    links = []
    for row in drawn:
        for report, number in row.shares:
            y1, y2 = left[report.number], right[row.number]
            path = f"M{_LEFT + 12} {y1}C{_LEFT + 150} {y1} {_RIGHT - 150} {y2} {_RIGHT - 12} {y2}"
            title = f"{report.name}: {number} from {one_line(row.name, _ORIGIN)}"
            links.append(Link(path, max(2, round(_WIDEST * number / most)), title))
    return OriginMap(
        rows * _ROW + 8,
        tuple(Node(one_line(report.name, _NAME), left[report.number], report.anchor) for report in resting),
        tuple(Node(_label(row), right[row.number], row.anchor) for row in drawn),
        tuple(links),
    )


def _label(row: OriginRow) -> str:
    """The origin's name, cut where it must be, with its kind."""
    return one_line(origin_label(one_line(row.name, min(_ORIGIN, _LABEL - len(row.kind) - 3)), row.kind), _LABEL)


def _height(index: int, number: int, rows: int) -> int:
    """The nodes of the shorter side are spread over the height of the longer one."""
    return round((index + 0.5) * rows / max(1, number) * _ROW) + 4
