from twosource.annotate.syntax import parse_text
from twosource.annotate.times import extract_times
from twosource.model.annotation import TimeExpression, Token
from twosource.model.article import Article
from twosource.model.span import Span
from twosource.text.event_time import select_event_time


def layers(text: str) -> tuple[tuple[Token, ...], tuple[TimeExpression, ...]]:
    doc = parse_text(text)
    tokens = tuple(
        Token(t.idx, t.idx + len(t.text), t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, t.is_stop) for t in doc
    )
    return tokens, extract_times(Article.from_text(text, published="2024-10-23"), doc)


def chosen(text: str, clause: str, cue: str = "") -> str | None:
    tokens, times = layers(text)
    start = text.index(clause)
    cues = [Span(text.index(cue), text.index(cue) + len(cue))] if cue else []
    time = select_event_time(Span(start, start + len(clause)), tokens, times, cues, "2024-10-23")
    return time.value if time else None


def test_the_day_of_speaking_is_not_the_day_of_the_event() -> None:
    text = "Officials said on Tuesday that the bridge collapsed on October 12."
    assert chosen(text, "the bridge collapsed on October 12", "said") == "2024-10-12"


def test_a_statement_without_a_time_has_none_but_the_speaking() -> None:
    text = "Officials said on Tuesday that the bridge collapsed."
    assert chosen(text, "the bridge collapsed", "said") is None


def test_the_main_verb_comes_first() -> None:
    text = "The company, founded in 1998, closed its mill in March 2021."
    assert chosen(text, text) == "2021-03"


def test_a_duration_is_no_event_time() -> None:
    assert chosen("The strike lasted three weeks.", "The strike lasted three weeks.") is None


def test_no_tokens_no_time() -> None:
    assert select_event_time(Span(0, 5), (), ()) is None
