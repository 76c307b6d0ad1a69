"""Which words a claim is shown in: those of the mention that speaks best for all."""

from collections.abc import Mapping, Sequence

from twosource.compare.article_view import ArticleView
from twosource.compare.mention_voice import tells_of_saying_only
from twosource.compare.origin_grounds import has_finite_verb
from twosource.model.comparison import ClaimMention, Statement
from twosource.model.span import Span
from twosource.text.similarity import stem

TELLING, STANDING_ALONE = 0.3, 0.2
"""What it is worth that the words a claim is shown in tell something, and that they begin like a sentence and with no
pronoun, beside the words they share with other reports (Dice, 0 to 1)."""
_LEANING = frozenset({"he", "she", "it", "they", "this", "that", "these", "those", "his", "her", "their", "its", "who"})


def claim_words(members: Sequence[Statement], views: Mapping[str, ArticleView]) -> str:
    """The words of the mention that has most in common with those of the other reports, rather one that tells something
    than one that names it; of equals the one of middle length: the shortest often lack their context, the longest carry
    what the others do not say."""
    by_length = sorted(members, key=lambda one: (len(one.span), one.article, one.start))
    ranks = {id(one): abs(place - len(by_length) // 2) for place, one in enumerate(by_length)}
    stems = {id(one): frozenset(map(stem, views[one.article].lemmas_in(one.span))) for one in members}

    def worth(one: Statement) -> float:
        best: dict[str, float] = {}
        for other in members:
            if other.article != one.article:
                mine, theirs = stems[id(one)], stems[id(other)]
                shared = 2 * len(mine & theirs) / max(1, len(mine) + len(theirs))
                best[other.article] = max(best.get(other.article, 0.0), shared)
        text = views[one.article].text[one.start : one.end]
        alone = not text[:1].islower() and text.split()[0].casefold() not in _LEANING
        return sum(best.values()) / max(1, len(best)) + TELLING * tells(one, views) + STANDING_ALONE * alone

    chosen = min(by_length, key=lambda one: (-round(worth(one), 1), ranks[id(one)]))
    return " ".join(views[chosen.article].text[chosen.start : chosen.end].split())


def tells(one: Statement | ClaimMention, views: Mapping[str, ArticleView]) -> bool:
    """Whether it tells something: it neither only names it nor only says that somebody spoke."""
    view, span = views[one.article], Span(one.start, one.end)
    return has_finite_verb(view, span) and not tells_of_saying_only(view, span)
