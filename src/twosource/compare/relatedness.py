"""Which reports tell of the same event: before anything is compared, reports of other events are set apart."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from twosource.compare.alignment.words import FloatArray
from twosource.model.annotation import AnnotatedArticle, Token
from twosource.text.embedding import load_word_vectors
from twosource.text.shingles import read_words
from twosource.text.similarity import stem

LEAD_TOKENS: Final = 220
"""About the first eight sentences: a report says there what it is about."""
NAME_WEIGHT: Final = 1.6
COMMON_WORDS: Final = 5.0
"""Log rank in English below which a word tells nothing of the event (about the 150 most frequent)."""
WEIGHTS: Final = {"whole": 38.67, "lead": 13.23, "names": -21.75, "words": 7.51, "days": -0.74, "base": -2.93}
"""Logistic regression on all pairs of the 363 articles of the story set and the 84 of the comparison set, Nov. 2026.
The weight of shared names is negative beside that of everything shared: same names and other words is another event."""
RELATED: Final = 1.5
"""Score from which reports count as telling of one event. On the story set 0.7 % of the pairs from different events lie
above and 93 % of those from one event, all of them where the event is a few days long; the lowest pair of the
comparison set stands at 6.8. A report cut to its first 60 words stays with its event in 99 of 100 cases."""
UNKNOWN_DAYS: Final = 10
"""Days taken to lie between two reports where either has no date."""
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Reports of one event by article id, in the order given, and what holds them together in plain words."""

    articles: tuple[str, ...]
    reason: str


def relate_articles(annotated: Sequence[AnnotatedArticle]) -> tuple[EventGroup, ...]:
    """The reports parted by event: every report stands in exactly one group; the largest group first, equal ones by the
    article ids. Groups are joined by average linkage (Sokal and Michener, 1958) over the scores of all pairs, so that
    one stray likeness does not join two events. The order of the reports makes no difference to the groups."""
    if not annotated:
        return ()
    order = sorted(range(len(annotated)), key=lambda i: (annotated[i].article.id, i))
    bags = [_Bag.of(annotated[i]) for i in order]
    clusters = _average_linkage(_pair_scores(bags))
    clusters.sort(key=lambda members: (-len(members), members))
    groups = []
    for members in clusters:
        places = sorted(order[m] for m in members)
        reason = _reason([bags[m] for m in members])
        groups.append(EventGroup(tuple(annotated[place].article.id for place in places), reason))
    return tuple(groups)


@dataclass(frozen=True)
class _Bag:
    """The weighted words of one report: all of it, its lead, and which of them are names (stem → surface form)."""

    whole: dict[str, float]
    lead: dict[str, float]
    names: dict[str, str]
    day: int | None

    @classmethod
    def of(cls, annotated: AnnotatedArticle) -> "_Bag":
        names: dict[str, str] = {}
        words = list(_content_words(annotated, names))
        lead_end = annotated.tokens[LEAD_TOKENS].start if len(annotated.tokens) > LEAD_TOKENS else math.inf
        lead = [(key, weight) for start, key, weight in words if start < lead_end]
        return cls(_weighted([w[1:] for w in words]), _weighted(lead), names, _day(annotated.article.published))


def _content_words(annotated: AnnotatedArticle, names: dict[str, str]) -> list[tuple[int, str, float]]:
    text, candidates = annotated.article.text, []
    furniture = [f.span for f in annotated.article.furniture if f.kind in ("byline", "credit", "date", "section")]
    for token in annotated.tokens or _bare_tokens(text):
        form = text[token.start : token.end].strip("'’.")
        if token.stop or token.pos not in _CONTENT or not any(c.isalpha() for c in form):
            continue
        if any(span.start <= token.start < span.end for span in furniture):
            continue
        name = token.pos == "PROPN"
        candidates.append((token.start, form, form if name else token.lemma, name))
    rarities = load_word_vectors().rarities(word for _, _, word, _ in candidates)
    found = []
    for (start, form, word, name), rarity in zip(candidates, rarities, strict=True):
        key = stem(word.strip("'’."))
        if rarity > COMMON_WORDS and key:
            found.append((start, key, (rarity - COMMON_WORDS) * (NAME_WEIGHT if name else 1.0)))
            if name:
                names.setdefault(key, form)
    return found


