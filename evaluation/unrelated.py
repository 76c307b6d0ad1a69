"""Reports of other events: no claim may be shared by two reports that tell of different events, reports of one event
must not be torn apart for it, and mixed input must be parted.

What relates two reports was fitted on pairs of this very corpus (`compare/relatedness.py`). The held-out figures are
those of the same measures with weights and threshold fitted anew, fold by fold, on reports of other events only.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from evaluation.corpora import annotate_records, read_lines
from evaluation.tasks import Figures
from twosource.compare.account import compare_articles
from twosource.compare.relatedness import measure_pairs, relate_articles
from twosource.model.annotation import AnnotatedArticle

EVENTS = 60
"""Events drawn, two reports of each: what is annotated for this task."""
PAIRS = 500
MIXES = 100
SEED = 5
FOLDS = 4
FALSE_SHARE = 0.007
"""Share of the training pairs of different events above the held-out threshold: that of the packaged one."""

Pair = tuple[int, int]
Matrix = npt.NDArray[np.float64]


def evaluate() -> Figures:
    """Shares, 0 to 1: of pairs of different events without a shared claim (random ones, and each report with the most
    alike report of another event), of pairs of one event with a shared claim, of mixes parted as they should be."""
    events, annotated = _drawn()
    draw = random.Random(SEED)
    apart = [pair for pair in combinations(range(len(events)), 2) if events[pair[0]] != events[pair[1]]]
    together = [pair for pair in combinations(range(len(events)), 2) if events[pair[0]] == events[pair[1]]]
    chosen = draw.sample(apart, PAIRS)
    likeness = _tfidf(annotated)
    closest = _closest(events, likeness)
    sharing = {pair: _shares_a_claim(annotated, pair) for pair in {*chosen, *closest, *together}}
    own = {
        "unrelated_without_claim": _share(not sharing[pair] for pair in chosen),
        "closest_without_claim": _share(not sharing[pair] for pair in closest),
        "one_event_with_claim": _share(sharing[pair] for pair in together),
        "mixes_parted": _share(_parted(events, annotated, draw, (2, 2)) for _ in range(MIXES)),
        "strays_left_out": _share(_parted(events, annotated, draw, (2, 1)) for _ in range(MIXES)),
        **_held_out(events, annotated),
        "pairs": float(len(chosen)),
        "pairs_of_one_event": float(len(together)),
    }
    return {"twosource": own, "TF-IDF of whole texts (tuned here)": _peer(likeness, chosen, closest, together)}


def _drawn() -> tuple[list[str], list[AnnotatedArticle]]:
    """Two reports of each of the events drawn, with the event of each, in the order of the events."""
    by_event: dict[str, list[dict[str, object]]] = {}
    for record in sorted(read_lines("stories/dev.jsonl"), key=lambda one: str(one["id"])):
        by_event.setdefault(str(record["event"]), []).append(record)
    draw = random.Random(SEED)
    several = sorted(event for event, records in by_event.items() if len(records) > 1)
    events = sorted(draw.sample(several, EVENTS))
    records = [record for event in events for record in draw.sample(by_event[event], 2)]
    return [event for event in events for _ in range(2)], annotate_records(records)


def _shares_a_claim(annotated: Sequence[AnnotatedArticle], pair: Pair) -> bool:
    account = compare_articles([annotated[place] for place in pair])
    return any(len({mention.article for mention in claim.mentions}) > 1 for claim in account.claims)


def _parted(
    events: Sequence[str], annotated: Sequence[AnnotatedArticle], draw: random.Random, sizes: tuple[int, int]
) -> bool:
    """Whether so many reports each of two random events come out as exactly these two groups."""
    chosen = [
        place
        for event, size in zip(draw.sample(sorted(set(events)), 2), sizes, strict=True)
        for place in draw.sample([i for i, one in enumerate(events) if one == event], size)
    ]
    draw.shuffle(chosen)
    wanted: dict[str, set[str]] = {}
    for place in chosen:
        wanted.setdefault(events[place], set()).add(annotated[place].article.id)
    groups = [set(group.articles) for group in relate_articles([annotated[place] for place in chosen])]
    return sorted(map(sorted, groups)) == sorted(map(sorted, wanted.values()))


def _held_out(events: Sequence[str], annotated: Sequence[AnnotatedArticle]) -> dict[str, float]:
    """Share of pairs of different events told apart, and of pairs of one event told to be one, by a judgement fitted
    without the reports of either event."""
    measures = np.stack(list(measure_pairs(annotated).values()), axis=-1).astype(np.float64)
    fold = np.array([sorted(set(events)).index(event) % FOLDS for event in events])
    same = np.array(events)[:, None] == np.array(events)[None, :]
    apart, together = [], []
    for held in range(FOLDS):
        train, test = (_pairs_among(np.flatnonzero(side)) for side in (fold != held, fold == held))
        judge = LogisticRegression(C=100.0, max_iter=5_000).fit(measures[train], same[train])
        known = judge.decision_function(measures[train])[~same[train]]
        related = judge.decision_function(measures[test]) >= np.quantile(known, 1 - FALSE_SHARE)
        apart += list(~related[~same[test]])
        together += list(related[same[test]])
    return {"held_out_apart": _share(apart), "held_out_together": _share(together)}


def _pairs_among(places: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    first, second = np.triu_indices(len(places), 1)
    return places[first], places[second]


def _tfidf(annotated: Sequence[AnnotatedArticle]) -> Matrix:
    texts = [one.article.text for one in annotated]
    rows = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    return np.asarray((rows @ rows.T).toarray(), dtype=np.float64)


def _closest(events: Sequence[str], likeness: Matrix) -> list[Pair]:
    """Each report with the most alike report of another event, every pair once."""
    pairs = set()
    for place, event in enumerate(events):
        others = [other for other, its in enumerate(events) if its != event]
        nearest = max(others, key=lambda other: (likeness[place, other], -other))
        pairs.add((min(place, nearest), max(place, nearest)))
    return sorted(pairs)


def _peer(
    likeness: Matrix, chosen: Sequence[Pair], closest: Sequence[Pair], together: Sequence[Pair]
) -> dict[str, float]:
    """What a threshold on the cosine gives, the one with the best mean of the two sides on these very pairs."""

    def shares(threshold: float) -> dict[str, float]:
        return {
            "unrelated_without_claim": _share(likeness[pair] < threshold for pair in chosen),
            "closest_without_claim": _share(likeness[pair] < threshold for pair in closest),
            "one_event_with_claim": _share(likeness[pair] >= threshold for pair in together),
        }

    def worth(threshold: float) -> float:
        figures = shares(threshold)
        return figures["unrelated_without_claim"] + figures["one_event_with_claim"]

    return shares(max((step / 100 for step in range(1, 60)), key=worth))


def _share(outcomes: Sequence[bool] | Iterator[bool]) -> float:
    known = [bool(one) for one in outcomes]
    return round(sum(known) / len(known), 3) if known else 0.0


if __name__ == "__main__":
    print(evaluate())
