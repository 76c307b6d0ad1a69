"""Names of persons: their parts, and whether two of them can be one person's."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from twosource.annotate.names.lexicon import Lexicon, same_given_name

LONG_ENOUGH_TO_MISSPELL = 5
"""Letters a given name needs before one letter's difference is taken for a slip: "Dan" and "Jan" are two people."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in folded words: `words` without suffix, `suffix` such as "jr" or empty."""

    words: tuple[str, ...]
    suffix: str = ""

    @property
    def family(self) -> str:
        return self.words[-1]

    @property
    def given(self) -> str:
        return self.words[0]

    @property
    def is_full(self) -> bool:
        return len(self.words) > 1


def read_name(key: tuple[str, ...], lexicon: Lexicon) -> PersonName:
    """The parts of a name given as folded words."""
    words = [word for word in key if word not in lexicon.postnominals] or list(key)
    suffix = ""
    if len(words) > 1 and words[-1] in lexicon.suffixes and not (words[-1] == "v" and len(words) < 3):
        suffix = words.pop().rstrip(".")
    while len(words) > 1 and words[0] in ("al", "el") and len(words[1]) > 2:
        words.pop(0)
    return PersonName(tuple(words), suffix)


def can_be_one(one: PersonName, other: PersonName) -> bool:
    """Whether two full names (two words or more) can be one person's."""
    if one.suffix != other.suffix and ((one.suffix and other.suffix) or len(one.words) == len(other.words) == 2):
        return False
    if one.words == other.words:
        return True
    short, long = sorted((one.words, other.words), key=len)
    if _same_family(short[-1], long[-1]):
        if _one_family_name(short, long) or same_given_name(short[0], long[0]):
            return _middles_agree(short, long)
        if short[-1] == long[-1] and min(len(short[0]), len(long[0])) >= LONG_ENOUGH_TO_MISSPELL:
            return OSA.distance(short[0], long[0]) <= 1
    return _inside(short, long) and same_given_name(short[0], long[0])


def _middles_agree(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether middle names, where both give one, agree."""
    middle_short, middle_long = short[1:-1], long[1:-1]
    if len(middle_short) != len(middle_long) or not middle_short:
        return True
    return all(same_given_name(a, b) for a, b in zip(middle_short, middle_long, strict=True))


def _one_family_name(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """A double family name ("López Obrador") at the end of the whole name."""
    return len(long) > len(short) and long[-len(short) :] == short


def _same_family(one: str, other: str) -> bool:
    if one == other:
        return True
    return one[0] == other[0] and min(len(one), len(other)) > LONG_ENOUGH_TO_MISSPELL and OSA.distance(one, other) <= 1


def _inside(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of `short` stand in `long` in the same order (a family name first, a middle name left out)."""
    remaining = iter(long)
    return all(word in remaining for word in short)


def names_part(part: PersonName, whole: PersonName) -> int:
    """How well a short name names the bearer of a full one: 0 not at all, 3 by the family name, 2 by several words or
    the first of a name with the family name in front, 1 by the given name."""
    words = whole.words
    if part.suffix and part.suffix != whole.suffix:
        return 0
    if len(part.words) > 1:
        return 3 if words[-len(part.words) :] == part.words else 2 if _contiguous(part.words, words) else 0
    word = part.words[0]
    if word == words[-1]:
        return 3
    if word == words[0] or (len(word) > 2 and len(words) > 1 and same_given_name(word, words[0])):
        return 1
    if word in words and len(word) > 2:
        return 2
    return 0


def _contiguous(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))
