"""Speakers as persons: whose words stand under several names of one story are offered once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from twosource.model.archive import SpeakerSummary, StoredQuote
from twosource.model.speaker_names import Person, persons
from twosource.store.exact_text import fold
from twosource.store.interface import Store

MOST_LISTED = 1_000
"""Speakers that are put in order with the words of their other names; those quoted less follow under single names."""
MOST_QUOTES = 1_000
"""Quotes under one other name that are shown with the person's own."""


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons of more than one name, by the shown one, and by name and story the shown name of each other name."""

    by_name: dict[str, Person] = field(default_factory=dict)
    shown: dict[tuple[str, str], str] = field(default_factory=dict)

    def meant_by(self, name: str) -> dict[str, int]:
        """The persons that the name stands for in some stories, and in how many."""
        found: dict[str, int] = {}
        for (other, _), person in self.shown.items():
            if other == name:
                found[person] = found.get(person, 0) + 1
        return found


class KnownPersons:
    """The persons of the archive, found anew when it has changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._state: object = None
        self._persons = Persons()

    def get(self) -> Persons:
        """The persons as the archive stands."""
        last = self._store.events(limit=1, newest_first=True)
        state = (self._store.article_count(), self._store.story_count(), last[0].id if last else 0)
        with self._lock:
            if state != self._state:
                self._persons = Persons(*persons(self._store.nested_namings()))
                self._state = state
            return self._persons


def listed(store: Store, known: Persons, name: str, limit: int, offset: int) -> tuple[SpeakerSummary, ...]:
    """The speakers with `name` in one of their names, the most quoted first, each person once."""
    if offset >= MOST_LISTED:
        return store.speakers(name or None, limit=limit, offset=offset)
    quotes = store.most_quoted(name or None, MOST_LISTED)
    for person in known.by_name.values():
        if person.name in quotes or any(fold(name) in fold(one) for one in (person.name, *person.other_names)):
            _join(quotes, person)
    shown = sorted(quotes, key=lambda one: -quotes[one])[offset : offset + limit]
    return tuple(_counted(one, known) for one in store.speakers_named(shown))


def _join(quotes: dict[str, int], person: Person) -> None:
    """Counts what the person is quoted with under other names with the shown one, and not where it stands."""
    quotes[person.name] = person.quotes
    for name, other in person.other_names.items():
        if (alone := quotes.pop(name, 0)) > other.quotes:
            quotes[name] = alone - other.quotes


def _counted(alone: SpeakerSummary, known: Persons) -> SpeakerSummary:
    """The speaker with what is counted under other names of the person, and without what is another person's."""
    person = known.by_name.get(alone.speaker)
    if person is not None:
        return replace(
            alone, quotes=person.quotes, articles=person.articles, stories=person.stories, outlets=person.outlets
        )
    others = [one.other_names[alone.speaker] for one in known.by_name.values() if alone.speaker in one.other_names]
    return replace(
        alone,
        quotes=alone.quotes - sum(other.quotes for other in others),
        articles=alone.articles - sum(other.articles for other in others),
        stories=alone.stories - sum(len(other.stories) for other in others),
    )


def quotes_of(store: Store, person: Person | None, name: str, limit: int, offset: int) -> tuple[StoredQuote, ...]:
    """The quotes of the speaker, and of the person under other names, the newest first."""
    if person is None:
        return store.attributions_of(name, limit=limit, offset=offset)
    quotes = list(store.attributions_of(name, limit=offset + limit))
    for other, where in person.other_names.items():
        quotes += [one for one in store.attributions_of(other, limit=MOST_QUOTES) if one.story in where.stories]
    quotes.sort(key=_newest_first)
    return tuple(quotes[offset : offset + limit])


def _newest_first(quote: StoredQuote) -> tuple[bool, Sequence[int], str]:
    published = quote.published or ""
    return not published, [-ord(sign) for sign in published], quote.article
