"""Every page, list, feed and command gives the same count of statements, that of `statement_tally`."""

import html
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

import feedparser
import pytest
from rich.console import Console
from starlette.testclient import TestClient
from typer.testing import CliRunner

from twosource.cli.main import app as command
from twosource.model.account_statements import statement_tally
from twosource.model.archive import SearchFilter
from twosource.model.comparison import Comparison, Standing
from twosource.report.html import render_html
from twosource.report.markdown import render_markdown
from twosource.report.terminal import render_terminal
from twosource.report.vocabulary import STANDINGS
from twosource.service import bundled_examples
from twosource.service.archive import ingest, open_archive
from twosource.service.telling import StoryFeed
from twosource.store import Store
from twosource.web.app import create_app

ADDRESS = "http://127.0.0.1:8000"
SHORT = {words.short: words.standing for words in STANDINGS}
FEED_WORDS: Mapping[Standing, str] = {
    "corroborated": r"(\d+) statements? ha(?:s|ve) two or more independent origins",
    "shared_origin": r"(\d+) rests? on one origin",
    "disputed": r"(\d+) (?:is|are) disputed",
    "single_source": r"(\d+) stands? on one outlet alone",
}

Tally = dict[Standing, int]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Store]]:
    """The bundled examples, ingested as one would."""
    path = tmp_path_factory.mktemp("examples") / "archive.db"
    store = open_archive(path)
    ingest(store, [article for articles in bundled_examples().values() for article in articles])
    yield path, store
    store.close()


@pytest.fixture(scope="module")
def accounts(archive: tuple[Path, Store]) -> dict[str, Comparison]:
    _, store = archive
    found = {one.story.id: store.comparison(one.story.id) for one in store.stories()}
    assert len(found) >= len(bundled_examples())
    return {story: account for story, account in found.items() if account is not None}


@pytest.fixture(scope="module")
def tallies(accounts: dict[str, Comparison]) -> dict[str, Tally]:
    made = {story: statement_tally(account) for story, account in accounts.items()}
    assert {standing for tally in made.values() for standing in tally} >= {"corroborated", "disputed", "single_source"}
    return made


@pytest.fixture(scope="module")
def client(archive: tuple[Path, Store]) -> TestClient:
    return TestClient(create_app(archive[1]), base_url=ADDRESS)


def in_words(text: str) -> Tally:
    """The counts of a text that names each standing as people read it."""
    found = {SHORT[short]: int(number) for number, short in re.findall(rf"(\d+) ({'|'.join(SHORT)})", text)}
    return {standing: found[standing] for standing in get_args(Standing) if standing in found}


def in_html(page: str) -> Tally:
    """The counts of the first tally of a page."""
    (first, *_) = re.findall(r'<ul class="tally.*?</ul>', page, re.DOTALL)
    return in_words(" ".join(html.unescape(re.sub(r"<[^>]*>", " ", first)).split()))


def test_the_archive_keeps_it(archive: tuple[Path, Store], tallies: dict[str, Tally]) -> None:
    assert {one.story.id: one.standings for one in archive[1].stories()} == tallies


def test_pages_and_terminal(accounts: dict[str, Comparison], tallies: dict[str, Tally]) -> None:
    for story, account in accounts.items():
        printed = io.StringIO()
        render_terminal(account, Console(file=printed, width=160, no_color=True))
        for text in (render_markdown(account), printed.getvalue()):
            assert in_words(text.partition("\n#")[0] if text.startswith("#") else text) == tallies[story]
        for page in (render_html(account), render_html(account, excerpts=True)):
            assert in_html(page) == tallies[story]


def test_the_site(client: TestClient, tallies: dict[str, Tally]) -> None:
    front = client.get("/?all=1").text
    for story, tally in tallies.items():
        assert in_html(client.get(f"/stories/{story}").text) == tally
        shown = front.partition(f'href="/stories/{story}"')[2].partition("</li>\n  <li>\n    <h2>")[0]
        assert in_html(shown) == tally


@pytest.mark.parametrize("standing", get_args(Standing))
def test_filters_by_standing(
    client: TestClient, archive: tuple[Path, Store], tallies: dict[str, Tally], standing: Standing
) -> None:
    wanted = {story for story, tally in tallies.items() if standing in tally}
    assert {one.story.id for one in archive[1].stories(SearchFilter(standing=standing))} == wanted
    assert {one["id"] for one in client.get(f"/api/v1/stories?standing={standing}").json()["items"]} == wanted
    front = client.get(f"/?all=1&standing={standing}").text
    assert {story for story in tallies if f'<h2><a href="/stories/{story}"' in front} == wanted


def test_the_interface(client: TestClient, tallies: dict[str, Tally]) -> None:
    listed = client.get("/api/v1/stories").json()["items"]
    assert {one["id"]: one["standings"] for one in listed} == tallies
    for story, tally in tallies.items():
        assert client.get(f"/api/v1/stories/{story}").json()["summary"]["standings"] == tally


def test_the_feed(archive: tuple[Path, Store], tallies: dict[str, Tally]) -> None:
    feed = feedparser.parse(StoryFeed(archive[1], base_url=ADDRESS).render())
    assert feed.entries
    for entry in feed.entries:
        tally = tallies[entry.id.rpartition("/")[2]]
        told = {name: int(found[1]) for name, words in FEED_WORDS.items() if (found := re.search(words, entry.summary))}
        assert told == {standing: number for standing, number in tally.items() if standing in FEED_WORDS}
        assert {tag.term for tag in entry.tags} == set(tally)


def test_the_commands(archive: tuple[Path, Store], tallies: dict[str, Tally]) -> None:
    db = ["--db", str(archive[0])]
    listed = CliRunner().invoke(command, ["stories", *db], env={"COLUMNS": "160"}).output
    for story, tally in tallies.items():
        assert in_words(listed.partition(story[:12])[2].partition("\n\n")[0]) == tally
        shown = CliRunner().invoke(command, ["story", story, *db], env={"COLUMNS": "160"}).output
        assert in_words(shown) == tally


def test_the_events(archive: tuple[Path, Store], tallies: dict[str, Tally]) -> None:
    opened = [event for event in archive[1].events(limit=1000) if event.kind == "story_opened"]
    assert {event.story for event in opened} == set(tallies)
    for event in opened:
        tally = tallies[event.story]
        number = re.search(r"(\d+) statements? from two or more independent origins", event.message)
        assert (int(number[1]) if number else 0) == tally.get("corroborated", 0)
        number = re.search(r"(\d+) statements? in dispute", event.message)
        assert (int(number[1]) if number else 0) == tally.get("disputed", 0)
