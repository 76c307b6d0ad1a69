"""The entities of one article with all their mentions."""

import itertools
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc

from twosource.annotate.coreference.bodies import find_bodies, find_documents
from twosource.annotate.coreference.headings import add_heading_mentions
from twosource.annotate.coreference.nominals import resolve_nominals
from twosource.annotate.coreference.organizations import NameCluster, cluster_names
from twosource.annotate.coreference.persons import PersonCluster, cluster_persons
from twosource.annotate.coreference.pronouns import resolve_pronouns
from twosource.annotate.coreference.referents import Key, Place, Referent
from twosource.annotate.names.kinds import vote_kinds
from twosource.annotate.names.lexicon import Lexicon, lexicon
from twosource.annotate.names.name_mentions import NameMention, cut_run, find_runs
from twosource.annotate.names.titles import find_apposition, names_in_title, split_title
from twosource.annotate.names.token_table import TokenTable, read_tokens
from twosource.model.annotation import Entity, EntityKind, Mention
from twosource.model.article import Article


def resolve_entities(article: Article, doc: Doc) -> tuple[Entity, ...]:
    """Persons, offices, organisations, outlets, places, documents, groups, works and events the article names, each
    with its mentions by name, definite description and safely resolved pronoun.

    Ids are e1, e2 … in the order of first mention, mentions are in text order. A person's name comes without title;
    titles and descriptions are in `titles`. `doc` must be the parse of `article.text`; of it, the tags, sentence
    starts and named entities are read, not the dependencies. Names in bylines, credits and date lines are left out.
    """
    tokens = read_tokens(article, doc)
    return build_entities(find_referents(tokens, article, lexicon()), tokens)


def find_referents(tokens: TokenTable, article: Article, words: Lexicon) -> list[Referent]:
    """Everything the article names, with its mentions, in no particular order."""
    mentions = [mention for mention in _name_mentions(tokens, words) if mention.key]
    bodies = find_bodies(mentions, tokens, words)
    inside = {i for body in bodies for place in body.places for i in range(place.first, place.last)}
    mentions = [m for m in mentions if m.first not in inside]
    kinds = vote_kinds(mentions, tokens, words, article.outlet)
    mentions = [m for m in mentions if m.key in kinds and not _is_adjective(m, kinds, tokens)]
    people = [m for m in mentions if kinds[m.key] == "person"]
    things = [m for m in mentions if kinds[m.key] != "person"]
    referents = [_person(cluster, tokens, words) for cluster in cluster_persons(people, words)]
    surfaces = [tokens.surface(m.first, m.last) for m in things]
    referents += [_thing(cluster, tokens) for cluster in cluster_names(things, kinds, surfaces, words)]
    referents += bodies
    add_heading_mentions(referents, tokens)
    referents += find_documents(referents, tokens, words)
    resolve_nominals(referents, tokens, words)
    resolve_pronouns(referents, tokens)
    return [r for r in referents if r.places]


def _name_mentions(tokens: TokenTable, words: Lexicon) -> list[NameMention]:
    mentions: list[NameMention] = []
    person_words = frozenset(w for w, label in zip(tokens.lower, tokens.labels, strict=True) if label == "PERSON")
    for first, last in find_runs(tokens, words):
        for a, b in cut_run(tokens, first, last, words):
            mention = split_title(tokens, a, b, words, person_words)
            if mention is None:
                continue
            mentions += names_in_title(tokens, a, mention.first, words)
            apposition = find_apposition(tokens, mention, words)
            if apposition:
                mention.titles.append(apposition)
            mentions.append(mention)
    _lend_names(mentions, tokens, words)
    return mentions


def _lend_names(mentions: list[NameMention], tokens: TokenTable, words: Lexicon) -> None:
    """ "Bill and Hillary Clinton": the first given name takes the family name of the second."""
    for first, second in itertools.pairwise(mentions):
        joined = second.first - first.last == 1 and tokens.lower[first.last] in {"and", "&"}
        if not joined or len(first.key) != 1 or len(second.key) < 2 or first.honorific:
            continue
        if first.key[0] in words.given_names and second.key[0] in words.given_names and first.label in ("PERSON", ""):
            first.implied = (second.key[-1],)


