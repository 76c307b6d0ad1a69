"""Bylines: who wrote a report, as lines above or below it say it."""

import re

from twosource.text.agencies import known_agency

_UPPER = "A-ZÀ-ÖØ-ÞĀ-Ž"
_NAME_WORD = rf"(?:(?:Mc|Mac|O['’]|D['’]|al-|el-|d['’])?[{_UPPER}][\w'’-]{{0,30}}\.?)"
_PARTICLE = r"(?:de|da|dos|del|della|di|du|van|von|der|den|ter|la|le|bin|ibn|al|el|y|e)"
_NAME = rf"{_NAME_WORD}(?:\s(?:{_PARTICLE}\s){{0,3}}{_NAME_WORD}){{1,4}}"
_NAMES = rf"{_NAME}(?:\s*(?:,\s*and|,|and|&|with)\s+{_NAME}){{0,7}}"
_SEPARATORS = re.compile(r"\s*,\s*and\s+|\s*,\s*|\s+and\s+|\s*&\s*|\s+with\s+")

_BY = re.compile(
    r"(?:(?:words|story|written|reported|report|text|analysis|posted|published)\s+)?by(?:line)?:?\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_ROLE = (
    r"(?:correspondent|reporter|writer|editor|staff|columnist|journalist|contributor|bureau|chief|desk|producer|analyst"
    r"|presenter)s?\b"
)
_NAME_THEN_ROLE = re.compile(
    rf"(?P<names>{_NAME})(?:\s*[,|•·–—]\s*|\s-\s|\s(?=in\s))(?P<tail>[^.!?]{{0,50}}?\b(?:(?i:{_ROLE})"
    rf"|in\s[{_UPPER}]\w+)[^.!?]{{0,30}})"
)
_PLACE_TAIL = re.compile(rf"\s+(?:in|at|for|from|of)\s+(?:the\s+)?[{_UPPER}].*$")
_WORK = r"(?:report(?:ing)?|article|story|coverage|dispatch|post)"
_CREDITED = re.compile(
    rf"(?:(?P<who>(?:[Tt]he\s)?{_NAMES}|(?:[Tt]he\s)?{_NAME_WORD}(?:\s{_NAME_WORD}){{0,3}})\s(?:also\s)?"
    rf"(?:(?:contributed(?:\s(?:reporting|research|writing|additional\sreporting))?(?:\sto\s(?:this|the)\s{_WORK})?"
    rf"(?:,?\s(?:from|in)\s[{_UPPER}][^.!?]{{0,60}})?)"
    rf"|(?:reported\s(?:this\s{_WORK}\s)?from\s[{_UPPER}][^.!?]{{0,80}}(?:,\sand\s{_NAME}\s(?:from"
    rf"|in)\s[^.!?]{{0,60}})?))\.?)"
)
_CREW = re.compile(
    r"\(?\s*(?:(?:additional|further|with|extra)\s)?(?:reporting|report|writing|compiled|edited|editing|written"
    r"|photography)"
    r"(?:\s(?:and|&)\s(?:reporting|writing|editing|photography))?\s(?:and\sediting\s)?by:?\s(?P<who>[^;)]{2,200}).*",
    re.IGNORECASE | re.DOTALL,
)
_INPUTS = re.compile(
    r"\(?\s*(?:with\s(?:additional\s)?(?:inputs?|reporting|files|reports)\sfrom"
    r"|inputs?\sfrom)\s(?P<who>[^().]{2,80})[.)]*",
    re.IGNORECASE,
)
_BIO = re.compile(
    rf"{_NAME}\s(?:is|was)\s(?:a|an|the|[{_UPPER}][\w.]*(?:\s[{_UPPER}][\w.]*){{0,4}}['’]s?)\s"
    rf"[^.!?]{{0,80}}\b(?i:{_ROLE})\s(?:for|at|of|with|based|covering|who|on)\b.*"
    rf"|{_NAME}\s(?:covers|writes)\s(?:about\s)?[^.!?]{{3,120}}\s(?:for|at)\s(?:the\s)?[{_UPPER}].*"
    r"|Follow\s.{2,60}\son\s(?:Twitter|X|Facebook|Instagram|Bluesky|Mastodon)\b.*"
    r"|(?:Email|Contact|Reach)\s.{2,80}@.*",
    re.DOTALL,
)
_ENDING_DASH = re.compile(rf"(?:^|(?<=[.!?\"”’)])\s)\s*[—–-]{{1,2}}\s?(?:[Bb]y\s)?(?P<names>{_NAMES})\.?$")
_EMPLOYER = re.compile(r"^(?:[^\W\d_][\w.]*\s){0,3}[^\W\d_][\w.]*(?:['’]s|s['’])\s(?=\S+\s\S)")
_NOT_A_NAME_WORDS = (
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday today the a an this that what who why how when where in on at for from of to with "
    "no not new world international politics business sport sports opinion news court law police minister president "
    "house council government state street war talks vote election climate crisis"
)
_NOT_A_NAME = frozenset(_NOT_A_NAME_WORDS.split())
_ORGANISATION = re.compile(
    r"\b(?:news|press|wire|agency|agencies|staff|bureau|desk|service|media|times|post|newsroom|editors?)\b", re.I
)

