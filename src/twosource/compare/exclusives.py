"""What only one report has, the most checkable and most central first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from twosource.compare.article_view import ArticleView
from twosource.compare.names import surname
from twosource.model.comparison import ClaimMention, Exclusive, Statement
from twosource.model.span import Span

FEWEST_WORDS = 5
"""A shorter rest of a sentence is no statement a reader could check."""
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})


def find_exclusives(
    statements: Mapping[str, Sequence[Statement]],
    shared: Iterable[ClaimMention],
    views: Mapping[str, ArticleView],
) -> tuple[Exclusive, ...]:
    """The statements of each article that touch no shared claim, largest stretch first and never nested, in the order
    of the articles and then by rank."""
    taken: dict[str, list[Span]] = defaultdict(list)
    for mention in shared:
        taken[mention.article].append(mention.span)
    weight = _central_names(views.values())
    found: list[Exclusive] = []
    for article, view in views.items():
        chosen = _untouched(statements.get(article, ()), taken[article], view)
        ranked = sorted(chosen, key=lambda one: (-_worth(one, view, weight), one.start))
        found.extend(Exclusive(article, one.start, one.end, one.attribution, rank) for rank, one in enumerate(ranked))
    return tuple(found)


def _untouched(statements: Sequence[Statement], taken: Sequence[Span], view: ArticleView) -> list[Statement]:
    """The largest statements that overlap neither a shared mention nor one another."""
    covered = bytearray(len(view.text))
    for span in taken:
        _cover(covered, span)
    chosen: list[Statement] = []
    for statement in sorted(statements, key=lambda one: (one.start - one.end, one.start)):
        span = statement.span
        if covered.find(1, span.start, span.end) < 0 and _says_something(view, span):
            chosen.append(statement)
            _cover(covered, span)
    return chosen


def _cover(covered: bytearray, span: Span) -> None:
    """Marks the characters of the span."""
    covered[span.start : span.end] = b"\1" * len(span)


def _says_something(view: ArticleView, span: Span) -> bool:
    if len(view.words_in(span)) < FEWEST_WORDS:
        return False
    tokens = view.tokens_in(span)
    return not tokens or any(token.tag in _FINITE for token in tokens)


def _central_names(views: Iterable[ArticleView]) -> Counter[str]:
    """How many articles name each person, body or place."""
    counts: Counter[str] = Counter()
    for view in views:
        counts.update({surname(entity.name) for entity in view.annotated.entities})
    return counts


def _worth(statement: Statement, view: ArticleView, central: Mapping[str, int]) -> float:
    """Figures, dates and names can be checked; names that other reports also name are central; what is certain weighs
    more than what is possible, and what stands early more than what stands late."""
    names = {surname(entity.name) for _, entity in view.entities_in(statement.span)}
    checkable = min(2, len(statement.quantities)) + min(2, len(statement.times)) + 0.5 * min(3, len(names))
    centrality = sum(central.get(name, 0) > 1 for name in names)
    certain = 0.5 if statement.certainty == "certain" else 0.0
    early = 1.0 - statement.start / max(1, len(view.text))
    return checkable + 0.5 * min(3, centrality) + certain + early
