"""Tags with absurd attributes, which no article needs and which parsers take quadratic time over."""

import re

_MOST_ATTRIBUTES = 300
"""Of one tag; libxml2 2.14 takes 0.2 s over 10,000 of them and 5 s over 40,000 (November 2026)."""
_LONGEST_TAG = 65_536
"""Characters; longer ones carry pictures or program state inline."""
_ATTRIBUTE = r"(?:[\s/]++|=?[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)?+)?+|=)"
_RAW = "script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext"
_TAG = re.compile(
    r"<!--(?:.*?-->|.*+)"
    rf"|<(?P<raw>{_RAW})(?=[\s/>])[^>]*+>(?:.*?</(?P=raw)(?=[\s/>])|.*+)"
    rf"|<(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>{_ATTRIBUTE}*+)",
    re.DOTALL | re.IGNORECASE,
)
"""Possessive throughout: every character is read once, whatever is left open."""


def without_absurd_attributes(page: str) -> str:
    """The page with the attributes of such tags left out. Reads comments, raw text and tags as the HTML standard's
    tokenizer does, in time linear in the page's length."""
    return _TAG.sub(_bare, page)


def _bare(match: re.Match[str]) -> str:
    attributes = match["attributes"] or ""
    if len(attributes) <= 2 * _MOST_ATTRIBUTES:
        return match[0]
    if len(attributes) > _LONGEST_TAG or len(re.findall(_ATTRIBUTE, attributes)) > 2 * _MOST_ATTRIBUTES:
        return f"<{match['name'][:40]}"
    return match[0]
