"""Definite descriptions that mean somebody or something named elsewhere: "the prime minister", "the ministry"."""

from bisect import bisect_right
from collections.abc import Sequence

from twosource.annotate.coreference.referents import Key, Place, Referent
from twosource.annotate.names.lexicon import Lexicon
from twosource.annotate.names.titles import title_words
from twosource.annotate.names.token_table import TokenTable
from twosource.annotate.names.word_lists import word_list

LONGEST = 6
"""Tokens between the article and the head noun at most."""
_DEFINITE = frozenset({"the", "this", "that"})
_ORGANIZATION_WORDS = {
    "company": "organization", "firm": "organization", "newspaper": "outlet", "paper": "outlet", "network": "outlet",
    "broadcaster": "outlet", "magazine": "outlet", "outlet": "outlet",
}  # fmt: skip
_NOT_A_COMPANY = word_list("not_a_company")
_OF_NATIONS = word_list("heads_of_nations")
_OWN_NATION = frozenset(["u.s.", "us", "american", "uk", "british"])
_EXACT, _WIDER, _SHARED, _UNSHARED, _FORMER = 4.0, 2.0, 1.0, -0.5, -2.0
"""Points: same head noun; a wider one ("leader" of a president); a modifier shared; one not borne out; "former"
missing. Set by hand, reading articles of the story development set, November 2026."""


def resolve_nominals(referents: Sequence[Referent], tokens: TokenTable, lexicon: Lexicon) -> None:
    """Adds to each referent the definite descriptions that mean it. One that fits two alike means the one mentioned
    last; one that fits nobody stays unresolved."""
    taken = {i for referent in referents for place in referent.places for i in range(place.first, place.last)}
    taken |= {first - 1 for referent in referents for first, _ in referent.descriptions}
    persons = [r for r in referents if r.kind == "person" and r.titles]
    bodies = [r for r in referents if r.kind in ("office", "organization", "outlet", "document")]
    finder = _Finder(persons, bodies, lexicon)
    for i, word in enumerate(tokens.lower):
        if word not in _DEFINITE or tokens.silent[i] or i in taken:
            continue
        head = _head(tokens, i, lexicon)
        if head is None or head in taken or (any(at in taken for at in range(i + 1, head)) and head - i < 2):
            continue
        referent = finder.person(tokens, i, head) or finder.body(tokens, i, head)
        if referent is not None:
            possessive = tokens.lower[head + 1 : head + 2] in (["'s"], ["'"])
            end = _phrase_end(tokens, head, lexicon)
            finder.note(referent, Place(i, end, "nominal", possessive, tokens.quoted[i]))
    for referent in referents:
        referent.places.sort(key=lambda place: place.first)


def _head(tokens: TokenTable, determiner: int, lexicon: Lexicon) -> int | None:
    """The noun the determiner belongs to, None where a name follows it ("the actor John Doe") or nothing fits."""
    head = None
    for i in range(determiner + 1, min(determiner + 2 + LONGEST, len(tokens))):
        noun = tokens.pos[i] in ("NOUN", "PROPN", "ADJ", "NUM") or tokens.lower[i] in lexicon.heads
        if tokens.line[i] != tokens.line[determiner] or not (noun or tokens.words[i] == "-"):
            break
        if head is None or tokens.pos[i] in ("NOUN", "PROPN") or tokens.lower[i] in lexicon.heads:
            head = i
    return head if head is not None and tokens.words[head] != "-" else None


def _phrase_end(tokens: TokenTable, head: int, lexicon: Lexicon) -> int:
    """The end of a title that goes on behind its head ("the Secretary of State")."""
    for width in (5, 4, 3):
        if tuple(tokens.lower[head : head + width]) in lexicon.phrases:
            return head + width
    return head + 1


