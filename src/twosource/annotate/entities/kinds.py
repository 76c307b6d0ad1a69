"""What each name of an article names, settled by all its mentions together.

A small recogniser calls one name a person here and an organisation there; voting over the document, with what titles,
head words and known names say, repairs most of that (the "one sense per discourse" of Gale, Church and Yarowsky, 1992).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from twosource.annotate.entities.lexicon import Lexicon, folded
from twosource.annotate.entities.name_mentions import NameMention
from twosource.annotate.entities.token_table import TokenTable
from twosource.annotate.stance import cue_lexicon
from twosource.model.annotation import EntityKind

Key = tuple[str, ...]

_OF_LABEL: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
    "WORK_OF_ART": "work", "LAW": "work", "EVENT": "event", "PRODUCT": "other",
}  # fmt: skip
_HONORIFIC, _TITLE, _APPOSITION, _KNOWN, _HEAD = 6.0, 3.0, 2.5, 8.0, 4.0
_GIVEN, _GIVEN_PLACE, _SPEAKS, _LABEL = 1.5, 0.8, 0.5, 1.0
"""Weights of the evidence. Set by reading the entities of 40 articles of the story development set, November 2026."""


def vote_kinds(
    mentions: Sequence[NameMention], tokens: TokenTable, lexicon: Lexicon, outlet: str | None = None
) -> dict[Key, EntityKind]:
    """The kind of every key among the mentions; keys of which nothing is known to be a name are left out."""
    votes: dict[Key, Counter[EntityKind]] = defaultdict(Counter)
    for mention in mentions:
        votes.setdefault(mention.key, Counter())
        for kind, weight in _evidence(mention, tokens, lexicon):
            votes[mention.key][kind] += weight
    if outlet:
        votes[tuple(folded(outlet).removeprefix("the ").split())]["outlet"] += _KNOWN
    _lend_family_names(votes, lexicon)
    _lend_to_short_forms(votes, lexicon)
    kinds: dict[Key, EntityKind] = {}
    for key, counts in votes.items():
        if counts:
            kinds[key] = _winner(counts)
    return kinds


def _evidence(mention: NameMention, tokens: TokenTable, lexicon: Lexicon) -> Iterable[tuple[EntityKind, float]]:
    key = mention.key
    if mention.honorific:
        yield "person", _HONORIFIC
    for _, first, _last in mention.titles:
        if first >= mention.first and mention.label in ("GPE", "LOC", "FAC"):
            continue
        yield "person", _TITLE if first < mention.first else _APPOSITION
    known = known_kind(key, lexicon)
    if known:
        yield known, _KNOWN
    elif not mention.titles or lexicon.kind_heads.get(key[-1]) != "place":
        head = head_kind(key, lexicon)
        if head and (len(key) > 1 or head in ("office", "organization")):
            yield head, _HEAD
    if len(key) > 1 and not known and key[0] in lexicon.given_names and not head_kind(key, lexicon):
        yield "person", _GIVEN_PLACE if mention.label in ("GPE", "LOC", "FAC") else _GIVEN
    if mention.last < len(tokens) and tokens.lower[mention.last] in cue_lexicon().words and not known:
        if tokens.pos[mention.last] == "VERB" and (mention.first == 0 or tokens.lower[mention.first - 1] != "the"):
            yield "person", _SPEAKS
    if mention.label == "NORP" and tokens.pos[mention.last - 1] == "ADJ":
        return
    if mention.label:
        yield _OF_LABEL[mention.label], _LABEL


def known_kind(key: Key, lexicon: Lexicon) -> EntityKind | None:
    """The kind of a name the word lists know whole."""
    name = " ".join(key).removeprefix("the ")
    return lexicon.known.get(name) or lexicon.known.get(lexicon.aliases.get(name, ""))


def head_kind(key: Key, lexicon: Lexicon) -> EntityKind | None:
    """The kind the head word of a name tells: its last word, or the one before "of" ("Ministry of Defence")."""
    key = key[:-1] if len(key) > 1 and key[-1].isdigit() else key
    head = key[key.index("of") - 1] if "of" in key[1:] else key[-1]
    return lexicon.kind_heads.get(head)


def _lend_to_short_forms(votes: dict[Key, Counter[EntityKind]], lexicon: Lexicon) -> None:
    """Words that begin the longer name of a body are that body's short form, unless they begin with a given name."""
    begins: dict[Key, EntityKind] = {}
    for key, counts in votes.items():
        kind = _winner(counts) if counts else "other"
        if kind in ("organization", "office", "outlet"):
            for length in range(2, len(key)):
                begins[key[:length]] = kind
    for key, counts in votes.items():
        if key in begins and key[0] not in lexicon.given_names:
            counts[begins[key]] += counts.total()


def _lend_family_names(votes: dict[Key, Counter[EntityKind]], lexicon: Lexicon) -> None:
    """A lone word that is the family name of a person named in full elsewhere counts as a person too; the more so, the
    surer the full name is one. A place or outlet the word lists know stays one while the article has a longer name that
    begins with it ("Fox", with "Fox News" beside "Vicente Fox")."""
    families: Counter[str] = Counter()
    for key, counts in votes.items():
        if len(key) > 1 and counts and _winner(counts) == "person":
            name = [word for word in key if word not in lexicon.suffixes and word not in lexicon.postnominals]
            families[name[-1] if name else key[-1]] += counts["person"]
            if key[0] in lexicon.given_names:
                families[key[0]] += _GIVEN
        elif len(key) > 1 and key[-1] in _PERSONAL_BODIES:
            families[key[-2]] += _GIVEN
    begins = {key[0] for key in votes if len(key) > 1}
    for key, counts in votes.items():
        if len(key) != 1 or key[0] not in families:
            continue
        known = lexicon.known.get(key[0])
        if known is None and families[key[0]] >= _SURE:
            counts["person"] += counts.total()
        if known is None or (known != "place" and key[0] not in begins):
            counts["person"] += 2 * families[key[0]] + (counts[known] if known else 0.0)  # type: ignore[index]


_PERSONAL_BODIES = frozenset({"administration", "campaign"})
_SURE = 4.0
"""Points of the full name from which its family name alone is taken for the person whatever the recogniser calls it."""


def _winner(counts: Counter[EntityKind]) -> EntityKind:
    return max(sorted(counts), key=lambda kind: counts[kind])
