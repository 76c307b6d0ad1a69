"""What can be read: articles, stories, voices, search; pages, validators, problems."""

import json
from urllib.parse import quote

import httpx
import pytest
from starlette.testclient import TestClient

from tests.api.archive import SURROGATE
from tests.api.conftest import Served
from twosource.errors import StoreBusy, StoreError
from twosource.model.annotation import AnnotatedArticle
from twosource.model.comparison import Comparison
from twosource.report.exports.files import EXPORT_FILES

LISTS = ("/articles", "/stories", "/attributions", "/speakers", "/outlets", "/search?q=the", "/feeds")


def test_an_article_comes_with_its_layers(readable: Served) -> None:
    stored = readable.store.article("tideway")
    assert stored is not None
    got = readable.client.get("/articles/tideway").json()
    assert got == stored.to_dict()
    assert AnnotatedArticle.from_dict(got).attributions == stored.attributions


def test_an_id_may_have_slashes(client: TestClient) -> None:
    assert client.get("/articles/full%2F1").json()["article"]["id"] == "full/1"
    assert client.get("/articles/full/1/annotations").json()["type"] == "AnnotationPage"


def test_earlier_revisions_are_there(client: TestClient) -> None:
    page = client.get("/articles/post/1/revisions").json()
    assert [one["number"] for one in page["items"]] == [1, 2]
    assert page["total"] == 2
    first, second = (client.get(f"/articles/post/1?revision={number}").json() for number in (1, 2))
    assert first["article"]["text"] == page["items"][0]["article"]["text"]
    assert second["article"]["text"] == "The pier opened."
    assert client.get("/articles/post/1").json() == second
    assert client.get("/articles/post/1?revision=3").status_code == 404


def test_lone_surrogates_do_no_harm(readable: Served) -> None:
    stored = [hit.article for hit in readable.store.search("").hits]
    assert SURROGATE in stored
    for path in (*LISTS, "/articles?outlet=Out", "/search?q=quay"):
        answer = readable.client.get(path)
        assert answer.status_code == 200, path
        answer.content.decode("ascii")
    found = json.loads(readable.client.get("/search?q=quay").content)["items"]
    assert SURROGATE in [hit["article"] for hit in found]


def test_filters_narrow(client: TestClient) -> None:
    def ids(query: str) -> list[str]:
        return sorted(item["article"] for item in client.get(f"/articles?{query}").json()["items"])

    assert ids("outlet=canal+post") == ["post"]
    assert ids("story=gate") == ["post", "tideway", "wire"]
    assert ids("story=gate&since=2031-05-14") == ["wire"]
    assert ids("story=gate&until=2031-05-13") == ["post", "tideway"]
    assert ids("speaker=aas") == ["post"]
    assert ids("standing=disputed") == ["post", "tideway", "wire"]
    assert ids("q=hinges") == ["tideway"]
    assert [item["id"] for item in client.get("/stories?outlet=Tide").json()["items"]] == ["harbour"]
    assert [item["id"] for item in client.get("/stories?standing=unclear").json()["items"]] == ["gate"]
    assert [item["id"] for item in client.get("/stories?least=4").json()["items"]] == []


def test_attributions_are_narrowed_to_their_own_speaker(client: TestClient) -> None:
    found = client.get("/attributions?speaker=brandvold").json()["items"]
    assert {item["speaker"] for item in found} == {"Ida Brandvold"}
    assert len(found) == 3
    assert {item["article"] for item in client.get("/attributions?outlet=canal post").json()["items"]} == {"post"}
    assert client.get("/attributions?story=none").json()["items"] == []
    first = found[0]
    assert first["content"].startswith("“No")
    assert first["content_spans"]


@pytest.mark.parametrize("path", LISTS)
def test_pages_lead_through_the_whole_list(client: TestClient, path: str) -> None:
    whole = client.get(path).json()["items"]
    seen, url = [], f"{path}{'&' if '?' in path else '?'}limit=2"
    while url:
        answer = client.get(url)
        page = answer.json()
        assert len(page["items"]) <= 2
        seen += page["items"]
        assert ('rel="next"' in answer.headers["link"]) == (page["next"] is not None)
        assert (f'<{page["next"]}>; rel="next"' in answer.headers["link"]) == (page["next"] is not None)
        url = page["next"]
    assert seen == whole
    assert whole


def test_a_page_links_back(client: TestClient) -> None:
    links = client.get("/articles?limit=2&offset=3&outlet=canal%20post").headers["link"]
    assert '</articles?outlet=canal+post&limit=2&offset=1>; rel="prev"' in links
    assert '</articles?outlet=canal+post&limit=2&offset=0>; rel="first"' in links


