"""Comparisons made at random: reports that share words, with every part of an account over any of them."""

from hypothesis import strategies as st

from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import (
    Claim,
    ClaimMention,
    Comparison,
    Coverage,
    Discrepancy,
    Exclusive,
    Origin,
    Passage,
    SharedQuote,
    Standing,
    TimelineEntry,
    WordingPair,
)
from twosource.model.span import Span

WORDS = tuple(f"{first}{last}" for first in "bdfgklmnprst" for last in ("ale", "erin", "odum", "ust"))
STANDINGS: tuple[Standing, ...] = ("disputed", "corroborated", "shared_origin", "unclear", "single_source")


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Two to five reports of up to some two hundred words, some of them carrying stretches of one text; claims,
    quotes, differences, dates and names stand anywhere in them, over any length."""
    common = draw(st.lists(st.sampled_from(WORDS), min_size=20, max_size=80))
    articles = tuple(_article(draw, number, common) for number in range(draw(st.integers(2, 5))))
    passages = [draw(_passages(articles)) for _ in range(draw(st.integers(2, 30)))]
    mentions = [ClaimMention(one.article, one.start, one.end, None) for one in passages]
    claims = []
    for number in range(draw(st.integers(0, 20))):
        made = tuple(draw(st.lists(st.sampled_from(mentions), min_size=1, max_size=4, unique=True)))
        text = _words(articles, made[0])
        origins = (Origin("harbour board", "office", tuple(range(len(made)))),)
        claims.append(Claim(f"c{number}", text, draw(st.sampled_from(STANDINGS)), "as told", made, origins))
    groups = st.lists(st.sampled_from(passages), min_size=2, max_size=4, unique=True).map(tuple)
    ids = tuple(claim.id for claim in claims)
    return Comparison(
        articles=articles,
        claims=tuple(claims),
        shared_quotes=tuple(
            SharedQuote("Ida Brandvold", "altered", draw(groups)) for _ in range(draw(st.integers(0, 4)))
        ),
        discrepancies=tuple(
            Discrepancy("number", draw(st.sampled_from(("contradiction", "difference"))), f"why {n}", draw(groups))
            for n in range(draw(st.integers(0, 4)))
        ),
        exclusives=tuple(Exclusive(one.article, one.start, one.end) for one in passages[:8]),
        timeline=tuple(TimelineEntry(f"2031-05-{n + 1:02d}", (one,)) for n, one in enumerate(passages[:8])),
        wording=(WordingPair("the board", draw(groups)),),
        coverage=tuple(Coverage(one.article.id, (), ids) for one in articles),
    )


def _article(draw: st.DrawFn, number: int, common: list[str]) -> AnnotatedArticle:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=120))
    at = draw(st.integers(0, len(words)))
    first, last = sorted((draw(st.integers(0, len(common))), draw(st.integers(0, len(common)))))
    words = [*words[:at], *common[first:last], *words[at:]]
    signs = draw(st.lists(st.sampled_from((" ", " ", " ", ", ", ". ", "\n\n")), min_size=8, max_size=8))
    text = "".join(word + signs[place % len(signs)] for place, word in enumerate(words)).strip()
    title = " ".join(words[: draw(st.integers(0, 9))]) or None
    clauses = tuple(Span(one.start, one.end) for one in draw(st.lists(_spans(text), max_size=6)))
    return AnnotatedArticle(
        Article.from_text(text, id=f"a{number}", title=title, outlet=f"Post {number}"), clauses=clauses
    )


@st.composite
def _spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def _passages(draw: st.DrawFn, articles: tuple[AnnotatedArticle, ...]) -> Passage:
    article = draw(st.sampled_from(articles)).article
    span = draw(_spans(article.text))
    return Passage(article.id, span.start, span.end)


def _words(articles: tuple[AnnotatedArticle, ...], mention: ClaimMention) -> str:
    text = next(one.article.text for one in articles if one.article.id == mention.article)
    return text[mention.start : mention.end]
