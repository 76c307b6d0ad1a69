"""Planted changes: an edited copy of a real report is compared with the report; which of the changes planted in the
copy come out as discrepancies, and how many contradictions come out where nothing was planted."""

from collections import Counter
from collections.abc import Sequence

import twosource
from evaluation.corpora import annotate_records, read_lines
from evaluation.planted_edits import KINDS, EditedCopy, Planted, edit_report
from evaluation.tasks import Figures
from twosource.compare.account import compare_articles
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import Comparison

REPORTS = 60
LENGTHS = (1_500, 6_000)
"""Characters of the reports used."""
EXPECTED = {
    "number": {"number"},
    "date": {"date"},
    "name": {"name", "attribution"},
    "negation": {"polarity"},
    "speaker": {"attribution", "name"},
    "quote": {"quote_wording"},
}
"""The kinds of discrepancy under which a planted change counts as found."""


def evaluate() -> Figures:
    """Recall over all planted changes and for each kind; contradictions a pair in copies without planted changes."""
    originals = annotate_records(choose_records())
    changed = [edit_report(one, plant=True) for one in originals]
    plain = [edit_report(one, plant=False) for one in originals]
    found, total = Counter[str](), Counter[str]()
    for original, copy, annotated in zip(originals, changed, annotate_copies(originals, changed), strict=True):
        comparison = compare_articles([original, annotated])
        for planted in copy.planted:
            total[planted.kind] += 1
            found[planted.kind] += is_found(planted, comparison, annotated.article.id)
    false = sum(
        one.severity == "contradiction"
        for original, annotated in zip(originals, annotate_copies(originals, plain), strict=True)
        for one in compare_articles([original, annotated]).discrepancies
    )
    figures = {"recall": found.total() / total.total(), "false_contradictions_per_pair": false / len(originals)}
    figures |= {f"{kind}_recall": found[kind] / max(1, total[kind]) for kind in KINDS}
    figures |= {"planted": float(total.total()), "pairs": float(len(originals))}
    return {"twosource": figures}


def choose_records() -> list[dict[str, object]]:
    """Reports of middling length, one an event, in the order of their ids."""
    chosen: dict[str, dict[str, object]] = {}
    for record in sorted(read_lines("stories/dev.jsonl"), key=lambda one: str(one["id"])):
        if LENGTHS[0] <= len(record["text"]) <= LENGTHS[1]:
            chosen.setdefault(str(record["event"]), record)
    return list(chosen.values())[:REPORTS]


def annotate_copies(originals: Sequence[AnnotatedArticle], copies: Sequence[EditedCopy]) -> list[AnnotatedArticle]:
    """The copies as another outlet's reports of the same day."""
    articles = [
        Article.from_text(
            copy.text,
            id=f"{original.article.id}-copy",
            title=copy.title,
            outlet="The Copy",
            published=original.article.published,
        )
        for original, copy in zip(originals, copies, strict=True)
    ]
    return list(twosource.annotate_many(articles, workers=2))


def is_found(planted: Planted, comparison: Comparison, copy: str) -> bool:
    """Whether a discrepancy of a fitting kind lies at the planted words."""
    return any(
        one.kind in EXPECTED[planted.kind]
        and any(p.article == copy and p.span.overlaps(planted.span) for p in (*one.mentions, *one.differing))
        for one in comparison.discrepancies
    )
