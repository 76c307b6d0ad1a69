"""What reading found → Article, or the Rejection of a text that is none. Every format ends here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from twosource.ingest.limits import LARGEST_TEXT, LONGEST_UNSPACED_WORD, LONGEST_WORD
from twosource.model.article import Article, Furniture, Rejection
from twosource.text.furniture import detect_furniture
from twosource.text.language import detect_language, language_code

_HEADER_ENDS = 800
_FOOTER_BEGINS = 600
"""Characters from the start and from the end of a text."""
_LONGEST_OUTLET = 60
"""Characters of a first line that may be an outlet's name."""


@dataclass(frozen=True, slots=True)
class Described:
    """What a document says about its report beside the text; None where it says nothing. `language` is a language tag
    as given, `structure` the furniture known from markup."""

    id: str | None = None
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
    structure: tuple[Furniture, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


def assemble_article(text: str, described: Described, *, document: str) -> Article | Rejection:
    """The article with `text` as it is. What the document does not say itself comes from the furniture in the text:
    title, byline, day of publication, section, dateline, credits. `document` names it in a rejection, and may be called
    after its outlet."""
    if refusal := _refusal(text, document):
        return refusal
    furniture = _merged(described.structure, _detected(text, described, document))
    first = {part.kind: part.value for part in reversed(furniture) if part.value and _speaks_for_all(part, text)}
    article = Article.from_text(
        text,
        id=described.id,
        url=described.url,
        title=described.title or first.get("headline"),
        outlet=described.outlet,
        byline=described.byline or first.get("byline"),
        published=described.published or first.get("date"),
        modified=described.modified,
        language=detect_language(text) or language_code(described.language),
        section=described.section or first.get("section"),
        dateline=described.dateline,
        credits=described.credits,
        extra=described.extra,
    )
    return article.with_furniture(furniture)


def _detected(text: str, described: Described, document: str) -> tuple[Furniture, ...]:
    """The furniture the text shows. A first line that only names the outlet is a label above the report, and no
    headline: what follows it is read for itself."""
    start = len(text) - len(text.lstrip())
    line = text[start : start + _LONGEST_OUTLET + 1].partition("\n")[0].rstrip()
    if described.title or len(line) > _LONGEST_OUTLET or not _names_outlet(line, described, document):
        return detect_furniture(text, title=described.title)
    end = start + len(line)
    if not text[end:].strip():
        return detect_furniture(text)
    below = (replace(part, start=part.start + end, end=part.end + end) for part in detect_furniture(text[end:]))
    return (Furniture("other", start, end, "label"), *below)


def _names_outlet(line: str, described: Described, document: str) -> bool:
    """Whether a line is the name of the outlet, as the document, its file's name or its address gives it."""
    name = _letters(line)
    return bool(name) and name in set(map(_letters, _outlet_names(described, document)))


def _outlet_names(described: Described, document: str) -> Iterable[str]:
    yield described.outlet or ""
    if "://" not in document:
        yield PurePath(document).stem.rstrip("0123456789")
    for address in filter(None, (described.url, document if "://" in document else None)):
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            continue
        yield host
        yield from host.split(".")[:-1]


def _letters(name: str) -> str:
    """How a name compares: its letters and digits in small letters, without "The" and "www."."""
    bare = name.casefold().replace("-", " ").replace("_", " ").strip().removeprefix("www.").removeprefix("the ")
    return "".join(filter(str.isalnum, bare))


def _refusal(text: str, document: str) -> Rejection | None:
    words = text.split(None, 1)
    if not words:
        return Rejection(document, "empty", "there is no text in it")
    if len(text) > LARGEST_TEXT:
        length = f"its text has {len(text):,} characters, more than the {LARGEST_TEXT:,} read of one report"
        return Rejection(document, "too_large", f"{length}: split it")
    unspaced = any(letter >= "\u0e00" for letter in words[0][:LONGEST_WORD])
    if len(words) == 1 and len(words[0]) <= (LONGEST_UNSPACED_WORD if unspaced else LONGEST_WORD):
        return Rejection(document, "too_short", "one word is no report")
    return None


def _speaks_for_all(part: Furniture, text: str) -> bool:
    """Whether a part stands where it speaks of the whole report: a byline or date amid the text belongs to an inset."""
    return part.kind not in ("byline", "date") or part.start < _HEADER_ENDS or part.end > len(text) - _FOOTER_BEGINS


def _merged(known: Sequence[Furniture], detected: Sequence[Furniture]) -> tuple[Furniture, ...]:
    """Both, where they do not overlap; a line the text alone tells to be something is that, unless markup knows it for
    a headline."""
    headlines = [part for part in known if part.kind == "headline"]
    kept = [part for part in detected if not any(part.span.overlaps(head.span) for head in headlines)]
    taken = {position for part in kept for position in (part.start, part.end)}
    rest = [part for part in known if part.kind != "headline" and part.start not in taken and part.end not in taken]
    return tuple(sorted([*headlines, *kept, *rest], key=lambda part: (part.start, -part.end)))
