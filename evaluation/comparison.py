"""Comparison against hand-made accounts of 28 stories, beside sentence matching by TF-IDF and by MiniLM.

What was trained on these stories is cross-validated: each story is compared with a pair scorer and a judgement of
independence that have not seen it, in four folds of whole stories. The peers take every two sentences of two reports
whose cosine reaches a threshold for a claim; they get the threshold that is best for them on these very stories.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from evaluation.corpora import annotate_records, comparison_stories
from evaluation.minilm import encode_texts
from evaluation.scoring.comparison import mention_pairs, score_comparisons
from twosource.compare.account import compare_articles
from twosource.compare.alignment.scorer import PairScorer, read_scorer
from twosource.compare.relatedness import relate_articles
from twosource.model.annotation import AnnotatedArticle
from twosource.text.shingles import read_words
from twosource.text.similarity import inverse_frequencies, weighted_cosine

FOLDS = Path(__file__).with_name("folds")
FOLD_COUNT = 4
THRESHOLDS = tuple(round(0.1 + 0.025 * i, 3) for i in range(31))

Story = dict[str, Any]
Matrix = npt.NDArray[np.float32]
Scored = tuple[Mapping[str, str], Mapping[str, Any], Mapping[str, Any]]


def evaluate() -> dict[str, dict[str, float]]:
    """The figures of this system, cross-validated, and of the peers."""
    stories = comparison_stories()
    annotated = [annotate_records(story["articles"]) for story in stories]
    own = score_comparisons(list(_accounts(stories, annotated)))
    own["one_event"] = round(sum(len(relate_articles(reports)) == 1 for reports in annotated) / len(stories), 3)
    peers = {
        "TF-IDF sentences": _best(stories, annotated, _tfidf),
        "MiniLM sentences": _best(stories, annotated, _minilm),
    }
    better = max(figures["claims_f1"] for figures in peers.values())
    own["claims_f1_above_peers"] = round(own["claims_f1"] - better, 3)
    return {"twosource": own, **peers}


def texts_of(story: Story) -> dict[str, str]:
    """The texts of a story's reports by id."""
    return {article["id"]: article["text"] for article in story["articles"]}


def _accounts(stories: Sequence[Story], annotated: Sequence[Sequence[AnnotatedArticle]]) -> Iterator[Scored]:
    scorers = [fold_scorer(fold) for fold in range(FOLD_COUNT)]
    judgements = _fold_judgements(stories, annotated)
    for number, (story, reports) in enumerate(zip(stories, annotated, strict=True)):
        fold = number % FOLD_COUNT
        with trained_elsewhere(scorers[fold], judgements[fold]):
            account = compare_articles(reports).to_dict()
        yield texts_of(story), story, account


def fold_scorer(fold: int) -> PairScorer:
    """The pair scorer that has not seen the stories of the fold; `training/alignment.py` writes it."""
    settings, first, second = (
        (FOLDS / f"alignment-{fold}{end}").read_bytes() for end in (".json", "-first.onnx", "-second.onnx")
    )
    return read_scorer(settings, first, second)


@contextmanager
def trained_elsewhere(scorer: PairScorer, judgement: object) -> Iterator[None]:
    """Inside it comparison uses these two in place of those that come with the package."""
    align, origins = (sys.modules[f"twosource.compare.{name}"] for name in ("alignment.align", "origins"))
    with patch.object(align, "load_scorer", lambda: scorer), patch.object(origins, "load_judgement", lambda: judgement):
        yield


def _fold_judgements(stories: Sequence[Story], annotated: Sequence[Sequence[AnnotatedArticle]]) -> list[object]:
    """For each fold the judgement of independence trained on the others' stories."""
    from training.independence import align_unseen, fit, read_claims

    claims = read_claims(stories, annotated, align_unseen(annotated))
    return [fit([one for one in claims if one.story % FOLD_COUNT != held]) for held in range(FOLD_COUNT)]


def _best(
    stories: Sequence[Story], annotated: Sequence[Sequence[AnnotatedArticle]], likeness: Callable[[list[str]], Matrix]
) -> dict[str, float]:
    """The peer's figures at its best threshold."""
    prepared = [_sentence_pairs(story, reports, likeness) for story, reports in zip(stories, annotated, strict=True)]
    best = max(THRESHOLDS, key=lambda threshold: _claims_f1(prepared, threshold))
    scored = []
    for (_, claims, likenesses), story in zip(prepared, stories, strict=True):
        chosen = [claim for claim, value in zip(claims, likenesses, strict=True) if value >= best]
        scored.append((texts_of(story), story, {"claims": chosen, "shared_quotes": [], "discrepancies": []}))
    figures = score_comparisons(scored)
    names = ("claims_precision", "claims_recall", "claims_f1", "independence_accuracy")
    return {name: figures[name] for name in names} | {"threshold": best}


Prepared = tuple[tuple[Any, Any], list[dict[str, Any]], list[float]]


def _sentence_pairs(
    story: Story, reports: Sequence[AnnotatedArticle], likeness: Callable[[list[str]], Matrix]
) -> Prepared:
    """Every two sentences of two reports as a claim, with their likeness, beside what meets what."""
    places = [(r.article.id, s.start, s.end) for r in reports for s in r.sentences]
    texts = texts_of(story)
    values = likeness([texts[report][start:end] for report, start, end in places])
    claims, likenesses = [], []
    for i, a in enumerate(places):
        for j in range(i + 1, len(places)):
            if a[0] != places[j][0] and values[i, j] >= THRESHOLDS[0]:
                mentions = [dict(zip(("article", "start", "end"), end, strict=True)) for end in (a, places[j])]
                claims.append({"mentions": mentions, "origins": [a[0], places[j][0]]})
                likenesses.append(float(values[i, j]))
    gold = [pair for group in mention_pairs(texts, story["claims"]) for pair in group]
    said = [group[0] for group in mention_pairs(texts, claims)]
    met = [{i for i, pair in enumerate(gold) if pair.meets(one)} for one in said]
    return (met, len(gold)), claims, likenesses


def _claims_f1(prepared: Sequence[Prepared], threshold: float) -> float:
    right = said = found = gold = 0
    for (met, count), _, likenesses in prepared:
        chosen = [pairs for pairs, value in zip(met, likenesses, strict=True) if value >= threshold]
        right += sum(bool(pairs) for pairs in chosen)
        said += len(chosen)
        found += len(set().union(*chosen))
        gold += count
    precision, recall = right / max(1, said), found / max(1, gold)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _tfidf(sentences: list[str]) -> Matrix:
    bags = [[word.form for word in read_words(sentence)] for sentence in sentences]
    weights = inverse_frequencies(bags)
    values = [
        [weighted_cosine(a, b, weights) if i < j else 0.0 for j, b in enumerate(bags)] for i, a in enumerate(bags)
    ]
    return np.array(values, dtype=np.float32)


def _minilm(sentences: list[str]) -> Matrix:
    vectors = encode_texts(sentences)
    return np.asarray(vectors @ vectors.T, dtype=np.float32)


if __name__ == "__main__":
    for system, figures in evaluate().items():
        print(system, figures)
