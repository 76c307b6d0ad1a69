"""One speaker under several names: which names of a story can only be one person's.

Names are joined inside a story alone, and only where they nest: "Miller", "Matthew Miller" and "spokesman Matthew
Miller" are one where no other name in that story ends with any of them, and so are names that differ in a middle
initial alone. Across stories only the same name is one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

_HONORIFICS = frozenset(
    ("mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "lord", "lady", "president", "minister", "mayor", "judge",
     "general", "colonel", "captain", "senator")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpeakerNaming:
    """How often one article quotes a person under one name, with the story it is in and its outlet."""

    speaker: str
    article: str
    story: str | None
    outlet: str | None
    quotes: int


@dataclass(frozen=True, slots=True)
class OtherName:
    """The stories in which a name is a person's who is shown under another one, and how much stands there under it."""

    stories: frozenset[str]
    quotes: int
    articles: int


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker whose words stand under several names: `name` is the one shown, `other_names` are the others, in order.
    All counts are over all names."""

    name: str
    other_names: Mapping[str, OtherName]
    quotes: int
    articles: int
    stories: int
    outlets: int


@dataclass(slots=True)
class _Gathered:
    namings: list[SpeakerNaming] = field(default_factory=list)
    other_names: dict[str, set[str]] = field(default_factory=dict)


def nested_names(names: Iterable[str]) -> frozenset[str]:
    """The names that end with another one of them, word for word, those that others end with, and those that differ in
    a middle initial alone; linear in their words."""
    by_last: dict[str, list[str]] = {}
    for name in names:
        if last := name.casefold().rsplit(None, 1)[-1:]:
            by_last.setdefault(last[0], []).append(name)
    # Most names share their last word with no other one.
    return frozenset(name for alike in by_last.values() if len(alike) > 1 for name in _nested(alike))


def _nested(names: Iterable[str]) -> Iterator[str]:
    words = {name: _words(name) for name in names}
    known = Counter(words.values())
    found = {whole for whole, number in known.items() if number > 1}
    for whole in known:
        tails = {whole[start:] for start in range(1, min(len(whole), _MOST_WORDS))} & known.keys()
        found |= tails
        if tails:
            found.add(whole)
    return (name for name, whole in words.items() if whole in found)


_MOST_WORDS = 12
"""Words of a name that are looked at from its beginning: longer ones are descriptions."""


def persons(namings: Iterable[SpeakerNaming]) -> tuple[dict[str, Person], dict[tuple[str, str], str]]:
    """The persons with more than one name, by the name shown; and, by name and story, the shown name of each name that
    is another's there. The shown name is the shortest of two words or more without an honorific."""
    rows = list(namings)
    by_story: dict[str, set[str]] = {}
    for row in rows:
        if row.story is not None:
            by_story.setdefault(row.story, set()).add(row.speaker)
    shown = {(name, story): head for story, names in by_story.items() for name, head in _joined(names).items()}
    gathered: dict[str, _Gathered] = {}
    for (name, story), head in shown.items():
        gathered.setdefault(head, _Gathered()).other_names.setdefault(name, set()).add(story)
    for row in rows:
        head = shown.get((row.speaker, row.story or ""), row.speaker)
        if head in gathered:
            gathered[head].namings.append(row)
    return {head: _person(head, one) for head, one in gathered.items()}, shown


def _person(name: str, gathered: _Gathered) -> Person:
    rows = gathered.namings
    return Person(
        name,
        {other: _other_name(rows, other, stories) for other, stories in sorted(gathered.other_names.items())},
        sum(row.quotes for row in rows),
        len({row.article for row in rows}),
        len({row.story for row in rows if row.story is not None}),
        len({row.outlet for row in rows if row.outlet is not None}),
    )


def _other_name(rows: Iterable[SpeakerNaming], name: str, stories: set[str]) -> OtherName:
    under = [row for row in rows if row.speaker == name]
    return OtherName(frozenset(stories), sum(row.quotes for row in under), len({row.article for row in under}))


def _joined(names: Iterable[str]) -> dict[str, str]:
    """The names of one story that are another's, with the shown name of it."""
    by_last: dict[str, dict[str, tuple[str, ...]]] = {}
    for name in sorted(names):
        if words := _words(name):
            by_last.setdefault(words[-1], {})[name] = words
    found: dict[str, str] = {}
    for alike in by_last.values():
        found |= _joined_alike(alike)
    return found


def _joined_alike(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The same of names with one last word."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, own in words.items():
        alike.setdefault(own, []).append(name)
    first = {own: min(names, key=lambda name: (len(name), name)) for own, names in alike.items()}
    heads = _heads({name: own for own, name in first.items()})
    found: dict[str, str] = {}
    for own, names in alike.items():
        head = heads.get(first[own], first[own])
        found |= {name: head for name in names if name != head and _is_full(words[head])}
    return found


def _heads(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The same of names no two of which have the same words."""
    next_longer: dict[str, str] = {}
    for name, tail in words.items():
        longer = sorted((other for other in words if _ends_with(words[other], tail)), key=lambda one: len(words[one]))
        if longer and all(_nest(words[one], words[other]) for one, other in pairwise(longer)):
            next_longer[name] = longer[0]
    chains: dict[str, list[str]] = {}
    for name in words:
        fullest = name
        while fullest in next_longer:
            fullest = next_longer[fullest]
        chains.setdefault(fullest, []).append(name)
    found: dict[str, str] = {}
    for chain in chains.values():
        head = min(chain, key=lambda name: (not _is_full(words[name]), len(words[name]), name))
        if _is_full(words[head]):
            found |= {name: head for name in chain if name != head}
    return found


def _words(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, without initials between two of them."""
    words = name.casefold().split()
    return tuple(word for at, word in enumerate(words) if not 0 < at < len(words) - 1 or len(word.rstrip(".")) > 1)


def _ends_with(name: tuple[str, ...], tail: tuple[str, ...]) -> bool:
    return len(name) > len(tail) and name[len(name) - len(tail) :] == tail


def _nest(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    return shorter == longer or _ends_with(longer, shorter)


def _is_full(words: tuple[str, ...]) -> bool:
    return len(words) > 1 and words[0].strip(".") not in _HONORIFICS
