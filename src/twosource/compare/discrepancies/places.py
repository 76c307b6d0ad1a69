"""Places that differ: one event, two places, neither inside the other as far as the reports tell."""

from collections.abc import Iterator

from twosource.compare.discrepancies.dates import governor
from twosource.compare.discrepancies.pairs import ComparedPair, Side, found, narrowed
from twosource.compare.names import compatible_names
from twosource.model.comparison import Discrepancy
from twosource.model.span import Span

Located = tuple[Span, str, str]
"""A place, the preposition before it and its name."""
LOCATING = frozenset({"in", "at", "near", "outside", "inside", "from", "to", "on"})


def find_places(pair: ComparedPair) -> Iterator[Discrepancy]:
    """Places that hang on the same verb or noun by the same preposition, where neither side names the other's place
    as well ("Springfield, Illinois" against "Illinois" is no difference)."""
    mine, other = pair.left.once(places_in), pair.right.once(places_in)
    for at, preposition, name in mine:
        for there, their_preposition, their_name in other:
            if preposition != their_preposition or _named_by(pair.right, name) or _named_by(pair.left, their_name):
                continue
            verbs = governor(pair.left, at), governor(pair.right, there)
            if verbs[0] is None or verbs[1] is None or verbs[0].lemma.lower() != verbs[1].lemma.lower():
                continue
            if pair.parallel or pair.overlap >= 0.6:
                yield found("place", "contradiction", narrowed(pair, (at, there)), (at, there))


def places_in(side: Side) -> list[Located]:
    """The side's places that stand behind a locating preposition, with it and the name."""
    located = []
    for span, entity in side.view.entities_in(side.span):
        before = side.view.tokens_in(Span(max(0, span.start - 12), span.start))
        words = [token for token in before if token.pos not in ("SPACE", "DET")]
        if entity.kind == "place" and words and words[-1].lemma.lower() in LOCATING:
            located.append((span, words[-1].lemma.lower(), side.surface(span)))
    return located


def _named_by(side: Side, name: str) -> bool:
    sentence = side.view.sentence_at(side.span.start)
    return any(compatible_names(side.surface(span), name) for span, _ in side.view.entities_in(sentence))
