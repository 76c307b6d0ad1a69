"""Where a report says of itself that it was changed: correction notes, "updated" lines, time stamps of an update."""

import re
from dataclasses import dataclass
from typing import Literal

from twosource.model.span import Span
from twosource.text.notices import LONGEST_NOTICE, read_notice
from twosource.text.paragraphs import split_paragraphs
from twosource.text.shingles import read_words

LONGEST_STAMP = 160
"""Characters of a line that may be a time stamp; longer ones are sentences."""

_PIECE = r"(?:article|story|report|post|headline|piece|page|copy|item|blog|version|dispatch|live ?blog)"
_MONTHS = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAYS = r"mon|tue|wed|thu|fri|sat|sun"
_STAMP = re.compile(
    r"(?:^|[|·•,;:–—)-])\W*(?:last\s|was\s)?(?:updated|modified|edited|amended|revised)\b"
    r"\s*[:|–—-]?\s*(?:at|on|as of)?\s*"
    rf"(?P<when>\d|(?:{_MONTHS}|{_DAYS})|just now|today|yesterday|an? (?:minute|hour|day)|$)",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\W*(?:updates?|updated)\s*(?:\([^()]{1,40}\)|\d{1,2})?\s*(?::|\s[–—-]\s).*"
    rf"|.*\bthis\s{_PIECE}\s(?:was|has been|is being|will be)\s(?:\w+\s)?"
    r"(?:updated|amended|edited|revised|modified)\b.*"
    r"|\W*\((?:adds|updates|recasts|refiles|rewrites|changes)\b[^()]*\)\W*",
    re.IGNORECASE | re.DOTALL,
)
_CORRECTS = re.compile(
    r"\bcorrect(?:s|ed|ion|ions|ing)?\b|\bclarif\w+|\beditor['’]?s?['’]?\snote|\bpublisher['’]s\snote"
    r"|\b(?:earlier|previous|original|initial)\sversion|\bmis(?:stated|spelled|spelt|identified|quoted|attributed)"
    r"|\b(?:incorrect|wrong|erroneous)(?:ly)?\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\W*(?:(?P<update>UPDATED?\s*\d{0,2})|(?P<correction>CORRECT(?:ED|ION)|REFILE))\s*(?:[-–—:|\])]|$)"
)
_AGE = re.compile(
    r"\b(?P<count>\d{1,5}|an?)\s*(?P<unit>min|minute|hr|hour|h|day|week|month|year)s?\s+ago\b|\b(?P<now>just now)\b",
    re.IGNORECASE,
)
_MINUTES = {"min": 1, "minute": 1, "h": 60, "hr": 60, "hour": 60, "day": 1440, "week": 10_080, "month": 43_200,
            "year": 525_600}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UpdateNote:
    """A line in which a report says that it was changed. `words` are its comparable words; `age` how many minutes ago,
    where it says so: such a line changes by itself."""

    kind: Literal["correction", "update"]
    span: Span
    words: tuple[str, ...]
    age: int | None = None


def find_update_notes(text: str) -> tuple[UpdateNote, ...]:
    """The notes and stamps of the text, in text order, each a paragraph; time is linear in the text's length."""
    found = []
    for paragraph in split_paragraphs(text):
        if paragraph.end - paragraph.start <= LONGEST_NOTICE:
            line = text[paragraph.start : paragraph.end]
            if kind := _kind(line):
                span = Span(paragraph.start, paragraph.end)
                words = tuple(word.form for word in read_words(line))
                found.append(UpdateNote(kind, span, words, _age(line)))
    return tuple(found)


def title_note(title: str | None) -> Literal["correction", "update"] | None:
    """What a headline's prefix declares ("UPDATE 2-Storm …", "CORRECTED: …"), None where it has none."""
    match = _TITLE.match(title or "")
    if match is None:
        return None
    return "update" if match["update"] else "correction"


def _kind(line: str) -> Literal["correction", "update"] | None:
    notice = read_notice(line)
    if notice is not None and notice.kind == "correction":
        return "correction" if _CORRECTS.search(line) else "update"
    if len(line) <= LONGEST_STAMP and _STAMP.search(line) and not line.rstrip().endswith((".", "!", "?", "”", '"')):
        return "update"
    return "update" if _UPDATE.fullmatch(line) else None


def _age(line: str) -> int | None:
    match = _AGE.search(line)
    if match is None:
        return None
    if match["now"]:
        return 0
    count = int(match["count"]) if match["count"].isdigit() else 1
    return count * _MINUTES[match["unit"].lower()]
