"""Quotations held to the speaker their own sentence names.

News gives the speaker of a quotation in a few fixed places: right behind it, right before it, or, for the quotations
that follow in the same paragraph, with the first. Where the tagger links a quotation to a cue further away although one
of these places is taken, the place wins (compare the quotation patterns of Pareti et al., EMNLP 2013, and the sieves of
Muzny et al., EACL 2017).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from twosource.annotate.linking import AttributionSpans
from twosource.annotate.names.token_table import TokenTable
from twosource.annotate.speakers.entity_index import EntityIndex
from twosource.annotate.speakers.quotation_places import NamedPlace, PlaceFinder
from twosource.model.span import Span
from twosource.text.quotation import Quotation

FEWEST_WORDS = 3
"""A quotation of fewer words that does not end a sentence is a quoted term: its sentence need not name its speaker."""
FAR = 2
"""Paragraphs back from a quotation that its cue may stand without any part of the attribution between. In PolNeAR's
training articles 99 % of quoted contents have their cue in their own paragraph or one of the two before."""
UNTAGGED_SCORE = 0.5
"""Score of an attribution that rests on its place alone."""


@dataclass(slots=True)
class _Link:
    """An attribution whose contents are being sorted out."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: list[Span] = field(default_factory=list)
    parent: int | None = None
    score: float = UNTAGGED_SCORE

    def close(self) -> AttributionSpans:
        """The attribution, its contents in text order, without overlaps among them or with source and cue."""
        taken = sorted((*self.source, *self.cue))
        content: list[Span] = []
        for span in sorted(self.content):
            if content and span.start < content[-1].end:
                if span.end > content[-1].end:
                    content[-1] = Span(content[-1].start, span.end)
                continue
            content.append(span)
        clear = tuple(span for span in content if not any(span.overlaps(other) for other in taken))
        return AttributionSpans(self.source, self.cue, clear or tuple(content), self.parent, self.score)


