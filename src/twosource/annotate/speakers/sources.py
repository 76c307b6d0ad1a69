"""From the words of a source to a speaker: "State Department spokesman X", "the senator", "she", "officials"."""

from twosource.annotate.names.lexicon import Lexicon
from twosource.annotate.names.token_table import TokenTable
from twosource.annotate.names.word_lists import word_list
from twosource.annotate.speakers.entity_index import EntityIndex, speaker_of
from twosource.model.annotation import Entity, Mention, Speaker, SpeakerKind
from twosource.model.span import Span

SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "both"})
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
THING = frozenset({"it", "its", "itself", "this", "these", "those"})
NOBODY = frozenset({"you", "your", "one", "there"})
PRONOUNS = SINGULAR | PLURAL | FIRST_PERSON | RELATIVE | THING | NOBODY
_LEADING = frozenset({"by", "from", "of", "among", "for", "to", "and", "but", "as", "with", "in", "even"})
_BREAKS = frozenset({",", "(", "[", "—", "–", "--", ":", ";", "who", "which", "that", "whose", "-"})
_DETERMINERS = frozenset({"the", "a", "an"})
_POSSESSIVE = frozenset({"'s", "'", "’"})
_KINDS: tuple[SpeakerKind, ...] = ("document", "outlet", "office", "group", "unnamed")
_AUDIENCES = word_list("audiences")
RELATIVE_REACH = 160
"""Characters back from "who" to the name it stands for: room for one apposition."""


