"""Events as a list and as a stream."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.api.archive import event, served
from tests.api.conftest import Served
from tests.api.test_reading import is_problem


def messages(text: str) -> list[dict[str, str]]:
    """The events of a stream: their fields, comments under ''."""
    blocks = [block.splitlines() for block in text.split("\n\n") if block]
    return [{line.partition(":")[0]: line.partition(":")[2].strip() for line in block} for block in blocks]


def test_events_come_in_order_and_narrowed(client: TestClient) -> None:
    page = client.get("/events").json()
    assert [one["kind"] for one in page["items"]] == ["story_opened", "disputed", "second_origin"]
    assert page["last"] == page["items"][-1]["id"]
    assert client.get(f"/events?after={page['last']}").json() == {"items": [], "last": page["last"]}
    kinds = client.get("/events?kinds=disputed&kinds=second_origin").json()["items"]
    assert [one["kind"] for one in kinds] == ["disputed", "second_origin"]
    assert [one["story"] for one in client.get("/events?story=harbour").json()["items"]] == ["harbour"]
    first = client.get("/events?limit=1").json()
    following = client.get(f"/events?limit=1&after={first['last']}").json()["items"]
    assert [one["kind"] for one in following] == ["disputed"]
    assert client.get("/events?limit=1&newest=true").json()["items"][0]["kind"] == "second_origin"


def test_a_stream_gives_what_is_there_and_ends(client: TestClient) -> None:
    answer = client.get("/events/stream?after=0")
    assert answer.headers["content-type"].startswith("text/event-stream")
    retry, *found = messages(answer.text)
    assert retry == {"retry": "5000"}
    assert [one["event"] for one in found] == ["story_opened", "disputed", "second_origin"]
    listed = client.get("/events").json()["items"]
    assert [json.loads(one["data"]) for one in found] == listed
    assert [int(one["id"]) for one in found] == [one["id"] for one in listed]


def test_a_stream_goes_on_where_the_client_left_off(client: TestClient) -> None:
    def kinds(path: str, **headers: str) -> list[str]:
        return [one["event"] for one in messages(client.get(path, headers=headers).text)[1:]]

    first = client.get("/events").json()["items"][0]["id"]
    assert kinds("/events/stream?after=0", **{"Last-Event-ID": str(first)}) == ["disputed", "second_origin"]
    assert kinds("/events/stream?after=0", **{"Last-Event-ID": "what"}) == ["story_opened", "disputed", "second_origin"]
    assert kinds("/events/stream?after=0&kinds=disputed&story=gate") == ["disputed"]
    assert kinds("/events/stream") == []


class Listener:
    """A client of the stream that goes away when it has heard enough."""

    def __init__(self, enough: Callable[[bytes], bool]) -> None:
        self.heard = b""
        self.status = 0
        self._enough = enough
        self._gone = asyncio.Event()

    async def listen(self, api: FastAPI, query: bytes = b"after=0") -> None:
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": "/events/stream",
            "raw_path": b"/events/stream",
            "root_path": "",
            "query_string": query,
            "headers": [(b"host", b"localhost")],
            "client": ("127.0.0.1", 1),
            "server": ("localhost", 80),
            "state": {},
        }
        await asyncio.wait_for(api(scope, self._receive, self._send), 20)

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        self.heard += message.get("body", b"")
        if self._enough(self.heard):
            self._gone.set()


LONG = {"stream_seconds": 3600.0, "poll_seconds": 0.01}


def test_a_stream_tells_what_happens_and_ends_when_the_client_goes(tmp_path: Path) -> None:
    with served(tmp_path, **LONG) as (api, store):
        listener = Listener(lambda heard: b"event: corrected" in heard)

        async def run() -> None:
            task = asyncio.create_task(listener.listen(api, b""))
            while not listener.heard:
                await asyncio.sleep(0.01)
            assert len(api.state.streams) == 1
            await asyncio.to_thread(store.add_events, [event("gate", "corrected", "ünïcode\nand \ud800 a line")])
            await task

        asyncio.run(run())
        assert api.state.streams == set()
    found = messages(listener.heard.decode("ascii"))
    assert [one["event"] for one in found[1:]] == ["corrected"]
    assert json.loads(found[1]["data"])["message"] == "ünïcode\nand \ud800 a line"


def test_a_quiet_stream_gives_signs_of_life(tmp_path: Path) -> None:
    with served(tmp_path, **LONG, heartbeat_seconds=0.02) as (api, _):
        listener = Listener(lambda heard: heard.count(b": still here") == 2)
        asyncio.run(listener.listen(api, b""))
        assert api.state.streams == set()


def test_a_stream_ends_when_the_program_does(tmp_path: Path) -> None:
    with served(tmp_path, **LONG) as (api, _):
        listener = Listener(lambda _: False)

        async def run() -> None:
            task = asyncio.create_task(listener.listen(api, b""))
            while not listener.heard:
                await asyncio.sleep(0.01)
            api.state.backend.ending.set()
            await task

        asyncio.run(run())
        assert api.state.streams == set()


def test_no_more_streams_than_are_allowed(tmp_path: Path) -> None:
    with served(tmp_path, **LONG, most_streams=1) as (api, _):
        listener = Listener(lambda heard: heard.count(b"still here") > 0)
        refused: list[Any] = []

        async def run() -> None:
            go = asyncio.Event()
            first = Listener(lambda _: go.is_set())
            task = asyncio.create_task(first.listen(api, b""))
            while not first.heard:
                await asyncio.sleep(0.01)
            await listener.listen(api, b"")
            refused.append(listener.status)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        asyncio.run(run())
        assert refused == [503]
        assert api.state.streams == set()


def test_an_unknown_kind_is_a_problem(client: TestClient) -> None:
    is_problem(client.get("/events/stream?kinds=party"), 422)
    is_problem(client.get("/events/stream", headers={"Last-Event-ID": "1" * 30}), 422)


@pytest.mark.parametrize("after", ["9007199254740992", "0"])
def test_numbers_at_the_ends(readable: Served, after: str) -> None:
    assert readable.client.get(f"/events?after={after}").status_code == 200
