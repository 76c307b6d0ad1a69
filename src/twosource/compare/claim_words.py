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
MOST_BESIDE = 24
"""Mentions that each is held beside: of a claim with more of them some, evenly by length."""
_LEANING = frozenset({"he", "she", "it", "they", "this", "that", "these", "those", "his", "her", "their", "its", "who"})


def claim_words(members: Sequence[Statement], views: Mapping[str, ArticleView]) -> str:
    """The words of the mention that has most in common with those of the other reports, rather one that tells something
    than one that names it; of equals the one of middle length: the shortest often lack their context, the longest carry
    what the others do not say."""
    by_length = sorted(members, key=lambda one: (len(one.span), one.article, one.start))
    stems = [frozenset(map(stem, views[one.article].lemmas_in(one.span))) for one in by_length]
    beside = [(by_length[place].article, stems[place]) for place in range(0, len(stems), 1 + len(stems) // MOST_BESIDE)]
    ranked = []
    for place, (one, own) in enumerate(zip(by_length, stems, strict=True)):
        worth = _common(one.article, own, beside) + TELLING * tells(one, views) + STANDING_ALONE * _opens(one, views)
        ranked.append((-round(worth, 1), abs(place - len(by_length) // 2), place))
    chosen = by_length[min(ranked)[2]]
    return " ".join(views[chosen.article].text[chosen.start : chosen.end].split())


def _common(article: str, own: frozenset[str], beside: Sequence[tuple[str, frozenset[str]]]) -> float:
    """How many stems the words share with the most alike ones of each other report, on average (Dice, 0 to 1)."""
    best: dict[str, float] = {}
    for other, theirs in beside:
        if other != article:
            share = 2 * len(own & theirs) / max(1, len(own) + len(theirs))
            best[other] = max(best.get(other, 0.0), share)
    return sum(best.values()) / max(1, len(best))


def _opens(one: Statement, views: Mapping[str, ArticleView]) -> bool:
    """Whether the words begin like a sentence, and with no pronoun."""
    first = views[one.article].text[one.start : one.end].split(None, 1)[:1]
    return bool(first) and not first[0][0].islower() and first[0].casefold() not in _LEANING


def tells(one: Statement | ClaimMention, views: Mapping[str, ArticleView]) -> bool:
    """Whether it tells something: it neither only names it nor only says that somebody spoke."""
    view, span = views[one.article], Span(one.start, one.end)
    return has_finite_verb(view, span) and not tells_of_saying_only(view, span)
