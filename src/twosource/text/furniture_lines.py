"""Lines that are furniture by themselves, whatever stands around them."""

import re

from twosource.model.article import Furniture
from twosource.text.agencies import agency_in_credit, known_agency
from twosource.text.bylines import read_byline, read_credit_line
from twosource.text.calendar_dates import read_date_line
from twosource.text.headlines import names_title, title_prefix
from twosource.text.notices import read_notice

_BETWEEN_PIECES = re.compile(r"\s+[|·•]\s+")
_LONGEST_PIECE = 80
_NAME_AND_REST = re.compile(
    r"(?P<name>(?:The\s)?[^\W\d_a-z][\w'’&.-]*(?:\s(?:of|the|de|du|and|&|[^\W\d_a-z][\w'’&.-]*)){0,4})"
    r"(?:,\s|\s[-–—]\s)(?P<rest>.*\d.*)"
)
"""A name of up to five words, capitals but for small words, and what follows it after a comma or a dash."""
_CLOSING_CREDIT = re.compile(
    r"[—–-]*\s?(?P<who>[^.!?:;]{0,90}?\b(?:agenc(?:y|ies)|agence|wires?|newswires?|news\sservices?|staff|bureau)\b[^.!?:;]{0,60})",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"\b(?:agency|agence|wire|newswires?)\b", re.IGNORECASE)
_JOINED = re.compile(r",?\s+(?:and|with)\s+|\s*[,&/]\s*")


def line_parts(line: str, start: int) -> tuple[Furniture, ...]:
    """The furniture a line is made of: one part where the whole line is a date, byline, credit or notice, several where
    it strings such pieces together ("Evening Post | By Jane Doe | 12 May 2031"); none where it may be account."""
    if whole := _whole(line, start):
        return (whole,)
    return _pieces(line, start) or _named_date(line, start)


def title_part(line: str, start: int, title: str | None) -> Furniture | None:
    """The headline where the line is the title, or starts with it."""
    if not title:
        return None
    end = len(line) if names_title(line, title) else title_prefix(line, title)
    return Furniture("headline", start, start + end, " ".join(line[:end].split())) if end else None


def closing_credit(line: str, start: int) -> Furniture | None:
    """The credit to agencies or staff that a last line without a verb and a full stop gives ("Gazette and Meridian
    Wire"); its value is the first agency named, None where it names none."""
    match = _CLOSING_CREDIT.fullmatch(line) if len(line) <= 160 else None
    if match is None or not all(word[0].isupper() or word in _SMALL for word in re.findall(r"[^\W\d_][\w'’-]*", line)):
        return None
    named = (
        known_agency(part) or (_AGENCY.search(part) and agency_in_credit(part))
        for part in _JOINED.split(line.lstrip("—–- "))
    )
    return Furniture("credit", start, start + len(line), next((agency for agency in named if agency), None))


_SMALL = frozenset(
    {"and", "with", "in", "of", "the", "staff", "by", "for", "from", "agencies", "wires", "reports", "news"}
)


def credit_part(credited: str, start: int, end: int) -> Furniture:
    """The part of a note that credits someone: an agency's credit, a person's byline, a note about the author."""
    if not credited:
        return Furniture("other", start, end, "author note")
    return Furniture("credit" if known_agency(credited) else "byline", start, end, credited)


def _whole(line: str, start: int) -> Furniture | None:
    end = start + len(line)
    is_date, day = read_date_line(line)
    if is_date:
        return Furniture("date", start, end, day)
    if notice := read_notice(line):
        return Furniture(notice.kind, start, end, notice.value)
    if (names := read_byline(line)) is not None:
        return Furniture("byline", start, end, names)
    if (credited := read_credit_line(line)) is not None:
        return credit_part(credited, start, end)
    return None


def _named_date(line: str, start: int) -> tuple[Furniture, ...]:
    """The name and the full date of a line that has nothing else ("Meridian Wire, 12 May 2032, 19:40"); none where the
    line is anything more."""
    match = _NAME_AND_REST.fullmatch(line) if len(line) <= _LONGEST_PIECE else None
    if match is None:
        return ()
    is_date, day = read_date_line(match["rest"])
    if not is_date or day is None:
        return ()
    label = Furniture("other", start, start + match.end("name"), "label")
    return label, Furniture("date", start + match.start("rest"), start + len(line), day)


def _pieces(line: str, start: int) -> tuple[Furniture, ...]:
    marks = list(_BETWEEN_PIECES.finditer(line)) if len(line) <= 4 * _LONGEST_PIECE else []
    if not marks:
        return ()
    bounds = zip([0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(line)], strict=True)
    parts, known = [], 0
    for first, last in bounds:
        piece = line[first:last]
        if len(piece) > _LONGEST_PIECE:
            return ()
        part = _whole(piece, start + first)
        known += part is not None
        parts.append(part or Furniture("other", start + first, start + last, "label"))
    return tuple(parts) if known else ()
