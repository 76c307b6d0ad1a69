"""Field values of feed items, made regular: addresses, titles, dates."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from twosource.ingest.fields import iso_date, one_line, replace_surrogates
from twosource.ingest.limits import LARGEST_TEXT, LONGEST_ADDRESS, LONGEST_FIELD, LONGEST_SUMMARY
from twosource.model.article import Rejection, canonical_url
from twosource.model.feed import FeedItem

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!--.{0,500}?-->", re.DOTALL)
_NO_HOST = re.compile(r"https?:(?!//[^/?#])", re.IGNORECASE)
_ISO_IN_UTC = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:UTC|GMT|Z)")
_UTC = re.compile(r"(?:[+-]00:?00|\b(?:GMT|UTC?|Z)|\dZ)\s*$")
_NO_DATE = ("0000-", "0001-", "1900-01-01", "1970-01-01")
"""How dates begin that software writes where it has none."""
_MOST_UNREADABLE = 20
"""Rejections given one by one for the items of a document; the rest are counted in one more."""


def feed_address(value: Any, base: str | None = None) -> str | None:
    """The absolute http(s) address `value` means where it stands in a document fetched from `base`, spaces around it
    removed, without user name and password; None where it means none. Wrappers that redirect stay as they are."""
    if not isinstance(value, str) or not (text := value.strip()) or len(text) > LONGEST_ADDRESS:
        return None
    text = re.sub(r"[\t\r\n]+", "", text).replace(" ", "%20")
    if _NO_HOST.match(text):
        return None
    try:
        address = urljoin(base or "", text)
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\x00-\x20<>\"\\^`{|}\x7f\ud800-\udfff]", host):
        return None
    return replace_surrogates(re.sub(r"[\x00-\x1f\x7f]", "", address)).replace(
        f"//{parts.netloc}", f"//{parts.netloc.rpartition('@')[2]}", 1
    )


def feed_title(value: Any, longest: int = LONGEST_FIELD) -> str | None:
    """The words of a title on one line, tags and entities resolved, cut to `longest` characters."""
    if not isinstance(value, str):
        return None
    return one_line(_TAG.sub("", value[: 2 * longest])[:longest])


def feed_date(value: Any) -> str | None:
    """The date or time in ISO 8601 with the zone that is given ("+00:00" where it is said to be UTC); None where it is
    no date, or the one software writes for none. No zone is made up."""
    if isinstance(value, str):
        value = _ISO_IN_UTC.sub(r"\1Z", value.strip()[:100])
    date = iso_date(value)
    if date is None or date.startswith(_NO_DATE):
        return None
    if "T" in date and not re.search(r"(?:Z|[+-]\d{2}:\d{2})$", date) and _UTC.search(str(value)):
        return f"{date}+00:00"
    return date


def instant_of(value: str | None) -> float | None:
    """Seconds since 1970 of a date as feeds write it, for putting items in order; UTC where no zone is given."""
    text = (value or "").strip()[:100]
    moment: datetime | None = None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (OverflowError, ValueError):
        return None


def feed_markup(value: Any, longest: int = LONGEST_SUMMARY) -> str | None:
    """A teaser or text as HTML, cut to `longest` characters; None where it is empty."""
    if not isinstance(value, str):
        return None
    text = replace_surrogates(value[:longest]).replace("\x00", "").strip()
    return text or None


def full_text(value: Any) -> str | None:
    """The full text of an item as HTML, cut to the characters of the longest report."""
    return feed_markup(value, LARGEST_TEXT)


def distinct_items(items: Iterable[FeedItem | str], document: str) -> tuple[tuple[FeedItem, ...], list[Rejection]]:
    """The items in order without those whose address came before, and a rejection for each item given as the text that
    says what it is: one without address."""
    kept: dict[str, FeedItem] = {}
    unreadable: list[str] = []
    for item in items:
        if isinstance(item, FeedItem):
            kept.setdefault(canonical_url(item.url), item)
        else:
            unreadable.append(item)
    rejections = [Rejection(document, "no_address", text) for text in unreadable[:_MOST_UNREADABLE]]
    if (more := len(unreadable) - _MOST_UNREADABLE) and more > 0:
        rejections.append(Rejection(document, "no_address", f"{more:,} more items have no usable address"))
    return tuple(kept.values()), rejections


def without_address(title: str | None) -> str:
    """What to say of an item that has no address."""
    return f"the item “{title[:80]}” has no http(s) address" if title else "an item has no http(s) address"


def too_many(document: str, left: int, kept: int, what: str) -> list[Rejection]:
    """The rejection that counts what was left, none where nothing was."""
    detail = f"{left:,} older {what} were left: the newest {kept:,} are read"
    return [Rejection(document, "too_many_items", detail)] if left else []
