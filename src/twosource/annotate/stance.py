"""What a cue does with its content: states, claims, denies, asks …, and whether it says the words were said at all."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import get_args

from twosource.model.annotation import Stance

_NEGATIONS = frozenset(
    {"not", "n't", "never", "nor", "neither", "without", "no", "cannot", "nobody", "none", "hardly", "nothing"}
)
_WILL = frozenset({"will", "wo", "would", "'d", "'ll", "could", "can", "ca", "cannot"})
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True)
class CueLexicon:
    """Stances by word form and by phrase of forms: `phrases` maps a first word to (phrase, stance), longest first."""

    words: dict[str, Stance]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Stance], ...]]
    roles: dict[str, frozenset[str]]
    """Every form of the weak, answering and addressing verbs."""


def classify_cue(cue: Sequence[str], before: Sequence[str] = ()) -> tuple[Stance, bool]:
    """The stance of a cue and whether the cue says that its content was *not* said, held or done.

    `cue` is the cue's words, `before` the few words in front of it in the same clause, where a negation may stand.
    The first phrase or word the lexicon knows decides. "did not say" is ("states", True); what somebody refuses to say
    or leaves unanswered ("declined to comment", "would not rule out", "cannot confirm", "did not respond to") is
    ("declines", True). A cue of unknown words states.
    """
    words, context = _plain(cue), _plain(before)
    lexicon = cue_lexicon()
    at, length, stance = _first_known(words, lexicon)
    if stance is None:
        return "states", _is_negated([*context, *words])
    front = [*context, *words[:at]]
    if stance == "declines":
        return "declines", not _is_negated(front)
    if _is_negated(front) and any(word in lexicon.roles["answering"] for word in words[at : at + length]):
        return "declines", True
    if not _is_negated(front):
        return stance, False
    if stance not in ("thinks", "shows", "predicts", "reports") and any(word in _WILL for word in front):
        return "declines", True
    return stance, True


def _plain(words: Sequence[str]) -> list[str]:
    """The words in lower case with straight apostrophes, "n't" on its own."""
    out: list[str] = []
    for word in words:
        plain = word.lower().replace("’", "'")
        out += [plain[:-3], "n't"] if plain.endswith("n't") and len(plain) > 3 else [plain]
    return out


def _first_known(words: list[str], lexicon: CueLexicon) -> tuple[int, int, Stance | None]:
    """Position, length in words and stance of the first phrase or word the lexicon knows; a form of "be" or "have" or a
    weak verb of appearing does not count where a stronger word follows."""
    fallback: tuple[int, int, Stance | None] = (0, 0, None)
    for i, word in enumerate(words):
        for phrase, stance in lexicon.phrases.get(word, ()):
            if tuple(words[i : i + len(phrase)]) == phrase:
                return i, len(phrase), stance
        found = lexicon.words.get(word)
        if found is None:
            continue
        if word in lexicon.roles["weak"]:
            if fallback[2] is None:
                fallback = (i, 1, found)
            continue
        return i, 1, found
    return fallback


def _is_negated(words: Sequence[str]) -> bool:
    return sum(word in _NEGATIONS for word in words if word != "no" or "longer" in words or "one" in words) % 2 == 1


@lru_cache(maxsize=1)
def cue_lexicon() -> CueLexicon:
    """The lexicon of `data/cues.toml` with every inflection, read once. Where two stances claim a form, a verb wins
    over another word and the stance listed first over the later."""
    data = tomllib.loads((files("twosource.annotate") / "data/cues.toml").read_text(encoding="utf-8"))
    irregular: dict[str, list[str]] = data.pop("irregular")
    roles: dict[str, list[str]] = data.pop("roles")
    words: dict[str, Stance] = {}
    phrases: dict[str, dict[tuple[str, ...], Stance]] = {}
    stances: dict[Stance, dict[str, list[str]]] = {stance: data[stance] for stance in get_args(Stance)}
    for part in ("verbs", "others"):
        for stance, lists in stances.items():
            for entry in lists[part]:
                for form in _forms(entry.split(), irregular) if part == "verbs" else [tuple(entry.split())]:
                    if len(form) == 1:
                        words.setdefault(form[0], stance)
                    else:
                        phrases.setdefault(form[0], {}).setdefault(form, stance)
    return CueLexicon(
        words,
        {first: tuple(sorted(found.items(), key=_longest_first)) for first, found in phrases.items()},
        {role: frozenset(f[0] for verb in verbs for f in _forms([verb], irregular)) for role, verbs in roles.items()},
    )


def _longest_first(item: tuple[tuple[str, ...], Stance]) -> tuple[int, tuple[str, ...]]:
    return -len(item[0]), item[0]


def _forms(lemma: list[str], irregular: dict[str, list[str]]) -> list[tuple[str, ...]]:
    first, rest = lemma[0], lemma[1:]
    return [(form, *rest) for form in (first, *(irregular.get(first) or _regular(first)))]


def _regular(verb: str) -> list[str]:
    """Third person, past and participle of a regular verb."""
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb + "ing" if verb.endswith("ee") else verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return [third, verb + "ed", verb + "ing"]