def _is_adjective(mention: NameMention, kinds: dict[Key, EntityKind], tokens: TokenTable) -> bool:
    """Whether a group's name only qualifies another noun ("Israeli officials")."""
    if kinds[mention.key] != "group":
        return False
    if len(mention.key) == 1 and mention.key[0] in {"democrat", "republican", "independent"}:
        return True
    return tokens.pos[mention.last - 1] == "ADJ" or (
        mention.last < len(tokens)
        and tokens.pos[mention.last] in ("NOUN", "ADJ")
        and not tokens.lower[mention.last - 1].endswith("s")
    )


def _place(mention: NameMention, tokens: TokenTable) -> Place:
    return Place(mention.first, mention.last, "name", mention.possessive, tokens.quoted[mention.first])


def _person(cluster: PersonCluster, tokens: TokenTable, words: Lexicon) -> Referent:
    keys = list(dict.fromkeys(m.key for m in cluster.mentions))
    descriptions = sorted({(first, last) for m in cluster.mentions for _, first, last in m.titles})
    return Referent(
        kind="person",
        name=_fullest_name(cluster, tokens, words),
        keys=keys,
        places=[_place(m, tokens) for m in cluster.mentions],
        titles=[t for t in cluster.titles if t],
        descriptions=descriptions,
        gender=cluster.gender,
    )


def _fullest_name(cluster: PersonCluster, tokens: TokenTable, words: Lexicon) -> str:
    """The surface of the mention with most words; of equals the one with fewest initials, then the most frequent."""
    surfaces = Counter(_surface(m, tokens) for m in cluster.mentions)
    order = {surface: -position for position, surface in enumerate(surfaces)}

    def fullness(surface: str) -> tuple[int, int, bool, int, int]:
        parts = surface.replace("-", " ").split()
        initials = sum(len(part.rstrip(".")) == 1 for part in parts)
        return len(parts), -initials, not surface.isupper(), surfaces[surface], order[surface]

    name = max(surfaces, key=fullness)
    lent = next((m for m in cluster.mentions if m.implied and _surface(m, tokens) == name), None)
    return f"{name} {lent.implied[0].title()}" if lent else name


def _surface(mention: NameMention, tokens: TokenTable) -> str:
    """The name as written, without a quoted nickname and with single spaces."""
    words = tokens.words[mention.first : mention.last]
    if len(words) > 4:
        for i in range(1, len(words) - 3):
            if words[i] in {'"', "“", "‘", "'", "``"} and words[i + 2] in {'"', "”", "’", "'", "''"}:
                before = tokens.surface(mention.first, mention.first + i)
                return " ".join(f"{before} {tokens.surface(mention.first + i + 3, mention.last)}".split())
    return " ".join(tokens.surface(mention.first, mention.last).split())


def _thing(cluster: NameCluster, tokens: TokenTable) -> Referent:
    surfaces = Counter(" ".join(tokens.surface(m.first, m.last).split()) for m in cluster.mentions)
    name = max(surfaces, key=lambda s: (len(s.split()), not s.isupper(), surfaces[s], s))
    if cluster.kind == "place" and name.isupper() and len(name) > 4:
        name = name.title()
    return Referent(cluster.kind, name, list(cluster.keys), [_place(m, tokens) for m in cluster.mentions])


def build_entities(referents: Sequence[Referent], tokens: TokenTable) -> tuple[Entity, ...]:
    """The referents as entities, numbered in the order of first mention."""
    ordered = sorted(referents, key=lambda r: (min(p.first for p in r.places), r.name))
    entities = []
    for number, referent in enumerate(ordered, 1):
        places = sorted({(p.first, p.last, p.form) for p in referent.places})
        titles = [" ".join(tokens.surface(a, b).split()).rstrip(",") for a, b in sorted(referent.descriptions)]
        entities.append(
            Entity(
                id=f"e{number}",
                name=referent.name,
                kind=referent.kind,
                mentions=tuple(Mention(tokens.starts[a], tokens.ends[b - 1], form) for a, b, form in places),
                titles=tuple(dict.fromkeys(titles)),
            )
        )
    return tuple(entities)
