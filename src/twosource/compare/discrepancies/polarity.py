"""Polarity: what one report says happened, the other says did not."""

from collections.abc import Iterator

from twosource.compare.discrepancies.pairs import ComparedPair, Side, changed_spans, found, narrowed
from twosource.model.annotation import Token
from twosource.model.comparison import Discrepancy
from twosource.model.span import Span

NEGATIONS = frozenset({"not", "no", "never", "n't", "n’t", "none", "neither", "nobody", "nothing", "without", "nor"})
_NEGATION_FORMS = frozenset({"not", "no", "never", "none", "neither", "nobody", "nothing", "without", "nor", "cannot"})
NEAREST = 0.6
"""Share of content lemmas two statements must have in common before a negation in only one of them is held against
the other; tuned on ../shared/data/comparison, 2026-11."""


KEPT = 0.7
"""Share of the words two versions of a sentence must both have before a lone negation counts."""


def find_polarity(pair: ComparedPair) -> Iterator[Discrepancy]:
    """A verb that both sides have, negated on one side only, where they otherwise say nearly the same."""
    if pair.parallel:
        yield from _inserted(pair)
        return
    counts = [side.once(_negations_in) for side in (pair.left, pair.right)]
    if (
        counts[0] % 2 == counts[1] % 2
        or pair.likeness < NEAREST
        or min(len(pair.left.lemmas), len(pair.right.lemmas)) < 3
    ):
        return
    verbs = [side.once(_verbs) for side in (pair.left, pair.right)]
    for lemma in sorted(verbs[0].keys() & verbs[1].keys()):
        one, two = verbs[0][lemma], verbs[1][lemma]
        if not (is_finite(pair.left, one) and is_finite(pair.right, two)):
            continue
        negated = negation_of(pair.left, one), negation_of(pair.right, two)
        if bool(negated[0]) != bool(negated[1]):
            spans = _span(negated[0] or one), _span(negated[1] or two)
            yield found("polarity", "contradiction", narrowed(pair, spans), spans, _why(pair, one, two))
            return


def _inserted(pair: ComparedPair) -> Iterator[Discrepancy]:
    """A negation that one version of a sentence has and the other has not."""
    counts = [side.once(_negations_in) for side in (pair.left, pair.right)]
    if abs(counts[0] - counts[1]) % 2 == 0 or pair.kept_share < KEPT:
        return
    for change in pair.changes or ():
        left = [w.form for w in pair.left.words[change.left_start : change.left_end] if _is_negation(w.form)]
        right = [w.form for w in pair.right.words[change.right_start : change.right_end] if _is_negation(w.form)]
        if bool(left) != bool(right) and _short(
            change.left_end - change.left_start, change.right_end - change.right_start
        ):
            spans = changed_spans(pair, change)
            cut = narrowed(pair, spans)
            yield found(
                "polarity",
                "contradiction",
                cut,
                spans,
                f"“{cut.left.surface(cut.left.span)}” against “{cut.right.surface(cut.right.span)}”",
            )
            return


def _short(left: int, right: int) -> bool:
    return left <= 4 and right <= 4


def _is_negation(form: str) -> bool:
    return form in _NEGATION_FORMS or (form.endswith("nt") and form[:-2] in _AUXILIARIES)


_AUXILIARIES = frozenset(
    {
        "do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "wo", "would", "ca", "could", "should",
        "must", "need", "ai", "might",
    }
)  # fmt: skip


def _negations_in(side: Side) -> int:
    return sum(_is_negation(word.form) for word in side.words)


def _verbs(side: Side) -> dict[str, Token]:
    """The side's verbs by lemma, the first of each."""
    verbs: dict[str, Token] = {}
    for token in side.view.tokens_in(side.span):
        if token.pos == "VERB":
            verbs.setdefault(token.lemma.lower(), token)
    return verbs


def negation_of(side: Side, verb: Token) -> Token | None:
    """The negation that hangs on the verb, on its auxiliary or on its subject."""
    tokens = side.view.annotated.tokens
    for token in side.view.tokens_in(side.view.sentence_at(verb.start)):
        if token.lemma.lower() in NEGATIONS or token.dep == "neg":
            above = tokens[token.head]
            if above is verb or (tokens[above.head] is verb and above.dep in ("aux", "nsubj", "nsubjpass", "dobj")):
                return token
    return None


def is_finite(side: Side, verb: Token) -> bool:
    """Whether the verb is asserted: no infinitive, no participle, not behind "if"."""
    tokens = side.view.annotated.tokens
    hanging = [t for t in side.view.tokens_in(side.view.sentence_at(verb.start)) if tokens[t.head] is verb]
    if any(t.lemma.lower() in ("if", "whether", "unless", "to") and t.dep in ("mark", "aux") for t in hanging):
        return False
    return verb.tag in ("VBD", "VBZ", "VBP") or any(t.dep in ("aux", "auxpass") for t in hanging)


def _span(token: Token) -> Span:
    return Span(token.start, token.end)


def _why(pair: ComparedPair, one: Token, two: Token) -> str:
    left, right = (side.view.annotated.article.name for side in (pair.left, pair.right))
    return f"one of {left} and {right} says it is so, the other that it is not"