class QuotationLinks:
    """Checks the links between the quotations of one article and their cues."""

    def __init__(self, tokens: TokenTable, index: EntityIndex, quotations: Sequence[Quotation]) -> None:
        self._tokens = tokens
        self._places = PlaceFinder(tokens, index)
        self._quotations = [q for q in quotations if self._is_speech(q)]
        self._starts = [q.start for q in self._quotations]
        self._place_of = {q.start: self._places.beside(q) for q in self._quotations}
        self._before = self._places_before()

    def relink(self, spans: Sequence[AttributionSpans]) -> list[AttributionSpans]:
        """The attributions with every quotation at the cue of its own sentence or paragraph, where that names one, and
        quotations nobody tagged at their place. New attributions come last; one that lost all its contents keeps its
        index with empty content, so that the indexes in `parent` hold."""
        links = [_Link(s.source, s.cue, list(s.content), s.parent, s.score) for s in spans]
        by_verb = {i: n for n, s in enumerate(spans) for cue in s.cue for i in self._tokens.within(cue)}
        for number, attribution in enumerate(spans):
            for content in attribution.content:
                self._check(number, content, links, by_verb)
        self._take_in_untagged(links, by_verb)
        return [self._with_near_source(link).close() for link in links]

    def _check(self, number: int, content: Span, links: list[_Link], by_verb: dict[int, int]) -> None:
        """Moves one content to where it belongs."""
        link = links[number]
        quotation = self._quotation_of(content)
        if quotation is None or any(quotation.span.contains(cue) for cue in link.cue):
            return
        far = self._is_far(link, quotation)
        place = self._place_of[quotation.start] or (self._before.get(quotation.start) if far else None)
        if place is None:
            if far and self._is_out_of_reach(link, quotation):
                link.content.remove(content)
                links.append(_Link((), (), [content], None, link.score))
            return
        if by_verb.get(place.verb) != number and (far or not self._names_same(link, place)):
            link.content.remove(content)
            self._put(place, content, link.score, links, by_verb)

    def _put(self, place: NamedPlace, content: Span, score: float, links: list[_Link], by_verb: dict[int, int]) -> None:
        """Adds a content to the attribution whose cue has the place's verb, or to a new one."""
        home = by_verb.get(place.verb)
        if home is None:
            home = by_verb[place.verb] = len(links)
            links.append(_Link((self._source(place),), (self._token(place.verb),), [], None, score))
        links[home].content.append(content)

    def _take_in_untagged(self, links: list[_Link], by_verb: dict[int, int]) -> None:
        """Adds the quotations no content touches to the attribution at their place."""
        covered = sorted(span for link in links for span in link.content)
        ends = [0]
        for span in covered:
            ends.append(max(ends[-1], span.end))
        starts = [span.start for span in covered]
        for quotation in self._quotations:
            if ends[bisect_right(starts, quotation.end - 1)] > quotation.start:
                continue
            place = self._place_of[quotation.start] or self._before.get(quotation.start)
            if place is not None:
                self._put(place, quotation.span, UNTAGGED_SCORE, links, by_verb)
                continue
            place = self._places.in_front(quotation)
            if place is not None and place.verb not in by_verb:
                start = self._tokens.starts[place.verb + 1]
                self._put(place, Span(start, quotation.end), UNTAGGED_SCORE, links, by_verb)

    def _is_speech(self, quotation: Quotation) -> bool:
        inner = quotation.inner.surface(self._tokens.text)
        return len(inner.split()) >= FEWEST_WORDS or inner.rstrip()[-1:] in {",", ".", "?", "!"}

    def _places_before(self) -> dict[int, NamedPlace]:
        """For each quotation the place of the last one before it in its paragraph that has one."""
        found: dict[int, NamedPlace] = {}
        line, last = -1, None
        for quotation in self._quotations:
            if self._places.line(quotation.start) != line:
                line, last = self._places.line(quotation.start), None
            if last is not None:
                found[quotation.start] = last
            last = self._place_of[quotation.start] or last
        return found

    def _quotation_of(self, content: Span) -> Quotation | None:
        """The quotation most of the content stands in."""
        at = bisect_right(self._starts, content.start)
        for quotation in self._quotations[max(0, at - 1) : at + 1]:
            shared = min(content.end, quotation.end) - max(content.start, quotation.start)
            if shared > 0.5 * len(content):
                return quotation
        return None

    def _is_far(self, link: _Link, quotation: Quotation) -> bool:
        """Whether no part of the attribution's cue stands in the quotation's paragraph."""
        line = self._places.line(quotation.start)
        return bool(link.cue) and all(self._places.line(cue.start) != line for cue in link.cue)

    def _is_out_of_reach(self, link: _Link, quotation: Quotation) -> bool:
        """Whether the cue stands in a later paragraph or far before, with no other content of it near."""
        line, lines = self._places.line(quotation.start), [self._places.line(cue.start) for cue in link.cue]
        others = [self._places.line(c.start) for c in link.content if not c.overlaps(quotation.span)]
        if any(abs(other - line) <= FAR for other in others):
            return False
        return min(lines) > line or max(lines) < line - FAR

    def _names_same(self, link: _Link, place: NamedPlace) -> bool:
        return any(source.overlaps(self._source(place)) for source in link.source)

    def _source(self, place: NamedPlace) -> Span:
        return Span(self._tokens.starts[place.first], self._tokens.ends[place.last - 1])

    def _token(self, i: int) -> Span:
        return Span(self._tokens.starts[i], self._tokens.ends[i])

    def _with_near_source(self, link: _Link) -> _Link:
        """The attribution with the subject of its cue as source, where its own source stands in another paragraph."""
        if not link.cue or not link.source or not link.content:
            return link
        line = self._places.line(link.cue[0].start)
        if any(self._places.line(source.start) == line for source in link.source):
            return link
        verb = self._tokens.first_at(link.cue[0].start)
        place = self._places.subject_before(verb) or self._places.sentence_subject(verb)
        if place is not None and not any(self._source(place).overlaps(span) for span in (*link.content, *link.cue)):
            link.source = (self._source(place),)
        return link
