"""What searching and listing cost in an archive of 1,000 and of 100,000 made articles: for each kind of question, the
median and the 95th percentile of the processor time a store takes to answer, in milliseconds."""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

from evaluation.made_archive import ArchiveFiller
from evaluation.made_stream import make_stream
from evaluation.tasks import Figures
from twosource.model.archive import SearchFilter
from twosource.store import open_store
from twosource.store.interface import Store

SIZES = (1_000, 100_000)
REPEATED = 20
"""Questions of each kind; where the kind has words or names to vary, each is another one. Each is asked once."""
UNIVERSAL = ("the", "of", "said", "to", "in", "that", "on")
"""Words that nearly every report has; "government" stands in about half."""

Question = Callable[[], object]


def evaluate(sizes: tuple[int, ...] = SIZES) -> Figures:
    """Milliseconds of the median and of the 95th percentile by kind and size, and the highest of the latter."""
    figures: Figures = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            store = open_store(Path(folder) / "archive.db")
            ArchiveFiller(store, size).fill(size)
            for kind, row in measure(store).items():
                named = {f"{part}_{size}": milliseconds for part, milliseconds in row.items()}
                figures.setdefault(kind, {}).update(named)
            store.close()
    last = f"p95_{sizes[-1]}"
    figures["twosource"] = {"slowest": max(row[last] for row in figures.values())}
    return figures


