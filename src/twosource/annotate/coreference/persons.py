"""Mentions of persons by name gathered into one cluster a person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from twosource.annotate.coreference.person_names import (
    LONG_ENOUGH_TO_MISSPELL,
    PersonName,
    can_be_one,
    names_part,
    read_name,
)
from twosource.annotate.names.lexicon import Gender, Lexicon
from twosource.annotate.names.name_mentions import NameMention
from twosource.annotate.names.word_lists import word_list

MOST_CANDIDATES = 100
"""Persons sharing a word with a name that are compared with it, the latest first: bounds the cost of a text that is a
list of namesakes."""
CLEARLY_MAIN = 2
"""How many times as often one of two namesakes must be named in full for a lone family name to mean that one, whoever
was named last. Set by hand, reading articles of the story development set, November 2026."""
_KIN = word_list("kin")
_BEFORE_GIVEN_NAMES = word_list("honorifics_before_given_names")


@dataclass(slots=True)
class PersonCluster:
    """One person of the article: the mentions by name, every form of the name, the titles given."""

    mentions: list[NameMention] = field(default_factory=list)
    names: list[PersonName] = field(default_factory=list)
    titles: list[tuple[str, ...]] = field(default_factory=list)
    genders: Counter[Gender] = field(default_factory=Counter)
    last_named: int = -1

    @property
    def gender(self) -> Gender:
        ranked = self.genders.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return ""
        return ranked[0][0]

    @property
    def full_names(self) -> int:
        """How often the person is named by more than one word."""
        return sum(len(mention.key) > 1 for mention in self.mentions)

    @property
    def stands_back(self) -> bool:
        """Whether the article presents the person as somebody's relative, or calls the person by family name and suffix
        ("Orrin Jr."): the family name alone then means another."""
        suffixed = any(name.suffix and not name.is_full for name in self.names)
        return suffixed or any(words[-1] in _KIN for words in self.titles if words)

    def _born(self, lexicon: Lexicon) -> Gender:
        """The gender the given name tells."""
        return next((g for name in self.names if name.is_full and (g := lexicon.name_gender(name.given))), "")

    def add(self, mention: NameMention, name: PersonName, lexicon: Lexicon) -> None:
        """Takes the mention in, with the titles and the gender it tells."""
        self.mentions.append(mention)
        if name not in self.names:
            self.names.append(name)
            gender = lexicon.name_gender(name.given) if name.is_full else ""
            if gender:
                self.genders[gender] += 1
        if mention.honorific and lexicon.honorifics[mention.honorific]:
            self.genders[lexicon.honorifics[mention.honorific]] += 5
        for words, _, _ in mention.titles:
            gender = lexicon.title_gender(words[-1:])
            if gender and self._born(lexicon) not in ("", gender):
                continue
            self.titles.append(words)
            if gender:
                self.genders[gender] += 3


def cluster_persons(mentions: Sequence[NameMention], lexicon: Lexicon) -> list[PersonCluster]:
    """One cluster a person, from mentions of persons in text order, in the order of first mention.

    Full names open clusters; a lone family or given name joins the person it fits best by the gender and the title it
    comes with ("Mrs. X", "Senator X"), and opens a cluster of its own where it fits nobody. Of several who fit alike it
    means the one named in full far more often; else the one named last, if all are named in full more than once; else
    the one introduced first.
    """
    register = _Register(lexicon)
    named = [(mention, read_name(mention.key + mention.implied, lexicon)) for mention in mentions]
    for mention, name in named:
        if name.is_full:
            register.add_full(mention, name)
    register.join_double_family_names()
    for mention, name in named:
        if name.suffix and not name.is_full:
            register.add_short(mention, name)
    for position, (mention, name) in enumerate(named):
        cluster = register.home(mention) or register.add_short(mention, name)
        cluster.last_named = position
    return register.clusters()


class _Register:
    """The persons found so far, looked up by the words of their names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._clusters: list[PersonCluster] = []
        self._by_word: dict[str, list[PersonCluster]] = {}
        self._home: dict[int, PersonCluster] = {}

    def clusters(self) -> list[PersonCluster]:
        """Every cluster with mentions, in order of first mention."""
        found = [cluster for cluster in self._clusters if cluster.mentions]
        for cluster in found:
            cluster.mentions.sort(key=lambda m: m.first)
        return sorted(found, key=lambda c: c.mentions[0].first)

    def home(self, mention: NameMention) -> PersonCluster | None:
        """The cluster the mention is in."""
        return self._home.get(id(mention))

    def add_full(self, mention: NameMention, name: PersonName) -> None:
        """Adds a full name to the first person it can be, or as a new person."""
        cluster = next((c for c in self._sharing(name.words) if self._fits(name, mention, c)), None)
        self._put(cluster or PersonCluster(), mention, name)

    def add_short(self, mention: NameMention, name: PersonName) -> PersonCluster:
        """Adds a short name to the person it means, or as a new person; returns that person."""
        cluster = self._bearer(mention, name) or PersonCluster()
        self._put(cluster, mention, name)
        return cluster

    def join_double_family_names(self) -> None:
        """Merges "Peña Nieto" into "Enrique Peña Nieto", where just one longer name ends or begins so."""
        for cluster in self._clusters:
            name = cluster.names[0]
            if len(cluster.names) > 1 or len(name.words) != 2:
                continue
            others = [c for c in self._sharing(name.words) if c is not cluster and c.mentions]
            wholes = [c for c in others if any(_extends(other, name) for other in c.names)]
            if len(wholes) == 1:
                for mention in cluster.mentions:
                    self._put(wholes[0], mention, name)
                cluster.mentions = []

    def _put(self, cluster: PersonCluster, mention: NameMention, name: PersonName) -> None:
        if not cluster.names:
            self._clusters.append(cluster)
        if name not in cluster.names:
            for word in dict.fromkeys(name.words):
                sharing = self._by_word.setdefault(word, [])
                if cluster not in sharing[-MOST_CANDIDATES:]:
                    sharing.append(cluster)
        cluster.add(mention, name, self._lexicon)
        self._home[id(mention)] = cluster

    def _sharing(self, words: Iterable[str]) -> list[PersonCluster]:
        """The persons whose name has one of the words, in the order they came up."""
        found: dict[int, PersonCluster] = {}
        for word in words:
            found |= {id(cluster): cluster for cluster in self._by_word.get(word, ())[-MOST_CANDIDATES:]}
        return list(found.values())

    def _fits(self, name: PersonName, mention: NameMention, cluster: PersonCluster) -> bool:
        if not any(can_be_one(name, other) for other in cluster.names if other.is_full):
            return False
        told = self._lexicon.honorifics.get(mention.honorific, "") or self._lexicon.name_gender(name.given)
        return not (told and cluster.gender and told != cluster.gender and name not in cluster.names)

    def _bearer(self, mention: NameMention, name: PersonName) -> PersonCluster | None:
        """The person a short name means; None where it fits nobody."""
        told = self._told_gender(mention)
        forms = self._lexicon.given_name_forms(name.given) if len(name.words) == 1 else ()
        ranked: list[tuple[tuple[int, int, bool], PersonCluster]] = []
        for cluster in self._sharing([*name.words, *forms]):
            match = max(names_part(name, whole) for whole in cluster.names)
            if not match or (told and cluster.gender and told != cluster.gender):
                continue
            if match == 1 and mention.honorific and mention.honorific not in _BEFORE_GIVEN_NAMES:
                continue
            title = _title_match(mention, cluster)
            if cluster.stands_back and not name.suffix and title < 0 and mention.titles:
                continue
            ranked.append(((match, title, bool(name.suffix) or bool(told) or not cluster.stands_back), cluster))
        if not ranked:
            return self._misspelled(name, told)
        best = max(rank for rank, _ in ranked)
        return _main_or_last([cluster for rank, cluster in ranked if rank == best])

    def _told_gender(self, mention: NameMention) -> Gender:
        told = self._lexicon.honorifics.get(mention.honorific, "")
        for words, _, _ in mention.titles:
            told = told or self._lexicon.title_gender(words[-1:])
        return told

    def _misspelled(self, name: PersonName, told: Gender) -> PersonCluster | None:
        """The only person whose family name is the short name but for one letter ("Cowen" for "Cowan")."""
        if len(name.words) > 1 or len(name.family) < LONG_ENOUGH_TO_MISSPELL or len(self._clusters) > MOST_CANDIDATES:
            return None
        found = [
            cluster
            for cluster in self._clusters
            if not (told and cluster.gender and told != cluster.gender)
            and any(
                n.is_full and n.family[0] == name.family[0] and _one_off(n.family, name.family) for n in cluster.names
            )
        ]
        return found[0] if len(found) == 1 else None


def _one_off(one: str, other: str) -> bool:
    return OSA.distance(one, other) == 1 and one.rstrip("s") != other.rstrip("s")


def _main_or_last(clusters: Sequence[PersonCluster]) -> PersonCluster:
    counted = sorted(clusters, key=lambda c: -c.full_names)
    if len(counted) == 1 or counted[0].full_names >= CLEARLY_MAIN * max(1, counted[1].full_names):
        return counted[0]
    if counted[-1].full_names > 1:
        return max(clusters, key=lambda c: c.last_named)
    return min(clusters, key=lambda c: c.mentions[0].first)


def _extends(whole: PersonName, part: PersonName) -> bool:
    return len(whole.words) > len(part.words) and (
        whole.words[-len(part.words) :] == part.words or whole.words[: len(part.words)] == part.words
    )


def _title_match(mention: NameMention, cluster: PersonCluster) -> int:
    """1 where the mention's title is one the person is known to bear, 0 where it says nothing, -1 where it differs."""
    if not mention.titles:
        return 0
    heads = {words[-1] for words in cluster.titles if words}
    own = {words[-1] for words, _, _ in mention.titles if words}
    return 0 if not heads else 1 if heads & own else -1
