"""What reading found → Article, or the Rejection of a text that is none. Every format ends here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from twosource.ingest.limits import LARGEST_TEXT, LONGEST_UNSPACED_WORD, LONGEST_WORD
from twosource.model.article import Article, Furniture, Rejection
from twosource.text.furniture import detect_furniture
from twosource.text.language import detect_language, language_code

_HEADER_ENDS = 800
_FOOTER_BEGINS = 600
"""Characters from the start and from the end of a text."""


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
    title, byline, day of publication, section, dateline, credits. `document` names it in a rejection."""
    if refusal := _refusal(text, document):
        return refusal
    furniture = _merged(described.structure, detect_furniture(text, title=described.title))
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
