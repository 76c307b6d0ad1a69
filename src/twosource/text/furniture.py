"""Furniture: the stretches of a pasted report that are not its own account.

Above the account stand date lines, section labels, the headline, decks and bylines; in front of its first sentence a
date or a dateline; among its paragraphs subheads, captions, promotion and corrections; below it credits and bylines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from twosource.model.article import Furniture, FurnitureKind
from twosource.text.agencies import known_agency
from twosource.text.bylines import LONGEST_BYLINE, find_signature, is_person_name, read_byline, read_credit_line
from twosource.text.calendar_dates import read_date_line, read_leading_date
from twosource.text.datelines import read_dateline
from twosource.text.headlines import (
    LONGEST_HEADLINE,
    is_headline_like,
    is_section_label,
    is_subhead_like,
    names_title,
    starts_lower,
    title_prefix,
)
from twosource.text.notices import find_trailing_agency, read_notice
from twosource.text.paragraphs import Paragraph, split_paragraphs

_HEADER_PARAGRAPHS = 12
"""A header is over after so many paragraphs, whatever they look like."""
_MOST_HEADLINES = 4
"""So many lines without a full stop in a row are a headline with its decks; more of them are a list or verse."""
_FOOTER_PARAGRAPHS = 4
_CAPITALS_COLON = re.compile(r"[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][A-Z .'’-]{2,30})?:\s")


def detect_furniture(text: str, *, title: str | None = None) -> tuple[Furniture, ...]:
    """The furniture of `text`, ordered by start; `text[part.start:part.end]` is its surface, white space trimmed.

    Parts do not overlap, except that a dateline may hold the agency credit and the full date named inside it. Values:
    ISO date of a date (None without year), place of a dateline, agency of a credit, names of a byline separated by
    commas, the words of a headline or section label; for `other` what it is: "deck", "subhead", "promotion",
    "advertisement", "copyright", "author note". `title`, where the headline is known, is found wherever it is repeated.
    Time is linear in the length of the text."""
    paragraphs = split_paragraphs(text)
    body, found = _read_header(text, paragraphs, title)
    found += _read_body(text, paragraphs[body.index :], body.start, title)
    return tuple(sorted(found, key=lambda part: (part.start, -part.end)))


@dataclass(frozen=True, slots=True)
class _BodyStart:
    """The account begins in paragraph `index`, at character `start` of the text."""

    index: int
    start: int


def _read_header(text: str, paragraphs: Sequence[Paragraph], title: str | None) -> tuple[_BodyStart, list[Furniture]]:
    found: list[Furniture] = []
    headlines: list[Furniture] = []
    index = 0
    while index < min(len(paragraphs), _HEADER_PARAGRAPHS):
        paragraph = paragraphs[index]
        start, line = paragraph.start, paragraph.surface(text)
        part = _title_part(line, start, title) or _whole_line(line, start)
        if part is None and (lead := read_leading_date(line)):
            found.append(Furniture("date", start, start + lead.end, lead.value))
            start, line = _rest(text, start + lead.end, paragraph.end)
            part = _title_part(line, start, title)
        if part is None and _headline_starts(
            text, paragraphs, index, line, first=not headlines or _are_labels(headlines)
        ):
            joined = _second_line_of_headline(text, paragraphs, index)
            index += joined
            end = paragraphs[index].end
            part = Furniture("headline", start, end, _flat(text[start:end]))
            headlines.append(part)
        elif part is not None:
            found.append(part)
        if part is None:
            break
        if part.end < paragraphs[index].end:
            start, line = _rest(text, part.end, paragraph.end)
            break
        index += 1
        start = paragraphs[index].start if index < len(paragraphs) else len(text)
    else:
        start = paragraphs[index].start if index < len(paragraphs) else len(text)
    return _name_headlines(text, paragraphs, _BodyStart(index, start), found, headlines)


def _name_headlines(
    text: str,
    paragraphs: Sequence[Paragraph],
    body: _BodyStart,
    found: list[Furniture],
    headlines: list[Furniture],
) -> tuple[_BodyStart, list[Furniture]]:
    """Section label, headline and decks told apart; where no account follows them, or too many stand in a row, the
    lines are the account."""
    is_list = len(headlines) > _MOST_HEADLINES
    has_account = body.index < len(paragraphs) and not _is_last_line_of_list(text, paragraphs, body)
    if is_list or not has_account:
        keep = headlines[:1] if has_account else []
        dropped = [part for part in headlines if part not in keep]
        if dropped:
            first = next(i for i, paragraph in enumerate(paragraphs) if paragraph.end > dropped[0].start)
            body = _BodyStart(first, dropped[0].start)
            found = [part for part in found if part.end <= dropped[0].start]
        headlines = keep
    given = next((part for part in found if part.kind == "headline"), None)
    main = given or _main_headline(text, headlines)
    for part in headlines:
        if part is not main:
            above = main is None or part.start < main.start
            kind: FurnitureKind = "section" if above else "other"
            found.append(Furniture(kind, part.start, part.end, part.value if above else "deck"))
    if main and main is not given:
        found.append(main)
    return body, found


def _is_last_line_of_list(text: str, paragraphs: Sequence[Paragraph], body: _BodyStart) -> bool:
    is_last = body.index == len(paragraphs) - 1
    return is_last and is_subhead_like(text[body.start : paragraphs[body.index].end], longest=LONGEST_HEADLINE)


def _main_headline(text: str, headlines: Sequence[Furniture]) -> Furniture | None:
    labels = 0
    while labels < len(headlines) and is_section_label(
        headlines[labels].value or "", before=headlines[labels + 1].value if labels + 1 < len(headlines) else None
    ):
        labels += 1
    return headlines[labels] if labels < len(headlines) else None


def _are_labels(headlines: Sequence[Furniture]) -> bool:
    return all(len((part.value or "").split()) <= 3 for part in headlines)


def _headline_starts(text: str, paragraphs: Sequence[Paragraph], index: int, line: str, *, first: bool) -> bool:
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    headline_like = is_headline_like(line, first=first, apart=paragraphs[index].apart)
    if following is None or not headline_like or read_dateline(line):
        return False
    if paragraphs[index].apart or not starts_lower(following.surface(text)):
        return True
    return _second_line_of_headline(text, paragraphs, index) == 1


def _second_line_of_headline(text: str, paragraphs: Sequence[Paragraph], index: int) -> int:
    """1 where the next line only continues the headline broken over two lines, else 0."""
    if paragraphs[index].apart or index + 2 >= len(paragraphs):
        return 0
    following = paragraphs[index + 1]
    line = following.surface(text)
    return int(following.apart and starts_lower(line) and is_headline_like(line, continued=True))


def _read_body(text: str, paragraphs: Sequence[Paragraph], start: int, title: str | None) -> list[Furniture]:
    found: list[Furniture] = []
    colon_ends = sum(1 for p in paragraphs[:200] if _CAPITALS_COLON.match(p.surface(text, 80))) < 2
    dateline_due, announced = True, None
    for index, paragraph in enumerate(paragraphs):
        begin = max(start, paragraph.start)
        line = text[begin : paragraph.end]
        part = _body_line(text, paragraphs, index, begin, title)
        if part is None and announced and (announced.kind == "correction" or is_subhead_like(line, longest=160)):
            part, announced = replace(announced, start=begin, end=paragraph.end), None
        else:
            announced = part if part and line.endswith(":") and part.value in (None, "promotion") else None
        if part is not None:
            found.append(part)
            continue
        if dateline_due:
            found += _dateline_parts(line, begin, colon_ends)
            dateline_due = False
        if index >= len(paragraphs) - _FOOTER_PARAGRAPHS:
            found += _closing_parts(line, begin, last=index == len(paragraphs) - 1, found=found)
    return found


def _body_line(
    text: str, paragraphs: Sequence[Paragraph], index: int, begin: int, title: str | None
) -> Furniture | None:
    paragraph = paragraphs[index]
    line = text[begin : paragraph.end]
    if title and names_title(line, title):
        return Furniture("headline", begin, paragraph.end, _flat(line))
    if part := _whole_line(line, begin):
        return part
    if index >= len(paragraphs) - _FOOTER_PARAGRAPHS and index > 0 and is_person_name(line):
        if index == len(paragraphs) - 1:
            return Furniture("byline", begin, paragraph.end, _flat(line))
    elif _is_subhead(text, paragraphs, index):
        return Furniture("other", begin, paragraph.end, "subhead")
    return None


def _is_subhead(text: str, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """A short line without a full stop between two paragraphs of sentences."""
    if not 0 < index < len(paragraphs) - 1 or not is_subhead_like(paragraphs[index].surface(text, 100)):
        return False
    before, after = paragraphs[index - 1].tail(text), paragraphs[index + 1].surface(text, 400)
    if before.endswith((":", ",", ";")) or is_subhead_like(before) or starts_lower(after):
        return False
    return not is_subhead_like(after)


def _title_part(line: str, start: int, title: str | None) -> Furniture | None:
    if not title:
        return None
    if names_title(line, title):
        return Furniture("headline", start, start + len(line), _flat(line))
    end = title_prefix(line, title)
    return Furniture("headline", start, start + end, _flat(line[:end])) if end else None


def _whole_line(line: str, start: int) -> Furniture | None:
    """The part a line is, whatever stands around it: date line, byline, closing credit or notice."""
    end = start + len(line)
    is_date, day = read_date_line(line)
    if is_date:
        return Furniture("date", start, end, day)
    if notice := read_notice(line):
        return Furniture(notice.kind, start, end, notice.value)
    if (names := read_byline(line)) is not None:
        return Furniture("byline", start, end, names)
    if (credited := read_credit_line(line)) is not None:
        return _credit_part(credited, start, end)
    return None


def _credit_part(credited: str, start: int, end: int) -> Furniture:
    if not credited:
        return Furniture("other", start, end, "author note")
    return Furniture("credit" if known_agency(credited) else "byline", start, end, credited)


def _dateline_parts(line: str, start: int, colon_ends: bool) -> Iterator[Furniture]:
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


def _closing_parts(line: str, start: int, *, last: bool, found: Sequence[Furniture]) -> Iterator[Furniture]:
    if trailing := find_trailing_agency(line):
        yield Furniture("credit", start + trailing[0], start + trailing[1], trailing[2])
    elif last and (signature := find_signature(line)):
        yield Furniture("byline", start + signature[0], start + signature[1], signature[2])
    elif line.endswith((")", ").")) and (opened := line.rfind("(", max(0, len(line) - 4 * LONGEST_BYLINE))) > 0:
        credited = read_credit_line(line[opened:])
        if credited:
            yield _credit_part(credited, start + opened, start + len(line))


def _rest(text: str, start: int, end: int) -> tuple[int, str]:
    while start < end and (text[start].isspace() or text[start] in "|·•:–—-"):
        start += 1
    return start, text[start:end]


def _flat(words: str) -> str:
    return " ".join(words.split())
