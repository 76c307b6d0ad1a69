"""Where names stand: runs of capitalised words, cut and joined with the help of named-entity labels and word lists.

The runs come first and the recogniser's labels second, because a small recogniser finds that *something* is a name far
more often than it finds where the name ends and what it names. What a name is, is settled over the whole article (see
`kinds`), never at one place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from twosource.annotate.names.capitals import NAME_LABELS
from twosource.annotate.names.lexicon import Lexicon, folded
from twosource.annotate.names.token_table import TokenTable
from twosource.annotate.names.word_lists import word_list

_SPANNING = frozenset({"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "GPE", "LOC"})
_OF_HEADS = word_list("heads_before_of")
_NUMBERED = word_list("numbered")
_QUOTES = frozenset({'"', "“", "”", "``", "''", "'", "‘", "’"})
LONGEST_NAME = 12
"""Tokens. A longer run of capitals is a heading or a table."""


@dataclass(slots=True)
class NameMention:
    """One name in the text: tokens `first` to `last` (exclusive) without title. `key` is the name's words, folded;
    `titles` the (lower-case words, first token, last token) of titles beside it; `label` the recogniser's word."""

    first: int
    last: int
    key: tuple[str, ...]
    label: str
    titles: list[tuple[tuple[str, ...], int, int]] = field(default_factory=list)
    honorific: str = ""
    possessive: bool = False
    implied: tuple[str, ...] = ()
    """The family name a coordination lends ("Bill and Hillary Clinton": Bill)."""


