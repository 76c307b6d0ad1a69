"""What each name of an article names, settled by all its mentions together.

A small recogniser calls one name a person here and an organisation there; voting over the document, with what titles,
head words and known names say, repairs most of that (the "one sense per discourse" of Gale, Church and Yarowsky, 1992).
"""

from collections.abc import Iterable, Sequence

from twosource.annotate.names.lexicon import Lexicon, folded
from twosource.annotate.names.name_mentions import NameMention
from twosource.annotate.names.token_table import TokenTable
from twosource.annotate.stance import cue_lexicon
from twosource.model.annotation import EntityKind

Key = tuple[str, ...]

_OF_LABEL: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
    "WORK_OF_ART": "work", "LAW": "work", "EVENT": "event", "PRODUCT": "other",
}  # fmt: skip
_HONORIFIC, _TITLE, _APPOSITION, _KNOWN, _HEAD = 6.0, 3.0, 2.5, 8.0, 4.0
_GIVEN, _GIVEN_PLACE, _SPEAKS, _INSIDE, _LABEL = 1.5, 0.8, 0.5, 0.9, 1.0
"""Points of the evidence. Set by hand, reading articles of the story development set, November 2026."""
_SURE = 4.0
"""Points of a full name from which its family name alone is taken for the person whatever the recogniser calls it."""
_PERSONAL_BODIES = frozenset({"administration", "campaign"})


class _Votes:
    """Points for each kind of one name."""

    def __init__(self) -> None:
        self._points: dict[EntityKind, float] = {}

    def __bool__(self) -> bool:
        return bool(self._points)

    def add(self, kind: EntityKind, points: float) -> None:
        self._points[kind] = self._points.get(kind, 0.0) + points

    def points(self, kind: EntityKind | None = None) -> float:
        """The points of one kind; of all without one."""
        return sum(self._points.values()) if kind is None else self._points.get(kind, 0.0)

    @property
    def winner(self) -> EntityKind:
        """The kind with most points; of equals the first in the alphabet. "other" where there are none."""
        return max(sorted(self._points), key=lambda kind: self._points[kind], default="other")


def vote_kinds(
    mentions: Sequence[NameMention], tokens: TokenTable, lexicon: Lexicon, outlet: str | None = None
) -> dict[Key, EntityKind]:
    """The kind of every key among the mentions; keys of which nothing is known to be a name are left out."""
    votes: dict[Key, _Votes] = {}
    for mention in mentions:
        own = votes.setdefault(mention.key, _Votes())
        for kind, points in _evidence(mention, tokens, lexicon):
            own.add(kind, points)
    if outlet:
        votes.setdefault(tuple(folded(outlet).removeprefix("the ").split()), _Votes()).add("outlet", _KNOWN)
    _lend_family_names(votes, lexicon)
    _lend_to_short_forms(votes, lexicon)
    return {key: own.winner for key, own in votes.items() if own}


def _evidence(mention: NameMention, tokens: TokenTable, lexicon: Lexicon) -> Iterable[tuple[EntityKind, float]]:
    """Kinds and points one mention speaks for."""
    key, place = mention.key, mention.label in ("GPE", "LOC", "FAC")
    if mention.honorific:
        yield "person", _HONORIFIC
    for _, first, _last in mention.titles:
        if first < mention.first:
            yield "person", _TITLE
        elif not place:
            yield "person", _APPOSITION
    known, head = known_kind(key, lexicon), head_kind(key, lexicon)
    if known:
        yield known, _KNOWN
    elif head and (len(key) > 1 or head in ("office", "organization")) and not (mention.titles and head == "place"):
        yield head, _HEAD
    if len(key) > 1 and not known and not head and key[0] in lexicon.given_names:
        yield "person", _GIVEN_PLACE if place else _GIVEN
    if mention.first and tokens.lower[mention.first - 1] == "in" and not mention.honorific:
        yield "place", _INSIDE
    if not known and _speaks(mention, tokens):
        yield "person", _SPEAKS
    if mention.label and not (mention.label == "NORP" and tokens.pos[mention.last - 1] == "ADJ"):
        yield _OF_LABEL[mention.label], _LABEL


def _speaks(mention: NameMention, tokens: TokenTable) -> bool:
    """Whether a verb of saying stands right behind the name, and no article before it."""
    if mention.last >= len(tokens) or tokens.pos[mention.last] != "VERB":
        return False
    article = mention.first > 0 and tokens.lower[mention.first - 1] == "the"
    return not article and tokens.lower[mention.last] in cue_lexicon().words


def known_kind(key: Key, lexicon: Lexicon) -> EntityKind | None:
    """The kind of a name the word lists know whole."""
    name = " ".join(key).removeprefix("the ")
    return lexicon.known.get(name) or lexicon.known.get(lexicon.aliases.get(name, ""))


def head_kind(key: Key, lexicon: Lexicon) -> EntityKind | None:
    """The kind the head word of a name tells: its last word, or the one before "of" ("Ministry of Defence")."""
    key = key[:-1] if len(key) > 1 and key[-1].isdigit() else key
    head = key[key.index("of") - 1] if "of" in key[1:] else key[-1]
    return lexicon.kind_heads.get(head)


def _lend_to_short_forms(votes: dict[Key, _Votes], lexicon: Lexicon) -> None:
    """Words that begin the longer name of a body are that body's short form, unless they begin with a given name."""
    begins: dict[Key, EntityKind] = {}
    for key, own in votes.items():
        if own.winner in ("organization", "office", "outlet"):
            for length in range(2, len(key)):
                begins[key[:length]] = own.winner
    for key, own in votes.items():
        if key in begins and key[0] not in lexicon.given_names:
            own.add(begins[key], own.points())


def _lend_family_names(votes: dict[Key, _Votes], lexicon: Lexicon) -> None:
    """A lone word that is the family name of a person named in full elsewhere counts as a person too; the more so, the
    surer the full name is one. A place or outlet the word lists know stays one while the article has a longer name that
    begins with it ("Fox", with "Fox News" beside "Vicente Fox")."""
    families = _family_names(votes, lexicon)
    begins = {key[0] for key in votes if len(key) > 1}
    for key, own in votes.items():
        points = families.get(key[0], 0.0) if len(key) == 1 else 0.0
        if not points:
            continue
        known = lexicon.known.get(key[0])
        if known is None:
            own.add("person", 2 * points + (own.points() if points >= _SURE else 0.0))
        elif known != "place" and key[0] not in begins:
            own.add("person", 2 * points + own.points(known))


def _family_names(votes: dict[Key, _Votes], lexicon: Lexicon) -> dict[str, float]:
    """Words that name a person by family or given name, with the points of the full names they come from."""
    families: dict[str, float] = {}
    for key, own in votes.items():
        if len(key) < 2:
            continue
        if own.winner == "person":
            name = [word for word in key if word not in lexicon.suffixes and word not in lexicon.postnominals]
            family = name[-1] if name else key[-1]
            families[family] = families.get(family, 0.0) + own.points("person")
            if key[0] in lexicon.given_names:
                families[key[0]] = families.get(key[0], 0.0) + _GIVEN
        elif key[-1] in _PERSONAL_BODIES:
            families[key[-2]] = families.get(key[-2], 0.0) + _GIVEN
    return families
