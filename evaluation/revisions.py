"""Revisions: later editions of real reports with planted changes; which of the changes are told, and how many are told
where nothing but the wording or the layout was edited."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import twosource
from evaluation.corpora import annotate_records
from evaluation.planted import choose_records
from evaluation.planted_edits import edit_report
from evaluation.revision_edits import KINDS, Edition, PlantedChange, cosmetic_edition, edit_edition
from evaluation.tasks import Figures
from twosource.compare.revisions import compare_revisions
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import RevisionChange, RevisionDifference

EXPECTED = {
    "figure": {"figure_changed"},
    "date": {"date_changed"},
    "name": {"name_changed"},
    "turn": {"statement_changed"},
    "quote": {"quote_changed"},
    "quote_removed": {"quote_removed"},
    "quote_added": {"quote_added"},
    "statement_removed": {"statement_removed"},
    "statement_added": {"statement_added"},
    "part_added": {"statement_added"},
    "headline": {"headline_changed"},
    "correction": {"correction_added"},
    "number": {"figure_changed"},
    "negation": {"statement_changed"},
    "speaker": {"name_changed", "quote_changed"},
}
"""The kinds of change under which a planted one counts as told."""


def evaluate() -> Figures:
    """Recall over all planted changes and by kind; changes told that were not planted, a pair; changes told a pair of
    cosmetic editions and of reworded ones; share of the editions judged rightly as declared or silent; recall and
    false changes where the report was rewritten throughout."""
    originals = annotate_records(choose_records())
    edited = _annotated(originals, [edit_edition(one) for one in originals])
    found, total = Counter[str](), Counter[str]()
    unplanted = declared = 0
    for original, edition, later in edited:
        difference = compare_revisions(original, later, numbers=(1, 2))
        for planted in edition.planted:
            total[planted.kind] += 1
            found[planted.kind] += any(is_told(planted, change) for change in difference.changes)
        unplanted += sum(not any(lies_at(p, change) for p in edition.planted) for change in difference.changes)
        declared += difference.declared == any(planted.kind == "correction" for planted in edition.planted)
    figures = {"recall": found.total() / total.total()}
    figures |= {f"{kind}_recall": found[kind] / max(1, total[kind]) for kind in KINDS}
    figures |= {"unplanted_per_pair": unplanted / len(originals), "declared_accuracy": declared / len(originals)}
    for name, reworded in (("cosmetic", False), ("reworded", True)):
        editions = [cosmetic_edition(one, reworded=reworded) for one in originals]
        told = [len(_difference(*pair).changes) for pair in _annotated(originals, editions)]
        figures[f"false_changes_per_{name}_pair"] = sum(told) / len(told)
    figures |= _rewritten(originals)
    figures |= {"planted": float(total.total()), "pairs": float(len(originals))}
    return {"twosource": figures}


Pair = tuple[AnnotatedArticle, Edition, AnnotatedArticle]


def _annotated(originals: Sequence[AnnotatedArticle], editions: Sequence[Edition]) -> list[Pair]:
    """Each report with its edition, annotated as the same article's next revision."""
    articles = [
        replace(original.article, text=edition.text, title=edition.title, furniture=())
        for original, edition in zip(originals, editions, strict=True)
    ]
    later = twosource.annotate_many(articles, workers=2)
    return list(zip(originals, editions, later, strict=True))


def _difference(original: AnnotatedArticle, _: Edition, later: AnnotatedArticle) -> RevisionDifference:
    return compare_revisions(original, later, numbers=(1, 2))


def _rewritten(originals: Sequence[AnnotatedArticle]) -> dict[str, float]:
    """The same for reports rewritten throughout: put in another order, cut, reworded, with planted changes of the kinds
    a careless rewrite makes. What was cut is removed indeed, and not counted as false."""
    copies = [edit_report(one, plant=plant) for plant in (True, False) for one in originals]
    editions = [
        Edition(copy.text, original.article.title, tuple(PlantedChange(p.kind, None, p.span) for p in copy.planted))
        for original, copy in zip([*originals, *originals], copies, strict=True)
    ]
    found = total = false = 0
    for place, pair in enumerate(_annotated([*originals, *originals], editions)):
        changes = _difference(*pair).changes
        total += len(pair[1].planted)
        found += sum(any(is_told(planted, change) for change in changes) for planted in pair[1].planted)
        false += place >= len(originals) and sum(not change.kind.endswith("_removed") for change in changes)
    return {"rewritten_recall": found / total, "false_changes_per_rewritten_pair": false / len(originals)}


def is_told(planted: PlantedChange, change: RevisionChange) -> bool:
    """Whether a change is of a fitting kind and lies at the planted words."""
    return change.kind in EXPECTED[planted.kind] and lies_at(planted, change)


def lies_at(planted: PlantedChange, change: RevisionChange) -> bool:
    """Whether a change lies at the planted words; a headline's has no place."""
    if planted.kind == "headline" or change.kind == "headline_changed":
        return planted.kind == "headline" and change.kind == "headline_changed"
    if planted.after is not None:
        return change.after is not None and change.after.overlaps(planted.after)
    return planted.before is not None and change.before is not None and change.before.overlaps(planted.before)
