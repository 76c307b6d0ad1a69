"""What one article says, cut into statements: stretches that another report can repeat, leave out or contradict.

Candidates come from the parse (the article's `clauses`), from its sentences and from the content of its attributions
apart from their frame. They nest: which of the nested ones two reports share is decided by alignment.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final

from twosource.model.annotation import AnnotatedArticle, Token
from twosource.model.comparison import Certainty, Polarity, Statement
from twosource.model.span import Span

FEWEST_CHARACTERS = 6
LONGEST_CHARACTERS = 2_000
"""A longer stretch without a sentence end is a table or a list; it makes no one statement."""

_LEFT_OUT = frozenset({"date", "section", "headline", "byline", "dateline", "credit", "caption", "correction", "other"})
_WORD = re.compile(r"\w")
_WORDS = re.compile(r"[^\W\d_]+")
LONGEST_FRAME = 400
"""Characters: a source or cue that reaches further back is not looked for."""
_PLAIN_CUES = frozenset(
    {"say", "says", "said", "saying", "tell", "tells", "told", "write", "writes", "wrote", "add", "adds", "added"}
    | {"according"}
)
_FRAME_WORDS = frozenset(
    {"statement", "release", "readout", "interview", "reporters", "late", "early", "later", "news", "conference",
     "a", "an", "the", "in", "on", "at", "to", "of", "by", "for", "from", "with", "and", "but", "as", "also", "that",
     "it", "its", "he", "his", "she", "her", "they", "their", "has", "had", "have", "was", "is", "who", "s"}
)  # fmt: skip
_NEGATIONS = frozenset({"no", "not", "never", "n't", "n’t", "nobody", "none", "nothing", "neither", "nor", "without"})
_NEGATIVE_VERBS = frozenset({"deny", "refuse", "fail", "decline", "reject", "lack"})
_EXPECTED = frozenset(
    {"expect", "will", "shall", "schedule", "plan", "intend", "set", "due", "promise", "wo", "’ll", "'ll"}
)
_POSSIBLE = frozenset({"may", "might", "could", "possible", "possibly", "perhaps", "potentially", "potential"})
_UNCERTAIN = frozenset(
    {"allege", "allegedly", "alleged", "reportedly", "apparently", "apparent", "likely", "unlikely", "suspect",
     "appear", "seem", "unclear", "unconfirmed", "believe", "probably", "purported", "purportedly"}
)  # fmt: skip


def extract_statements(annotated: AnnotatedArticle) -> tuple[Statement, ...]:
    """The statements of the article in text order, the longer first where two start together; they may nest. Headline,
    dateline, byline and other furniture make none."""
    text = annotated.article.text
    places = _Places(annotated)
    spans = {
        span
        for span in _candidates(annotated)
        if FEWEST_CHARACTERS <= len(span) <= LONGEST_CHARACTERS
        and not places.in_furniture(span)
        and not places.is_frame(span)
        and _WORD.search(text, span.start, span.end)
    }
    ordered = sorted(spans, key=lambda span: (span.start, -span.end))
    return tuple(places.statement(span) for span in ordered)


def _candidates(annotated: AnnotatedArticle) -> Iterator[Span]:
    text = annotated.article.text
    yield from annotated.clauses
    for sentence in annotated.sentences:
        yield _trimmed(text, sentence)
    starts = [sentence.start for sentence in annotated.sentences]
    for attribution in annotated.attributions:
        for content in attribution.content:
            first = max(0, bisect_right(starts, content.start) - 1)
            for sentence in annotated.sentences[first:]:
                if sentence.start >= content.end:
                    break
                part = Span(max(sentence.start, content.start), min(sentence.end, content.end))
                if part.end > part.start:
                    yield _trimmed(text, part)


_LOOSE = " \t\n\r\f\v\u00a0\u2028\u2029\x85.,;:-–—\"'“”‘’()[]"


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _LOOSE:
        start += 1
    while end > start and text[end - 1] in _LOOSE:
        end -= 1
    return Span(start, end)


def _frames(annotated: AnnotatedArticle) -> Iterator[Span]:
    """The sources and cues of the attributions whose cue says no more than that something was said."""
    text = annotated.article.text
    for attribution in annotated.attributions:
        words = {
            match.group().lower() for cue in attribution.cue for match in _WORDS.finditer(text, cue.start, cue.end)
        }
        if words & _PLAIN_CUES:
            yield from attribution.source
            yield from attribution.cue


class _Places:
    """What stands where in one article: looked up for every statement."""

    def __init__(self, annotated: AnnotatedArticle) -> None:
        self.annotated = annotated
        self.furniture = sorted(f.span for f in annotated.article.furniture if f.kind in _LEFT_OUT)
        self.token_starts = [token.start for token in annotated.tokens]
        self.negations = list(accumulate(map(_negates, annotated.tokens), initial=0))
        self.certainties = [_certainty(token.lemma.lower()) for token in annotated.tokens]
        self.mentions = sorted((m.start, m.end, e.id) for e in annotated.entities for m in e.mentions)
        self.mention_starts = [start for start, _, _ in self.mentions]
        self.frames = sorted([*_frames(annotated), *(time.span for time in annotated.times)])
        self.frame_starts = [frame.start for frame in self.frames]
        self.times = sorted((t.start, t.end, i) for i, t in enumerate(annotated.times))
        self.quantities = sorted((q.start, q.end, i) for i, q in enumerate(annotated.quantities))
        self.cues = sorted(cue for attribution in annotated.attributions for cue in attribution.cue)
        self.contents = sorted(
            (content.start, content.end, attribution.id)
            for attribution in annotated.attributions
            for content in attribution.content
        )
        self.content_ends = list(accumulate((end for _, end, _ in self.contents), max))

    def in_furniture(self, span: Span) -> bool:
        return any(place.overlaps(span) for place in self.furniture)

    def is_frame(self, span: Span) -> bool:
        """Whether the span says no more than who spoke, when and in what ("the mayor said in a statement late on
        Friday")."""
        first = max(0, bisect_left(self.cues, Span(span.start, span.start)) - 1)
        if not any(cue.overlaps(span) for cue in self.cues[first : first + 2]):
            return False
        low, high = bisect_left(self.frame_starts, span.start - LONGEST_FRAME), bisect_left(self.frame_starts, span.end)
        frames = [frame for frame in self.frames[low:high] if frame.overlaps(span)]
        return bool(frames) and all(
            word.group().lower() in _FRAME_WORDS or any(frame.start <= word.start() < frame.end for frame in frames)
            for word in _WORDS.finditer(self.annotated.article.text, span.start, span.end)
        )

    def statement(self, span: Span) -> Statement:
        low, high = bisect_left(self.token_starts, span.start), bisect_left(self.token_starts, span.end)
        return Statement(
            article=self.annotated.article.id,
            start=span.start,
            end=span.end,
            attribution=self._attribution(span),
            entities=self._entities(span),
            times=_inside(span, self.times),
            quantities=_inside(span, self.quantities),
            polarity="negative" if (self.negations[high] - self.negations[low]) % 2 else "positive",
            certainty=_WEAKEST_FIRST[min(self.certainties[low:high], default=-1)],
        )

    def _entities(self, span: Span) -> tuple[str, ...]:
        low, high = bisect_left(self.mention_starts, span.start), bisect_left(self.mention_starts, span.end)
        return tuple(dict.fromkeys(entity for _, end, entity in self.mentions[low:high] if end <= span.end))

    def _attribution(self, span: Span) -> str | None:
        """The innermost attribution whose content holds at least half of the span."""
        best: tuple[int, str] | None = None
        for start, end, attribution in self.contents[bisect_right(self.content_ends, span.start) :]:
            if start >= span.end:
                break
            held = min(end, span.end) - max(start, span.start)
            if held * 2 >= len(span) and (best is None or (end - start, attribution) < best):
                best = (end - start, attribution)
        return best[1] if best else None


def _inside(span: Span, places: list[tuple[int, int, int]]) -> tuple[int, ...]:
    """The numbers of the places inside `span`, in order."""
    low, high = bisect_left(places, (span.start, -1, -1)), bisect_left(places, (span.end, -1, -1))
    return tuple(sorted(number for _, end, number in places[low:high] if end <= span.end))


def polarity_of(tokens: Iterable[Token]) -> Polarity:
    """ "negative" where the tokens hold an odd number of negations ("did not deny" is positive)."""
    return "negative" if sum(map(_negates, tokens)) % 2 else "positive"


def _negates(token: Token) -> bool:
    lemma = token.lemma.lower()
    return token.dep == "neg" or lemma in _NEGATIONS or lemma in _NEGATIVE_VERBS


def certainty_of(tokens: Iterable[Token]) -> Certainty:
    """How sure the words are: the weakest of "certain", "expected", "possible" and "uncertain" that they hold."""
    return _WEAKEST_FIRST[min((_certainty(token.lemma.lower()) for token in tokens), default=-1)]


_WEAKEST_FIRST: Final[tuple[Certainty, ...]] = ("uncertain", "possible", "expected", "certain")


def _certainty(lemma: str) -> int:
    """The place in _WEAKEST_FIRST of what a word says of the others."""
    if lemma in _UNCERTAIN:
        return 0
    if lemma in _POSSIBLE:
        return 1
    return 2 if lemma in _EXPECTED else 3
