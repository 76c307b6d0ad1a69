"""Voices: how much of each report is whose words, and how much of that stands inside quotation marks."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from twosource.compare.article_view import ArticleView
from twosource.compare.names import compatible_names, surname
from twosource.model.annotation import Attribution, Speaker, SpeakerKind
from twosource.model.comparison import Voice
from twosource.model.span import Span

_PRONOUNS = frozenset(
    {
        "he", "she", "it", "they", "i", "we", "who", "that", "which", "him", "her", "them", "you", "his", "their",
        "one", "this",
    }
)  # fmt: skip


def measure_voices(views: Sequence[ArticleView]) -> tuple[Voice, ...]:
    """For each article the characters of each speaker's words, the most first. Where one attribution stands inside
    another its words are the inner speaker's, so that no character counts twice. A speaker has the fullest name any of
    the articles gives him."""
    names = fullest_names(views)
    voices: list[Voice] = []
    for view in views:
        total: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        kinds: dict[str, SpeakerKind] = {}
        quoted = [quotation.inner for quotation in view.quotations]
        for speaker, span in _shares(view):
            name = names.get(speaker.name, speaker.name)
            total[name][0] += len(span)
            total[name][1] += _overlap(span, quoted)
            kinds.setdefault(name, speaker.kind)
        ranked = sorted(total, key=lambda name: (-total[name][0], name))
        voices.extend(Voice(name, view.id, total[name][0], total[name][1], kinds[name]) for name in ranked)
    return tuple(voices)


def fullest_names(views: Sequence[ArticleView]) -> dict[str, str]:
    """For every named speaker of the articles the fullest name that can be his, where only one can."""
    speakers = {
        attribution.speaker.name
        for view in views
        for attribution in view.annotated.attributions
        if attribution.speaker is not None and attribution.speaker.kind == "named"
    }
    by_surname: dict[str, list[str]] = defaultdict(list)
    for name in sorted(speakers):
        by_surname[surname(name)].append(name)
    fullest = {}
    for names in by_surname.values():
        for name in names:
            fitting = [other for other in names if compatible_names(name, other)]
            if all(compatible_names(a, b) for a in fitting for b in fitting):
                fullest[name] = max(fitting, key=lambda other: (len(other.split()), len(other), other))
    return fullest


def _shares(view: ArticleView) -> list[tuple[Speaker, Span]]:
    """Stretches of the article with the speaker of the innermost attribution around each."""
    parts = _parts(view)
    edges = sorted({edge for start, end, _ in parts for edge in (start, end)})
    shares: list[tuple[Speaker, Span]] = []
    active: list[tuple[int, int, Attribution]] = []
    waiting = 0
    for start, end in pairwise(edges):
        while waiting < len(parts) and parts[waiting][0] <= start:
            active.append(parts[waiting])
            waiting += 1
        active = [part for part in active if part[1] > start]
        if active:
            inner = min(active, key=lambda part: part[1] - part[0])[2]
            if inner.speaker is not None:
                shares.append((inner.speaker, Span(start, end)))
    return shares


def _parts(view: ArticleView) -> list[tuple[int, int, Attribution]]:
    found = [
        (part.start, part.end, attribution)
        for attribution in view.annotated.attributions
        if attribution.speaker is not None and attribution.speaker.name.casefold() not in _PRONOUNS
        for part in attribution.content
    ]
    return sorted(found, key=lambda part: (part[0], part[1], part[2].id))


def _overlap(span: Span, others: Sequence[Span]) -> int:
    return sum(max(0, min(span.end, other.end) - max(span.start, other.start)) for other in others)
