"""Attribution: the same words or the same content given to another speaker."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.pairs import ComparedPair, Side
from twosource.compare.names import share_a_speaker, surname
from twosource.compare.quotes import QuotedPiece, Utterance
from twosource.model.annotation import Attribution, Speaker
from twosource.model.comparison import Discrepancy, Passage
from twosource.model.span import Span

NEAREST = 0.75
"""Share of content lemmas from which indirect speech counts as the same content."""
TITLE_REACH = 40
"""Characters on either side of a name in which a title may stand."""
_SPEAKS_FOR = re.compile(r"\b(?:spokes(?:man|woman|person)|press secretary)\b", re.I)
FEWEST_LEMMAS = 4
MOST_ALIKE = 6
"""Pieces of one utterance with one speaker that are held against the others, the first ones."""
FEWEST_WORDS = 5
"""A shorter quotation may be anyone's phrase."""
FEWEST_PLAIN_LEMMAS = 2
"""Of the lemmas in common so many must be neither of a name nor of a time: who meets where and when is no speech."""


def find_quote_speakers(utterances: Iterable[Utterance], views: Mapping[str, ArticleView]) -> Iterator[Discrepancy]:
    """Shared quotes that two reports give to two speakers."""
    for utterance in utterances:
        for one, two in _pairs(utterance.pieces):
            if one.article == two.article or min(len(one.forms), len(two.forms)) < FEWEST_WORDS:
                continue
            both = views[one.article], views[two.article]
            if not (one.speaker and two.speaker and _told_there(both[0], one) and _told_there(both[1], two)):
                continue
            spoken_for = any(speaks_for_others(view, piece.speaker) for view in both for piece in (one, two))
            if not spoken_for and share_a_speaker(one.speakers, two.speakers) is False and _apart(both, (one, two)):
                spans = _frame(views[one.article], one.span), _frame(views[two.article], two.span)
                yield _finding(
                    (views[one.article], views[two.article]), (one.span, two.span), spans, (one.speaker, two.speaker)
                )
                break


def _pairs(pieces: Sequence[QuotedPiece]) -> Iterator[tuple[QuotedPiece, QuotedPiece]]:
    """Every two pieces of an utterance; of a great many, a few given to each speaker with a few given to the others."""
    seen: Counter[str] = Counter()
    kept = []
    for piece in pieces:
        speaker = surname(piece.speaker.name) if piece.speaker else ""
        seen[speaker] += 1
        if seen[speaker] <= MOST_ALIKE:
            kept.append(piece)
    return combinations(kept, 2)


def speaks_for_others(view: ArticleView, speaker: Speaker | None) -> bool:
    """Whether the article calls the speaker somebody's spokesman: what he says is that person's or office's word."""
    name = surname(speaker.name) if speaker else ""
    for entity in view.annotated.entities:
        if entity.kind == "person" and name and surname(entity.name) == name:
            for mention in entity.mentions:
                near = view.text[max(0, mention.start - TITLE_REACH) : mention.end + TITLE_REACH]
                if _SPEAKS_FOR.search(near):
                    return True
    return False


def _told_there(view: ArticleView, piece: QuotedPiece) -> bool:
    """Whether the sentence of the quotation itself names its speaker."""
    attribution = view.voice_of(piece.span)
    return attribution is not None and _beside(view, attribution, piece.span)


def _beside(view: ArticleView, attribution: Attribution, span: Span) -> bool:
    """Whether the attribution names its source in the very sentence of `span`."""
    sentence = view.sentence_at(span.start)
    return view.names_its_source(attribution) and any(cue.overlaps(sentence) for cue in attribution.cue)


def _apart(views: tuple[ArticleView, ArticleView], pieces: tuple[QuotedPiece, QuotedPiece]) -> bool:
    """Whether neither report names the other's speaker around the quotation: where both names stand near, a reader may
    take either for the speaker."""
    for place in (0, 1):
        other = pieces[1 - place].speaker
        near = _around(views[place], pieces[place].span)
        if other is None or surname(other.name) in views[place].forms_in(near):
            return False
    return True


