"""Sources that are bare pronouns: "he" after a quotation, "who" behind a name, "they" after officials."""

from twosource.annotate.coreference.pronouns import GENDERS
from twosource.annotate.names.token_table import TokenTable
from twosource.annotate.speakers.entity_index import EntityIndex, speaker_of
from twosource.annotate.speakers.sources import PLURAL, RELATIVE, RELATIVE_REACH, SINGULAR, THING
from twosource.model.annotation import Speaker
from twosource.model.span import Span

REACH = 600
"""Characters back to the antecedent of a pronoun at most: four or five sentences of news."""
_THINGS = frozenset({"organization", "office", "document", "outlet", "group", "place", "work"})


class PronounReader:
    """Finds whom the pronouns that the entity layer left open mean, where the source is all that is asked for."""

    def __init__(self, tokens: TokenTable, index: EntityIndex) -> None:
        self._tokens = tokens
        self._index = index

    def read(self, pronoun: str, source: Span, before: Speaker | None) -> Speaker | None:
        """The speaker a pronoun at `source` means; `before` is the speaker of the attribution before it. None where no
        one candidate stands out."""
        if pronoun in SINGULAR:
            return self._person(pronoun, source, before)
        if pronoun in RELATIVE:
            return self._antecedent(pronoun, source)
        if pronoun in PLURAL:
            return before if before is not None and before.kind in ("group", "unnamed") else None
        if pronoun in THING:
            return self._thing(source, before)
        return None

    def _person(self, pronoun: str, source: Span, before: Speaker | None) -> Speaker | None:
        """The last speaker, if the gender agrees and no other person of that gender was named since; else the only
        person of that gender named shortly before."""
        gender = GENDERS.get(pronoun, "")
        seen: dict[str, Speaker] = {}
        for mention, entity in self._index.before(source.start, REACH):
            quoted = self._tokens.quoted[self._tokens.first_at(mention.start)]
            if entity.kind == "person" and not quoted and self._index.gender(entity.id) in ("", gender):
                seen.setdefault(entity.id, speaker_of(entity))
        if before is not None and before.id in seen:
            return before
        return next(iter(seen.values())) if len(seen) == 1 else None

    def only_person(self, source: Span) -> Speaker | None:
        """The one person the text outside quotation marks speaks of in the paragraph and the one before it."""
        table = self._tokens
        at = min(table.first_at(source.start), len(table) - 1)
        seen: dict[str, Speaker] = {}
        for mention, entity in self._index.before(source.start, REACH):
            first = table.first_at(mention.start)
            if table.line[at] - table.line[first] > 1:
                break
            if entity.kind == "person" and not table.quoted[first]:
                seen.setdefault(entity.id, speaker_of(entity))
        return next(iter(seen.values())) if len(seen) == 1 else None

    def _antecedent(self, pronoun: str, source: Span) -> Speaker | None:
        """The name right before a relative pronoun, or before the apposition between."""
        table = self._tokens
        at = table.first_at(source.start)
        sentence = table.sentence[at] if at < len(table) else -1
        for mention, entity in self._index.before(source.start, RELATIVE_REACH):
            first = table.first_at(mention.start)
            if table.sentence[first] != sentence or mention.form == "pronoun":
                continue
            wanted = entity.kind == "person" if pronoun in ("who", "whom", "whose") else entity.kind in _THINGS
            if wanted and (first == 0 or table.pos[first - 1] != "ADP" or self._adjacent(mention.end, source.start)):
                return speaker_of(entity)
        return self._described(at)

    def _adjacent(self, end: int, start: int) -> bool:
        return not any(c.isalnum() for c in self._tokens.text[end:start])

    def _described(self, at: int) -> Speaker | None:
        """The noun phrase in front of the relative pronoun, as words."""
        table = self._tokens
        last = at
        while last > 0 and not table.words[last - 1][0].isalnum():
            last -= 1
        first = last
        while (
            first > 0
            and table.pos[first - 1] in ("NOUN", "ADJ", "PROPN", "NUM")
            and table.sentence[first - 1] == table.sentence[at]
        ):
            first -= 1
        if first == last:
            return None
        return Speaker(None, " ".join(table.surface(first, last).split()), "unnamed")

    def _thing(self, source: Span, before: Speaker | None) -> Speaker | None:
        seen: dict[str, Speaker] = {}
        for mention, entity in self._index.before(source.start, REACH // 2):
            if entity.kind in ("organization", "office", "document", "outlet") and mention.form != "pronoun":
                seen.setdefault(entity.id, speaker_of(entity))
        if before is not None and (
            before.id in seen or (before.id is None and before.kind in ("office", "document", "outlet", "group"))
        ):
            return before
        return next(iter(seen.values())) if len(seen) == 1 else None
