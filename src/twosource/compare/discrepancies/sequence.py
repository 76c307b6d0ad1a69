"""Sequence: what one report puts before an event, the other puts after it or into it."""

from collections.abc import Iterator
from typing import Literal

from twosource.compare.discrepancies.pairs import ComparedPair, Side, found, narrowed
from twosource.model.annotation import Token
from twosource.model.comparison import Discrepancy
from twosource.model.span import Span

Order = Literal["before", "during", "after"]
ORDERS: dict[str, Order] = {
    "before": "before",
    "ahead": "before",
    "until": "before",
    "prior": "before",
    "after": "after",
    "following": "after",
    "since": "after",
    "during": "during",
    "while": "during",
    "amid": "during",
}


def find_sequence(pair: ComparedPair) -> Iterator[Discrepancy]:
    """A temporal word on each side that puts what both tell in another order to an event both name."""
    for mark, order, verb, event in pair.left.once(_orders):
        for other, their_order, their_verb, their_event in pair.right.once(_orders):
            if order == their_order or event != their_event or (verb != their_verb and not pair.parallel):
                continue
            spans = Span(mark.start, mark.end), Span(other.start, other.end)
            yield found("sequence", "contradiction", narrowed(pair, spans), spans, f"“{order}” against “{their_order}”")


def _orders(side: Side) -> list[tuple[Token, Order, str, str]]:
    """The temporal words of the side, with the lemma they hang on and the lemma of the event they introduce."""
    tokens = side.view.annotated.tokens
    found_: list[tuple[Token, Order, str, str]] = []
    inside = side.view.tokens_in(side.span)
    for token in inside:
        order = ORDERS.get(token.lemma.lower())
        if order is None:
            continue
        above = tokens[token.head]
        if token.dep == "mark":
            event, verb = above, tokens[above.head]
        else:
            below = next((t for t in inside if tokens[t.head] is token and t.dep in ("pobj", "pcomp")), None)
            if below is None:
                continue
            event, verb = below, above
        if event.pos in ("NOUN", "VERB", "PROPN"):
            found_.append((token, order, verb.lemma.lower(), event.lemma.lower()))
    return found_
