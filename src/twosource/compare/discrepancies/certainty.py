"""Certainty: what one report states as done, the other expects, thinks possible or passes on with reserve."""

from collections.abc import Iterator

from twosource.compare.discrepancies.pairs import ComparedPair, Side, found, narrowed
from twosource.model.annotation import Token
from twosource.model.comparison import Certainty, Discrepancy
from twosource.model.span import Span

NEAREST = 0.5
"""Share of content lemmas two statements must have in common; tuned on ../shared/data/comparison, 2026-11."""
_EXPECTED = frozenset(["expect", "plan", "schedule", "intend", "will", "shall", "set", "due"])
_POSSIBLE = frozenset(["may", "might", "could", "possible", "possibly", "perhaps", "potentially", "potential"])
_UNCERTAIN = frozenset(
    {
        "allege", "allegedly", "reportedly", "apparently", "likely", "unlikely", "suspect", "appear", "seem", "unclear",
        "believe", "probably", "purportedly",
    }
)  # fmt: skip


def find_certainty(pair: ComparedPair) -> Iterator[Discrepancy]:
    """A verb both sides have, stated on one side and hedged on the other."""
    if (not pair.parallel and pair.likeness < NEAREST) or min(len(pair.left.lemmas), len(pair.right.lemmas)) < 3:
        return
    verbs = [side.once(_verbs) for side in (pair.left, pair.right)]
    for lemma in sorted(verbs[0].keys() & verbs[1].keys()):
        if lemma in _EXPECTED | _POSSIBLE | _UNCERTAIN | {"be", "have", "do", "say"}:
            continue
        sides = (pair.left, verbs[0][lemma]), (pair.right, verbs[1][lemma])
        (one, mark), (two, other) = (hedge_of(side, verb) for side, verb in sides)
        if not all(is_asserted(side, verb, mark) for side, verb, mark in ((*sides[0], mark), (*sides[1], other))):
            continue
        if one != two and "certain" in (one, two):
            spans = _span(mark or sides[0][1]), _span(other or sides[1][1])
            cut = narrowed(pair, (_span(sides[0][1]), _span(sides[1][1])))
            yield found("certainty", "difference", cut, spans, why_certainty(pair, one, two))
            return


def _verbs(side: Side) -> dict[str, Token]:
    """The side's verbs by lemma, the last of each."""
    return {token.lemma.lower(): token for token in side.view.tokens_in(side.span) if token.pos == "VERB"}


def hedge_of(side: Side, verb: Token) -> tuple[Certainty, Token | None]:
    """How certain the verb is put, and the word that says so: an auxiliary or adverb of its own, or the verb that
    governs it ("is expected to announce")."""
    tokens = side.view.annotated.tokens
    near = [
        token
        for token in side.view.tokens_in(side.view.sentence_at(verb.start))
        if tokens[token.head] is verb and token.dep in ("aux", "auxpass", "advmod")
    ]
    above = tokens[verb.head]
    if verb.dep == "xcomp" and above is not verb:
        near.append(above)
    for words, certainty in _LEVELS:
        for token in near:
            if token.lemma.lower() in words or token.lemma in words:
                return certainty, token
    return "certain", None


_LEVELS: tuple[tuple[frozenset[str], Certainty], ...] = (
    (_UNCERTAIN, "uncertain"),
    (_POSSIBLE, "possible"),
    (_EXPECTED, "expected"),
)


def is_asserted(side: Side, verb: Token, hedge: Token | None) -> bool:
    """Whether the verb tells, with its hedge or without one: no bare infinitive or participle, no promise of a speaker
    in quotation marks, which indirect speech puts in another tense."""
    if hedge is None:
        return verb.tag in ("VBD", "VBZ", "VBP") or (verb.tag == "VBN" and verb.dep not in ("acl", "amod"))
    quoted = any(quotation.inner.start <= verb.start < quotation.inner.end for quotation in side.view.quotations)
    return not quoted


def _span(token: Token) -> Span:
    return Span(token.start, token.end)


_WORDS: dict[Certainty, str] = {
    "certain": "states it",
    "expected": "expects it",
    "possible": "calls it possible",
    "uncertain": "passes it on with reserve",
}


def why_certainty(pair: ComparedPair, one: Certainty, two: Certainty) -> str:
    """How certain each article puts it, in plain words."""
    left, right = (side.view.annotated.article.name for side in (pair.left, pair.right))
    return f"{left} {_WORDS[one]}, {right} {_WORDS[two]}"
