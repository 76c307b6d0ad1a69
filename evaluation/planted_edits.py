"""Edited copies of real reports with known changes in them: what a careless rewrite of one report by another does.

A copy is cut, put in another order, reworded by rule and, if asked, given changes of six kinds, each in a sentence of
its own. Everything is drawn from a generator seeded by the report's id.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from twosource.model.annotation import AnnotatedArticle
from twosource.model.span import Span
from twosource.text.quotation import find_quotations

KINDS = ("number", "date", "name", "negation", "speaker", "quote")
CUT_SHARE = 0.2
"""Share of the sentences without a planted change that a copy leaves out."""
FEWEST_WORDS = 9
"""Words of a sentence that can take a planted change: in a shorter one little would be left unchanged."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_STRANGERS = ("Marcus Feldkirch", "Helena Vossberg", "Tobias Renwick", "Ingrid Solvane", "Dorian Castellane")
_OTHER_WORDS = ("gradually", "harbor", "mistaken", "orchard", "reluctant", "velvet", "distant", "marble")
_AUXILIARY = re.compile(r"\b(was|were|is|are|has|had|will|would|can|could|did|should)\b(?! not\b)")
SYNONYMS = {
    "however": "still", "also": "in addition", "began": "started", "ended": "finished", "near": "close to",
    "help": "assist", "showed": "revealed", "large": "big", "big": "large", "many": "numerous", "often": "frequently",
    "because": "since", "although": "though", "while": "as", "after": "following", "kill": "slay", "buy": "purchase",
    "bought": "purchased", "get": "obtain", "got": "received", "people": "persons", "children": "kids",
    "car": "vehicle", "officials": "authorities", "company": "firm", "country": "nation", "city": "town",
    "important": "significant", "attack": "assault", "meeting": "gathering", "talks": "discussions",
    "decided": "chose", "need": "require", "wanted": "wished", "work": "labor", "workers": "employees",
    "money": "funds", "problem": "issue", "whole": "entire", "quickly": "rapidly", "recently": "lately",
    "main": "chief", "leader": "head", "said": "stated", "called": "termed",
}  # fmt: skip
_WORD = re.compile(r"\b[a-z]+\b")


@dataclass(frozen=True)
class Planted:
    """A change of one kind at a span of the copy's text."""

    kind: str
    span: Span


@dataclass(frozen=True)
class EditedCopy:
    """The text of a copy, its headline and what was planted in it."""

    text: str
    title: str
    planted: tuple[Planted, ...]


@dataclass
class _Sentence:
    """A sentence of the report, with replacements for parts of it and the one among them that is planted."""

    span: Span
    paragraph: int
    edits: list[tuple[Span, str]] = field(default_factory=list)
    planted: tuple[str, Span] | None = None


def edit_report(annotated: AnnotatedArticle, plant: bool) -> EditedCopy:
    """A copy of the report, with one change of every kind it has room for where `plant` is set."""
    generator = random.Random(annotated.article.id)
    sentences = _sentences(annotated)
    if plant:
        for kind in KINDS:
            _plant(kind, annotated, sentences, generator)
    for sentence in sentences:
        _reword(sentence, annotated)
    kept = [
        sentence
        for i, sentence in enumerate(sentences)
        if i == 0 or sentence.planted or generator.random() >= CUT_SHARE
    ]
    return _assembled(_reordered(kept, generator), annotated, generator)


def _sentences(annotated: AnnotatedArticle) -> list[_Sentence]:
    paragraphs = annotated.article.paragraphs
    places = [
        next((i for i, p in enumerate(paragraphs) if p.start <= sentence.start < p.end), 0)
        for sentence in annotated.sentences
    ]
    return [_Sentence(span, place) for span, place in zip(annotated.sentences, places, strict=True)]


def _plant(kind: str, annotated: AnnotatedArticle, sentences: list[_Sentence], generator: random.Random) -> None:
    """Plants one change of the kind in a sentence that has none yet, where there is a place for it."""
    offers = [
        (sentence, place, word)
        for sentence in sentences
        if sentence.planted is None and len(sentence.span.surface(annotated.article.text).split()) >= FEWEST_WORDS
        for place, word in OFFERS[kind](annotated, sentence.span, generator)
    ]
    if offers:
        sentence, place, word = generator.choice(offers)
        sentence.edits.append((place, word))
        sentence.planted = kind, place


Offers = Iterator[tuple[Span, str]]


def _quoted(annotated: AnnotatedArticle, span: Span) -> bool:
    return any(quotation.span.overlaps(span) for quotation in find_quotations(annotated.article.text))


def _numbers(annotated: AnnotatedArticle, sentence: Span, generator: random.Random) -> Offers:
    text = annotated.article.text
    for quantity in annotated.quantities:
        if not sentence.contains(quantity.span) or quantity.kind not in ("count", "money", "percent", "measure"):
            continue
        if _quoted(annotated, quantity.span):
            continue
        match = re.search(r"\d[\d,]*|\b(?:" + "|".join(_NUMBER_WORDS) + r")\b", text[quantity.start : quantity.end])
        if match:
            place = Span(quantity.start + match.start(), quantity.start + match.end())
            yield place, _other_number(match.group(), generator)


