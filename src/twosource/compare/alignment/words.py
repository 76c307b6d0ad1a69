"""The words of all reports of one story as flat arrays, with the statements as ranges of words.

A *unit* is a sentence (a very long one is cut): pairs of units are found first, then pairs of statements inside them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from twosource.model.annotation import AnnotatedArticle, ContextVectors, Token
from twosource.model.comparison import Statement
from twosource.model.span import Span
from twosource.text.embedding import load_word_vectors
from twosource.text.numerals import find_numerals
from twosource.text.quotation import quoted_spans
from twosource.text.shingles import read_words
from twosource.text.similarity import inverse_frequencies, stem

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

NAME, VERB, NUMBER, OTHER = range(4)
SENSE_SIZE: Final = 128
"""Numbers in a context vector; `training/context_vectors.py` sets it."""
LONGEST_UNIT: Final = 64
"""Words. On the 28 annotated stories 99.6 % of the sentences are shorter."""
FEWEST_UNITS: Final = 60
"""Of fewer sentences the rarity of words is guessed as if there were so many: in two reports of one sentence each, what
both say would weigh nothing. The three reports of an annotated story have 48 to 133 together (November 2026)."""
_EMPTY_POS = frozenset({"DET", "PRON", "AUX", "ADP", "CCONJ", "SCONJ", "PART"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_RELATIONS: Final = (
    "ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "csubj", "dobj", "pobj", "nsubj",
    "nsubjpass", "appos", "prep", "attr",
)  # fmt: skip
RELATION_CODES: Final = {name: code for code, name in enumerate(_RELATIONS)}


@dataclass(frozen=True)
class StoryWords:
    """Arrays over words, units and statements of one story's reports, in the order of the reports.

    Words: `keys` (equal for words that count as the same), `vectors` (unit length), `senses` (what the word means where
    it stands, unit length; zero where the article has no context vectors), `kinds`, `weights` (rarity in the story, 0
    for function words), `rarities` (rarity in English), `quoted`, `framed` (in the source or cue of an attribution),
    `relations`.
    Units: `unit_starts`, `unit_ends` (half-open word ranges), `unit_articles`, `unit_places` (0 to 1 down the report).
    Statements: `starts`, `ends` (half-open word ranges), `units`, `roots` (word the rest hangs on), `traits` (columns:
    whether attributed, code of the speaker's surname or -1, whether negated, whether not certain), `origins` (article
    and index in the article's statements).
    """

    keys: IntArray
    vectors: FloatArray
    senses: FloatArray
    kinds: IntArray
    weights: FloatArray
    rarities: FloatArray
    quoted: FloatArray
    framed: BoolArray
    relations: IntArray
    unit_starts: IntArray
    unit_ends: IntArray
    unit_articles: IntArray
    unit_places: FloatArray
    starts: IntArray
    ends: IntArray
    units: IntArray
    roots: IntArray
    traits: FloatArray
    origins: tuple[tuple[int, int], ...]

    @cached_property
    def ranges(self) -> list[tuple[int, int, int]]:
        """Unit, start and end of each statement as plain numbers: what is asked for one by one, an array is slow at."""
        return list(zip(self.units.tolist(), self.starts.tolist(), self.ends.tolist(), strict=True))

    @cached_property
    def articles(self) -> list[int]:
        """The article of each statement as a plain number."""
        articles: list[int] = self.unit_articles[self.units].tolist()
        return articles


class _Word(NamedTuple):
    start: int
    end: int
    key: str
    form: str
    kind: int
    empty: bool
    relation: int
    token: int
    head: int


def read_story(statements: Sequence[Sequence[Statement]], annotated: Sequence[AnnotatedArticle]) -> StoryWords:
    """The words, units and statements of the reports; `statements[i]` are those of `annotated[i]`."""
    words: list[_Word] = []
    quoted: list[bool] = []
    framed: list[bool] = []
    senses: list[FloatArray] = []
    units: list[tuple[int, int, int, float]] = []
    ranges: list[tuple[int, int, int, int]] = []
    origins: list[tuple[int, int]] = []
    speakers: dict[str, int] = {}
    traits: list[tuple[float, float, float, float]] = []
    for number, (own, one) in enumerate(zip(statements, annotated, strict=True)):
        base, first_unit = len(words), len(units)
        named = [(a.id, a.speaker.name.split()) for a in one.attributions if a.speaker]
        surnames = {attribution: name[-1].lower() for attribution, name in named if name}
        read = list(_words_of(one))
        words += read
        quoted += _inside(read, quoted_spans(one.article.text))
        framed += _inside(read, (s for a in one.attributions for s in (*a.source, *a.cue)))
        senses.append(_senses(read, one.context))
        bounds = list(_units_of(read, one))
        units += [(base + a, base + b, number, i / len(bounds)) for i, (a, b) in enumerate(bounds)]
        for index, (low, high, unit) in _ranges(own, read, bounds):
            ranges.append((base + low, base + high, first_unit + unit, base + _root(read, low, high)))
            origins.append((number, index))
            traits.append(_traits(own[index], surnames, speakers))
    table = np.array(traits, dtype=np.float32).reshape(-1, 4)
    return _arrays(words, (quoted, framed), senses, units, ranges, table, tuple(origins))


def _traits(
    statement: Statement, surnames: Mapping[str, str], speakers: dict[str, int]
) -> tuple[float, float, float, float]:
    surname = surnames.get(statement.attribution or "")
    speaker = -1 if surname is None else speakers.setdefault(surname, len(speakers))
    negative, unsure = statement.polarity == "negative", statement.certainty != "certain"
    return float(statement.attribution is not None), float(speaker), float(negative), float(unsure)


def _arrays(
    words: list[_Word],
    inside: tuple[list[bool], list[bool]],
    senses: list[FloatArray],
    units: list[tuple[int, int, int, float]],
    ranges: list[tuple[int, int, int, int]],
    traits: FloatArray,
    origins: tuple[tuple[int, int], ...],
) -> StoryWords:
    vectors, rarities = load_word_vectors().read_words(word.form for word in words)
    forms = ([words[i].key for i in range(a, b)] for a, b, _, _ in units)
    weight = inverse_frequencies(forms, FEWEST_UNITS)
    codes = {key: code for code, key in enumerate(sorted({word.key for word in words}))}
    full = np.array([not word.empty for word in words], dtype=np.float32)
    table = np.array(ranges, dtype=np.int64).reshape(-1, 4)
    unit = np.array([u[:3] for u in units], dtype=np.int64).reshape(-1, 3)
    return StoryWords(
        keys=np.array([codes[word.key] for word in words], dtype=np.int64),
        vectors=vectors,
        senses=np.concatenate([np.zeros((0, SENSE_SIZE), np.float32), *senses]),
        kinds=np.array([word.kind for word in words], dtype=np.int64),
        weights=np.array([weight.get(word.key, 0.0) for word in words], dtype=np.float32) * full,
        rarities=rarities * full,
        quoted=np.array(inside[0], dtype=np.float32),
        framed=np.array(inside[1], dtype=bool),
        relations=np.array([word.relation for word in words], dtype=np.int64),
        unit_starts=unit[:, 0],
        unit_ends=unit[:, 1],
        unit_articles=unit[:, 2],
        unit_places=np.array([u[3] for u in units], dtype=np.float32),
        starts=table[:, 0],
        ends=table[:, 1],
        units=table[:, 2],
        roots=table[:, 3],
        traits=traits,
        origins=origins,
    )


def _words_of(annotated: AnnotatedArticle) -> Iterator[_Word]:
    text = annotated.article.text
    if not annotated.tokens:
        for n, word in enumerate(read_words(text)):
            number = any(c.isdigit() for c in word.form)
            kind = NUMBER if number else OTHER
            yield _Word(
                word.start, word.end, stem(word.form), word.form, kind, len(word.form) < 4 and not number, -1, n, n
            )
        return
    meant = _meanings(annotated)
    for index, token in enumerate(annotated.tokens):
        form = text[token.start : token.end]
        if token.pos not in ("PUNCT", "SPACE") and any(c.isalnum() for c in form):
            read = _word_of(token, index, form)
            yield read._replace(**meant[token.start]) if token.start in meant else read


def _meanings(annotated: AnnotatedArticle) -> dict[int, dict[str, Any]]:
    """What words stand for, by where they start: a numeral for its number, a date for its day, a pronoun for the name
    it refers to. "47" and "forty-seven", "Wednesday" and "Aug. 20" become the same word."""
    meant: dict[int, dict[str, Any]] = {}
    for entity in annotated.entities:
        last = re.findall(r"\w[\w'’.-]*", entity.name)[-1:]
        for mention in entity.mentions if last else ():
            if mention.form == "pronoun":
                meant[mention.start] = {"key": stem(last[0]), "form": last[0], "kind": NAME, "empty": False}
    for numeral in find_numerals(annotated.article.text):
        if numeral.kind != "vague" and (numeral.digits or numeral.value > 1):
            meant[numeral.start] = {"key": f"#{numeral.value:g}", "kind": NUMBER, "empty": False}
    starts = [token.start for token in annotated.tokens]
    for time in annotated.times:
        if _DAY.match(time.value):
            first, last_token = bisect_left(starts, time.start), bisect_left(starts, time.end)
            for token in annotated.tokens[first:last_token]:
                meant[token.start] = {"empty": True}
            day = {"key": f"@{time.value[:10]}", "kind": NUMBER, "empty": False}
            named = [t for t in annotated.tokens[first:last_token] if not t.stop and t.pos not in _EMPTY_POS]
            meant[(named[0] if named else annotated.tokens[min(first, len(starts) - 1)]).start] = day
    return meant


def _word_of(token: Token, index: int, form: str) -> _Word:
    base = form if token.pos == "PROPN" else token.lemma
    number = token.pos == "NUM" or any(c.isdigit() for c in form)
    kind = NUMBER if number else NAME if token.pos == "PROPN" else VERB if token.pos == "VERB" else OTHER
    return _Word(
        start=token.start,
        end=token.end,
        key=stem(base.strip("'’.")) or form.lower(),
        form=form,
        kind=kind,
        empty=(token.stop and not number) or token.pos in _EMPTY_POS,
        relation=RELATION_CODES.get(token.dep, -1),
        token=index,
        head=token.head,
    )


def _senses(words: Sequence[_Word], context: ContextVectors | None) -> FloatArray:
    """The context vector of each word, the mean where it is several words to the tagger; zero where there is none."""
    if context is None or context.size != SENSE_SIZE or not words:
        return np.zeros((len(words), SENSE_SIZE), dtype=np.float32)
    vectors = np.frombuffer(context.vectors, dtype=np.int8).reshape(-1, SENSE_SIZE).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    low = np.searchsorted(context.ends, [word.start for word in words], side="right")
    high = np.searchsorted(context.starts, [word.end for word in words], side="left")
    found = sum_ranges(vectors, low, np.maximum(low, high))
    return np.asarray(found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9), dtype=np.float32)


def sum_ranges(rows: FloatArray, starts: IntArray, ends: IntArray) -> FloatArray:
    """The sum of the rows of each half-open range; zero for an empty one. Ranges may overlap."""
    if not len(starts):
        return np.zeros((0, *rows.shape[1:]), np.float32)
    bounds = np.stack([starts, np.maximum(starts + 1, ends)], axis=1).reshape(-1)
    padded = np.concatenate([rows, np.zeros((2, *rows.shape[1:]), np.float32)])
    sums = np.add.reduceat(padded, bounds, axis=0)[::2]
    sums[ends <= starts] = 0
    return np.asarray(sums, dtype=np.float32)


def _inside(words: Sequence[_Word], spans: Iterable[Span]) -> list[bool]:
    """Which of the words begin in one of the spans."""
    inside = [False] * len(words)
    starts = [word.start for word in words]
    for span in spans:
        for i in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
            inside[i] = True
    return inside


def _units_of(words: Sequence[_Word], annotated: AnnotatedArticle) -> Iterator[tuple[int, int]]:
    starts = [word.start for word in words]
    low = 0
    for sentence in annotated.sentences:
        high = bisect_left(starts, sentence.end)
        while low < high:
            yield low, min(high, low + LONGEST_UNIT)
            low = min(high, low + LONGEST_UNIT)
    for rest in range(low, len(words), LONGEST_UNIT):
        yield rest, min(len(words), rest + LONGEST_UNIT)


def _ranges(
    statements: Sequence[Statement], words: Sequence[_Word], units: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """Index, word range and unit of each statement that has a word of weight and lies in one unit; of statements that
    cover the same words the shortest."""
    starts, ends = [w.start for w in words], [w.end for w in words]
    unit_starts = [a for a, _ in units]
    best: dict[tuple[int, int, int], tuple[int, int]] = {}
    for index, statement in enumerate(statements):
        low, high = bisect_right(ends, statement.start), bisect_left(starts, statement.end)
        if low >= high or not units:
            continue
        unit = max(0, bisect_right(unit_starts, low) - 1)
        high = min(high, units[unit][1])
        if low < high and not all(word.empty for word in words[low:high]):
            key = (low, high, unit)
            best[key] = min(best.get(key, (len(statement.span), index)), (len(statement.span), index))
    for key, (_, index) in sorted(best.items()):
        yield index, key


def _root(words: Sequence[_Word], low: int, high: int) -> int:
    """The first word of the range whose head lies outside of it, a verb or noun where there is one."""
    inside = {word.token for word in words[low:high]}
    tops = [i for i in range(low, high) if words[i].head not in inside or words[i].head == words[i].token]
    full = [i for i in tops if not words[i].empty]
    return (full or tops or [low])[0]
