"""Quotations that an edit changed, removed or added."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from twosource.compare.article_view import ArticleView
from twosource.compare.names import same_speaker, surname
from twosource.compare.quotes import QuotedPiece, is_cut, quoted_pieces
from twosource.compare.revisions.likely import affordable_pairs, shared_words
from twosource.compare.revisions.passages import quoted
from twosource.model.archive import RevisionChange
from twosource.model.span import Span
from twosource.text.shingles import common_words, shingles

FEWEST_WORDS = 3
"""Words of a quotation whose coming or going is told; one or two words are set in marks and out of them freely."""
SAME_SHARE = 0.6
"""Words two quoted sentences have in common in order, over the longer one's, from which one is the other changed."""
LONGEST_PIECE = 300
LONGEST_POSTING = 40
MOST_QUOTED = 20_000
"""Words an edition quotes up to which runs over several quotations are looked for."""
LONGEST_PARAGRAPH = 4_000
"""Characters looked at before and behind a quotation where the line goes on."""
NEAR = 300
"""Characters around a quotation in which its speaker is named."""
_MARKS = "\"'“”„‘’‚«»"


def find_quotes(before: ArticleView, after: ArticleView) -> Iterator[RevisionChange]:
    """Quoted sentences whose words or speaker changed, that are gone, or that are new. Words still quoted, cut
    otherwise, are no change."""
    mine, theirs = _pieces(before), _pieces(after)
    yield from _other_speakers(before, after, mine, theirs)
    old, new = _unequal(mine, theirs), _unequal(theirs, mine)
    other_words = {piece.span for piece in old}, {piece.span for piece in new}
    pairs = [
        (one, other)
        for one, other in _changed_pairs(_not_verbatim(mine, theirs), _not_verbatim(theirs, mine))
        if one.span in other_words[0] or other.span in other_words[1]
    ]
    for one, other in pairs:
        yield RevisionChange("quote_changed", _changed_line(before, after, one, other), one.span, other.span)
    earlier, later = _Words(before), _Words(after)
    gone = {one.span for one, _ in pairs}
    come = {other.span for _, other in pairs}
    for lost in _runs(before, [one for one in old if one.span not in gone and _tells(one)]):
        if not later.is_marked(lost.forms):
            yield RevisionChange("quote_removed", _removed_line(before, later, lost), lost.span, None)
    for found in _runs(after, [one for one in new if one.span not in come and _tells(one)]):
        if earlier.place_of(found.forms) is None:
            why = f"a quote{_of(found)} was added: {quoted(after, found.span)}"
            yield RevisionChange("quote_added", why, None, found.span)


def _pieces(view: ArticleView) -> list[QuotedPiece]:
    furniture = [part.span for part in view.annotated.article.furniture]
    return [one for one in quoted_pieces(view) if not any(part.overlaps(one.span) for part in furniture)]


def _not_verbatim(mine: Sequence[QuotedPiece], other: Sequence[QuotedPiece]) -> list[QuotedPiece]:
    known = {piece.forms for piece in other}
    return [piece for piece in mine if piece.forms not in known]


def _unequal(mine: Sequence[QuotedPiece], other: Sequence[QuotedPiece]) -> list[QuotedPiece]:
    """The pieces that the other edition does not quote in the same words, in one piece or in several."""
    forms = [form for piece in other for form in piece.forms]
    stream = _line(forms) if len(forms) < MOST_QUOTED else ""
    known = {piece.forms for piece in other}
    return [piece for piece in mine if piece.forms not in known and _line(piece.forms) not in stream]


def _line(forms: Sequence[str]) -> str:
    """The words with a blank around each, so that whole words are found in it."""
    return f" {' '.join(forms)} "


def _changed_pairs(old: Sequence[QuotedPiece], new: Sequence[QuotedPiece]) -> list[tuple[QuotedPiece, QuotedPiece]]:
    words = [set(piece.forms) for piece in old], [set(piece.forms) for piece in new]
    found = [
        (count, place, other)
        for place, shared in shared_words(*words, LONGEST_POSTING)
        for other, count in shared.items()
    ]
    lengths = tuple([min(len(piece.forms), LONGEST_PIECE) for piece in side] for side in (old, new))
    scored = [
        (-score, abs(place - other), place, other)
        for place, other in affordable_pairs(found, *lengths)
        if (score := _likeness(old[place], new[other]))
    ]
    seen: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, _, one, two in sorted(scored):
        if one not in seen[0] and two not in seen[1]:
            seen[0].add(one)
            seen[1].add(two)
            pairs.append((one, two))
    return [(old[one], new[two]) for one, two in sorted(pairs)]


def _likeness(one: QuotedPiece, other: QuotedPiece) -> float:
    left, right = one.forms[:LONGEST_PIECE], other.forms[:LONGEST_PIECE]
    common = common_words(left, right)
    share = common / max(len(left), len(right))
    cut = min(len(left), len(right)) >= FEWEST_WORDS and is_cut(*sorted((left, right), key=len))
    return share if share >= SAME_SHARE or cut else 0.0


