"""Later editions of real reports with known changes in them: what a desk does to a report that is online already.

An edition keeps the report as it is but for planted changes, one of a kind, each in a sentence of its own; a cosmetic
edition has edits that change nothing in what the report tells. Everything is drawn from a generator seeded by the
report's id.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evaluation.planted_edits import FEWEST_WORDS, OFFERS, SYNONYMS
from twosource.model.annotation import AnnotatedArticle
from twosource.model.span import Span
from twosource.text.quotation import find_quotations

KINDS = (
    "figure", "date", "name", "turn", "quote", "quote_removed", "quote_added", "statement_removed", "statement_added",
    "part_added", "headline", "correction",
)  # fmt: skip
_FROM_COPIES = {"figure": "number", "date": "date", "name": "name", "turn": "negation", "quote": "quote"}
"""Kinds whose places and words are those planted in copies."""
_ADDED = (
    "The district council will publish its own review of the night before the end of the winter.",
    "Engineers from the harbor office inspected the eastern pier twice and found no damage there.",
    "A second hearing on the licence has been set aside for the first week of the coming session.",
    "The regional archive holds letters in which the founders argued over the very same clause.",
)
_PARTS = (
    ", according to two clerks who had read the ledger in full",
    ", a detail that the orchard keepers had mentioned to neighbours weeks earlier",
    ", while volunteers handed out blankets beside the old granary",
)
_QUOTES = (
    "“Nobody on the parish board was told before the letter went out,” Helena Vossberg said.",
    "“We counted the lanterns twice and the sum was never the same,” Tobias Renwick said.",
    "“It will take a whole season before the orchard road is open again,” Ingrid Solvane said.",
)
_CORRECTIONS = (
    "Correction: An earlier version of this article gave the wrong year for the founding of the parish board.",
    "This article was corrected to remove a mistaken reference to the orchard road.",
    "Editor’s note: A previous version of this story misspelled the name of the granary.",
)


@dataclass(frozen=True)
class PlantedChange:
    """A change of one kind: at a span of the later text, or of the earlier one where words were removed; a headline's
    has none."""

    kind: str
    before: Span | None = None
    after: Span | None = None


@dataclass(frozen=True)
class Edition:
    """A later edition's text and headline, and what was planted in it."""

    text: str
    title: str | None
    planted: tuple[PlantedChange, ...]


Edit = tuple[Span, str, str | None]
"""What is replaced, by what, and the kind that is planted with it."""


def edit_edition(annotated: AnnotatedArticle) -> Edition:
    """An edition with one change of every kind the report has room for."""
    generator = random.Random(f"edition {annotated.article.id}")
    taken: set[Span] = set()
    edits: list[Edit] = []
    for kind in KINDS:
        offers = [(s, *offer) for s in _free(annotated, taken) for offer in _offers(kind, annotated, s, generator)]
        if offers:
            sentence, place, words = generator.choice(offers)
            taken.add(sentence)
            edits.append((place, words, kind))
    edition = _edited(annotated, edits)
    title = annotated.article.title
    if not title:
        return edition
    planted = (*edition.planted, PlantedChange("headline"))
    return Edition(edition.text, f"{title.split(':')[0]}, report says", planted)


def cosmetic_edition(annotated: AnnotatedArticle, *, reworded: bool = False) -> Edition:
    """An edition with other quotation marks and dashes, other white space, paragraphs split and moved, a line that
    tells the time of the update and one that promotes; with `reworded` also synonyms outside quotations."""
    generator = random.Random(f"cosmetic {annotated.article.id}")
    edits: list[Edit] = _reworded(annotated) if reworded else []
    text = _edited(annotated, edits).text
    paragraphs = [line.strip() for line in _remarked(text).split("\n") if line.strip()]
    place = generator.randrange(1, len(paragraphs) + 1)
    paragraphs.insert(place, "Read more: What we know so far about the story")
    paragraphs.insert(min(1, place), "Updated 3 hours ago")
    middle = len(paragraphs) // 2
    if middle + 2 < len(paragraphs):
        paragraphs[middle], paragraphs[middle + 1] = paragraphs[middle + 1], paragraphs[middle]
    return Edition("\n".join(f"{paragraph} " for paragraph in paragraphs), annotated.article.title, ())


