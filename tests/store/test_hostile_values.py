"""Whatever text or number an article holds, it comes back as it was."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.build import MORNING, account, placed, plain, rich, written
from twosource.model.annotation import AnnotatedArticle, Attribution, Entity, Mention, Speaker, Token
from twosource.model.archive import SearchFilter, StoryEvent
from twosource.model.article import Article, Rejection
from twosource.model.feed import Feed, FetchState
from twosource.model.span import Span
from twosource.store import Store, open_store
from twosource.store.encoding import pack_layers, unpack_layers
from twosource.store.exact_text import MATCH_BEGIN, MATCH_END, escape, fold, unescape

ODD_TEXTS = (
    "\x00",
    "NUL \x00 in the middle",
    "lone \ud800 and \udfff",
    "\ufdd0 \ufdd1 \ufdd2 \ufdd00000",
    "\u202eright to left\u202c مرحبا שלום",
    "e\u0301 \u0065\u0301 👩‍👩‍👧 \U0010ffff",
    "\r\n \t\x0b\x85\u2028",
    "'; DROP TABLE articles; --",
    "",
    " ",
)
any_text = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("archive") / "archive.db")
    yield opened
    opened.close()


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_texts_everywhere(tmp_path: Path, text: str) -> None:
    store = open_store(tmp_path / "archive.db")
    made = rich(f"id {text}")
    speaker = Speaker(None, text or "nobody", "unnamed")
    said = tuple(replace(one, id=text, speaker=speaker, parent=text) for one in made.attributions)
    article = replace(made.article, text=text, title=text, outlet=text, url=text, byline=text, published=text)
    made = replace(
        made,
        article=replace(article, credits=(text,), extra={text: [text]}),
        attributions=said,
        entities=(Entity(text, text, "person", (Mention(0, 1),), (text,)),),
        components={text: text},
    )
    event = StoryEvent(text, "revised", text, MORNING, 0, (text,), text)
    comparison = account(made, words=text)
    store.add_articles([made], MORNING, rejections=[Rejection(text, text, text)])
    store.record_placements([placed(made.article.id, f"story {text}", opened=True, title=text)])
    stored = store.record_comparison(f"story {text}", comparison, [event], MORNING)
    store.add_feeds([Feed(text, text, text, text, text)])
    store.record_fetch(text, FetchState(text, text, refusal=text))
    store.set_mark(text, 1)
    store.close()
    store = open_store(tmp_path / "archive.db")
    assert store.article(made.article.id) == made
    assert store.comparison(f"story {text}") == comparison
    assert store.events() == stored == (replace(event, id=1),)
    assert store.rejections() == (Rejection(text, text, text),)
    assert store.feeds()[0].feed == Feed(text, text, text, text, text)
    assert store.fetch_state(text) == FetchState(text, text, refusal=text)
    assert store.mark(text) == 1
    found = store.story(f"story {text}")
    assert found is not None
    assert (found.story.title, found.outlets) == (text, (text,))
    (row,) = store.rows("attributions", SearchFilter(speaker=speaker.name, outlet=text))
    assert (row["speaker"], row["parent"]) == (speaker.name, text)
    (hit,) = store.search("").hits
    assert (hit.title, hit.outlet, hit.published, hit.excerpt) == (text, text, text, text[:240])
    store.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_article_comes_back(store: Store, data: st.DataObject) -> None:
    number = store.article_count()
    draw = data.draw
    optional = st.none() | any_text
    values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | any_text,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
        max_leaves=6,
    )
    article = Article(
        f"{number} {draw(any_text)}",
        draw(any_text),
        draw(optional),
        draw(optional),
        draw(optional),
        draw(optional),
        draw(optional),
        draw(optional),
        extra=draw(st.dictionaries(any_text, values, max_size=3)),
    )
    made = AnnotatedArticle(article, components=draw(st.dictionaries(any_text, any_text, max_size=2)))
    assert store.add_articles([made], MORNING) == 1
    assert store.add_articles([made], MORNING) == 0
    assert store.article(article.id) == made
    assert store.revisions(article.id)[0].article == article


numbers = st.integers(-(2**40), 2**40)
tokens = st.lists(
    st.builds(Token, numbers, numbers, any_text, any_text, any_text, any_text, numbers, st.booleans()), max_size=8
)
spans = st.lists(st.builds(Span, numbers, numbers), max_size=6).map(tuple)


@settings(max_examples=80, deadline=None)
@given(text=any_text, made=tokens, sentences=spans, clauses=spans)
def test_any_layers_come_back(text: str, made: list[Token], sentences: Any, clauses: Any) -> None:
    annotated = AnnotatedArticle(Article("a", text), sentences, clauses, tokens=tuple(made), components={"tokens": "1"})
    packed, digest = pack_layers(annotated)
    assert unpack_layers(annotated.article, packed, {"tokens": "1"}) == annotated
    assert pack_layers(annotated) == (packed, digest)


@settings(max_examples=200, deadline=None)
@given(any_text)
def test_escaping_is_undone_exactly(text: str) -> None:
    escaped = escape(text)
    escaped.encode()
    assert unescape(escaped) == text
    assert not {"\x00", MATCH_BEGIN, MATCH_END} & set(escaped)
    assert fold(fold(text)) == fold(text)


def test_common_text_is_stored_as_it_is() -> None:
    assert escape("Pâté — 👩‍👩‍👧 “quoted”") == "Pâté — 👩‍👩‍👧 “quoted”"


def test_an_article_is_small() -> None:
    sentence = "The harbour master of Skerry said on Monday that the northern pier will stay closed for {} days. "
    made = written("a", "".join(sentence.format(number) for number in range(35)))
    assert len(made.article.text.split()) > 600
    said = tuple(
        Attribution(f"q{number}", "indirect", (Span(number, number + 9),), (Span(50, 54),), (Span(60, 90),))
        for number in range(20)
    )
    packed, _ = pack_layers(replace(made, attributions=said))
    assert len(packed) < 10_000


def test_a_search_marks_words_beside_odd_characters(tmp_path: Path) -> None:
    store = open_store(tmp_path / "archive.db")
    store.add_articles([plain("a", "odd \ud800\x00 herring \ufdd1 and \ufdd2 herring")], MORNING)
    (hit,) = store.search("herring").hits
    assert hit.excerpt == "odd \ud800\x00 herring \ufdd1 and \ufdd2 herring"
    assert [span.surface(hit.excerpt) for span in hit.matches] == ["herring", "herring"]
    store.close()
