"""What is kept over time: the revisions of articles, what changed between them, and what happened to stories."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from twosource.model.annotation import AttributionKind, SpeakerKind, Stance
from twosource.model.article import Article
from twosource.model.comparison import OriginKind, QuoteWording, Standing
from twosource.model.span import Span
from twosource.model.story import Placement, Story

EditKind = Literal["added", "removed", "replaced"]
RevisionChangeKind = Literal[
    "figure_changed",
    "date_changed",
    "name_changed",
    "quote_changed",
    "quote_removed",
    "quote_added",
    "statement_removed",
    "statement_added",
    "statement_changed",
    "headline_changed",
    "correction_added",
]
EventKind = Literal[
    "story_opened",
    "article_added",
    "second_origin",
    "disputed",
    "dispute_settled",
    "origin_lost",
    "corrected",
    "revised",
    "stories_merged",
    "story_ended",
]


@dataclass(frozen=True, slots=True)
class RevisionKey:
    """The newest stored revision of an article: its number, counted from 1, and the hash of its title and text."""

    number: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A run of words that differs between two revisions: `before` is a span in the earlier text, `after` in the later;
    the empty span of an addition or removal stands where the words would be."""

    kind: EditKind
    before: Span
    after: Span


@dataclass(frozen=True, slots=True)
class RevisionChange:
    """What an edit did to what the article tells. `before` and `after` are spans in the two texts, None where one has
    no such passage (or, for a headline, where it is not part of the text); `why` says it in one plain line."""

    kind: RevisionChangeKind
    why: str
    before: Span | None = None
    after: Span | None = None


@dataclass(frozen=True, slots=True)
class RevisionDifference:
    """How two revisions of one article differ. `declared` is whether the later one says that it was changed (a
    correction note, "updated"); an edit of what it tells without such a note is silent."""

    article: str
    before: int
    after: int
    declared: bool
    edits: tuple[TextEdit, ...] = ()
    changes: tuple[RevisionChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """One stored edition of an article; `fetched` is when it was stored (ISO 8601, UTC). `difference` is how it
    differs from the revision before."""

    number: int
    article: Article
    fetched: str
    fingerprint: str
    difference: RevisionDifference | None = None


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """A stored article that is one text with an earlier one: `kind` is exact, near or part; `containment` the share of
    the shorter text found in the other; `agency` the news agency that both credit, or the one does where the other
    credits none."""

    article: str
    of: str
    kind: Literal["exact", "near", "part"]
    containment: float
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Articles that are one text, directly or by way of another: the earliest as `head`, the others in the order they
    arrived; `agency` as of its copies, the one named most often."""

    head: str
    articles: tuple[str, ...]
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class PlacementRecord:
    """Where one article was placed, to be stored: its story, the reason, and the earlier article it is a copy of."""

    story: str
    placement: Placement
    opened: bool
    copy: CopyRecord | None = None
    parent: str | None = None
    """Of a story that opened: the ended or broader story whose line it carries on."""
    title: str | None = None
    """The story's title from now on: the headline of the article most central to it so far."""


@dataclass(frozen=True, slots=True)
class StoryMerge:
    """Two stories that turned out to be one: `story` was merged into `into`, for `reason`, when `article` arrived."""

    story: str
    into: str
    article: str
    reason: str


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """Something that happened to a story. `id` counts up in the order stored (0 before that); `time` is ISO 8601 in
    UTC; `claim` is the words of the claim it is about, `before` and `after` its standings."""

    story: str
    kind: EventKind
    message: str
    time: str = ""
    id: int = 0
    articles: tuple[str, ...] = ()
    claim: str | None = None
    before: Standing | None = None
    after: Standing | None = None


@dataclass(frozen=True, slots=True)
class StorySummary:
    """A stored story at a glance: its outlets, how many independent origins stand behind its shared claims, how many
    statements of each standing its account shows. `parent` is the story line it belongs to."""

    story: Story
    outlets: tuple[str, ...] = ()
    origins: int = 0
    standings: dict[str, int] = field(default_factory=dict)
    parent: str | None = None
    updated: str | None = None
    """When its account last changed (ISO 8601, UTC)."""


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What a search is narrowed to; dates are ISO, inclusive. `speaker` is matched as a part of a speaker's name,
    `standing` as that of a claim the article takes part in."""

    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    speaker: str | None = None
    story: str | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A story's account, rendered and packed: whole or with short `excerpts`; `made_by` is the version of the code that
    rendered it."""

    excerpts: bool
    made_by: str
    data: bytes


@dataclass(frozen=True, slots=True)
class AttributionKey:
    """Names an attribution of a stored article: the ids of both."""

    article: str
    attribution: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A stored article that matches: `excerpt` is a stretch of its text, `matches` the spans of the words found, in
    the excerpt's own characters."""

    article: str
    title: str | None
    outlet: str | None
    published: str | None
    story: str | None
    excerpt: str
    matches: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of hits, the best first, and how many there are in all; where counting on would take long, `more` says
    that there are more than `total`."""

    hits: tuple[SearchHit, ...]
    total: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class OutletSummary:
    """One outlet of the archive: how many articles, in how many stories, how many of its articles are copies, and its
    first and last day (ISO)."""

    outlet: str
    articles: int
    stories: int
    copies: int
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """One speaker of the archive, under one name: how many attributions, in how many articles, stories and outlets;
    `kind` is that of the first one stored."""

    speaker: str
    quotes: int
    articles: int
    stories: int
    outlets: int
    kind: SpeakerKind | None = None


@dataclass(frozen=True, slots=True)
class StoredQuote:
    """One attribution of a stored article with its words: `contents` are the surfaces of `spans`, in text order."""

    article: str
    title: str | None
    outlet: str | None
    published: str | None
    story: str | None
    story_title: str | None
    attribution: str
    kind: AttributionKind
    stance: Stance
    negated: bool
    spans: tuple[Span, ...]
    contents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuoteVersion:
    """The words one article gives of a quote that several have."""

    article: str
    outlet: str | None
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class StoredSharedQuote:
    """A shared quote of a story's current account, with the words of each article."""

    story: str
    speaker: str
    wording: QuoteWording
    versions: tuple[QuoteVersion, ...]


@dataclass(frozen=True, slots=True)
class OutletTie:
    """Another outlet, and how many statements or copied articles tie it to the one looked at."""

    outlet: str
    count: int


@dataclass(frozen=True, slots=True)
class OriginUse:
    """An origin, and how many of an outlet's statements rest on it."""

    name: str
    kind: OriginKind
    claims: int


@dataclass(frozen=True, slots=True)
class OutletTies:
    """What an outlet shares and rests on, over its `articles` last ones: its statements by standing, the other outlets
    that make the same ones, the origins they rest on, and whose articles it copied or who copied its own; each list the
    most frequent first."""

    articles: int
    standings: dict[str, int] = field(default_factory=dict)
    shared: tuple[OutletTie, ...] = ()
    origins: tuple[OriginUse, ...] = ()
    copied_from: tuple[OutletTie, ...] = ()
    copied_by: tuple[OutletTie, ...] = ()


def fingerprint(article: Article) -> str:
    """The hash that tells revisions of an article apart: 128 bits of SHA-256 over its title and text, in hexadecimal.
    Other fields may change without a new revision."""
    told = "\x00".join((article.title or "", article.text))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
