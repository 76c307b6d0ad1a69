"""Made reports of one event, in any number: for measuring what comparing costs, never how good it is.

Each report draws facts and quotations that the others have too, each in one of several wordings, with small figures
that differ now and then, and fills up with sentences of its own; every eighth is largely an earlier one's text, cut and
reordered, as newspapers print agency copy. Everything is drawn from generators with fixed seeds.
"""

import random
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from twosource.model.article import Article

SOURCE = Path(__file__).parent / "data" / "one_event.txt"
WORDS = 600
MOST_SHARED = 0.85
"""Chance that a report has one of the main facts; below, that it has one of the others."""
OTHER_SHARED = 0.55
COPY_EVERY = 8
ALTERED_FIGURE = 0.04
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_GAP = re.compile(r"\{(\w+)\}")
_FIGURE = re.compile(r"\b14\b|\b60\b|\b31,000\b|\b1\.2\b")
_SYLLABLES = ("bar", "den", "hol", "kes", "lin", "mar", "nor", "oster", "pel", "rund", "sol", "tam", "ves", "wik")
_TRADES = (
    "baker", "carpenter", "plumber", "florist", "joiner", "printer", "welder", "tailor", "butcher", "gardener",
    "cooper", "glazier", "saddler", "potter",
)  # fmt: skip

Wordings = tuple[str, ...]


@dataclass(frozen=True)
class _Source:
    """The wordings of each main fact and each other fact; patterns of own sentences, and words to fill them with."""

    main: tuple[Wordings, ...]
    other: tuple[Wordings, ...]
    patterns: Wordings
    words: dict[str, Wordings]


def make_reports(count: int) -> list[Article]:
    """So many reports of about 600 words, each of an outlet of its own; the first ones are the same whatever the
    count."""
    texts: list[str] = []
    for number in range(count):
        draw = random.Random(f"report {number}")
        copied = number and number % COPY_EVERY == 0
        texts.append(_copy(draw, draw.choice(texts)) if copied else _write(draw))
    return [
        Article.from_text(
            text,
            id=f"made-{number:03}",
            title=f"Tornby bridge collapse, report {number}",
            outlet=f"The {_name(random.Random(f'outlet {number}'))} Courier {number}",
            published=f"2031-09-{17 + number % 3:02}T{number % 24:02}:00:00Z",
        )
        for number, text in enumerate(texts)
    ]


@lru_cache(maxsize=1)
def _source() -> _Source:
    lines = [line for line in SOURCE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    main, other, own = (
        tuple(tuple(block.splitlines()) for block in part.strip().split("\n\n"))
        for part in "\n".join(lines).split("\n---\n")
    )
    words = {name: tuple(listed.split()) for name, listed in (line.split(": ") for line in own[1])}
    return _Source(main, other, own[0], words)


def _write(draw: random.Random) -> str:
    lead = [_worded(block, draw) for block in _source().main if draw.random() < MOST_SHARED]
    rest = [_worded(block, draw) for block in _source().other if draw.random() < OTHER_SHARED]
    while _words([*lead, *rest]) < WORDS:
        rest.append(_own_sentence(draw))
    draw.shuffle(rest)
    return _paragraphs(lead + rest, draw)


def _copy(draw: random.Random, text: str) -> str:
    """Four fifths of the sentences of a text, some moved, and sentences of the copier's own behind."""
    sentences = [line for line in text.split("\n\n") if draw.random() < 0.8]
    a, b = draw.randrange(len(sentences)), draw.randrange(len(sentences))
    sentences[a], sentences[b] = sentences[b], sentences[a]
    while _words(sentences) < WORDS:
        sentences.append(_own_sentence(draw))
    return "\n\n".join(sentences)


def _worded(block: Wordings, draw: random.Random) -> str:
    wording = _CHOICE.sub(lambda match: draw.choice(match[1].split("|")), draw.choice(block))
    return _FIGURE.sub(lambda match: _altered(match[0], draw), wording)


def _altered(figure: str, draw: random.Random) -> str:
    if draw.random() >= ALTERED_FIGURE:
        return figure
    return draw.choice({"14": ("13", "16"), "60": ("50", "80"), "31,000": ("30,000",), "1.2": ("1.4",)}[figure])


def _own_sentence(draw: random.Random) -> str:
    source = _source()
    drawn = {
        "person": lambda: f"{_name(draw)} {_name(draw)}",
        "street": lambda: f"{_name(draw)} {draw.choice(('Street', 'Lane', 'Square', 'Row'))}",
        "trade": lambda: draw.choice(_TRADES),
        "number": lambda: str(draw.randrange(11, 990)),
        "year": lambda: str(draw.randrange(1931, 2027)),
    }
    sentence = _GAP.sub(
        lambda gap: drawn[gap[1]]() if gap[1] in drawn else draw.choice(source.words[gap[1]]),
        draw.choice(source.patterns),
    )
    return sentence[0].upper() + sentence[1:]


def _name(draw: random.Random) -> str:
    return "".join(draw.choice(_SYLLABLES) for _ in range(draw.choice((2, 2, 3)))).capitalize()


def _paragraphs(sentences: list[str], draw: random.Random) -> str:
    text = sentences[0]
    for sentence in sentences[1:]:
        text += ("\n\n" if draw.random() < 0.6 else " ") + sentence
    return text


def _words(sentences: list[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)
