"""Articles, their layers and accounts as compact bytes, and back.

MessagePack, deflated. Tokens and context vectors are nine tenths of an annotated article. Tokens are kept by column
(gaps, lengths, numbers into a list of labels), where neighbours resemble one another; vectors are a noise of a few
values, which Huffman codes alone pack tighter, in a twentieth of the time that looking for repeats takes. A byte in
front says how the rest is to be read, so that the encoding can change while stored articles stay readable.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from itertools import accumulate, chain
from typing import Any, TypeVar, get_type_hints

import msgspec

from twosource.errors import StoreError
from twosource.model.annotation import AnnotatedArticle, ContextVectors
from twosource.model.archive import RevisionDifference
from twosource.model.article import Article, Furniture
from twosource.model.comparison import (
    Claim,
    Comparison,
    Coverage,
    Discrepancy,
    Exclusive,
    Notice,
    SharedQuote,
    TimelineEntry,
    Voice,
    WordingPair,
)
from twosource.model.span import Span
from twosource.store.exact_text import escape_deep, unescape_deep
from twosource.store.token_columns import TokenColumns, columns_of_tokens, tokens_of_columns

_PLAIN, _DEFLATED = 0, 1
_ESCAPED = 2
"""Bits of the first byte. The higher ones are for other encodings to come."""
_LEVEL = 6
_SMALLEST_DEFLATED = 120

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class StoredFields:
    """What of an `Article` has no column of its own. `extra` is JSON: it may hold numbers of any size."""

    byline: str | None = None
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    dateline: str | None = None
    credits: tuple[str, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    extra: str = ""


@dataclass(frozen=True, slots=True)
class _StoredContext:
    """Context vectors: of each word the gap to the end of the one before, its length, and all vectors deflated."""

    gaps: list[int]
    lengths: list[int]
    size: int
    vectors: bytes


_OWN_FORM = ("article", "sentences", "clauses", "tokens", "context", "components")
_AS_THEY_ARE = {one.name: one.default for one in fields(AnnotatedArticle) if one.name not in _OWN_FORM}
"""The layers stored in their own shape: a layer that is added to the model is stored without a change here."""
_HINTS = get_type_hints(AnnotatedArticle)
_StoredLayers: Any = msgspec.defstruct(
    "_StoredLayers",
    [
        ("sentences", list[int], []),
        ("clauses", list[int], []),
        ("tokens", TokenColumns, msgspec.field(default_factory=TokenColumns)),
        ("senses", _StoredContext | None, None),
        *((name, _HINTS[name], default) for name, default in _AS_THEY_ARE.items()),
    ],
    frozen=True,
    omit_defaults=True,
)
_ShownLayers: Any = msgspec.defstruct(
    "_ShownLayers",
    [
        ("sentences", list[int], []),
        ("clauses", list[int], []),
        *((name, _HINTS[name], default) for name, default in _AS_THEY_ARE.items()),
    ],
    frozen=True,
)
"""Without tokens and context vectors: nine tenths, which nobody is shown."""


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """A comparison with its articles by id and revision; `own_layers` holds those of articles that were compared with
    other layers than the archive has."""

    articles: tuple[tuple[str, int], ...]
    own_layers: dict[str, tuple[bytes, dict[str, str]]] = field(default_factory=dict)
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


def pack(value: Any) -> bytes:
    """The value (of dataclasses, dicts, sequences, scalars) as bytes."""
    return _deflated(*_encoded(value))


def _encoded(value: Any) -> tuple[int, bytes]:
    """How the value is encoded, as a bit of the first byte, and its bytes."""
    try:
        return _PLAIN, msgspec.msgpack.encode(value)
    except UnicodeEncodeError:
        return _ESCAPED, msgspec.msgpack.encode(escape_deep(msgspec.to_builtins(value)))


def _deflated(kind: int, encoded: bytes) -> bytes:
    if len(encoded) >= _SMALLEST_DEFLATED:
        kind |= _DEFLATED
        encoded = zlib.compress(encoded, _LEVEL)
    return bytes((kind,)) + encoded


def unpack(data: bytes, type: type[Value]) -> Value:
    """The value of that type that was packed; StoreError where the bytes are not what was written."""
    try:
        kind, packed = data[0], data[1:]
        packed = zlib.decompress(packed) if kind & _DEFLATED else packed
        if kind & _ESCAPED:
            return msgspec.convert(unescape_deep(msgspec.msgpack.decode(packed)), type)
        return msgspec.msgpack.decode(packed, type=type)
    except (IndexError, zlib.error, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(f"A record of the archive is damaged or was written by another version: {error}") from error


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise StoreError(f"A record of the archive is damaged or was written by another version: {error}") from error


def pack_fields(article: Article) -> bytes:
    """The fields of the article that have no column."""
    extra = json.dumps(dict(article.extra), default=str) if article.extra else ""
    stored = StoredFields(
        article.byline,
        article.modified,
        article.language,
        article.section,
        article.dateline,
        article.credits,
        article.furniture,
        extra,
    )
    said = {one.name: getattr(stored, one.name) for one in fields(stored) if getattr(stored, one.name) != one.default}
    return pack(said)


def unpack_fields(data: bytes) -> StoredFields:
    """The fields of an article that have no column."""
    return unpack(data, StoredFields)


def extra_of(stored: StoredFields) -> dict[str, Any]:
    """What a structured input said beyond an article's fields."""
    return dict(json.loads(stored.extra)) if stored.extra else {}