def find_runs(tokens: TokenTable, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """First and last (exclusive) token of each run of words that may be one name or several in a row, in text order.

    Of headlines only persons the recogniser finds under a known given name are taken; furniture that names nobody is
    left out."""
    i, count = 0, len(tokens)
    while i < count:
        if tokens.heading[i]:
            end = _heading_name(tokens, i, lexicon)
            if end:
                yield i, end
            i = end or i + 1
            continue
        if not _begins_name(tokens, i, lexicon):
            i += 1
            continue
        end = i + 1
        while end < count and end - i < 4 * LONGEST_NAME:
            step = _continuation(tokens, i, end, lexicon)
            if not step:
                break
            end += step
        yield i, end
        i = end


def _heading_name(tokens: TokenTable, i: int, lexicon: Lexicon) -> int:
    """The end of a person's two-word name in a headline; 0 where none begins at token `i`."""
    if i + 1 >= len(tokens) or not tokens.begins[i] or tokens.labels[i] != "PERSON" or tokens.labels[i + 1] != "PERSON":
        return 0
    if tokens.begins[i + 1] or tokens.silent[i] or folded(tokens.words[i]) not in lexicon.given_names:
        return 0
    over = i + 2 < len(tokens) and tokens.labels[i + 2] == "PERSON" and not tokens.begins[i + 2]
    return 0 if over or not tokens.words[i + 1][0].isupper() or tokens.pos[i + 1] == "VERB" else i + 2


def _begins_name(tokens: TokenTable, i: int, lexicon: Lexicon) -> bool:
    if tokens.name_like[i]:
        return True
    if i + 1 >= len(tokens) or tokens.silent[i] or tokens.heading[i] or tokens.line[i] != tokens.line[i + 1]:
        return False
    word = tokens.lower[i]
    if word + "-" in lexicon.joined and tokens.words[i + 1] == "-" and i + 2 < len(tokens):
        return tokens.words[i + 2][0].isupper() and tokens.ends[i + 1] == tokens.starts[i + 2]
    if word in lexicon.particles and len(word) > 1 and word not in {"la", "le", "do", "den", "mac", "bar", "zu"}:
        titled = i > 0 and (tokens.lower[i - 1] in lexicon.honorifics or tokens.labels[i] == "PERSON")
        return titled and tokens.name_like[i + 1]
    return False


def _continuation(tokens: TokenTable, first: int, end: int, lexicon: Lexicon) -> int:
    """How many tokens from `end` on belong to the run that began at `first`; 0 where it ends."""
    if tokens.line[end] != tokens.line[end - 1] or tokens.words[end - 1].isspace():
        return 0
    if tokens.name_like[end]:
        return 1
    if tokens.words[end][0].isdigit() and tokens.lower[end - 1] in _NUMBERED:
        return 1
    for rule in (_abbreviation, _hyphen, _suffix, _nickname, _particles, _small_words):
        taken = rule(tokens, first, end, lexicon)
        if taken:
            return taken
    return 0


def _abbreviation(tokens: TokenTable, first: int, end: int, lexicon: Lexicon) -> int:
    """The full stop of an abbreviated title that the tokeniser took for the end of a sentence ("Capt. X")."""
    stop = tokens.words[end] == "." and tokens.ends[end - 1] == tokens.starts[end]
    goes_on = end + 1 < len(tokens) and tokens.name_like[end + 1]
    return 2 if stop and goes_on and tokens.lower[end - 1] + "." in lexicon.abbreviations else 0


def _hyphen(tokens: TokenTable, first: int, end: int, lexicon: Lexicon) -> int:
    """ "-Cruz" behind "Ortega", or "al-Masri" behind "Rashid"."""
    at = end + 1 if tokens.lower[end] + "-" in lexicon.joined else end
    if at + 1 >= len(tokens) or tokens.words[at] not in {"-", "‑", "–"} or tokens.ends[at] != tokens.starts[at + 1]:
        return 0
    if tokens.ends[at - 1] != tokens.starts[at] or not tokens.words[at + 1][0].isalpha():
        return 0
    return at + 2 - end if tokens.words[at + 1][0].isupper() or (at == end and end - first == 1) else 0


def _suffix(tokens: TokenTable, first: int, end: int, lexicon: Lexicon) -> int:
    """ "Jr." with or without a comma in front."""
    at = end + 1 if tokens.words[end] == "," and end + 1 < len(tokens) else end
    return at + 1 - end if tokens.lower[at] in lexicon.suffixes and tokens.words[at][0].isupper() else 0


def _nickname(tokens: TokenTable, first: int, end: int, lexicon: Lexicon) -> int:
    """A nickname in quotation marks with the name going on behind it."""
    if end + 3 >= len(tokens) or tokens.words[end] not in _QUOTES or tokens.words[end + 2] not in _QUOTES:
        return 0
    spaced = tokens.starts[end] > tokens.ends[end - 1]
    return 4 if spaced and tokens.words[end + 1][0].isupper() and tokens.name_like[end + 3] else 0


def _particles(tokens: TokenTable, first: int, end: int, lexicon: Lexicon) -> int:
    """One or two particles ("de la") with the name going on behind them."""
    for width in (1, 2):
        goes_on = end + width < len(tokens) and tokens.name_like[end + width]
        if goes_on and all(word in lexicon.particles for word in tokens.lower[end : end + width]):
            return width + 1
    return 0


def _small_words(tokens: TokenTable, first: int, end: int, lexicon: Lexicon) -> int:
    """Words such as "of the" inside the name of an organisation or work, where label or head word bear them out."""
    for width in (1, 2):
        after = end + width
        if after >= len(tokens) or tokens.lower[after - 1] not in lexicon.inside:
            return 0
        if not tokens.name_like[after]:
            continue
        labels = tokens.labels[end - 1 : after + 1]
        if labels[0] in _SPANNING and len(set(labels)) == 1 and not any(tokens.begins[end : after + 1]):
            return width + 1
        if tokens.lower[end] == "of" and tokens.lower[end - 1].rstrip(".") in _OF_HEADS:
            return width + 1
    return 0


def cut_run(tokens: TokenTable, first: int, last: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The run cut where the recogniser sees one name end and another begin ("Republican | Donald Trump")."""
    if any(word in _QUOTES for word in tokens.words[first:last]):
        return [(first, last)]
    cuts = [first]
    for i in range(first + 1, last):
        before, here = tokens.labels[i - 1], tokens.labels[i]
        if not tokens.begins[i] or (before == here and before != "PERSON") or before not in NAME_LABELS:
            continue
        alone = i - cuts[-1] == 1
        if (
            alone
            and before != "NORP"
            and here in ("PERSON", "ORG")
            and folded(tokens.words[i - 1]) in lexicon.given_names
        ):
            continue
        if tokens.words[i - 1] in {"-", "."} or tokens.lower[i] in lexicon.suffixes:
            continue
        cuts.append(i)
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], last], strict=True) if b - a <= LONGEST_NAME]


def name_key(tokens: TokenTable, first: int, last: int) -> tuple[str, ...]:
    """The name's words, folded, without quoted nicknames, commas and hyphens ("Ocasio-Cortez" is two)."""
    words: list[str] = []
    i = first
    while i < last:
        word = tokens.words[i]
        if word in _QUOTES and i + 2 < last and tokens.words[i + 2] in _QUOTES:
            i += 3
            continue
        words += [part for part in folded(word).split("-") if part and part not in {",", ".", "'", '"', "“", "”"}]
        i += 1
    return tuple(words)


def main_label(tokens: TokenTable, first: int, last: int) -> str:
    """The recogniser's label over most of the tokens; of equals, the later one: heads stand last."""
    counts: dict[str, int] = {}
    for label in reversed(tokens.labels[first:last]):
        if label in NAME_LABELS:
            counts[label] = counts.get(label, 0) + 1
    return max(counts, key=lambda label: counts[label]) if counts else ""
