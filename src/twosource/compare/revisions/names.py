"""Names that an edit changed: another spelling, another person, another body."""

from collections.abc import Iterator

from twosource.compare.article_view import ArticleView
from twosource.compare.names import compatible_names, name_parts
from twosource.compare.revisions.passages import Passage, matches, quoted
from twosource.model.annotation import Entity
from twosource.model.archive import RevisionChange
from twosource.model.span import Span
from twosource.text.shingles import comparable_form

LEAST_LIKENESS = 0.5
"""Share of the words of a passage that have to stay for a name in the place of another to be a changed name."""
MOST_WORDS = 4


class NamesChanged:
    """Finds changed names passage by passage; one correction that runs through the article is told once."""

    def __init__(self, before: ArticleView, after: ArticleView) -> None:
        self.known = _aliases(before), _aliases(after)
        self.named = _named_places(before), _named_places(after)
        self.told: set[tuple[str, str]] = set()

    def find(self, passage: Passage) -> Iterator[RevisionChange]:
        """Names in the place of others that cannot be the same thing's."""
        if passage.pair.likeness < LEAST_LIKENESS:
            return
        old = [_Name(span, passage.before, entity) for span, entity in _named(passage, 0, self.named[0])]
        new = [_Name(span, passage.after, entity) for span, entity in _named(passage, 1, self.named[1])]
        for one, other in matches(old, new, lambda a, b: passage.same_place(a.span, b.span)):
            if self._is_change(one, other):
                why = f"the name {quoted(passage.before, one.span)} became {quoted(passage.after, other.span)}"
                yield RevisionChange("name_changed", why, one.span, other.span)

    def _is_change(self, one: "_Name", other: "_Name") -> bool:
        if compatible_names(one.words, other.words) or _one_thing(one, other, self.known):
            return False
        mine, theirs = name_parts(one.words), name_parts(other.words)
        step = (" ".join(p for p in mine if p not in theirs), " ".join(p for p in theirs if p not in mine))
        if any(step[0] in old and step[1] in new for old, new in self.told):
            return False
        self.told.add(step)
        return True


class _Name:
    """One place where something is named, in one edition."""

    def __init__(self, span: Span, view: ArticleView, entity: Entity | None) -> None:
        self.span = span
        self.words = " ".join(span.surface(view.text).split())
        self.entity = entity


def _aliases(view: ArticleView) -> dict[str, set[str]]:
    """For each name in comparable form the ids of the entities that the article calls by it."""
    found: dict[str, set[str]] = {}
    for entity in view.annotated.entities:
        for mention in entity.mentions:
            if mention.form == "name":
                found.setdefault(_key(mention.span.surface(view.text)), set()).add(entity.id)
    return found


def _key(words: str) -> str:
    return " ".join(name_parts(words)) or comparable_form(words)


def _one_thing(one: _Name, other: _Name, known: tuple[dict[str, set[str]], dict[str, set[str]]]) -> bool:
    """Whether one of the editions calls one and the same thing by both names."""
    keys = _key(one.words), _key(other.words)
    return any(aliases.get(keys[0], set()) & aliases.get(keys[1], set()) for aliases in known)


def _named_places(view: ArticleView) -> frozenset[Span]:
    """Where the article names things, rather than refers to them."""
    return frozenset(m.span for entity in view.annotated.entities for m in entity.mentions if m.form == "name")


def _named(passage: Passage, side: int, named: frozenset[Span]) -> Iterator[tuple[Span, Entity | None]]:
    """The mentions by name that a change of words touches, and runs of capitalised words that it consists of."""
    view = (passage.before, passage.after)[side]
    collect = (passage.in_before, passage.in_after)[side]
    mentions = collect(lambda span: [_Mention(place, entity) for place, entity in view.entities_in(span)])
    taken: list[Span] = []
    changed = [pair[side] for pair in passage.changed]
    for mention in mentions:
        if mention.span in named and any(place.overlaps(mention.span) for place in changed):
            taken.append(mention.span)
            yield mention.span, mention.entity
    for place in changed:
        words = view.words_in(place)
        capitals = all(view.text[word.start].isupper() for word in words)
        if 0 < len(words) <= MOST_WORDS and capitals and not any(one.overlaps(place) for one in taken):
            first = view.sentence_at(place.start).start == place.start
            if not first and not view.times_in(place) and not view.quantities_in(place):
                yield place, None


class _Mention:
    """A mention with its entity, as a part of a layer."""

    def __init__(self, span: Span, entity: Entity) -> None:
        self.span = span
        self.entity = entity