def measure(store: Store) -> Figures:
    """The milliseconds by kind of question, in a made archive that is there."""
    figures: Figures = {}
    for kind, questions in _kinds(store).items():
        spent = sorted(_milliseconds(ask) for ask in islice(questions, REPEATED))
        middle, high = spent[REPEATED // 2], spent[REPEATED * 95 // 100 - 1]
        figures[kind] = {"p50": round(middle, 2), "p95": round(high, 2)}
        print(f"{kind}: {json.dumps(figures[kind])}", file=sys.stderr, flush=True)
    return figures


def _milliseconds(ask: Question) -> float:
    begun = time.process_time()
    ask()
    return (time.process_time() - begun) * 1000


def _kinds(store: Store) -> dict[str, Iterator[Question]]:
    draw = random.Random(7)
    names = _Names(store, draw)
    return {
        **_words(store, draw, names),
        **{f"a rare word and {name}": made for name, made in _filtered(store, names, names.rare).items()},
        **{f"a universal word and {name}": made for name, made in _filtered(store, names, names.universal).items()},
        **{f"no word and {name}": made for name, made in _filtered(store, names, lambda: "").items()},
        **_pages(store, names),
        **_lists(store, names),
    }


class _Names:
    """Words and names of the archive to ask for, another one each time."""

    def __init__(self, store: Store, draw: random.Random) -> None:
        self._draw = draw
        texts = [article.text for article in make_stream(200)]
        self._rare = sorted({word.strip(".").lower() for text in texts for word in text.split() if len(word) > 9})
        self._speakers = [one.speaker for one in store.speakers(limit=400)]
        self._stories = [one.story.id for one in store.stories(limit=200)]

    def rare(self) -> str:
        return self._draw.choice(self._rare)

    def universal(self) -> str:
        return self._draw.choice(UNIVERSAL)

    def two(self) -> list[str]:
        return self._draw.sample(UNIVERSAL, 2)

    def speaker(self) -> str:
        return self._draw.choice(self._speakers)

    def surname(self) -> str:
        return self.speaker().split()[-1]

    def letters(self) -> str:
        return self.speaker()[1:3]

    def story(self) -> str:
        return self._draw.choice(self._stories)

    def outlet(self) -> str:
        return f"Outlet {self._draw.randrange(200)}"


def _words(store: Store, draw: random.Random, names: _Names) -> dict[str, Iterator[Question]]:
    def asked(make: Callable[[], str]) -> Iterator[Question]:
        for _ in count():
            query = make()
            yield lambda query=query: store.search(query)  # type: ignore[misc]

    return {
        "a rare word": asked(names.rare),
        "three rare words": asked(lambda: f"{names.rare()} {names.rare()} {names.rare()}"),
        "a universal word": asked(names.universal),
        "a word of half the articles": asked(lambda: "government"),
        "two universal words": asked(lambda: " ".join(names.two())),
        "five universal words": asked(lambda: " ".join(draw.sample(UNIVERSAL, 5))),
        "a rare and a universal word": asked(lambda: f"{names.rare()} {names.universal()}"),
        "a phrase nearly every article has": asked(lambda: '"of the"'),
        "a phrase of two universal words": asked(lambda: '"{} {}"'.format(*names.two())),
        "a phrase of three universal words": asked(lambda: '"said the government"'),
        "a phrase of a rare and a universal word": asked(lambda: f'"the {names.rare()}"'),
        "two letters and a star": asked(lambda: names.rare()[:2] + "*"),
        "three letters and a star": asked(lambda: names.rare()[:3] + "*"),
        "a rare word without a universal one": asked(lambda: f"{names.rare()} -{names.universal()}"),
        "a universal word without a rare one": asked(lambda: f"{names.universal()} -{names.rare()}"),
        "without a rare word": asked(lambda: f"-{names.rare()}"),
        "without a universal word": asked(lambda: f"-{names.universal()}"),
    }


def _filtered(store: Store, names: _Names, word: Callable[[], str]) -> dict[str, Iterator[Question]]:
    def asked(make: Callable[[], SearchFilter]) -> Iterator[Question]:
        for _ in count():
            query, where = word(), make()
            yield lambda query=query, where=where: store.search(query, where)  # type: ignore[misc]

    return {name: asked(make) for name, make in _filters(names).items()}


def _filters(names: _Names) -> dict[str, Callable[[], SearchFilter]]:
    return {
        "an outlet": lambda: SearchFilter(outlet=names.outlet()),
        "a day": lambda: SearchFilter(since="2031-01-01", until="2031-01-01"),
        "a month": lambda: SearchFilter(since="2031-01", until="2031-01"),
        "all dates": lambda: SearchFilter(since="2030", until="2035"),
        "a speaker's full name": lambda: SearchFilter(speaker=names.speaker()),
        "a speaker's surname": lambda: SearchFilter(speaker=names.surname()),
        "two letters of a speaker": lambda: SearchFilter(speaker=names.letters()),
        "one letter of a speaker": lambda: SearchFilter(speaker="a"),
        "letters no speaker has": lambda: SearchFilter(speaker="xq"),
        "a story": lambda: SearchFilter(story=names.story()),
        "a common standing": lambda: SearchFilter(standing="single_source"),
        "a rarer standing": lambda: SearchFilter(standing="disputed"),
        "an outlet and a standing": lambda: SearchFilter(outlet=names.outlet(), standing="disputed"),
        "a month and two letters": lambda: SearchFilter(since="2031-01", until="2031-01", speaker=names.letters()),
    }


def _pages(store: Store, names: _Names) -> dict[str, Iterator[Question]]:
    def asked(query: Callable[[], str], offset: int) -> Iterator[Question]:
        for _ in count():
            wanted = query()
            yield lambda wanted=wanted: store.search(wanted, offset=offset)  # type: ignore[misc]

    return {
        "page 50 of a universal word": asked(names.universal, 980),
        "page 450 of a universal word": asked(names.universal, 8_980),
        "page 450 of all": asked(lambda: "", 8_980),
        "everything, newest first": asked(lambda: "", 0),
    }


def _lists(store: Store, names: _Names) -> dict[str, Iterator[Question]]:
    def asked(make: Callable[[], Question]) -> Iterator[Question]:
        for _ in count():
            yield make()

    def stories(make: Callable[[], SearchFilter]) -> Iterator[Question]:
        for _ in count():
            where = make()
            yield lambda where=where: store.stories(where)  # type: ignore[misc]

    return {
        "stories": asked(lambda: store.stories),
        "stories of two articles": asked(lambda: lambda: store.stories(least_articles=2)),
        "stories of twenty articles": asked(lambda: lambda: store.stories(least_articles=20)),
        "stories, page 100": asked(lambda: lambda: store.stories(offset=5_000)),
        **{f"stories and {name}": stories(make) for name, make in _filters(names).items() if name != "a story"},
        "events": asked(lambda: store.events),
        "events, newest first": asked(lambda: lambda: store.events(newest_first=True)),
        "events of two kinds": asked(lambda: lambda: store.events(kinds=["second_origin", "revised"])),
        "events of a rare kind": asked(lambda: lambda: store.events(kinds=["corrected"])),
        "events of a story": asked(lambda: _of_a_story(store, names.story())),
        "outlets": asked(lambda: store.outlets),
        "refusals": asked(lambda: store.rejections),
        "revised articles": asked(lambda: store.revised_articles),
        "speakers": asked(lambda: store.speakers),
        "speakers by two letters": asked(lambda: _named(store, names.letters())),
        "speakers by surname": asked(lambda: _named(store, names.surname())),
        "attributions": asked(lambda: store.attributions),
        "attributions by two letters": asked(lambda: _said(store, names.letters())),
        "one outlet's ties": asked(lambda: lambda: store.outlet_ties("Outlet 7")),
        "counts": asked(lambda: lambda: (store.article_count(), store.story_count(), store.waiting_count())),
    }


def _of_a_story(store: Store, story: str) -> Question:
    return lambda: store.events(story=story)


def _named(store: Store, name: str) -> Question:
    return lambda: store.speakers(name)


def _said(store: Store, name: str) -> Question:
    return lambda: store.attributions(SearchFilter(speaker=name))


def main() -> None:
    """Prints the figures as JSON; of the made archive of a file where one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, help="a made archive that is there")
    parser.add_argument("--stored", type=int, default=SIZES[-1], help="articles of the largest archive")
    asked = parser.parse_args()
    if asked.archive:
        figures = measure(open_store(asked.archive))
    else:
        figures = evaluate((*(size for size in SIZES if size < asked.stored), asked.stored))
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
