"""The tokens of an article by column, in a tenth of the room they take one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from twosource.model.annotation import Token

_AS_WRITTEN, _LOWER_CASE, _LISTED = 0, 1, 2
"""A lemma is the word as written, the word in lower case, or one of the list (its place added to `_LISTED`)."""


@dataclass(frozen=True, slots=True)
class TokenColumns:
    """Each list has one number a token but for `stops`, the places of stop words as gaps. `gaps` are the characters
    since the token before, `heads` are counted from the token itself; `pos`, `tags` and `deps` are places in
    `labels`, `lemmas` places in `words` above the two that follow the text."""

    gaps: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    lemmas: list[int] = field(default_factory=list)
    pos: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    deps: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def columns_of_tokens(text: str, tokens: Sequence[Token]) -> TokenColumns:
    """The tokens of the text as columns."""
    columns = TokenColumns()
    words: dict[str, int] = {}
    labels: dict[str, int] = {}
    end = stop = 0
    for place, token in enumerate(tokens):
        columns.gaps.append(token.start - end)
        columns.lengths.append(token.end - token.start)
        end = token.end
        columns.lemmas.append(_lemma_place(text[token.start : token.end], token.lemma, words))
        columns.pos.append(labels.setdefault(token.pos, len(labels)))
        columns.tags.append(labels.setdefault(token.tag, len(labels)))
        columns.deps.append(labels.setdefault(token.dep, len(labels)))
        columns.heads.append(token.head - place)
        if token.stop:
            columns.stops.append(place - stop)
            stop = place
    columns.words.extend(words)
    columns.labels.extend(labels)
    return columns


def _lemma_place(written: str, lemma: str, words: dict[str, int]) -> int:
    if lemma == written:
        return _AS_WRITTEN
    if lemma == written.lower():
        return _LOWER_CASE
    return _LISTED + words.setdefault(lemma, len(words))


def tokens_of_columns(text: str, columns: TokenColumns) -> tuple[Token, ...]:
    """The tokens that were put into columns; IndexError or ValueError where the columns do not fit together."""
    words, labels = columns.words, columns.labels
    stops = _places(columns.stops)
    tokens = []
    end = 0
    rows = zip(
        columns.gaps,
        columns.lengths,
        columns.lemmas,
        columns.pos,
        columns.tags,
        columns.deps,
        columns.heads,
        strict=True,
    )
    for place, (gap, length, lemma, pos, tag, dep, head) in enumerate(rows):
        start = end + gap
        end = start + length
        if lemma >= _LISTED:
            word = words[lemma - _LISTED]
        else:
            word = text[start:end] if lemma == _AS_WRITTEN else text[start:end].lower()
        tokens.append(Token(start, end, word, labels[pos], labels[tag], labels[dep], place + head, place in stops))
    return tuple(tokens)


def _places(gaps: Sequence[int]) -> frozenset[int]:
    place, places = 0, []
    for gap in gaps:
        place += gap
        places.append(place)
    return frozenset(places)
