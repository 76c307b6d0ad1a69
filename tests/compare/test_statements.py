"""Statements of one article: what is left out, what is known of each."""

import pytest

from twosource.annotate.pipeline import annotate_article
from twosource.compare.statements import extract_statements
from twosource.model.annotation import AnnotatedArticle, Attribution, Token
from twosource.model.article import Article, Furniture
from twosource.model.comparison import Statement
from twosource.model.span import Span


def read(text: str, **fields: str) -> tuple[AnnotatedArticle, tuple[Statement, ...]]:
    annotated = annotate_article(Article.from_text(text, **fields))
    return annotated, extract_statements(annotated)


def surfaces(text: str) -> list[str]:
    return [text[s.start : s.end] for s in read(text)[1]]


def test_content_of_an_attribution_stands_apart_from_its_frame() -> None:
    text = "The spokeswoman said on Tuesday that the dam would hold until the spring."
    assert any(s.startswith("the dam would hold") for s in surfaces(text))


def test_furniture_makes_no_statement() -> None:
    text = "Dam holds firm in Ostland valley\n\nThe dam above the valley held through the night."
    sentence = Span(0, 32), Span(34, len(text))
    article = Article.from_text(text, furniture=(Furniture("headline", 0, 32),))
    statements = extract_statements(AnnotatedArticle(article, sentences=sentence))
    assert [(s.start, s.end) for s in statements] == [(34, len(text) - 1)]


def test_statements_are_ordered_and_distinct() -> None:
    text = "The ferry sank off Skerry, killing two people, and the search ended at dusk."
    _, statements = read(text)
    places = [(s.start, -s.end) for s in statements]
    assert places == sorted(set(places))


def test_entities_times_and_quantities_lie_inside() -> None:
    text = "On 4 March 2019 Ada Quill sold 300 acres to the county. Nobody objected to the sale."
    annotated, statements = read(text, published="2019-03-10")
    for statement in statements:
        for number in statement.times:
            assert statement.span.contains(annotated.times[number].span)
        for number in statement.quantities:
            assert statement.span.contains(annotated.quantities[number].span)
        for entity in statement.entities:
            assert any(statement.span.contains(m.span) for m in annotated.entity(entity).mentions)
    assert any(statement.quantities for statement in statements)


def statement_with(text: str, part: str) -> Statement:
    _, statements = read(text)
    return min((s for s in statements if part in text[s.start : s.end]), key=lambda s: len(s.span))


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The company did not sell the mine.", "negative"),
        ("The company sold the mine.", "positive"),
        ("The company did not deny selling the mine.", "positive"),
    ],
)
def test_polarity_counts_negations(text: str, polarity: str) -> None:
    assert read(text)[1][0].polarity == polarity


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The board sold the mine.", "certain"),
        ("The board will sell the mine.", "expected"),
        ("The board may sell the mine.", "possible"),
        ("The board has allegedly sold the mine.", "uncertain"),
    ],
)
def test_certainty_is_that_of_the_weakest_word(text: str, certainty: str) -> None:
    assert read(text)[1][0].certainty == certainty


@pytest.mark.parametrize("text", ["", "   \n", "Fire", "\u202e\u0000", "“" * 500])
def test_text_without_a_sentence_worth_checking(text: str) -> None:
    assert len(read(text)[1]) <= 1


def test_a_long_line_without_sentence_end_makes_no_statement_of_its_length() -> None:
    text = "figure " * 1_000
    article = Article.from_text(text)
    tokens = (Token(0, 6, "figure", "NOUN", "NN", "ROOT", 0, False),)
    annotated = AnnotatedArticle(article, sentences=(Span(0, len(text)),), clauses=(Span(0, 20),), tokens=tokens)
    assert [(s.start, s.end) for s in extract_statements(annotated)] == [(0, 20)]


def test_a_source_with_its_cue_alone_is_no_statement() -> None:
    text = "Mayor Ada Quill said the dam would hold."
    attribution = Attribution("q1", "indirect", (Span(0, 15),), (Span(16, 20),), (Span(21, 39),))
    clauses = (Span(0, 15), Span(0, 20), Span(0, 39), Span(21, 39))
    annotated = AnnotatedArticle(Article.from_text(text), clauses=clauses, attributions=(attribution,))
    assert [(s.start, s.end) for s in extract_statements(annotated)] == [(0, 39), (0, 15), (21, 39)]
