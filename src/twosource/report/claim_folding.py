"""Claims that a reader would take for one: the same words compared with one report after another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from twosource.model.comparison import Claim, ClaimMention, Origin
from twosource.report.word_difference import wording_key

_SAME_STRETCH = 0.8
"""Of the shorter of two mentions, the part that both cover."""


def fold_alike(claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], Mapping[str, str]]:
    """The claims with those of one standing folded together whose words are the same, or whose mentions cover the same
    stretches of two reports (of one, where the same reports make them); in the order of the first of each. Beside it,
    by the id of each claim, the id it is shown under. Shared origins must be the same ones, disputes one dispute."""
    kept: list[_Looked] = []
    shown: dict[str, str] = {}
    for claim in claims:
        looked = _look(claim)
        place = next((n for n, other in enumerate(kept) if _alike(other, looked)), None)
        if place is None:
            kept.append(looked)
            shown[claim.id] = claim.id
        else:
            shown[claim.id] = kept[place].claim.id
            kept[place] = _look(_folded(kept[place].claim, claim))
    return tuple(looked.claim for looked in kept), shown


@dataclass(frozen=True, slots=True)
class _Looked:
    """A claim with what every comparison with another one asks: the words it sounds like, and its mentions by
    article."""

    claim: Claim
    words: tuple[str, ...]
    mentions: Mapping[str, Sequence[ClaimMention]]


def _look(claim: Claim) -> _Looked:
    mentions: dict[str, list[ClaimMention]] = {}
    for mention in claim.mentions:
        mentions.setdefault(mention.article, []).append(mention)
    return _Looked(claim, wording_key(claim.text), mentions)


def _alike(first: _Looked, second: _Looked) -> bool:
    one, other = first.claim, second.claim
    if one.standing != other.standing or one.standing == "single_source" or one.certainty != other.certainty:
        return False
    if first.words != second.words and first.mentions.keys().isdisjoint(second.mentions):
        return False
    if one.standing == "shared_origin" and _names(one) != _names(other):
        return False
    if one.standing == "disputed" and not set(one.discrepancies) & set(other.discrepancies):
        return False
    if first.words == second.words:
        return True
    common = {m.article for m in other.mentions if any(_same_stretch(m, n) for n in first.mentions.get(m.article, ()))}
    return len(common) > 1 or (len(common) == 1 and first.mentions.keys() == second.mentions.keys())


def _names(claim: Claim) -> set[str]:
    return {origin.name.casefold() for origin in claim.origins}


def _same_stretch(one: ClaimMention, other: ClaimMention) -> bool:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common >= _SAME_STRETCH * max(1, min(one.end - one.start, other.end - other.start))


def _folded(claim: Claim, other: Claim) -> Claim:
    """The first claim with the mentions and origins of the other; words and reason of the one more origins stand
    behind."""
    fuller = max((claim, other), key=lambda one: (len(one.origins), len({m.article for m in one.mentions})))
    mentions = tuple(dict.fromkeys((*claim.mentions, *other.mentions)))
    indexes: dict[tuple[str, str], set[int]] = {}
    first: dict[tuple[str, str], Origin] = {}
    for one in (claim, other):
        for origin in one.origins:
            key = (origin.name, origin.kind)
            first.setdefault(key, origin)
            held = (one.mentions[i] for i in origin.mentions if 0 <= i < len(one.mentions))
            indexes.setdefault(key, set()).update(mentions.index(mention) for mention in held)
    return replace(
        claim,
        text=fuller.text,
        reason=fuller.reason,
        mentions=mentions,
        origins=tuple(replace(origin, mentions=tuple(sorted(indexes[key]))) for key, origin in first.items()),
        discrepancies=tuple(sorted({*claim.discrepancies, *other.discrepancies})),
    )
