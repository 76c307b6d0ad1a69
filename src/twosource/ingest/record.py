"""One JSON object that holds a report under the field names of this project, news-please, fundus, trafilatura and the
usual news interfaces."""

from collections.abc import Mapping
from typing import Any

from twosource.ingest.assemble import Described, assemble_article
from twosource.ingest.fields import byline_of, http_url, iso_date, name_of, one_line, replace_surrogates
from twosource.ingest.jsonld import describe_linked_data, is_linked_data, linked_data_text
from twosource.ingest.ninjs import describe_ninjs, is_ninjs, ninjs_text
from twosource.model.article import Article, Rejection

_TEXT = ("text", "maintext", "plaintext", "raw_text", "body", "content", "full_text", "article_text", "articleBody")
_TITLE = ("title", "headline", "name")
_OUTLET = (
    "outlet", "publisher", "sitename", "site_name", "source_domain", "source-hostname", "hostname", "source", "site",
    "domain",
)  # fmt: skip
_URL = ("url", "canonical_url", "link", "source", "uri", "permalink")
_BYLINE = ("byline", "authors", "author", "creator", "by")
_PUBLISHED = (
    "published", "date_publish", "publishing_date", "datePublished", "date_published", "published_at", "publishedAt",
    "publication_date", "published_date", "pubDate", "pub_date", "date", "timestamp",
)  # fmt: skip
_MODIFIED = (
    "modified",
    "date_modify",
    "dateModified",
    "date_modified",
    "updated",
    "updated_at",
    "last_modified",
    "filedate",
)
_LANGUAGE = ("language", "lang", "inLanguage")
_SECTION = ("section", "articleSection", "category", "categories")
_ANNOTATED = frozenset({"furniture", "paragraphs"})
"""Written by this project for other readers, and made anew from the text."""


def read_record(record: Any, *, document: str) -> Article | Rejection:
    """The report in one JSON value: an article of this project, alone or inside an annotated one, a record of another
    reader, an IPTC ninjs item or schema.org linked data. Keys that mean nothing here are kept under `extra`."""
    if not isinstance(record, Mapping):
        return Rejection(document, "not_an_article", "the JSON is no object with a report's fields")
    inner = record.get("article")
    if isinstance(inner, Mapping) and not any(key in record for key in _TEXT):
        record = inner
    if is_linked_data(record):
        text, described = linked_data_text(record), describe_linked_data(record)
    elif is_ninjs(record):
        text, described = ninjs_text(record), describe_ninjs(record)
    else:
        text, described = _record_text(record), describe_record(record)
    if text is None:
        keys = ", ".join(sorted(map(str, record))[:8]) or "none"
        return Rejection(document, "not_an_article", f"the JSON holds no text of a report (its keys: {keys[:200]})")
    return assemble_article(replace_surrogates(text), described, document=document)


def describe_record(record: Mapping[str, Any]) -> Described:
    """The fields of a flat record; of several names for a field the first in this order that has a value."""
    used: set[str] = set()

    def first(names: tuple[str, ...], read: Any) -> Any:
        for name in names:
            if name in record and name not in used and (value := read(record[name])) is not None:
                used.add(name)
                return value
        return None

    url = first(_URL, http_url)
    outlet = first(_OUTLET, _outlet_name)
    values = {
        "id": first(("id",), _identity),
        "url": url,
        "outlet": outlet,
        "title": first(_TITLE, one_line),
        "byline": first(_BYLINE, byline_of),
        "published": first(_PUBLISHED, iso_date),
        "modified": first(_MODIFIED, iso_date),
        "language": first(_LANGUAGE, one_line),
        "section": first(_SECTION, name_of),
        "dateline": first(("dateline",), one_line),
        "credits": first(("credits",), _names) or (),
    }
    used |= {name for name in _TEXT if _plain_text(record.get(name)) is not None} | _ANNOTATED
    inner = record.get("extra")
    extra = dict(inner) if isinstance(inner, Mapping) else {}
    given = {str(key): value for key, value in record.items() if key not in used and value not in (None, "", [], {})}
    given.pop("extra", None) if isinstance(inner, Mapping) else None
    return Described(**values, extra=extra | given)


def _record_text(record: Mapping[str, Any]) -> str | None:
    texts = (_plain_text(record.get(name)) for name in _TEXT)
    found = [text for text in texts if text is not None]
    return next((text for text in found if text.strip()), found[0] if found else None)


def _plain_text(value: Any) -> str | None:
    """A text as it is; the paragraphs of a list of texts or of fundus' body, a blank line between them."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    if isinstance(value, Mapping) and isinstance(value.get("sections"), list):
        return "\n\n".join(_fundus_paragraphs(value)) or None
    return None


def _fundus_paragraphs(body: Mapping[str, Any]) -> list[str]:
    parts = [body.get("summary")]
    for section in body["sections"]:
        if isinstance(section, Mapping):
            parts += [section.get("headline"), section.get("paragraphs")]
    lists = [part if isinstance(part, list) else [part] for part in parts]
    return [line for part in lists for line in part if isinstance(line, str) and line.strip()]


def _outlet_name(value: Any) -> str | None:
    name = name_of(value)
    return None if name is None or http_url(name) else name


def _identity(value: Any) -> str | None:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip() else None


def _names(value: Any) -> tuple[str, ...] | None:
    return tuple(filter(None, map(one_line, value))) if isinstance(value, list) else None
