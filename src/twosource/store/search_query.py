"""What a user types into a search, read without ever failing: words, "phrases", -without, prefix*."""

import re
import unicodedata
from dataclasses import dataclass

MOST_CHARACTERS = 1_000
MOST_TERMS = 32
"""What is read of a query: more words than anyone types, few enough to be answered at once."""
LEAST_PREFIX = 2
"""Letters that must stand before a star."""
_TERM = re.compile(r'(-?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+))(\*?)')


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """A word or phrase to be found in this order; with `prefix`, its last word may go on."""

    words: str
    prefix: bool = False

    def single_words(self) -> list["SearchTerm"]:
        """Its words one by one."""
        words = [word for word in re.split(r"[\W_]+", self.words) if word]
        return [SearchTerm(word, self.prefix and place == len(words)) for place, word in enumerate(words, 1)]


@dataclass(frozen=True, slots=True)
class SearchWords:
    """A query: an article has all of `wanted` and none of `unwanted`."""

    wanted: tuple[SearchTerm, ...] = ()
    unwanted: tuple[SearchTerm, ...] = ()


def read_query(query: str) -> SearchWords:
    """The words of the query. Signs without a letter or digit are passed over; a quotation mark that is not closed
    goes to the end."""
    wanted: dict[SearchTerm, None] = {}
    unwanted: dict[SearchTerm, None] = {}
    for minus, phrase, word, star in _TERM.findall(query[:MOST_CHARACTERS]):
        words = phrase or word
        term = _term(words.rstrip("*"), bool(star) or words.endswith("*"))
        if _has_word(term.words) and len(wanted) + len(unwanted) < MOST_TERMS:
            (unwanted if minus else wanted)[term] = None
    return SearchWords(tuple(wanted), tuple(unwanted))


def _term(words: str, starred: bool) -> SearchTerm:
    """The term. A star after a single letter is passed over: half the words of an archive begin so."""
    last = re.split(r"[\W_]+", words)[-1]
    return SearchTerm(words, starred and len(last) >= LEAST_PREFIX)


def _has_word(text: str) -> bool:
    """Whether the text has a character that the search keeps (Unicode's letters, numbers and private use)."""
    return any(unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "Co" for char in text)
