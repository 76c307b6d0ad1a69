"""Who may ask what, from where."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from lxml import html
from starlette.testclient import TestClient

from tests.web.build import archive
from tests.web.conftest import ADDRESS
from tests.web.reading import read_page, words_of
from twosource.errors import StoreBusy
from twosource.store import Store
from twosource.web.app import create_app
from twosource.web.security import FORM_COOKIE, LARGEST_REQUEST, POLICY, SESSION_COOKIE
from twosource.web.settings import WebSettings

TOKEN = "a-token-that-was-printed"
OPEN = "http://192.0.2.7:8000"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = archive(tmp_path_factory.mktemp("open"))
    yield made
    made.close()


@pytest.fixture
def outside(opened: Store) -> TestClient:
    """A visitor of a site that listens beyond this machine."""
    settings = WebSettings(host="192.0.2.7", token=TOKEN)
    return TestClient(create_app(opened, settings), base_url=OPEN)


def token_of(client: TestClient) -> str:
    client.get("/feeds")
    return str(client.cookies[FORM_COOKIE])


class TestHeaders:
    @pytest.mark.parametrize("address", ["/", "/nothing", "/static/site.css", "/stories.atom"])
    def test_every_answer_has_them(self, client: TestClient, address: str) -> None:
        headers = client.get(address).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY"

    def test_the_policy_lets_nothing_inline_run(self) -> None:
        assert "unsafe" not in POLICY
        assert "default-src 'none'" in POLICY
        assert "form-action 'self'" in POLICY

    def test_pages_are_not_kept_by_others(self, client: TestClient) -> None:
        assert client.get("/").headers["cache-control"] == "private, no-cache"

    def test_cookies_stay_with_the_site(self, client: TestClient) -> None:
        cookie = client.get("/").headers["set-cookie"].casefold()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie


class TestHost:
    @pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "", "127.0.0.1.evil.example", "[::2]:8000"])
    def test_a_foreign_name_is_refused(self, client: TestClient, host: str) -> None:
        assert client.get("/", headers={"Host": host}).status_code == 421

    @pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]:8000"])
    def test_this_machines_own_names_are_not(self, client: TestClient, host: str) -> None:
        assert client.get("/", headers={"Host": host}).status_code == 200

    def test_further_names_may_be_given(self, opened: Store) -> None:
        named = TestClient(create_app(opened, WebSettings(hosts=("desk.example",))), base_url="http://desk.example")
        assert named.get("/").status_code == 200


class TestToken:
    def test_without_it_nothing_is_shown(self, outside: TestClient) -> None:
        for address in ("/", "/stories.atom", "/static/site.css", "/feeds", "/nothing", "/?token=wrong", "/?token="):
            answer = outside.get(address)
            assert answer.status_code == 401
            assert "Ostrel" not in answer.text
        assert outside.post("/feeds").status_code == 401

    def test_shown_once_in_the_address(self, outside: TestClient) -> None:
        answer = outside.get(f"/feeds?token={TOKEN}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/feeds")
        assert TOKEN not in answer.headers["set-cookie"]
        assert outside.get("/").status_code == 200

    def test_or_in_a_header_each_time(self, outside: TestClient) -> None:
        assert outside.get("/", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert outside.get("/", headers={"Authorization": f"Basic {TOKEN}"}).status_code == 401
        assert outside.get("/", headers=[(b"authorization", "Bearer ü".encode())]).status_code == 401
        assert outside.get("/").status_code == 401

    def test_a_cookie_of_another_run_is_not_enough(self, outside: TestClient) -> None:
        assert outside.get("/", headers={"Cookie": f"{SESSION_COOKIE}=guessed"}).status_code == 401
        assert outside.get("/", headers={"Cookie": "=;;\x01"}).status_code == 401


class TestForms:
    def post(self, client: TestClient, token: str | None, **headers: str) -> int:
        data = {"address": "https://new.example/rss"} | ({} if token is None else {"form_token": token})
        return client.post("/feeds", data=data, headers=headers, follow_redirects=False).status_code

    def test_a_form_of_this_site_is_taken(self, changing: tuple[TestClient, Store]) -> None:
        client, store = changing
        token = token_of(client)
        assert self.post(client, token, **{"Sec-Fetch-Site": "same-origin", "Origin": ADDRESS}) == 303
        assert "https://new.example/rss" in [record.feed.url for record in store.feeds()]

    @pytest.mark.parametrize("token", [None, "", "wrong", "ü"])
    def test_one_without_its_token_is_not(self, changing: tuple[TestClient, Store], token: str | None) -> None:
        client, store = changing
        token_of(client)
        assert self.post(client, token) == 403
        assert len(store.feeds()) == 1

    def test_nor_one_without_the_cookie(self, changing: tuple[TestClient, Store]) -> None:
        client, store = changing
        assert self.post(client, "anything") == 403
        assert self.post(client, "") == 403
        assert len(store.feeds()) == 1

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1:9999"},
            {"Origin": ADDRESS, "Sec-Fetch-Site": "cross-site"},
        ],
    )
    def test_nor_one_from_another_site(self, changing: tuple[TestClient, Store], headers: dict[str, str]) -> None:
        client, store = changing
        token = token_of(client)
        assert self.post(client, token, **headers) == 403
        assert len(store.feeds()) == 1

    def test_removing_needs_the_token_too(self, changing: tuple[TestClient, Store]) -> None:
        client, store = changing
        assert client.post("/feeds/remove", data={"feed": "x"}).status_code == 403
        assert len(store.feeds()) == 1


class TestLimits:
    def test_a_request_that_says_it_is_too_large(self, client: TestClient) -> None:
        headers = {"Content-Length": str(LARGEST_REQUEST + 1), "Sec-Fetch-Site": "none"}
        assert client.post("/feeds", content=b"", headers=headers).status_code == 413

    def test_one_that_does_not_say_so(
        self, changing: tuple[TestClient, Store], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("twosource.web.security.LARGEST_REQUEST", 10_000)
        client, _ = changing

        def body() -> Iterator[bytes]:
            for _ in range(30):
                yield b"address=" + b"x" * 1000

        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        assert client.post("/feeds", content=body(), headers=headers).status_code == 413

    def test_many_fields_and_files(self, changing: tuple[TestClient, Store]) -> None:
        client, _ = changing
        token = token_of(client)
        fields = {"form_token": token} | {f"f{n}": "x" for n in range(50)}
        many = [("list", (f"{n}.opml", b"<opml/>")) for n in range(9)]
        assert client.post("/feeds", data=fields, files=[("list", ("a.opml", b""))]).status_code == 400
        assert client.post("/feeds", data={"form_token": token}, files=many).status_code == 400

    def test_a_file_that_is_too_large(
        self, changing: tuple[TestClient, Store], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("twosource.web.forms.LARGEST_FILE", 1000)
        client, _ = changing
        answer = client.post("/feeds", data={"form_token": token_of(client)}, files={"list": ("a.opml", b"x" * 2000)})
        assert answer.status_code == 413


def test_an_error_shows_nothing_of_the_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = archive(tmp_path)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(store, "outlets", fails)
    client = TestClient(create_app(store), base_url=ADDRESS, raise_server_exceptions=False)
    answer = client.get("/outlets")
    store.close()
    assert answer.status_code == 500
    assert "secret" not in answer.text


def test_an_archive_that_is_busy_is_said_on_a_page(
    changing: tuple[TestClient, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, store = changing

    def busy(*_: object, **__: object) -> None:
        raise StoreBusy("Another process is writing.")

    monkeypatch.setattr(store, "outlets", busy)
    answer = client.get("/outlets")
    assert answer.status_code == 503
    page = read_page(answer.text)
    assert words_of(page, "//h1") == "Busy"
    assert words_of(page, "//main/p") == "Another process is writing."


class TestHead:
    @pytest.mark.parametrize(
        "address",
        ["/", "/speakers", "/search?q=ferry", "/stories.atom", "/static/site.css", "/favicon.ico", "/none"],
    )
    def test_answers_as_get_does_without_the_body(self, client: TestClient, address: str) -> None:
        asked, head = client.get(address), client.head(address)
        assert head.status_code == asked.status_code
        assert head.content == b""
        for name in ("content-type", "content-length", "content-security-policy"):
            assert head.headers[name] == asked.headers[name]

    def test_what_only_takes_forms_says_so(self, client: TestClient) -> None:
        assert client.head("/feeds/remove").status_code == 405


class TestIcon:
    def test_pages_link_it_and_browsers_find_it(self, client: TestClient) -> None:
        page = read_page(client.get("/").text)
        address = page.xpath("//link[@rel='icon']/@href")[0]
        for asked in (address, "/favicon.ico"):
            answer = client.get(asked)
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("image/svg+xml")
            assert b"<svg" in answer.content


class TestRefusals:
    BROWSER: ClassVar = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}

    def test_a_browser_gets_a_form_for_the_token(self, outside: TestClient) -> None:
        answer = outside.get("/search?q=ferry&page=2", headers=self.BROWSER)
        assert answer.status_code == 401
        page = html.document_fromstring(answer.text)
        form = page.xpath("//form[@method='get'][@action='/search']")[0]
        assert {one.get("name"): one.get("value") for one in form.xpath(".//input")} == {
            "q": "ferry",
            "page": "2",
            "token": None,
        }
        assert "script" not in answer.text
        assert "'unsafe-inline'" not in answer.headers["content-security-policy"]

    def test_its_style_is_the_one_its_policy_allows(self, outside: TestClient) -> None:
        answer = outside.get("/", headers=self.BROWSER)
        style = html.document_fromstring(answer.text).xpath("//style")[0].text
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]

    def test_the_token_leads_on_to_what_was_asked_for(self, outside: TestClient) -> None:
        answer = outside.get(f"/search?q=a%26b&token={TOKEN}&empty=&page=2", follow_redirects=False)
        assert answer.headers["location"] == "/search?q=a%26b&empty=&page=2"

    @pytest.mark.parametrize("path", ["//evil.example/a", "/%5Cevil.example", "///evil.example", "/\\\\evil.example"])
    def test_but_never_to_another_site(self, outside: TestClient, path: str) -> None:
        answer = outside.get(f"{OPEN}{path}?token={TOKEN}", follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/evil.example")

    def test_hostile_words_in_the_address_stay_words(self, outside: TestClient) -> None:
        answer = outside.get("/%22%3E%3Cscript%3Ex?%3Cb%3E=%22%3E%3Cscript%3E", headers=self.BROWSER)
        assert answer.status_code == 401
        assert "<script" not in answer.text

    def test_a_program_gets_the_words_alone(self, outside: TestClient) -> None:
        assert outside.get("/").headers["content-type"].startswith("text/plain")

    @pytest.mark.parametrize(
        ("headers", "status", "heading"),
        [
            ({"Host": "evil.example"}, 421, "Not served under this name"),
            ({"Content-Length": str(LARGEST_REQUEST + 1)}, 413, "Too large"),
        ],
    )
    def test_every_refusal_is_a_page(
        self, client: TestClient, headers: dict[str, str], status: int, heading: str
    ) -> None:
        answer = client.get("/", headers=self.BROWSER | headers)
        assert answer.status_code == status
        assert words_of(html.document_fromstring(answer.text), "//h1") == heading

    def test_what_should_not_happen_is_a_page_too(self, opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("secret detail")

        monkeypatch.setattr(opened, "outlets", fail)
        client = TestClient(create_app(opened), base_url=ADDRESS, raise_server_exceptions=False)
        answer = client.get("/outlets")
        assert answer.status_code == 500
        assert words_of(read_page(answer.text), "//h1") == "Something went wrong"
        assert "secret" not in answer.text
