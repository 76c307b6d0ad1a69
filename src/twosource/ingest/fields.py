"""Field values as pages and records give them, made regular: dates, names, texts."""

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from twosource.ingest.limits import LONGEST_FIELD
from twosource.text.calendar_dates import find_dates

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?")
_BY = re.compile(r"^\s*by:?\s+", re.IGNORECASE)
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def iso_date(value: Any) -> str | None:
    """The ISO 8601 date or date-time `value` means: ISO as it is, RFC 2822, "May 12, 2024", Unix seconds or
    milliseconds (UTC). A midnight without zone is a date. None where it means no day that exists."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_seconds(float(value))
    if not isinstance(value, str):
        return None
    text = value.strip()[:LONGEST_FIELD]
    moment = _parsed(text)
    if moment is None:
        days = [found.value for found in find_dates(text) if found.value]
        return days[0] if days else None
    if _ISO.fullmatch(text):
        return text
    if moment.tzinfo is None and (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat()
    return moment.isoformat()


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_seconds(seconds: float) -> str | None:
    if seconds > 1e11:
        seconds /= 1000
    if not 0 < seconds < 4e9:
        return None
    return datetime.fromtimestamp(int(seconds), tz=UTC).isoformat()


def one_line(value: Any) -> str | None:
    """The words of a short text field on one line, HTML entities resolved, without tags around it; None where it is no
    text, empty, or longer than a field can be."""
    if isinstance(value, list | tuple) and value:
        value = value[0]
    if not isinstance(value, str) or len(value) > LONGEST_FIELD:
        return None
    words = " ".join(replace_surrogates(html.unescape(value)).split())
    return words or None


def name_of(value: Any) -> str | None:
    """The name a text or an object with a `name` gives."""
    if isinstance(value, list | tuple):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    return one_line(value)


def byline_of(value: Any) -> str | None:
    """The names of one or several authors, given as text or objects, separated by commas, without "By"."""
    several = value if isinstance(value, list | tuple) else [value]
    names = [name for name in map(name_of, several) if name and not name.startswith(("http://", "https://"))]
    cleaned = dict.fromkeys(_BY.sub("", name).strip(" ,;") for name in names)
    return ", ".join(name for name in cleaned if name) or None


def http_url(value: Any) -> str | None:
    """The value where it is an absolute http(s) address."""
    text = one_line(value)
    return text if text and re.match(r"https?://[^\s/]+", text, re.IGNORECASE) and " " not in text else None


def replace_surrogates(text: str) -> str:
    """The text with each lone surrogate replaced by U+FFFD: no encoding can carry them; the length stays the same."""
    return _SURROGATES.sub("\ufffd", text)
