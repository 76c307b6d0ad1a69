"""Short quoted phrases that two reports quote in other words: too short to be matched as utterances."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.polarity import NEGATIONS
from twosource.compare.names import share_a_speaker
from twosource.compare.quotes import QuotedPiece, quoted_pieces
from twosource.model.comparison import Discrepancy

FEWEST_LETTERS = 6
SHORT = 4
"""Words up to which a quotation is a phrase; longer ones are matched as utterances."""
LONGEST = 16
_BEFORE = NEGATIONS | {"any", "every", "some", "all", "few", "many", "more", "most", "less"}
"""Words whose exchange changes how much is said: a phrase cut out of the longer quotation keeps them."""


def find_quoted_phrases(views: Mapping[str, ArticleView]) -> Iterator[Discrepancy]:
    """Quotations of two articles, one of them a phrase, that share a word no other quotation has and differ in the
    words before it, by speakers who can be one."""
    by_word: dict[str, list[QuotedPiece]] = defaultdict(list)
    for view in views.values():
        for piece in quoted_pieces(view):
            for form in sorted(set(piece.forms)):
                if len(form) >= FEWEST_LETTERS:
                    by_word[form].append(piece)
    for word in sorted(by_word):
        pieces = by_word[word]
        if len(pieces) != 2 or not any(1 < len(piece.forms) <= SHORT for piece in pieces):
            continue
        for one, other in combinations(pieces, 2):
            if one.article != other.article and _reworded(one, other, word):
                yield _finding(one, other, views)


def _reworded(one: QuotedPiece, other: QuotedPiece, word: str) -> bool:
    short, long = sorted((one, other), key=lambda piece: len(piece.forms))
    if len(long.forms) > LONGEST or share_a_speaker(one.speakers, other.speakers) is False:
        return False
    place, there = short.forms.index(word), long.forms.index(word)
    before = short.forms[place - 1] if place else ""
    return before in _BEFORE and before != (long.forms[there - 1] if there else "")


def _finding(one: QuotedPiece, other: QuotedPiece, views: Mapping[str, ArticleView]) -> Discrepancy:
    words = [" ".join(piece.span.surface(views[piece.article].text).split()) for piece in (one, other)]
    passages = (one.passage, other.passage)
    return Discrepancy("quote_wording", "difference", f"quoted as “{words[0]}” and as “{words[1]}”", passages, passages)
