"""Mentions of persons by name gathered into one cluster a person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from twosource.annotate.coreference.person_names import (
    LONG_ENOUGH_TO_MISSPELL,
    PersonName,
    can_be_one,
    names_part,
    read_name,
)
from twosource.annotate.entities.lexicon import Gender, Lexicon
from twosource.annotate.entities.name_mentions import NameMention


@dataclass(slots=True)
class PersonCluster:
    """One person of the article: the mentions by name, every full name used, the titles given."""

    mentions: list[NameMention] = field(default_factory=list)
    names: list[PersonName] = field(default_factory=list)
    titles: list[tuple[str, ...]] = field(default_factory=list)
    genders: Counter[Gender] = field(default_factory=Counter)

    @property
    def gender(self) -> Gender:
        ranked = self.genders.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return ""
        return ranked[0][0]

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
            self.titles.append(words)
            gender = lexicon.title_gender(words[-1:])
            if gender:
                self.genders[gender] += 3


def cluster_persons(mentions: Sequence[NameMention], lexicon: Lexicon) -> list[PersonCluster]:
    """One cluster a person, from mentions of persons in text order; a mention that fits several persons alike goes to
    the one named last before it.

    Full names open clusters; a lone family or given name joins the person it fits best by the gender and the title it
    comes with ("Mrs. X", "Senator X"), and opens a cluster of its own where it fits nobody.
    """
    clusters: list[PersonCluster] = []
    named = [(mention, read_name(mention.key + mention.implied, lexicon)) for mention in mentions]
    home: dict[int, PersonCluster] = {}
    for mention, name in named:
        if name.is_full:
            cluster = next((c for c in clusters if _fits(name, mention, c, lexicon)), None)
            if cluster is None:
                cluster = PersonCluster()
                clusters.append(cluster)
            cluster.add(mention, name, lexicon)
            home[id(mention)] = cluster
    _join_double_family_names(clusters, home)
    last_named: dict[int, int] = {}
    for position, (mention, name) in enumerate(named):
        found = home.get(id(mention))
        if found is None:
            found = _bearer(mention, name, clusters, last_named, lexicon)
            if found is None:
                found = PersonCluster()
                clusters.append(found)
            found.add(mention, name, lexicon)
        last_named[id(found)] = position
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: m.first)
    return sorted(clusters, key=lambda c: c.mentions[0].first)


def _fits(name: PersonName, mention: NameMention, cluster: PersonCluster, lexicon: Lexicon) -> bool:
    if not any(can_be_one(name, other) for other in cluster.names if other.is_full):
        return False
    told = lexicon.honorifics.get(mention.honorific, "") or lexicon.name_gender(name.given)
    return not (told and cluster.gender and told != cluster.gender and name not in cluster.names)


def _join_double_family_names(clusters: list[PersonCluster], home: dict[int, PersonCluster]) -> None:
    """Merges "Peña Nieto" into "Enrique Peña Nieto", where just one longer name ends so."""
    for cluster in list(clusters):
        name = cluster.names[0]
        if len(cluster.names) > 1 or len(name.words) != 2:
            continue
        wholes = [c for c in clusters if c is not cluster and any(_extends(other, name) for other in c.names)]
        if len(wholes) == 1:
            whole = wholes[0]
            whole.mentions += cluster.mentions
            whole.titles += cluster.titles
            whole.names.append(name)
            clusters.remove(cluster)
            for mention in cluster.mentions:
                home[id(mention)] = whole


def _extends(whole: PersonName, part: PersonName) -> bool:
    return len(whole.words) > len(part.words) and (
        whole.words[-len(part.words) :] == part.words or whole.words[: len(part.words)] == part.words
    )


def _bearer(
    mention: NameMention,
    name: PersonName,
    clusters: list[PersonCluster],
    last_named: dict[int, int],
    lexicon: Lexicon,
) -> PersonCluster | None:
    """The person a short name means; None where it fits nobody."""
    told = lexicon.honorifics.get(mention.honorific, "")
    for words, _, _ in mention.titles:
        told = told or lexicon.title_gender(words[-1:])
    best: tuple[tuple[int, int, int, int], PersonCluster] | None = None
    for cluster in clusters:
        match = max(names_part(name, whole) for whole in cluster.names)
        if not match or (told and cluster.gender and told != cluster.gender):
            continue
        if match == 1 and (mention.honorific and not _given_names_follow(mention.honorific)):
            continue
        rank = (match, _title_match(mention, cluster), last_named.get(id(cluster), -1), len(cluster.mentions))
        if best is None or rank > best[0]:
            best = (rank, cluster)
    return best[1] if best else _misspelled(name, told, clusters)


def _misspelled(name: PersonName, told: Gender, clusters: list[PersonCluster]) -> PersonCluster | None:
    """The only person whose family name is the short name but for one letter ("Cowen" for "Cowan")."""
    if len(name.words) > 1 or len(name.family) < LONG_ENOUGH_TO_MISSPELL:
        return None
    found = [
        cluster
        for cluster in clusters
        if not (told and cluster.gender and told != cluster.gender)
        and any(
            n.is_full and n.family[0] == name.family[0] and OSA.distance(n.family, name.family) == 1
            for n in cluster.names
        )
    ]
    return found[0] if len(found) == 1 else None


def _given_names_follow(honorific: str) -> bool:
    return honorific in {
        "sir",
        "dame",
        "lord",
        "lady",
        "father",
        "fr.",
        "sheikh",
        "imam",
        "saint",
        "don",
        "miss",
        "dr.",
        "mr.",
        "ms.",
    }


def _title_match(mention: NameMention, cluster: PersonCluster) -> int:
    """1 where the mention's title is one the person is known to bear, 0 where it says nothing, -1 where it differs."""
    if not mention.titles:
        return 0
    heads = {words[-1] for words in cluster.titles if words}
    own = {words[-1] for words, _, _ in mention.titles if words}
    return 0 if not heads else 1 if heads & own else -1
