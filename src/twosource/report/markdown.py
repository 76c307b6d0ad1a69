"""An account as Markdown (CommonMark with GitHub's tables)."""

from collections.abc import Iterable, Iterator, Sequence

from twosource.model.comparison import Comparison
from twosource.report.difference_view import DifferenceRow
from twosource.report.escape import is_quoted, markdown_text, one_line
from twosource.report.excerpt_budget import MOST_WORDS
from twosource.report.excerpts import NOT_QUOTED, excerpted
from twosource.report.report_view import Place, ReportView, spots
from twosource.report.story_sections import TimelineRow
from twosource.report.story_view import ClaimGroup, ClaimRow, StoryView, story_view
from twosource.report.vocabulary import CELLS, counted, listed, origin_label, standing_words
from twosource.report.word_difference import Piece


def render_markdown(comparison: Comparison, *, excerpts: bool = False, most_words: int = MOST_WORDS) -> str:
    """The whole account as Markdown, in the order of the HTML page; every passage names its report and paragraph. With
    `excerpts`, at most `most_words` words of each report, and a quarter of them."""
    view = excerpted(story_view(comparison), most_words) if excerpts else story_view(comparison)
    groups = {group.words.standing: group for group in view.groups}
    parts: list[Iterable[str]] = [_headline(view), _notices(view)]
    parts += [
        _group(groups[standing]) for standing in ("disputed", "corroborated", "shared_origin") if standing in groups
    ]
    parts += [_alone(view)]
    parts += [_group(groups["unclear"])] if "unclear" in groups else []
    parts += [_differences(view), _quotes(view), _origins(view), _timeline(view), _voices(view), _wording(view)]
    parts += [_coverage(view), _provenance(view)]
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def markdown_link(words: str, url: str | None) -> str:
    """The words as a link, or alone where there is no address that is safe to link."""
    if not url:
        return words
    address = url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    return f"[{words}](<{address}>)"


def _headline(view: StoryView) -> Iterator[str]:
    yield f"# {markdown_text(view.title)}"
    yield ""
    origins = f" · {counted(view.independent_origins, 'independent origin')}" if len(view.reports) > 1 else ""
    dates = f" · {markdown_text(view.dates)}" if view.dates else ""
    yield f"**{view.report_count}** · {counted(view.publishers, 'publisher')}{origins}{dates}"
    yield ""
    tally = [f"{words.sign.symbol} {number} {words.short}" for words, number in view.tally if number]
    if tally:
        yield " · ".join(tally)
        yield ""
    yield "| | report | published | headline |"
    yield "|---|---|---|---|"
    for report in view.reports:
        title = markdown_link(markdown_text(report.title or ""), report.url if report.title else None)
        yield f"| {report.number} | {markdown_text(report.name)} | {markdown_text(report.published or '')} | {title} |"
    yield ""


def _notices(view: StoryView) -> Iterator[str]:
    for notice in view.notices:
        yield f"> **Note:** {markdown_text(notice.message)}"
        yield ""


def _group(group: ClaimGroup) -> Iterator[str]:
    words = group.words
    yield f"## {words.sign.symbol} {words.heading}"
    yield ""
    yield words.meaning
    yield ""
    for row in group.rows:
        yield from _claim(row)
    for difference in group.loose:
        yield from _difference(difference)
    yield ""


def _claim(row: ClaimRow) -> Iterator[str]:
    certainty = "" if row.certainty == "certain" else f" ({row.certainty})"
    differs = "".join(f" (≠ {kind})" for kind in dict.fromkeys(other.kind for other in row.elsewhere))
    yield f"- **{row.number}.** {markdown_text(row.text)}{certainty}{differs}"
    yield f"  - why: {markdown_text(row.reason)}"
    for origin in row.origins:
        having = listed([markdown_text(report.name) for report in origin.reports])
        yield f"  - from {markdown_text(origin_label(origin.name, origin.kind))}: {having}"
    for cell in row.cells:
        for place in cell.places:
            words = f": {_quoted(place.shown)}" if place.shown else ""
            yield f"  - {cell.sign.symbol} {_where([place])}, {_manner(place, cell.sign.words)}{words}"
    for difference in row.differences:
        yield from (f"  {line}" for line in _difference(difference))


def _manner(place: Place, words: str) -> str:
    return f"{words} ({markdown_text(place.speaker)})" if place.speaker else words


def _quoted(words: str) -> str:
    return markdown_text(words) if is_quoted(words) else f"“{markdown_text(words)}”"


def _where(places: Sequence[Place]) -> str:
    by_report: dict[ReportView, list[Place]] = {}
    for place in places:
        by_report.setdefault(place.report, []).append(place)
    return ", ".join(f"{markdown_text(report.name)} {spots(here)}" for report, here in by_report.items())


