"""One report as it was read: its stored text, which never changes, and what is known about it."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from urllib.parse import urlsplit, urlunsplit

from twosource.model.span import Span

FurnitureKind = Literal["date", "section", "headline", "byline", "dateline", "credit", "caption", "correction", "other"]

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of the stored text that is not the report's own account: date line, section label, headline, byline,
    dateline, agency credit, caption or correction note. `value` is its normalised content (an ISO date, the place of a
    dateline, the agency of a credit, the name in a byline)."""

    kind: FurnitureKind
    start: int
    end: int
    value: str | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Article:
    """One report. `text` is kept letter for letter and every offset in the system refers to it.

    `published` and `modified` are ISO 8601 dates or date-times; `language` is an ISO 639-1 code; `credits` are the
    agencies the text credits ("AP"); `extra` keeps what a structured input said beyond these fields.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    dateline: str | None = None
    credits: tuple[str, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_text(cls, text: str, *, id: str | None = None, url: str | None = None, **fields: Any) -> "Article":
        """An article whose stored text is exactly `text`. Without `id`, the id comes from the canonical URL, else from
        the content and outlet, so that the same report always has the same id."""
        key = canonical_url(url) if url else "\x00".join((str(fields.get("outlet") or ""), text))
        return cls(id=id or content_id(key), text=text, url=url, **fields)

    @property
    def paragraphs(self) -> tuple[Span, ...]:
        """The lines of the text that are not blank, in order."""
        return tuple(Span(*match.span()) for match in _LINE.finditer(self.text) if not match[0].isspace())

    def with_furniture(self, furniture: tuple[Furniture, ...]) -> "Article":
        """The same article with its furniture, and the dateline and agency credits that stand there where it has none
        of its own. `text`, `title`, `published` and `byline` stay as they were given."""
        datelines = [part.value for part in furniture if part.kind == "dateline" and part.value]
        agencies = dict.fromkeys(part.value for part in furniture if part.kind == "credit" and part.value)
        return replace(
            self,
            furniture=furniture,
            dateline=self.dateline or (datelines[0] if datelines else None),
            credits=self.credits or tuple(agencies),
        )

    @property
    def name(self) -> str:
        """What to call the report when speaking of it: its outlet, else its title, else its id."""
        return self.outlet or self.title or self.id


@dataclass(frozen=True, slots=True)
class Rejection:
    """A document that could not be read. `reason` is a short stable code, `detail` says in plain words what is wrong
    and, where possible, what to do; `document` names the file, URL or line it came from."""

    document: str
    reason: str
    detail: str


def content_id(key: str) -> str:
    """The first 16 hex digits of the SHA-256 of `key` as UTF-8 (lone surrogates pass)."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|cmpid|ref|smid|mc_[ce]id|ocid|icid|cid|partner|ftag)$", re.I)


def canonical_url(url: str) -> str:
    """The URL without fragment, tracking parameters, default port, `www.` and trailing slash, its scheme https and its
    host in lower case: two addresses of one page compare equal. A text that is no URL comes back as it is."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    if not parts.netloc:
        return url
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    kept = [p for p in parts.query.split("&") if p and not _TRACKING.match(p.split("=", 1)[0])]
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    return urlunsplit(("https", netloc, parts.path.rstrip("/"), "&".join(sorted(kept)), ""))
