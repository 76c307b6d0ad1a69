"""The words and signs in which an account is shown, the same in terminal, HTML and Markdown."""

from dataclasses import dataclass
from typing import Literal

from twosource.model.archive import EventKind
from twosource.model.comparison import Standing

CellState = Literal["own", "attributed", "altered", "carried", "absent"]


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign with its stand-in for outputs that know ASCII only, and what it means in words."""

    symbol: str
    ascii: str
    words: str


@dataclass(frozen=True, slots=True)
class StandingWords:
    """How one standing is shown: its sign, a heading, a short name for counts, and what it means."""

    standing: Standing
    sign: Sign
    heading: str
    short: str
    meaning: str


STANDINGS: tuple[StandingWords, ...] = (
    StandingWords(
        "disputed",
        Sign("◐◑", "<>", "disputed"),
        "Accounts differ",
        "disputed",
        "These cannot all be exactly right; each side is given in its own words.",
    ),
    StandingWords(
        "corroborated",
        Sign("●●", "**", "corroborated"),
        "Two or more independent origins",
        "corroborated",
        "Outlets that do not rest on one another or on one statement say the same.",
    ),
    StandingWords(
        "shared_origin",
        Sign("◎", "(o)", "shared origin"),
        "Many outlets, one origin",
        "on a shared origin",
        "All have it from the same place: one source, however often printed.",
    ),
    StandingWords(
        "single_source",
        Sign("○", "o", "one outlet"),
        "One outlet alone",
        "on one outlet alone",
        "Only one outlet reports it: no reason to doubt it, a reason to check it.",
    ),
    StandingWords(
        "unclear",
        Sign("?", "?", "unclear"),
        "Cannot tell",
        "unclear",
        "The texts do not settle whether the outlets have it independently.",
    ),
)

CELLS: dict[CellState, Sign] = {
    "own": Sign("●", "*", "in its own voice"),
    "attributed": Sign("◐", "a", "attributed to a source"),
    "altered": Sign("✎", "~", "quoted in different words"),
    "carried": Sign("≡", "=", "taken over from an agency or another outlet"),
    "absent": Sign("·", ".", "not in this report"),
}

ORIGIN_KINDS: dict[str, str] = {
    "person": "person",
    "office": "office or body",
    "document": "document",
    "agency": "news agency",
    "outlet": "another outlet",
    "own_reporting": "own reporting",
    "unnamed": "unnamed source",
}

DISCREPANCY_KINDS: dict[str, str] = {
    "number": "number",
    "date": "date",
    "name": "name",
    "place": "place",
    "polarity": "yes or no",
    "certainty": "certainty",
    "attribution": "who said it",
    "quote_wording": "wording of a quote",
    "sequence": "order of events",
}

EVENTS: dict[EventKind, Sign] = {
    "story_opened": Sign("✚", "+", "new story"),
    "article_added": Sign("+", "+", "new report"),
    "second_origin": Sign("●●", "**", "second origin"),
    "disputed": Sign("◐◑", "<>", "disputed"),
    "dispute_settled": Sign("✓", "ok", "dispute settled"),
    "origin_lost": Sign("○", "o", "origin lost"),
    "corrected": Sign("✎", "~", "corrected"),
    "revised": Sign("✎", "~", "revised"),
    "stories_merged": Sign("⇒", "=>", "stories merged"),
    "story_ended": Sign("■", "#", "story ended"),
}

QUOTE_WORDINGS: dict[str, str] = {
    "identical": "same words",
    "truncated": "cut",
    "altered": "altered",
}


def standing_words(standing: str) -> StandingWords:
    """How that standing is shown; KeyError on a word that is none."""
    for words in STANDINGS:
        if words.standing == standing:
            return words
    raise KeyError(standing)


def origin_label(name: str, kind: str) -> str:
    """The origin's name with its kind in brackets, unless the name says it: "Ida Brandvold (person)"."""
    return name if name.casefold().startswith(kind) else f"{name} ({kind})"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """ "1 report", "3 reports": the number with thousands separated by commas, and the noun in agreement."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def listed(items: list[str] | tuple[str, ...]) -> str:
    """The items as a running list: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""
