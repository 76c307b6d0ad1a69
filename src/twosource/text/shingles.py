"""Words of a text in comparable form, runs of words (shingles), and how two runs of words differ."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from twosource.model.span import Span

_WORD = re.compile(r"&|(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_DROPPED = str.maketrans("", "", "'’.")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands; `form` is how it compares: case, accents, apostrophes and the full stops of
    abbreviations folded away ("F.B.I." is "fbi")."""

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class WordChange:
    """The words `left[left_start:left_end]` stand where the other run has `right[right_start:right_end]`."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int


def read_words(text: str, span: Span | None = None) -> tuple[Word, ...]:
    """The words of `text`, or of one span of it, in order; offsets count from the start of `text`."""
    start, end = (span.start, span.end) if span else (0, len(text))
    return tuple(Word(*match.span(), comparable_form(match.group())) for match in _WORD.finditer(text, start, end))


def comparable_form(word: str) -> str:
    """The word as it compares with others: without case, accents, apostrophes and full stops; a number keeps its
    decimal point and loses its thousands separators."""
    return _known_form(word) if len(word) <= _LONGEST_KNOWN else _form(word)


def _form(word: str) -> str:
    if word == "&":
        return "and"
    if word[:1].isdigit():
        return word.replace(",", "")
    if word.isascii():
        return word.lower().translate(_DROPPED)
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_DROPPED)


_LONGEST_KNOWN = 60
_known_form = lru_cache(maxsize=100_000)(_form)


def shingles(forms: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Every run of `size` words, in order; nothing where there are fewer words (Broder, "On the resemblance and
    containment of documents", 1997)."""
    for i in range(len(forms) - size + 1):
        yield tuple(forms[i : i + size])


def containment(left: Sequence[str], right: Sequence[str], size: int) -> float:
    """The share of the left run's shingles that the right one has too, 0 to 1; 0 where the left has none."""
    own = set(shingles(left, size))
    return len(own & set(shingles(right, size))) / len(own) if own else 0.0


def word_changes(left: Sequence[str], right: Sequence[str]) -> tuple[WordChange, ...]:
    """Where two runs of words differ, in order, neighbouring insertions and deletions taken together; what stands
    between the changes is the same on both sides."""
    changes: list[WordChange] = []
    for code in Indel.opcodes(list(left), list(right)):
        if code.tag == "equal":
            continue
        last = changes[-1] if changes else None
        if last and last.left_end == code.src_start and last.right_end == code.dest_start:
            changes[-1] = WordChange(last.left_start, code.src_end, last.right_start, code.dest_end)
        else:
            changes.append(WordChange(code.src_start, code.src_end, code.dest_start, code.dest_end))
    return tuple(changes)


def common_words(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words stand in both runs in the same order (their longest common subsequence)."""
    return (len(left) + len(right) - int(Indel.distance(list(left), list(right)))) // 2
