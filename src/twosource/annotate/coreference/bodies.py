"""Bodies and documents named by what they belong to: "the Obama administration", "Prime Minister's Office", "a readout
from the State Department"."""

from collections.abc import Sequence

from twosource.annotate.coreference.referents import Place, Referent
from twosource.annotate.names.lexicon import Lexicon, folded
from twosource.annotate.names.name_mentions import NameMention
from twosource.annotate.names.token_table import TokenTable
from twosource.annotate.names.word_lists import word_list
from twosource.model.annotation import EntityKind

DOCUMENTS = word_list("documents")
"""Nouns that name a document one can ask for; "statement" and "email" are too often one of many."""
_MODIFIERS = frozenset({"NOUN", "ADJ", "PROPN"})
_AUTHOR_WORDS = frozenset({"from", "by", "of"})


def find_bodies(mentions: Sequence[NameMention], tokens: TokenTable, lexicon: Lexicon) -> list[Referent]:
    """Offices and organisations named by another name or title with a common noun behind it, one referent a name."""
    found: dict[tuple[str, ...], Referent] = {}
    for mention in mentions:
        noun = mention.last
        if noun < len(tokens) and tokens.lower[noun] in lexicon.makers and not tokens.words[noun][0].isupper():
            kind = lexicon.makers[tokens.lower[noun]]
            if tokens.lower[noun] != "family" and not mention.possessive and mention.label not in ("DATE",):
                _add(found, kind, mention.first, noun + 1, tokens, lexicon)
    for i, word in enumerate(tokens.lower):
        if word in {"'s", "'"} and tokens.lower[i + 1 : i + 2] == ["office"] and not tokens.silent[i]:
            first = _owner(tokens, i)
            if first < i:
                _add(found, "office", first, i + 2, tokens, lexicon)
    return list(found.values())


def _owner(tokens: TokenTable, end: int) -> int:
    """First token of the name or title in front of a possessive mark."""
    first = end
    while first > 0 and end - first < 6 and tokens.line[first - 1] == tokens.line[end]:
        if not (
            tokens.name_like[first - 1]
            or tokens.pos[first - 1] in ("NOUN", "PROPN", "ADJ")
            or tokens.words[first - 1] == "-"
        ):
            break
        first -= 1
    return first


def _add(
    found: dict[tuple[str, ...], Referent],
    kind: EntityKind,
    first: int,
    last: int,
    tokens: TokenTable,
    lexicon: Lexicon,
) -> None:
    if tokens.lower[first] in lexicon.honorifics:
        first += 1
    key = tuple(folded(word) for word in tokens.words[first:last])
    name = " ".join(tokens.surface(first, last).split())
    referent = found.setdefault(key, Referent(kind, name, [key]))
    referent.places.append(Place(first, last, "name", quoted=tokens.quoted[first]))


def find_documents(referents: Sequence[Referent], tokens: TokenTable, lexicon: Lexicon) -> list[Referent]:
    """Documents described with a name: "the State Department readout", "a report by the committee". One referent a
    wording; bare "the report" is left to the definite descriptions."""
    named = {i for referent in referents for place in referent.places for i in range(place.first, place.last)}
    found: dict[tuple[str, ...], Referent] = {}
    for i, word in enumerate(tokens.lower):
        if word not in DOCUMENTS or tokens.silent[i] or i in named or tokens.pos[i] not in ("NOUN", "PROPN"):
            continue
        first = i
        while first > 0 and i - first < 6 and tokens.line[first - 1] == tokens.line[i]:
            if tokens.pos[first - 1] not in _MODIFIERS and tokens.lower[first - 1] != "'s" and first - 1 not in named:
                break
            first -= 1
        last = _author_end(tokens, i + 1, named)
        if any(at in named for at in range(first, last)):
            _add_document(found, first, i, last, tokens)
    return list(found.values())


def _author_end(tokens: TokenTable, after: int, named: set[int]) -> int:
    """The end of "from/by/of NAME" behind the noun; `after` itself where there is none."""
    if after >= len(tokens) or tokens.lower[after] not in _AUTHOR_WORDS:
        return after
    end = after + 1
    if end < len(tokens) and tokens.lower[end] in {"the", "a", "an"}:
        end += 1
    if end not in named:
        return after
    while end < len(tokens) and end in named:
        end += 1
    return end


def _add_document(found: dict[tuple[str, ...], Referent], first: int, head: int, last: int, tokens: TokenTable) -> None:
    key = tuple(folded(word) for word in tokens.words[first : head + 1])
    whole = tuple(folded(word) for word in tokens.words[first:last])
    name = " ".join(tokens.surface(first, last).split())
    referent = found.setdefault(whole, Referent("document", name, [key]))
    referent.places.append(Place(first, last, "name", quoted=tokens.quoted[first]))
