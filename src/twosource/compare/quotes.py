"""Shared quotes: which quoted words of different reports are one utterance, and what of it was cut or altered."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from twosource.compare.article_view import ArticleView, trimmed
from twosource.compare.names import share_a_speaker
from twosource.model.annotation import Speaker
from twosource.model.comparison import Passage, QuoteWording, SharedQuote
from twosource.model.span import Span
from twosource.text.shingles import common_words, shingles, word_changes

LONGEST_POSTING = 60
"""Quoted pieces that may share one word before the word says too little to pair by."""
MOST_ALL_PAIRED = 24
NEXT = 8
"""Pieces that share one key up to which every two are looked at; of more, each with the next ones in order. What is one
utterance is closed over the pieces found, so that the cost of a quote that hundreds carry stays in proportion."""
SHORT_WORDS = 4
"""Up to here a piece counts as short: it must stand in the other quotation word for word, by a speaker who can be the
same. Tuned with the two below on ../shared/data/comparison, 2026-11."""
COMMON_SHARE = 0.7
DENSEST_GAP = 0.6
CONTEXT_WORDS = 4
"""Words on each side of a short quotation that are held against the other report's; three that agree make it a piece
of the same utterance whoever is said to speak."""

_ELLIPSIS = re.compile(r"\.(?: ?\.)+|…")
_FILLER = frozenset(
    {
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "had", "has", "have", "he", "her", "him",
        "his", "i", "if", "in", "is", "it", "its", "me", "my", "not", "of", "on", "or", "our", "she", "so", "that",
        "the", "their", "them", "they", "this", "to", "was", "we", "were", "will", "with", "you", "your",
        "do", "did", "does",
        "just", "very", "would", "could", "can",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuotedPiece:
    """One sentence, or part of one, inside quotation marks."""

    article: str
    span: Span
    forms: tuple[str, ...]
    speaker: Speaker | None
    speakers: tuple[Speaker, ...] = ()
    """The speaker and those who relay him, innermost first."""
    named: bool = False
    """Whether the report names the speaker right there, rather than by a pronoun."""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    """The words around the piece in its sentence, nearest last and nearest first."""
    headline: bool = False

    @property
    def passage(self) -> Passage:
        return Passage(self.article, self.span.start, self.span.end)


@dataclass(frozen=True, slots=True)
class Utterance:
    """Quoted pieces of two or more reports that are one utterance, in the order of the reports and their text."""

    pieces: tuple[QuotedPiece, ...]
    wording: QuoteWording


def quoted_pieces(view: ArticleView) -> tuple[QuotedPiece, ...]:
    """What the article quotes, sentence by sentence, in text order."""
    pieces = []
    for quotation in view.quotations:
        for part in _between_ellipses(view, quotation.inner):
            span = trimmed(view.text, part)
            forms = view.forms_in(span)
            if forms and any(form not in _FILLER for form in forms):
                pieces.append(_piece(view, span, forms))
    return tuple(pieces)


def _between_ellipses(view: ArticleView, inner: Span) -> Iterator[Span]:
    """The sentences of a quotation, cut also where the report marks that it left words out."""
    for sentence in view.sentences_in(inner):
        start = sentence.start
        for match in _ELLIPSIS.finditer(view.text, sentence.start, sentence.end):
            yield Span(start, match.start())
            start = match.end()
        yield Span(start, sentence.end)


def _piece(view: ArticleView, span: Span, forms: tuple[str, ...]) -> QuotedPiece:
    attribution = view.voice_of(span)
    sentence = view.sentence_at(span.start)
    return QuotedPiece(
        view.id,
        span,
        forms,
        attribution.speaker if attribution else None,
        view.speakers_of(attribution),
        attribution is not None and view.names_its_source(attribution),
        view.forms_in(Span(min(sentence.start, span.start), span.start))[-CONTEXT_WORDS:],
        view.forms_in(Span(span.end, max(sentence.end, span.end)))[:CONTEXT_WORDS],
        view.headline is not None and view.headline.contains(span),
    )


def match_utterances(views: Sequence[ArticleView]) -> tuple[Utterance, ...]:
    """The utterances quoted by two or more of the articles, by first mention; also those of one article's headline and
    body. A piece joins only the best-matching piece of each other article, so that two sentences that share a phrase
    stay apart."""
    pieces = [piece for view in views for piece in quoted_pieces(view)]
    scored = []
    for left, right in _candidates(pieces):
        score = match_score(pieces[left], pieces[right])
        if score > 0:
            scored.append((score, left, right))
    return tuple(_utterance([pieces[i] for i in group]) for group in _groups(pieces, scored))


def shared_quotes(utterances: Sequence[Utterance]) -> tuple[SharedQuote, ...]:
    """The utterances as the account gives them, with the fullest name any report gives the speaker ("" where none
    does); those of a single report are left out. Where the reports name different speakers and only by pronouns, the
    one whom they quote more often is taken."""
    quoted = Counter(
        piece.speaker.name for utterance in utterances for piece in utterance.pieces if piece.speaker and piece.named
    )
    return tuple(
        SharedQuote(_speaker_name(one.pieces, quoted), one.wording, tuple(piece.passage for piece in one.pieces))
        for one in utterances
        if len({piece.article for piece in one.pieces}) > 1
    )


def _speaker_name(pieces: Sequence[QuotedPiece], quoted: Mapping[str, int]) -> str:
    names = [piece.speaker.name for piece in pieces if piece.speaker and piece.named]
    names = names or [piece.speaker.name for piece in pieces if piece.speaker and piece.speaker.kind != "unnamed"]
    names = names or [piece.speaker.name for piece in pieces if piece.speaker]
    return max(
        names, key=lambda name: (quoted.get(name, 0) > 0, len(name.split()), quoted.get(name, 0), name), default=""
    )


def _keys(piece: QuotedPiece) -> set[tuple[str, ...]]:
    keys = set(shingles(piece.forms, 3))
    keys.update((form,) for form in piece.forms if form not in _FILLER)
    if len(piece.forms) <= SHORT_WORDS:
        keys.add(piece.forms)
    return keys


def _candidates(pieces: Sequence[QuotedPiece]) -> list[tuple[int, int]]:
    """Pairs of pieces of different articles (or headline and body) that share three words running or a content word."""
    postings: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, piece in enumerate(pieces):
        for key in _keys(piece):
            postings[key].append(place)
    found = set()
    for key, places in postings.items():
        if len(places) <= LONGEST_POSTING or len(key) > 1:
            reach = len(places) if len(places) <= MOST_ALL_PAIRED else NEXT
            for left, right in ((one, two) for i, one in enumerate(places) for two in places[i + 1 : i + 1 + reach]):
                if pieces[left].article != pieces[right].article or pieces[left].headline != pieces[right].headline:
                    found.add((left, right))
    return sorted(found)


def match_score(left: QuotedPiece, right: QuotedPiece) -> float:
    """How surely two quoted pieces are one utterance: 0 for no, else up to about 2; longer agreement scores higher."""
    short, long = sorted((left.forms, right.forms), key=len)
    same = share_a_speaker(left.speakers, right.speakers)
    if len(short) <= SHORT_WORDS:
        if _shared_context(*sorted((left, right), key=lambda piece: len(piece.forms))) >= 3:
            return 1.0
        return _short_score(short, long, same)
    common = common_words(short, long)
    share = common / len(short)
    if share < COMMON_SHARE:
        return 0.0
    start, end = _region(short, long)
    density = common / max(len(short), end - start)
    content = sum(form not in _FILLER for form in short)
    kept = sum(form not in _FILLER and form in set(long) for form in short)
    if density < DENSEST_GAP or kept < 0.6 * content or (same is False and share < _other_speaker(short)):
        return 0.0
    return share + min(common, 30) / 30


def _other_speaker(short: Sequence[str]) -> float:
    """The share of words that must agree although the reports name two speakers: one of them may be mistaken."""
    return 0.75 if len(short) >= 8 else 0.9


def _short_score(short: Sequence[str], long: Sequence[str], same: bool | None) -> float:
    content = [form for form in short if form not in _FILLER]
    if same is False or not content:
        return 0.0
    if tuple(short) in set(shingles(long, len(short))):
        if len(content) == 1 and len(long) > len(short) + 1 and same is not True:
            return 0.0
        return 1.0 + len(short) / 30 - (len(long) - len(short)) / 1000
    if same and len(content) >= 2 and common_words(short, long) >= len(short) - 1 and len(long) <= 2 * len(short) + 2:
        return 0.6
    return 0.0


def _shared_context(short: QuotedPiece, long: QuotedPiece) -> int:
    """How many words right before and right after the short piece stand around its place in the other report too."""
    around = (*long.before, *long.forms, *long.after)
    size, best = len(short.forms), 0
    for place in range(len(long.before), len(long.before) + len(long.forms) - size + 1):
        if around[place : place + size] == short.forms:
            before = _run(reversed(short.before), reversed(around[:place]))
            best = max(best, before + _run(iter(short.after), iter(around[place + size :])))
    return best


def _run(one: Iterator[str], two: Iterator[str]) -> int:
    """How many words agree from the start."""
    count = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        count += 1
    return count


def _region(short: Sequence[str], long: Sequence[str]) -> tuple[int, int]:
    """The stretch of the longer run, in words, that stands against the shorter one: the tighter of those that a
    reading from the front and one from the back give, since small words may find a partner too early."""
    front = _aligned_region(short, long)
    start, end = _aligned_region(short[::-1], long[::-1])
    back = len(long) - end, len(long) - start
    return min(front, back, key=lambda region: (region[1] - region[0], region))


def _aligned_region(short: Sequence[str], long: Sequence[str]) -> tuple[int, int]:
    changes = word_changes(short, long)
    start, end = 0, len(long)
    if changes and changes[0].left_start == 0 and changes[0].right_start == 0:
        start = changes[0].right_end - (changes[0].left_end - changes[0].left_start)
    if changes and changes[-1].left_end == len(short) and changes[-1].right_end == len(long):
        end = changes[-1].right_start + (changes[-1].left_end - changes[-1].left_start)
    return max(0, start), min(end, len(long))


def _groups(pieces: Sequence[QuotedPiece], scored: Sequence[tuple[float, int, int]]) -> list[list[int]]:
    best: dict[tuple[int, str, bool], tuple[float, int]] = {}
    for score, left, right in scored:
        for one, other in ((left, right), (right, left)):
            key = one, pieces[other].article, pieces[other].headline
            if key not in best or (score, -other) > (best[key][0], -best[key][1]):
                best[key] = score, other
    group_of = list(range(len(pieces)))

    def root(place: int) -> int:
        while group_of[place] != place:
            group_of[place] = group_of[group_of[place]]
            place = group_of[place]
        return place

    for _, left, right in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        forward = best[left, pieces[right].article, pieces[right].headline][1] == right
        backward = best[right, pieces[left].article, pieces[left].headline][1] == left
        if (forward and backward) or ((forward or backward) and _cut_of_other(pieces[left], pieces[right])):
            low, high = sorted((root(left), root(right)))
            group_of[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(pieces)):
        groups[root(place)].append(place)
    return [group for group in groups.values() if len(group) > 1]


def _cut_of_other(left: QuotedPiece, right: QuotedPiece) -> bool:
    short, long = sorted((left.forms, right.forms), key=len)
    return len(short) > 2 and is_cut(short, long)


def _utterance(pieces: Sequence[QuotedPiece]) -> Utterance:
    return Utterance(tuple(pieces), wording_of([piece.forms for piece in pieces]))


def wording_of(runs: Sequence[Sequence[str]]) -> QuoteWording:
    """Whether quoted runs of words are the same, cut (each stands in the longest, words dropped only at its ends) or
    altered. A first word that joins sentences ("and", "but") may be dropped without making it a cut."""
    longest = max(runs, key=len)
    if all(_without_joint(run) == _without_joint(longest) for run in runs):
        return "identical"
    if all(is_cut(run, longest) for run in runs):
        return "truncated"
    return "altered"


def is_cut(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether `short` stands in `long` word for word."""
    run = _without_joint(short)
    return not run or run in set(shingles(list(long), len(run)))


def _without_joint(run: Sequence[str]) -> tuple[str, ...]:
    return tuple(run[1:]) if len(run) > 3 and run[0] in ("and", "but", "so") else tuple(run)