@pytest.mark.parametrize("path", [*LISTS, "/articles/tideway", "/stories/gate/comparison", "/openapi.json"])
def test_whoever_has_it_is_not_sent_it_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert client.get(path).headers["etag"] == tag
    for known in (tag, f'"other", W/{tag}', "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).content == first.content


def test_a_change_changes_the_tag(writable: Served) -> None:
    before = writable.client.get("/feeds").headers["etag"]
    writable.client.post("/feeds", json={"url": "https://new.example/feed"})
    assert writable.client.get("/feeds", headers={"If-None-Match": before}).status_code == 200


def test_head_is_get_without_the_body(client: TestClient) -> None:
    whole, head = client.get("/articles/tideway"), client.head("/articles/tideway")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == str(len(whole.content))
    assert head.headers["etag"] == whole.headers["etag"]
    assert client.head("/articles/none").status_code == 404


def test_a_story_has_its_account(readable: Served) -> None:
    got = readable.client.get("/stories/gate/comparison").json()
    stored = readable.store.comparison("gate")
    assert stored is not None
    assert got == stored.to_dict()
    assert Comparison.from_dict(got).claims == stored.claims
    excerpts = readable.client.get("/stories/gate/comparison?excerpts=true").json()
    assert all("text" not in one for one in excerpts["articles"])
    assert readable.client.get("/stories/gate/comparison?number=1").json() == got
    assert readable.client.get("/stories/gate/comparison?number=2").status_code == 404
    story = readable.client.get("/stories/gate").json()
    assert story["accounts"] == ["2031-03-18T18:00:00Z"]
    assert story["summary"]["story"]["articles"] == ["tideway", "post", "wire"]


@pytest.mark.parametrize("name", EXPORT_FILES)
def test_a_story_can_be_exported(readable: Served, name: str) -> None:
    got = readable.client.get(f"/stories/gate/exports/{name}")
    stored = readable.store.comparison("gate")
    assert stored is not None
    assert got.content == EXPORT_FILES[name].render(stored)
    assert got.headers["content-type"] == EXPORT_FILES[name].media_type


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 404),
        ("/nothing", 404),
        ("/articles/", 404),
        ("/articles/none", 404),
        ("/articles/none/revisions", 404),
        ("/stories/none", 404),
        ("/stories/none/comparison", 404),
        ("/stories/gate/exports/claims.exe", 404),
        ("/comparisons/none", 404),
        ("/feeds/0123456789abcdef", 404),
        ("/articles?since=2031-02-30", 422),
        ("/articles?since=20310230", 422),
        ("/articles?standing=true", 422),
        ("/articles?limit=0", 422),
        ("/articles?limit=201", 422),
        ("/articles?offset=-1", 422),
        ("/articles?offset=99999999999999999999", 422),
        (f"/articles?outlet={'x' * 201}", 422),
        ("/search", 422),
        ("/events?kinds=party", 422),
        ("/articles/tideway?revision=0", 422),
    ],
)
def test_what_goes_wrong_is_a_problem(client: TestClient, path: str, status: int) -> None:
    is_problem(client.get(path), status)


def is_problem(answer: httpx.Response, status: int) -> dict[str, object]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    value: dict[str, object] = answer.json()
    assert value["status"] == status
    assert value["type"] == "about:blank"
    assert value["title"]
    assert value["detail"]
    assert ("faults" in value) == (status == 422)
    return value


def test_a_problem_says_where_it_is(client: TestClient) -> None:
    faults = is_problem(client.get("/articles?limit=0"), 422)["faults"]
    assert faults == [{"where": ["query", "limit"], "detail": "Input should be greater than or equal to 1"}]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/articles", "GET, HEAD"),
        ("PATCH", "/feeds", "GET, HEAD, POST"),
        ("POST", "/feeds/0123456789abcdef", "DELETE, GET, HEAD"),
        ("POST", "/comparisons/x", "DELETE, GET, HEAD"),
        ("DELETE", "/openapi.json", "GET, HEAD"),
    ],
)
def test_what_cannot_be_done_says_what_can(client: TestClient, method: str, path: str, allowed: str) -> None:
    answer = client.request(method, path)
    is_problem(answer, 405)
    assert answer.headers["allow"] == allowed


def test_an_archive_in_trouble_is_a_problem(readable: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_with(error: Exception) -> httpx.Response:
        def fail(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(type(readable.store), "outlets", fail)
        return readable.client.get("/outlets")

    busy = fail_with(StoreBusy("Another process is writing."))
    is_problem(busy, 503)
    assert busy.headers["retry-after"] == "5"
    for error in (StoreError("/secret/path is damaged"), RuntimeError("secret")):
        assert "secret" not in str(is_problem(fail_with(error), 500))


@pytest.mark.parametrize(
    "words", ["<script>", "\u202e", "%", "' OR 1=1 --", "\x00", "\ufdd0", "\ud83d\ude00", '"', "-", "*", "(", "a" * 200]
)
def test_hostile_words_find_nothing_or_something(client: TestClient, words: str) -> None:
    for name in ("outlet", "speaker", "story", "q"):
        answer = client.get(f"/articles?{name}={quote(words, errors='surrogatepass')}")
        assert answer.status_code in (200, 400), (name, answer.text)
    for path in ("/articles/", "/stories/", "/comparisons/"):
        assert client.get(path + quote(words, safe="", errors="surrogatepass")).status_code in (200, 404, 422)
    assert client.get(f"/speakers?name={quote(words, errors='surrogatepass')}").status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2031-12-31"])
def test_days_at_the_ends_of_time(client: TestClient, day: str) -> None:
    for path in ("/articles", "/stories", "/attributions"):
        for name in ("since", "until"):
            assert client.get(f"{path}?{name}={day}").status_code == 200


@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsMl0", "IkFCIg", "-___", "A" * 4000])
def test_what_is_no_cursor_is_refused_in_words(client: TestClient, cursor: str) -> None:
    answer = client.get(f"/attributions?cursor={cursor}")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert "cursor" in answer.json()["detail"]
