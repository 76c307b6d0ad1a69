"""Outlets under a name people read, where all that is known of one is the name of a file."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from twosource.model.article import Article

_STEM = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_SMALL = frozenset(("a", "an", "and", "at", "by", "de", "des", "du", "for", "in", "la", "le", "of", "on", "the", "von"))
_ELIDED = frozenset(("d", "l"))
_LONGEST_INITIALS = 4
_KEPT_NAMES = 256


def outlet_title(outlet: str) -> str:
    """The outlet's name as it is shown: a report that came as a lone file is called after the file, and
    `varnholm-courier` reads "Varnholm Courier". A name with a capital, a dot or a space stays as the outlet writes it,
    and so does one whose first part is a single letter ("n-tv")."""
    words = re.split(r"[-_]", outlet)
    if not _STEM.fullmatch(outlet) or len(words[0]) == 1:
        return outlet
    shown = [_written(word, first=not place) for place, word in enumerate(words)]
    joined = " ".join(shown)
    return re.sub(r"\b([dl]) (?=[AEIOUH])", "\\1\N{RIGHT SINGLE QUOTATION MARK}", joined)


def _written(word: str, *, first: bool) -> str:
    if not first and (word in _SMALL or word in _ELIDED):
        return word
    if len(word) <= _LONGEST_INITIALS and word.isalpha() and not set("aeiou") & set(word) and not word.endswith("y"):
        return word.upper()
    return word[:1].upper() + word[1:]


def outlet_titles(articles: Iterable[Article]) -> dict[str, str]:
    """The names that are shown otherwise than they are given, by the given ones."""
    outlets = dict.fromkeys(article.outlet for article in articles if article.outlet)
    return {outlet: title for outlet in outlets if (title := outlet_title(outlet)) != outlet}


def with_outlet_titles(text: str, titles: Mapping[str, str]) -> str:
    """A line of the program's own (a reason, an event, the name of an origin) with outlets under their shown names;
    `titles` has those by the given ones. A name of one word is a word like others ("wire"): it is changed only where
    such a line speaks of an outlet."""
    if not titles:
        return text
    known = {**{name[:1].upper() + name[1:]: title for name, title in titles.items()}, **titles}
    named, single = _patterns(tuple(sorted(known, key=lambda name: (-len(name), name))))
    text = named.sub(lambda match: known[match[0]], text)
    text = _LIST_AFTER.sub(lambda match: match[1] + _each(match[2], known), text)
    text = _LIST_WITHIN.sub(lambda match: _each(match[0], known), text)
    text = _LIST_BEFORE.sub(lambda match: _each(match[0], known), text)
    return single.sub(lambda match: known[match[0]], text)


_LIST_AFTER = re.compile(r"(own account of |own reporting: |[Rr]eported by |joined the story: |\()([^;:()“”]{1,600})")
_LIST_WITHIN = re.compile(r"(?:(?<=^one of )|(?<=: one of ))[^;:()“”]{1,200}?(?= says it is so)")
_LIST_BEFORE = re.compile(r"(?:^|(?<=: ))[^;:()“”]{1,600}?(?= differs? (?:on|with) )")
_SUBJECT = r"(?:(?<=only )|(?<=whether )|(?<=the report of )|(?<=, )|(?<=: )|(?<=^))"
_PREDICATE = (
    r"(?= has this| is of another|: nothing|’s own account| carries other| joined the story| corrected its"
    r"| updated its| changed its| is in language| states it| expects it| calls it| passes it on)"
)
_OBJECT = (
    r"(?:(?<=carrying )|(?<=quoting )|(?<=citing )|(?<=one publisher, )|(?<=same text of )"
    r"|(?<=rests on )|(?<=resting on ))"
)


def _each(names: str, known: Mapping[str, str]) -> str:
    """A list of names ("one, The Post and two") with each under its shown name."""
    return "".join(known.get(part, part) for part in re.split(r"(, | and )", names))


@lru_cache(maxsize=_KEPT_NAMES)
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names of several words, wherever they stand; names of one, where lines of the program speak of an outlet."""
    never = r"(?!)"
    several = "|".join(re.escape(name) for name in names if re.search(r"[-_]", name)) or never
    one = "|".join(re.escape(name) for name in names if not re.search(r"[-_]", name)) or never
    return (
        re.compile(rf"(?<![\w-])(?:{several})(?![\w-])"),
        re.compile(rf"{_SUBJECT}(?:{one}){_PREDICATE}|{_OBJECT}(?:{one})(?=;|$)|(?<![\w-])(?:{one})(?=’s own account)"),
    )
