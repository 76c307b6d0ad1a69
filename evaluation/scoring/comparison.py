"""Scores of a comparison of one story's articles against a hand-made one.

Two mentions meet when they are in one article and share at least half of the shorter one's words, the longer having at
most four times as many. A pair is two mentions from different articles of one claim (shared quote, discrepancy); two
pairs meet when their mentions do at both ends. Recall is the share of gold pairs that some predicted pair meets,
precision the share of predicted pairs that meet some gold pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from evaluation.scoring.spans import covered, word_spans

KINDS = ("claims", "shared_quotes", "discrepancies")
LONGEST = 4
"""How many times as long as the other a mention may be."""

Record = Mapping[str, Any]
Words = frozenset[int]


class MentionPair:
    """Two mentions in different articles, in the order of the articles' ids, as sets of covered words."""

    __slots__ = ("articles", "left", "right")

    def __init__(self, a: tuple[str, Words], b: tuple[str, Words]) -> None:
        (first, self.left), (second, self.right) = sorted((a, b), key=lambda end: end[0])
        self.articles = first, second

    def meets(self, other: MentionPair) -> bool:
        """Whether the pairs meet at both ends."""
        return (
            self.articles == other.articles
            and words_meet(self.left, other.left)
            and words_meet(self.right, other.right)
        )


def words_meet(a: Words, b: Words) -> bool:
    """Whether two mentions of one article meet, given the words they cover."""
    short, long = sorted((len(a), len(b)))
    return short > 0 and long <= LONGEST * short and 2 * len(a & b) >= short


def mention_pairs(texts: Mapping[str, str], groups: Iterable[Record]) -> list[list[MentionPair]]:
    """The pairs of each group, group by group."""
    words = {article: word_spans(text) for article, text in texts.items()}
    out = []
    for group in groups:
        ends = [(m["article"], covered([(m["start"], m["end"])], words[m["article"]])) for m in group["mentions"]]
        out.append([MentionPair(a, b) for a, b in combinations(ends, 2) if a[0] != b[0]])
    return out


def score_comparisons(stories: Iterable[tuple[Mapping[str, str], Record, Record]]) -> dict[str, float]:
    """The figures over (texts by article id, gold, predicted), pooled, each rounded to 3 places.

    `independence_accuracy` is over the gold claims that some predicted claim meets: whether "two or more origins" is
    right, averaged over the two answers, so that always giving one scores 0.5. `contradiction_recall` is over the gold
    discrepancies of severity contradiction; `discrepancies_precision` counts a prediction that meets any gold one.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for texts, gold, predicted in stories:
        found = {kind: mention_pairs(texts, predicted[kind]) for kind in KINDS}
        right = {kind: mention_pairs(texts, gold[kind]) for kind in KINDS}
        for kind in KINDS:
            _count_pairs(kind, right[kind], found[kind], counts)
        said = _by_articles(pair for group in found["discrepancies"] for pair in group)
        for record, pairs in zip(gold["discrepancies"], right["discrepancies"], strict=True):
            if record.get("severity") == "contradiction":
                counts["contradictions", "gold"] += 1
                counts["contradictions", "found"] += any(_met(pair, said) for pair in pairs)
        _count_independence(gold["claims"], right["claims"], predicted["claims"], found["claims"], counts)
    return _figures(counts)


def _by_articles(pairs: Iterable[MentionPair]) -> dict[tuple[str, str], list[MentionPair]]:
    out: dict[tuple[str, str], list[MentionPair]] = defaultdict(list)
    for pair in pairs:
        out[pair.articles].append(pair)
    return out


def _met(pair: MentionPair, others: Mapping[tuple[str, str], Sequence[MentionPair]]) -> bool:
    return any(pair.meets(other) for other in others.get(pair.articles, ()))


def _count_pairs(
    kind: str, gold: list[list[MentionPair]], predicted: list[list[MentionPair]], counts: Counter[tuple[str, str]]
) -> None:
    right = [pair for group in gold for pair in group]
    found = [pair for group in predicted for pair in group]
    by_right, by_found = _by_articles(right), _by_articles(found)
    counts[kind, "gold"] += len(right)
    counts[kind, "predicted"] += len(found)
    counts[kind, "found"] += sum(_met(pair, by_found) for pair in right)
    counts[kind, "right"] += sum(_met(pair, by_right) for pair in found)


def _count_independence(
    gold: Sequence[Record],
    gold_pairs: list[list[MentionPair]],
    predicted: Sequence[Record],
    predicted_pairs: list[list[MentionPair]],
    counts: Counter[tuple[str, str]],
) -> None:
    found = [_by_articles(pairs) for pairs in predicted_pairs]
    for claim, pairs in zip(gold, gold_pairs, strict=True):
        several = len(claim["origins"]) > 1
        first = next((i for i, by in enumerate(found) if any(_met(pair, by) for pair in pairs)), None)
        if first is not None:
            counts["independence", f"{several}"] += 1
            counts["independence", f"{several} right"] += (len(predicted[first]["origins"]) > 1) == several


def _figures(counts: Counter[tuple[str, str]]) -> dict[str, float]:
    out: dict[str, float] = {}
    for kind in KINDS:
        recall = counts[kind, "found"] / max(1, counts[kind, "gold"])
        precision = counts[kind, "right"] / max(1, counts[kind, "predicted"])
        out[f"{kind}_precision"], out[f"{kind}_recall"] = precision, recall
        out[f"{kind}_f1"] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    out["contradiction_recall"] = counts["contradictions", "found"] / max(1, counts["contradictions", "gold"])
    answers = [(counts["independence", f"{a} right"], counts["independence", f"{a}"]) for a in (True, False)]
    rates = [right / count for right, count in answers if count]
    out["independence_accuracy"] = sum(rates) / len(rates) if rates else 0.0
    return {name: round(value, 3) for name, value in out.items()}


__all__ = ["MentionPair", "mention_pairs", "score_comparisons", "words_meet"]