class _Finder:
    """Looks referents up by the head nouns of their titles and names; knows who was mentioned last."""

    def __init__(self, persons: Sequence[Referent], bodies: Sequence[Referent], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_head: dict[str, list[tuple[Referent, Key]]] = {}
        self._bodies: dict[str, list[Referent]] = {}
        self._of_kind: dict[str, list[Referent]] = {}
        self._mentioned: dict[int, list[int]] = {}
        for person in persons:
            self._mentioned[id(person)] = sorted(place.first for place in person.places)
            for title in dict.fromkeys(person.titles):
                self._by_head.setdefault(_title_head(title), []).append((person, title))
        for body in bodies:
            self._mentioned[id(body)] = sorted(place.first for place in body.places)
            self._of_kind.setdefault(body.kind, []).append(body)
            for word in dict.fromkeys(_body_head(key) for key in body.keys):
                self._bodies.setdefault(word, []).append(body)

    def note(self, referent: Referent, place: Place) -> None:
        referent.places.append(place)
        self._mentioned[id(referent)].append(place.first)
        self._mentioned[id(referent)].sort()

    def _latest(self, referent: Referent, before: int) -> int:
        mentioned = self._mentioned[id(referent)]
        at = bisect_right(mentioned, before)
        return mentioned[at - 1] if at else -1

    def person(self, tokens: TokenTable, first: int, head: int) -> Referent | None:
        """The person the description means, by titles."""
        words = title_words(tokens.lower[first + 1 : _phrase_end(tokens, head, self._lexicon)], self._lexicon)
        if not words:
            return None
        capitals = {tokens.lower[i] for i in range(first + 1, head + 1) if tokens.words[i][0].isupper()}
        after = self._of_phrase(tokens, head) if "of" not in words else ""
        own_head = _title_head(words)
        heads = (own_head, *sorted(self._lexicon.wider.get(own_head, ())))
        best: tuple[tuple[float, int], Referent] | None = None
        for candidate_head in heads:
            for person, title in self._by_head.get(candidate_head, ()):
                points = self._points(words, title, candidate_head == own_head, capitals)
                latest = self._latest(person, first)
                if points is None or latest < 0 or (after and not _described(person, after, tokens)):
                    continue
                rank = (points, latest)
                if best is None or rank > best[0]:
                    best = (rank, person)
        return best[1] if best else None

    def _points(self, words: Key, title: Key, same_head: bool, capitals: set[str]) -> float | None:
        lexicon = self._lexicon
        own, theirs = set(words[:-1]), set(title[:-1])
        if same_head and (own & lexicon.distinguishing) != (theirs & lexicon.distinguishing):
            return None
        if not same_head and theirs & lexicon.distinguishing:
            return None
        points = _EXACT if same_head else _WIDER
        unshared = own - theirs - lexicon.distinguishing - lexicon.weaker
        if unshared and (not same_head or (words[-1] in _OF_NATIONS and unshared & capitals - _OWN_NATION)):
            return None
        points += _SHARED * len(own & theirs) + _UNSHARED * len(unshared)
        if words[-1] == "minister" and same_head and ("prime" in own) != ("prime" in theirs):
            return None
        if (own & lexicon.weaker) != (theirs & lexicon.weaker):
            points += _FORMER
        return points if points > 0 else None

    @staticmethod
    def _of_phrase(tokens: TokenTable, head: int) -> str:
        """The first capitalised word of an "of" phrase behind the head ("the mayor of Springfield")."""
        if tokens.lower[head + 1 : head + 2] != ["of"]:
            return ""
        for i in range(head + 2, min(head + 6, len(tokens))):
            if tokens.words[i][0].isupper():
                return tokens.lower[i]
        return ""

    def body(self, tokens: TokenTable, first: int, head: int) -> Referent | None:
        """The office, organisation, outlet or document the description means: the last one whose name has this head
        ("the ministry"), or the only company or outlet of the article ("the company", "the newspaper")."""
        if head - first > 3:
            return None
        word = tokens.lower[head]
        modifiers = {w for w in tokens.lower[first + 1 : head] if w != "-"}
        found = [b for b in self._bodies.get(word, ()) if self._latest(b, first) >= 0]
        if modifiers:
            found = [b for b in found if any(modifiers <= set(key) for key in b.keys)]
        if found:
            return max(found, key=lambda b: self._latest(b, first))
        kind = _ORGANIZATION_WORDS.get(word)
        if kind is None or modifiers:
            return None
        of_kind = [b for b in self._of_kind.get(kind, ()) if not any(_NOT_A_COMPANY & set(key) for key in b.keys)]
        if len(of_kind) == 1 and self._latest(of_kind[0], first) >= 0:
            return of_kind[0]
        return None


def _title_head(words: Key) -> str:
    """The noun that heads a title: the last word, or the one before "of" or before an adjective behind it."""
    if "of" in words[1:]:
        return words[words.index("of") - 1]
    if (
        len(words) > 1
        and words[-1] in {"general", "elect"}
        and words[-2] in {"attorney", "secretary", "director", "solicitor", "surgeon", "president"}
    ):
        return words[-2] if words[-1] == "elect" else " ".join(words[-2:])
    return words[-1] if words else ""


def _body_head(key: Key) -> str:
    return key[key.index("of") - 1] if "of" in key[1:] else key[-1]


def _described(person: Referent, word: str, tokens: TokenTable) -> bool:
    return any(word in tokens.lower[first:last] for first, last in person.descriptions)
