"""Copied text: passages of one report that stand in another too, also when cut, reordered or lightly edited.

Sentences are compared by their runs of words outside quotation marks: two reporters may quote the same words, but do
not phrase their own sentences alike by chance (Broder 1997 on shingling; Clough et al., "METER: MEasuring TExt Reuse",
ACL 2002, on how newspapers rewrite agency copy).
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from twosource.compare.article_view import ArticleView
from twosource.model.comparison import Passage
from twosource.model.span import Span
from twosource.text.shingles import common_words, shingles

Key = TypeVar("Key", bound=Hashable)

SHINGLE_WORDS = 3
FEWEST_WORDS = 8
"""Own words a sentence needs before agreement says anything."""
COPIED_SHARE = 0.7
"""Share of a sentence's own words that stand in the other sentence in the same order, from which it is a copy; with
a third of its runs of three words. On ../shared/data/comparison (2026-11) twelve pairs of sentences lie above 0.7; ten
of them are, read by eye, one text (lines of agency copy or of an official biography)."""
SHARED_RUNS = 0.34
POSTINGS = 40
"""Sentences that a sentence is held against for one run of words, those next in order: bounds the cost of a text that
hundreds of outlets carry. What is one text is closed over the sentences found, so that none is lost by it."""
NEAR_DUPLICATE = 0.5
"""Share of a report's own sentences that are copies, from which the whole report counts as a copy."""
FEWEST_COPIED = 3
"""Copied sentences that a report of more sentences needs besides: one of two says little of the whole."""


@dataclass(frozen=True, slots=True)
class CopiedPassage:
    """A sentence of each of two articles that is one text; `text` numbers the text, wherever it stands."""

    left: Passage
    right: Passage
    share: float
    text: int = 0


@dataclass(frozen=True)
class Copies:
    """The copied passages of a story. `share` gives, for two article ids, the part of the shorter article's own
    sentences that stand in the other, 0 to 1; `carriers` numbers the articles that carry one text for the most part."""

    passages: tuple[CopiedPassage, ...] = ()
    share: dict[frozenset[str], float] = field(default_factory=dict)
    carriers: dict[str, int] = field(default_factory=dict)

    def near_duplicates(self, left: str, right: str) -> bool:
        """Whether one of the two articles is, for the most part, the text of the other, or both are that of a third."""
        return left in self.carriers and self.carriers[left] == self.carriers.get(right)

    def copied(self, left: Passage, right: Passage) -> bool:
        """Whether the two passages lie in sentences that are one text."""
        return any(
            (one.left.article, one.right.article) in ((left.article, right.article), (right.article, left.article))
            and all(_touches(one, passage) for passage in (left, right))
            for one in self.passages
        )


def _touches(one: CopiedPassage, passage: Passage) -> bool:
    return any(side.article == passage.article and side.span.overlaps(passage.span) for side in (one.left, one.right))


@dataclass(frozen=True, slots=True)
class _Sentence:
    article: int
    span: Span
    forms: tuple[str, ...]


def find_copies(views: Sequence[ArticleView]) -> Copies:
    """The copied passages between every two of the articles, in the order of the articles and their text."""
    sentences = [one for place, view in enumerate(views) for one in _own_sentences(view, place)]
    postings: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        for run in sorted(set(shingles(sentence.forms, SHINGLE_WORDS))):
            postings[run].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in postings.values():
        for i, left in enumerate(numbers):
            for right in numbers[i + 1 : i + 1 + POSTINGS]:
                if sentences[left].article != sentences[right].article:
                    shared[left, right] += 1
    copied = []
    for (left, right), runs in sorted(shared.items()):
        share = _copied_share(sentences[left], sentences[right], runs)
        if share >= COPIED_SHARE:
            copied.append((left, right, share))
    texts = _connected((left, right) for left, right, _ in copied)
    passages = []
    for left, right, share in copied:
        one, other = (views[sentences[n].article].passage(sentences[n].span) for n in (left, right))
        passages.append(CopiedPassage(one, other, round(share, 3), texts[left]))
    shares = _shares(views, sentences, passages)
    near = sorted(tuple(sorted(pair)) for pair, share in shares.items() if share >= NEAR_DUPLICATE)
    return Copies(tuple(passages), shares, _connected((pair[0], pair[1]) for pair in near))


def _connected(pairs: Iterable[tuple[Key, Key]]) -> dict[Key, int]:
    """The number of the connected component of everything that stands in a pair, by first appearance."""
    graph: dict[Key, list[Key]] = defaultdict(list)
    for left, right in pairs:
        graph[left].append(right)
        graph[right].append(left)
    component: dict[Key, int] = {}
    for number, start in enumerate(graph):
        waiting = [start] if start not in component else []
        while waiting:
            one = waiting.pop()
            if one not in component:
                component[one] = number
                waiting.extend(graph[one])
    return component


def _own_sentences(view: ArticleView, place: int) -> list[_Sentence]:
    """The article's sentences of enough words, without the words in quotation marks and without furniture."""
    quoted = [quotation.inner for quotation in view.quotations]
    furniture = [piece.span for piece in view.annotated.article.furniture]
    found, next_quoted = [], 0
    for sentence in view.annotated.sentences:
        if any(sentence.overlaps(span) for span in furniture):
            continue
        while next_quoted < len(quoted) and quoted[next_quoted].end <= sentence.start:
            next_quoted += 1
        inside = [span for span in quoted[next_quoted : next_quoted + 20] if span.overlaps(sentence)]
        forms = tuple(
            word.form
            for word in view.words_in(sentence)
            if not any(span.start <= word.start < span.end for span in inside)
        )
        if len(forms) >= FEWEST_WORDS:
            found.append(_Sentence(place, sentence, forms))
    return found


def _copied_share(left: _Sentence, right: _Sentence, runs: int) -> float:
    """How much of the shorter sentence is the other's text; 0 where too few runs of words agree to look closer."""
    short, long = sorted((left.forms, right.forms), key=len)
    if runs < SHARED_RUNS * (len(short) - SHINGLE_WORDS + 1):
        return 0.0
    return common_words(short, long) / len(short)


def _shares(
    views: Sequence[ArticleView], sentences: Sequence[_Sentence], passages: Sequence[CopiedPassage]
) -> dict[frozenset[str], float]:
    totals = Counter(views[sentence.article].id for sentence in sentences)
    copied: dict[frozenset[str], dict[str, set[Passage]]] = defaultdict(lambda: defaultdict(set))
    for one in passages:
        pair = frozenset((one.left.article, one.right.article))
        copied[pair][one.left.article].add(one.left)
        copied[pair][one.right.article].add(one.right)
    return {
        pair: max(
            len(found) / totals[article] if len(found) >= min(FEWEST_COPIED, totals[article]) else 0.0
            for article, found in by_article.items()
        )
        for pair, by_article in copied.items()
    }
