"""Whether two names can be one person's, and whether two speakers can be one: titles, initials, short forms."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from twosource.model.annotation import Speaker
from twosource.text.shingles import comparable_form

_TITLES: Final = frozenset(
    {
        "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "prof", "professor", "rep", "representative",
        "sen", "senator", "gov", "governor", "president", "vice", "prime", "minister", "secretary", "attorney",
        "general", "gen", "captain", "capt", "sheriff", "judge", "justice", "chief", "mayor", "congressman",
        "congresswoman",
        "former", "then", "rev", "pope", "king", "queen", "prince", "princess", "sgt", "lt", "col", "officer",
        "detective", "deputy", "chancellor", "ambassador", "us", "spokesman", "spokeswoman", "spokesperson", "house",
        "majority", "leader", "whip", "speaker", "chairman", "chairwoman",
    }
)  # fmt: skip
_SUFFIXES: Final = frozenset(["jr", "sr", "ii", "iii", "iv"])
_ROLE: Final = re.compile(r"\b(spokes\w+|official|representative|aide|adviser|advisor|office|statement)\b", re.I)
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
SHORT_FORMS: Final = tuple(
    frozenset(group.split())
    for group in (
        "robert bob bobby rob robbie",
        "william bill billy will willie",
        "richard dick rick ricky rich",
        "james jim jimmy jamie",
        "john jack johnny",
        "joseph joe joey",
        "david dave davey",
        "michael mike mikey mick",
        "thomas tom tommy",
        "edward ed eddie ted ned",
        "theodore ted teddy",
        "anthony tony",
        "charles charlie chuck",
        "christopher chris",
        "daniel dan danny",
        "donald don donnie",
        "elizabeth liz beth betty lizzie eliza",
        "katherine catherine kate kathy cathy katie",
        "margaret maggie meg peggy",
        "patricia pat patty tricia",
        "susan sue susie",
        "sandra sandi sandy",
        "deborah debra deb debbie",
        "jennifer jen jenny",
        "steven stephen steve",
        "andrew andy drew",
        "timothy tim",
        "kenneth ken kenny",
        "ronald ron ronnie",
        "lawrence larry",
        "gerald jerry gerry",
        "gregory greg",
        "jeffrey geoffrey jeff geoff",
        "matthew matt",
        "nicholas nick",
        "peter pete",
        "samuel samantha sam",
        "alexander alexandra alex sasha",
        "benjamin ben benny",
        "frederick fred freddie",
        "henry harry hank",
        "philip phillip phil",
        "raymond ray",
        "walter walt",
        "vladimir volodymyr",
        "sergei sergey",
        "mohammed muhammad mohamed mohammad",
    )
)
"""Given names and their usual short forms: a reader takes them for one person, a fact-checker wants to see both."""
_GROUPS_OF: Final = {
    name: frozenset(number for number, group in enumerate(SHORT_FORMS) if name in group)
    for name in sorted(frozenset().union(*SHORT_FORMS))
}
_NONE: Final = frozenset[int]()


@lru_cache(maxsize=4096)
def name_parts(name: str) -> tuple[str, ...]:
    """The name's words in comparable form, without titles and without a suffix such as "Jr."."""
    parts = [comparable_form(match.group()) for match in _LETTERS.finditer(name.replace("’s", "").replace("'s", ""))]
    while len(parts) > 1 and parts[0] in _TITLES:
        parts.pop(0)
    return tuple(part for part in parts if part not in _SUFFIXES)


def surname(name: str) -> str:
    """The last word of the name in comparable form, "" where there is none."""
    parts = name_parts(name)
    return parts[-1] if parts else ""


def same_given_name(left: str, right: str) -> bool:
    """Whether two given names (in comparable form) are equal, or one is the other's initial or short form."""
    if left == right or (1 in (len(left), len(right)) and left[:1] == right[:1]):
        return True
    return bool(_GROUPS_OF.get(left, _NONE) & _GROUPS_OF.get(right, _NONE))


def compatible_names(left: str, right: str) -> bool:
    """Whether the two can name one person or body: equal, one inside the other, or one surname and given names that
    agree as far as both are told."""
    mine, other = name_parts(left), name_parts(right)
    if not mine or not other:
        return False
    if set(mine) <= set(other) or set(other) <= set(mine):
        return True
    if mine[-1] != other[-1]:
        return _initials(mine) == "".join(other) or _initials(other) == "".join(mine)
    return len(mine) == 1 or len(other) == 1 or same_given_name(mine[0], other[0])


def _initials(parts: tuple[str, ...]) -> str:
    return "".join(part[0] for part in parts if part not in ("of", "the", "and", "for")) if len(parts) > 1 else ""


def share_a_speaker(left: Sequence[Speaker], right: Sequence[Speaker]) -> bool | None:
    """Whether some speaker of the one row is one of the other's: True, False where all differ, None where that is
    open. A row holds who speaks and who relays it."""
    verdicts = [same_speaker(one, two) for one in left for two in right]
    if any(verdicts):
        return True
    return False if verdicts and all(verdict is False for verdict in verdicts) else None


def same_speaker(left: Speaker | None, right: Speaker | None) -> bool | None:
    """Whether the two are one speaker; None where the texts do not settle it: one is unresolved or unnamed, or a
    person may be speaking for a body."""
    if left is None or right is None:
        return None
    if compatible_names(left.name, right.name):
        return True
    if left.kind == right.kind == "named" and not _ROLE.search(left.name + " " + right.name):
        return False
    return None


def same_house_name(left: str, right: str) -> bool:
    """Whether two names of outlets or agencies are one, but for case, hyphens and "the", or one is the other's acronym
    ("AP", "Associated Press")."""
    one, other = (" ".join(re.findall(r"\w+", name.casefold())).removeprefix("the ") for name in (left, right))
    return one == other or is_acronym(left, right) or is_acronym(right, left)


def is_acronym(short: str, name: str) -> bool:
    """Whether `short` is made of the first letters of the capitalised words of `name`, two to six of them."""
    letters = short.strip().replace(".", "")
    initials = "".join(word[0] for word in re.split(r"[\s\-–]+", name.strip()) if word[:1].isupper())
    return letters.isupper() and 2 <= len(letters) <= 6 and letters == initials
