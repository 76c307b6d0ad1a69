"""Where a sentence names the speaker of its quotation: right behind it ("…," X said; "…," said X) or right before it
(X said: "…")."""

from dataclasses import dataclass

from twosource.annotate.names.token_table import TokenTable
from twosource.annotate.speakers.entity_index import EntityIndex
from twosource.annotate.stance import cue_lexicon
from twosource.model.span import Span
from twosource.text.quotation import Quotation

SUBJECT_REACH = 12
"""Tokens between a quotation and the cue verb that names its speaker at most."""
_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it"})
_STOPS = frozenset({".", "?", "!", ";", ":", "“", '"', "(", "—", "–"})


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A source and the cue verb it belongs to, as tokens: source `first` to `last` (exclusive), `verb`."""

    first: int
    last: int
    verb: int


class PlaceFinder:
    """Finds the named places of one article."""

    def __init__(self, tokens: TokenTable, index: EntityIndex) -> None:
        self._tokens = tokens
        self._index = index
        self._words = cue_lexicon().words

    def beside(self, quotation: Quotation) -> NamedPlace | None:
        """The place right behind the quotation, else the one right before it."""
        return self._behind(quotation) or self._before(quotation)

    def in_front(self, quotation: Quotation) -> NamedPlace | None:
        """The nearest cue verb in front of the quotation in its sentence, with its subject ("X charged that Y had
        “…”")."""
        table = self._tokens
        i = table.first_at(quotation.start)
        sentence = table.sentence[min(i, len(table) - 1)]
        for verb in range(i - 1, -1, -1):
            if table.sentence[verb] != sentence or table.quoted[verb]:
                return None
            if self._is_cue_verb(verb):
                return self.subject_before(verb) or self.sentence_subject(verb)
        return None

    def line(self, offset: int) -> int:
        """The line (paragraph) a character stands in."""
        return self._tokens.line[min(self._tokens.first_at(offset), len(self._tokens) - 1)]

    def _is_cue_verb(self, i: int) -> bool:
        table = self._tokens
        return table.lower[i] in self._words and table.pos[i] == "VERB" and not table.quoted[i]

    def _behind(self, quotation: Quotation) -> NamedPlace | None:
        """Source and verb right behind the quotation, in either order."""
        table = self._tokens
        i = table.first_at(quotation.end - 1)
        while i < len(table) and (table.words[i] in {",", '"', "”", "''", "’", "'"} or table.starts[i] < quotation.end):
            i += 1
        if i >= len(table) or table.line[i] != self.line(quotation.start) or table.quoted[i]:
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
        if i < 1 or table.line[i] != self.line(quotation.start) or not self._is_cue_verb(i):
            return None
        return self.subject_before(i)

    def subject_before(self, verb: int) -> NamedPlace | None:
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

    def sentence_subject(self, verb: int) -> NamedPlace | None:
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
