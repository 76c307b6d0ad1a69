"""Polarity and certainty of one act told in sentences too unlike to be aligned: paired by verb, subject and object."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.certainty import hedge_of, is_asserted, why_certainty
from twosource.compare.discrepancies.dates import arguments_of, is_saying
from twosource.compare.discrepancies.pairs import ComparedPair, Side, clause_around, found
from twosource.compare.discrepancies.polarity import is_finite, negation_of
from twosource.model.annotation import Token
from twosource.model.comparison import Discrepancy
from twosource.model.span import Span

MOST_ALIKE = 12
"""Places of one verb in a story; a verb with more says nothing of the act."""
FEWEST_SHARED = 3
"""Content lemmas, the verb apart, that the two clauses must share, an argument of the verb among them."""
_PLAIN = frozenset(
    {"be", "have", "do", "say", "tell", "go", "get", "make", "take", "know", "think", "want", "see", "come"}
)


@dataclass(frozen=True)
class _Act:
    side: Side
    verb: Token
    arguments: frozenset[str]
    lemmas: frozenset[str]

    @property
    def span(self) -> Span:
        return Span(self.verb.start, self.verb.end)


def find_scattered_verbs(views: Mapping[str, ArticleView]) -> Iterator[Discrepancy]:
    """Acts with one verb and a shared subject or object, in clauses that share three content words, that one article
    denies and the other states, or one expects and the other states. An act both ways in one article says nothing."""
    acts: dict[str, list[_Act]] = defaultdict(list)
    for view in views.values():
        for token in view.annotated.tokens:
            lemma = token.lemma.lower()
            if token.pos == "VERB" and lemma not in _PLAIN and not token.stop:
                sentence = Side(view, view.sentence_at(token.start))
                if arguments := arguments_of(sentence, token):
                    clause = Side(view, clause_around(sentence, Span(token.start, token.end)))
                    acts[lemma].append(_Act(clause, token, arguments, clause.lemmas - {lemma}))
    for group in acts.values():
        if 1 < len(group) <= MOST_ALIKE:
            for place, one in enumerate(group):
                for other in group[place + 1 :]:
                    if one.side.view is not other.side.view and _same_act(one, other):
                        yield from _differences(one, other)


def _same_act(one: _Act, other: _Act) -> bool:
    shared = one.lemmas & other.lemmas
    return bool(one.arguments & other.arguments) and len(shared) >= FEWEST_SHARED


def _differences(one: _Act, other: _Act) -> Iterator[Discrepancy]:
    pair = ComparedPair(one.side, other.side)
    if any(is_saying(act.side, act.verb) for act in (one, other)):
        return
    negations = negation_of(one.side, one.verb), negation_of(other.side, other.verb)
    if bool(negations[0]) != bool(negations[1]) and is_finite(one.side, one.verb) and is_finite(other.side, other.verb):
        yield found("polarity", "contradiction", pair, (one.span, other.span))
        return
    (mine, mark), (theirs, other_mark) = hedge_of(one.side, one.verb), hedge_of(other.side, other.verb)
    asserted = is_asserted(one.side, one.verb, mark) and is_asserted(other.side, other.verb, other_mark)
    if mine != theirs and "certain" in (mine, theirs) and asserted:
        yield found("certainty", "difference", pair, (one.span, other.span), why_certainty(pair, mine, theirs))
