"""How two revisions of one article differ: the edits of its words, and what they did to what it tells."""

from collections.abc import Iterator, Sequence
from functools import partial

from twosource.compare.article_view import ArticleView
from twosource.compare.revisions.figures import find_dates, find_figures
from twosource.compare.revisions.names import NamesChanged
from twosource.compare.revisions.passages import Passage, SpanSet, words_of
from twosource.compare.revisions.quotes import find_quotes
from twosource.compare.revisions.sentences import account_sentences, match_sentences
from twosource.compare.revisions.statements import find_parts, find_turns, find_whole, known_runs
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import RevisionChange, RevisionDifference
from twosource.text.edits import find_edits
from twosource.text.shingles import read_words
from twosource.text.update_notes import UpdateNote, find_update_notes, title_note

MOST_CHANGES = 200
"""Changes told of one edit; beyond that the article was written anew."""
MOST_FOUND = 4 * MOST_CHANGES
"""Changes of edited sentences after which no more are looked for: enough for the first of them to be told."""


def compare_revisions(
    before: AnnotatedArticle, after: AnnotatedArticle, *, numbers: tuple[int, int]
) -> RevisionDifference:
    """How the article changed from revision `numbers[0]` to `numbers[1]`.

    `edits` are all differences of the stored texts, in order. `changes` are what they did to the article's own account
    (headline and correction note first, then in the order of the text, at most 200); white space, quotation marks,
    wording without a change of content, moved sentences, furniture and lines such as "Updated 3 hours ago" make none.
    `declared` is whether the later text or headline says of itself that it was changed, in a note or a stamp that the
    earlier one does not have. Time grows near linearly with the texts."""
    old, new = ArticleView(before), ArticleView(after)
    notes = find_update_notes(old.text), find_update_notes(new.text)
    declared = _new_notes(*notes)
    changes = [*_headline(old, new), *_corrections(new, declared), *_account(old, new, *notes)]
    return RevisionDifference(
        article=after.article.id,
        before=numbers[0],
        after=numbers[1],
        declared=bool(declared) or _declared_by_title(before.article.title, after.article.title),
        edits=find_edits(old.text, new.text),
        changes=tuple(changes[:MOST_CHANGES]),
    )


def _new_notes(before: Sequence[UpdateNote], after: Sequence[UpdateNote]) -> list[UpdateNote]:
    """The notes that the earlier text does not have; a stamp that counts the hours since has to count fewer."""
    known = {note.words for note in before}
    ages = [note.age for note in before if note.age is not None]
    return [
        note for note in after if note.words not in known and (note.age is None or not ages or note.age < min(ages))
    ]


def _declared_by_title(before: str | None, after: str | None) -> bool:
    return title_note(after) is not None and before != after


def _headline(before: ArticleView, after: ArticleView) -> Iterator[RevisionChange]:
    old, new = before.annotated.article.title, after.annotated.article.title
    if not old or not new or _title_forms(before, old) == _title_forms(after, new):
        return
    lines = [" ".join(title.split())[:200] for title in (old, new)]
    yield RevisionChange(
        "headline_changed", f"the headline changed: “{lines[0]}” became “{lines[1]}”", before.headline, after.headline
    )


def _title_forms(view: ArticleView, title: str) -> tuple[str, ...]:
    """The headline's words without the outlet's name behind them."""
    forms = tuple(word.form for word in read_words(title))
    outlet = tuple(word.form for word in read_words(view.annotated.article.outlet or ""))
    return forms[: -len(outlet)] if outlet and forms[-len(outlet) :] == outlet else forms


def _corrections(view: ArticleView, notes: Sequence[UpdateNote]) -> Iterator[RevisionChange]:
    for note in notes:
        if note.kind == "correction":
            why = f"a correction note was added: “{words_of(view, note.span)}”"
            yield RevisionChange("correction_added", why, None, note.span)


def _account(
    before: ArticleView, after: ArticleView, old_notes: Sequence[UpdateNote], new_notes: Sequence[UpdateNote]
) -> list[RevisionChange]:
    """What changed in the account, in the order of the text."""
    matched = match_sentences(
        account_sentences(before, [note.span for note in old_notes]),
        account_sentences(after, [note.span for note in new_notes]),
    )
    quotes = list(find_quotes(before, after))
    told = (
        SpanSet(change.before for change in quotes if change.before),
        SpanSet(change.after for change in quotes if change.after),
    )
    names, known = NamesChanged(before, after), (known_runs(before), known_runs(after))
    found: list[RevisionChange] = []
    for pair in matched.edited:
        if len(found) >= MOST_FOUND:
            break
        passage = Passage(pair, before, after)
        for finder in (find_figures, find_dates, names.find, find_turns, partial(find_parts, known=known)):
            found += [one for one in finder(passage) if not _is_told(one, *told)]
    found += find_whole(before, matched.removed, "statement_removed", told[0], known[1])
    found += find_whole(after, matched.added, "statement_added", told[1], known[0])
    return sorted([*quotes, *found], key=lambda one: _place(one, len(before.text), len(after.text)))


def _is_told(change: RevisionChange, old: SpanSet, new: SpanSet) -> bool:
    """Whether the change lies in a quotation whose change is told already."""
    if change.after is not None:
        return new.contains(change.after)
    return change.before is not None and old.contains(change.before)


def _place(change: RevisionChange, old: int, new: int) -> tuple[float, str, str]:
    """Where the change stands, as a share of its text."""
    if change.after is not None:
        return change.after.start / max(1, new), change.kind, change.why
    start = change.before.start if change.before else 0
    return start / max(1, old), change.kind, change.why
