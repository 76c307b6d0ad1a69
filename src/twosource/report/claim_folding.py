"""Claims that a reader would take for one: the same words compared with one report after another."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from twosource.model.comparison import Claim, ClaimMention, Origin
from twosource.report.word_difference import wording_key

_SAME_STRETCH = 0.8
"""Of the shorter of two mentions, the part that both cover."""


def fold_alike(claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], Mapping[str, str]]:
    """The claims with those of one standing folded together whose words are the same, or whose mentions cover the same
    stretches of two reports (of one, where the same reports make them); in the order of the first of each. Beside it,
    by the id of each claim, the id it is shown under. Shared origins must be the same ones, disputes one dispute."""
    kept: list[Claim] = []
    shown: dict[str, str] = {}
    for claim in claims:
        place = next((n for n, other in enumerate(kept) if _alike(other, claim)), None)
        if place is None:
            kept.append(claim)
            shown[claim.id] = claim.id
        else:
            shown[claim.id] = kept[place].id
            kept[place] = _folded(kept[place], claim)
    return tuple(kept), shown


def _alike(one: Claim, other: Claim) -> bool:
    if one.standing != other.standing or one.standing == "single_source" or one.certainty != other.certainty:
        return False
    if one.standing == "shared_origin" and _names(one) != _names(other):
        return False
    if one.standing == "disputed" and not set(one.discrepancies) & set(other.discrepancies):
        return False
    if wording_key(one.text) == wording_key(other.text):
        return True
    reports = {mention.article for mention in other.mentions}
    common = {m.article for m in other.mentions if any(_same_stretch(m, known) for known in one.mentions)}
    return len(common) > 1 or (len(common) == 1 and reports == {mention.article for mention in one.mentions})


def _names(claim: Claim) -> set[str]:
    return {origin.name.casefold() for origin in claim.origins}


def _same_stretch(one: ClaimMention, other: ClaimMention) -> bool:
    if one.article != other.article:
        return False
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
