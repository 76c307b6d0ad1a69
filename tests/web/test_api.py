"""The API as the app serves it: behind the same gate, its refusals problems too."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.build import archive
from tests.web.conftest import ADDRESS
from tests.web.test_security import OPEN, TOKEN
from twosource.api.openapi import PREFIX
from twosource.store import Store
from twosource.web.app import create_app
from twosource.web.security import LARGEST_REQUEST, POLICY
from twosource.web.settings import WebSettings


def is_problem(answer: object, status: int) -> None:
    assert answer.status_code == status  # type: ignore[attr-defined]
    assert answer.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    assert answer.json()["status"] == status  # type: ignore[attr-defined]


def test_it_stands_under_its_version(client: TestClient) -> None:
    document = client.get(f"{PREFIX}/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": PREFIX}]
    page = client.get(f"{PREFIX}/articles?limit=1")
    assert page.json()["next"].startswith(f"{PREFIX}/articles?")
    assert page.headers["content-security-policy"] == POLICY
    assert client.get(page.json()["next"]).status_code == 200


@pytest.mark.parametrize("path", ["/", "/nothing", "/articles/none", "/comparisons/a%0Ab", "/v2"])
def test_what_is_not_there_is_a_problem(client: TestClient, path: str) -> None:
    is_problem(client.get(f"{PREFIX}{path}"), 404)


def test_the_gate_refuses_with_problems(client: TestClient) -> None:
    feed = {"url": "https://new.example/rss"}
    is_problem(client.post(f"{PREFIX}/feeds", json=feed, headers={"Sec-Fetch-Site": "cross-site"}), 403)
    is_problem(client.post(f"{PREFIX}/feeds", json=feed, headers={"Origin": "https://evil.example"}), 403)
    is_problem(client.delete(f"{PREFIX}/feeds/0123456789abcdef", headers={"Sec-Fetch-Site": "same-site"}), 403)
    is_problem(client.get(f"{PREFIX}/articles", headers={"Host": "evil.example"}), 421)
    large = {"Content-Length": str(LARGEST_REQUEST + 1), "Content-Type": "application/json"}
    is_problem(client.post(f"{PREFIX}/feeds", content=b"{}", headers=large), 413)


def test_beyond_this_machine_a_token_is_asked_for(store: Store) -> None:
    outside = TestClient(create_app(store, WebSettings(host="192.0.2.7", token=TOKEN)), base_url=OPEN)
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}):
        refused = outside.get(f"{PREFIX}/articles", headers=headers)
        is_problem(refused, 401)
        assert refused.headers["www-authenticate"] == "Bearer"
    assert outside.get(f"{PREFIX}/articles", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


@pytest.mark.parametrize(("allowed", "status"), [(False, 422), (True, 201)])
def test_private_feeds_only_where_they_are_allowed(tmp_path: Path, allowed: bool, status: int) -> None:
    store = archive(tmp_path)
    client = TestClient(create_app(store, WebSettings(allow_private=allowed)), base_url=ADDRESS)
    assert client.post(f"{PREFIX}/feeds", json={"url": "http://192.168.0.1/rss"}).status_code == status
    store.close()


def test_the_app_ends_the_work_of_its_queue(store: Store) -> None:
    app = create_app(store)
    with TestClient(app, base_url=ADDRESS):
        pass
    with TestClient(app, base_url=ADDRESS) as again:
        article = {"text": "The lock gate broke at six on Tuesday, the fire service said."}
        is_problem(again.post(f"{PREFIX}/comparisons", json={"articles": [article]}), 429)
