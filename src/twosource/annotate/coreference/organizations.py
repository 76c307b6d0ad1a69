"""Names of organisations, offices, places and works gathered into one cluster each: short forms, acronyms, aliases."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from twosource.annotate.names.lexicon import Lexicon
from twosource.annotate.names.name_mentions import NameMention
from twosource.annotate.names.word_lists import word_list
from twosource.model.annotation import EntityKind

Key = tuple[str, ...]

_LEGAL = word_list("legal_forms")
_SMALL = frozenset({"of", "the", "for", "and", "&", "on", "in", "de"})
_ACRONYMS = frozenset({"un", "u.n.", "us", "u.s.", "eu", "uk"})
_INVERTING = word_list("inverting")


_TOO_COMMON = word_list("too_common_to_shorten_to")
MOST_CANDIDATES = 100
"""Longer names a short form is compared with at most: bounds the cost of a text that is a list of names."""


@dataclass(slots=True)
class NameCluster:
    """One thing of the article under every form of its name."""

    kind: EntityKind
    mentions: list[NameMention] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)


def canonical_key(key: Key, lexicon: Lexicon) -> Key:
    """One key for the forms of a name that differ only in order and trimmings: "Department of Justice" and "Justice
    Department", "the Foreign Ministry" and "Ministry of Foreign Affairs", "Boeing Co." and "Boeing"."""
    name = " ".join(key).removeprefix("the ")
    words = [word for word in lexicon.aliases.get(name, name).split() if word != "the"]
    if len(words) > 2 and words[1] == "of" and words[0] in _INVERTING:
        words = [*words[2:], words[0]]
    elif "of" in words[2:-1] and words[words.index("of") - 1] in {"department", "ministry"}:
        at = words.index("of")
        words = [*words[: at - 1], *words[at + 1 :], words[at - 1]]
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    if words[:2] == ["united", "states"] and len(words) > 2:
        words = words[2:]
    elif len(words) > 1 and words[0] in {"u.s.", "us"} and words[-1] in lexicon.kind_heads:
        words.pop(0)
    return tuple(word for word in words if word not in {"affairs", "and", "&"}) or tuple(words)


def initials(key: Key) -> set[str]:
    """The acronyms a name may be shortened to, with and without its small words, in the order of both its forms."""
    words = [word for word in key if word[0].isalnum()]
    if len([w for w in words if w not in _SMALL]) < 2:
        return set()
    letters = [(word, word.replace(".", "") if word in _ACRONYMS else word[0]) for word in words]
    full = "".join(letter for _, letter in letters)
    lean = "".join(letter for word, letter in letters if word not in _SMALL)
    lone_of = "".join(letter for word, letter in letters if word == "of" or word not in _SMALL)
    return {full, lean, lone_of}


def cluster_names(
    mentions: Sequence[NameMention], kinds: dict[Key, EntityKind], surfaces: Sequence[str], lexicon: Lexicon
) -> list[NameCluster]:
    """One cluster a thing, from mentions in text order with their surface forms; in order of first mention."""
    clusters: dict[tuple[Key, bool], NameCluster] = {}
    for mention in mentions:
        kind = kinds[mention.key]
        slot = (canonical_key(mention.key, lexicon), kind == "place")
        cluster = clusters.setdefault(slot, NameCluster(kind))
        cluster.mentions.append(mention)
        if mention.key not in cluster.keys:
            cluster.keys.append(mention.key)
    acronyms = {m.key for m, s in zip(mentions, surfaces, strict=True) if _is_acronym(s)}
    found = _join_acronyms(list(clusters.values()), acronyms)
    found = _join_short_forms(found)
    for cluster in found:
        cluster.mentions.sort(key=lambda m: m.first)
    return sorted(found, key=lambda c: c.mentions[0].first)


def _is_acronym(surface: str) -> bool:
    letters = surface.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


def _merge(into: NameCluster, other: NameCluster) -> None:
    into.mentions += other.mentions
    into.keys += other.keys


def _join_acronyms(clusters: list[NameCluster], acronyms: set[Key]) -> list[NameCluster]:
    by_initials: dict[str, list[NameCluster]] = {}
    for cluster in clusters:
        for form in {form for key in cluster.keys for form in initials(key)}:
            by_initials.setdefault(form, []).append(cluster)
    kept = []
    for cluster in clusters:
        short = next((key[0].replace(".", "") for key in cluster.keys if len(key) == 1 and key in acronyms), "")
        wholes = [c for c in by_initials.get(short, ()) if c is not cluster]
        if short and len(wholes) == 1 and all(len(key) == 1 for key in cluster.keys):
            _merge(wholes[0], cluster)
        else:
            kept.append(cluster)
    return kept


def _join_short_forms(clusters: list[NameCluster]) -> list[NameCluster]:
    """Merges a short form into the longer name that begins with it ("Ostrava Hill", "Ostrava Hill University") or, for
    outlets, ends with it ("The Post"), where there is just one such name."""
    named = [c for c in clusters if c.kind in ("organization", "office", "outlet")]
    by_edge: dict[str, list[tuple[Key, NameCluster]]] = {}
    for cluster in named:
        for key in cluster.keys:
            for word in {key[0], key[-1]} if len(key) > 1 else ():
                by_edge.setdefault(word, []).append((key, cluster))
    gone: set[int] = set()
    for cluster in named:
        key = min(cluster.keys, key=len)
        found = {
            id(whole): whole
            for word in {key[0], key[-1]}
            for longer, whole in by_edge.get(word, ())[:MOST_CANDIDATES]
            if whole is not cluster and id(whole) not in gone and _shortens(key, longer, whole)
        }
        if len(found) == 1 and key[0] not in _TOO_COMMON:
            _merge(next(iter(found.values())), cluster)
            gone.add(id(cluster))
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _shortens(key: Key, longer: Key, whole: NameCluster) -> bool:
    if len(longer) <= len(key):
        return False
    if longer[: len(key)] == key:
        return len(key) > 1 or len(key[0]) > 3
    return whole.kind == "outlet" and longer[-len(key) :] == key
