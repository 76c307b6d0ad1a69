"""Feeds are added, removed and exported; nothing is fetched."""

import socket
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.reading import read_page, words_of
from tests.web.test_security import token_of
from twosource.ingest.opml import read_opml
from twosource.store import Store
from twosource.web.feeds import feed_key, refusal

OPML = b"""<opml version="2.0"><body><outline text="Coast">
<outline type="rss" text="Skerry" xmlUrl="https://skerry.example/rss"/>
<outline type="rss" text="Inside" xmlUrl="http://192.168.0.1/rss"/>
<outline type="rss" text="Odd" xmlUrl="javascript:alert(1)"/>
</outline></body></opml>"""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_the_list_says_how_the_last_request_went(client: TestClient) -> None:
    page = read_page(client.get("/feeds").text)
    row = words_of(page, "//ul[@class='feeds']/li")
    assert "https://tideway.example/rss" in row
    assert "failed 2 times in a row: timed_out: no answer in 20 seconds" in row
    assert "in Coast" in row


def test_an_address_is_followed_and_said_so_after_a_redirect(changing: tuple[TestClient, Store]) -> None:
    client, store = changing
    data = {"form_token": token_of(client), "address": " https://new.example/rss ", "outlet": "New Post"}
    answer = client.post("/feeds", data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/feeds?added=1")
    assert "New feeds: 1." in client.get("/feeds?added=1").text
    added = next(record.feed for record in store.feeds() if "new" in record.feed.url)
    assert (added.url, added.outlet) == ("https://new.example/rss", "New Post")
    assert client.post("/feeds", data=data, follow_redirects=False).headers["location"] == "/feeds?added=0"


def test_a_feed_list_is_taken_as_far_as_it_goes(changing: tuple[TestClient, Store]) -> None:
    client, store = changing
    answer = client.post("/feeds", data={"form_token": token_of(client)}, files={"list": ("<b>.opml", OPML)})
    assert answer.status_code == 400
    page = read_page(answer.text)
    assert "http://192.168.0.1/rss: an address inside a private network" in words_of(page, "//div[@role='alert']")
    assert words_of(page, "//p[@role='status']") == "New feeds: 1."
    assert {record.feed.url for record in store.feeds()} == {
        "https://skerry.example/rss",
        "https://tideway.example/rss",
    }


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"\x00\xff" * 100, b"<opml><body>"])
def test_a_file_that_is_no_feed_list(changing: tuple[TestClient, Store], content: bytes) -> None:
    client, store = changing
    answer = client.post("/feeds", data={"form_token": token_of(client)}, files={"list": ("a.opml", content)})
    assert answer.status_code in (303, 400)
    assert len(store.feeds()) == 1


def test_an_empty_form_says_what_is_wanted(changing: tuple[TestClient, Store]) -> None:
    client, _ = changing
    answer = client.post("/feeds", data={"form_token": token_of(client)})
    assert answer.status_code == 400
    assert "Give the address of a feed" in words_of(read_page(answer.text), "//div[@role='alert']")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/rss",
        "http://localhost:8000/rss",
        "http://LOCALHOST./rss",
        "http://printer/rss",
        "http://nas.local/rss",
        "http://10.1.2.3/rss",
        "http://169.254.169.254/latest",
        "http://[::1]/rss",
        "http://[::ffff:10.0.0.1]/rss",
        "http://2130706433/rss",
        "http://0x7f000001/rss",
        "http://127.1/rss",
        "http://0177.0.0.1/rss",
        "file:///etc/passwd",
        "ftp://new.example/rss",
        "javascript:alert(1)",
        "//new.example/rss",
        "new.example/rss",
        "http://",
        "http://new.example:99999/",
        "http://[::1/rss",
        "https://" + "x" * 9000,
    ],
)
def test_addresses_that_are_not_followed(changing: tuple[TestClient, Store], address: str) -> None:
    client, store = changing
    answer = client.post("/feeds", data={"form_token": token_of(client), "address": address})
    assert answer.status_code == 400
    assert words_of(read_page(answer.text), "//div[@role='alert']")
    assert len(store.feeds()) == 1


def test_private_ones_may_be_allowed() -> None:
    assert refusal("http://10.1.2.3/rss", True) is None
    assert refusal("http://10.1.2.3/rss", False) is not None
    assert refusal("http://93.184.215.14/rss", False) is None
    assert refusal("file:///etc/passwd", True) is not None


def test_removing(changing: tuple[TestClient, Store]) -> None:
    client, store = changing
    token = token_of(client)
    data = {"form_token": token, "feed": feed_key("https://tideway.example/rss")}
    answer = client.post("/feeds/remove", data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/feeds?removed=1")
    assert store.feeds() == ()
    assert client.post("/feeds/remove", data=data).status_code == 404


def test_a_feed_whose_address_is_shown_otherwise_can_be_removed(changing: tuple[TestClient, Store]) -> None:
    from twosource.model.feed import Feed

    client, store = changing
    store.add_feeds([Feed("https://odd.example/\u202e\x00")])
    page = read_page(client.get("/feeds").text)
    (key,) = page.xpath("//li[contains(., 'odd.example')]//input[@name='feed']/@value")
    client.post("/feeds/remove", data={"form_token": token_of(client), "feed": key})
    assert [record.feed.url for record in store.feeds()] == ["https://tideway.example/rss"]


def test_the_export_is_read_again(client: TestClient, store: Store) -> None:
    answer = client.get("/feeds.opml")
    assert answer.headers["content-disposition"] == 'attachment; filename="feeds.opml"'
    feeds, rejections = read_opml(answer.content, name="feeds.opml")
    assert feeds == tuple(record.feed for record in store.feeds())
    assert rejections == ()
