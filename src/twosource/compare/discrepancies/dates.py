"""Dates that differ: two times for one event."""

from collections.abc import Iterator

from twosource.compare.discrepancies.pairs import ComparedPair, Side, found, narrowed
from twosource.model.annotation import TimeExpression, Token
from twosource.model.comparison import Discrepancy
from twosource.model.span import Span
from twosource.text.timevalue import compare_times


def find_dates(pair: ComparedPair) -> Iterator[Discrepancy]:
    """Times of the two sides that hang on the same verb or noun (or stand in one sentence edited) and lie apart. The
    time of a saying is left out: two reports may quote two occasions."""
    mine, other = pair.left.once(times_in), pair.right.once(times_in)
    if not mine or not other or pair.of_other_subjects:
        return
    for a in mine:
        for b in other:
            if compare_times(a, b) != "differ" or _settled_elsewhere(a, b, mine, other):
                continue
            if (a.type == "TIME") != (b.type == "TIME"):  # a clock time has its day from the text around it
                continue
            if pair.left.surface(a.span).casefold() == pair.right.surface(b.span).casefold():
                continue
            if _same_event(a, b, pair, len(mine) == len(other) == 1):
                place = (a.span, b.span)
                vague = a.type == "DURATION" or a.mod or b.mod
                yield found("date", "difference" if vague else "contradiction", narrowed(pair, place), place)


def times_in(side: Side) -> list[TimeExpression]:
    """The side's dates, times and durations, in text order."""
    return [time for time in side.view.times_in(side.span) if time.type != "SET"]


def _settled_elsewhere(
    a: TimeExpression, b: TimeExpression, mine: list[TimeExpression], other: list[TimeExpression]
) -> bool:
    """Whether one of the two has its own match on the other side: then they date different things."""
    return any(t is not b and compare_times(a, t) == "agree" for t in other) or any(
        t is not a and compare_times(b, t) == "agree" for t in mine
    )


def _same_event(a: TimeExpression, b: TimeExpression, pair: ComparedPair, only_ones: bool) -> bool:
    anchors = [governor(side, time.span) for side, time in ((pair.left, a), (pair.right, b))]
    if any(
        anchor is not None and is_saying(side, anchor)
        for side, anchor in zip((pair.left, pair.right), anchors, strict=True)
    ):
        return False
    one, two = anchors
    same = one is not None and two is not None and one.lemma.lower() == two.lemma.lower()
    if pair.parallel:
        return same or only_ones
    return same and pair.overlap >= 0.5 and "DURATION" not in (a.type, b.type)


def governor(side: Side, at: Span) -> Token | None:
    """The nearest verb or noun above a place in the parse, prepositions passed over."""
    tokens = side.view.annotated.tokens
    inside = side.view.tokens_in(at)
    if not inside:
        return None
    token = inside[-1]
    for _ in range(8):
        above = tokens[token.head]
        if above is token:
            return None
        token = above
        if token.pos in ("VERB", "NOUN") and not (at.start <= token.start < at.end):
            return token
    return None


def arguments_of(side: Side, verb: Token) -> frozenset[str]:
    """Lemmas of the verb's subject and object, pronouns left out; nothing for a noun."""
    tokens = side.view.annotated.tokens
    if verb.pos != "VERB":
        return frozenset()
    return frozenset(
        token.lemma.lower()
        for token in side.view.tokens_in(side.view.sentence_at(verb.start))
        if tokens[token.head] is verb and token.dep in ("nsubj", "nsubjpass", "dobj") and token.pos in ("NOUN", "PROPN")
    )


def is_saying(side: Side, token: Token) -> bool:
    """Whether the token stands in the cue of an attribution."""
    place = Span(token.start, token.end)
    return any(cue.overlaps(place) for one in side.view.annotated.attributions for cue in one.cue)
