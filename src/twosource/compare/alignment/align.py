"""The statements of several reports → groups that make one claim each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from twosource.compare.alignment.candidates import pair_units
from twosource.compare.alignment.features import tabulate_pairs
from twosource.compare.alignment.grouping import group_pairs
from twosource.compare.alignment.merging import drop_bare, drop_wider, merge_nested
from twosource.compare.alignment.scorer import PairScorer, load_scorer
from twosource.compare.alignment.selection import select_pairs
from twosource.compare.alignment.words import read_story
from twosource.model.annotation import AnnotatedArticle
from twosource.model.comparison import Statement

FEW_REPORTS: Final = 5
THRESHOLD_OF_MANY: Final = 0.35
"""Least score of a pair that stands among more than FEW_REPORTS: the more reports, the more pairs are alike by chance.
No annotated story has so many; this is what three reports were held to before the lower threshold was measured on
them."""


@dataclass(frozen=True, slots=True)
class AlignedGroup:
    """Statements of two or more reports that say the same, one more precisely than another, or one against another.
    `score` is the mean estimated probability of the pairs that made the group; `wider` are statements of the same that
    say much more around one of `statements`: what differs may be told apart only in them."""

    statements: tuple[Statement, ...]
    score: float
    wider: tuple[Statement, ...] = ()

    @property
    def all_statements(self) -> tuple[Statement, ...]:
        """The statements with the wider ones, by report, then place."""
        return tuple(sorted((*self.statements, *self.wider), key=lambda one: (one.article, one.start, -one.end)))


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
    threshold = scorer.threshold if len(annotated) <= FEW_REPORTS else max(scorer.threshold, THRESHOLD_OF_MANY)
    chosen = select_pairs(words, rows, scores, threshold=threshold, partners=scorer.partners)
    known = dict(zip(zip(rows.left.tolist(), rows.right.tolist(), strict=True), scores.tolist(), strict=True))
    looked_at = set(zip(*pairs.T.tolist(), strict=True))
    groups = []
    found = merge_nested(words, group_pairs(words, chosen, known, looked_at, link=scorer.link))
    for members, score in ((drop_bare(words, members), score) for members, score in found):
        if not members:
            continue
        said = {member: statements[words.origins[member][0]][words.origins[member][1]] for member in members}
        kept = dict.fromkeys(drop_wider(words, members, known))
        wider = tuple(one for member, one in said.items() if member not in kept)
        groups.append(AlignedGroup(tuple(said[member] for member in kept), score, wider))
    return tuple(sorted(groups, key=lambda g: [(s.article, s.start, s.end) for s in g.statements]))


def align_statements(
    statements_by_article: Sequence[Sequence[Statement]],
    annotated: Sequence[AnnotatedArticle],
    scorer: PairScorer | None = None,
) -> tuple[tuple[Statement, ...], ...]:
    """The statements of `group_statements`, without the scores."""
    return tuple(group.statements for group in group_statements(statements_by_article, annotated, scorer))
