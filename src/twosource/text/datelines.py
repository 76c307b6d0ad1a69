"""Datelines: where, when and by which agency a report says it was filed, in front of its first sentence."""

import re
from dataclasses import dataclass

from twosource.text.agencies import agency_in_credit, known_agency
from twosource.text.calendar_dates import MONTH, find_dates

_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-Ž"
_CAPS_WORD = rf"(?:Mc|Mac|al-|el-)?[{_CAPITAL}](?:[{_CAPITAL}'’.]|(?<=[{_CAPITAL}])-(?=[{_CAPITAL}]))*"
_CAPS_PLACE = rf"{_CAPS_WORD}(?:(?:\s|/|\sand\s|\sde\s|\sof\s|\sAND\s){_CAPS_WORD}){{0,5}}"
_WORD = rf"[{_CAPITAL}][\w'’.-]{{0,30}}"
_MIXED_PLACE = rf"{_WORD}(?:\s{_WORD}){{0,3}}"
_REGION = rf"(?:,\s(?!{MONTH}\s\d){_WORD}(?:\s{_WORD}){{0,3}}){{0,2}}"
_DAY = rf"(?:{MONTH}\s\d{{1,2}}|\d{{1,2}}\s{MONTH})(?:,?\s\d{{4}})?\b\.?"
_AGENCY = r"\((?P<agency>[^()\n]{2,40})\)|/(?P<slashed>[^/\n]{2,20})/\.?"
_SEPARATOR = r"\s*[—–‒―]+-?\s*|\s*--+\s*|\s+-–?\s*|-\s+|(?<=[\w)])\s?:\s+"
_DATELINE = re.compile(
    rf"(?P<place>(?!{_DAY})(?:(?P<caps>{_CAPS_PLACE})(?![\w'’])|(?P<mixed>{_MIXED_PLACE})))?(?P<region>{_REGION})"
    rf"(?P<day>(?:[,.]?\s|^){_DAY})?(?:,?\s?(?P<bracket>{_AGENCY}))?(?P<separator>{_SEPARATOR})?"
)
_SENTENCE_START = re.compile(rf"\s*[\"“”‘’'«`(\[$£€]*[{_CAPITAL}\d@#]|\s*[\"“‘«`]")
_PARTICLES = frozenset(
    {"de", "la", "del", "of", "and", "el", "al", "the", "du", "les", "am", "au", "en", "sur", "upon", "in"}
)
_LABELS_WORDS = (
    "ABSTRACT ANALYSIS BREAKING BYLINE COMMENT CORRECTION EDITORIAL EXCLUSIVE EXPLAINER FACTBOX FEATURE FILE "
    "INTERVIEW LIVE LISTEN MORE "
    "NOTE HEADLINE HIGHLIGHT LENGTH OPINION PHOTOS PREVIEW PROFILE READ RELATED REVIEW SECTION SOURCE SPONSORED "
    "TIMELINE UPDATE UPDATED URGENT VIDEO WATCH "
    "WARNING QUESTION ANSWER HOST"
)
_LABELS = frozenset(_LABELS_WORDS.split())

LONGEST_DATELINE = 160
"""Characters looked at."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline at the start of a paragraph. `end` is the offset behind its dash, `place` the place in ordinary
    capitals ("Varnholm", "Flint, Mich."), `agency` the agency credited and `agency_span` where its bracket stands;
    `day` and `day_span` are the ISO date and its place where the dateline gives a year."""

    end: int
    place: str | None
    agency: str | None = None
    agency_span: tuple[int, int] | None = None
    day: str | None = None
    day_span: tuple[int, int] | None = None


def read_dateline(paragraph: str, *, colon_ends: bool = True) -> Dateline | None:
    """The dateline at the very start of the paragraph, None where there is none. `colon_ends` says whether a colon may
    close it; in a transcript ("HALLOWAY: No.") it may not."""
    head = paragraph[:LONGEST_DATELINE]
    match = _DATELINE.match(head)
    if match is None or match.end() == 0:
        return None
    separator = (match["separator"] or "").strip()
    if not _is_dateline(match, separator, head) or (separator == ":" and not colon_ends):
        return None
    written = match["agency"] or match["slashed"]
    place = (match["place"] or "") + match["region"]
    dates = find_dates(match["day"]) if match["day"] else ()
    with_year = dates[0] if dates and dates[0].value else None
    offset = match.start("day")
    return Dateline(
        end=len(match[0].rstrip()),
        place=place_name(place) if place else None,
        agency=agency_in_credit(written) if written else None,
        agency_span=match.span("bracket") if written else None,
        day=with_year.value if with_year else None,
        day_span=(offset + with_year.start, offset + with_year.end) if with_year else None,
    )


def _is_dateline(match: re.Match[str], separator: str, head: str) -> bool:
    written = match["agency"] or match["slashed"]
    if (written and not agency_in_credit(written)) or not _SENTENCE_START.match(head, match.end()):
        return False
    dash = bool(separator) and separator != ":"
    if match["caps"]:
        return _caps_place_is_filed_from(match, separator)
    if match["place"]:
        if written and (match["day"] or known_agency(written)):
            return bool(separator or match["day"])
        return dash and bool(written or match["day"] or (match["region"] and separator[0] in "—–"))
    if match["region"]:
        return False
    if match["day"]:
        return dash or bool(written)
    return bool(written and known_agency(written) and (separator or match["slashed"] or head.startswith("(CNN)")))


def _caps_place_is_filed_from(match: re.Match[str], separator: str) -> bool:
    words = match["caps"].replace("/", " ").split()
    if match["agency"] or match["slashed"] or (match["day"] and separator):
        return True
    if not separator or any(word.strip(".") in _LABELS for word in words):
        return False
    letters = sum(character.isalpha() for character in match["caps"])
    return letters >= 4 and (separator != ":" or len(words) <= 3)


def place_name(written: str) -> str:
    """The place in ordinary capitals: "RIO DE JANEIRO, Brazil" → "Rio de Janeiro, Brazil"."""
    return " ".join(_ordinary(word, first=index == 0) for index, word in enumerate(written.split())).strip(" ,–—-")


def _ordinary(word: str, *, first: bool) -> str:
    letters = [character for character in word if character.isalpha()]
    if "." in word.strip(",.") or len(letters) < 2 or not all(character.isupper() for character in letters):
        return word
    if not first and word.lower() in _PARTICLES:
        return word.lower()
    if len(letters) == 2 and not first:
        return word
    return "-".join(
        part.lower()
        if index and part.lower() in _PARTICLES
        else re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), part)
        for index, part in enumerate(word.split("-"))
    )
