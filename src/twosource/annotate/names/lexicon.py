"""The word lists entity and speaker resolution read: titles, offices, kinds of sources, parts of names."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from twosource.model.annotation import EntityKind

_DATA = files("twosource.annotate") / "data"
MOSTLY = 0.9
"""Share of bearers of one sex from which a given name tells the gender. Not tuned: a wrong "she" costs more than
none."""

Gender = str
"""\"male\", \"female\" or \"\" where it is not known."""


@dataclass(frozen=True)
class Lexicon:
    """Word lists in lower case; `titles`, `names`, `offices` and `sources` are the data files as they are."""

    titles: dict[str, Any]
    offices: dict[str, Any]
    sources: dict[str, frozenset[str]]
    honorifics: dict[str, Gender]
    abbreviations: dict[str, str]
    heads: dict[str, Gender]
    distinguishing: frozenset[str]
    weaker: frozenset[str]
    wider: dict[str, frozenset[str]]
    phrases: frozenset[tuple[str, ...]]
    particles: frozenset[str]
    suffixes: frozenset[str]
    postnominals: frozenset[str]
    joined: frozenset[str]
    given_names: dict[str, float]
    short_names: dict[str, frozenset[str]]
    whole_names: dict[str, frozenset[str]]
    kind_heads: dict[str, EntityKind]
    makers: dict[str, EntityKind]
    known: dict[str, EntityKind]
    inside: frozenset[str]
    aliases: dict[str, str]

    def title_gender(self, words: tuple[str, ...]) -> Gender:
        """The gender a title tells ("spokeswoman")."""
        for word in words:
            gender = self.honorifics.get(word) or self.heads.get(word)
            if gender:
                return gender
        return "female" if words == ("first", "lady") else ""

    def given_name_forms(self, name: str) -> frozenset[str]:
        """The given names (folded) that `name` is a short form of, and its own short forms."""
        return self.short_names.get(name, frozenset()) | self.whole_names.get(name, frozenset())

    def name_gender(self, given: str) -> Gender:
        """The gender a given name tells, in lower case without diacritics."""
        share = self.given_names.get(given)
        if share is None:
            share = self.given_names.get(given.split("-")[0])
        if share is None:
            return ""
        return "male" if share >= MOSTLY else "female" if share <= 1 - MOSTLY else ""


def folded(word: str) -> str:
    """The word in lower case without diacritics, with straight apostrophes and plain hyphens."""
    plain = word.lower().replace("’", "'").replace("‑", "-").replace("–", "-")
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFD", plain)
    return (
        "".join(c for c in decomposed if not unicodedata.combining(c))
        .replace("ı", "i")
        .replace("ł", "l")
        .replace("ø", "o")
    )


@lru_cache(maxsize=4096)
def same_given_name(one: str, other: str) -> bool:
    """Whether two given names (folded) may be one person's: equal, an initial, or a name and its short form."""
    if one == other:
        return True
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return short in lexicon().given_name_forms(long)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read from the package's data files once."""
    titles, offices, names = _read("titles.toml"), _read("offices.toml"), _read("names.toml")
    short_names = {name: frozenset(forms.split()) for name, forms in _rows("short_names.tsv")}
    return Lexicon(
        titles=titles,
        offices=offices,
        sources={kind: frozenset(words) for kind, words in _read("sources.toml").items()},
        honorifics=_genders(titles["honorifics"]),
        abbreviations=titles["abbreviations"],
        heads=_genders(titles["heads"]),
        distinguishing=frozenset(titles["distinguishing"]["words"]),
        weaker=frozenset(titles["distinguishing"]["weaker"]),
        wider={head: frozenset(words) for head, words in titles["wider"].items()},
        phrases=frozenset(tuple(phrase.split()) for phrase in titles["phrases"]["titles"]),
        particles=frozenset(names["particles"]),
        suffixes=frozenset(names["suffixes"]),
        postnominals=frozenset(names["postnominals"]),
        joined=frozenset(names["joined"]),
        given_names=_given_names(names),
        short_names=short_names,
        whole_names=_inverted(short_names),
        kind_heads={word: kind for kind, words in reversed(offices["heads"].items()) for word in words},
        makers={word: kind for kind, words in offices["makers"].items() for word in words},
        known={name: kind for kind, known in reversed(offices["known"].items()) for name in known},
        inside=frozenset(offices["inside"]["words"]),
        aliases=offices["aliases"],
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


def _rows(name: str) -> list[tuple[str, str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [(first, second) for first, second in (line.split("\t") for line in lines)]


def _inverted(short_names: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    wholes: dict[str, set[str]] = {}
    for name, forms in short_names.items():
        for form in forms:
            wholes.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in wholes.items()}


def _genders(lists: dict[str, list[str]]) -> dict[str, Gender]:
    return {word: "" if gender == "neutral" else gender for gender, words in lists.items() for word in words}


def _given_names(names: dict[str, Any]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for name, share in _rows("given_names.tsv"):
        shares[name] = float(share)
    shares |= dict.fromkeys(names["male"], 1.0)
    return shares | dict.fromkeys(names["female"], 0.0)