LONGEST_BYLINE = 160
"""Characters of a line that may be a byline."""


def read_byline(line: str) -> str | None:
    """The names in a line that is a byline and nothing else ("By JANE DOE and JOHN ROE, The Wire" → "Jane Doe, John
    Roe"), an agency or desk where it names one ("By Reuters Staff" → "Reuters"); None for any other line."""
    if len(line) > LONGEST_BYLINE:
        return None
    if by := _BY.fullmatch(line):
        return _names_after_by(by["rest"])
    if role := _NAME_THEN_ROLE.fullmatch(line):
        return _person(role["names"])
    return None


def read_credit_line(paragraph: str) -> str | None:
    """Who a closing note credits ("Jane Doe reported from Oslo.", "(Reporting by Jane Doe; Editing by John Roe)",
    "The Associated Press contributed to this report."): names joined by commas, "" for a note about the author that
    names nobody to credit, None where the paragraph is no such note."""
    if len(paragraph) > 400:
        return None
    for pattern in (_CREDITED, _CREW, _INPUTS):
        if match := pattern.fullmatch(paragraph):
            return _credited(match["who"])
    return "" if _BIO.fullmatch(paragraph) else None


def find_signature(paragraph: str) -> tuple[int, int, str] | None:
    """The byline behind a dash at the end of the paragraph ("… he said. — Jane Doe"): start, end and names."""
    tail = max(0, len(paragraph) - LONGEST_BYLINE)
    match = _ENDING_DASH.search(paragraph, tail)
    if match is None or (tail and match.start() == tail) or not _all_names(match["names"]):
        return None
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return start, match.end(), _joined(match["names"])


def is_person_name(line: str) -> bool:
    """Whether the line is two to four words that could be a person's name and nothing else."""
    return len(line) <= 60 and line[-1:] != "." and re.fullmatch(_NAME, line) is not None and _all_names(line)


def _names_after_by(rest: str) -> str | None:
    rest = re.split(r"\s[|•·–—]\s|\s-\s", rest)[0].strip().rstrip(".")
    if agency := known_agency(rest):
        return agency
    body = _PLACE_TAIL.sub("", rest)
    if not re.fullmatch(rf"(?:{_NAMES}|{_NAME_WORD})(?:\s*,\s.+)?", body):
        return None
    several = re.search(r"\s(?:and|&|with)\s", body)
    head = body if several else body.split(",")[0]
    people = [part for part in _SEPARATORS.split(head) if part]
    if several:
        last = _SEPARATORS.split(body[several.end() :])[0]
        people = [part for part in _SEPARATORS.split(body[: several.end()] + last) if part]
    if any(_impossible(part) for part in people) or (len(people) == 1 and not _plausible_alone(people[0])):
        return None
    return ", ".join(_person(part) for part in people)


def _credited(who: str) -> str:
    if agency := known_agency(who):
        return agency
    names = re.split(r"\s(?:in|from)\s", who)[0]
    return _joined(names.strip(" ."))


def _joined(names: str) -> str:
    return ", ".join(_person(part) for part in _SEPARATORS.split(names) if part)


def _all_names(names: str) -> bool:
    return all(not _impossible(part) and not _ORGANISATION.search(part) for part in _SEPARATORS.split(names) if part)


def _impossible(name: str) -> bool:
    return any(word.strip(".,").casefold() in _NOT_A_NAME for word in name.split()) and not known_agency(name)


def _plausible_alone(name: str) -> bool:
    return " " in name or _ORGANISATION.search(name) is not None or name.isupper()


def _person(written: str) -> str:
    words = _EMPLOYER.sub("", written.strip(" .,")).split()
    if not any(character.islower() for character in written) and len(words) > 1:
        words = [word if "." in word else re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word) for word in words]
    return " ".join(words)
