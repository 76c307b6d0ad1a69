"""Which sentences of two editions of one article stayed, were edited, went or came."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from twosource.compare.article_view import ArticleView
from twosource.compare.revisions.likely import affordable_pairs, shared_words
from twosource.model.span import Span
from twosource.text.shingles import Word, WordChange, common_words, shingles, word_changes

EDITED_SHARE = 0.5
"""Words that two sentences have in common in the same order, over the mean of their lengths, from which one is the
other edited; and below it `HELD_SHARE` of the shorter one's, where it was joined with another sentence. Both, and
KEPT_SHARE, were chosen on rule-made edits of ../shared/data/stories, November 2026."""
HELD_SHARE = 0.75
FEWEST_WORDS = 4
"""Words of a sentence that can be looked for by its parts."""
LONGEST_SENTENCE = 400
"""Words compared of one sentence; a longer one is a table."""
LONGEST_POSTING = 60


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence that belong to the article's own account."""

    span: Span
    words: tuple[Word, ...]

    @cached_property
    def forms(self) -> tuple[str, ...]:
        return tuple(word.form for word in self.words)


@dataclass(frozen=True)
class EditedPair:
    """One or more sentences of the earlier edition and what became of them, both in text order."""

    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]

    @cached_property
    def words(self) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """The words of both sides, as many as are compared."""
        before, after = (word for s in self.before for word in s.words), (word for s in self.after for word in s.words)
        return tuple(islice(before, 2 * LONGEST_SENTENCE)), tuple(islice(after, 2 * LONGEST_SENTENCE))

    @cached_property
    def changes(self) -> tuple[WordChange, ...]:
        """Where the words differ; empty for sentences cut otherwise."""
        left, right = self.words
        return word_changes([word.form for word in left], [word.form for word in right])

    @cached_property
    def likeness(self) -> float:
        """Share of the words of both that did not change, 0 to 1."""
        changed = sum(c.left_end - c.left_start + c.right_end - c.right_start for c in self.changes)
        return 1 - changed / max(1, len(self.words[0]) + len(self.words[1]))


@dataclass(frozen=True)
class MatchedSentences:
    """What became of the sentences that are not the same word for word."""

    edited: tuple[EditedPair, ...]
    removed: tuple[Sentence, ...]
    added: tuple[Sentence, ...]


def account_sentences(view: ArticleView, left_out: Iterable[Span] = ()) -> tuple[Sentence, ...]:
    """The sentences of the article's own account in text order, without the words in furniture and in `left_out`;
    those without a word are dropped."""
    outside = sorted([*(f.span for f in view.annotated.article.furniture), *left_out])
    found = []
    first = 0
    for span in view.annotated.sentences:
        while first < len(outside) and outside[first].end <= span.start:
            first += 1
        near = [place for place in outside[first : first + 20] if place.start < span.end]
        words = tuple(w for w in view.words_in(span) if not any(p.start <= w.start < p.end for p in near))
        if words:
            found.append(Sentence(span, words))
    return tuple(found)


def match_sentences(before: Sequence[Sentence], after: Sequence[Sentence]) -> MatchedSentences:
    """The sentences that differ, matched one to one by their words, wherever they stand; a sentence most of whose words
    stand in another was joined with it or cut from it. Moving a sentence is no difference."""
    old, new = _unequal(before, after), _unequal(after, before)
    groups = {number: ([number], [other]) for number, other in _best_pairs(old, new)}
    taken = {other for _, others in groups.values() for other in others}
    lost = [number for number in range(len(old)) if number not in groups]
    come = [number for number in range(len(new)) if number not in taken]
    homes = {others[0]: number for number, (_, others) in groups.items()}
    for number, home in _held(old, lost, new, {number: others[0] for number, (_, others) in groups.items()}):
        if home in homes:
            groups[homes[home]][0].append(number)
            lost.remove(number)
    for number, home in _held(new, come, old, homes):
        if home in groups:
            groups[home][1].append(number)
            come.remove(number)
    edited = tuple(
        EditedPair(tuple(old[i] for i in sorted(mine)), tuple(new[i] for i in sorted(theirs)))
        for mine, theirs in groups.values()
    )
    return MatchedSentences(
        tuple(pair for pair in sorted(edited, key=lambda pair: pair.after[0].span) if pair.changes),
        tuple(old[i] for i in lost),
        tuple(new[i] for i in come),
    )


