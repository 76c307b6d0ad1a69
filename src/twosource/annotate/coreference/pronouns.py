"""He and she: which person of the article a pronoun means.

Candidates are scored by gender, nearness, subjecthood and what the pronoun before meant, after the salience factors of
Lappin and Leass (1994), but from word order instead of a parse: in English news the subject is the first person named
before the first verb of a sentence. A pronoun whose best two candidates lie close stays open.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from twosource.annotate.coreference.referents import Place, Referent
from twosource.annotate.names.token_table import TokenTable

GENDERS = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
REACH = 4
"""Sentences back that a pronoun's antecedent may lie."""
MOST_CANDIDATES = 60
"""Persons weighed for one pronoun at most: bounds the cost of a sentence that is a list of names."""
MARGIN = 0.6
"""Points by which the best candidate must lead. Like the points below set on the quotations of the story development
set, November 2026."""
_NEAR = (2.2, 2.0, 1.2, 0.6, 0.3)
_SUBJECT, _POSSESSOR, _POSSESSIVE, _QUOTED = 1.5, 0.7, -0.7, -1.5
_KNOWN_GENDER, _CHAIN, _LINE = 0.5, 1.2, -0.2


@dataclass(slots=True)
class _Seen:
    """Where a person was last met: sentence, line, and the points of that mention."""

    referent: Referent
    sentence: int
    line: int
    points: float


def resolve_pronouns(referents: Sequence[Referent], tokens: TokenTable) -> None:
    """Adds to each person the pronouns outside quotation marks that safely mean it, in text order."""
    people = [r for r in referents if r.kind == "person"]
    if not people:
        return
    arrivals = sorted(
        ((place.first, place, person) for person in people for place in person.places), key=lambda item: item[0]
    )
    verbs = _first_verbs(tokens)
    recent: list[_Seen] = []
    next_arrival = 0
    for i, word in enumerate(tokens.lower):
        while next_arrival < len(arrivals) and arrivals[next_arrival][0] <= i:
            _, place, person = arrivals[next_arrival]
            _note(recent, person, place, tokens, verbs)
            next_arrival += 1
        gender = GENDERS.get(word)
        if gender is None or tokens.quoted[i] or tokens.silent[i]:
            continue
        found = _antecedent(recent, gender, i, tokens)
        if found is not None:
            place = Place(i, i + 1, "pronoun", word in {"his", "her", "hers"})
            found.places.append(place)
            _note(recent, found, place, tokens, verbs)
    for person in people:
        _settle_gender(person, tokens)
        person.places.sort(key=lambda place: place.first)


def _settle_gender(person: Referent, tokens: TokenTable) -> None:
    """Takes pronouns of the rarer gender away from a person whose gender nothing else tells; of a tie, all."""
    if person.gender:
        return
    told = Counter(GENDERS[tokens.lower[p.first]] for p in person.places if p.form == "pronoun")
    ranked = told.most_common(2)
    if not ranked:
        return
    gender = ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else ""
    person.gender = gender
    person.places = [p for p in person.places if p.form != "pronoun" or GENDERS[tokens.lower[p.first]] == gender]


def _first_verbs(tokens: TokenTable) -> dict[int, int]:
    """The first verb outside quotation marks of each sentence."""
    verbs: dict[int, int] = {}
    for i, pos in enumerate(tokens.pos):
        if pos in ("VERB", "AUX") and not tokens.quoted[i]:
            verbs.setdefault(tokens.sentence[i], i)
    return verbs


def _note(recent: list[_Seen], person: Referent, place: Place, tokens: TokenTable, verbs: dict[int, int]) -> None:
    sentence = tokens.sentence[place.first]
    points = 0.0
    if place.possessive:
        points += _POSSESSOR if place.first < verbs.get(sentence, -1) and not place.quoted else _POSSESSIVE
    elif not place.quoted and _is_subject(place, tokens, verbs.get(sentence, -1)):
        points += _SUBJECT
    if place.quoted:
        points += _QUOTED
    if place.form == "pronoun" and not place.possessive:
        points += _CHAIN - _SUBJECT if points >= _SUBJECT else _CHAIN / 2
        points = max(points, _CHAIN)
    seen = next((s for s in recent if s.referent is person), None)
    if seen is None:
        recent.append(_Seen(person, sentence, tokens.line[place.first], points))
    elif sentence > seen.sentence or points >= seen.points:
        seen.sentence, seen.line, seen.points = sentence, tokens.line[place.first], points
    recent[:] = [s for s in recent if sentence - s.sentence <= REACH][-MOST_CANDIDATES:]


def _is_subject(place: Place, tokens: TokenTable, verb: int) -> bool:
    """Whether the mention looks like a subject: in front of its sentence's first verb and not behind a preposition, or
    right behind a verb of saying after a quotation ("…," said X)."""
    before = tokens.pos[place.first - 1] if place.first else ""
    if verb < 0:
        return True
    if place.first < verb:
        return before != "ADP"
    inverted = place.first - verb <= 2 and tokens.quoted[max(0, verb - 2)]
    return inverted and before in ("VERB", "PROPN", "NOUN")


def _antecedent(recent: list[_Seen], gender: str, i: int, tokens: TokenTable) -> Referent | None:
    ranked: list[tuple[float, Referent]] = []
    for seen in recent:
        if seen.referent.gender not in ("", gender):
            continue
        distance = tokens.sentence[i] - seen.sentence
        if not 0 <= distance <= REACH:
            continue
        points = seen.points + _NEAR[distance]
        points += _KNOWN_GENDER if seen.referent.gender else 0.0
        points += _LINE if tokens.line[i] != seen.line else 0.0
        ranked.append((points, seen.referent))
    if not ranked:
        return None
    ranked.sort(key=lambda item: -item[0])
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
        return None
    return ranked[0][1]