def _bare_tokens(text: str) -> tuple[Token, ...]:
    """Words as tokens where the article was read back without its own: capitalised words pass for names."""
    return tuple(
        Token(w.start, w.end, w.form, "PROPN" if text[w.start].isupper() else "NOUN", "", "", n, len(w.form) < 4)
        for n, w in enumerate(read_words(text))
    )


def _weighted(words: Sequence[tuple[str, float]]) -> dict[str, float]:
    counts = Counter(key for key, _ in words)
    weights: dict[str, float] = {}
    for key, weight in words:
        weights[key] = max(weights.get(key, 0.0), weight)
    return {key: (1 + math.log(counts[key])) * weight for key, weight in weights.items()}


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _pair_scores(bags: Sequence[_Bag]) -> FloatArray:
    """How surely each two reports tell of one event (n × n); RELATED and more is yes."""
    scores = WEIGHTS["base"] + sum(WEIGHTS[name] * part for name, part in _measures(bags).items())
    return np.asarray(scores, dtype=np.float32)


def measure_pairs(annotated: Sequence[AnnotatedArticle]) -> dict[str, FloatArray]:
    """What the score of two reports is made of, by the names of WEIGHTS (base apart), each n × n in the order given."""
    return _measures([_Bag.of(one) for one in annotated])


def _measures(bags: Sequence[_Bag]) -> dict[str, FloatArray]:
    columns = {key: n for n, key in enumerate(sorted({key for bag in bags for key in bag.whole}))}
    whole = _matrix([bag.whole for bag in bags], columns)
    named = np.zeros_like(whole)
    for row, bag in enumerate(bags):
        at = [columns[key] for key in bag.names]
        named[row, at] = whole[row, at]
    day = np.array([np.nan if bag.day is None else bag.day for bag in bags], dtype=np.float64)
    days = np.nan_to_num(np.abs(day[:, None] - day[None, :]), nan=UNKNOWN_DAYS)
    return {
        "whole": _cosines(whole),
        "lead": _cosines(_matrix([bag.lead for bag in bags], columns)),
        "names": _cosines(named),
        "words": _cosines(whole - named),
        "days": np.asarray(np.log1p(days), dtype=np.float32),
    }


def _matrix(bags: Sequence[dict[str, float]], columns: dict[str, int]) -> FloatArray:
    out = np.zeros((len(bags), max(1, len(columns))), dtype=np.float32)
    for row, bag in enumerate(bags):
        for key, value in bag.items():
            out[row, columns[key]] = value
    return out


def _cosines(rows: FloatArray) -> FloatArray:
    unit = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)
    return np.asarray(unit @ unit.T, dtype=np.float32)


def _average_linkage(scores: FloatArray) -> list[list[int]]:
    """Clusters of row numbers, joined while the best mean score between two is RELATED or more."""
    members: list[list[int]] = [[i] for i in range(len(scores))]
    mean = scores.astype(np.float64).copy()
    np.fill_diagonal(mean, -np.inf)
    while len(members) > 1:
        a, b = divmod(int(np.argmax(mean)), len(mean))
        if mean[a, b] < RELATED:
            break
        a, b = min(a, b), max(a, b)
        sizes = len(members[a]), len(members[b])
        joined = (mean[a] * sizes[0] + mean[b] * sizes[1]) / sum(sizes)
        mean[a], mean[:, a] = joined, joined
        mean[a, a] = -np.inf
        members[a] = sorted(members[a] + members[b])
        del members[b]
        mean = np.delete(np.delete(mean, b, axis=0), b, axis=1)
    return members


def _reason(bags: Sequence[_Bag]) -> str:
    if len(bags) == 1:
        return "shares too little with the other reports"
    common = set(bags[0].whole)
    for bag in bags[1:]:
        common &= set(bag.whole)
    ranked = sorted(common, key=lambda key: (key not in bags[0].names, -min(bag.whole[key] for bag in bags), key))
    shown = [bags[0].names.get(key, key) for key in ranked[:4]]
    return f"share {', '.join(shown)}" if shown else "linked through reports between them"