def _unequal(mine: Sequence[Sentence], other: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that the other edition does not have word for word, as often as it lacks them."""
    theirs = Counter(sentence.forms for sentence in other)
    left = []
    for sentence in mine:
        if theirs[sentence.forms]:
            theirs[sentence.forms] -= 1
        else:
            left.append(sentence)
    return left


def _best_pairs(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[tuple[int, int]]:
    scored = []
    for left, right in _candidates(old, new):
        score = _likeness(old[left], new[right])
        if score:
            scored.append((-score, abs(left - right), left, right))
    seen: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, _, left, right in sorted(scored):
        if left not in seen[0] and right not in seen[1]:
            seen[0].add(left)
            seen[1].add(right)
            pairs.append((left, right))
    return pairs


def _candidates(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Pairs that share two words of more than three letters, or one between two short sentences; common words are
    passed over."""
    lengths = [len(sentence.words) for sentence in old], [len(sentence.words) for sentence in new]
    found = [
        (count, place, other)
        for place, shared in shared_words([_marks(one) for one in old], [_marks(one) for one in new], LONGEST_POSTING)
        for other, count in shared.items()
        if count > 1 or min(lengths[0][place], lengths[1][other]) < 2 * FEWEST_WORDS
    ]
    compared = tuple([min(length, LONGEST_SENTENCE) for length in side] for side in lengths)
    return affordable_pairs(found, *compared)


def _marks(sentence: Sentence) -> set[str]:
    return {form for form in sentence.forms[:LONGEST_SENTENCE] if len(form) > 3 or form.isdigit()}


def _likeness(one: Sentence, other: Sentence) -> float:
    left, right = one.forms[:LONGEST_SENTENCE], other.forms[:LONGEST_SENTENCE]
    common = common_words(left, right)
    share = 2 * common / (len(left) + len(right))
    shorter = min(len(left), len(right))
    if share < EDITED_SHARE and (shorter < FEWEST_WORDS or common < HELD_SHARE * shorter):
        return 0.0
    return share


def _held(
    mine: Sequence[Sentence], waiting: Sequence[int], other: Sequence[Sentence], partners: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Those of the waiting sentences that stand in one of the others for the most part, with that one; short ones
    where they stand word for word in the partner of a neighbour (one sentence that was cut in two)."""
    return sorted(
        {**dict(_held_short(mine, waiting, other, partners)), **dict(_held_long(mine, waiting, other))}.items()
    )


def _held_short(
    mine: Sequence[Sentence], waiting: Sequence[int], other: Sequence[Sentence], partners: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    for number in waiting:
        forms = mine[number].forms
        for neighbour in (number - 1, number + 1):
            home = partners.get(neighbour)
            if home is not None and len(forms) < FEWEST_WORDS and forms in set(shingles(other[home].forms, len(forms))):
                yield number, home


def _held_long(
    mine: Sequence[Sentence], waiting: Sequence[int], other: Sequence[Sentence]
) -> Iterator[tuple[int, int]]:
    chosen = [mine[number] for number in waiting]
    best: dict[int, tuple[float, int]] = {}
    for place, home in _candidates(chosen, other):
        forms = chosen[place].forms[:LONGEST_SENTENCE]
        share = common_words(forms, other[home].forms[:LONGEST_SENTENCE]) / len(forms)
        if len(forms) >= FEWEST_WORDS and share >= HELD_SHARE:
            best[place] = max(best.get(place, (0.0, 0)), (share, -home))
    for place, (_, home) in sorted(best.items()):
        yield waiting[place], -home