def pack_layers(annotated: AnnotatedArticle) -> tuple[bytes, bytes]:
    """The layers of the article, components left out, and their `digest_layers`."""
    layers = _stored_layers(annotated)
    whole = msgspec.structs.replace(layers, senses=_stored_context(annotated.context))
    return pack(whole), _digest(layers, annotated.context)


def digest_layers(annotated: AnnotatedArticle) -> bytes:
    """What is equal for equal layers, components left out."""
    return _digest(_stored_layers(annotated), annotated.context)


def _stored_layers(annotated: AnnotatedArticle) -> Any:
    """The layers in the form they are stored in, but for the context vectors."""
    return _StoredLayers(
        _flat(annotated.sentences),
        _flat(annotated.clauses),
        columns_of_tokens(annotated.article.text, annotated.tokens),
        **{name: getattr(annotated, name) for name in _AS_THEY_ARE},
    )


def _digest(layers: Any, context: ContextVectors | None) -> bytes:
    digest = blake2b(_encoded(layers)[1], digest_size=12)
    if context is not None:
        digest.update(msgspec.msgpack.encode((context.starts, context.ends, context.size)))
        digest.update(context.vectors)
    return digest.digest()


def _stored_context(context: ContextVectors | None) -> _StoredContext | None:
    if context is None:
        return None
    packer = zlib.compressobj(strategy=zlib.Z_HUFFMAN_ONLY)
    vectors = packer.compress(context.vectors) + packer.flush()
    gaps = [start - end for start, end in zip(context.starts, (0, *context.ends), strict=False)]
    lengths = [end - start for start, end in zip(context.starts, context.ends, strict=True)]
    return _StoredContext(gaps, lengths, context.size, vectors)


def _context_of(stored: _StoredContext | None) -> ContextVectors | None:
    if stored is None:
        return None
    moves = chain.from_iterable(zip(stored.gaps, stored.lengths, strict=True))
    places = tuple(accumulate(moves))
    return ContextVectors(places[::2], places[1::2], stored.size, _inflated(stored.vectors))


def unpack_layers(
    article: Article, data: bytes, components: dict[str, str], *, shown: bool = False
) -> AnnotatedArticle:
    """The annotated article whose layers were packed; where it is only `shown`, without tokens and context, which only
    comparing needs."""
    layers = unpack(data, _ShownLayers if shown else _StoredLayers)
    return AnnotatedArticle(
        article,
        sentences=_spans(layers.sentences),
        clauses=_spans(layers.clauses),
        tokens=() if shown else tokens_of_columns(article.text, layers.tokens),
        context=None if shown else _context_of(layers.senses),
        components=components,
        **{name: getattr(layers, name) for name in _AS_THEY_ARE},
    )


def pack_account(
    comparison: Comparison,
    articles: Sequence[tuple[str, int]],
    own_layers: dict[str, tuple[bytes, dict[str, str]]],
) -> bytes:
    """The comparison with its articles named by id and revision."""
    parts = {one.name: getattr(comparison, one.name) for one in fields(comparison) if one.name != "articles"}
    return pack(StoredAccount(tuple(articles), own_layers, **parts))


def unpack_account(data: bytes) -> StoredAccount:
    """The account as it was packed; `comparison_of` puts it together again."""
    return unpack(data, StoredAccount)


def comparison_of(account: StoredAccount, articles: Sequence[AnnotatedArticle]) -> Comparison:
    """The comparison of the account, with its articles in the account's order."""
    names = [one.name for one in fields(Comparison) if one.name != "articles"]
    return Comparison(tuple(articles), **{name: getattr(account, name) for name in names})


def pack_difference(difference: RevisionDifference) -> bytes:
    """The difference between two revisions."""
    return pack(difference)


def unpack_difference(data: bytes | None) -> RevisionDifference | None:
    """The difference between two revisions, None where none was stored."""
    return None if data is None else unpack(data, RevisionDifference)


def _flat(spans: Sequence[Span]) -> list[int]:
    """The spans as offsets, each start counted from the start before it and each end from its start."""
    numbers, before = [], 0
    for span in spans:
        numbers += [span.start - before, span.end - span.start]
        before = span.start
    return numbers


def _spans(numbers: Sequence[int]) -> tuple[Span, ...]:
    spans, start = [], 0
    pairs = iter(numbers)
    for gap, length in zip(pairs, pairs, strict=True):
        start += gap
        spans.append(Span(start, start + length))
    return tuple(spans)


def flat_text(spans: Sequence[Span]) -> str:
    """The spans as text ("12 40 55 80"), for a column."""
    return " ".join(str(number) for number in chain.from_iterable((span.start, span.end) for span in spans))


def spans_of_text(text: str) -> list[Span]:
    """The spans that `flat_text` was given."""
    numbers = iter([int(number) for number in text.split()])
    return [Span(start, end) for start, end in zip(numbers, numbers, strict=True)]
