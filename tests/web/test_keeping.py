"""Reports compared on demand and then kept: they are in the archive like any others."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.api.archive import stub_queue
from tests.report.invented import lock_gate
from tests.web.conftest import ADDRESS
from tests.web.reading import read_page
from tests.web.test_security import token_of
from twosource.api.queue import ComparisonQueue
from twosource.model.annotation import AnnotatedArticle
from twosource.service import keeping
from twosource.service.keeping import keep_reports
from twosource.store import Store, open_store
from twosource.web.app import create_app

TEXT = "The lock gate at Ostrel gave way at six on Tuesday morning, the fire service said at noon."


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "archive.db")
    yield store
    store.close()


@pytest.fixture
def queue() -> Iterator[ComparisonQueue]:
    made = stub_queue(annotator=lambda articles: map(AnnotatedArticle, articles), comparer=lambda _: lock_gate())
    yield made
    made.close()


@pytest.fixture
def client(empty: Store, queue: ComparisonQueue) -> TestClient:
    return TestClient(create_app(empty, queue=queue), base_url=ADDRESS)


def compared(client: TestClient) -> str:
    """The address of a comparison that is done."""
    sent = {"form_token": token_of(client), "text": TEXT}
    address = client.post("/compare", data=sent, follow_redirects=False).headers["location"]
    for _ in range(2_000):
        if "Keep the reports" in client.get(address).text:
            return str(address)
        time.sleep(0.01)
    raise AssertionError("the comparison did not end")


def test_the_account_offers_to_keep_its_reports_and_leads_to_their_story(client: TestClient, empty: Store) -> None:
    address = compared(client)
    assert empty.article_count() == 0
    form = read_page(client.get(address).text).xpath("//form[@class='keep']")[0]
    sent = client.post(form.get("action"), data={"form_token": token_of(client)}, follow_redirects=False)
    assert sent.status_code == 303
    assert empty.article_count() == 3
    story = sent.headers["location"].removeprefix("/stories/")
    placed = {article for found in empty.stories(least_articles=1) for article in found.story.articles}
    assert placed == {one.article.id for one in lock_gate().articles}
    assert empty.story(story) is not None
    assert client.get(sent.headers["location"]).status_code == 200


def test_the_api_keeps_them_too_and_twice_changes_nothing(client: TestClient, empty: Store) -> None:
    address = compared(client).replace("/compare/", "/api/v1/comparisons/") + "/keep"
    first, second = client.post(address), client.post(address)
    assert first.status_code == second.status_code == 200
    assert (first.json()["added"], second.json()["added"]) == (3, 0)
    assert first.json()["stories"] == second.json()["stories"]
    assert set(first.json()["articles"]) == {one.article.id for one in lock_gate().articles}
    assert empty.article_count() == 3


def test_what_is_not_there_cannot_be_kept(client: TestClient, empty: Store) -> None:
    token = token_of(client)
    assert client.post("/compare/none/keep", data={"form_token": token}).status_code == 404
    assert client.post("/compare/none/keep", data={"form_token": "x"}).status_code == 403
    assert client.post("/api/v1/comparisons/none/keep").status_code == 404
    assert empty.article_count() == 0


def test_one_at_a_time(client: TestClient) -> None:
    address = compared(client)
    with keeping._one_at_a_time:
        answer = client.post(f"{address}/keep", data={"form_token": token_of(client)})
    assert answer.status_code == 503
    assert "Try again" in answer.text


def test_layers_are_stored_as_they_were_compared(empty: Store) -> None:
    reports = lock_gate().articles
    keep_reports(empty, reports)
    for report in reports:
        stored = empty.article(report.article.id)
        assert stored is not None
        assert stored.attributions == report.attributions
