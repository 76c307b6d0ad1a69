"""Near-duplicates: copies made of the story corpus (cut, edited, merged) among the articles themselves, and texts that
share a statement or standing lines with one of them and are none. The peer is MinHash with locality-sensitive hashing
(datasketch) on the same words, at the usual Jaccard of 0.5 and at the threshold that is best on this very set."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from datasketch import MinHash, MinHashLSH

from evaluation.corpora import as_article, read_lines
from evaluation.made_copies import MAKERS
from evaluation.scoring.spans import f1
from evaluation.tasks import Figures
from twosource.model.article import Article
from twosource.stories import DuplicateFinder
from twosource.stories.duplicates import FEWEST_FINGERPRINTS
from twosource.stories.fingerprints import SHINGLE_WORDS, read_fingerprints
from twosource.text.shingles import read_words, shingles

COPIES = 600
SEED = 1
PERMUTATIONS = 128
TUNED = tuple(threshold / 20 for threshold in range(2, 17))


@dataclass(frozen=True, slots=True)
class _Item:
    article: Article
    bases: frozenset[str]
    """The originals it is a copy of."""
    kind: str


def evaluate() -> Figures:
    """Precision, recall and F1 of "this is a copy of that" over the made texts and the originals, which are no copies;
    recall by kind of copy, false alarms by kind of text that is none. Originals that are themselves copies (agency text
    in two outlets) and those under some 160 words are left out beforehand."""
    items = _items()
    finder = DuplicateFinder()
    found = [copy.of if (copy := finder.place(item.article)) else None for item in items]
    prints = [_minhash(item.article) for item in items]
    tuned = [_figures(items, _peer(items, prints, threshold)) for threshold in TUNED]
    return {
        "twosource": _figures(items, found),
        "MinHash LSH, Jaccard 0.5": _figures(items, _peer(items, prints, 0.5)),
        "MinHash LSH, Jaccard tuned here": max(tuned, key=lambda figures: figures["f1"]),
    }


def _items() -> list[_Item]:
    originals = _distinct([as_article(record) for record in read_lines("stories/dev.jsonl")])
    draw = random.Random(SEED)
    vocabulary = sorted({word.lower() for article in originals for word in article.text.split() if word.isalpha()})
    # A report with another's statement in it is a text of its own: its base stands nowhere else.
    aside, originals = originals[: COPIES // len(MAKERS)], originals[COPIES // len(MAKERS) :]
    items = [_Item(article, frozenset(), "") for article in originals]
    for number in range(COPIES):
        kind = sorted(MAKERS)[number % len(MAKERS)]
        maker = MAKERS[kind]
        first, second = draw.sample(originals, 2)
        second = second if maker.copy else aside[number // len(MAKERS)]
        text = maker.make(draw, first.text, second.text, vocabulary)
        bases = {first.id} if maker.copy else set()
        bases |= {second.id} if maker.of_both else set()
        items.append(_Item(replace(first, id=f"made-{number}", text=text), frozenset(bases), kind))
    return items


def _figures(items: Sequence[_Item], found: Sequence[str | None]) -> dict[str, float]:
    """A copy is found where the article named is one of its originals or another copy of one."""
    bases = {item.article.id: item.bases or frozenset((item.article.id,)) for item in items}
    copies = sum(bool(item.bases) for item in items)
    hits: dict[str, list[bool]] = {kind: [] for kind in ("", *sorted(MAKERS))}
    right = 0
    for item, of in zip(items, found, strict=True):
        correct = of is not None and bool(bases[of] & item.bases)
        right += correct
        hits[item.kind].append(correct if item.bases else of is not None)
    named = sum(of is not None for of in found)
    figures = {"f1": f1(right, copies, named), "precision": right / named if named else 0.0, "recall": right / copies}
    for kind, maker in MAKERS.items():
        name = f"recall_{kind}" if maker.copy else f"false_alarms_{kind}"
        figures[name] = sum(hits[kind]) / len(hits[kind])
    return {name: round(value, 3) for name, value in figures.items()}


def _peer(items: Sequence[_Item], prints: Sequence[MinHash], threshold: float) -> list[str | None]:
    """The most alike earlier article of those that locality-sensitive hashing brings up, at the threshold or above."""
    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    by_id: dict[str, MinHash] = {}
    found: list[str | None] = []
    for item, own in zip(items, prints, strict=True):
        near = [(own.jaccard(by_id[other]), other) for other in sorted(index.query(own))]
        best = max(near, default=(0.0, ""))
        found.append(best[1] if best[0] >= threshold else None)
        by_id[item.article.id] = own
        index.insert(item.article.id, own)
    return found


def _minhash(article: Article) -> MinHash:
    forms = [word.form for word in read_words(article.text)]
    prints = MinHash(num_perm=PERMUTATIONS, seed=SEED)
    prints.update_batch([" ".join(run).encode() for run in shingles(forms, SHINGLE_WORDS)])
    return prints


def _distinct(articles: list[Article]) -> list[Article]:
    """The articles in random order, without those that share a fifth of their fingerprints with one kept before."""
    unique = list({article.id: article for article in articles}.values())
    order = random.Random(SEED).sample(unique, len(unique))
    kept: list[tuple[Article, frozenset[int]]] = []
    for article in order:
        prints = read_fingerprints(article).parts
        near = any(len(prints & other) * 5 > min(len(prints), len(other)) for _, other in kept)
        if len(prints) >= 4 * FEWEST_FINGERPRINTS and not near:
            kept.append((article, prints))
    return [article for article, _ in kept]


if __name__ == "__main__":
    import json

    print(json.dumps(evaluate(), indent=2))
