"""The shapes of answers and requests, for the OpenAPI document. Where a value of the model is sent as it is, its own
class is the schema; the shapes of their own are those of the contract (`twosource.model.contract`) and lists."""

from collections.abc import Container
from dataclasses import fields
from typing import Annotated, Any, Generic, Literal, TypeVar, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from twosource.model import annotation, article, comparison
from twosource.model.archive import (
    OutletSummary,
    RevisionDifference,
    SpeakerSummary,
    StoryEvent,
    StoryMerge,
    StorySummary,
)
from twosource.model.article import Rejection
from twosource.model.feed import Feed, FetchState
from twosource.model.span import Span

Item = TypeVar("Item")
IsoMoment = Annotated[str, Field(description="ISO 8601.", examples=["2026-11-22T09:30:00Z"])]


class ItemPage(BaseModel, Generic[Item]):
    """One page of a list. The neighbouring pages are in the Link header too (RFC 8288)."""

    items: list[Item] = Field(description="The items, in the order the list is documented to have.")
    total: int | None = Field(description="How many there are; of very many, at least so many; null: not counted.")
    next: str | None = Field(description="Address of the next page; null on the last one.")


def _shape(name: str, of: type, without: Container[str] = (), **described: str) -> type[BaseModel]:
    """The fields of a dataclass as a model to build on, with descriptions of some: a field added there is documented
    here by itself."""
    hints = get_type_hints(of)
    shown: dict[str, Any] = {
        one.name: (hints[one.name], Field(description=described.get(one.name)))
        for one in fields(of)
        if one.name not in without
    }
    return create_model(name, **shown)


_ArticleFields = _shape(
    "ArticleFields",
    article.Article,
    id="Its id: from the canonical address, else from the content.",
    text="The stored text, letter for letter.",
    published="ISO 8601 date or date-time.",
    modified="ISO 8601 date or date-time.",
    language="ISO 639-1 code.",
    credits="The agencies the text credits.",
    furniture="Stretches that are not the report's own account.",
    extra="What a structured input said beyond these fields.",
)
_Layers = _shape(
    "Layers",
    annotation.AnnotatedArticle,
    ("article", "tokens", "context"),
    clauses="The smallest stretches that make a statement of their own.",
    components="The components that made the layers, with versions.",
)
_ComparisonFields = _shape(
    "ComparisonFields",
    comparison.Comparison,
    ("articles",),
    provenance="The versions that made it.",
)


class Article(_ArticleFields):  # type: ignore[valid-type,misc]
    """One report. `text` is kept letter for letter; every offset counts its Unicode code points, half open."""

    paragraphs: list[Span] = Field(description="The lines of the text that are not blank.")


class AnnotatedArticle(_Layers):  # type: ignore[valid-type,misc]
    """A report and its layers of spans over its text, each in text order."""

    article: Article


class ComparedArticle(Article, _Layers):  # type: ignore[valid-type,misc]
    """A report of a comparison with its layers beside its fields; without `text` in excerpts mode."""

    text: str | None = Field(None, description="The stored text; absent in excerpts mode.")


class Comparison(_ComparisonFields):  # type: ignore[valid-type,misc]
    """The account: claims come corroborated first, then shared origin, disputed, single source, unclear."""

    articles: list[ComparedArticle]


class StoredRevision(BaseModel):
    """One stored edition of an article, and how it differs from the one before."""

    number: int = Field(description="Counted from 1.")
    article: Article
    fetched: IsoMoment
    fingerprint: str
    difference: RevisionDifference | None = None


class StoryItem(BaseModel):
    """A story at a glance."""

    id: str
    title: str | None
    started: str | None = Field(description="ISO date of the first article.")
    changed: str | None = Field(description="ISO date of the last article.")
    updated: str | None = Field(description="When its account last changed (ISO 8601, UTC).")
    articles: int = Field(description="How many articles it has.")
    outlets: list[str]
    origins: int = Field(description="Independent origins behind its shared claims.")
    standings: dict[str, int] = Field(description="How many statements of each standing its account shows.")
    parent: str | None = Field(description="Id of the story whose line it carries on.")


class StoryDetail(BaseModel):
    """A story with its articles, why each was placed in it, and its accounts so far."""

    summary: StorySummary
    merges: list[StoryMerge] = Field(description="Stories that were merged into it, in order.")
    children: list[str] = Field(description="Ids of the stories that carry on its line.")
    accounts: list[IsoMoment] = Field(description="When each account was made; the first is number 1.")


