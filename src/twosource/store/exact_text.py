"""Text that a database cannot hold as it is, and gives back exactly all the same.

UTF-8 has no lone surrogates, PostgreSQL no NUL in text, and SQLite's own functions stop at one. The few such characters
are written as an escape that begins with a noncharacter (U+FDD0, which Unicode reserves for a program's own use); all
other text stands in the columns as it is.
"""

import re
import unicodedata
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

_ESCAPE = "\ufdd0"
MATCH_BEGIN, MATCH_END = "\ufdd1", "\ufdd2"
"""Characters that no stored text contains: they frame what a search found."""
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff\ufdd0-\ufdd2]")
_ESCAPED = re.compile("\ufdd0([0-9a-f]{4})")


def escape(text: str) -> str:
    """The text with the characters that cannot be stored written as escapes."""
    return _NOT_STORABLE.sub(lambda match: f"{_ESCAPE}{ord(match[0]):04x}", text)


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if _ESCAPE in text else text


def escape_deep(value: Any) -> Any:
    """The value (dicts, lists, scalars) with every text escaped."""
    return _map_texts(value, escape)


def unescape_deep(value: Any) -> Any:
    """The value that `escape_deep` was given."""
    return _map_texts(value, unescape)


def _map_texts(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {_map_texts(key, change): _map_texts(item, change) for key, item in value.items()}
    return [_map_texts(item, change) for item in value] if isinstance(value, (list, tuple)) else value


def fold(text: str) -> str:
    """The text as names are matched: no accents, no difference of case, single spaces."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())


class ExactText(TypeDecorator[str]):
    """A text column that gives back exactly what was stored, whatever it is."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else escape(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else unescape(value)
