"""What stands above a report's account: dates, section labels, headline, decks, bylines."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from twosource.model.article import Furniture, FurnitureKind
from twosource.text.calendar_dates import read_leading_date
from twosource.text.datelines import read_dateline
from twosource.text.furniture_lines import line_parts, title_part
from twosource.text.headlines import (
    LONGEST_HEADLINE,
    is_headline_like,
    is_section_label,
    is_subhead_like,
    starts_lower,
)
from twosource.text.paragraphs import Paragraph

_HEADER_PARAGRAPHS = 12
"""A header is over after so many paragraphs, whatever they look like."""
_MOST_HEADLINES = 4
"""So many lines without a full stop in a row are a headline with its decks; more of them are a list or verse."""


@dataclass(slots=True)
class Header:
    """The furniture above the account, which begins in paragraph `index` at character `start` of the text."""

    index: int = 0
    start: int = 0
    parts: list[Furniture] = field(default_factory=list)
    headlines: list[Furniture] = field(default_factory=list)
    """Lines that could be headline, section label or deck, not yet told apart."""


def read_header(text: str, paragraphs: Sequence[Paragraph], title: str | None) -> Header:
    """The header of a text split into paragraphs; its parts in no order."""
    header = Header()
    while header.index < min(len(paragraphs), _HEADER_PARAGRAPHS):
        if not _take_paragraph(header, text, paragraphs, title):
            break
        header.index += 1
        header.start = paragraphs[header.index].start if header.index < len(paragraphs) else len(text)
    _tell_headlines(header, text, paragraphs)
    return header


def _take_paragraph(header: Header, text: str, paragraphs: Sequence[Paragraph], title: str | None) -> bool:
    """Whether the whole paragraph is furniture; its parts are taken, and so is the furniture in front of account."""
    paragraph = paragraphs[header.index]
    header.start = paragraph.start
    line = paragraph.surface(text)
    part = title_part(line, header.start, title)
    if part is None and (parts := line_parts(line, header.start)):
        header.parts += parts
        return True
    if part is None and (lead := read_leading_date(line)):
        header.parts.append(Furniture("date", header.start, header.start + lead.end, lead.value))
        header.start, line = _rest(text, header.start + lead.end, paragraph.end)
        part = title_part(line, header.start, title)
    if part is not None:
        header.parts.append(part)
        header.start, _ = _rest(text, part.end, paragraph.end)
        return part.end >= paragraph.end
    if not _headline_starts(header, text, paragraphs, line):
        return False
    start = header.start
    header.index += _second_line(text, paragraphs, header.index)
    end = paragraphs[header.index].end
    header.headlines.append(Furniture("headline", start, end, " ".join(text[start:end].split())))
    return True


def _headline_starts(header: Header, text: str, paragraphs: Sequence[Paragraph], line: str) -> bool:
    index = header.index
    if index + 1 >= len(paragraphs) or read_dateline(line):
        return False
    above_are_labels = all(len((part.value or "").split()) <= 3 for part in header.headlines)
    if not is_headline_like(line, first=above_are_labels, apart=paragraphs[index].apart):
        return False
    goes_on = not paragraphs[index].apart and starts_lower(paragraphs[index + 1].surface(text, 40))
    return not goes_on or _second_line(text, paragraphs, index) == 1


def _second_line(text: str, paragraphs: Sequence[Paragraph], index: int) -> int:
    """1 where the next line only continues the headline broken over two lines, else 0."""
    if paragraphs[index].apart or index + 2 >= len(paragraphs):
        return 0
    following = paragraphs[index + 1]
    line = following.surface(text, LONGEST_HEADLINE + 1)
    return int(following.apart and starts_lower(line) and is_headline_like(line, continued=True))


def _tell_headlines(header: Header, text: str, paragraphs: Sequence[Paragraph]) -> None:
    """Section label, headline and decks told apart; where no account follows them, or too many stand in a row, the
    lines are the account."""
    is_list = len(header.headlines) > _MOST_HEADLINES
    has_account = header.index < len(paragraphs) and not _ends_list(header, text, paragraphs)
    if is_list or not has_account:
        _give_back(header, paragraphs, keep=int(is_list and has_account))
    given = next((part for part in header.parts if part.kind == "headline"), None)
    main = given or _main_headline(header.headlines)
    for part in header.headlines:
        above = main is None or part.start < main.start
        kind: FurnitureKind = "headline" if part is main else "section" if above else "other"
        header.parts.append(Furniture(kind, part.start, part.end, "deck" if kind == "other" else part.value))


def _give_back(header: Header, paragraphs: Sequence[Paragraph], *, keep: int) -> None:
    """The account begins with the headline-like lines behind the first `keep` ones."""
    given_back = header.headlines[keep:]
    header.headlines = header.headlines[:keep]
    if given_back:
        header.start = given_back[0].start
        header.index = next(i for i, paragraph in enumerate(paragraphs) if paragraph.end > header.start)
        header.parts = [part for part in header.parts if part.end <= header.start]


def _ends_list(header: Header, text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether all that is left is one more line without a full stop."""
    is_last = header.index == len(paragraphs) - 1
    return is_last and is_subhead_like(text[header.start : paragraphs[header.index].end], longest=LONGEST_HEADLINE)


def _main_headline(headlines: Sequence[Furniture]) -> Furniture | None:
    for position, part in enumerate(headlines):
        later = (following.value or "" for following in headlines[position + 1 :])
        if not is_section_label(
            part.value or "", before=max(later, key=lambda words: len(words.split()), default=None)
        ):
            return part
    return None


def _rest(text: str, start: int, end: int) -> tuple[int, str]:
    while start < end and (text[start].isspace() or text[start] in "|·•:–—-"):
        start += 1
    return start, text[start:end]