class AttributionItem(BaseModel):
    """One attribution of a stored article. Texts of several spans are joined by an ellipsis."""

    article: str
    outlet: str | None
    published: str | None
    story: str | None
    revision: int = Field(description="The revision of the article that the offsets refer to.")
    attribution: str = Field(description="Its id in its article.")
    kind: str
    speaker: str | None
    speaker_kind: str | None
    addressee: str | None
    stance: str
    negated: bool
    parent: str | None
    score: float
    source: str
    source_spans: list[Span]
    cue: str
    cue_spans: list[Span]
    content: str
    content_spans: list[Span]


class SearchItem(BaseModel):
    """A stored article that matches; `matches` are spans in the excerpt's own characters."""

    article: str
    title: str | None
    outlet: str | None
    published: str | None
    story: str | None
    excerpt: str
    matches: list[Span] = []


class SearchResults(ItemPage[SearchItem]):
    """A page of articles, the best first, with the speakers whose names match."""

    speakers: list[SpeakerSummary] = Field(description="Up to ten speakers whose name has the query in it.")


class EventPage(BaseModel):
    """Events in order."""

    items: list[StoryEvent]
    last: int = Field(description="Id of the last event of this page: ask for those `after` it next.")


class FollowedFeed(BaseModel):
    """A feed or news sitemap that is followed, with the state of its last request."""

    id: str = Field(description="Made from its address.")
    feed: Feed
    state: FetchState


class NewFeed(BaseModel):
    """A feed or news sitemap to follow."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"url": "https://gazette.example/feed.xml", "outlet": "Gazette"}]},
    )

    url: str = Field(description="Its http or https address.", max_length=4000, pattern=r"^https?://[^\s/]+\S*$")
    title: str | None = Field(None, max_length=500)
    outlet: str | None = Field(None, max_length=500, description="Name of the outlet, where the feed says it badly.")


class ArticleInput(BaseModel):
    """A report handed in; further fields are kept under `extra`."""

    model_config = ConfigDict(extra="allow")

    text: str = Field(description="Kept letter for letter.", min_length=1, max_length=1_000_000)
    id: str | None = Field(None, max_length=500, description="By default made from the address, else from the content.")
    title: str | None = Field(None, max_length=2000)
    outlet: str | None = Field(None, max_length=500)
    url: str | None = Field(None, max_length=4000)
    published: str | None = Field(None, max_length=100, description="ISO 8601 date or date-time.")


class FileInput(BaseModel):
    """A file handed in: text, Markdown, HTML, JSON or JSON Lines."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="Its name, with the ending that tells its format.", min_length=1, max_length=500)
    data: str = Field(
        description="Its bytes in Base64 (RFC 4648).", json_schema_extra={"contentEncoding": "base64"}, max_length=2**26
    )
    media_type: str | None = Field(None, max_length=200, description="Its media type, where known.")


Address = Annotated[str, Field(max_length=4000, pattern=r"^https?://[^\s/]+\S*$")]


class NewComparison(BaseModel):
    """What to compare: articles, files and addresses, 50 in all."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "articles": [
                        {
                            "text": "The lock gate broke at six, the fire service said.",
                            "outlet": "Tideway",
                            "published": "2031-05-13",
                        }
                    ],
                    "urls": ["https://gazette.example/lock-gate"],
                }
            ]
        },
    )

    articles: list[ArticleInput] = Field(default=[], max_length=50)
    files: list[FileInput] = Field(default=[], max_length=50)
    urls: list[Address] = Field(default=[], max_length=50, description="Fetched politely, as robots.txt allows.")


class ComparisonProgress(BaseModel):
    """How far a comparison on demand has come, and its account once it is done."""

    id: str
    state: Literal["queued", "fetching", "reading", "comparing", "done", "failed"]
    done: int = Field(description="Of `total`: files and addresses while fetching, reports while reading.")
    total: int | None = Field(description="Null while not known.")
    ahead: int = Field(description="Comparisons that are made before this one, while it is queued.")
    rejections: list[Rejection] = Field(description="What could not be read, and why.")
    failure: str | None = Field(description="Why it failed, in plain words.")
    result: Comparison | None = Field(description="The account.")


class ArticlePage(ItemPage[SearchItem]):
    """Articles, one page of the list."""


class RevisionPage(ItemPage[StoredRevision]):
    """Revisions, one page of the list."""


class StoryPage(ItemPage[StoryItem]):
    """Stories, one page of the list."""


class AttributionPage(ItemPage[AttributionItem]):
    """Attributions, one page of the list."""


class SpeakerPage(ItemPage[SpeakerSummary]):
    """Speakers, one page of the list."""


class OutletPage(ItemPage[OutletSummary]):
    """Outlets, one page of the list."""


class FeedPage(ItemPage[FollowedFeed]):
    """Feeds, one page of the list."""
