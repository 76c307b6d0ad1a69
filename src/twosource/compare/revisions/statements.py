"""What an edit made an article say or no longer say, beyond figures, dates and names."""

from collections.abc import Iterator, Sequence

from twosource.compare.article_view import ArticleView
from twosource.compare.revisions.passages import Passage, SpanSet, quoted
from twosource.compare.revisions.sentences import Sentence
from twosource.compare.statements import certainty_of, polarity_of
from twosource.model.annotation import Token
from twosource.model.archive import RevisionChange, RevisionChangeKind
from twosource.model.comparison import Certainty
from twosource.model.span import Span
from twosource.text.shingles import shingles

FEWEST_NEW_WORDS = 5
"""Words of a part added to a sentence that tell something of their own; chosen on rule-made edits of
../shared/data/stories, November 2026."""
FEWEST_NEW_LEMMAS = 2
NEW_SHARE = 0.6
KEPT_SHARE = 0.6
"""Share of the runs of three words of a sentence that stand in the other edition, from which it only moved."""
FEWEST_WORDS = 4
"""Words of a sentence that tells something: fewer are a frame ("he said"), a name or a label."""
TURNED_LIKENESS = 0.7
"""Share of the words that have to stay for a "not" that came or went to turn the statement round."""
_WORDS_OF: dict[Certainty, str] = {
    "certain": "without reserve", "expected": "as expected", "possible": "as possible", "uncertain": "as uncertain",
}  # fmt: skip


def find_turns(passage: Passage) -> Iterator[RevisionChange]:
    """A statement turned into its opposite, or told with another certainty, by few changed words."""
    if passage.pair.likeness < TURNED_LIKENESS:
        return
    whole = [
        polarity_of(tuple(token for sentence in side for token in view.tokens_in(sentence.span)))
        for side, view in ((passage.pair.before, passage.before), (passage.pair.after, passage.after))
    ]
    for old, new in passage.changed:
        mine, theirs = _tokens(passage.before, old), _tokens(passage.after, new)
        around = _around(passage.before, old), _around(passage.after, new)
        if whole[0] != whole[1] and polarity_of(mine) != polarity_of(theirs):
            why = f"the statement was turned round: {quoted(passage.before, around[0])} became"
            yield RevisionChange("statement_changed", f"{why} {quoted(passage.after, around[1])}", *around)
            return
        before, after = certainty_of(mine), certainty_of(theirs)
        if before != after and max(len(mine), len(theirs)) <= 2 * FEWEST_NEW_WORDS:
            why = (
                f"what was told {_WORDS_OF[before]} is now told {_WORDS_OF[after]}: {quoted(passage.after, around[1])}"
            )
            yield RevisionChange("statement_changed", why, *around)
            return


def _tokens(view: ArticleView, span: Span) -> tuple[Token, ...]:
    """The tokens of a changed place, without those of names and dates: "May" is no auxiliary there."""
    if not len(span):
        return ()
    times = view.times_in(view.sentence_at(span.start))
    return tuple(
        token
        for token in view.tokens_in(span)
        if token.pos != "PROPN" and not any(time.start <= token.start < time.end for time in times)
    )


def _around(view: ArticleView, span: Span) -> Span:
    """The smallest clause of some words around the place, else its sentence."""
    sentence = view.sentence_at(span.start)
    near = [clause for clause in view.clauses_near(span) if len(view.words_in(clause)) > FEWEST_NEW_WORDS]
    return min(near, key=len, default=sentence)


Runs = frozenset[tuple[str, ...]]


def known_runs(view: ArticleView) -> Runs:
    """Every three words running that the article has."""
    return frozenset(shingles([word.form for word in view.words], 3))


def find_parts(passage: Passage, known: tuple[Runs, Runs]) -> Iterator[RevisionChange]:
    """Parts of a sentence that came or went and tell something that the other edition does not; `known` are the runs
    of words of both editions."""
    for old, new in passage.changed:
        went, came = len(passage.before.words_in(old)), len(passage.after.words_in(new))
        if came >= FEWEST_NEW_WORDS and came > 2 * went and _tells(passage.after, new, known[0]):
            yield RevisionChange("statement_added", f"a statement was added: {quoted(passage.after, new)}", None, new)
        if went >= FEWEST_NEW_WORDS and went > 2 * came and _tells(passage.before, old, known[1]):
            why = f"a statement was removed: {quoted(passage.before, old)}"
            yield RevisionChange("statement_removed", why, old, None)


def _tells(view: ArticleView, span: Span, known: Runs) -> bool:
    """Whether the words tell something new: enough content, most of it not said elsewhere."""
    if len(view.lemmas_in(span)) < FEWEST_NEW_LEMMAS:
        return False
    return _share_new(view.forms_in(span), known) >= NEW_SHARE


def _share_new(forms: Sequence[str], known: Runs) -> float:
    """The share of the runs of three words that are not known; 1 where there is none."""
    runs = list(shingles(forms, 3))
    return sum(run not in known for run in runs) / len(runs) if runs else 1.0


def find_whole(
    view: ArticleView, sentences: Sequence[Sentence], kind: RevisionChangeKind, told: SpanSet, known: Runs
) -> Iterator[RevisionChange]:
    """Whole sentences that came or went, those that follow one another as one change. Left out are those that are for
    the most part words of a quotation told already (`told`), and those that only moved: most of their runs of words
    stand somewhere in the other edition (`known`)."""
    kept = [
        one
        for one in sentences
        if len(one.words) >= FEWEST_WORDS
        and len(view.lemmas_in(one.span)) >= FEWEST_NEW_LEMMAS
        and _share_new(one.forms, known) > 1 - KEPT_SHARE
        and not _is_told(one, told)
    ]
    verb = "added" if kind == "statement_added" else "removed"
    for run in _runs(view, kept):
        span = Span(run[0].words[0].start, run[-1].span.end)
        first = quoted(view, Span(span.start, run[0].span.end))
        what = "a statement was" if len(run) == 1 else f"{len(run)} statements were"
        rest = "" if len(run) == 1 else " and what follows it"
        why = f"{what} {verb}: {first}{rest}"
        yield RevisionChange(kind, why, *((None, span) if kind == "statement_added" else (span, None)))


def _is_told(sentence: Sentence, told: SpanSet) -> bool:
    inside = sum(told.touches(Span(word.start, word.end)) for word in sentence.words)
    return 5 * inside >= 2 * len(sentence.words)


def _runs(view: ArticleView, sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """The sentences in runs of neighbours: nothing but white space and signs between them."""
    runs: list[list[Sentence]] = []
    for sentence in sorted(sentences, key=lambda one: one.span):
        if runs and not view.words_in(Span(runs[-1][-1].span.end, sentence.words[0].start)):
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return runs
