"""Which words may be part of a name: a capital that nothing but a name explains."""

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.annotate.names.lexicon import Lexicon, folded
from twosource.annotate.names.word_lists import word_list

NAME_LABELS = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT"])
_NOT_IN_NAMES = frozenset(
    ["PRON", "DET", "ADP", "CCONJ", "SCONJ", "AUX", "INTJ", "PUNCT", "NUM", "SYM", "PART", "SPACE"]
)
_CALENDAR = word_list("calendar")
_NAMES_TOO = word_list("months_that_are_names")
_EVERYDAY = frozenset({"NOUN", "VERB", "ADV", "SCONJ", "ADP", "CCONJ", "AUX", "INTJ"})
_OPENERS = frozenset(["“", '"', "``", "''", "'", "‘", "’", ":", "—", "–", "-", "(", "[", "…", "..."])


@dataclass(frozen=True, slots=True)
class Columns:
    """What tells names from other words, one value a token (see TokenTable)."""

    words: Sequence[str]
    lower: Sequence[str]
    pos: Sequence[str]
    labels: Sequence[str]
    sentence: Sequence[int]
    barred: Sequence[bool]
    """Whether a capital says nothing here: headlines, and furniture that names nobody."""


def find_name_words(columns: Columns, lexicon: Lexicon) -> list[bool]:
    """Whether each token may be part of a name.

    Where a capital is due anyway (first word of a sentence, a line or a quotation) the tagger's and recogniser's word
    counts, or that the same word stands with a capital in the middle of some other sentence.
    """
    count = len(columns.words)
    likely = [_is_likely(columns, i, lexicon) for i in range(count)]
    seen = {columns.lower[i] for i in range(count) if likely[i] and not _opens_sentence(columns, i)}
    for i in range(count):
        word = columns.words[i]
        if not likely[i] and word[0].isupper() and columns.lower[i] in seen and not columns.barred[i]:
            likely[i] = _opens_sentence(columns, i) and columns.pos[i] not in ("DET", "PRON") and len(word) > 1
    return likely


def _is_likely(columns: Columns, i: int, lexicon: Lexicon) -> bool:
    word = columns.words[i]
    if not word[0].isupper() or columns.barred[i] or word == "I":
        return False
    if columns.lower[i] in _CALENDAR:
        return columns.lower[i] in _NAMES_TOO and _follows_given_name(columns, i, lexicon)
    label, pos = columns.labels[i], columns.pos[i]
    opens = _opens_sentence(columns, i)
    if label in NAME_LABELS and pos not in ("PRON", "DET"):
        return pos not in _EVERYDAY or not opens or label == "PERSON" or _goes_on(columns, i)
    if pos in _NOT_IN_NAMES:
        return False
    return pos == "PROPN" or (not opens and any(c.isalpha() for c in word))


def _follows_given_name(columns: Columns, i: int, lexicon: Lexicon) -> bool:
    before = columns.lower[i - 1] if i else ""
    known = before in lexicon.honorifics or (folded(before) in lexicon.given_names and before not in _CALENDAR)
    return known and columns.words[i - 1][0].isupper()


def _goes_on(columns: Columns, i: int) -> bool:
    """Whether the next word carries on a name that token `i` may begin."""
    return i + 1 < len(columns.words) and columns.labels[i + 1] in NAME_LABELS and columns.words[i + 1][0].isupper()


def _opens_sentence(columns: Columns, i: int) -> bool:
    """Whether a capital is due here anyway: first word of a sentence, a line, a quotation or after a colon."""
    if i == 0 or columns.sentence[i] != columns.sentence[i - 1]:
        return True
    before = columns.words[i - 1]
    return before in _OPENERS or before.isspace()