def _changed_line(before: ArticleView, after: ArticleView, one: QuotedPiece, other: QuotedPiece) -> str:
    what = f"a quote{_of(other if other.speaker else one)}"
    if is_cut(other.forms, one.forms):
        return f"{what} was cut to {quoted(after, other.span)}"
    if is_cut(one.forms, other.forms):
        return f"{what} was given at greater length: {quoted(after, other.span)}"
    return f"{what} was changed: {quoted(before, one.span)} became {quoted(after, other.span)}"


def _of(piece: QuotedPiece) -> str:
    speaker = piece.speaker
    if speaker is None or not speaker.name:
        return ""
    return f" of {speaker.name}" if speaker.kind == "named" else f" of {_article(speaker.name)}"


def _article(name: str) -> str:
    """A source that is no name with its article: "the sheriff", "officials"."""
    first = name.split()[0]
    plain = first[:1].isupper() or name.endswith("s") or first.lower() in ("the", "a", "an", "one", "some", "two")
    return name if plain else f"the {name}"


def _tells(piece: QuotedPiece) -> bool:
    return len(piece.forms) >= FEWEST_WORDS


def _runs(view: ArticleView, pieces: Sequence[QuotedPiece]) -> Iterator[QuotedPiece]:
    """The pieces, those that follow one another in the words of one speaker as one."""
    last: QuotedPiece | None = None
    for piece in sorted(pieces, key=lambda one: one.span):
        if last and last.speaker == piece.speaker and not view.words_in(Span(last.span.end, piece.span.start)):
            last = _joined(last, piece)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _joined(one: QuotedPiece, other: QuotedPiece) -> QuotedPiece:
    return QuotedPiece(
        one.article, Span(one.span.start, other.span.end), one.forms + other.forms, one.speaker, one.speakers
    )


def _removed_line(before: ArticleView, after: "_Words", piece: QuotedPiece) -> str:
    if after.place_of(piece.forms) is not None:
        return f"words{_of(piece)} are no longer given as a quote: {quoted(before, piece.span)}"
    return f"a quote{_of(piece)} was removed: {quoted(before, piece.span)}"


class _Words:
    """An article's words, looked up by three of them."""

    def __init__(self, view: ArticleView) -> None:
        self.view = view

    @cached_property
    def _places(self) -> dict[tuple[str, ...], list[int]]:
        places: dict[tuple[str, ...], list[int]] = {}
        for place, run in enumerate(shingles([word.form for word in self.view.words], FEWEST_WORDS)):
            places.setdefault(run, []).append(place)
        return places

    def place_of(self, forms: Sequence[str]) -> Span | None:
        """Where the words stand in the text one after another."""
        for place in self._places.get(tuple(forms[:FEWEST_WORDS]), [])[:LONGEST_POSTING]:
            run = self.view.words[place : place + len(forms)]
            if [word.form for word in run] == list(forms):
                return Span(run[0].start, run[-1].end)
        return None

    def is_marked(self, forms: Sequence[str]) -> bool:
        """Whether the words stand in the text with a quotation mark before or behind them, be it without a partner."""
        span = self.place_of(forms)
        if span is None:
            return False
        around = self.view.text[max(0, span.start - 2) : span.start] + self.view.text[span.end : span.end + 3]
        return any(mark in around for mark in _MARKS)


def _other_speakers(
    before: ArticleView, after: ArticleView, mine: Sequence[QuotedPiece], theirs: Sequence[QuotedPiece]
) -> Iterator[RevisionChange]:
    """The same words given to somebody else, where the words that name the speaker were edited."""
    by_forms: dict[tuple[str, ...], QuotedPiece] = {}
    for piece in theirs:
        by_forms.setdefault(piece.forms, piece)
    told = set()
    for one in mine:
        other = by_forms.get(one.forms)
        if other is None or not _tells(one) or same_speaker(one.speaker, other.speaker) is not False:
            continue
        names = (one.speaker.name if one.speaker else "", other.speaker.name if other.speaker else "")
        if names in told or not (one.named and other.named):
            continue
        if surname(names[0]) in _near(after, other) or surname(names[1]) in _near(before, one):
            continue  # the words of the article did not change who speaks: it was read in another way
        if surname(names[0]) not in _paragraph(before, one) or surname(names[1]) not in _paragraph(after, other):
            continue
        told.add(names)
        why = f"words given to {names[0]} are now given to {names[1]}: {quoted(after, other.span)}"
        yield RevisionChange("quote_changed", why, one.span, other.span)


def _paragraph(view: ArticleView, piece: QuotedPiece) -> frozenset[str]:
    """The words of the line in which a quotation stands."""
    low, high = max(0, piece.span.start - LONGEST_PARAGRAPH), min(len(view.text), piece.span.end + LONGEST_PARAGRAPH)
    start, end = view.text.rfind("\n", low, piece.span.start), view.text.find("\n", piece.span.end, high)
    return frozenset(view.forms_in(Span(start + 1 if start >= 0 else low, end if end >= 0 else high)))


def _near(view: ArticleView, piece: QuotedPiece) -> frozenset[str]:
    """The words around a quotation."""
    return frozenset(view.forms_in(Span(max(0, piece.span.start - NEAR), piece.span.end + NEAR)))
