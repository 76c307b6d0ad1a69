"""How articles, claims and people are named in documents for other programs, and how texts are cleaned for them."""

import re
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from twosource.model.article import Article
from twosource.report.escape import safe_url

_UNWRITABLE = re.compile("[\ud800-\udfff]")


def article_iri(article: Article) -> str:
    """The article's address where it has one on the web, else a URN of its id."""
    return safe_url(article.url) or f"urn:twosource:article:{quote(article.id, safe='', errors='surrogatepass')}"


def claim_iri(articles: tuple[str, ...], claim: str) -> str:
    """A URN for a claim of the comparison of these articles."""
    return f"urn:twosource:claim:{_digest(articles)}:{quote(claim, safe='', errors='surrogatepass')}"


def comparison_iri(articles: tuple[str, ...]) -> str:
    """A URN for the comparison of these articles."""
    return f"urn:twosource:comparison:{_digest(articles)}"


def written(text: str) -> str:
    """The text as every encoding can write it: half of a surrogate pair becomes U+FFFD, one character for one."""
    return _UNWRITABLE.sub("\ufffd", text)


def without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """The values that say something."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _digest(articles: tuple[str, ...]) -> str:
    return sha256("\x00".join(articles).encode("utf-8", "surrogatepass")).hexdigest()[:16]
