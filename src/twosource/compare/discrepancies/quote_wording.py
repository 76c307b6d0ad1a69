"""Quote wording: one utterance, two wordings inside quotation marks."""

from collections.abc import Iterable, Iterator, Mapping

from twosource.compare.article_view import ArticleView
from twosource.compare.quotes import QuotedPiece, Utterance, is_cut, match_score
from twosource.model.comparison import Discrepancy, Passage
from twosource.model.span import Span
from twosource.text.shingles import WordChange, word_changes

_SLIGHT = frozenset(
    {
        "a", "an", "the", "that", "this", "and", "but", "so", "of", "to", "in", "on", "for", "with", "be", "is", "are",
        "was", "were", "been", "being",
    }
)  # fmt: skip
"""Words whose loss or change leaves what was said as it was."""
_SLIGHT_ALONE = frozenset({"it", "them", "there", "here", "then", "also", "has", "have", "had"})
"""Words whose mere loss or addition does so too, though one of them for another ("we" for "it") changes it."""
FEWEST_WORDS = 4
_EDITORIAL = "[](){}"


def find_quote_wording(utterances: Iterable[Utterance], views: Mapping[str, ArticleView]) -> Iterator[Discrepancy]:
    """Altered utterances, each wording against the fullest one: a contradiction where a word of substance differs,
    a difference where only small words or an editor's bracket do. A headline that alters its own report's quote counts
    too."""
    for utterance in utterances:
        if utterance.wording != "altered":
            continue
        fullest = max(utterance.pieces, key=lambda piece: len(piece.forms))
        changed = [
            piece
            for piece in utterance.pieces
            if piece is not fullest
            and (piece.article != fullest.article or piece.headline != fullest.headline)
            and (not is_cut(piece.forms, fullest.forms) or _goes_on(piece, fullest, views))
            and match_score(piece, fullest) > 0
        ]
        told: set[str] = set()
        for piece in sorted(changed, key=lambda one: -match_score(one, fullest)):
            goes_on = _goes_on(piece, fullest, views)
            changes = list(word_changes(piece.forms, fullest.forms)) if goes_on else _changes(piece, fullest)
            if changes and (goes_on or piece.article not in told):
                told.add(piece.article)
                yield _discrepancy(piece, fullest, changes, views)


def _goes_on(piece: QuotedPiece, fullest: QuotedPiece, views: Mapping[str, ArticleView]) -> bool:
    """Whether the piece is the beginning of the fullest one, and its report quotes on with other words: the other
    report ran two sentences together."""
    length = len(piece.forms)
    if length < FEWEST_WORDS or fullest.forms[:length] != piece.forms or length == len(fullest.forms):
        return False
    view = views[piece.article]
    quotation = next((one.inner for one in view.quotations if one.inner.contains(piece.span)), None)
    after = view.forms_in(Span(piece.span.end, quotation.end)) if quotation else ()
    return bool(after) and after[0] != fullest.forms[length]


def _changes(piece: QuotedPiece, fullest: QuotedPiece) -> list[WordChange]:
    """The changes between the two, but for what one merely leaves out at its ends."""
    changes = list(word_changes(piece.forms, fullest.forms))
    if changes and changes[0].left_end == 0:
        changes = changes[1:]
    if changes and changes[-1].left_start == len(piece.forms):
        changes = changes[:-1]
    return changes


def _weighty(piece: QuotedPiece, fullest: QuotedPiece, change: WordChange, views: Mapping[str, ArticleView]) -> bool:
    mine = [form for form in piece.forms[change.left_start : change.left_end] if form not in _SLIGHT]
    theirs = [form for form in fullest.forms[change.right_start : change.right_end] if form not in _SLIGHT]
    if mine and theirs:
        return "".join(mine) != "".join(theirs)
    return _substance(mine + theirs) and not _bracketed(piece, fullest, change, views)


def _substance(forms: list[str]) -> bool:
    return any(len(form) > 1 and form not in _SLIGHT_ALONE for form in forms)


def _bracketed(piece: QuotedPiece, fullest: QuotedPiece, change: WordChange, views: Mapping[str, ArticleView]) -> bool:
    """Whether the longer side marks the words as an editor's own by brackets."""
    texts = (
        _surface(piece, change.left_start, change.left_end, views),
        _surface(fullest, change.right_start, change.right_end, views),
    )
    return any(mark in text for text in texts for mark in _EDITORIAL)


def _span(piece: QuotedPiece, start: int, end: int, views: Mapping[str, ArticleView]) -> Span:
    words = views[piece.article].words_in(piece.span)
    if end > start:
        return Span(words[start].start, words[end - 1].end)
    near = words[max(0, min(start, len(words)) - 1)]
    return Span(near.start, near.end)


def _surface(piece: QuotedPiece, start: int, end: int, views: Mapping[str, ArticleView]) -> str:
    span = _span(piece, start, end, views)
    return views[piece.article].text[max(0, span.start - 1) : span.end + 1]


def _discrepancy(
    piece: QuotedPiece, fullest: QuotedPiece, changes: list[WordChange], views: Mapping[str, ArticleView]
) -> Discrepancy:
    weighty = [change for change in changes if _weighty(piece, fullest, change, views)]
    change = (weighty or changes)[0]
    mine = _span(piece, change.left_start, change.left_end, views)
    theirs = _span(fullest, change.right_start, change.right_end, views)
    return Discrepancy(
        "quote_wording",
        "contradiction" if weighty else "difference",
        f"quoted as “{_plain(fullest, theirs, views)}” and as “{_plain(piece, mine, views)}”",
        (fullest.passage, piece.passage),
        (_passage(fullest, theirs), _passage(piece, mine)),
    )


def _plain(piece: QuotedPiece, span: Span, views: Mapping[str, ArticleView]) -> str:
    """The differing words with one word of context on either side."""
    words = views[piece.article].words_in(piece.span)
    inside = [i for i, word in enumerate(words) if word.start < span.end and span.start < word.end]
    first, last = max(0, inside[0] - 1), min(len(words) - 1, inside[-1] + 1)
    return " ".join(views[piece.article].text[words[first].start : words[last].end].split())


def _passage(piece: QuotedPiece, span: Span) -> Passage:
    return Passage(piece.article, span.start, span.end)
