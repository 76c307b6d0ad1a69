"""Comparing on demand: the form, the page of progress, the account; nothing of it is stored."""

import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from tests.api.archive import stub_comparer, stub_queue
from tests.report.invented import HOSTILE, lock_gate
from tests.web.conftest import ADDRESS
from tests.web.reading import read_page, words_of
from tests.web.test_security import token_of
from twosource.api.queue import ComparisonQueue
from twosource.api.submission import MOST_SOURCES
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import Comparison
from twosource.report.exports.files import EXPORT_FILES
from twosource.store import Store
from twosource.web.app import create_app

SCRIPT = "/static/compare.js"
TEXT = "The lock gate at Ostrel gave way at six on Tuesday morning, the fire service said at noon."
PATIENCE = 20.0


@dataclass
class Desk:
    """A visitor, the queue behind the page, and what holds its comparisons up."""

    client: TestClient
    queue: ComparisonQueue
    go: threading.Event
    compared: list[tuple[Article, ...]]
    accounts: list[Comparison]
    """What the next comparisons give."""

    def send(self, **fields: Any) -> Any:
        files = fields.pop("files", None)
        data = {"form_token": token_of(self.client)} | fields
        return self.client.post("/compare", data=data, files=files or [("files", ("", b""))], follow_redirects=False)

    def account(self, address: str) -> Any:
        """The page once the comparison is over."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            answer = self.client.get(address)
            if 'id="progress"' not in answer.text:
                return answer
            time.sleep(0.01)
        raise AssertionError("the comparison did not end")


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    go, compared, accounts = threading.Event(), list[tuple[Article, ...]](), list[Comparison]()
    go.set()

    def annotator(articles: Sequence[Article]) -> Iterator[AnnotatedArticle]:
        for article in articles:
            assert go.wait(PATIENCE)
            yield AnnotatedArticle(article)

    def comparer(articles: Sequence[AnnotatedArticle]) -> Comparison:
        compared.append(tuple(one.article for one in articles))
        return accounts.pop() if accounts else stub_comparer(articles)

    queue = stub_queue(annotator=annotator, comparer=comparer, most_waiting=1)
    yield Desk(TestClient(create_app(store, queue=queue), base_url=ADDRESS), queue, go, compared, accounts)
    go.set()
    queue.close()


def test_the_form_takes_files_addresses_and_texts(desk: Desk) -> None:
    page = read_page(desk.client.get("/compare").text, SCRIPT)
    form = page.xpath("//form[@id='compare']")[0]
    assert (form.get("method"), form.get("enctype")) == ("post", "multipart/form-data")
    assert form.xpath(".//input[@type='file'][@multiple][@name='files']")
    assert form.xpath(".//textarea[@name='addresses']")
    assert len(form.xpath(".//textarea[@name='text']")) == len(form.xpath(".//input[@name='outlet']")) == 3
    assert page.xpath("//nav//a[@aria-current='page']")[0].text_content() == "Compare"


def test_reports_become_an_account_and_nothing_is_stored(desk: Desk, store: Store) -> None:
    before = store.article_count(), store.story_count()
    files = [("files", ("canal post.txt", TEXT.encode(), "text/plain")), ("files", ("wire.html", b"", "text/html"))]
    sent = desk.send(
        addresses="http://127.0.0.1/private", outlet=["A/B Post", ""], text=[TEXT + " Again.", ""], files=files
    )
    assert sent.status_code == 303
    answer = desk.account(sent.headers["location"])
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    page = read_page(answer.text)
    assert {article.outlet for article in desk.compared[0]} == {"canal post", "A∕B Post"}
    refused = words_of(page, "//aside[@aria-label='Reports that could not be read']")
    assert "wire.html: the file is empty" in refused
    assert "http://127.0.0.1/private: " in refused
    assert (store.article_count(), store.story_count()) == before


def test_the_page_comes_anew_by_itself_until_it_is_done(desk: Desk) -> None:
    desk.go.clear()
    address = desk.send(outlet="Post", text=TEXT).headers["location"]
    while "Reading" not in (answer := desk.client.get(address)).text:
        time.sleep(0.01)
    page = read_page(answer.text, SCRIPT)
    assert answer.headers["cache-control"] == "no-store"
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in answer.text
    status = page.xpath("//p[@role='status']")[0]
    assert status.text_content().strip() == "Reading: 0 of 1 report."
    polled = desk.client.get(status.get("data-address"))
    assert polled.json()["state"] == "reading"
    second = desk.send(outlet="Post", text=TEXT).headers["location"]
    waiting = desk.client.get(second).text
    assert words_of(read_page(waiting, SCRIPT), "//p[@role='status']") == "Waiting for 1 other comparison."
    full = desk.send(outlet="Post", text=TEXT)
    assert full.status_code == 429
    assert int(full.headers["retry-after"]) > 0
    assert "Too many comparisons" in words_of(read_page(full.text, SCRIPT), "//div[@role='alert']")
    desk.go.set()
    assert "refresh" not in desk.account(address).text
    assert desk.client.get(status.get("data-address")).json()["state"] == "done"


def test_a_comparison_can_be_cancelled(desk: Desk) -> None:
    desk.go.clear()
    address = desk.send(outlet="Post", text=TEXT).headers["location"]
    form = read_page(desk.client.get(address).text, SCRIPT).xpath("//main//form[@method='post']")[0]
    token = {"form_token": token_of(desk.client)}
    cancelled = desk.client.post(form.get("action"), data=token, follow_redirects=False)
    assert (cancelled.status_code, cancelled.headers["location"]) == (303, "/compare")
    assert desk.client.get(address).status_code == 404
    assert desk.client.post(form.get("action"), data={"form_token": "x"}).status_code == 403


def test_nothing_readable_is_said_with_its_reasons(desk: Desk) -> None:
    address = desk.send(files=[("files", ("empty.txt", b"", "text/plain"))]).headers["location"]
    page = read_page(desk.account(address).text)
    assert words_of(page, "//h1") == "Nothing to compare"
    assert words_of(page, "//div[@role='alert']") == "None of the reports could be read."
    assert "empty.txt the file is empty empty" in words_of(page, "//ul[@class='rejections']")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose files, paste addresses or paste texts."),
        ({"text": [" ", "\n"], "addresses": "\n \n"}, "Choose files"),
        ({"addresses": "gopher://old.example/"}, "“gopher://old.example/” is no address"),
        ({"addresses": "https://a.example/" + "x" * 5000}, "is no address"),
        ({"addresses": "\n".join(f"https://a.example/{n}" for n in range(60))}, f"{MOST_SOURCES} files"),
    ],
)
def test_what_cannot_be_taken_is_said_on_the_form(desk: Desk, fields: dict[str, Any], words: str) -> None:
    answer = desk.send(**fields)
    assert answer.status_code == 400
    assert words in words_of(read_page(answer.text, SCRIPT), "//div[@role='alert']")
    assert desk.compared == []


def test_only_forms_of_this_app_are_taken(desk: Desk) -> None:
    for token in ("", "x"):
        answer = desk.client.post("/compare", data={"form_token": token, "text": TEXT}, follow_redirects=False)
        assert answer.status_code == 403
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    data = {"form_token": token_of(desk.client), "text": TEXT}
    assert desk.client.post("/compare", data=data, headers=elsewhere).status_code == 403


def test_too_much_is_refused(desk: Desk) -> None:
    many = [("files", (f"{n}.txt", b"x", "text/plain")) for n in range(MOST_SOURCES + 1)]
    assert desk.send(files=many).status_code == 400
    large = [("files", (f"{n}.txt", b"x" * 17 * 2**20, "text/plain")) for n in range(2)]
    assert desk.send(files=large).status_code == 413
    assert desk.send(text="x" * (5 * 2**20)).status_code == 400
    assert desk.compared == []


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_names_and_texts_are_shown_as_text(desk: Desk, words: str) -> None:
    shown = words.replace("\ud800", "\ufffd").replace("\x00", " ").replace("\n", " ")
    file = ("files", (re.sub(r'["\\\r\n]', "'", shown), b"", "text/html"))
    address = desk.send(outlet=[shown], text=[f"{shown} {TEXT}"], files=[file]).headers["location"]
    text = desk.account(address).text
    read_page(text)
    assert not set("\u202e\u202a\u2066\x1b\x9b") & set(text)
    assert not html.document_fromstring(text).xpath("//img|//script[not(@src)]|//*[@onload or @onerror]")


def test_the_account_can_be_kept(desk: Desk) -> None:
    address = desk.send(outlet="Post", text=TEXT).headers["location"]
    desk.account(address)
    whole = desk.client.get(f"{address}/account.html")
    assert whole.headers["content-disposition"] == 'attachment; filename="account.html"'
    assert TEXT[10:] in html.document_fromstring(whole.text).text_content()
    assert 'href="/static' not in whole.text, "it stands alone"
    excerpts = desk.client.get(f"{address}/account.html?excerpts=1").text
    assert TEXT[10:] not in html.document_fromstring(excerpts).text_content()
    for name, file in EXPORT_FILES.items():
        answer = desk.client.get(f"{address}/export/{name}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, file.media_type)
    assert desk.client.get(f"{address}/export/claims.exe").status_code == 404
    assert desk.client.get("/compare/none/account.html").status_code == 404


def test_an_account_with_everything_reads_well(desk: Desk) -> None:
    desk.accounts.append(lock_gate())
    address = desk.send(outlet="Post", text=TEXT).headers["location"]
    page = read_page(desk.account(address).text)
    assert words_of(page, "//h1").startswith("Old town under water")
    assert {link.get("href").rpartition("/")[2] for link in page.xpath("//section[@id='exports']//a")} >= set(
        EXPORT_FILES
    )
