"""Scores of extracted attributions against gold ones.

Exact F1 of a label: a run of words counts when its label, first word and last word are those of a gold run (CoNLL).
Joint F1: attributions are paired one to one by overlap of content; a pair counts when the contents' words have a
Jaccard index of at least 0.5 and the sources share a word, or neither has one. Source and cue accuracy: among pairs of
that Jaccard index, how often the source (cue) shares a word with the gold one, where gold names one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from evaluation.scoring.spans import covered, f1, runs, word_spans

LABELS = ("source", "cue", "content")
PAIRED = 0.5

Attribution = Mapping[str, Sequence[Sequence[int]]]
Words = dict[str, frozenset[int]]


def score_attributions(
    documents: Iterable[tuple[str, Sequence[Attribution], Sequence[Attribution]]],
) -> dict[str, float]:
    """The figures over (text, gold attributions, predicted attributions); each rounded to 3 places, counts whole."""
    counts: Counter[tuple[str, str]] = Counter()
    for text, gold, predicted in documents:
        words = word_spans(text)
        right, found = _in_words(gold, words), _in_words(predicted, words)
        _count_runs(right, found, counts)
        _count_pairs(right, found, counts)
    return _figures(counts)


def _in_words(attributions: Sequence[Attribution], words: Sequence[tuple[int, int]]) -> list[Words]:
    out = [{label: covered(a.get(label, ()), words) for label in LABELS} for a in attributions]
    return [a for a in out if a["content"]]


def _count_runs(gold: list[Words], predicted: list[Words], counts: Counter[tuple[str, str]]) -> None:
    for label in LABELS:
        right = {run for a in gold for run in runs(a[label])}
        found = {run for a in predicted for run in runs(a[label])}
        counts[label, "gold"] += len(right)
        counts[label, "predicted"] += len(found)
        counts[label, "hit"] += len(right & found)


def _pairs(gold: list[Words], predicted: list[Words]) -> list[tuple[Words, Words]]:
    """One-to-one pairs whose contents' Jaccard index reaches `PAIRED`, the best overlaps first."""
    options = []
    for i, a in enumerate(gold):
        for j, b in enumerate(predicted):
            shared = len(a["content"] & b["content"])
            overlap = shared / len(a["content"] | b["content"])
            if shared and overlap >= PAIRED:
                options.append((-overlap, i, j))
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    out = []
    for _, i, j in sorted(options):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            out.append((gold[i], predicted[j]))
    return out


def _count_pairs(gold: list[Words], predicted: list[Words], counts: Counter[tuple[str, str]]) -> None:
    counts["all", "gold"] += len(gold)
    counts["all", "predicted"] += len(predicted)
    for a, b in _pairs(gold, predicted):
        counts["all", "content"] += 1
        counts["all", "joint"] += bool(a["source"] & b["source"]) or not (a["source"] or b["source"])
        for label in ("source", "cue"):
            counts[label, "named"] += bool(a[label])
            counts[label, "right"] += bool(a[label] & b[label])


def _figures(counts: Counter[tuple[str, str]]) -> dict[str, float]:
    gold, predicted = counts["all", "gold"], counts["all", "predicted"]
    out: dict[str, float] = {
        f"exact_{label}_f1": f1(counts[label, "hit"], counts[label, "gold"], counts[label, "predicted"])
        for label in LABELS
    }
    out["content_f1"] = f1(counts["all", "content"], gold, predicted)
    out["joint_f1"] = f1(counts["all", "joint"], gold, predicted)
    out["joint_precision"] = counts["all", "joint"] / max(1, predicted)
    out["joint_recall"] = counts["all", "joint"] / max(1, gold)
    for label in ("source", "cue"):
        out[f"{label}_accuracy"] = counts[label, "right"] / max(1, counts[label, "named"])
    return {k: round(v, 3) for k, v in out.items()} | {"gold": gold, "predicted": predicted}
