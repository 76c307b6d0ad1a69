"""Which claims of an earlier account of a story are those of a later one: by where their mentions stand."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from twosource.model.archive import TextEdit
from twosource.model.comparison import Claim, ClaimMention, Comparison, Passage
from twosource.model.span import Span
from twosource.text.edits import find_edits

COVERED = 0.5
"""Share of a mention's characters that another has to hold to speak for it: the whole of a sentence speaks for its
parts, one part does not speak for the sentence."""


class ClaimHistory:
    """Two accounts of one story. Mentions of the earlier one are brought to where they stand in the later text of an
    article that was revised; those whose words are gone stand nowhere."""

    def __init__(self, before: Comparison, after: Comparison) -> None:
        old = {one.article.id: one.article for one in before.articles}
        new = {one.article.id: one.article for one in after.articles}
        self.added = frozenset(new.keys() - old.keys())
        self.removed = frozenset(old.keys() - new.keys())
        self.revised = frozenset(key for key in new.keys() & old.keys() if old[key].text != new[key].text)
        self._moves = {key: SpanMove(find_edits(old[key].text, new[key].text)) for key in sorted(self.revised)}
        self._after = _by_article((m.article, m.span, claim) for claim in after.claims for m in claim.mentions)
        placed = ((m, self.now(m), claim) for claim in before.claims for m in claim.mentions)
        self._before = _by_article((m.article, span, claim) for m, span, claim in placed if span is not None)

    def is_new(self, place: ClaimMention | Passage) -> bool:
        """Whether the words at a place of the later account are new: their article came, or they were edited."""
        move = self._moves.get(place.article)
        return place.article in self.added or (move is not None and move.edits_later(place.span))

    def was_edited(self, mention: ClaimMention) -> bool:
        """Whether the words of a mention of the earlier account were edited since."""
        move = self._moves.get(mention.article)
        return move is not None and move.edits_earlier(mention.span)

    def now(self, mention: ClaimMention) -> Span | None:
        """Where a mention of the earlier account stands in the later text; None where its words or article are gone."""
        if mention.article in self.removed:
            return None
        move = self._moves.get(mention.article)
        return move.apply(mention.span) if move else mention.span

    def earlier(self, claim: Claim) -> list[Claim]:
        """The claims of the earlier account that speak for a claim of the later one, the most alike first."""
        return _covering([(m.article, m.span) for m in claim.mentions], self._before)

    def later(self, claim: Claim) -> list[Claim]:
        """The claims of the later account that speak for a claim of the earlier one, as in `earlier`."""
        places = [(m.article, self.now(m)) for m in claim.mentions]
        return _covering([(article, span) for article, span in places if span is not None], self._after)


class SpanMove:
    """Where the spans of a text stand after it was edited."""

    def __init__(self, edits: Sequence[TextEdit]) -> None:
        self.edits = edits
        self.starts = [edit.before.start for edit in edits]
        self.later_starts = [edit.after.start for edit in edits]

    def edits_earlier(self, span: Span) -> bool:
        """Whether an edit lies inside a span of the earlier text or reaches into it."""
        place = bisect_left(self.starts, span.end) - 1
        return place >= 0 and self.edits[place].before.end > span.start

    def edits_later(self, span: Span) -> bool:
        """Whether an edit lies inside a span of the later text or reaches into it."""
        place = bisect_left(self.later_starts, span.end) - 1
        return place >= 0 and self.edits[place].after.end > span.start

    def apply(self, span: Span) -> Span | None:
        """The span in the later text, an edit at either end included; None where nothing of it is left."""
        start, end = self._moved(span.start, False), self._moved(span.end, True)
        return Span(start, end) if end > start else None

    def _moved(self, offset: int, is_end: bool) -> int:
        place = bisect_right(self.starts, offset - is_end) - 1
        if place < 0:
            return offset
        edit = self.edits[place]
        if offset < edit.before.end:
            return edit.after.end if is_end else edit.after.start
        return offset - edit.before.end + edit.after.end


_Places = dict[str, list[tuple[Span, Claim]]]


def _by_article(mentions: Iterator[tuple[str, Span, Claim]]) -> _Places:
    places: _Places = defaultdict(list)
    for article, span, claim in mentions:
        places[article].append((span, claim))
    return {article: sorted(found, key=lambda pair: (pair[0], pair[1].id)) for article, found in places.items()}


def _covering(mentions: Sequence[tuple[str, Span]], places: _Places) -> list[Claim]:
    best: dict[str, tuple[float, float, Claim]] = {}
    for article, span in mentions:
        for other, claim in places.get(article, ()):
            if other.start >= span.end:
                break
            shared = min(other.end, span.end) - max(other.start, span.start)
            held = shared / max(1, len(span))
            alike = shared / max(1, len(span) + len(other) - shared)
            if shared > 0 and held >= COVERED and (alike, held) > best.get(claim.id, (0.0, 0.0, claim))[:2]:
                best[claim.id] = alike, held, claim
    ordered = sorted(best.values(), key=lambda found: (-found[0], -found[1], found[2].id))
    return [claim for _, _, claim in ordered]
