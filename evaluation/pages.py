"""What the pages of the web app cost over an archive of 10,000 articles, made ones and a few hundred real reports:
for each kind of page the slowest first request after the start of the program and the slowest repeated one, in
milliseconds of the clock, and the size of the largest."""

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

from starlette.testclient import TestClient

import twosource
from evaluation.archive import real_articles
from evaluation.made_archive import ArchiveFiller
from evaluation.tasks import Figures
from twosource.service.archive import ingest, open_archive
from twosource.store.interface import Store
from twosource.web.app import create_app
from twosource.web.warming import warm_up

STORED = 10_000
REAL = 240
LARGEST = 20
"""Stories asked for, those with most statements."""
SOME = 10
"""Articles, speakers and outlets asked for."""


def evaluate(stored: int = STORED, real: int = REAL) -> Figures:
    """The figures by kind of page; under "twosource" the slowest of all first requests."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_archive(Path(folder) / "archive.db")
        ArchiveFiller(store, stored - real).fill(stored - real)
        ingest(store, islice(real_articles(), real), workers=2)
        addresses = _addresses(store)
        warm_up()
        client = TestClient(create_app(store), base_url="http://127.0.0.1")
        figures = {kind: _ask(client, paths) for kind, paths in addresses.items()}
        store.close()
    return {"twosource": {"slowest_ms": max(row["first_ms"] for row in figures.values())}, **figures}


def _ask(client: TestClient, paths: Sequence[str]) -> dict[str, float]:
    spent: list[list[float]] = []
    largest = 0
    for _ in range(2):
        spent.append([])
        for path in paths:
            begun = time.perf_counter()
            answer = client.get(path)
            spent[-1].append(1000 * (time.perf_counter() - begun))
            answer.raise_for_status()
            largest = max(largest, len(answer.content))
    return {"first_ms": round(max(spent[0])), "again_ms": round(max(spent[1])), "largest_kB": round(largest / 1000)}


def _addresses(store: Store) -> dict[str, list[str]]:
    pages = range(0, store.story_count(), 500)
    stories = [one for offset in pages for one in store.stories(limit=500, offset=offset)]
    stories.sort(key=lambda one: -sum(one.standings.values()))
    ids = [one.story.id for one in stories[:LARGEST]]
    speakers = [one.speaker for one in store.speakers(limit=SOME)]
    names = [urlencode({"name": one}) for one in speakers]
    outlets = [urlencode({"name": one.outlet}) for one in store.outlets()[:SOME]]
    articles = [hit.article for hit in store.search("", limit=SOME).hits]
    articles += [one.article.id for one in store.story_articles(ids[0])[:SOME]]
    return {
        "front page": ["/", "/?standing=disputed", "/?q=the", "/?" + urlencode({"speaker": speakers[0]}), "/?page=20"],
        "story": [f"/stories/{one}" for one in ids],
        "story in short excerpts": [f"/stories/{one}?excerpts=1" for one in ids],
        "article": [f"/articles/{one}" for one in articles],
        "speakers": ["/speakers", "/speakers?page=3", "/speakers?" + urlencode({"name": speakers[0][1:3]})],
        "speaker": [f"/speaker?{one}" for one in names],
        "outlets": ["/outlets"],
        "outlet": [f"/outlet?{one}" for one in outlets],
        "events": ["/events", "/events?page=3"],
        "feeds": ["/feeds"],
        "search": ["/search?q=the", "/search?q=the+of&" + urlencode({"speaker": speakers[0]})],
        "comparison form": ["/compare"],
        "story feed": ["/stories.atom"],
        "API: lists": [f"/api/v1/{one}" for one in ("stories", "articles", "speakers", "attributions", "events")],
        "API: account": [f"/api/v1/stories/{one}/comparison" for one in ids],
    }


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stored", type=int, default=STORED, help="articles in the archive")
    parser.add_argument("--real", type=int, default=REAL, help="real ones among them")
    asked = parser.parse_args()
    print(json.dumps({"version": twosource.__version__} | evaluate(asked.stored, asked.real), indent=2))


if __name__ == "__main__":
    main()
