"""The statements of several reports → groups that make one claim each."""

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.compare.alignment.candidates import pair_units
from twosource.compare.alignment.features import tabulate_pairs
from twosource.compare.alignment.grouping import group_pairs
from twosource.compare.alignment.merging import merge_nested
from twosource.compare.alignment.scorer import PairScorer, load_scorer
from twosource.compare.alignment.selection import select_pairs
from twosource.compare.alignment.words import read_story
from twosource.model.annotation import AnnotatedArticle
from twosource.model.comparison import Statement


@dataclass(frozen=True, slots=True)
class AlignedGroup:
    """Statements of two or more reports that say the same, one more precisely than another, or one against another.
    `score` is the mean estimated probability of the pairs that made the group."""

    statements: tuple[Statement, ...]
    score: float


def group_statements(
    statements_by_article: Sequence[Sequence[Statement]],
    annotated: Sequence[AnnotatedArticle],
    scorer: PairScorer | None = None,
) -> tuple[AlignedGroup, ...]:
    """The groups, in the order of their first statements (by article id, then place); statements in a group likewise.
    `statements_by_article[i]` are the statements of `annotated[i]`. The order of the reports makes no difference.
    `scorer` stands in for the one that comes with the package."""
    order = sorted(range(len(annotated)), key=lambda i: (annotated[i].article.id, i))
    statements = [statements_by_article[i] for i in order]
    words = read_story(statements, [annotated[i] for i in order])
    pairs, alike = pair_units(words)
    if not len(words.starts):  # reports without a word
        return ()
    table = tabulate_pairs(words, pairs, alike)
    scorer = scorer or load_scorer()
    rows, scores = scorer.score(words, table)
    chosen = select_pairs(words, rows, scores, threshold=scorer.threshold, partners=scorer.partners)
    known = dict(zip(zip(rows.left.tolist(), rows.right.tolist(), strict=True), scores.tolist(), strict=True))
    looked_at = set(zip(*pairs.T.tolist(), strict=True))
    groups = []
    for members, score in merge_nested(words, group_pairs(words, chosen, known, looked_at, link=scorer.link)):
        places = [words.origins[member] for member in members]
        groups.append(AlignedGroup(tuple(statements[article][index] for article, index in places), score))
    return tuple(sorted(groups, key=lambda g: [(s.article, s.start, s.end) for s in g.statements]))


def align_statements(
    statements_by_article: Sequence[Sequence[Statement]],
    annotated: Sequence[AnnotatedArticle],
    scorer: PairScorer | None = None,
) -> tuple[tuple[Statement, ...], ...]:
    """The statements of `group_statements`, without the scores."""
    return tuple(group.statements for group in group_statements(statements_by_article, annotated, scorer))
