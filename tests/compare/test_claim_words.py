"""The words a claim is shown in."""

from twosource.annotate.pipeline import annotate_articles
from twosource.compare.article_view import ArticleView, views_by_id
from twosource.compare.claim_words import claim_words, tells
from twosource.model.article import Article
from twosource.model.comparison import Statement

TEXTS = {
    "herald": "On Monday the harbour bridge closed. It closed at noon.",
    "courier": "The harbour bridge closed on Monday, officials said, after a lorry lost its load of slate.",
    "post": "Mayor Ada Quill told reporters on Monday. The closing of the harbour bridge hit them.",
}


def views() -> dict[str, ArticleView]:
    return views_by_id(annotate_articles(Article.from_text(text, id=name) for name, text in TEXTS.items()))


def stated(article: str, words: str) -> Statement:
    start = TEXTS[article].index(words)
    return Statement(article, start, start + len(words))


def test_the_words_that_most_reports_share_speak_for_a_claim() -> None:
    short, whole = "the harbour bridge closed", TEXTS["courier"].rstrip(".")
    members = [stated("herald", short), stated("courier", whole), stated("post", "The closing of the harbour bridge")]
    assert claim_words(members, views()) == short
    assert claim_words(members[::-1], views()) == short


def test_a_sentence_of_its_own_goes_before_one_that_leans_on_another() -> None:
    members = [stated("herald", "It closed at noon"), stated("courier", "The harbour bridge closed on Monday")]
    assert claim_words(members, views()) == "The harbour bridge closed on Monday"


def test_naming_and_speaking_tell_nothing() -> None:
    known = views()
    assert tells(stated("herald", "the harbour bridge closed"), known)
    assert not tells(stated("post", "The closing of the harbour bridge"), known)
