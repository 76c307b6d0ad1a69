"""One account of several articles. Every part points at character spans of the articles it came from."""

from dataclasses import dataclass, field
from typing import Any, Literal

from twosource.model.annotation import AnnotatedArticle, SpeakerKind
from twosource.model.span import Span

Standing = Literal["corroborated", "shared_origin", "single_source", "disputed", "unclear"]
OriginKind = Literal["person", "office", "document", "agency", "outlet", "own_reporting", "unnamed"]
QuoteWording = Literal["identical", "truncated", "altered"]
DiscrepancyKind = Literal[
    "number", "date", "name", "place", "polarity", "certainty", "attribution", "quote_wording", "sequence"
]
Severity = Literal["contradiction", "difference"]
Polarity = Literal["positive", "negative"]
Certainty = Literal["certain", "expected", "possible", "uncertain"]


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A span in one article, named by the article's id."""

    article: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Statement:
    """The smallest stretch of one article that can be checked: an attribution's content, or a clause in the article's
    own voice. Entities are ids; times and quantities are indexes into the annotated article's layers."""

    article: str
    start: int
    end: int
    attribution: str | None = None
    entities: tuple[str, ...] = ()
    times: tuple[int, ...] = ()
    quantities: tuple[int, ...] = ()
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def passage(self) -> Passage:
        return Passage(self.article, self.start, self.end)


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """Where one article makes a claim; `attribution` is the id of the attribution it stands in, None in own voice."""

    article: str
    start: int
    end: int
    attribution: str | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a claim comes from as far as the texts show. `mentions` are indexes into the claim's mentions."""

    name: str
    kind: OriginKind
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Mentions from one or more articles that say the same. `text` is the words of one mention; `reason` says in one
    plain line why the standing is what it is."""

    id: str
    text: str
    standing: Standing
    reason: str
    mentions: tuple[ClaimMention, ...]
    origins: tuple[Origin, ...]
    certainty: Certainty = "certain"
    discrepancies: tuple[int, ...] = ()
    """Indexes into the comparison's discrepancies that touch this claim."""


@dataclass(frozen=True, slots=True)
class SharedQuote:
    """One utterance quoted by two or more articles."""

    speaker: str
    wording: QuoteWording
    mentions: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A place where articles cannot both be exactly right (contradiction) or differ in precision, emphasis or
    certainty (difference). `differing` are the words in each mention that differ, same order as `mentions`."""

    kind: DiscrepancyKind
    severity: Severity
    why: str
    mentions: tuple[Passage, ...]
    differing: tuple[Passage, ...] = ()
    update: bool = False
    """Whether a later report merely brings an earlier figure up to date."""


@dataclass(frozen=True, slots=True)
class Exclusive:
    """A statement only one article has; `rank` 0 is the most checkable and central of its article."""

    article: str
    start: int
    end: int
    attribution: str | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened, under its TIMEX3 value; entries come in time order."""

    value: str
    mentions: tuple[Passage, ...]
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """How many characters of an article are one speaker's words: all of them, and those inside quotation marks."""

    speaker: str
    article: str
    characters: int
    direct: int
    kind: SpeakerKind = "named"


@dataclass(frozen=True, slots=True)
class WordingPair:
    """How the articles name one person, group or act."""

    what: str
    mentions: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which of the claims shared by two or more articles one article has, and which it leaves out (claim ids)."""

    article: str
    has: tuple[str, ...]
    omits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must know about the comparison itself: articles left out, what could not be judged."""

    code: str
    message: str
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The account. Claims come corroborated first, then shared origin, disputed, single source, unclear."""

    articles: tuple[AnnotatedArticle, ...]
    claims: tuple[Claim, ...] = ()
    shared_quotes: tuple[SharedQuote, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    exclusives: tuple[Exclusive, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    voices: tuple[Voice, ...] = ()
    wording: tuple[WordingPair, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    notices: tuple[Notice, ...] = ()
    provenance: dict[str, Any] = field(default_factory=dict)
    sayings: tuple[TimelineEntry, ...] = ()
    """What was said when, in time order; `timeline` is what happened when."""

    def annotated(self, id: str) -> AnnotatedArticle:
        """The annotated article with that id; KeyError where there is none."""
        for annotated in self.articles:
            if annotated.article.id == id:
                return annotated
        raise KeyError(id)

    def surface(self, passage: Passage | ClaimMention | Exclusive) -> str:
        """The words of a passage."""
        return self.annotated(passage.article).article.text[passage.start : passage.end]

    def to_dict(self, *, excerpts: bool = False) -> dict[str, Any]:
        """The JSON of the contract: `json.dumps` works on it. With `excerpts` the articles come without their text."""
        from twosource.model.contract import comparison_to_dict

        return comparison_to_dict(self, excerpts=excerpts)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Comparison":
        """The value `to_dict` was made from."""
        from twosource.model.contract import comparison_from_dict

        return comparison_from_dict(data)
