"""What was found in one article: layers of spans over its stored text. All tuples are in text order."""

from dataclasses import dataclass, field
from typing import Any, Literal

from twosource.model.article import Article
from twosource.model.span import Span

EntityKind = Literal[
    "person", "organization", "office", "document", "group", "place", "outlet", "event", "work", "other"
]
SpeakerKind = Literal["named", "office", "document", "outlet", "group", "unnamed"]
AttributionKind = Literal["direct", "indirect", "mixed"]
Stance = Literal[
    "states",
    "claims",
    "denies",
    "confirms",
    "warns",
    "asks",
    "promises",
    "thinks",
    "orders",
    "accuses",
    "praises",
    "predicts",
    "declines",
    "reports",
    "shows",
]
MentionForm = Literal["name", "nominal", "pronoun"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Bound = Literal["more than", "at least", "less than", "at most", "about", "nearly"]
QuantityKind = Literal[
    "count", "percent", "money", "age", "ordinal", "fraction", "measure", "duration", "rate", "number"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named or referred to."""

    start: int
    end: int
    form: MentionForm = "name"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, office … of one article, under the fullest name the article gives it."""

    id: str
    name: str
    kind: EntityKind
    mentions: tuple[Mention, ...] = ()
    titles: tuple[str, ...] = ()
    """Titles and descriptions the article gives it ("State Department spokesperson"), in order of appearance."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words an attribution reports. `id` is the entity's id, None when no entity of the article could be
    settled on; `name` is then the words of the source itself ("officials familiar with the talks")."""

    id: str | None
    name: str
    kind: SpeakerKind = "named"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words or views given to a source: spans of source, cue and content, in text order; `parent` is the id of the
    attribution this one stands inside of. `speaker` is None where the text leaves the source open."""

    id: str
    kind: AttributionKind
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: Speaker | None = None
    addressee: Speaker | None = None
    stance: Stance = "states"
    negated: bool = False
    """Whether the cue denies that the words were said ("did not say")."""
    parent: str | None = None
    score: float = 1.0
    """The extractor's confidence between 0 and 1; comparable only inside one version of the extractor."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression with TIMEX3 type and value (ISO-TimeML). `earliest` and `latest` are the first and last day
    or moment (ISO 8601, inclusive) the value can lie in, None where it is open; for a DURATION both are None."""

    start: int
    end: int
    type: TimeType
    value: str
    mod: str | None = None
    earliest: str | None = None
    latest: str | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts. `value` is normalised ("2.3 million" is 2300000, "two thirds" 0.666…, percentages
    as written: 12 for 12 %); a range has its end in `upper`; `unit` is the counted thing or unit as the text words it
    ("Israelis", "percent", "USD", "feet"); `per` is the denominator of a rate ("day")."""

    start: int
    end: int
    value: float
    bound: Bound | None = None
    unit: str | None = None
    kind: QuantityKind = "number"
    upper: float | None = None
    per: str | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article and its layers. `components` maps each component that made them to its version."""

    article: Article
    sentences: tuple[Span, ...] = ()
    clauses: tuple[Span, ...] = ()
    """The smallest stretches that make a statement of their own: clauses and checkable noun phrases. They may nest."""
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    tokens: tuple["Token", ...] = ()
    context: "ContextVectors | None" = None
    components: dict[str, str] = field(default_factory=dict)

    def entity(self, id: str) -> Entity:
        """The entity with that id; KeyError where there is none."""
        for entity in self.entities:
            if entity.id == id:
                return entity
        raise KeyError(id)

    def to_dict(self) -> dict[str, Any]:
        """The JSON of the contract: `json.dumps` works on it."""
        from twosource.model.contract import annotated_to_dict

        return annotated_to_dict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "AnnotatedArticle":
        """The value `to_dict` was made from."""
        from twosource.model.contract import annotated_from_dict

        return annotated_from_dict(data)


@dataclass(frozen=True, slots=True)
class Token:
    """A token with what the parser says of it; `head` is the index of its head in the article's tokens. Kept so that
    comparison needs no parser; not part of the JSON."""

    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    stop: bool


@dataclass(frozen=True, slots=True)
class ContextVectors:
    """What words mean where they stand: for the word at `starts[i]` to `ends[i]` the bytes `i * size` to
    `(i + 1) * size` of `vectors`, signed, of any scale. Kept so that comparison needs no language model; not part of
    the JSON."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    size: int
    vectors: bytes = field(repr=False)
