"""Stories: articles in published order, placed online, against the events they belong to. Peers in the same run:
Jaccard of titles as a feed reader ships it, and batch clusterings that see all articles at once and have their
threshold tuned on these very articles (so: upper bounds for their kind, not fair rivals)."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from evaluation.corpora import as_article, read_lines
from evaluation.scoring.spans import WORD
from evaluation.scoring.stories import bcubed
from evaluation.tasks import Figures
from twosource.model.article import Article
from twosource.stories import StoryFinder, StorySettings, find_stories
from twosource.stories.settings import DEFAULT_SETTINGS

Labels = Sequence[int | str]
HALVES = {"n": "n-", "basil": "basil-"}
"""The two collections in the corpus, by how the names of their events begin."""


def evaluate() -> Figures:
    """BCubed of every system over all articles, and over each half as `n_f1`, `basil_f1` and so on."""
    records = sorted(read_lines("stories/dev.jsonl"), key=lambda record: str(record["published"]))
    articles = [as_article(record) for record in records]
    events = [str(record["event"]) for record in records]
    figures = {name: _figures(events, system(articles)) for name, system in _systems(events).items()}
    figures["twosource"] |= _squeezed(articles, events) | _halved(articles, events)
    figures["twosource"] |= _merged(articles, events) | _carried_on(articles, events)
    return figures


def _systems(events: Sequence[str]) -> dict[str, Callable[[Sequence[Article]], Labels]]:
    return {
        "twosource": place_online,
        "titles' Jaccard 0.3, 72 h (online)": group_by_titles,
        "TF-IDF, average linkage (batch, tuned here)": lambda articles: _tuned(events, _tfidf(articles)),
        "TF-IDF + MiniLM, average linkage (batch, tuned here)": lambda articles: _tuned(
            events, 0.5 * _tfidf(articles) + 0.5 * _minilm(articles)
        ),
    }


def _figures(events: Sequence[str], labels: Labels) -> dict[str, float]:
    figures = bcubed(events, labels)
    for half, prefix in HALVES.items():
        kept = [i for i, event in enumerate(events) if event.startswith(prefix)]
        score = bcubed([events[i] for i in kept], [labels[i] for i in kept])
        figures |= {f"{half}_{name}": value for name, value in score.items()}
    return figures


def _squeezed(articles: Sequence[Article], events: Sequence[str]) -> dict[str, float]:
    """F1 of four streams in which every event is moved to begin on a random day of two months, so that all overlap."""
    days = [date.fromisoformat((article.published or "")[:10]) for article in articles]
    first = {event: min(day for day, other in zip(days, events, strict=True) if other == event) for event in events}
    scores = []
    for seed in range(4):
        draw = random.Random(seed)
        moved = {event: date(2001, 1, 1) + timedelta(draw.randrange(60)) for event in sorted(first)}
        stream = [
            (moved[event] + (day - first[event]), draw.random(), article, event)
            for article, day, event in zip(articles, days, events, strict=True)
        ]
        stream.sort(key=lambda item: item[:2])
        labels = place_online([replace(article, published=day.isoformat()) for day, _, article, _ in stream])
        scores.append(bcubed([event for *_, event in stream], labels)["f1"])
    return {"f1_squeezed": round(float(np.mean(scores)), 3), "f1_squeezed_lowest": min(scores)}


def _halved(articles: Sequence[Article], events: Sequence[str]) -> dict[str, float]:
    """F1 of twenty streams of half the events each, drawn at random."""
    names, scores = sorted(set(events)), []
    for seed in range(10):
        half = set(random.Random(seed).sample(names, len(names) // 2))
        for kept in (half, set(names) - half):
            chosen = [i for i, event in enumerate(events) if event in kept]
            scores.append(bcubed([events[i] for i in chosen], place_online([articles[i] for i in chosen]))["f1"])
    return {"f1_halved": round(float(np.mean(scores)), 3), "f1_halved_lowest": min(scores)}


def _merged(articles: Sequence[Article], events: Sequence[str]) -> dict[str, float]:
    """What merging mends where stories come apart: F1 at a threshold twice too high, with merging and without."""
    apart = StorySettings(least_likeness=0.25)
    labels = place_online(articles, apart)
    unmerged = place_online(articles, replace(apart, merge_cosine=2.0))
    return {"f1_apart": bcubed(events, unmerged)["f1"], "f1_apart_merged": bcubed(events, labels)["f1"]}


def _carried_on(articles: Sequence[Article], events: Sequence[str]) -> dict[str, float]:
    """Story lines: with the second half of every event moved by 500 days, how many of the stories that open with an
    article of an event seen before name a story of that event as the one they carry on, and how many of all that name
    one name it rightly."""
    halves = {event: [i for i, other in enumerate(events) if other == event] for event in sorted(set(events))}
    late = {i for places in halves.values() for i in places[len(places) // 2 :]}
    days = [date.fromisoformat((article.published or "")[:10]) for article in articles]
    moved = [day + timedelta(500 if i in late else 0) for i, day in enumerate(days)]
    finder = StoryFinder()
    opened_by: dict[str, str] = {}
    seen: set[str] = set()
    expected, named = 0, list[bool]()
    for i in sorted(range(len(articles)), key=lambda i: (moved[i], i)):
        placed = finder.place(replace(articles[i], id=str(i), published=moved[i].isoformat()))
        if placed.opened:
            opened_by[placed.story] = events[i]
            expected += events[i] in seen
            named += [opened_by[placed.parent] == events[i]] if placed.parent else []
        seen.add(events[i])
    return {
        "lines_recall": round(sum(named) / expected, 3),
        "lines_precision": round(sum(named) / max(1, len(named)), 3),
    }


def place_online(articles: Sequence[Article], settings: StorySettings = DEFAULT_SETTINGS) -> Labels:
    """The story each article is placed in as it arrives, or the one that this was merged into."""
    stories = {one: story.id for story in find_stories(articles, settings) for one in story.articles}
    return [stories[article.id] for article in articles]


def group_by_titles(articles: Sequence[Article]) -> Labels:
    """Each article joins the first group with a title of at least 0.3 Jaccard within 72 hours, as feed readers do."""
    groups: list[list[tuple[np.datetime64, frozenset[str]]]] = []
    labels = []
    for article in articles:
        day = np.datetime64((article.published or "")[:10])
        words = frozenset(w.lower() for w in WORD.findall(article.title or "")) - ENGLISH_STOP_WORDS
        label = next((i for i, group in enumerate(groups) if any(_alike(day, words, *other) for other in group)), None)
        if label is None:
            label = len(groups)
            groups.append([])
        groups[label].append((day, words))
        labels.append(label)
    return labels


def _alike(
    day: np.datetime64, words: frozenset[str], other_day: np.datetime64, other: frozenset[str], least: float = 0.3
) -> bool:
    near = abs(day - other_day) <= np.timedelta64(3, "D")
    return bool(near) and len(words & other) >= least * max(1, len(words | other))


def _tfidf(articles: Sequence[Article]) -> npt.NDArray[np.float64]:
    texts = [f"{article.title or ''} {article.text}" for article in articles]
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    likeness: npt.NDArray[np.float64] = (vectors @ vectors.T).toarray()
    return likeness


def _minilm(articles: Sequence[Article]) -> npt.NDArray[np.float64]:
    from evaluation.minilm import encode_texts

    vectors = encode_texts([f"{article.title or ''}. {article.text[:1500]}" for article in articles])
    likeness: npt.NDArray[np.float64] = (vectors @ vectors.T).astype(np.float64)
    return likeness


def _tuned(events: Sequence[str], likeness: npt.NDArray[np.float64]) -> Labels:
    """Average-linkage clusters at the distance that scores best on these events."""
    best: tuple[float, Labels] = -1.0, []
    for distance in np.arange(0.4, 0.95, 0.025):
        clustering = AgglomerativeClustering(
            n_clusters=None, metric="precomputed", linkage="average", distance_threshold=float(distance)
        )
        labels = [int(label) for label in clustering.fit_predict(1 - likeness)]
        best = max(best, (bcubed(events, labels)["f1"], labels), key=lambda candidate: candidate[0])
    return best[1]
