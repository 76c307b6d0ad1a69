"""Clashes: acts told in sentences too unlike to be aligned, with a verb that excludes the other's, a "no" or an order
in time that the other report does not have. Never more than differences: the sentences may tell of two occasions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.certainty import hedge_of
from twosource.compare.discrepancies.dates import arguments_of
from twosource.compare.discrepancies.pairs import ComparedPair, Side, clause_around, found
from twosource.compare.discrepancies.polarity import NEGATIONS, is_finite
from twosource.compare.discrepancies.sequence import ORDERS
from twosource.model.annotation import Token
from twosource.model.comparison import Discrepancy
from twosource.model.span import Span
from twosource.text.similarity import stem

FEWEST_SHARED = 2
"""Word stems that two clauses must share besides the words that clash; tuned on ../shared/data/comparison, 2026-11."""
MOST_ALIKE = 16
MOST_RARE = 4
"""Places of one stem in a story up to which it is taken for one act."""
LONGEST_SENTENCE = 35
_OPPOSED = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("resign quit step", "fire dismiss sack oust"),
        ("confirm admit acknowledge", "deny dispute"),
        ("accept approve back endorse", "reject refuse decline"),
        ("convict", "acquit clear"),
        ("rise increase grow", "fall drop decrease shrink"),
        ("win", "lose"),
        ("survive", "die"),
        ("pass adopt", "reject fail"),
        ("welcome praise", "condemn criticize criticise"),
    )
)
"""Verbs of which one excludes the other of one person or thing at one time."""
_OPPOSED_STEMS = frozenset(stem(lemma) for pair in _OPPOSED for lemmas in pair for lemma in lemmas)
_Word = tuple[ArticleView, Token, Token | None]
"""A word for an act in its article, and the word that negates it."""


@dataclass(frozen=True)
class _Act:
    """A verb or noun with the clause around it and the stems of that clause's content words."""

    side: Side
    token: Token
    stems: frozenset[str]
    negation: Token | None

    @property
    def span(self) -> Span:
        return Span(self.token.start, self.token.end)


def find_clashes(views: Mapping[str, ArticleView]) -> Iterator[Discrepancy]:
    """Acts of one stem that one article negates, or acts whose verbs exclude each other, in clauses that share two more
    stems; and acts of one verb put before, during or after something else."""
    acts = _acts_by_stem(views)
    for key in sorted(acts):
        group = acts[key]
        if len(group) <= MOST_ALIKE:
            for one, other in combinations(group, 2):
                if one.side.view is not other.side.view:
                    yield from _same_stem(one, other, key, *_rarity(group))
    for left, right in _OPPOSED:
        yield from _opposed(acts, left, right)


def _acts_by_stem(views: Mapping[str, ArticleView]) -> dict[str, list[_Act]]:
    """The acts told in several articles by not too many words, and those whose verbs may exclude another's."""
    told: dict[str, list[_Word]] = defaultdict(list)
    for view in views.values():
        negations = _negations(view)
        for token in view.annotated.tokens:
            if token.pos in ("VERB", "NOUN") and token.start in view.content_lemmas:
                told[stem(token.lemma.lower())].append((view, token, negations.get(token.start)))
    sides: dict[tuple[str, Span], Side] = {}
    return {
        key: [_act(word, sides) for word in group]
        for key, group in told.items()
        if key in _OPPOSED_STEMS or (len(group) <= MOST_ALIKE and any(word[0] is not group[0][0] for word in group))
    }


def _negations(view: ArticleView) -> dict[int, Token]:
    """The word that negates it, for every negated word of the article, by where that starts."""
    tokens = view.annotated.tokens
    negations: dict[int, Token] = {}
    for token in tokens:
        if token.lemma.lower() in NEGATIONS or token.dep == "neg":
            above = tokens[token.head]
            negations[above.start] = token
            if token.dep == "det" and above.dep in ("nsubj", "nsubjpass", "dobj"):
                negations[tokens[above.head].start] = token
    return negations


