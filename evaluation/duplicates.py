"""Near-duplicates: copies made of the story corpus (cut, edited, merged) among the articles themselves."""

import random
from collections.abc import Callable
from dataclasses import replace

from evaluation.corpora import as_article, read_lines
from evaluation.scoring.spans import f1
from evaluation.tasks import Figures
from twosource.model.article import Article
from twosource.stories.duplicates import FEWEST_FINGERPRINTS, DuplicateFinder
from twosource.stories.fingerprints import winnow
from twosource.text.shingles import read_words

COPIES = 300
SEED = 1


def evaluate() -> Figures:
    """Precision, recall and F1 of "this is a copy of that" over the made copies and the originals, which are no copies;
    recall by kind of copy. Originals that are themselves copies (agency text in two outlets) and those under some 60
    words are left out beforehand."""
    originals = _distinct([as_article(record) for record in read_lines("stories/dev.jsonl")])
    draw = random.Random(SEED)
    finder = DuplicateFinder()
    stream = [(article, frozenset[str](), "") for article in originals]
    for number in range(COPIES):
        kind = sorted(MAKERS)[number % len(MAKERS)]
        first, second = draw.sample(originals, 2)
        text = MAKERS[kind](draw, first.text, second.text)
        base = frozenset((first.id, second.id) if kind == "merged" else (first.id,))
        stream.append((replace(first, id=f"copy-{number}", text=text), base, kind))
    bases = {article.id: base or frozenset((article.id,)) for article, base, _ in stream}
    hits: dict[str, list[bool]] = {kind: [] for kind in sorted(MAKERS)}
    found_in_all = 0
    for article, base, kind in stream:
        found = finder.place(article)
        found_in_all += found is not None
        if kind:
            hits[kind].append(found is not None and bool(bases[found.of] & base))
    right = sum(map(sum, hits.values()))
    figures = {"f1": f1(right, COPIES, found_in_all), "precision": right / found_in_all, "recall": right / COPIES}
    by_kind = {f"recall_{kind}": sum(found) / len(found) for kind, found in hits.items()}
    return {"twosource": {name: round(value, 3) for name, value in (figures | by_kind).items()}}


def _distinct(articles: list[Article]) -> list[Article]:
    """The articles in random order, without those that share a fifth of their fingerprints with one kept before."""
    order = random.Random(SEED).sample(articles, len(articles))
    kept: list[tuple[Article, frozenset[int]]] = []
    for article in order:
        prints = winnow([word.form for word in read_words(article.text)])
        near = any(len(prints & other) * 5 > min(len(prints), len(other)) for _, other in kept)
        if len(prints) >= 4 * FEWEST_FINGERPRINTS and not near:
            kept.append((article, prints))
    return [article for article, _ in kept]


def _cut(draw: random.Random, text: str, _: str) -> str:
    """The beginning, 30 to 80 of a hundred words, as a desk cuts for space."""
    words = text.split()
    return " ".join(words[: int(len(words) * draw.uniform(0.3, 0.8))])


def _edited(draw: random.Random, text: str, _: str) -> str:
    """One word in twelve to one in thirty replaced, dropped or doubled."""
    share = draw.uniform(1 / 30, 1 / 12)
    edited: list[str] = []
    for word in text.split():
        change = draw.random() < share
        edited += draw.choice(([], ["reportedly"], [word, word])) if change else [word]
    return " ".join(edited)


def _merged(draw: random.Random, text: str, other: str) -> str:
    """The first two thirds of one text and a part of another behind it."""
    words, more = text.split(), other.split()
    return " ".join(words[: int(len(words) * 0.67)] + more[: int(len(more) * draw.uniform(0.2, 0.6))])


MAKERS: dict[str, Callable[[random.Random, str, str], str]] = {"cut": _cut, "edited": _edited, "merged": _merged}
