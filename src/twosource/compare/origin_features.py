"""What tells whether two mentions of one claim have origins of their own: numbers for the trained judgement."""

from twosource.compare.names import compatible_names, same_speaker, surname
from twosource.compare.origin_grounds import Ground
from twosource.model.annotation import Speaker
from twosource.text.shingles import comparable_form

FEATURES = (
    "both attributed",
    "one attributed",
    "same speaker",
    "other speaker",
    "speaker of the one named in the other",
    "both quoted",
    "one quoted",
    "both nominal",
    "one nominal",
    "both aside",
    "one aside",
    "both tell of saying",
    "one tells of saying",
    "same teller",
    "share a class of document",
    "one names a document",
    "words shared",
    "own voice beside a cue",
    "own voice away from cues",
    "unnamed source",
    "named source",
    "length",
)
"""Names of the features, in the order of `pair_features`."""


def speakers_agree(left: Ground, right: Ground) -> bool | None:
    """Whether the two grounds are one speaker or the body he speaks for; None where that is open."""
    mine, other = _speaker(left), _speaker(right)
    if mine is None or other is None:
        return None
    if compatible_names(mine.name, other.name) or _speaks_for(left, other) or _speaks_for(right, mine):
        return True
    return same_speaker(mine, other)


def _speaker(ground: Ground) -> Speaker | None:
    return ground.speaker or (ground.told.speaker if ground.told else None)


def _speaks_for(ground: Ground, body: Speaker) -> bool:
    """Whether the titles of the ground's speaker hold the body's name ("State Department spokesperson")."""
    words = {comparable_form(word) for word in body.name.split() if len(word) > 3}
    return bool(words) and words <= ground.titles


def pair_features(
    left: Ground, right: Ground, left_forms: tuple[str, ...], right_forms: tuple[str, ...]
) -> list[float]:
    """The features of two mentions of one claim in different reports, each 0 to 1; `forms` are the words of each."""
    attributed = [ground.attribution is not None for ground in (left, right)]
    agree = speakers_agree(left, right)
    short, long = sorted((left_forms, right_forms), key=len)
    shared = len(set(short) & set(long)) / max(1, len(set(short)))
    own = [ground for ground in (left, right) if ground.attribution is None]
    tells = [ground.told is not None for ground in (left, right)]
    values = [
        all(attributed),
        any(attributed) and not all(attributed),
        agree is True,
        agree is False,
        _names_speaker(left, right_forms) or _names_speaker(right, left_forms),
        min(left.quoted, right.quoted),
        abs(left.quoted - right.quoted),
        left.nominal and right.nominal,
        left.nominal != right.nominal,
        left.aside and right.aside,
        left.aside != right.aside,
        all(tells),
        tells[0] != tells[1],
        agree is True and any(tells),
        bool(left.documents & right.documents),
        bool(left.documents) != bool(right.documents),
        shared,
        sum(ground.cue_in_sentence for ground in own) / 2,
        sum(not ground.cue_in_sentence for ground in own) / 2,
        any(ground.kind == "unnamed" for ground in (left, right)),
        any(ground.kind in ("person", "office", "document") for ground in (left, right)),
        min(len(short), 20) / 20,
    ]
    return [float(value) for value in values]


def _names_speaker(ground: Ground, forms: tuple[str, ...]) -> bool:
    speaker = _speaker(ground)
    return speaker is not None and speaker.kind == "named" and surname(speaker.name) in forms
