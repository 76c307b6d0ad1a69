"""Makes the table of verbs of saying: how often each verb, wherever it stands, is the cue of an attribution.

    python -m training.cue_verbs ../shared/data/attributions/train.jsonl

Counts over the first articles of PolNeAR (Newell, Margolin, Ruths, LREC 2018), with this project's tokens and lemmas.
Writes src/twosource/compare/data/cue_verbs.json: the rates of the verbs, and that of those too rare for one.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from twosource.annotate.pipeline import annotate_articles
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article

OUTPUT = Path("src/twosource/compare/data/cue_verbs.json")
ARTICLES = 500
"""Articles that are counted: some 400,000 words, which gives 773 verbs a rate of their own."""
FEWEST = 8
"""Occurrences a verb needs for a rate of its own."""


def count_cues(records: Iterable[tuple[dict[str, Any], AnnotatedArticle]]) -> tuple[Counter[str], Counter[str]]:
    """By lemma: how often the verb occurs, and how often inside a cue marked by hand."""
    seen: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for record, annotated in records:
        marked = {
            offset
            for attribution in record["attributions"]
            for start, end in attribution["cue"]
            for offset in range(start, end)
        }
        for token in annotated.tokens:
            if token.pos == "VERB":
                lemma = token.lemma.lower()
                seen[lemma] += 1
                cues[lemma] += token.start in marked
    return seen, cues


def cue_rates(seen: Counter[str], cues: Counter[str]) -> tuple[float, dict[str, float]]:
    """The rate of all rare verbs together, and the others' rates by verb."""
    rare = [verb for verb, count in seen.items() if count < FEWEST]
    together = sum(cues[verb] for verb in rare) / max(1, sum(seen[verb] for verb in rare))
    common = sorted(verb for verb, count in seen.items() if count >= FEWEST and verb.isalpha())
    return together, {verb: round(cues[verb] / seen[verb], 2) for verb in common}


def main(path: Path) -> None:
    """Counts, and writes the table."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:ARTICLES]]
    articles = [Article.from_text(record["text"], id=str(number)) for number, record in enumerate(records)]
    rare, rates = cue_rates(*count_cues(zip(records, annotate_articles(articles), strict=True)))
    data = {"rare": round(rare, 2), "verbs": rates}
    OUTPUT.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(rates)} verbs; rare ones {rare:.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