def _around(view: ArticleView, span: Span) -> Span:
    """The sentence of the span together with the sentence of its attribution's cue."""
    places = [view.sentence_at(span.start)]
    attribution = view.voice_of(span)
    if attribution is not None:
        places.extend(view.sentence_at(cue.start) for cue in attribution.cue)
    return Span(min(p.start for p in places), max(p.end for p in places))


def find_speakers(pair: ComparedPair) -> Iterator[Discrepancy]:
    """The same content on the word of two named speakers who cannot be one."""
    sides = pair.left, pair.right
    if len(pair.left.lemmas & pair.right.lemmas) < NEAREST * FEWEST_LEMMAS:
        return
    contents = [side.once(_content_of) for side in sides]
    lemmas = [side.view.lemmas_in(content) for side, content in zip(sides, contents, strict=True)]
    smaller, larger = sorted((len(lemmas[0]), len(lemmas[1])))
    shared = len(lemmas[0] & lemmas[1])
    if smaller < FEWEST_LEMMAS or shared < NEAREST * smaller or shared < 0.5 * larger:
        return
    if len((lemmas[0] & lemmas[1]) - pair.left.once(_named_and_dated)) < FEWEST_PLAIN_LEMMAS:
        return
    one, two = (side.view.voice_of(content) for side, content in zip(sides, contents, strict=True))
    if one is None or two is None or one.speaker is None or two.speaker is None:
        return
    views = pair.left.view, pair.right.view
    if not all(_beside(view, a, content) for view, a, content in zip(views, (one, two), contents, strict=True)):
        return
    if surname(two.speaker.name) in pair.left.view.forms_in(_around(*_place(pair.left))):
        return
    if surname(one.speaker.name) in pair.right.view.forms_in(_around(*_place(pair.right))):
        return
    if any(speaks_for_others(view, speaker) for view in views for speaker in (one.speaker, two.speaker)):
        return
    if share_a_speaker(views[0].speakers_of(one), views[1].speakers_of(two)) is False:
        frames = _source(one) or pair.left.span, _source(two) or pair.right.span
        yield _finding(views, (pair.left.span, pair.right.span), frames, (one.speaker, two.speaker))


def _place(side: Side) -> tuple[ArticleView, Span]:
    return side.view, side.once(_content_of)


def _content_of(side: Side) -> Span:
    """The largest attributed stretch inside the side, else the whole of it."""
    parts = [
        Span(max(part.start, side.span.start), min(part.end, side.span.end))
        for attribution in side.view.annotated.attributions
        for part in attribution.content
        if part.overlaps(side.span)
    ]
    return max(parts, key=len, default=side.span)


def _named_and_dated(side: Side) -> frozenset[str]:
    """Lemmas of the names and times in the side."""
    spans = [span for span, _ in side.view.entities_in(side.span)]
    spans += [time.span for time in side.view.times_in(side.span)]
    return frozenset(lemma for span in spans for lemma in side.view.lemmas_in(span))


def _source(attribution: Attribution) -> Span | None:
    return attribution.source[0] if attribution.source else None


def _frame(view: ArticleView, span: Span) -> Span:
    attribution = view.voice_of(span)
    return (_source(attribution) if attribution else None) or span


def _finding(
    views: tuple[ArticleView, ArticleView],
    mentions: tuple[Span, Span],
    frames: tuple[Span, Span],
    speakers: tuple[Speaker, Speaker],
) -> Discrepancy:
    return Discrepancy(
        "attribution",
        "contradiction",
        f"given to {speakers[0].name} and to {speakers[1].name}",
        tuple(Passage(view.id, span.start, span.end) for view, span in zip(views, mentions, strict=True)),
        tuple(Passage(view.id, span.start, span.end) for view, span in zip(views, frames, strict=True)),
    )
