"""A comparison on demand from request to account, and what is refused."""

import base64
import json
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.archive import served, stub_queue
from tests.api.conftest import Served
from tests.api.test_reading import is_problem
from twosource.api.submission import MOST_SOURCES
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article

TEXT = "The ferry struck the pier at noon and nobody was hurt, the harbour master said on Tuesday."


def when_over(client: TestClient, location: str) -> dict[str, Any]:
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        found: dict[str, Any] = client.get(location).json()
        if found["state"] in ("done", "failed"):
            return found
        time.sleep(0.01)
    raise AssertionError("the comparison did not end")


def report(**fields: Any) -> dict[str, Any]:
    return {"text": TEXT, "outlet": "Tide", "title": "Ferry hits pier", "published": "2031-03-18"} | fields


REPORT = report()


def test_from_request_to_account(readable: Served) -> None:
    client, before = readable.client, readable.store.article_count()
    file = {"name": "post.txt", "data": base64.b64encode(b"A ferry hit the pier at noon, it was said.").decode("ascii")}
    started = client.post(
        "/comparisons",
        json={"articles": [report(byline="Ida Moss", mood="grey")], "files": [file], "urls": ["http://127.0.0.1/x"]},
    )
    assert started.status_code == 202
    assert started.json()["result"] is None
    location = started.headers["location"]
    assert location == f"/comparisons/{started.json()['id']}"
    over = when_over(client, location)
    assert over["state"] == "done"
    assert [one["reason"] for one in over["rejections"]] == ["refused_address"]
    articles = over["result"]["articles"]
    assert [one["outlet"] for one in articles] == ["Tide", "post"]
    assert articles[0]["text"] == TEXT
    assert articles[0]["byline"] == "Ida Moss"
    assert articles[0]["extra"] == {"mood": "grey"}
    assert all("text" not in one for one in client.get(f"{location}?excerpts=true").json()["result"]["articles"])
    assert client.get(f"{location}?result=false").json()["result"] is None
    assert client.get(f"{location}/exports/articles.csv").text.startswith("article,")
    assert client.delete(location).status_code == 204
    is_problem(client.get(location), 404)
    is_problem(client.delete(location), 404)
    assert readable.store.article_count() == before, "nothing is stored"


def test_an_export_waits_for_the_account(tmp_path: Path) -> None:
    go = threading.Event()

    def held(articles: Sequence[Article]) -> Iterator[AnnotatedArticle]:
        assert go.wait(20)
        return map(AnnotatedArticle, articles)

    with served(tmp_path, stub_queue(annotator=held, most_waiting=1)) as (api, _):
        client = TestClient(api)
        location = client.post("/comparisons", json={"articles": [report()]}).headers["location"]
        while client.get(location).json()["state"] != "reading":
            time.sleep(0.01)
        running = client.get(location)
        assert running.headers["retry-after"] == "1"
        assert running.json()["total"] == 1
        is_problem(client.get(f"{location}/exports/claims.csv"), 404)
        waiting = client.post("/comparisons", json={"articles": [report()]})
        assert waiting.json()["state"] == "queued"
        full = client.post("/comparisons", json={"articles": [report()]})
        is_problem(full, 429)
        assert int(full.headers["retry-after"]) > 0
        go.set()
        assert when_over(client, location)["state"] == "done"


def test_nothing_readable_is_a_failure_with_its_reasons(client: TestClient) -> None:
    started = client.post("/comparisons", json={"files": [{"name": "a.txt", "data": ""}]})
    over = when_over(client, started.headers["location"])
    assert over["state"] == "failed"
    assert over["failure"] == "None of the reports could be read."
    assert over["rejections"] == [{"document": "a.txt", "reason": "empty", "detail": "the file is empty"}]


@pytest.mark.parametrize(
    "wanted",
    [
        {"articles": [{"text": ""}]},
        {"articles": [{"text": "x" * 1_000_001}]},
        {"articles": [{"title": "no text"}]},
        {"articles": [report()] * (MOST_SOURCES + 1)},
        {"files": [{"name": "a.txt", "data": "not base64"}]},
        {"files": [{"name": "", "data": ""}]},
        {"files": [{"name": "a.txt", "data": "", "mode": "x"}]},
        {"urls": ["ftp://tide.example/"]},
        {"urls": ["https://"]},
        {"urls": ["https://" + "x" * 4000]},
        {"reports": []},
        [],
        "text",
        7,
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_reason(client: TestClient, wanted: Any) -> None:
    faults = is_problem(client.post("/comparisons", json=wanted), 422)["faults"]
    assert isinstance(faults, list)
    assert faults


@pytest.mark.parametrize("wanted", [{}, {"articles": []}, {"urls": ["https://a.example/"] * 50, "articles": [REPORT]}])
def test_too_little_and_too_much_is_refused(client: TestClient, wanted: Any) -> None:
    answer = client.post("/comparisons", json=wanted)
    assert answer.status_code == 422
    assert "detail" in answer.json()


def test_too_many_bytes_are_refused(client: TestClient) -> None:
    data = base64.b64encode(b"x" * 17 * 2**20).decode("ascii")
    wanted = {"files": [{"name": "a.txt", "data": data}, {"name": "b.txt", "data": data}]}
    is_problem(client.post("/comparisons", json=wanted), 413)


@pytest.mark.parametrize("path", ["/comparisons", "/feeds"])
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_changes_something(client: TestClient, path: str, kind: str) -> None:
    body = json.dumps({"url": "https://a.example/", "articles": [report()]})
    headers = {"Content-Type": kind} if kind else {}
    is_problem(client.post(path, content=body, headers=headers), 415)


BROKEN = [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"1" * 10_000, b'{"articles": [{"text": NaN}]}']


@pytest.mark.parametrize("body", BROKEN)
def test_broken_json_is_a_problem(client: TestClient, body: bytes) -> None:
    answer = client.post("/comparisons", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_lone_surrogates_handed_in_are_no_server_error(client: TestClient) -> None:
    body = b'{"articles": [{"text": "The ferry \\ud800 struck the pier at noon, the master said.", "\\udfff": 1}]}'
    answer = client.post("/comparisons", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (202, 422)
    answer.content.decode("ascii")


def test_feeds_are_followed_and_left(writable: Served) -> None:
    client = writable.client
    made = client.post("/feeds", json={"url": "https://new.example/feed", "outlet": "New"})
    assert made.status_code == 201
    location = made.headers["location"]
    assert client.get(location).json() == made.json()
    assert made.json()["feed"]["outlet"] == "New"
    again = client.post("/feeds", json={"url": "https://new.example/feed", "outlet": "Other"})
    assert (again.status_code, again.json()["feed"]["outlet"]) == (200, "Other")
    assert client.get("/feeds").json()["total"] == 2
    assert client.delete(location).status_code == 204
    assert client.get("/feeds").json()["total"] == 1
    is_problem(client.get(location), 404)
    is_problem(client.delete(location), 404)


NO_FEEDS = ["ftp://a.example/", "https://", "javascript:alert(1)", "https://[", "https://a b/", "//a", "https://a:x/"]


@pytest.mark.parametrize("url", [*NO_FEEDS, "http://127.0.0.1/feed", "http://localhost/"])
def test_what_is_no_feed_is_refused(client: TestClient, url: str) -> None:
    assert client.post("/feeds", json={"url": url}).status_code == 422
