"""The items of an XML feed or sitemap, however broken: bounded in time, depth and memory, the newest kept."""

import heapq
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from lxml import etree

from twosource.ingest.feed_text import without_forbidden

Kept = TypeVar("Kept")

_MOST_ELEMENTS = 5_000
_MOST_CHARACTERS = 2_000_000
_MOST_ATTRIBUTES = 50
_LONGEST_VALUE = 10_000
"""Of one item, or of all that stands outside items: elements, characters of its long texts; of one element: attributes;
of one attribute or short text: characters."""
_MOST_ITEMS_SEEN = 200_000
_MOST_ELEMENTS_SEEN = 3_000_000
"""Of one document; reading ends there, after about 3 s of processor time (November 2026)."""
LONG_TEXTS = frozenset({"content", "encoded", "description", "summary", "body"})
"""Elements that hold a teaser or a report."""
_DEEPEST = 60
"""Elements inside one another; what lies deeper is left out."""
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
"""What well-known prefixes stand for where a document forgets to say."""
_HEAD = 1_000_000
"""Characters in which a document uses each prefix it uses."""
_PREFIX = re.compile(r"<([A-Za-z][A-Za-z0-9_-]{0,30}):")
_UNKNOWN = "urn:unknown"
_NAMESPACE = re.compile(r"https?://[A-Za-z0-9.-]{1,100}(?:/[A-Za-z0-9/._-]{0,200})?#?")
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,100}", re.ASCII)
_ATTRIBUTE = re.compile(
    r"(?:\{http://www\.w3\.org/(?:XML/1998/namespace|1999/02/22-rdf-syntax-ns#)\})?[A-Za-z_][\w.-]{0,100}", re.ASCII
)
ITEMS = "items"
"""The processing instruction that stands in the frame for the items."""


@dataclass(frozen=True, slots=True)
class Reading(Generic[Kept]):
    """How the items of a kind of document are read: the names of their elements, what is kept of one, when it was
    published in seconds (None where it does not say) and how many are kept."""

    names: frozenset[str]
    keep: Callable[[Any], Kept]
    instant: Callable[[Any], float | None]
    most: int


@dataclass(frozen=True, slots=True)
class ReadMarkup(Generic[Kept]):
    """The kept items in document order; `frame` is the root with everything outside items; `left` counts the items not
    kept, `problem` says where the markup is broken."""

    items: tuple[Kept, ...]
    frame: Any
    left: int
    problem: str | None


