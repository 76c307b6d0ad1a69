"""Attribution spans → attributions: speaker, addressee, kind and stance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from twosource.annotate.linking import AttributionSpans
from twosource.annotate.names.lexicon import lexicon
from twosource.annotate.names.token_table import TokenTable, read_tokens
from twosource.annotate.speakers.addressees import find_addressee
from twosource.annotate.speakers.entity_index import EntityIndex, speaker_of
from twosource.annotate.speakers.pronoun_sources import PronounReader
from twosource.annotate.speakers.quotation_links import QuotationLinks
from twosource.annotate.speakers.sources import FIRST_PERSON, SourceReader
from twosource.annotate.speakers.transcripts import Turn, read_transcript
from twosource.annotate.stance import classify_cue
from twosource.model.annotation import Attribution, AttributionKind, Entity, Speaker, Stance
from twosource.model.article import Article
from twosource.model.span import Span
from twosource.text.quotation import Quotation, find_quotations

CONTEXT = 4
"""Tokens in front of a cue that are searched for a negation."""
_SILENT = frozenset({"byline", "credit", "date", "section", "dateline"})


def resolve_attributions(
    article: Article, doc: Doc, spans: Sequence[AttributionSpans], entities: Sequence[Entity]
) -> tuple[Attribution, ...]:
    """The attributions of the article with ids q1, q2 … in text order.

    `doc` is the parse of `article.text`, `entities` those `resolve_entities` found, `spans` the tagged source, cue and
    content spans (offsets into the text). A speaker carries the entity's id where one is settled on; else `id` is None
    and `name` the source's own words, never a bare pronoun; where the source stays open `speaker` is None. A quotation
    without a source goes on with the speaker before it; in a transcript the label in front of a turn is its source.
    """
    return _Resolver(article, doc, entities).resolve(spans)


@dataclass(slots=True)
class _Draft:
    """An attribution on its way: the spans, and what has been found for them."""

    spans: AttributionSpans
    number: int
    source: tuple[Span, ...]
    kind: AttributionKind
    stance: Stance
    negated: bool
    speaker: Speaker | None = None
    addressee: Speaker | None = None

    @property
    def start(self) -> int:
        return min(span.start for span in (*self.source, *self.spans.cue, *self.spans.content))


class _Resolver:
    def __init__(self, article: Article, doc: Doc, entities: Sequence[Entity]) -> None:
        words = lexicon()
        self._article = article
        self._tokens: TokenTable = read_tokens(article, doc)
        self._index = EntityIndex(entities, article.text, words)
        self._reader = SourceReader(self._tokens, self._index, words)
        self._pronouns = PronounReader(self._tokens, self._index)
        self._quotations = find_quotations(article.text)
        self._silent = [f.span for f in article.furniture if f.kind in _SILENT]
        self._turns = read_transcript(article.text)

    def resolve(self, spans: Sequence[AttributionSpans]) -> tuple[Attribution, ...]:
        linked = QuotationLinks(self._tokens, self._index, self._quotations).relink(spans)
        drafts = [self._draft(i, s) for i, s in enumerate(linked) if s.content]
        drafts += self._missing_turns(drafts)
        drafts.sort(key=lambda d: (d.start, -max(s.end for s in d.spans.content), d.number))
        done: list[_Draft] = []
        by_number = {draft.number: draft for draft in drafts}
        for draft in drafts:
            draft.speaker = self._speaker(draft, done, by_number)
            draft.addressee = find_addressee(draft.spans, draft.stance, self._tokens, self._index, self._reader)
            done.append(draft)
        ids = {draft.number: f"q{n}" for n, draft in enumerate(drafts, 1)}
        return tuple(
            Attribution(
                id=ids[d.number],
                kind=d.kind,
                source=d.source,
                cue=tuple(d.spans.cue),
                content=tuple(d.spans.content),
                speaker=d.speaker,
                addressee=d.addressee,
                stance=d.stance,
                negated=d.negated,
                parent=ids.get(d.spans.parent) if d.spans.parent is not None else None,
                score=d.spans.score,
            )
            for d in drafts
        )

    def _draft(self, number: int, spans: AttributionSpans) -> _Draft:
        source = tuple(spans.source)
        if not source:
            turn = next((t for t in self._turns if t.words.contains(spans.content[0])), None)
            source = (turn.label,) if turn is not None else ()
        stance, negated = self._stance(spans)
        return _Draft(spans, number, source, self._kind(spans.content), stance, negated)

    def _missing_turns(self, drafts: Sequence[_Draft]) -> list[_Draft]:
        """The turns of a transcript that no attribution covers."""
        covered = [span for draft in drafts for span in draft.spans.content]
        missing: list[_Draft] = []
        for turn in self._turns:
            if any(span.overlaps(turn.words) for span in covered):
                continue
            spans = AttributionSpans((turn.label,), (), (turn.words,), None, 1.0)
            missing.append(_Draft(spans, -1 - len(missing), (turn.label,), "direct", "states", False))
        return missing

    def _stance(self, spans: AttributionSpans) -> tuple[Stance, bool]:
        words = [self._tokens.lower[i] for span in spans.cue for i in self._tokens.within(span)]
        if not words:
            return "states", False
        first = self._tokens.within(spans.cue[0]).start
        before: list[str] = []
        for i in range(first - 1, max(-1, first - 1 - CONTEXT), -1):
            if (
                self._tokens.lower[i] in {",", ".", ";", '"', "”", "“", "and", "but", "that"}
                or self._tokens.pos[i] == "VERB"
            ):
                break
            before.insert(0, self._tokens.lower[i])
        return classify_cue(words, before)

    def _kind(self, content: Sequence[Span]) -> AttributionKind:
        """Direct when every word of the content stands inside quotation marks, indirect when none does."""
        if any(span.start >= t.words.start and span.end <= t.words.end for t in self._turns for span in content):
            return "direct"
        table = self._tokens
        inside = [
            table.quoted[i] for span in content for i in table.within(span) if any(c.isalnum() for c in table.words[i])
        ]
        if inside and all(inside):
            return "direct"
        return "mixed" if any(inside) else "indirect"

    def _speaker(self, draft: _Draft, done: Sequence[_Draft], by_number: dict[int, _Draft]) -> Speaker | None:
        if not draft.source:
            return self._inherited(draft, done)
        source = draft.source[0]
        if any(silent.overlaps(source) for silent in self._silent):
            return None
        pronoun = self._reader.pronoun(source)
        if not pronoun:
            owned = self._owned(source)
            if owned is not None:
                return owned
            speaker = self._reader.read(source)
            if speaker is not None and speaker.id is None and self._reader.describes_one_person(source):
                spoken = any(d.speaker and d.speaker.name.split()[-1:] == speaker.name.split()[-1:] for d in done)
                return speaker if spoken else self._pronouns.only_person(source) or speaker
            return speaker
        parent = by_number.get(draft.spans.parent) if draft.spans.parent is not None else None
        if pronoun in FIRST_PERSON:
            if parent is not None:
                return parent.speaker
            return self._quoting_speaker(source, done)
        entity = self._index.at(source.start, source.end)
        if entity is not None:
            return speaker_of(entity)
        before = [d.speaker for d in done if d.speaker is not None and d.start < source.start and d is not parent]
        return self._pronouns.read(pronoun, source, before[-1] if before else None)

    def _owned(self, source: Span) -> Speaker | None:
        """What a possessive pronoun opens ("his office", "her lawyer"), with its owner's name for the pronoun; the
        office itself where the article names it by the owner's title ("the Prime Minister's Office")."""
        at = self._tokens.first_at(source.start)
        if at >= len(self._tokens) or self._tokens.lower[at] not in ("his", "her"):
            return None
        owner = self._index.at(self._tokens.starts[at], self._tokens.ends[at])
        if owner is None or owner.kind != "person":
            return None
        speaker = self._reader.read(Span(self._tokens.ends[at], source.end))
        if speaker is None or speaker.id is not None:
            return speaker
        office = self._index.office_of(owner) if speaker.name.lower() == "office" else None
        return speaker_of(office) if office else replace(speaker, name=f"{owner.name}'s {speaker.name}")

    def _quoting_speaker(self, source: Span, done: Sequence[_Draft]) -> Speaker | None:
        """Who says "I": the speaker of the attribution in whose content it stands."""
        for draft in reversed(done):
            if any(span.contains(source) for span in draft.spans.content) and draft.kind != "indirect":
                return draft.speaker
        return None

    def _inherited(self, draft: _Draft, done: Sequence[_Draft]) -> Speaker | None:
        """The speaker before, where this quotation goes on with that one's: in the same paragraph, or from paragraph to
        paragraph with nothing but quotation between."""
        if draft.spans.cue and self._is_participle(draft.spans.cue[0]):
            return self._of_sentence(draft, done)
        if draft.kind == "indirect" or draft.spans.parent is not None:
            return None
        start = draft.spans.content[0].start
        for earlier in reversed(done):
            if earlier.spans.parent is not None or earlier.kind == "indirect":
                continue
            end = max(span.end for span in (*earlier.spans.content, *earlier.spans.cue, *earlier.source))
            between = self._article.text[end:start] if end <= start else ""
            if "\n" not in between or self._goes_on(end, start):
                return earlier.speaker
            return None
        return None

    def _is_participle(self, cue: Span) -> bool:
        first = self._tokens.within(cue).start
        return first < len(self._tokens) and self._tokens.lower[first].endswith("ing")

    def _of_sentence(self, draft: _Draft, done: Sequence[_Draft]) -> Speaker | None:
        """The speaker of the last attribution before in the same sentence ("X said …, adding that …"), whose subject a
        participle shares; without one, the sentence's subject."""
        cue = self._tokens.within(draft.spans.cue[0]).start
        for earlier in reversed(done):
            if earlier.spans.cue and earlier.spans.parent == draft.spans.parent:
                at = self._tokens.within(earlier.spans.cue[0]).start
                if at < cue and self._tokens.sentence[at] == self._tokens.sentence[cue]:
                    return earlier.speaker
        return None

    def _goes_on(self, end: int, start: int) -> bool:
        """Whether a quotation of one paragraph goes on in the next: nothing but marks and white space between, or the
        first left unclosed."""
        between = self._article.text[end:start]
        if len(between) < 40 and not any(c.isalnum() for c in between):
            return True
        return any(q.continues and q.start <= end and end <= q.end + 2 for q in self._near(end))

    def _near(self, offset: int) -> list[Quotation]:
        return [q for q in self._quotations if q.start <= offset <= q.end + 2]


__all__ = ["Turn", "resolve_attributions"]
