"""A process that writes to an archive, started by the tests: `python writer.py MODE ARCHIVE …`."""

import sys
from pathlib import Path

from tests.store.build import MORNING, account, placed, written
from twosource.errors import StoreBusy
from twosource.model.archive import StoryEvent
from twosource.model.comparison import Comparison
from twosource.store import Store, open_store

ARTICLES = 120
STEP = 5


def article_text(number: int) -> str:
    """The text of an article of the run."""
    return f"The ferry struck pier {number}. " + f"It was the {number}th accident of the year. " * 20


def go_on(store: Store) -> None:
    """Takes up an ingest where it stopped and brings it to its end: add, place, compare, in small steps."""
    with store.writing():
        print("writing", flush=True)
        for start in range(0, ARTICLES, STEP):
            numbers = range(start, start + STEP)
            store.add_articles([written(f"a{number:03}", article_text(number)) for number in numbers], MORNING)
        while waiting := store.unplaced(STEP):
            with store.batch():
                for article in waiting:
                    number = int(article.id[1:])
                    store.add_fingerprints(article.id, range(number, number + 30))
                    story = f"s{number // 10:02}"
                    store.record_placements([placed(article.id, story, opened=number % 10 == 0)], time=MORNING)
                store.record_finder_state(f"state after {waiting[-1].id}".encode())
        for story in store.waiting_stories(ARTICLES):
            articles = store.story_articles(story)
            made: Comparison = account(*articles, words="pier")
            store.record_comparison(story, made, [StoryEvent(story, "story_opened", "opened", MORNING)], MORNING)


def count_up(store: Store, name: str, times: int) -> None:
    """Adds articles of its own and counts them in a mark that all processes share."""
    for number in range(times):
        with store.writing(60), store.batch():
            store.add_articles([written(f"{name}-{number}", article_text(number))], MORNING)
            store.set_mark("count", (store.mark("count") or 0) + 1)


def main(mode: str, archive: str, *rest: str) -> None:
    store = open_store(Path(archive))
    if mode == "go-on":
        go_on(store)
    elif mode == "count":
        count_up(store, rest[0], int(rest[1]))
    elif mode == "hold":
        with store.writing():
            print("held", flush=True)
            sys.stdin.read()
    elif mode == "wait":
        try:
            with store.writing(float(rest[0])):
                print("got it", flush=True)
        except StoreBusy as error:
            print(error, flush=True)
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
