"""Trains the judgement of independence on hand-made origins and prints its cross-validated figure.

    python -m training.independence ../shared/data/comparison

For every two mentions of a claim in different reports: do they rest on one origin? The mentions are those marked by
hand and, so that the model knows the mentions it will meet, those of the aligned claims that meet a hand-made one (as
the reference scorer has it). Logistic regression on the features of `twosource.compare.origin_features`, both classes
weighted alike; the threshold is one half. Cross-validated in seven folds by story: the mean of the two accuracies over
the claims, where a claim has several origins if its most independent pair has. Writes
src/twosource/compare/data/independence.json.
"""

import json
import sys
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from evaluation.scoring.comparison import mention_pairs
from twosource.compare.alignment import align_statements
from twosource.compare.article_view import ArticleView
from twosource.compare.origin_features import FEATURES, pair_features
from twosource.compare.origin_grounds import ground_of
from twosource.compare.statements import extract_statements
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import ClaimMention

FOLDS = 7
THRESHOLD = 0.5
OUTPUT = Path("src/twosource/compare/data/independence.json")


@dataclass
class Pairs:
    """Feature rows of mention pairs with label, weight, story and claim; `several` is the truth by claim."""

    features: list[list[float]] = field(default_factory=list)
    independent: list[int] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    story: list[int] = field(default_factory=list)
    claim: list[int] = field(default_factory=list)
    several: list[bool] = field(default_factory=list)


def add_story(pairs: Pairs, number: int, gold: dict[str, Any], annotated: list[AnnotatedArticle]) -> None:
    """Adds the pairs of one story; where a claim has several origins, two mentions given to one speaker are one."""
    views = {one.article.id: ArticleView(one) for one in annotated}
    for claim in gold["claims"]:
        mentions = claim["mentions"]
        grounds = [
            ground_of(i, ClaimMention(m["article"], m["start"], m["end"]), views[m["article"]])
            for i, m in enumerate(mentions)
        ]
        forms = [views[ground.article].forms_in(ground.span) for ground in grounds]
        apart = [
            (a, b) for a, b in combinations(range(len(mentions)), 2) if mentions[a]["article"] != mentions[b]["article"]
        ]
        several = len(claim["origins"]) > 1
        for a, b in apart:
            speakers = mentions[a].get("attributed_to"), mentions[b].get("attributed_to")
            one_speaker = speakers[0] is not None and speakers[0] == speakers[1] and len(apart) > 1
            pairs.features.append(pair_features(grounds[a], grounds[b], forms[a], forms[b]))
            pairs.independent.append(int(several and not one_speaker))
            pairs.weight.append(1 / len(apart))
            pairs.story.append(number)
            pairs.claim.append(len(pairs.several))
        pairs.several.append(several)


def fit(pairs: Pairs, chosen: np.ndarray) -> LogisticRegression:
    """The model of the chosen rows."""
    model = LogisticRegression(C=1.0, max_iter=2000, class_weight="balanced")
    rows, labels, weights = np.array(pairs.features), np.array(pairs.independent), np.array(pairs.weight)
    return model.fit(rows[chosen], labels[chosen], sample_weight=weights[chosen])


def add_aligned(pairs: Pairs, number: int, gold: dict[str, Any], annotated: list[AnnotatedArticle]) -> None:
    """Adds the pairs of the aligned claims that meet a hand-made claim of the story, with that claim's answer."""
    views = {one.article.id: ArticleView(one) for one in annotated}
    texts = {article: view.text for article, view in views.items()}
    groups = align_statements([extract_statements(one) for one in annotated], annotated)
    offers: list[dict[str, Any]] = [
        {"mentions": [{"article": s.article, "start": s.start, "end": s.end} for s in group]} for group in groups
    ]
    offered = list(zip(offers, mention_pairs(texts, offers), strict=True))
    for claim, wanted in zip(gold["claims"], mention_pairs(texts, gold["claims"]), strict=True):
        met = next((o["mentions"] for o, pairs_ in offered if any(a.meets(b) for a in wanted for b in pairs_)), None)
        if met is None:
            continue
        mentions = [ClaimMention(**one) for one in met]
        grounds = [ground_of(i, mention, views[mention.article]) for i, mention in enumerate(mentions)]
        forms = [views[ground.article].forms_in(ground.span) for ground in grounds]
        apart = [(a, b) for a, b in combinations(range(len(met)), 2) if met[a]["article"] != met[b]["article"]]
        several = len(claim["origins"]) > 1
        for a, b in apart:
            pairs.features.append(pair_features(grounds[a], grounds[b], forms[a], forms[b]))
            pairs.independent.append(int(several))
            pairs.weight.append(1 / len(apart))
            pairs.story.append(number)
            pairs.claim.append(len(pairs.several))
        pairs.several.append(several)


def cross_validate(pairs: Pairs, first: int) -> float:
    """The mean of the two accuracies over the claims from number `first` on, from rows judged by models that saw other
    stories only."""
    rows, story, claim = np.array(pairs.features), np.array(pairs.story), np.array(pairs.claim)
    judged = np.zeros(len(rows))
    for fold in range(FOLDS):
        held = story % FOLDS == fold
        judged[held] = fit(pairs, ~held).predict_proba(rows[held])[:, 1]
    several = np.array(pairs.several)[first:]
    highest = np.array([judged[claim == first + c].max(initial=0.0) for c in range(len(several))])
    right = (highest >= THRESHOLD) == several
    return float((right[several].mean() + right[~several].mean()) / 2)


def save(pairs: Pairs, by_hand: int) -> None:
    """Writes the model of all rows with its cross-validated figure on the aligned claims, which follow the `by_hand`
    claims marked by hand."""
    model = fit(pairs, np.ones(len(pairs.features), dtype=bool))
    data = {
        "method": "logistic regression on pairs of mentions; training/independence.py",
        "claims_by_hand": by_hand,
        "aligned_claims": len(pairs.several) - by_hand,
        "cross_validated_accuracy_aligned": round(cross_validate(pairs, by_hand), 3),
        "threshold": THRESHOLD,
        "bias": round(float(model.intercept_[0]), 4),
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, model.coef_[0], strict=True)},
    }
    OUTPUT.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(data, indent=1))


def train(stories: list[tuple[dict[str, Any], list[AnnotatedArticle]]]) -> None:
    """Trains on the stories and writes the model."""
    pairs = Pairs()
    for number, (gold, annotated) in enumerate(stories):
        add_story(pairs, number, gold, annotated)
    by_hand = len(pairs.several)
    for number, (gold, annotated) in enumerate(stories):
        add_aligned(pairs, number, gold, annotated)
    save(pairs, by_hand)


def main(folder: Path) -> None:
    """Reads the stories, annotates them, trains and writes."""
    from twosource.annotate.pipeline import annotate_articles

    stories = []
    for path in sorted(folder.glob("[0-9][0-9].json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        fields = ("id", "title", "text", "outlet", "url", "published")
        articles = [Article(**{name: article.get(name) for name in fields}) for article in gold["articles"]]
        stories.append((gold, list(annotate_articles(articles))))
    train(stories)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
