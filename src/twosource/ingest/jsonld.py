"""schema.org NewsArticle as JSON-LD, inside a page or as a file of its own."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from twosource.ingest.assemble import Described
from twosource.ingest.fields import byline_of, http_url, iso_date, name_of, one_line

_ARTICLE_TYPE = re.compile(
    r"(?:.*[/:])?(?:\w*News\w*Article|Article|ReportageNewsArticle|BlogPosting|LiveBlogPosting|Report)"
)
_ORGANISATION_TYPE = re.compile(r".*(?:Organization|Corporation|Brand)")
_TAG = re.compile(
    r"<(?:/?(?:p|br|div|span|a|em|strong|i|b|h\d|ul|ol|li|blockquote|figure|img)\b[^<>]{0,2000})>", re.IGNORECASE
)
_BREAKING_TAG = re.compile(r"<(?:/p|br\s*/?|/div|/h\d|/li|/blockquote)>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f]")
_DEEPEST = 12
_MOST_NODES = 2_000
_KEPT = ("description", "isBasedOn", "correction")


def is_linked_data(record: Mapping[str, Any]) -> bool:
    """Whether the object speaks of an article in JSON-LD."""
    return ("@context" in record or "@type" in record or "@graph" in record) and find_article(record) is not None


def parse_linked_data(script: str) -> Any:
    """The value of a JSON-LD script; None where it cannot be read. Raw control characters inside texts, which many
    pages have and JSON forbids, are taken for spaces."""
    for text in (script, _CONTROL.sub(" ", script).strip().removeprefix("<!--").removesuffix("-->")):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            continue
    return None


def find_article(value: Any) -> Mapping[str, Any] | None:
    """The first node whose type is an article's, references to other nodes by `@id` resolved for its publisher and
    authors."""
    nodes = list(_nodes(value))
    article = next(
        (node for node in nodes if _has_type(node, _ARTICLE_TYPE) and ("headline" in node or "articleBody" in node)),
        None,
    )
    if article is None:
        return None
    by_id = {node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str) and "name" in node}
    linked = {key: _resolved(article[key], by_id) for key in ("publisher", "author", "creator") if key in article}
    return {**article, **linked}


def describe_linked_data(value: Any) -> Described:
    """What the article's node says: headline, publisher, authors that are persons, dates, address, language, section;
    under `extra` what the article says it is based on and the like."""
    article = find_article(value) or {}
    publisher = name_of(article.get("publisher")) or name_of(article.get("sourceOrganization"))
    page = article.get("mainEntityOfPage")
    address = page.get("@id") or page.get("url") if isinstance(page, Mapping) else page
    section = article.get("articleSection")
    return Described(
        title=one_line(article.get("headline")) or one_line(article.get("name")),
        outlet=publisher,
        url=http_url(article.get("url")) or http_url(address) or http_url(article.get("@id")),
        byline=byline_of(_people(article.get("author") or article.get("creator"), publisher)),
        published=iso_date(article.get("datePublished")) or iso_date(article.get("dateCreated")),
        modified=iso_date(article.get("dateModified")),
        language=name_of(article.get("inLanguage")),
        section=one_line(section),
        dateline=one_line(article.get("dateline")),
        extra={key: one_line(article[key]) or article[key] for key in _KEPT if article.get(key)},
    )


def linked_data_text(value: Any) -> str | None:
    """The article's body as text, tags taken out of it; None where the node has no body."""
    article = find_article(value)
    body = article.get("articleBody") if article else None
    if isinstance(body, list):
        body = "\n\n".join(part for part in body if isinstance(part, str))
    if not isinstance(body, str):
        return None
    if not _TAG.search(body):
        return body
    return re.sub(r"\n\s*\n\s*", "\n\n", _TAG.sub("", _BREAKING_TAG.sub("\n\n", body))).strip()


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of a value, outermost first, so many and so deep as a page can honestly have."""
    level, seen = [value], 0
    for _ in range(_DEEPEST):
        below: list[Any] = []
        for item in level:
            if isinstance(item, Mapping):
                seen += 1
                yield item
                below += item.values()
            elif isinstance(item, list):
                below += item
            if seen > _MOST_NODES:
                return
        level = [item for item in below if isinstance(item, Mapping | list)]


def _has_type(node: Mapping[str, Any], pattern: re.Pattern[str]) -> bool:
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and len(name) < 200 and pattern.fullmatch(name) for name in listed)


def _resolved(value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_resolved(part, by_id) for part in value[:50] if not isinstance(part, list)]
    if isinstance(value, Mapping) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _people(authors: Any, publisher: str | None) -> list[Any]:
    """The authors but the outlet itself, which many pages name as author where a report is unsigned."""
    several = authors if isinstance(authors, list) else [authors]
    return [author for author in several if author and name_of(author) != publisher and not _is_outlet(author)]


def _is_outlet(author: Any) -> bool:
    return isinstance(author, Mapping) and _has_type(author, _ORGANISATION_TYPE)