def _marked(parts: Iterable[Piece]) -> str:
    """The pieces with the differing words in bold; spaces stay outside, where Markdown wants them."""
    found = []
    for piece in parts:
        words = piece.text if piece.gap else markdown_text(piece.text)
        if piece.gap:
            found.append(words.replace("[", "\\[").replace("]", "\\]"))
            continue
        lead = " " if piece.text[:1].isspace() else ""
        tail = " " if piece.text[-1:].isspace() and words else ""
        found.append(f"{lead}**{words}**{tail}" if piece.marked and words else f"{lead}{words}{tail}")
    return "".join(found)


def _difference(row: DifferenceRow) -> Iterator[str]:
    update = ", a later report has a newer word" if row.update else ""
    yield f"- **{row.label}**, {row.kind}{update}: {markdown_text(row.why)}"
    for side in row.sides:
        speakers = list(dict.fromkeys(markdown_text(place.speaker) for place in side.places if place.speaker))
        said = f" ({', '.join(speakers)})" if speakers else ""
        yield f"  - {_where(side.places)}{said}: {_wording_of(side.pieces)}"


def _wording_of(pieces: Sequence[Piece]) -> str:
    if not pieces:
        return NOT_QUOTED
    marked = _marked(pieces)
    return marked if is_quoted(pieces[0].text) else f"“{marked}”"


def _alone(view: StoryView) -> Iterator[str]:
    if not view.exclusives:
        return
    words = standing_words("single_source")
    yield f"## {words.sign.symbol} {words.heading}"
    yield ""
    yield words.meaning
    for group in view.exclusives:
        yield ""
        yield f"### {markdown_text(group.report.name)}"
        yield ""
        for item in group.items:
            word = f" ({markdown_text(item.word)})" if item.word else ""
            yield f"- {item.place.spot}: {_quoted(item.place.shown)}{word}"
        if group.unquoted:
            yield f"- {markdown_link(f'{group.unquoted} {NOT_QUOTED}', group.report.url)}"
    yield ""


def _differences(view: StoryView) -> Iterator[str]:
    if not view.differences:
        return
    yield "## Differences of detail"
    yield ""
    for row in view.differences:
        yield from _difference(row)
    yield ""


def _quotes(view: StoryView) -> Iterator[str]:
    if not view.quotes:
        return
    yield "## Shared quotes"
    yield ""
    for row in view.quotes:
        yield f"- {markdown_text(row.speaker)} · {row.wording}"
        for version in row.versions:
            yield f"  - {_where(version.places)}: {_marked(version.pieces) or NOT_QUOTED}"
    yield ""


def _origins(view: StoryView) -> Iterator[str]:
    if not view.origins:
        return
    yield "## Who rests on whom"
    yield ""
    yield "| origin | kind | shared statements | reports |"
    yield "|---|---|---:|---|"
    for row in view.origins:
        shares = ", ".join(f"{markdown_text(report.name)} {number}" for report, number in row.shares)
        yield f"| {markdown_text(row.name)} | {row.kind} | {row.claims} | {shares} |"
    yield ""


def _timeline(view: StoryView) -> Iterator[str]:
    for heading, rows in (("Timeline", view.timeline), ("What was said when", view.sayings)):
        if rows:
            yield f"## {heading}"
            yield ""
            yield from _moments(rows)


def _moments(rows: Sequence[TimelineRow]) -> Iterator[str]:
    for row in rows:
        yield f"- **{markdown_text(row.when)}**"
        for place in row.places:
            words = f"{_quoted(place.shown)} " if place.shown else ""
            yield f"  - {words}{_where([place])}"
    yield ""


def _voices(view: StoryView) -> Iterator[str]:
    if not view.voices:
        return
    yield "## Voices"
    yield ""
    yield "| report | speaker | share of the report | in quotation marks |"
    yield "|---|---|---:|---:|"
    for group in view.voices:
        for row in group.rows:
            names = f"{markdown_text(group.report.name)} | {markdown_text(row.speaker)}"
            yield f"| {names} | {row.share:.0%} | {row.direct:.0%} |"
    yield ""


def _wording(view: StoryView) -> Iterator[str]:
    if not view.wording:
        return
    yield "## Wording"
    yield ""
    for row in view.wording:
        phrases = "; ".join(f"{_quoted(words)} {_where(places)}" for words, places in row.phrases)
        yield f"- **{markdown_text(row.what)}**: {phrases}"
    yield ""


def _coverage(view: StoryView) -> Iterator[str]:
    if not view.coverage:
        return
    yield "## Coverage"
    yield ""
    yield "Of the statements that two or more reports make:"
    yield ""
    for row in view.coverage:
        omits = ", ".join(str(claim.number) for claim in row.omits)
        without = f"; without {omits}" if omits else ""
        yield f"- {markdown_text(row.report.name)}: {row.has} of {row.total}{without}"
    yield ""


def _provenance(view: StoryView) -> Iterator[str]:
    signs = " · ".join(f"{sign.symbol} {sign.words}" for state, sign in CELLS.items() if state != "absent")
    yield f"{signs} · ¶ paragraph of the report"
    yield ""
    if view.components:
        yield "Made by " + ", ".join(
            f"{markdown_text(one_line(n))} {markdown_text(one_line(v))}" for n, v in view.components
        )
