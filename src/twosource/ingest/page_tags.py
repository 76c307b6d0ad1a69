"""Tags with absurd attributes, which no article needs and which parsers take quadratic time over."""

import re
from collections.abc import Iterator

_MOST_ATTRIBUTES = 300
"""Of one tag; libxml2 2.14 takes 0.2 s over 10,000 of them and 5 s over 40,000 (November 2026)."""
_LONGEST_TAG = 65_536
"""Characters; longer ones carry pictures or program state inline."""
_PIECES_AT_ONCE = 1_000
"""Attributes and gaps matched in one go, so that the matcher never remembers more of them."""
_ATTRIBUTE = r"(?:[\s/]+|=?[^\s/>=]+(?:\s*=\s*(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|[^\s>\"'][^\s>]*)?)?|=)"
_RAW = "script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext"
_TAG = re.compile(
    r"<!--(?:.*?-->|.*)"
    rf"|<(?P<raw>{_RAW})(?=[\s/>])[^>]*>(?:.*?</(?P=raw)(?=[\s/>])|.*)"
    rf"|<(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>{_ATTRIBUTE}{{0,{_PIECES_AT_ONCE}}})",
    re.DOTALL | re.IGNORECASE,
)
"""Nothing stands behind a repetition that could fail once it has matched, so that none of it is tried in another way:
every character is read a few times at most, whatever is left open. (No possessive groups: Python before 3.11.5 errs
over them.)"""
_MORE_ATTRIBUTES = re.compile(f"{_ATTRIBUTE}{{1,{_PIECES_AT_ONCE}}}", re.DOTALL | re.IGNORECASE)


def without_absurd_attributes(page: str) -> str:
    """The page with the attributes of such tags left out. Reads comments, raw text and tags as the HTML standard's
    tokenizer does, in time linear in the page's length."""
    return "".join(_kept(page))


def _kept(page: str) -> Iterator[str]:
    done = place = 0
    while tag := _TAG.search(page, place):
        place = tag.end()
        first = tag.start("attributes")
        if tag["name"] is None or place - first <= 2 * _MOST_ATTRIBUTES:
            continue
        while more := _MORE_ATTRIBUTES.match(page, place):
            place = more.end()
        if _is_absurd(page, first, place):
            yield page[done : tag.start()]
            yield f"<{tag['name'][:40]}"
            done = place
    yield page[done:]


def _is_absurd(page: str, start: int, end: int) -> bool:
    if end - start > _LONGEST_TAG:
        return True
    return sum(1 for _ in re.finditer(_ATTRIBUTE, page[start:end])) > 2 * _MOST_ATTRIBUTES
