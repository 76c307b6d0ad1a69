"""Quotations held to the speaker their own sentence names.

News gives the speaker of a quotation in a few fixed places: right behind it ("…," X said; "…," said X), right before it
(X said: "…"), or, for the quotations that follow in the same paragraph, with the first. Where the tagger links a
quotation to a cue further away although one of these places is taken, the place wins (compare the quotation patterns of
Pareti et al., EMNLP 2013, and the sieves of Muzny et al., EACL 2017).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from twosource.annotate.entities.token_table import TokenTable
from twosource.annotate.linking import AttributionSpans
from twosource.annotate.speakers.entity_index import EntityIndex
from twosource.annotate.stance import cue_lexicon
from twosource.model.span import Span
from twosource.text.quotation import Quotation

SUBJECT_REACH = 12
"""Tokens between a quotation and the cue verb that names its speaker at most."""
FEWEST_WORDS = 3
"""A quotation of fewer words that does not end a sentence is a quoted term: its sentence need not name its speaker."""
_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it"})
_STOPS = frozenset({".", "?", "!", ";", ":", "“", '"', "(", "—", "–"})


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """The source and the cue verb beside a quotation, as tokens: source `first` to `last` (exclusive), `verb`."""

    first: int
    last: int
    verb: int


class QuotationLinks:
    """Checks the links between the quotations of one article and their cues."""

    def __init__(self, tokens: TokenTable, index: EntityIndex, quotations: Sequence[Quotation]) -> None:
        self._tokens = tokens
        self._index = index
        self._words = cue_lexicon().words
        self._quotations = [q for q in quotations if self._is_speech(q)]
        self._places = {q.start: self._behind(q) or self._before(q) for q in self._quotations}

    def relink(self, spans: Sequence[AttributionSpans]) -> list[AttributionSpans]:
        """The attributions with every quotation at the cue of its own sentence or paragraph, where that names one; an
        attribution that loses all its contents goes. Attributions are appended, never reordered, so that the indexes
        in `parent` hold; one that went keeps its index with empty content."""
        out = [list(s.content) for s in spans]
        sources = [s.source for s in spans]
        added: list[AttributionSpans] = []
        by_verb = {i: n for n, s in enumerate(spans) for cue in s.cue for i in self._tokens.within(cue)}
        for n, attribution in enumerate(spans):
            for content in attribution.content:
                quotation = self._quotation_of(content)
                if quotation is None or any(quotation.span.contains(cue) for cue in attribution.cue):
                    continue
                far = self._is_far(attribution, quotation)
                place = self._places[quotation.start] or (self._of_paragraph(quotation) if far else None)
                if place is None and far and self._is_out_of_reach(attribution, quotation):
                    out[n].remove(content)
                    added.append(AttributionSpans((), (), (content,), None, attribution.score))
                    out.append([content])
                    sources.append(())
                    continue
                if place is None or by_verb.get(place.verb) == n:
                    continue
                if not far and self._names_same(attribution, place):
                    continue
                out[n].remove(content)
                home = by_verb.get(place.verb)
                if home is not None:
                    out[home].append(content)
                else:
                    by_verb[place.verb] = len(spans) + len(added)
                    added.append(self._attribution(place, content, attribution.score))
                    out.append([content])
                    sources.append(added[-1].source)
        self._take_in_uncovered(spans, out, added, by_verb)
        sources += [s.source for s in added[len(sources) - len(spans) :]]
        whole = [*spans, *added]
        kept = [replace(s, content=tuple(sorted(c)), source=src) for s, c, src in zip(whole, out, sources, strict=True)]
        return [self._with_near_source(s) for s in kept]

    def _take_in_uncovered(
        self,
        spans: Sequence[AttributionSpans],
        contents: list[list[Span]],
        added: list[AttributionSpans],
        by_verb: dict[int, int],
    ) -> None:
        """Adds the quotations no content touches to the attribution at their place, or as one of their own."""
        covered = [span for content in contents for span in content]
        for quotation in self._quotations:
            if any(span.overlaps(quotation.span) for span in covered):
                continue
            place = self._places[quotation.start] or self._of_paragraph(quotation)
            if place is None:
                continue
            home = by_verb.get(place.verb)
            if home is not None:
                contents[home].append(quotation.span)
            else:
                by_verb[place.verb] = len(spans) + len(added)
                added.append(self._attribution(place, quotation.span, 0.5))
                contents.append([quotation.span])

    def _is_speech(self, quotation: Quotation) -> bool:
        inner = quotation.inner.surface(self._tokens.text)
        return len(inner.split()) >= FEWEST_WORDS or inner.rstrip()[-1:] in {",", ".", "?", "!"}

    def _quotation_of(self, content: Span) -> Quotation | None:
        """The quotation most of the content stands in."""
        for quotation in self._quotations:
            shared = min(content.end, quotation.end) - max(content.start, quotation.start)
            if shared > 0.5 * len(content):
                return quotation
        return None

    def _line(self, offset: int) -> int:
        at = min(self._tokens.first_at(offset), len(self._tokens) - 1)
        return self._tokens.line[at]

    def _is_far(self, attribution: AttributionSpans, quotation: Quotation) -> bool:
        """Whether no part of the attribution's cue stands in the quotation's paragraph."""
        line = self._line(quotation.start)
        return bool(attribution.cue) and all(self._line(cue.start) != line for cue in attribution.cue)

    def _is_out_of_reach(self, attribution: AttributionSpans, quotation: Quotation) -> bool:
        """Whether the cue stands in a later paragraph, or more than one before, and none of its words in between."""
        line, lines = self._line(quotation.start), [self._line(cue.start) for cue in attribution.cue]
        others = [self._line(c.start) for c in attribution.content if not c.overlaps(quotation.span)]
        if any(abs(other - line) <= 2 for other in others):
            return False
        return min(lines) > line or max(lines) < line - 2

    def _names_same(self, attribution: AttributionSpans, place: NamedPlace) -> bool:
        named = Span(self._tokens.starts[place.first], self._tokens.ends[place.last - 1])
        return any(source.overlaps(named) for source in attribution.source)

    def _attribution(self, place: NamedPlace, content: Span, score: float) -> AttributionSpans:
        table = self._tokens
        return AttributionSpans(
            source=(Span(table.starts[place.first], table.ends[place.last - 1]),),
            cue=(Span(table.starts[place.verb], table.ends[place.verb]),),
            content=(content,),
            parent=None,
            score=score,
        )

    def _of_paragraph(self, quotation: Quotation) -> NamedPlace | None:
        """The place that names the speaker of the quotation before this one in the same paragraph."""
        line = self._line(quotation.start)
        found = None
        for other in self._quotations:
            if other.start >= quotation.start:
                break
            if self._line(other.start) == line:
                found = self._places[other.start] or found
        return found

    def _is_cue_verb(self, i: int) -> bool:
        table = self._tokens
        return table.lower[i] in self._words and table.pos[i] == "VERB" and not table.quoted[i]

    def _behind(self, quotation: Quotation) -> NamedPlace | None:
        """Source and verb right behind the quotation, in either order."""
        table = self._tokens
        i = table.first_at(quotation.end - 1)
        while i < len(table) and (table.words[i] in {",", '"', "”", "''", "’", "'"} or table.starts[i] < quotation.end):
            i += 1
        if i >= len(table) or table.line[i] != self._line(quotation.start) or table.quoted[i]:
            return None
        if self._is_cue_verb(i):
            return self._inverted(i)
        for verb in range(i + 1, min(i + SUBJECT_REACH, len(table))):
            if table.words[verb] in _STOPS or table.words[verb].isspace() or table.quoted[verb]:
                return None
            if self._is_cue_verb(verb):
                return self._subject(i, verb)
            if table.pos[verb] == "VERB" or table.lower[verb] in {"and", "but", "that", "when", "as"}:
                return None
        return None

    def _subject(self, first: int, verb: int) -> NamedPlace | None:
        """The subject from token `first` up to the verb, if it begins with a name, a description or a pronoun."""
        table = self._tokens
        last = verb
        while last > first and table.pos[last - 1] in ("ADV", "AUX", "PART", "PUNCT"):
            last -= 1
        if last <= first:
            return None
        if table.lower[first] in _PRONOUNS:
            return NamedPlace(first, first + 1, verb)
        if table.pos[first] not in ("PROPN", "DET", "NOUN", "ADJ"):
            return None
        return NamedPlace(first, last, verb)

    def _inverted(self, verb: int) -> NamedPlace | None:
        """The source behind the verb ("said Senator X, …"): up to the next comma, stop or preposition."""
        table = self._tokens
        end = verb + 1
        while end < min(verb + SUBJECT_REACH, len(table)) and table.line[end] == table.line[verb]:
            if table.pos[end] not in ("PROPN", "DET", "NOUN", "ADJ", "NUM", "PART") and table.words[end] not in {
                "-",
                "'s",
                "’s",
            }:
                break
            end += 1
        if end == verb + 1:
            return None
        named = self._index.within(Span(table.starts[verb + 1], table.ends[end - 1]))
        return NamedPlace(verb + 1, end, verb) if named or table.pos[end - 1] == "PROPN" else None

    def _before(self, quotation: Quotation) -> NamedPlace | None:
        """Source and verb right in front of the quotation: X said: "…"."""
        table = self._tokens
        i = table.first_at(quotation.start) - 1
        while i >= 0 and (table.words[i] in {",", ":"} or table.starts[i] >= quotation.start):
            i -= 1
        if i < 1 or table.line[i] != self._line(quotation.start) or not self._is_cue_verb(i):
            return None
        return self._subject_before(i)

    def _subject_before(self, verb: int) -> NamedPlace | None:
        """The name or pronoun that ends right before the verb, adverbs and auxiliaries aside."""
        table = self._tokens
        last = verb
        while last > 0 and table.pos[last - 1] in ("ADV", "AUX", "PART"):
            last -= 1
        if last == 0 or table.line[last - 1] != table.line[verb] or table.quoted[last - 1]:
            return None
        if table.lower[last - 1] in _PRONOUNS:
            return NamedPlace(last - 1, last, verb)
        for mention, _ in self._index.before(table.ends[last - 1], 60):
            if mention.end == table.ends[last - 1] and mention.form != "pronoun":
                return NamedPlace(table.first_at(mention.start), last, verb)
        return None

    def _with_near_source(self, attribution: AttributionSpans) -> AttributionSpans:
        """The attribution with the subject of its cue as source, where its own source stands in another paragraph."""
        if not attribution.cue or not attribution.source or not attribution.content:
            return attribution
        line = self._line(attribution.cue[0].start)
        if any(self._line(source.start) == line for source in attribution.source):
            return attribution
        table = self._tokens
        verb = table.first_at(attribution.cue[0].start)
        place = self._subject_before(verb) or self._sentence_subject(verb)
        if place is None:
            return attribution
        return replace(attribution, source=(Span(table.starts[place.first], table.ends[place.last - 1]),))

    def _sentence_subject(self, verb: int) -> NamedPlace | None:
        """The first person or body named in front of the verb in its sentence."""
        table = self._tokens
        first = verb
        while first > 0 and table.sentence[first - 1] == table.sentence[verb]:
            first -= 1
        if first == verb:
            return None
        for mention, entity in self._index.within(Span(table.starts[first], table.ends[verb - 1])):
            inside = table.within(mention.span)
            if entity.kind in ("person", "organization", "office") and not table.quoted[inside.start]:
                before = table.pos[inside.start - 1] if inside.start > first else ""
                possessive = table.lower[inside.stop : inside.stop + 1] in (["'s"], ["'"])
                if before != "ADP" and not possessive:
                    return NamedPlace(inside.start, inside.stop, verb)
        return None
