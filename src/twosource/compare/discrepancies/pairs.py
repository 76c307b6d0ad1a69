"""Two stretches of two reports that are held against each other, and what is asked of them again and again."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from twosource.compare.article_view import ArticleView
from twosource.compare.names import surname
from twosource.compare.origin_grounds import head_token
from twosource.model.annotation import Token
from twosource.model.comparison import Discrepancy, DiscrepancyKind, Passage, Severity
from twosource.model.span import Span
from twosource.text.shingles import Word, WordChange

Result = TypeVar("Result")

_LABEL = re.compile(r"\b([A-Z][a-z]{3,}) (\d{1,3})\b(?![.,]?\d)(?! (?:million|billion|per|%))")
"""A thing of a number: a capitalised word and a short number."""
LONG_CLAUSE = 20
FEWEST_PHRASE_WORDS = 4
_BREAKS = (", ", ";", " – ", " — ")


@dataclass(frozen=True)
class Side:
    """One report's side of a pair: a stretch of its text."""

    view: ArticleView
    span: Span

    @cached_property
    def lemmas(self) -> frozenset[str]:
        return self.view.lemmas_in(self.span)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return self.view.words_in(self.span)

    @cached_property
    def head(self) -> Token | None:
        return head_token(self.view, self.span)

    def once(self, read: "Callable[[Side], Result]") -> Result:
        """What `read` gives for this side, worked out when it is first asked for."""
        if read not in self._read:
            self._read[read] = read(self)
        return cast("Result", self._read[read])

    @cached_property
    def _read(self) -> "dict[Callable[[Side], object], object]":
        return {}

    @property
    def sentence(self) -> str:
        """The words of the sentence in which the side begins."""
        around = self.view.sentence_at(self.span.start)
        return self.view.text[min(around.start, self.span.start) : max(around.end, self.span.end)]

    @property
    def passage(self) -> Passage:
        return self.view.passage(self.view.behind_furniture(self.span))

    def surface(self, span: Span) -> str:
        """The words of a span of this side's article, white space made plain."""
        return " ".join(self.view.text[span.start : span.end].split())


@dataclass(frozen=True)
class ComparedPair:
    """Two stretches of different reports about the same thing. `changes` are the word changes between two sentences
    that are one sentence edited; None for statements that merely say the same."""

    left: Side
    right: Side
    changes: tuple[WordChange, ...] | None = None

    @property
    def parallel(self) -> bool:
        return self.changes is not None

    @cached_property
    def kept_share(self) -> float:
        """For two versions of one sentence, the share of the longer one's words that both have."""
        changed = sum(change.left_end - change.left_start for change in self.changes or ())
        return (len(self.left.words) - changed) / max(1, len(self.left.words), len(self.right.words))

    @cached_property
    def of_other_subjects(self) -> bool:
        """Whether both sides name people and none of them is the same, or things of other numbers ("Gate 3", "Gate 1"):
        two entries of one list, not one sentence."""
        people = [side.once(_people) for side in (self.left, self.right)]
        labels = [side.once(_labels) for side in (self.left, self.right)]
        return (all(people) and not people[0] & people[1]) or any(
            labels[0][word] != labels[1][word] for word in labels[0].keys() & labels[1].keys()
        )

    @cached_property
    def likeness(self) -> float:
        """Shared content lemmas over the mean of both sides' (Dice), 0 to 1."""
        total = len(self.left.lemmas) + len(self.right.lemmas)
        return 2 * len(self.left.lemmas & self.right.lemmas) / total if total else 0.0

    @cached_property
    def overlap(self) -> float:
        """Shared content lemmas over those of the smaller side, 0 to 1."""
        smaller = min(len(self.left.lemmas), len(self.right.lemmas))
        return len(self.left.lemmas & self.right.lemmas) / smaller if smaller else 0.0


def _people(side: Side) -> set[str]:
    """Surnames of the people whom the side names."""
    return {surname(entity.name) for _, entity in side.view.entities_in(side.span) if entity.kind == "person"}


def _labels(side: Side) -> dict[str, str]:
    """The numbers of things in the sentence of the side."""
    return dict(_LABEL.findall(side.sentence))


def changed_spans(pair: ComparedPair, change: WordChange) -> tuple[Span, Span]:
    """The characters of a change on both sides; where one side has nothing, the word before the gap."""
    return (
        _change_span(pair.left.words, change.left_start, change.left_end),
        _change_span(pair.right.words, change.right_start, change.right_end),
    )


def _change_span(words: Sequence[Word], start: int, end: int) -> Span:
    if end > start:
        return Span(words[start].start, words[end - 1].end)
    near = words[max(0, start - 1)]
    return Span(near.start, near.end)


def found(
    kind: DiscrepancyKind, severity: Severity, pair: ComparedPair, differing: tuple[Span, Span], why: str = ""
) -> Discrepancy:
    """The discrepancy between the two sides, told by their differing words where no other reason is given."""
    left, right = pair.left, pair.right
    if not why:
        why = f"“{left.surface(differing[0])}” against “{right.surface(differing[1])}”"
    return Discrepancy(
        kind,
        severity,
        why,
        (left.passage, right.passage),
        (left.view.passage(differing[0]), right.view.passage(differing[1])),
    )


def narrowed(pair: ComparedPair, at: tuple[Span, Span]) -> ComparedPair:
    """The pair cut down to the smallest clauses with a verb around two places, so that the reader sees the statement
    and not the whole sentence."""
    left, right = pair.left, pair.right
    return ComparedPair(
        Side(left.view, clause_around(left, at[0])), Side(right.view, clause_around(right, at[1])), pair.changes
    )


def phrase_around(side: Side, at: Span) -> Span:
    """The stretch between commas or semicolons around `at` where the clause around it is long and the stretch has at
    least four words; else the clause: one entry of a list, not the list."""
    clause = clause_around(side, at)
    if len(side.view.words_in(clause)) <= LONG_CLAUSE:
        return clause
    text = side.view.text
    before = max((text.rfind(mark, clause.start, at.start) for mark in _BREAKS), default=-1)
    after = min((place for mark in _BREAKS if (place := text.find(mark, at.end, clause.end)) >= 0), default=clause.end)
    start = before + 1 if before >= 0 else clause.start
    phrase = Span(start + len(text[start:after]) - len(text[start:after].lstrip()), after)
    return phrase if len(side.view.words_in(phrase)) >= FEWEST_PHRASE_WORDS else clause


def clause_around(side: Side, at: Span) -> Span:
    """The smallest clause of at least five words with a verb around `at`, within the side's sentence; else the side."""
    return side.view.telling_clause(at, side.span)
