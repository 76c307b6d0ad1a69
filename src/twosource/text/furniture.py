"""Furniture: the stretches of a pasted report that are not its own account.

Above the account stand date lines, section labels, the headline, decks and bylines; in front of its first sentence a
date or a dateline; among its paragraphs subheads, captions, promotion and corrections; below it credits and bylines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from twosource.model.article import Furniture
from twosource.text.bylines import LONGEST_BYLINE, find_signature, is_person_name, read_credit_line
from twosource.text.datelines import read_dateline
from twosource.text.furniture_lines import closing_credit, credit_part, line_parts, title_part
from twosource.text.header import read_header
from twosource.text.headlines import is_subhead_like, names_title, starts_lower
from twosource.text.notices import find_trailing_agency
from twosource.text.paragraphs import Paragraph, split_paragraphs

_FOOTER_PARAGRAPHS = 4
"""Credits, signatures and notes on the author stand in the last paragraphs."""
_SPEAKER_LINE = re.compile(r"[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][A-Z .'’-]{2,30})?:\s")
_FEWEST_SPEAKER_LINES = 2
"""So many paragraphs that begin with a name in capitals and a colon make a transcript."""


def detect_furniture(text: str, *, title: str | None = None) -> tuple[Furniture, ...]:
    """The furniture of `text`, ordered by start; `text[part.start:part.end]` is its surface, white space trimmed.

    Parts do not overlap, except that a dateline may hold the agency credit and the full date named inside it. Values:
    ISO date of a date (None without year), place of a dateline, agency of a credit, names of a byline separated by
    commas, the words of a headline or section label; for `other` what it is: "deck", "label", "subhead", "promotion",
    "advertisement", "copyright", "author note". `title`, where the headline is known, is found wherever it is repeated.
    Time is linear in the length of the text."""
    paragraphs = split_paragraphs(text)
    header = read_header(text, paragraphs, title)
    found = [*header.parts, *_read_body(text, paragraphs[header.index :], header.start, title)]
    return tuple(sorted(found, key=lambda part: (part.start, -part.end)))


def _read_body(text: str, paragraphs: Sequence[Paragraph], start: int, title: str | None) -> Iterator[Furniture]:
    speaker_lines = sum(1 for paragraph in paragraphs[:200] if _SPEAKER_LINE.match(paragraph.surface(text, 80)))
    dateline_due, announced = True, None
    for index, paragraph in enumerate(paragraphs):
        begin = max(start, paragraph.start)
        line = text[begin : paragraph.end]
        parts = _whole_paragraph(text, paragraphs, index, begin, title)
        if not parts and announced and (announced.kind == "correction" or is_subhead_like(line, longest=160)):
            yield replace(announced, start=begin, end=paragraph.end)
            announced = None
            continue
        announced = parts[-1] if parts and line.endswith(":") and parts[-1].value in (None, "promotion") else None
        yield from parts
        if parts:
            continue
        if dateline_due:
            yield from _dateline_parts(line, begin, colon_ends=speaker_lines < _FEWEST_SPEAKER_LINES)
            dateline_due = False
        if index >= len(paragraphs) - _FOOTER_PARAGRAPHS:
            yield from _closing_parts(line, begin, last=index == len(paragraphs) - 1)


def _whole_paragraph(
    text: str, paragraphs: Sequence[Paragraph], index: int, begin: int, title: str | None
) -> tuple[Furniture, ...]:
    """The furniture a paragraph of the body is made of, nothing where it is account."""
    end = paragraphs[index].end
    line = text[begin:end]
    if title and names_title(line, title) and (headline := title_part(line, begin, title)):
        return (headline,)
    if parts := line_parts(line, begin):
        return parts
    if index > 0 and index == len(paragraphs) - 1:
        if is_person_name(line) and not is_subhead_like(paragraphs[index - 1].tail(text)):
            return (Furniture("byline", begin, end, " ".join(line.split())),)
        return tuple(filter(None, [closing_credit(line, begin)]))
    return (Furniture("other", begin, end, "subhead"),) if _is_subhead(text, paragraphs, index) else ()


def _is_subhead(text: str, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """A short line without a full stop between two paragraphs of sentences."""
    if not 0 < index < len(paragraphs) - 1 or not is_subhead_like(paragraphs[index].surface(text, 100)):
        return False
    before, after = paragraphs[index - 1].tail(text), paragraphs[index + 1].surface(text, 400)
    if before.endswith((":", ",", ";")) or is_subhead_like(before) or starts_lower(after):
        return False
    return not is_subhead_like(after)


def _dateline_parts(line: str, start: int, *, colon_ends: bool) -> Iterator[Furniture]:
    dateline = read_dateline(line, colon_ends=colon_ends)
    if dateline is None:
        return
    if dateline.place or dateline.agency is None:
        yield Furniture("dateline", start, start + dateline.end, dateline.place)
    if dateline.agency and dateline.agency_span:
        first, last = dateline.agency_span
        yield Furniture("credit", start + first, start + (last if dateline.place else dateline.end), dateline.agency)
    if dateline.day and dateline.day_span:
        first, last = dateline.day_span
        yield Furniture("date", start + first, start + last, dateline.day)


def _closing_parts(line: str, start: int, *, last: bool) -> Iterator[Furniture]:
    """The credit or signature behind the last sentence of a closing paragraph."""
    if trailing := find_trailing_agency(line):
        yield Furniture("credit", start + trailing[0], start + trailing[1], trailing[2])
    elif last and (signature := find_signature(line)):
        yield Furniture("byline", start + signature[0], start + signature[1], signature[2])
    elif line.endswith((")", ").")) and (opened := line.rfind("(", max(0, len(line) - 4 * LONGEST_BYLINE))) > 0:
        credited = read_credit_line(line[opened:])
        if credited:
            yield credit_part(credited, start + opened, start + len(line))
