"""Copies made of real reports, as desks and rewriters make them, and texts that share much with one and are none."""

import random
from collections.abc import Callable
from dataclasses import dataclass

QUOTE_WORDS = (60, 200)
"""Length of a statement that two reports both print in full."""
LARGEST_QUOTE = 0.45
"""Share of the shorter report that such a statement makes up at most."""
REWORDED = (0.05, 0.08, 0.12, 0.16)
"""Shares of the words of every sentence that a rewording replaces, drawn in turn."""


@dataclass(frozen=True, slots=True)
class Maker:
    """`make` writes a text from a report, another one, and words to put in; `of_both` is whether it is a copy of both
    reports, `copy` whether of any."""

    make: Callable[[random.Random, str, str, list[str]], str]
    copy: bool = True
    of_both: bool = False


def _cut(draw: random.Random, text: str, _: str, __: list[str]) -> str:
    """The beginning, 30 to 80 of a hundred words, as a desk cuts for space."""
    words = text.split()
    return " ".join(words[: int(len(words) * draw.uniform(0.3, 0.8))])


def _cut_inside(draw: random.Random, text: str, _: str, __: list[str]) -> str:
    """Half of the paragraphs, wherever they stand."""
    paragraphs = _paragraphs(text)
    kept = sorted(draw.sample(range(len(paragraphs)), -(-len(paragraphs) // 2)))
    return "\n\n".join(paragraphs[i] for i in kept)


def _brief(draw: random.Random, text: str, _: str, __: list[str]) -> str:
    """The first 45 to 110 words, as agencies file them."""
    return " ".join(text.split()[: draw.randint(45, 110)])


def _edited(draw: random.Random, text: str, _: str, __: list[str]) -> str:
    """One word in twelve to one in thirty replaced, dropped or doubled."""
    share = draw.uniform(1 / 30, 1 / 12)
    edited: list[str] = []
    for word in text.split():
        change = draw.random() < share
        edited += draw.choice(([], ["reportedly"], [word, word])) if change else [word]
    return " ".join(edited)


def _reworded(draw: random.Random, text: str, _: str, vocabulary: list[str]) -> str:
    """Words of every sentence replaced by others, at one of several rates."""
    share = draw.choice(REWORDED)
    return "\n\n".join(
        ". ".join(_replaced(draw, sentence, share, vocabulary) for sentence in paragraph.split(". "))
        for paragraph in _paragraphs(text)
    )


def _replaced(draw: random.Random, sentence: str, share: float, vocabulary: list[str]) -> str:
    words = sentence.split()
    for place in draw.sample(range(len(words)), round(len(words) * share)):
        words[place] = draw.choice(vocabulary)
    return " ".join(words)


def _reordered(draw: random.Random, text: str, _: str, __: list[str]) -> str:
    """The same paragraphs in another order."""
    paragraphs = _paragraphs(text)
    draw.shuffle(paragraphs)
    return "\n\n".join(paragraphs)


def _merged(draw: random.Random, text: str, other: str, _: list[str]) -> str:
    """The first two thirds of one text and a part of another behind it."""
    words, more = text.split(), other.split()
    return " ".join(words[: int(len(words) * 0.67)] + more[: int(len(more) * draw.uniform(0.2, 0.6))])


def _interleaved(draw: random.Random, text: str, other: str, _: list[str]) -> str:
    """Most paragraphs of two reports, in turn."""
    one, two = _paragraphs(text), _paragraphs(other)
    pairs = [part for pair in zip(one, two, strict=False) for part in pair]
    rest = one[len(two) :] + two[len(one) :]
    kept = [part for part in pairs + rest if draw.random() > 0.15]
    return "\n\n".join(kept)


def _same_statement(draw: random.Random, text: str, other: str, _: list[str]) -> str:
    """The other report with a long stretch of this one in its middle: both print one statement in full."""
    words, own = text.split(), other.split()
    length = min(draw.randint(*QUOTE_WORDS), int(LARGEST_QUOTE * min(len(words), len(own))))
    start = draw.randrange(min(110, len(words) - length), len(words) - length + 1)
    middle = len(own) // 2
    return " ".join([*own[:middle:2], *words[start : start + length], *own[middle::2]])


def _same_boilerplate(draw: random.Random, text: str, other: str, vocabulary: list[str]) -> str:
    """A short item of its own with the 25 last words of the report behind it, as standing lines are."""
    return " ".join([*draw.choices(vocabulary, k=draw.randint(60, 140)), *text.split()[-25:]])


def _paragraphs(text: str) -> list[str]:
    """The paragraphs; of a text without any, runs of sixty words."""
    found = [part for part in text.split("\n") if part.strip()]
    if len(found) >= 4:
        return found
    words = text.split()
    return [" ".join(words[start : start + 60]) for start in range(0, len(words), 60)]


MAKERS: dict[str, Maker] = {
    "brief": Maker(_brief),
    "cut": Maker(_cut),
    "cut_inside": Maker(_cut_inside),
    "edited": Maker(_edited),
    "interleaved": Maker(_interleaved, of_both=True),
    "merged": Maker(_merged, of_both=True),
    "reordered": Maker(_reordered),
    "reworded": Maker(_reworded),
    "same_boilerplate": Maker(_same_boilerplate, copy=False),
    "same_statement": Maker(_same_statement, copy=False),
}
