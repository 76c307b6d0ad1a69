"""Small values to store: articles, placements, accounts."""

from dataclasses import replace
from typing import Any

from tests.compare.build import mention, report, said
from twosource.model.annotation import AnnotatedArticle, Quantity, TimeExpression
from twosource.model.archive import PlacementRecord
from twosource.model.article import Article, Furniture
from twosource.model.comparison import Claim, Comparison, Coverage, Exclusive, Notice, Origin, SharedQuote, Standing
from twosource.model.span import Span
from twosource.model.story import Placement
from twosource.store import Store

MORNING, NOON, EVENING = "2031-03-18T06:00:00Z", "2031-03-18T12:00:00Z", "2031-03-18T18:00:00Z"
HARBOUR = "The ferry struck the pier at noon. The harbour master said the pier will stay closed for 12 days."
COUNCIL = "The council will meet on Friday. “We were not told of the pier,” said Mayor Ana Brek."


def written(id: str, text: str = HARBOUR, **fields: Any) -> AnnotatedArticle:
    """An annotated article under that id, with sentences and tokens."""
    made = report(id, text, published=fields.pop("published", "2031-03-18"))
    fields = {"outlet": "Skerry Post", "title": "Ferry hits pier", "url": f"https://post.example/{id}"} | fields
    return replace(made, article=replace(made.article, **fields), components={"tokens": "1", "names": "2"})


def rich(id: str = "full") -> AnnotatedArticle:
    """An article with something in every layer and field."""
    made = written(
        id,
        COUNCIL,
        byline="Ida Moss",
        modified="2031-03-18T09:30:00+01:00",
        language="en",
        section="Islands",
        dateline="SKERRY",
        credits=("Coast Wire",),
        furniture=(Furniture("credit", 0, 3, "Coast Wire"),),
        extra={"tags": ["ferry", "pier"], "count": 10**30, "nested": {"a": None}},
    )
    made = said(made, "Mayor Ana Brek", "said", "“We were not told of the pier,”", "Ana Brek")
    return replace(
        made,
        clauses=(Span(0, 31), Span(4, 11)),
        times=(TimeExpression(25, 31, "DATE", "2031-03-21", None, "2031-03-21", "2031-03-21"),),
        quantities=(Quantity(0, 3, 0.1 + 0.2, None, "things"),),
    )


def placed(article: str, story: str, *, opened: bool = False, **more: Any) -> PlacementRecord:
    """A placement of the article in the story."""
    reason = "opens a story" if opened else "shares ferry, pier"
    return PlacementRecord(story, Placement(article, reason, 1.0 if opened else 0.4), opened, **more)


def account(*articles: AnnotatedArticle, standing: Standing = "corroborated", words: str = "pier") -> Comparison:
    """An account with one claim that all the articles make by the given words."""
    mentions = tuple(mention(one, words) for one in articles)
    origins = (
        Origin("Harbour master", "office", tuple(range(len(mentions)))),
        Origin("harbour master", "office", (0,)),
        Origin("Coast Wire", "agency", (0,)),
    )
    first = articles[0].article.id
    return Comparison(
        tuple(articles),
        (Claim("c1", words, standing, "two say so", mentions, origins),),
        exclusives=(Exclusive(first, 0, 3),),
        shared_quotes=(SharedQuote("Ana Brek", "identical", ()),),
        coverage=(Coverage(first, ("c1",), ()),),
        notices=(Notice("odd", "one is odd", (first,)),),
        provenance={"twosource": "0.1.0", "components": {"compare": "1"}},
    )


def plain(id: str, text: str, **fields: Any) -> AnnotatedArticle:
    """An article without layers."""
    return AnnotatedArticle(Article.from_text(text, id=id, **fields))


def story_of_two(store: Store) -> tuple[AnnotatedArticle, AnnotatedArticle]:
    """Two articles in the story "s1"."""
    first = written("a", outlet="Skerry Post", published="2031-03-18T08:00:00Z")
    second = written("b", outlet="Bay News", title="Pier shut", published="2031-03-19")
    store.add_articles([first, second], MORNING)
    store.record_placements([placed("a", "s1", opened=True), placed("b", "s1")], time=MORNING)
    return first, second
