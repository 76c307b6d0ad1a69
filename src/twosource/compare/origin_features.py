"""What tells whether two mentions of one claim have origins of their own: numbers for the trained judgement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twosource.compare.mention_voice import VoiceReader, clause_head
from twosource.compare.names import compatible_names, same_speaker, surname
from twosource.compare.origin_grounds import Ground
from twosource.model.annotation import Attribution, Speaker
from twosource.model.span import Span
from twosource.text.shingles import comparable_form

FEATURES = (
    "own voice of the less borrowed report",
    "own voice of the more borrowed report",
    "own voice of the claim",
    "same speaker",
    "same speaker or teller",
    "speaker named beside the other",
    "same subject",
    "both quoted",
    "one aside",
    "one tells of saying",
    "share a class of document",
    "one names a document",
    "words shared",
    "own voice beside a cue",
)
"""Names of the features, in the order of `pair_features`."""


@dataclass(frozen=True, slots=True)
class MentionSigns:
    """What one mention shows. `own_voice` is the log-odds that the outlet speaks for itself. Words are in comparable
    form: `forms` of the mention, `around` of its sentence and the one before, `subjects` of its clause; `speakers` are
    the surnames of its speaker and of those it tells of, `speaker` of a speaker with a name."""

    ground: Ground
    own_voice: float
    forms: tuple[str, ...]
    around: frozenset[str]
    subjects: frozenset[str]
    speakers: frozenset[str]
    speaker: str


@dataclass(frozen=True, slots=True)
class ClaimSigns:
    """What the mentions of one claim show together. `own_voice` is, by article, that of the mention which passes on
    another's words most surely: what a report quotes in one place and tells in its own words in another is one."""

    mentions: tuple[MentionSigns, ...]
    own_voice: Mapping[str, float]
    mean_own_voice: float


def mention_signs(ground: Ground, own_voice: float, reader: VoiceReader) -> MentionSigns:
    """The signs of a mention; `own_voice` is what the trained judgement says of it."""
    view = reader.view
    sentence = view.sentence_at(ground.span.start)
    before = view.sentence_at(max(0, sentence.start - 1))
    head = clause_head(view, ground.span)
    subjects = reader.subjects(head) if head else ()
    told = [
        one for one in view.annotated.attributions if any(ground.span.overlaps(cue) for cue in one.cue) and one.speaker
    ]
    return MentionSigns(
        ground,
        own_voice,
        view.forms_in(ground.span),
        frozenset(view.forms_in(Span(before.start, sentence.end))),
        frozenset(form for token in subjects for form in view.forms_in(Span(token.start, token.end))),
        _surnames(ground, told),
        surname(ground.speaker.name) if ground.speaker and ground.speaker.kind != "unnamed" else "",
    )


def _surnames(ground: Ground, told: Sequence[Attribution]) -> frozenset[str]:
    names = [one.speaker.name for one in told if one.speaker]
    if ground.speaker and ground.speaker.kind != "unnamed":
        names.append(ground.speaker.name)
    return frozenset(surname(name) for name in names) - {""}


def claim_signs(mentions: Sequence[MentionSigns]) -> ClaimSigns:
    """The signs of a claim with these mentions."""
    by_article: dict[str, float] = {}
    for one in mentions:
        article = one.ground.article
        by_article[article] = min(by_article.get(article, one.own_voice), one.own_voice)
    mean = sum(one.own_voice for one in mentions) / max(1, len(mentions))
    return ClaimSigns(tuple(mentions), by_article, mean)


def pair_features(claim: ClaimSigns, left: int, right: int) -> list[float]:
    """The features of two mentions of a claim, in different reports, by their places in it."""
    one, other = claim.mentions[left], claim.mentions[right]
    grounds = one.ground, other.ground
    voices = sorted(claim.own_voice[ground.article] for ground in grounds)
    tells = [ground.told is not None for ground in grounds]
    short, long = sorted((one.forms, other.forms), key=len)
    values = [
        voices[1],
        voices[0],
        claim.mean_own_voice,
        speakers_agree(*grounds) is True,
        bool(one.speakers & other.speakers),
        _named_beside(one, other) or _named_beside(other, one),
        bool(one.subjects & other.subjects),
        min(ground.quoted for ground in grounds),
        grounds[0].aside != grounds[1].aside,
        tells[0] != tells[1],
        bool(grounds[0].documents & grounds[1].documents),
        bool(grounds[0].documents) != bool(grounds[1].documents),
        len(set(short) & set(long)) / max(1, len(set(short))),
        sum(ground.cue_in_sentence and ground.attribution is None for ground in grounds) / 2,
    ]
    return [float(value) for value in values]


def _named_beside(one: MentionSigns, other: MentionSigns) -> bool:
    return one.speaker != "" and one.speaker in other.around


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
