"""Every page shows what the archive holds, and leads on."""

import json
from dataclasses import replace
from urllib.parse import quote

import pytest
from lxml import etree
from starlette.testclient import TestClient

from tests.web.build import REPRINT, TITLE
from tests.web.reading import read_page, words_of
from twosource.model.archive import StoryEvent
from twosource.report.exports.files import EXPORT_FILES
from twosource.store import Store

PAGES = (
    "/",
    "/?all=1",
    "/?outlet=The+Tideway&speaker=brand&standing=disputed&since=2031-05-01&until=2031-05-31",
    "/?outlet=none",
    "/stories/flood",
    "/stories/flood?account=1",
    "/stories/flood?excerpts=1",
    "/stories/ferry",
    "/articles/tideway",
    "/articles/post",
    "/articles/post?revision=1",
    f"/articles/{quote(REPRINT, safe='')}",
    "/speakers",
    "/speakers?name=nobody",
    "/speaker?name=Ida+Brandvold",
    "/outlets",
    "/outlets?name=tide",
    "/outlet?name=The+Tideway",
    "/events",
    "/events?kind=second_origin&story=flood",
    "/events?story=none",
    "/search",
    "/search?q=lock+-ferry&outlet=The+Tideway",
    "/rejections",
    "/feeds",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_reads_well_and_its_links_lead_somewhere(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    page = read_page(answer.text)
    for link in {node.get("href") for node in page.xpath("//a[@href]") if node.get("href").startswith("/")}:
        # The comparison on demand is a part of its own.
        if link != "/compare":
            assert client.get(link, follow_redirects=False).status_code == 200, link


def test_the_front_page_lists_stories_and_what_happened(client: TestClient) -> None:
    page = read_page(client.get("/").text)
    assert words_of(page, "//h1") == "Stories"
    assert page.xpath("//ol[@class='stories']//h2/a/@href") == ["/stories/flood"]
    assert "4 reports of 4 outlets" in words_of(page, "//ol[@class='stories']/li")
    assert words_of(page, "//ol[@class='events']").startswith("Ferry hits pier")
    assert page.xpath("//link[@type='application/atom+xml']/@href") == ["/stories.atom"]
    assert page.xpath("//nav//a[@aria-current='page']/@href") == ["/"]
    everything = read_page(client.get("/?all=1").text)
    assert everything.xpath("//ol[@class='stories']//h2/a/@href") == ["/stories/flood", "/stories/ferry"]


def test_the_part_of_the_site_is_named_on_its_pages(client: TestClient) -> None:
    page = read_page(client.get("/speaker?name=Jon+Aas").text)
    (part,) = page.xpath("//nav//a[@aria-current]")
    assert (part.get("href"), part.get("aria-current")) == ("/speakers", "true")


def test_filters_that_cannot_be_understood_are_named(client: TestClient) -> None:
    page = read_page(client.get("/?since=yesterday&standing=sure").text)
    said = words_of(page, "//div[@role='alert']")
    assert "“yesterday” is no date" in said
    assert "no standing “sure”" in said


def test_pages_follow_one_another(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twosource.web.stories.STORIES_A_PAGE", 1)
    first = read_page(client.get("/?all=1").text)
    assert first.xpath("//nav[@class='pages']/a/@href") == ["/?all=1&page=2"]
    second = read_page(client.get("/?all=1&page=2").text)
    assert second.xpath("//ol[@class='stories']//h2/a/@href") == ["/stories/ferry"]
    assert second.xpath("//nav[@class='pages']/a/@href") == ["/?all=1&page=1"]
    for odd in ("0", "-3", "x", "9" * 30, "٣"):
        assert client.get(f"/?page={odd}").status_code == 200


class TestStory:
    def test_the_account_with_what_happened_to_it(self, client: TestClient) -> None:
        page = read_page(client.get("/stories/flood").text)
        assert words_of(page, "//h1") == TITLE
        assert "Now two origins" in words_of(page, "//section[@id='history']")
        assert page.xpath("//section[@id='accounts']//a/@href") == ["/stories/flood?account=1"]
        assert "the same flood" in words_of(page, "//section[@id='line']")
        assert page.xpath("//section[@id='exports']//a/@href")[: len(EXPORT_FILES)] == [
            f"/stories/flood/export/{name}" for name in EXPORT_FILES
        ]
        assert "/articles/tideway" in page.xpath("//article[@class='report']//a/@href")

    def test_why_each_report_is_in_it(self, client: TestClient) -> None:
        page = read_page(client.get("/stories/flood").text)
        assert words_of(page, "//section[@id='placing']//li[1]") == "The Tideway opens a story"
        assert len(page.xpath("//section[@id='placing']//li")) == 4

    def test_of_many_accounts_the_last_are_listed(self, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("twosource.web.stories.ACCOUNTS_SHOWN", 1)
        page = read_page(client.get("/stories/flood?account=1").text)
        assert page.xpath("//section[@id='accounts']//a/@href") == ["/stories/flood"]
        assert "and 1 before these" in words_of(page, "//section[@id='accounts']")

    def test_an_earlier_account_says_that_it_is_one(self, client: TestClient) -> None:
        page = read_page(client.get("/stories/flood?account=1").text)
        assert "account 1 of 2" in words_of(page, "//aside[@aria-label='An earlier account']")
        assert client.get("/stories/flood?account=9").status_code == 404

    def test_a_page_that_is_kept_follows_the_archive(self, changing: tuple[TestClient, Store]) -> None:
        client, store = changing
        before = client.get("/stories/flood").text
        assert client.get("/stories/flood").text == before
        store.add_events([StoryEvent("flood", "story_ended", "It came to an end", "2031-06-01T00:00:00Z")])
        page = read_page(client.get("/stories/flood").text)
        assert "It came to an end" in words_of(page, "//section[@id='history']")
        account = store.comparison("flood")
        assert account is not None
        store.record_comparison("flood", replace(account, claims=(), discrepancies=()), [], "2031-06-02T00:00:00Z")
        page = read_page(client.get("/stories/flood").text)
        assert not page.xpath("//section[@id='standing-disputed']")
        assert client.get("/stories/flood?account=2").text.count("standing-disputed") > 0
        assert client.get("/stories/flood?q=a").text != client.get("/stories/flood?q=b").text

    def test_excerpts_leave_the_text_out(self, client: TestClient) -> None:
        whole, short = (client.get(f"/stories/flood{query}").text for query in ("", "?excerpts=1"))
        assert whole.count("fulltext") > 0
        assert "fulltext" not in short

    @pytest.mark.parametrize("address", ["/stories/flo", "/stories/again"])
    def test_by_the_beginning_of_its_id_and_by_that_of_a_merged_one(self, client: TestClient, address: str) -> None:
        assert words_of(read_page(client.get(address).text), "//h1") == TITLE

    def test_the_account_of_a_story_that_still_waits_is_made_on_the_spot(self, client: TestClient) -> None:
        page = read_page(client.get("/stories/ferry").text)
        assert words_of(page, "//h1") == "Ferry hits pier"

    @pytest.mark.parametrize("name", sorted(EXPORT_FILES))
    def test_exports(self, client: TestClient, name: str) -> None:
        answer = client.get(f"/stories/flood/export/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == EXPORT_FILES[name].media_type
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert answer.content
        if name.endswith("json"):
            json.loads(answer.content)


class TestArticle:
    def test_its_story_with_the_reason(self, client: TestClient) -> None:
        page = read_page(client.get("/articles/tideway").text)
        place = words_of(page, "//ul[@class='place-of']")
        assert f"opened the story {TITLE}" in place
        assert page.xpath("//ol[@class='attributions']//a[contains(@href, '/speaker?')]/@href")[0] == (
            "/speaker?name=Ida+Brandvold"
        )

    def test_the_text_it_is_a_copy_of_and_who_copied_it(self, client: TestClient) -> None:
        page = read_page(client.get(f"/articles/{quote(REPRINT, safe='')}").text)
        place = words_of(page, "//ul[@class='place-of']")
        assert "nearly the same text as Two streets flooded in Ostrel of Northern Wire, 93 %" in place
        wire = read_page(client.get("/articles/wire").text)
        assert quote(REPRINT, safe="") in " ".join(wire.xpath("//ul[@class='place-of']//a/@href"))

    def test_revisions_with_what_changed(self, client: TestClient) -> None:
        page = read_page(client.get("/articles/post").text)
        told = words_of(page, "//section[@id='revisions']")
        assert "figure changed the number of people went from 40 to 31" in told
        assert words_of(page, "//section[@id='revisions']//span[contains(@class, 'tag')]") == "silent"
        assert [node.text_content() for node in page.xpath("//del")] == ["Old town under water", "40"]
        assert [node.text_content() for node in page.xpath("//ins")] == ["Old town flooded", "31"]
        assert page.xpath("//section[@id='revisions']//h3/a/@href") == ["/articles/post?revision=1"]

    def test_an_earlier_revision_is_shown_as_it_was(self, client: TestClient) -> None:
        page = read_page(client.get("/articles/post?revision=1").text)
        assert words_of(page, "//h1") == "Old town under water"
        assert "At least 40 people" in words_of(page, "//article")
        assert page.xpath("//aside[@aria-label='An earlier revision']//a/@href") == ["/articles/post"]
        assert client.get("/articles/post?revision=3").status_code == 404


class TestSpeakers:
    def test_the_most_quoted_first(self, client: TestClient) -> None:
        page = read_page(client.get("/speakers").text)
        names = [node.text_content() for node in page.xpath("//tbody//th/a")]
        assert names[:2] == ["Ida Brandvold", "fire service"]
        found = read_page(client.get("/speakers?name=AAS").text)
        assert [node.text_content() for node in found.xpath("//tbody//th/a")] == ["Jon Aas"]

    def test_a_quote_in_its_wordings(self, client: TestClient) -> None:
        page = read_page(client.get("/speaker?name=Ida+Brandvold").text)
        (shared,) = page.xpath("//div[@class='quote']")
        assert len(shared.xpath(".//blockquote")) == 3
        assert shared.xpath(".//mark[@class='differs']")
        assert shared.xpath(".//span[@class='gap']")
        assert len(page.xpath("//ul[@class='quotes']/li")) == 4
        assert words_of(page, "//section/h2") == TITLE


class TestOutlets:
    def test_each_with_its_counts(self, client: TestClient) -> None:
        page = read_page(client.get("/outlets").text)
        assert len(page.xpath("//tbody/tr")) == 5
        found = read_page(client.get("/outlets?name=fjord").text)
        assert [node.text_content() for node in found.xpath("//tbody/tr/*")][:4] == ["Fjord Daily", "1", "1", "1"]

    def test_what_one_shares_and_rests_on(self, client: TestClient) -> None:
        page = read_page(client.get("/outlet?name=the+tideway").text)
        assert words_of(page, "//h1") == "The Tideway"
        text = words_of(page, "//main")
        assert "Canal Post 3 statements" in text
        assert "Ida Brandvold (person) 1 statement" in text
        wire = words_of(read_page(client.get("/outlet?name=Northern+Wire").text), "//main")
        assert "Was taken over by Outlets whose later report is one text with its own. Fjord Daily 1 report" in wire


class TestEvents:
    def test_the_last_first_and_by_kind(self, client: TestClient) -> None:
        page = read_page(client.get("/events").text)
        messages = [node.text_content() for node in page.xpath("//p[@class='message']")]
        assert len(messages) == 3
        assert messages[0] == "A new story: “Ferry hits pier”"
        some = read_page(client.get("/events?kind=second_origin").text)
        assert [node.text_content() for node in some.xpath("//p[@class='message']")] == ["Now two origins"]
        assert some.xpath("//input[@name='kind'][@checked]/@value") == ["second_origin"]

    def test_older_ones_follow(self, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("twosource.web.events.EVENTS_A_PAGE", 2)
        page = read_page(client.get("/events?kind=story_opened&kind=second_origin").text)
        (older,) = page.xpath("//nav[@class='pages']/a/@href")
        assert older == "/events?kind=story_opened&kind=second_origin&before=2"
        rest = read_page(client.get(older).text)
        assert len(rest.xpath("//p[@class='message']")) == 1


class TestSearch:
    def test_the_words_found_are_marked(self, client: TestClient) -> None:
        page = read_page(client.get("/search?q=lock").text)
        assert {node.text_content() for node in page.xpath("//mark[@class='found']")} == {"lock"}
        assert "/articles/tideway" in page.xpath("//ol[@class='hits']//h2/a/@href")
        assert page.xpath("//input[@id='site-search']/@value") == ["lock"]

    def test_filters_narrow_it(self, client: TestClient) -> None:
        page = read_page(client.get("/search?q=&outlet=canal+post").text)
        assert page.xpath("//ol[@class='hits']//h2/a/@href") == ["/articles/post"]

    def test_a_story_that_could_be_several_is_a_bad_query(self, client: TestClient) -> None:
        answer = client.get("/search?story=f")
        assert answer.status_code == 400
        assert "Several stories" in words_of(read_page(answer.text), "//div[@role='alert']")


class TestErrors:
    @pytest.mark.parametrize(
        "address",
        [
            "/nothing",
            "/stories/nothing",
            "/stories/flood/export/nothing",
            "/articles/nothing",
            "/articles/",
            "/speaker",
            "/speaker?name=nobody",
            "/outlet?name=none",
            "/static/nothing.css",
            "/static/../app.py",
            "/static/%2e%2e/app.py",
        ],
    )
    def test_what_is_not_there_is_said_on_a_page(self, client: TestClient, address: str) -> None:
        answer = client.get(address)
        assert answer.status_code == 404
        page = read_page(answer.text)
        assert words_of(page, "//h1") == "Not found"
        assert words_of(page, "//main/p").startswith(("There is no", "The archive has no"))

    def test_a_bad_query_is_said_in_plain_words(self, client: TestClient) -> None:
        answer = client.get("/stories/f")
        assert answer.status_code == 400
        assert "write more of it" in words_of(read_page(answer.text), "//main")

    def test_a_way_of_asking_that_is_not_offered(self, client: TestClient) -> None:
        assert client.post("/", headers={"Sec-Fetch-Site": "none"}).status_code == 405


class TestStoryFeed:
    def test_it_is_atom(self, client: TestClient) -> None:
        answer = client.get("/stories.atom")
        assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
        feed = etree.fromstring(answer.content)
        links = feed.xpath("//a:entry/a:link[@rel='alternate']/@href", namespaces={"a": "http://www.w3.org/2005/Atom"})
        assert links == ["http://127.0.0.1:8000/stories/flood"]

    def test_what_a_reader_has_is_not_sent_again(self, client: TestClient) -> None:
        tag = client.get("/stories.atom").headers["etag"]
        for sent in (tag, f'"other", W/{tag}', "*"):
            answer = client.get("/stories.atom", headers={"If-None-Match": sent})
            assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
        assert client.get("/stories.atom", headers={"If-None-Match": '"other"'}).status_code == 200
