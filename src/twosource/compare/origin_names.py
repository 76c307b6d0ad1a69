"""What an origin is called: the speaker under his fullest name, with the document the reports say he spoke in."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from twosource.compare.article_view import ArticleView
from twosource.compare.names import surname
from twosource.compare.origin_grounds import Ground, is_readout, origin_kind, readout_cited
from twosource.model.annotation import Speaker
from twosource.model.comparison import OriginKind

_NOUNS = (
    "readout", "transcript", "statement", "release", "tweet", "letter", "email", "filing", "indictment", "complaint",
    "affidavit", "memo", "report", "video", "interview", "speech", "testimony", "briefing", "announcement",
)  # fmt: skip
_LOOSE = frozenset({"release", "statement"})
_NOUN = re.compile(r"\b(" + "|".join(_NOUNS) + r")s?\b", re.I)
SMALLEST_PART = 0.2
"""Share of a speaker's attributions that must name a document for all his words to be put down to it: in a story of
../shared/data/comparison (2026-11) one of 27 attributions to a speaker names a letter."""
_KIND_ORDER: tuple[OriginKind, ...] = ("person", "office", "document", "agency", "outlet", "unnamed", "own_reporting")


def name_origin(
    grounds: Sequence[Ground], views: Mapping[str, ArticleView], nouns: Mapping[str, str]
) -> tuple[str, OriginKind]:
    """Name and kind of the origin these mentions rest on: a named speaker before an office, a document, an agency, an
    outlet, a source without a name, and the outlets' own reporting."""
    kind = min((ground.kind for ground in grounds), key=_KIND_ORDER.index)
    chosen = [ground for ground in grounds if ground.kind == kind]
    if kind == "own_reporting" and (told := _told_by_all(chosen)):
        speaker, article = told
        noun = document_noun(chosen, views) or nouns.get(surname(speaker.name))
        if noun:
            return f"{possessive(speaker.name)} {noun}", "document"
        return speaker.name, origin_kind(speaker, views[article])
    if kind == "own_reporting":
        names = dict.fromkeys(views[ground.article].annotated.article.name for ground in chosen)
        return "own reporting: " + ", ".join(names), kind
    ground = max(chosen, key=lambda one: (_relays(one), one.named, len(one.name.split()), len(one.name)))
    if kind in ("person", "office"):
        noun = document_noun(grounds, views) or nouns.get(surname(ground.name))
        if noun:
            return f"{possessive(ground.name)} {noun}", "document"
    if kind == "document" and is_readout(ground.name):
        return _whose_readout(views, nouns) or ground.name, kind
    return ground.name, kind


def _told_by_all(grounds: Sequence[Ground]) -> tuple[Speaker, str] | None:
    """The one speaker, under his fullest name, of whom outlets tell in their own voice that he spoke ("Doe announced
    it on Friday"), and the article that has that name; None where one tells of no speaker or of another, or one outlet
    alone tells of him."""
    told = [(ground.told.speaker, ground.article) for ground in grounds if ground.told and ground.told.speaker]
    named = [(one, article) for one, article in told if one.kind in ("named", "office")]
    one_name = len({surname(one.name) for one, _ in named}) == 1
    if not one_name or len(named) < len(grounds) or len({ground.article for ground in grounds}) < 2:
        return None
    return max(named, key=lambda pair: (len(pair[0].name.split()), len(pair[0].name), pair[0].name, pair[1]))


def _whose_readout(views: Mapping[str, ArticleView], nouns: Mapping[str, str]) -> str | None:
    """The readout under its author's fullest name where all reports together name one author of one."""
    authors = sorted(name for name, noun in nouns.items() if noun == "readout")
    if len(authors) != 1:
        return None
    speakers = {one.speaker.name for view in views.values() for one in view.annotated.attributions if one.speaker}
    names = [name for name in sorted(speakers) if surname(name) == authors[0]]
    return f"{possessive(max(names, key=lambda name: len(name.split())))} readout" if names else None


def _relays(ground: Ground) -> bool:
    """Whether the speaker passes on another's words: by the texts, or as his spokesman."""
    return ground.relayed or any(word.startswith("spokes") for word in ground.titles)


def possessive(name: str) -> str:
    """The name with its possessive ending."""
    return name + ("’" if name.endswith("s") else "’s")


def document_noun(grounds: Sequence[Ground], views: Mapping[str, ArticleView]) -> str | None:
    """The document in which the mentions' attributions say the words stood ("wrote in the release")."""
    for ground in grounds:
        attribution = ground.attribution or ground.told
        if attribution is None:
            continue
        if match := _NOUN.search(views[ground.article].frame_of(attribution)):
            return match.group(1).lower()
    return None


def document_nouns(views: Sequence[ArticleView]) -> dict[str, str]:
    """By surname: the document in which the reports let a speaker speak, where all of them name one and the same, and
    not for a small part of his words only."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    spoken: Counter[str] = Counter()
    for view in views:
        for attribution in view.annotated.attributions:
            speaker = attribution.speaker
            if speaker is None or speaker.kind not in ("named", "office"):
                continue
            spoken[surname(speaker.name)] += 1
            for match in _NOUN.finditer(view.frame_of(attribution)):
                seen[surname(speaker.name)][match.group(1).lower()] += 1
    named = {
        name: next(iter(nouns))
        for name, nouns in seen.items()
        if name and len(nouns) == 1 and nouns.total() >= SMALLEST_PART * spoken[name]
    }
    if any(readout_cited(view) for view in views):  # what a spokesman "wrote in the release" is that
        return {name: "readout" if noun in _LOOSE else noun for name, noun in named.items()}
    return named