def read_markup(text: str, reading: Reading[Kept]) -> ReadMarkup[Kept]:
    """The newest items of the document that begins with its root element. An item without a date counts as old as the
    one before it. Nothing is fetched, no entity expanded, no document type read; an item that is not finished is not
    given."""
    target = _Collector(reading)
    parser = etree.XMLParser(
        target=target, encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    problem = None
    try:
        etree.fromstring(_with_namespaces(text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        problem = str(error)
    except _EndlessError:
        problem = f"it has more than {_MOST_ITEMS_SEEN:,} items or {_MOST_ELEMENTS_SEEN:,} elements"
    if problem is None and len(parser.error_log):
        first = parser.error_log[0]
        problem = f"{first.message} in line {first.line}"
    return ReadMarkup(target.newest(), target.frame(), target.left, problem)


def local_name(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


class _EndlessError(Exception):
    """More in a document than is looked at."""


class _Builder:
    """One element with all that is inside it, within the bounds above."""

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder(insert_pis=True)
        self._open: list[str] = []
        self._skipped = 0
        self._elements = 0
        self._characters = 0
        self._long: int | None = None
        self._short = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._skipped or len(self._open) >= _DEEPEST or self._elements > _MOST_ELEMENTS:
            self._skipped += 1
            return
        given = [(name, value) for name, value in attributes.items() if _ATTRIBUTE.fullmatch(name)][:_MOST_ATTRIBUTES]
        self._builder.start(tag, {name: without_forbidden(value[:_LONGEST_VALUE]) for name, value in given})
        self._open.append(tag)
        self._short = 0
        if self._long is None and tag.rpartition("}")[2] in LONG_TEXTS:
            self._long = len(self._open)

    def end(self) -> None:
        if self._skipped:
            self._skipped -= 1
        elif self._open:
            if self._long == len(self._open):
                self._long = None
            self._builder.end(self._open.pop())

    def data(self, text: str) -> None:
        if self._skipped or not self._open:
            return
        if self._long is None:
            room = _LONGEST_VALUE - self._short
            self._short += len(text)
        else:
            room = _MOST_CHARACTERS - self._characters
            self._characters += len(text)
        if room > 0:
            self._builder.data(without_forbidden(text[:room]))

    def mark(self) -> None:
        if self._open and not self._skipped:
            self._builder.pi(ITEMS)

    def finish(self) -> Any:
        self._skipped = 0
        while self._open:
            self.end()
        return self._builder.close()


class _Collector(Generic[Kept]):
    """What the parser calls: sends each element to the item it stands in or to the frame."""

    def __init__(self, reading: Reading[Kept]) -> None:
        self.left = 0
        self._reading = reading
        self._heap: list[tuple[float, int, Kept]] = []
        self._count = 0
        self._seen = 0
        self._instant = math.inf
        self._own = ""
        """The namespace of RSS 2.0, which has none, where a document gives it one."""
        self._frame = _Builder()
        self._item: _Builder | None = None
        self._owners: list[_Builder] = []
        self._first: _Builder | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._seen += 1
        if self._seen > _MOST_ELEMENTS_SEEN or self._count >= _MOST_ITEMS_SEEN:
            raise _EndlessError
        if not self._owners and tag.endswith("}rss"):
            self._own = tag.removesuffix("rss")
        tag = _known_tag(tag.removeprefix(self._own))
        if tag.rpartition("}")[2] in self._reading.names and self._owners:
            self._emit()
            if self._first is None:
                self._frame.mark()
            self._item = self._first = _Builder()
        owner = self._item or self._frame
        self._owners.append(owner)
        owner.start(tag, attributes)

    def end(self, tag: str) -> None:
        if not self._owners:
            return
        owner = self._owners.pop()
        if owner is self._frame:
            owner.end()
        elif owner is self._item:
            owner.end()
            if owner not in self._owners[-1:]:
                self._emit()

    def data(self, text: str) -> None:
        if self._owners and self._owners[-1] is (self._item or self._frame):
            self._owners[-1].data(text)

    def close(self) -> None:
        """Nothing is handed on: an item still open is not whole."""

    def frame(self) -> Any:
        try:
            return self._frame.finish()
        except (AssertionError, etree.XMLSyntaxError):
            return None

    def newest(self) -> tuple[Kept, ...]:
        return tuple(kept for _, _, kept in sorted(self._heap, key=lambda entry: -entry[1]))

    def _emit(self) -> None:
        if self._item is None:
            return
        element = self._item.finish()
        self._item = None
        instant = self._reading.instant(element)
        self._instant = self._instant if instant is None else instant
        self._count += 1
        key = (self._instant, -self._count)
        if len(self._heap) < self._reading.most:
            heapq.heappush(self._heap, (*key, self._reading.keep(element)))
            return
        self.left += 1
        if key > self._heap[0][:2]:
            heapq.heapreplace(self._heap, (*key, self._reading.keep(element)))


@lru_cache(maxsize=1000)
def _known_tag(tag: str) -> str:
    """The tag; namespaces and names that cannot be written again are replaced."""
    namespace, _, name = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
    if namespace and not _NAMESPACE.fullmatch(namespace):
        namespace = _UNKNOWN
    name = name if _NAME.fullmatch(name) else "unnamed"
    return f"{{{namespace}}}{name}" if namespace else name


def _with_namespaces(text: str) -> str:
    """The document with the prefixes declared that its beginning uses and forgets to declare."""
    head = text[:_HEAD]
    used = {match[1] for match in _PREFIX.finditer(head)}
    missing = sorted(prefix for prefix in used if f"xmlns:{prefix}" not in head and prefix.casefold() != "xml")
    root = re.match(r"<[^\s/>]+", text)
    if not missing or root is None:
        return text
    declared = "".join(
        f' xmlns:{prefix}="{_NAMESPACES.get(prefix, _UNKNOWN)}"' for prefix in missing[:_MOST_ATTRIBUTES]
    )
    return text[: root.end()] + declared + text[root.end() :]
