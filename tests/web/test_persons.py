"""One person once, whatever the reports of a story call them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.store.build import MORNING, placed, written
from tests.web.conftest import ADDRESS
from tests.web.reading import read_page, words_of
from twosource.model.annotation import AnnotatedArticle, Attribution, Speaker
from twosource.model.span import Span
from twosource.store import Store, open_store
from twosource.web.app import create_app
from twosource.web.persons import KnownPersons, listed, quotes_of

TEXT = "The gate held, he said at noon. It was old, he added."
QUOTED = {
    "a1": ("flood", "2031-05-01", ("Jon Aas", "Jon Aas")),
    "a2": ("flood", "2031-05-03", ("Aas",)),
    "a3": ("strike", "2031-05-02", ("Aas", "Eva Aas", "Jon Aas")),
    "a4": ("fire", "2031-05-04", ("Aas",)),
}


def report(id: str, published: str, speakers: tuple[str, ...]) -> AnnotatedArticle:
    said = tuple(
        Attribution(f"q{n}", "indirect", (Span(15, 17),), (Span(18, 22),), (Span(0, 13),), Speaker(None, name))
        for n, name in enumerate(speakers)
    )
    made = written(id, TEXT, outlet=f"Post {id}", published=published)
    return AnnotatedArticle(made.article, made.sentences, attributions=said)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("persons") / "archive.db")
    opened.add_articles([report(one, at, names) for one, (_, at, names) in QUOTED.items()], MORNING)
    stories = [story for story, _, _ in QUOTED.values()]
    opened.record_placements(
        [
            placed(one, story, opened=stories.index(story) == n, title=story)
            for n, (one, (story, _, _)) in enumerate(QUOTED.items())
        ],
        time=MORNING,
    )
    yield opened
    opened.close()


def test_the_list_has_each_person_once(store: Store) -> None:
    rows = listed(store, KnownPersons(store).get(), "", 10, 0)
    assert [(one.speaker, one.quotes, one.articles, one.stories) for one in rows] == [
        ("Jon Aas", 4, 3, 2),
        ("Aas", 2, 2, 2),
        ("Eva Aas", 1, 1, 1),
    ]
    assert [one.speaker for one in listed(store, KnownPersons(store).get(), "", 1, 1)] == ["Aas"]


def test_a_part_of_a_name_finds_the_person(store: Store) -> None:
    assert [one.speaker for one in listed(store, KnownPersons(store).get(), "jon", 10, 0)] == ["Jon Aas"]


def test_the_persons_quotes_come_with_those_under_the_other_name_where_it_is_theirs(store: Store) -> None:
    person = KnownPersons(store).get().by_name["Jon Aas"]
    quotes = quotes_of(store, person, "Jon Aas", 10, 0)
    assert [one.article for one in quotes] == ["a2", "a3", "a1", "a1"]
    assert [one.article for one in quotes_of(store, person, "Jon Aas", 2, 1)] == ["a3", "a1"]


def test_the_pages_say_so(store: Store) -> None:
    client = TestClient(create_app(store), base_url=ADDRESS)
    page = read_page(client.get("/speakers").text)
    assert words_of(page, "//tbody/tr[1]/th") == "Jon Aas also as Aas"
    page = read_page(client.get("/speaker?name=Jon+Aas").text)
    assert words_of(page, "//p[@class='strip']") == "4 quotes3 reports3 outlets2 stories"
    assert page.xpath("//p[@class='why']//a[@href='/speaker?name=Aas']")
    page = read_page(client.get("/speaker?name=Aas").text)
    assert "In 1 story this is Jon Aas." in page.text_content()


def test_what_is_known_follows_the_archive(tmp_path: Path) -> None:
    opened = open_store(tmp_path / "archive.db")
    known = KnownPersons(opened)
    assert known.get().by_name == {}
    opened.add_articles([report("b", "2031-05-01", ("Jon Aas", "Aas"))], MORNING)
    opened.record_placements([placed("b", "s", opened=True, title="s")], time=MORNING)
    assert list(known.get().by_name) == ["Jon Aas"]
    opened.close()


def test_outlets_are_found_by_the_name_they_are_shown_under(tmp_path: Path) -> None:
    opened = open_store(tmp_path / "archive.db")
    opened.add_articles([written("c", TEXT, outlet="varnholm-courier", title="Gate held")], MORNING)
    opened.record_placements([placed("c", "s", opened=True, title="Gate held")], time=MORNING)
    client = TestClient(create_app(opened), base_url=ADDRESS)
    for address in ("/search?q=gate&outlet=Varnholm+Courier", "/?all=1&outlet=varnholm-courier"):
        assert "Gate held" in read_page(client.get(address).text).xpath("//main")[0].text_content()
    for name in ("Varnholm C", "holm-cour"):
        page = read_page(client.get("/outlets", params={"name": name}).text)
        assert words_of(page, "//tbody/tr[1]/th") == "Varnholm Courier"
    assert "Gate held" not in client.get("/search?q=gate&outlet=Courier").text.partition("<main")[2]
    opened.close()


def test_the_quotes_of_one_report_stand_together(store: Store) -> None:
    page = read_page(TestClient(create_app(store), base_url=ADDRESS).get("/speaker?name=Jon+Aas").text)
    reports = page.xpath("//ul[@class='quotes']/li")
    assert [len(report.xpath("./p[contains(@class, 'wording')]")) for report in reports] == [1, 2, 1]
