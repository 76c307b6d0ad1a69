"""How often something was done: "twice" against "several times", for one verb with one subject or object."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.dates import arguments_of
from twosource.compare.discrepancies.pairs import ComparedPair, Side, clause_around, found
from twosource.model.annotation import Token
from twosource.model.comparison import Discrepancy
from twosource.model.span import Span

_TIMES = {"once": "1", "twice": "2", "thrice": "3"}
_COUNTS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "several": "several", "many": "many"}
_PLAIN = frozenset({"be", "have", "do", "say", "tell", "go", "see", "get", "make", "take"})


@dataclass(frozen=True)
class _Frequency:
    side: Side
    span: Span
    count: str
    arguments: frozenset[str]


def find_frequencies(views: Mapping[str, ArticleView]) -> Iterator[Discrepancy]:
    """Counts of occasions that differ, on one verb in two articles: their arguments share a noun, or one of them has
    only a pronoun. Both articles tell of one event, so that a rare verb told to be repeated is the same one."""
    by_verb: dict[str, list[_Frequency]] = defaultdict(list)
    for view in views.values():
        for verb, frequency in _frequencies(view):
            by_verb[verb].append(frequency)
    for group in by_verb.values():
        for place, one in enumerate(group[:12]):
            for other in group[place + 1 : 12]:
                if one.side.view is other.side.view or one.count == other.count:
                    continue
                if not one.arguments or not other.arguments or one.arguments & other.arguments:
                    yield found("number", "contradiction", ComparedPair(one.side, other.side), (one.span, other.span))


def _frequencies(view: ArticleView) -> Iterator[tuple[str, _Frequency]]:
    tokens = view.annotated.tokens
    for number, token in enumerate(tokens):
        written = _written(token, tokens[number - 1] if number else None, view)
        verb = tokens[token.head]
        if written is None or verb.pos != "VERB" or verb.lemma.lower() in _PLAIN:
            continue
        count, span = written
        sentence = Side(view, view.sentence_at(token.start))
        clause = Side(view, clause_around(sentence, span))
        yield verb.lemma.lower(), _Frequency(clause, span, count, arguments_of(sentence, verb))


def _written(token: Token, before: Token | None, view: ArticleView) -> tuple[str, Span] | None:
    """The count of occasions a token ends ("twice", "several times") and where it is written."""
    word = token.lemma.lower()
    if word in _TIMES and token.dep == "advmod":
        return _TIMES[word], Span(token.start, token.end)
    if word == "time" and token.dep == "npadvmod" and before is not None:
        count = _COUNTS.get(view.text[before.start : before.end].lower())
        if count is not None:
            return count, Span(before.start, token.end)
    return None
