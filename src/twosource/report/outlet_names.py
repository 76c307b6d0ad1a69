"""Outlets under a name people read, where all that is known of one is the name of a file."""

import re

_STEM = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_SMALL = frozenset(("a", "an", "and", "at", "by", "de", "des", "du", "for", "in", "la", "le", "of", "on", "the", "von"))
_ELIDED = frozenset(("d", "l"))
_LONGEST_INITIALS = 4


def outlet_title(outlet: str, url: str | None) -> str:
    """The outlet's name as it is shown: a report that came as a lone file without an address is called after the file,
    and `varnholm-courier` reads "Varnholm Courier". Any other name stays as the outlet writes it."""
    if url is not None or not _STEM.fullmatch(outlet):
        return outlet
    words = re.split(r"[-_]", outlet)
    shown = [_written(word, first=not place) for place, word in enumerate(words)]
    joined = " ".join(shown)
    return re.sub(r"\b([dl]) (?=[AEIOUH])", "\\1\N{RIGHT SINGLE QUOTATION MARK}", joined)


def _written(word: str, *, first: bool) -> str:
    if not first and (word in _SMALL or word in _ELIDED):
        return word
    if len(word) <= _LONGEST_INITIALS and word.isalpha() and not set("aeiouy") & set(word):
        return word.upper()
    return word[:1].upper() + word[1:]


def with_outlet_titles(text: str, titles: dict[str, str]) -> str:
    """The text of a reason or an origin's name with outlets under their shown names; `titles` has those by the name the
    comparison gives. A name of one word is a word like others and changed only where it stands for an outlet."""
    for name in sorted(titles, key=lambda name: (-len(name), name)):
        text = _pattern(name).sub(lambda _, title=titles[name]: title, text)  # type: ignore[misc]
    return text


def _pattern(name: str) -> re.Pattern[str]:
    quoted = re.escape(name)
    if re.search(r"[-_]", name):
        return re.compile(rf"(?<![\w-]){quoted}(?![\w-])")
    return re.compile(
        rf"(?<=own account of ){quoted}\b|(?<=own reporting: ){quoted}\b|(?<=\(){quoted}(?=[,)])|\b{quoted}(?=’s own)"
    )
