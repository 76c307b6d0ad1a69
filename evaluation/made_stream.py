"""A stream of made reports as long as wanted: common words at the rates of real news (one in twenty is "the",
nearly every report has "of the"), invented names and rare words that recur as they do there, stories of one to some
dozens of reports over days, and agency text printed again. For measuring time and memory; how well stories are found is
measured on real reports."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from itertools import accumulate

from twosource.model.article import Article

REPORTS_A_DAY = 1000
COMMON_SHARE = 0.72
"""Words of a report that stand in the table of news words; the others are the event's own, and rarer ones."""
EVENT_SHARE = 0.16
REPRINTED = 0.15
"""Reports that are an earlier one of the story, shortened or with some words changed."""
RARE_WORDS = 60_000
NAMES = 20_000
PAIRS = {"of the": 0.010, "in the": 0.008, "to the": 0.004, "on the": 0.003, "said the": 0.003, "the government": 0.002}
"""Pairs of words, as a share of the common words: nearly every report of news has the first ones."""
ONSETS = ("b", "br", "c", "d", "dr", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", "z")
VOWELS = ("a", "e", "i", "o", "u", "ea", "ou")


@dataclass(slots=True)
class _Event:
    number: int
    words: list[str]
    headline: str
    texts: list[str]
    left: int


class _Bag:
    """Words drawn at given weights."""

    def __init__(self, draw: random.Random, words: list[str], weights: list[float]) -> None:
        self._draw, self._words, self._ends = draw, words, list(accumulate(weights))

    def take(self, count: int) -> list[str]:
        return self._draw.choices(self._words, cum_weights=self._ends, k=count)


def make_stream(count: int, seed: int = 1) -> Iterator[Article]:
    """That many articles in published order, the same for the same seed; the number of its event is in `extra`."""
    draw = random.Random(seed)
    common, rare, names = _common_words(draw), _made_words(draw, RARE_WORDS), _made_words(draw, NAMES, name=True)
    running: list[_Event] = []
    opened = 0
    for number in range(count):
        if not running or draw.random() < 0.4:
            running.append(_event(draw, opened, rare, names))
            opened += 1
        # The youngest events are reported most.
        place = len(running) - 1 - min(len(running) - 1, int(draw.expovariate(1 / 40)))
        event = running[place]
        text = _reprint(draw, event) or _report(draw, event, common, rare)
        event.texts.append(text)
        event.left -= 1
        if event.left <= 0:
            del running[place]
        if len(running) > 400:
            del running[0]
        yield Article.from_text(
            text,
            id=f"made-{number}",
            title=event.headline if draw.random() < 0.3 else " ".join(draw.sample(event.words, 6)),
            outlet=f"Outlet {draw.randrange(200)}",
            published=(date(2031, 1, 1) + timedelta(number // REPORTS_A_DAY)).isoformat(),
            extra={"event": event.number},
        )


def _event(draw: random.Random, number: int, rare: _Bag, names: _Bag) -> _Event:
    words = [*names.take(7), *rare.take(14)]
    size = 1 if draw.random() < 0.45 else min(40, 2 + int(draw.paretovariate(1.1)))
    return _Event(number, words, " ".join(draw.sample(words, 7)), [], size)


def _report(draw: random.Random, event: _Event, common: _Bag, rare: _Bag) -> str:
    length = draw.randint(180, 600)
    own = int(length * EVENT_SHARE)
    shared = int(length * COMMON_SHARE)
    words = common.take(shared) + draw.choices(event.words, k=own) + rare.take(length - own - shared)
    draw.shuffle(words)
    sentences = [" ".join(words[start : start + 20]).capitalize() + "." for start in range(0, length, 20)]
    return "\n\n".join(" ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3))


def _reprint(draw: random.Random, event: _Event) -> str | None:
    if not event.texts or draw.random() >= REPRINTED:
        return None
    words = draw.choice(event.texts).split(" ")
    kept = words[: int(len(words) * draw.uniform(0.6, 1.0))]
    return " ".join(word for word in kept if draw.random() > 0.02)


def _common_words(draw: random.Random) -> _Bag:
    table = (files("twosource.stories") / "data" / "news_words.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    words = sorted(((float(count), word) for word, count in rows if word), reverse=True)
    # The n-th word at a rate of 1/n (Zipf), flattened a little at the head.
    weights = [1 / (rank + 0.5) for rank in range(1, len(words) + 1)]
    total = sum(weights)
    pairs = {pair: share * total for pair, share in PAIRS.items()}
    return _Bag(draw, [word for _, word in words] + [*pairs], [*weights, *pairs.values()])


def _made_words(draw: random.Random, count: int, *, name: bool = False) -> _Bag:
    """Invented words, the commonest first: the n-th at a rate of 1/n (Zipf), flattened at the head."""
    words: dict[str, None] = {}
    while len(words) < count:
        word = "".join(draw.choice(ONSETS) + draw.choice(VOWELS) for _ in range(draw.randint(2, 4)))
        words[word.capitalize() if name else word] = None
    return _Bag(draw, list(words), [1 / (rank + 30) for rank in range(count)])
