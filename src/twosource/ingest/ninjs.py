"""IPTC ninjs: news items in JSON, versions 1.x, 2.x and 3.0 (https://iptc.org/std/ninjs/)."""

import html
import re
from collections.abc import Mapping
from typing import Any

from twosource.ingest.assemble import Described
from twosource.ingest.fields import byline_of, http_url, iso_date, name_of, one_line

_MARKS = frozenset(
    {
        "versioncreated", "versionCreated", "firstcreated", "firstCreated", "contentcreated",
        "contentCreated", "bodies",
        "body_text", "body_html", "body_xhtml", "headlines", "pubstatus", "pubStatus", "representationtype",
        "representationType", "standard", "copyrightholder", "copyrightHolder", "copyrightnotice", "copyrightNotice",
        "usageterms", "usageTerms", "infosources", "infoSources", "profile",
    }
)  # fmt: skip
_BLOCK = re.compile(r"</(?:p|div|h[1-6]|li|blockquote|tr)\s*>|<br\s*/?>", re.IGNORECASE)
_SILENT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,4000}>")
_KEPT = (
    "altids", "associations", "by", "copyright", "copyrightholder", "copyrightnotice", "description_text",
    "descriptions", "edition", "embargoed", "embargoedreason", "infosources", "keywords", "organisations", "people",
    "events", "places", "profile", "pubstatus", "rightsinfo", "slugline", "subject", "subjects", "trustindicators",
    "urgency", "usageterms", "uri", "version",
)  # fmt: skip


def is_ninjs(record: Mapping[str, Any]) -> bool:
    """Whether the object is a ninjs item: it has a `uri` or `standard` and two more of the standard's own names."""
    marks = sum(1 for key in record if key in _MARKS)
    return (("uri" in record or "standard" in record) and marks >= 2) or marks >= 4


def ninjs_text(record: Mapping[str, Any]) -> str | None:
    """The body as text: plain where the item has one, else its markup with each block on a line of its own."""
    bodies = [
        body for body in record.get("bodies") or () if isinstance(body, Mapping) and isinstance(body.get("value"), str)
    ]
    bodies.sort(key=lambda body: _is_markup(body))
    if bodies:
        return _plain(bodies[0]["value"]) if _is_markup(bodies[0]) else str(bodies[0]["value"])
    if isinstance(text := record.get("body_text"), str):
        return text
    marked = [value for key, value in sorted(record.items()) if key.startswith("body_") and isinstance(value, str)]
    return _plain(marked[0]) if marked else None


def describe_ninjs(record: Mapping[str, Any]) -> Described:
    """What the item says: main headline, byline, the place it was located, dates of creation and last version,
    copyright holder or first information source as outlet."""
    item = {key.lower(): value for key, value in record.items() if isinstance(key, str)}
    first = iso_date(item.get("firstcreated")) or iso_date(item.get("contentcreated"))
    version = iso_date(item.get("versioncreated"))
    published = first or version
    return Described(
        id=one_line(item.get("uri")),
        title=_headline(item),
        outlet=_outlet(item),
        url=_address(item),
        byline=byline_of(item.get("by") or item.get("byline")),
        published=published,
        modified=version if version != published else None,
        language=one_line(item.get("language")),
        section=_section(item),
        dateline=_place(item.get("located")),
        extra={key: item[key] for key in _KEPT if item.get(key)},
    )


def _headline(item: Mapping[str, Any]) -> str | None:
    headlines = [line for line in item.get("headlines") or () if isinstance(line, Mapping)]
    headlines.sort(key=lambda line: str(line.get("role") or "").casefold() not in ("", "main"))
    values = [one_line(line.get("value")) for line in headlines]
    return (
        next((value for value in values if value), None)
        or one_line(item.get("headline"))
        or one_line(item.get("title"))
    )


def _outlet(item: Mapping[str, Any]) -> str | None:
    sources = [source for source in item.get("infosources") or () if isinstance(source, Mapping)]
    notice = one_line(item.get("copyrightnotice"))
    holder = re.sub(r"^(?:copyright|©|\(c\)|[\s\d,-])+|[.;].*$", "", notice, flags=re.IGNORECASE) if notice else None
    rights = item.get("copyright")
    named = rights.get("holder") if isinstance(rights, Mapping) else None
    return (
        name_of(item.get("source")) or name_of(item.get("copyrightholder")) or name_of(named)
        or next(filter(None, map(name_of, sources)), None) or holder or None
    )  # fmt: skip


def _address(item: Mapping[str, Any]) -> str | None:
    for rendition in item.get("renditions") or ():
        if isinstance(rendition, Mapping) and str(rendition.get("contenttype", "")).startswith("text/html"):
            return http_url(rendition.get("href"))
    return http_url(item.get("uri"))


def _section(item: Mapping[str, Any]) -> str | None:
    subjects = item.get("subjects") or item.get("subject")
    return name_of(subjects) if isinstance(subjects, list) and subjects else None


def _place(value: Any) -> str | None:
    return name_of(value)


def _is_markup(body: Mapping[str, Any]) -> bool:
    kind = str(body.get("contenttype") or body.get("contentType") or body.get("role") or "")
    return "html" in kind.casefold() or "xml" in kind.casefold()


def _plain(markup: str) -> str:
    text = html.unescape(_TAG.sub("", _BLOCK.sub("\n\n", _SILENT.sub("", markup))))
    return "\n\n".join(" ".join(line.split()) for line in text.split("\n\n") if line.strip())