class SourceReader:
    """Reads the sources of one article."""

    def __init__(self, tokens: TokenTable, index: EntityIndex, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._index = index
        self._lexicon = lexicon

    def pronoun(self, span: Span) -> str:
        """The pronoun (lower case) the source consists of; empty where it is no bare pronoun."""
        words = [self._tokens.lower[i] for i in self._content(span)]
        word = words[0] if len(words) == 1 else ""
        return word if word in PRONOUNS else ""

    def describes_one_person(self, span: Span) -> bool:
        """Whether the source is a definite description of one person ("the nominee") and nothing else."""
        tokens = self._content(span)
        if len(tokens) < 2 or self._tokens.lower[tokens[0]] != "the":
            return False
        return self._segment_end(tokens[0], tokens[-1] + 1) == tokens[-1] + 1 and (
            self._tokens.lower[tokens[-1]] in self._lexicon.heads
        )

    def has_known_head(self, span: Span) -> bool:
        """Whether the last word of the phrase is a noun for people, bodies or documents."""
        tokens = self._content(span)
        word = self._tokens.lower[tokens[-1]] if tokens else ""
        known = [*self._lexicon.sources.values(), self._lexicon.heads.keys(), _AUDIENCES]
        return any(form in words for words in known for form in (word, _singular(word)))

    def read(self, span: Span) -> Speaker | None:
        """The speaker a source that is no bare pronoun names; its entity where the head of the phrase is one, else its
        own words. None for a span without a word."""
        tokens = self._content(span)
        if not tokens:
            return None
        first, last = tokens[0], tokens[-1] + 1
        end = self._segment_end(first, last)
        named = self._named(first, end) or self._behind_comma(first, end, last)
        if named is not None:
            return named
        return self._described(first, end, last)

    def _content(self, span: Span) -> list[int]:
        """The tokens of the span without marks, conjunctions and prepositions at its ends."""
        table = self._tokens
        inside = [i for i in table.within(span) if table.starts[i] >= span.start and table.ends[i] <= span.end]
        while inside and (not table.words[inside[0]][0].isalnum() or table.lower[inside[0]] in _LEADING):
            inside.pop(0)
        while inside and not _has_letter(table.words[inside[-1]]):
            inside.pop()
        while inside and len(inside) > 1 and table.lower[inside[-1]] in _POSSESSIVE:
            inside.pop()
        return inside

    def _mentions(self, first: int, last: int) -> list[tuple[int, int, Mention, Entity]]:
        table = self._tokens
        span = Span(table.starts[first], table.ends[last - 1])
        out = []
        for mention, entity in self._index.within(span):
            inside = table.within(mention.span)
            out.append((inside.start, inside.stop, mention, entity))
        return out

    def _segment_end(self, first: int, last: int) -> int:
        """Where the head of the phrase must stand before: the first preposition, comma, bracket or relative pronoun."""
        inside = {i for a, b, _, _ in self._mentions(first, last) for i in range(a, b)}
        for i in range(first, last):
            if i in inside:
                continue
            pos = self._tokens.pos[i]
            if self._tokens.lower[i] in _BREAKS or (i > first and pos in ("ADP", "VERB", "SCONJ", "AUX", "PRON")):
                return max(i, first + 1)
        return last

    def _named(self, first: int, end: int) -> Speaker | None:
        """The entity whose mention ends the segment; two of them joined by "and" are named together."""
        found = [(a, b, m, e) for a, b, m, e in self._mentions(first, end) if m.form != "pronoun"]
        closing = [item for item in found if item[1] == end]
        if not closing:
            return None
        head = closing[0]
        others = [
            e for a, b, _, e in found if b < end and self._tokens.lower[b : b + 1] == ["and"] and e is not head[3]
        ]
        if others and self._joins(first, head[0]):
            names = list(dict.fromkeys([*(e.name for e in others), head[3].name]))
            return Speaker(None, ", ".join(names[:-1]) + " and " + names[-1], "group")
        if any(self._tokens.lower[i] == "and" for i in range(first, head[0])) and not others:
            return Speaker(None, self._words(first, end), "group")
        return speaker_of(head[3])

    def _joins(self, first: int, head: int) -> bool:
        return any(self._tokens.lower[i] == "and" for i in range(first, head))

    def _behind_comma(self, first: int, end: int, last: int) -> Speaker | None:
        """The person or body named in apposition to a description: "the group's leader, X", "a spokesman for Y, X,",
        "the station operator, X,"."""
        table = self._tokens
        bodies = self._lexicon.sources["organization"]
        kind = "organization" if table.lower[end - 1] in bodies else "person"
        if kind == "person" and not any(table.lower[i] in self._lexicon.heads for i in range(first, end)):
            return None
        for a, b, mention, entity in self._mentions(first, last):
            if entity.kind != kind or mention.form != "name" or a <= first:
                continue
            after = table.words[b] if b < last else ","
            if after in {",", "(", "who", "-", "—"} and self._opens_after_comma(first, a):
                return speaker_of(entity)
        return None

    def _opens_after_comma(self, first: int, name: int) -> bool:
        """Whether nothing but a title stands between the name and the comma in front of it."""
        for i in range(name - 1, first, -1):
            if self._tokens.words[i] == ",":
                return True
            if self._tokens.pos[i] not in ("NOUN", "PROPN", "ADJ") or name - i > 5:
                return False
        return False

    def _described(self, first: int, end: int, last: int) -> Speaker | None:
        """A source known by its words alone; None where they come down to a pronoun."""
        table = self._tokens
        while end > first + 1 and not _has_letter(table.words[end - 1]):
            end -= 1
        lone = self._index.named(table.words[end - 1]) if table.words[end - 1][:1].isupper() else None
        if lone is not None:
            return speaker_of(lone)
        last = next((i for i in range(end, last) if table.words[i] in {",", ";", "—", "–"}), last)
        if table.lower[first] in _DETERMINERS and first + 1 < last:
            name = self._words(first + 1, last)
        else:
            name = self._words(first, last)
        return None if name.lower() in PRONOUNS else Speaker(None, name, self._kind(first, end))

    def _words(self, first: int, last: int) -> str:
        words = " ".join(self._tokens.surface(first, last).split())
        return words.split(" (")[0] if "(" in words and ")" not in words else words

    def _kind(self, first: int, end: int) -> SpeakerKind:
        """What the phrase's head noun makes the source; a capitalised name nobody knows is named."""
        table, sources = self._tokens, self._lexicon.sources
        for i in range(end - 1, first - 1, -1):
            word = table.lower[i]
            single = _singular(word)
            for kind in _KINDS:
                if word in sources[kind] or single in sources[kind]:
                    return kind
            if word in sources["organization"] or single in sources["organization"]:
                return "group"
            if single != word and single in self._lexicon.heads:
                return "group"
            if i == end - 1 and table.words[i][0].isupper() and i > first and word not in self._lexicon.heads:
                return "named"
        return "unnamed"


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _has_letter(word: str) -> bool:
    return any(c.isalnum() for c in word)