def _remarked(text: str) -> str:
    """The text with straight quotation marks for curly ones, curly ones for straight ones, and other dashes."""
    characters = list(text)
    curly = "“" in text
    for quotation in find_quotations(text):
        if quotation.closed:
            pair = ('"', '"') if quotation.family == "double" else ("'", "'")
            if not curly:
                pair = ("“", "”") if quotation.family == "double" else ("‘", "’")
            characters[quotation.start], characters[quotation.end - 1] = pair
    return "".join(characters).replace(" — ", " – ").replace(" - ", " – ")


def _free(annotated: AnnotatedArticle, taken: set[Span]) -> list[Span]:
    """The sentences of the account that are long enough and have no planted change yet."""
    text, furniture = annotated.article.text, annotated.article.furniture
    return [
        sentence
        for sentence in annotated.sentences
        if sentence not in taken
        and len(sentence.surface(text).split()) >= FEWEST_WORDS
        and not any(part.span.overlaps(sentence) for part in furniture)
    ]


Offers = Iterator[tuple[Span, str]]


def _offers(kind: str, annotated: AnnotatedArticle, sentence: Span, generator: random.Random) -> Offers:
    if kind in _FROM_COPIES:
        yield from OFFERS[_FROM_COPIES[kind]](annotated, sentence, generator)
    elif kind in _OWN:
        yield from _OWN[kind](annotated, sentence, generator)


def _whole_quote(annotated: AnnotatedArticle, sentence: Span, _: random.Random) -> Offers:
    """A sentence with all of a quotation of some length, taken out."""
    inside = [q for q in find_quotations(annotated.article.text) if q.span.overlaps(sentence)]
    words = sum(len(q.inner.surface(annotated.article.text).split()) for q in inside)
    if inside and all(sentence.contains(q.span) for q in inside) and words >= FEWEST_WORDS:
        yield sentence, ""


def _plain_statement(annotated: AnnotatedArticle, sentence: Span, _: random.Random) -> Offers:
    if not any(quotation.span.overlaps(sentence) for quotation in find_quotations(annotated.article.text)):
        yield sentence, ""


def _behind(words: tuple[str, ...]) -> Callable[[AnnotatedArticle, Span, random.Random], Offers]:
    """Offers to put one of the sentences behind a sentence that ends its paragraph."""

    def offers(annotated: AnnotatedArticle, sentence: Span, generator: random.Random) -> Offers:
        text = annotated.article.text
        quoted = any(q.start < sentence.end < q.end for q in find_quotations(text))
        if text[sentence.end : sentence.end + 1] in ("\n", "") and text[sentence.end - 1] == "." and not quoted:
            yield Span(sentence.end, sentence.end), f" {generator.choice(words)}"

    return offers


def _part(annotated: AnnotatedArticle, sentence: Span, generator: random.Random) -> Offers:
    """A clause added to the end of a sentence without a quotation."""
    text = annotated.article.text
    if text[sentence.end - 1] == "." and not any(q.span.overlaps(sentence) for q in find_quotations(text)):
        yield Span(sentence.end - 1, sentence.end - 1), generator.choice(_PARTS)


def _note(annotated: AnnotatedArticle, sentence: Span, generator: random.Random) -> Offers:
    if sentence == annotated.sentences[-1]:
        end = len(annotated.article.text)
        yield Span(end, end), f"\n\n{generator.choice(_CORRECTIONS)}"


_OWN = {
    "quote_removed": _whole_quote,
    "quote_added": _behind(_QUOTES),
    "statement_removed": _plain_statement,
    "statement_added": _behind(_ADDED),
    "part_added": _part,
    "correction": _note,
}


def _reworded(annotated: AnnotatedArticle) -> list[Edit]:
    """Synonyms for common words outside quotation marks."""
    text = annotated.article.text
    quotations = find_quotations(text)
    return [
        (Span(*match.span()), SYNONYMS[match[0]], None)
        for match in re.finditer(r"\b[a-z]+\b", text)
        if match[0] in SYNONYMS and not any(q.span.overlaps(Span(*match.span())) for q in quotations)
    ]


def _edited(annotated: AnnotatedArticle, edits: list[Edit]) -> Edition:
    text, parts, planted = annotated.article.text, [], []
    place = length = 0
    for span, words, kind in sorted(edits, key=lambda edit: edit[0]):
        parts += [text[place : span.start], words]
        length += span.start - place
        after = Span(length + len(words) - len(words.lstrip()), length + len(words)) if words else None
        if kind:
            planted.append(PlantedChange(kind, None if words else span, after))
        length += len(words)
        place = span.end
    return Edition("".join([*parts, text[place:]]), annotated.article.title, tuple(planted))