def _act(word: _Word, sides: dict[tuple[str, Span], Side]) -> _Act:
    view, token, negation = word
    clause = clause_around(Side(view, view.sentence_at(token.start)), Span(token.start, token.end))
    side = sides.setdefault((view.id, clause), Side(view, clause))
    return _Act(side, token, side.once(_stems), negation)


def _stems(side: Side) -> frozenset[str]:
    return frozenset(stem(lemma) for lemma in side.lemmas)


def _same_stem(one: _Act, other: _Act, key: str, rare: bool, rare_verb: bool) -> Iterator[Discrepancy]:
    shared = (one.stems & other.stems) - {key}
    pair = ComparedPair(one.side, other.side)
    verbs = "VERB" in (one.token.pos, other.token.pos)
    if verbs and bool(one.negation) != bool(other.negation) and _told(one, other, shared, rare):
        spans = tuple(Span(t.start, t.end) for t in (one.negation or one.token, other.negation or other.token))
        yield found("polarity", "difference", pair, (spans[0], spans[1]))
    if one.token.pos == other.token.pos == "VERB":
        yield from _orders(one, other, shared)
        (mine, mark), (theirs, other_mark) = (hedge_of(act.side, act.token) for act in (one, other))
        if (
            rare_verb
            and shared
            and {mine, theirs} == {"expected", "certain"}
            and is_finite_form(one)
            and is_finite_form(other)
        ):
            marks = mark or one.token, other_mark or other.token
            yield found("certainty", "difference", pair, (_span(marks[0]), _span(marks[1])))


def _rarity(group: Sequence[_Act]) -> tuple[bool, bool]:
    """Whether the acts are few, and whether those told by a verb are."""
    return len(group) <= MOST_RARE, sum(act.token.pos == "VERB" for act in group) <= MOST_RARE


def _told(one: _Act, other: _Act, shared: frozenset[str], rare: bool) -> bool:
    """Whether both tell of an act, no infinitive or question of it: with words in common, or a noun denied outright
    ("no charges") against the rare verb of its stem."""
    if any(act.token.pos == "VERB" and not is_finite(act.side, act.token) for act in (one, other)):
        return False
    outright = rare and any(act.token.pos == "NOUN" and act.negation for act in (one, other))
    both_verbs = one.token.pos == other.token.pos == "VERB"
    return outright or (both_verbs and len(shared) >= FEWEST_SHARED)


def is_finite_form(act: _Act) -> bool:
    """Whether the act's verb has a tense or an auxiliary."""
    return act.token.tag in ("VBD", "VBZ", "VBP", "VBN")


def _orders(one: _Act, other: _Act, shared: frozenset[str]) -> Iterator[Discrepancy]:
    """The two acts' sentences where they put the act in another order to something."""
    sides = [Side(act.side.view, act.side.view.sentence_at(act.token.start)) for act in (one, other)]
    if len(shared) < FEWEST_SHARED or any(len(side.words) > LONGEST_SENTENCE for side in sides):
        return
    first, second = (
        next((t for t in side.view.tokens_in(side.span) if t.lemma.lower() in ORDERS), None) for side in sides
    )
    if first and second and ORDERS[first.lemma.lower()] != ORDERS[second.lemma.lower()]:
        yield found("sequence", "difference", ComparedPair(sides[0], sides[1]), (_span(first), _span(second)))


def _span(token: Token) -> Span:
    return Span(token.start, token.end)


def _opposed(acts: Mapping[str, list[_Act]], left: frozenset[str], right: frozenset[str]) -> Iterator[Discrepancy]:
    sides = [
        [act for lemma in sorted(lemmas) for act in acts.get(stem(lemma), ())[:MOST_ALIKE] if act.token.pos == "VERB"]
        for lemmas in (left, right)
    ]
    for one in sides[0]:
        for other in sides[1]:
            apart = one.side.view is not other.side.view and bool(one.negation) == bool(other.negation)
            if apart and _arguments(one) & _arguments(other) and "VBG" not in (one.token.tag, other.token.tag):
                yield found("polarity", "difference", ComparedPair(one.side, other.side), (one.span, other.span))


def _arguments(act: _Act) -> frozenset[str]:
    return arguments_of(act.side, act.token)
