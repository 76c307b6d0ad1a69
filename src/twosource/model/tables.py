"""The tables that can be exported: their columns, in order. What a store yields as rows and what is written to a file
agree because both read them here."""

from dataclasses import dataclass
from typing import Literal

TableName = Literal["articles", "attributions", "claims", "origins"]
ColumnType = Literal["text", "texts", "integer", "number", "boolean", "spans"]
"""`texts` is a sequence of texts, `spans` a sequence of `Span`s in text order; both may be empty. Every value may be
None where nothing is known, counts excepted. Dates and times are `text`: ISO 8601, as precise as the article gives
them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table and, in one line, what stands in it."""

    name: str
    type: ColumnType
    meaning: str


_ARTICLE = (
    Column("article", "text", "id of the article"),
    Column("outlet", "text", "its outlet"),
    Column("published", "text", "when it was published"),
)

ARTICLE_COLUMNS = (
    *_ARTICLE,
    Column("modified", "text", "when the article says it was last changed"),
    Column("title", "text", "its headline"),
    Column("url", "text", "its address"),
    Column("byline", "text", "who wrote it, as printed"),
    Column("section", "text", "the section it stood in"),
    Column("language", "text", "ISO 639-1 code"),
    Column("dateline", "text", "the place of its dateline"),
    Column("credits", "texts", "the agencies it credits"),
    Column("words", "integer", "number of words of its text"),
    Column("revision", "integer", "number of its newest revision: how many editions are stored"),
    Column("fetched", "text", "when the newest revision was stored (UTC)"),
    Column("story", "text", "id of its story"),
    Column("copy_of", "text", "id of the earlier article it is a copy of"),
    Column("copy_kind", "text", "exact, near or part"),
    Column("extra", "text", "what a structured input said beyond these fields, as JSON"),
    Column("text", "text", "its stored text, letter for letter: every offset refers to it"),
)

ATTRIBUTION_COLUMNS = (
    *_ARTICLE,
    Column("story", "text", "id of the article's story"),
    Column("revision", "integer", "the revision of the article that the offsets refer to"),
    Column("attribution", "text", "id of the attribution in its article"),
    Column("kind", "text", "direct, indirect or mixed"),
    Column("speaker", "text", "name of the resolved speaker"),
    Column("speaker_kind", "text", "named, office, document, outlet, group or unnamed"),
    Column("addressee", "text", "whom the words were said to"),
    Column("stance", "text", "what the cue claims: states, denies, warns …"),
    Column("negated", "boolean", "whether the cue denies that the words were said"),
    Column("parent", "text", "id of the attribution this one stands inside of"),
    Column("score", "number", "the extractor's confidence between 0 and 1"),
    Column("source", "text", "words of the source, spans joined by an ellipsis"),
    Column("source_spans", "spans", "where they stand"),
    Column("cue", "text", "words of the cue"),
    Column("cue_spans", "spans", "where they stand"),
    Column("content", "text", "words of the content"),
    Column("content_spans", "spans", "where they stand"),
)

CLAIM_COLUMNS = (
    Column("story", "text", "id of the story"),
    Column("claim", "text", "id of the claim in the story's current account"),
    Column("statement", "text", "id of the claim it is shown under: claims that read as one statement share it"),
    Column("text", "text", "words of one mention"),
    Column("standing", "text", "corroborated, shared_origin, single_source, disputed or unclear"),
    Column("reason", "text", "why, in one line"),
    Column("certainty", "text", "certain, expected, possible or uncertain"),
    Column("origins", "integer", "number of independent origins behind it"),
    Column("outlets", "integer", "number of outlets that make it"),
    Column("mention", "integer", "index of this mention in the claim, from 0"),
    *_ARTICLE,
    Column("attribution", "text", "id of the attribution the mention stands in; none in the article's own voice"),
    Column("speaker", "text", "name of that attribution's speaker"),
    Column("start", "integer", "offset of the mention's first character in the article's text"),
    Column("end", "integer", "offset after its last character"),
    Column("words", "text", "its words"),
)
"""One row a mention of a claim."""

ORIGIN_COLUMNS = (
    Column("story", "text", "id of the story"),
    Column("claim", "text", "id of the claim in the story's current account"),
    Column("text", "text", "words of the claim"),
    Column("standing", "text", "standing of the claim"),
    Column("origin", "integer", "index of this origin in the claim, from 0"),
    Column("name", "text", "name of the origin"),
    Column("kind", "text", "person, office, document, agency, outlet, own_reporting or unnamed"),
    Column("outlets", "texts", "the outlets that rest on it, sorted"),
    Column("articles", "texts", "ids of the articles that rest on it, sorted"),
    Column("mentions", "integer", "number of mentions that rest on it"),
)
"""One row an origin of a claim."""

TABLES: dict[TableName, tuple[Column, ...]] = {
    "articles": ARTICLE_COLUMNS,
    "attributions": ATTRIBUTION_COLUMNS,
    "claims": CLAIM_COLUMNS,
    "origins": ORIGIN_COLUMNS,
}


def joined(parts: list[str]) -> str:
    """The words of several spans of one thing as one text."""
    return " … ".join(parts)
