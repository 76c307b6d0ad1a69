"""The entities of one article, looked up by where they are mentioned."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from twosource.annotate.coreference.pronouns import GENDERS
from twosource.annotate.names.lexicon import Gender, Lexicon, folded
from twosource.annotate.names.titles import title_words
from twosource.model.annotation import Entity, Mention, Speaker, SpeakerKind
from twosource.model.span import Span

_KIND: dict[str, SpeakerKind] = {
    "person": "named", "organization": "named", "office": "office", "place": "office", "document": "document",
    "work": "document", "outlet": "outlet", "group": "group", "event": "named", "other": "named",
}  # fmt: skip


class EntityIndex:
    """Entities by the place of their mentions, by family name and by gender."""

    def __init__(self, entities: Sequence[Entity], text: str, lexicon: Lexicon) -> None:
        self._text = text
        self._mentions = sorted(
            ((m.start, -m.end, n, m) for n, entity in enumerate(entities) for m in entity.mentions), key=lambda x: x[:3]
        )
        self._starts = [start for start, *_ in self._mentions]
        self._entities = tuple(entities)
        self._genders = {entity.id: _gender(entity, text, lexicon) for entity in entities if entity.kind == "person"}
        self._by_word: dict[str, list[Entity]] = {}
        for entity in entities:
            if entity.kind == "person":
                self._by_word.setdefault(folded(entity.name.split()[-1]), []).append(entity)

    def within(self, span: Span) -> list[tuple[Mention, Entity]]:
        """The mentions that lie inside the span, in text order, the longer first where two start together."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        found = self._mentions[first:last]
        return [(mention, self._entities[n]) for _, _, n, mention in found if mention.end <= span.end]

    def at(self, start: int, end: int) -> Entity | None:
        """The entity with exactly this mention."""
        for mention, entity in self.within(Span(start, end)):
            if (mention.start, mention.end) == (start, end):
                return entity
        return None

    def before(self, offset: int, reach: int) -> list[tuple[Mention, Entity]]:
        """The mentions that begin within `reach` characters before `offset`, the nearest first."""
        last = bisect_right(self._starts, offset - 1)
        first = bisect_left(self._starts, offset - reach)
        return [(m, self._entities[n]) for _, _, n, m in reversed(self._mentions[first:last]) if m.end <= offset]

    def office_of(self, person: Entity) -> Entity | None:
        """The office named after a title or the name of the person ("the Prime Minister's Office")."""
        owners = {title.lower() for title in person.titles} | {person.name.lower(), person.name.split()[-1].lower()}
        for entity in self._entities:
            name = entity.name.lower().replace("’", "'")
            if entity.kind == "office" and name.endswith("'s office") and name.removesuffix("'s office") in owners:
                return entity
        return None

    def gender(self, entity_id: str) -> Gender:
        """The person's gender as far as titles, name and pronouns tell it."""
        return self._genders.get(entity_id, "")

    def named(self, word: str) -> Entity | None:
        """The only person with that family name."""
        found = self._by_word.get(folded(word), ())
        return found[0] if len(found) == 1 else None


def _gender(entity: Entity, text: str, lexicon: Lexicon) -> Gender:
    told: Counter[Gender] = Counter()
    for mention in entity.mentions:
        word = text[mention.start : mention.end].lower()
        if mention.form == "pronoun":
            told[GENDERS.get(word, "")] += 1
        elif mention.form == "name":
            before = text[max(0, mention.start - 6) : mention.start].split()
            told[lexicon.honorifics.get(before[-1].lower(), "") if before else ""] += 3
    for title in entity.titles:
        told[lexicon.title_gender(title_words(title.lower().split(), lexicon)[-1:])] += 3
    parts = entity.name.split()
    if len(parts) > 1:
        told[lexicon.name_gender(folded(parts[0]))] += 1
    del told[""]
    ranked = told.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def speaker_of(entity: Entity) -> Speaker:
    """The entity as a speaker: persons and organisations are named, a country speaks through its government."""
    return Speaker(entity.id, entity.name, _KIND[entity.kind])
