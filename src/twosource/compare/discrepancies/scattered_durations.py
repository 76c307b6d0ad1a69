"""How long one thing lasted, told in sentences too unlike to be aligned, and in other units: "two and a half hours"
against "ninety minutes"."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.dates import arguments_of, governor
from twosource.compare.discrepancies.pairs import ComparedPair, Side, clause_around, found
from twosource.model.annotation import Quantity, Token
from twosource.model.comparison import Discrepancy
from twosource.text.quantity_agreement import compare_quantities

MOST_REPORTS = 12
_LASTING = frozenset({"last", "run", "take", "continue", "stretch", "drag", "go"})
_TALKS = frozenset(
    {"meeting", "meet", "talk", "session", "conversation", "discussion", "discuss", "negotiation", "negotiate"}
)
_OTHERS = frozenset(
    {"hearing", "debate", "speech", "interview", "call", "visit", "trial", "standoff", "strike", "search", "outage"}
    | {"blackout", "flight", "siege", "operation", "ceremony", "deliberation", "surgery", "closure", "delay"}
)
"""What a report gives the length of; talks go by many names."""


@dataclass(frozen=True)
class _Length:
    matter: str
    quantity: Quantity
    side: Side


def find_scattered_durations(views: Mapping[str, ArticleView]) -> Iterator[Discrepancy]:
    """Lengths of time that two articles give one thing and that cannot both be right. Only what an article gives one
    length is looked at: of two meetings with a length each one cannot tell which is meant."""
    by_matter: dict[str, list[_Length]] = defaultdict(list)
    for view in views.values():
        own: dict[str, list[_Length]] = defaultdict(list)
        for length in _lengths(view):
            own[length.matter].append(length)
        for matter, lengths in own.items():
            if all(compare_quantities(lengths[0].quantity, one.quantity) == "agree" for one in lengths):
                by_matter[matter].append(lengths[0])
    for lengths in by_matter.values():
        for one, other in combinations(lengths[:MOST_REPORTS], 2):
            if compare_quantities(one.quantity, other.quantity) == "differ":
                places = one.quantity.span, other.quantity.span
                yield found("number", "contradiction", ComparedPair(one.side, other.side), places)


def _lengths(view: ArticleView) -> Iterator[_Length]:
    for quantity in view.annotated.quantities:
        if quantity.kind != "duration" or quantity.per is not None:
            continue
        sentence = Side(view, view.sentence_at(quantity.start))
        above = governor(sentence, quantity.span)
        matter = _matter(sentence, above) if above is not None else ""
        if matter:
            yield _Length(matter, quantity, Side(view, clause_around(sentence, quantity.span)))


def _matter(sentence: Side, above: Token) -> str:
    """What the length is given of: the noun it stands before ("a two-hour meeting"), the subject of the verb of lasting
    it hangs on, or the talking itself; "" where it is none of these."""
    lemma = above.lemma.lower()
    known = {lemma} | (arguments_of(sentence, above) if lemma in _LASTING else frozenset())
    if known & _TALKS:
        return "talks"
    return min(known & _OTHERS, default="")
