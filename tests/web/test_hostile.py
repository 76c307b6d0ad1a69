"""Hostile words in every field are text on every page, and steer nothing."""

from urllib.parse import quote, urlencode

import pytest
from starlette.testclient import TestClient

from tests.report.invented import HOSTILE
from tests.web.reading import read_page
from twosource.report.escape import visible

WORDS = [words for words in HOSTILE if visible(words) == words]
PAGES = (
    "/",
    "/?all=1",
    "/stories/crowd",
    "/stories/crowd?excerpts=1",
    "/articles/long",
    *(f"/articles/{quote(f'id-{n}-{words}', safe='')}" for n, words in enumerate(HOSTILE) if words in WORDS),
    "/speakers",
    *(f"/speaker?{urlencode({'name': words})}" for words in WORDS),
    "/outlets",
    "/events",
    "/search",
    "/search?q=paragraph",
    "/rejections",
    "/feeds",
)


@pytest.mark.parametrize("address", PAGES)
def test_hostile_words_are_text(hostile: TestClient, address: str) -> None:
    answer = hostile.get(address)
    assert answer.status_code == 200
    read_page(answer.text)
    assert len(answer.text) < 3_000_000
    for character in "\u202e\u202c\x00\x1b\x9b":
        assert character not in answer.text


def test_titles_are_shown_with_their_signs(hostile: TestClient) -> None:
    page = read_page(hostile.get("/?all=1").text)
    titles = [node.text_content() for node in page.xpath("//ol[@class='stories']//h2/a")]
    assert any(title.startswith("<script>alert(1)</script>") and len(title) <= 200 for title in titles)


@pytest.mark.parametrize("name", ["q", "outlet", "speaker", "story", "since", "standing", "page"])
@pytest.mark.parametrize("address", ["/", "/search"])
def test_words_of_the_address_are_text(hostile: TestClient, address: str, name: str) -> None:
    for words in [*WORDS, "\u202eevil", "\x00", '"><script>alert(1)</script>', "é" * 5000]:
        answer = hostile.get(address, params={name: words})
        assert answer.status_code in (200, 400)
        read_page(answer.text)
        assert "\u202e" not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/speakers?name={}",
        "/speaker?name={}",
        "/outlets?name={}",
        "/outlet?name={}",
        "/events?story={}&kind={}",
        "/stories/{}",
        "/articles/{}",
        "/feeds?added={}&removed={}",
        "/{}",
    ],
)
def test_names_in_the_address_are_text(hostile: TestClient, address: str) -> None:
    for words in [*WORDS, "\u202eevil", '"><script>alert(1)</script>', "%ff%fe"]:
        answer = hostile.get(address.replace("{}", quote(words, safe="%")))
        assert answer.status_code in (200, 400, 404)
        read_page(answer.text)
        assert "\u202e" not in answer.text


def test_the_feed_and_the_list_of_feeds_stay_well_formed(hostile: TestClient) -> None:
    from lxml import etree

    for address in ("/stories.atom", "/feeds.opml"):
        etree.fromstring(hostile.get(address).content)