def _other_number(written: str, generator: random.Random) -> str:
    if written in _NUMBER_WORDS:
        return generator.choice([word for word in _NUMBER_WORDS if word != written])
    value = int(written.replace(",", ""))
    return f"{value + max(2, round(value * generator.choice((0.3, 0.6, 1.2)))):,}"


def _dates(annotated: AnnotatedArticle, sentence: Span, generator: random.Random) -> Offers:
    text = annotated.article.text
    for time in annotated.times:
        if time.type != "DATE" or not sentence.contains(time.span) or _quoted(annotated, time.span):
            continue
        for match in re.finditer(r"\b(?:" + "|".join((*_WEEKDAYS, *_MONTHS)) + r")\b", text[time.start : time.end]):
            names = _WEEKDAYS if match.group() in _WEEKDAYS else _MONTHS
            place = Span(time.start + match.start(), time.start + match.end())
            yield place, generator.choice([name for name in names if name != match.group()])


def _names(annotated: AnnotatedArticle, sentence: Span, generator: random.Random) -> Offers:
    sources = [span for one in annotated.attributions for span in one.source]
    for entity in annotated.entities:
        for mention in entity.mentions:
            if entity.kind != "person" or mention.form != "name" or not sentence.contains(mention.span):
                continue
            if not _quoted(annotated, mention.span) and not any(span.overlaps(mention.span) for span in sources):
                yield mention.span, generator.choice(_STRANGERS)


def _negations(annotated: AnnotatedArticle, sentence: Span, generator: random.Random) -> Offers:
    text = annotated.article.text
    for match in _AUXILIARY.finditer(text, sentence.start, sentence.end):
        if not _quoted(annotated, Span(*match.span())) and match.start() > sentence.start:
            yield Span(*match.span()), match.group() + " not"


def _speakers(annotated: AnnotatedArticle, sentence: Span, generator: random.Random) -> Offers:
    persons = [m.span for e in annotated.entities if e.kind == "person" for m in e.mentions if m.form == "name"]
    for attribution in annotated.attributions:
        for source in attribution.source:
            for place in persons:
                if source.contains(place) and sentence.contains(place) and not _quoted(annotated, place):
                    yield place, generator.choice(_STRANGERS)


def _quote_words(annotated: AnnotatedArticle, sentence: Span, generator: random.Random) -> Offers:
    text = annotated.article.text
    for quotation in find_quotations(text):
        inner = Span(max(quotation.inner.start, sentence.start), min(quotation.inner.end, sentence.end))
        words = list(re.finditer(r"\b[a-z]{4,}\b [a-z]{4,}\b", text[inner.start : inner.end]))
        if inner.end > inner.start and len(text[inner.start : inner.end].split()) >= 8 and words:
            match = words[len(words) // 2]
            place = Span(inner.start + match.start(), inner.start + match.end())
            yield place, " ".join(generator.sample(_OTHER_WORDS, 2))


OFFERS: dict[str, Callable[[AnnotatedArticle, Span, random.Random], Offers]] = {
    "number": _numbers,
    "date": _dates,
    "name": _names,
    "negation": _negations,
    "speaker": _speakers,
    "quote": _quote_words,
}


def _reword(sentence: _Sentence, annotated: AnnotatedArticle) -> None:
    """Puts synonyms for common words outside quotation marks and away from the planted place."""
    kept = [quotation.span for quotation in find_quotations(annotated.article.text)]
    if sentence.planted:
        kept.append(sentence.planted[1])
    for match in _WORD.finditer(annotated.article.text, sentence.span.start, sentence.span.end):
        place = Span(*match.span())
        if match.group() in SYNONYMS and not any(one.overlaps(place) for one in kept):
            sentence.edits.append((place, SYNONYMS[match.group()]))


def _reordered(sentences: list[_Sentence], generator: random.Random) -> list[list[_Sentence]]:
    """The sentences by paragraph, a third of the paragraphs after the first in other places."""
    paragraphs: dict[int, list[_Sentence]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    first, *rest = list(paragraphs.values())
    for _ in range(len(rest) // 3):
        a, b = generator.randrange(len(rest)), generator.randrange(len(rest))
        rest[a], rest[b] = rest[b], rest[a]
    return [first, *rest]


def _assembled(paragraphs: list[list[_Sentence]], annotated: AnnotatedArticle, generator: random.Random) -> EditedCopy:
    text, planted = "", []
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        for i, sentence in enumerate(paragraph):
            text += " " if i else ""
            place = sentence.span.start
            for span, word in sorted(sentence.edits):
                text += annotated.article.text[place : span.start]
                if sentence.planted and sentence.planted[1] == span:
                    planted.append(Planted(sentence.planted[0], Span(len(text), len(text) + len(word))))
                text += word
                place = span.end
            text += annotated.article.text[place : sentence.span.end]
    words = (annotated.article.title or "").split()
    generator.shuffle(words)
    return EditedCopy(text, " ".join(words), tuple(planted))
