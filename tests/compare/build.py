"""Annotated articles put together by hand: what a test needs and no more."""

import re
from dataclasses import replace

from twosource.compare.article_view import ArticleView
from twosource.model.annotation import AnnotatedArticle, Attribution, Entity, Mention, Quantity, Speaker, Token
from twosource.model.article import Article
from twosource.model.comparison import ClaimMention
from twosource.model.span import Span

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?[”\"]?")
_TOKEN = re.compile(r"\w+|[^\w\s]")


def at(text: str, words: str) -> Span:
    """Where the words stand in the text; ValueError where they do not."""
    start = text.index(words)
    return Span(start, start + len(words))


def report(outlet: str, text: str, *, published: str = "2031-03-18", credits: tuple[str, ...] = ()) -> AnnotatedArticle:
    """A report with sentences and tokens (capitalised words as names), all roots of themselves."""
    article = Article.from_text(text, id=outlet, outlet=outlet, published=published, credits=credits)
    sentences = tuple(
        Span(match.start() + len(match.group()) - len(match.group().lstrip()), match.end())
        for match in _SENTENCE.finditer(text)
        if match.group().strip()
    )
    tokens = tuple(_token(match, number) for number, match in enumerate(_TOKEN.finditer(text)))
    return AnnotatedArticle(article, sentences, tokens=tokens)


def _token(match: re.Match[str], number: int) -> Token:
    word = match.group()
    pos = "PROPN" if word[0].isupper() else "NOUN" if word.isalpha() else "NUM" if word.isdigit() else "PUNCT"
    return Token(*match.span(), word.lower(), pos, "", "ROOT", number, len(word) < 4)


def said(annotated: AnnotatedArticle, source: str, cue: str, content: str, name: str | None = None) -> AnnotatedArticle:
    """The report with one more attribution, its speaker by default the source itself."""
    text = annotated.article.text
    attribution = Attribution(
        id=f"q{len(annotated.attributions) + 1}",
        kind="direct" if "“" in content else "indirect",
        source=(at(text, source),),
        cue=(at(text, cue),),
        content=(at(text, content),),
        speaker=Speaker(None, name or source, "named"),
    )
    return replace(annotated, attributions=(*annotated.attributions, attribution))


def person(annotated: AnnotatedArticle, name: str, *mentions: str) -> AnnotatedArticle:
    """The report with one more person, mentioned by the given words."""
    spans = [at(annotated.article.text, words) for words in mentions or (name,)]
    entity = Entity(
        f"e{len(annotated.entities) + 1}", name, "person", tuple(Mention(span.start, span.end) for span in spans)
    )
    return replace(annotated, entities=(*annotated.entities, entity))


def figure(
    annotated: AnnotatedArticle, words: str, value: float, unit: str, bound: str | None = None
) -> AnnotatedArticle:
    """The report with one more counted quantity."""
    span = at(annotated.article.text, words)
    quantity = Quantity(span.start, span.end, value, bound, unit, "count")  # type: ignore[arg-type]
    return replace(annotated, quantities=(*annotated.quantities, quantity))


def mention(annotated: AnnotatedArticle, words: str) -> ClaimMention:
    """A mention of a claim at the given words."""
    span = at(annotated.article.text, words)
    attribution = ArticleView(annotated).attribution_of(span)
    return ClaimMention(annotated.article.id, span.start, span.end, attribution.id if attribution else None)
