"""Claims that a reader would take for one: the same words compared with one report after another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from twosource.model.comparison import Claim, ClaimMention, Origin
from twosource.model.wording import wording_key

_SAME_STRETCH = 0.8
"""Of the shorter of two mentions, the part that both cover."""


def fold_alike(claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], Mapping[str, str]]:
    """The claims with those of one standing folded together whose words are the same, or whose mentions cover the same
    stretches of two reports (of one, where the same reports make them); in the order of the first of each. Beside it,
    by the id of each claim, the id it is shown under. Shared origins must be the same ones. Disputes are one
    where the one's differences are all the other's, and never where they have none in common."""
    kept: list[Claim] = []
    shown: dict[str, str] = {}
    met = _Met()
    for claim in claims:
        place = None
        if claim.standing != "single_source":
            looked = _look(claim)
            place = met.find(looked)
            if place is not None:
                kept[place] = _folded(kept[place], claim)
                met.add(place, _look(kept[place]))
            else:
                met.add(len(kept), looked)
        if place is None:
            place = len(kept)
            kept.append(claim)
        shown[claim.id] = kept[place].id
    return tuple(kept), shown


@dataclass(frozen=True, slots=True)
class _Looked:
    """A claim with what every comparison with another one asks: the words it sounds like, its mentions by article, and
    the names of its origins where they must be the same."""

    claim: Claim
    words: tuple[str, ...]
    mentions: Mapping[str, Sequence[ClaimMention]]
    names: frozenset[str]


def _look(claim: Claim) -> _Looked:
    mentions: dict[str, list[ClaimMention]] = {}
    for mention in claim.mentions:
        mentions.setdefault(mention.article, []).append(mention)
    shared = claim.standing == "shared_origin"
    names = frozenset(origin.name.casefold() for origin in claim.origins) if shared else frozenset[str]()
    return _Looked(claim, wording_key(claim.text), mentions, names)


class _Met:
    """The claims met so far, by what a further one must have in common with one to be alike to it: its words, or a
    mention near one of its own."""

    def __init__(self) -> None:
        self._looked: dict[int, _Looked] = {}
        self._by_words: dict[object, set[int]] = {}
        self._by_stretch: dict[object, set[int]] = {}

    def add(self, place: int, looked: _Looked) -> None:
        """Takes the claim at that place up, or what it has become."""
        self._looked[place] = looked
        kind = _kind(looked)
        self._by_words.setdefault((kind, looked.words), set()).add(place)
        for block in _blocks(looked):
            self._by_stretch.setdefault((kind, block), set()).add(place)

    def find(self, looked: _Looked) -> int | None:
        """The place of the first claim that is alike."""
        kind = _kind(looked)
        found = set(self._by_words.get((kind, looked.words), ()))
        for block in _blocks(looked):
            found |= self._by_stretch.get((kind, block), set())
        return next((place for place in sorted(found) if _alike(self._looked[place], looked)), None)


_BLOCK = 64
"""Characters. Mentions that overlap have a block of the text in common."""
_MOST_BLOCKS = 10_000
"""Of one mention: more than any report has, whatever offsets a mention was given."""


def _kind(looked: _Looked) -> tuple[str, str, frozenset[str]]:
    """What claims that are alike have the same of."""
    return looked.claim.standing, looked.claim.certainty, looked.names


def _blocks(looked: _Looked) -> Iterable[tuple[str, int]]:
    for article, mentions in looked.mentions.items():
        for mention in mentions:
            first = mention.start // _BLOCK
            for block in range(first, min(mention.end // _BLOCK, first + _MOST_BLOCKS) + 1):
                yield article, block


def _alike(first: _Looked, second: _Looked) -> bool:
    """Whether two claims of one standing, certainty and, where it is shared, origin are one to a reader."""
    one, other = first.claim, second.claim
    if one.standing == "disputed":
        differences, others = set(one.discrepancies), set(other.discrepancies)
        if not differences & others:
            return False
        if differences <= others or others <= differences:
            return True
    if first.words == second.words:
        return True
    common = {m.article for m in other.mentions if any(_same_stretch(m, n) for n in first.mentions.get(m.article, ()))}
    return len(common) > 1 or (len(common) == 1 and first.mentions.keys() == second.mentions.keys())


def _same_stretch(one: ClaimMention, other: ClaimMention) -> bool:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common >= _SAME_STRETCH * max(1, min(one.end - one.start, other.end - other.start))


def _folded(claim: Claim, other: Claim) -> Claim:
    """The first claim with the mentions and origins of the other; words and reason of the one more origins stand
    behind."""
    fuller = max((claim, other), key=lambda one: (len(one.origins), len({m.article for m in one.mentions})))
    mentions = tuple(dict.fromkeys((*claim.mentions, *other.mentions)))
    places = {mention: place for place, mention in enumerate(mentions)}
    indexes: dict[tuple[str, str], set[int]] = {}
    first: dict[tuple[str, str], Origin] = {}
    for one in (claim, other):
        for origin in one.origins:
            key = (origin.name, origin.kind)
            first.setdefault(key, origin)
            held = (one.mentions[i] for i in origin.mentions if 0 <= i < len(one.mentions))
            indexes.setdefault(key, set()).update(places[mention] for mention in held)
    return replace(
        claim,
        text=fuller.text,
        reason=fuller.reason,
        mentions=mentions,
        origins=tuple(replace(origin, mentions=tuple(sorted(indexes[key]))) for key, origin in first.items()),
        discrepancies=tuple(sorted({*claim.discrepancies, *other.discrepancies})),
    )
