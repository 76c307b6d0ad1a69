"""The commands that work on an archive: what they print where, and how they end."""

import json
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from typer.testing import CliRunner, Result

from tests.report.invented import lock_gate
from tests.service.made_reports import annotate_lightly
from twosource.cli.main import app
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import PlacementRecord, RevisionDifference, StoryEvent
from twosource.model.article import Article, Rejection
from twosource.model.story import Placement
from twosource.service.archive import open_archive

STORY = "5f0aa1b2c3d4e5f6"
NOON = "2031-05-02T12:00:00+00:00"
BREAD = "Bread is dearer in Hollin. The mill said that a loaf costs two crowns more, as grain cannot pass the lock."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one story with its account, and an article by itself that was changed once."""
    database = tmp_path_factory.mktemp("archive") / "archive.db"
    store, account = open_archive(database), lock_gate()
    loaf = Article.from_text(BREAD, id="loaf", outlet="Hollin Echo", title="Dear bread", published="2031-06-01")
    later = Article.from_text(BREAD.replace("two", "three"), id="loaf", outlet="Hollin Echo", title="Dear bread")
    store.add_articles(account.articles, NOON, rejections=[Rejection("bad.html", "no_article", "it holds none")])
    store.add_articles([AnnotatedArticle(loaf)], NOON)
    store.add_articles([AnnotatedArticle(later)], NOON, [RevisionDifference("loaf", 1, 2, declared=False)])
    records = [
        PlacementRecord(STORY, Placement(one.article.id, "shares lock, Varden", 0.5), number == 0, title="Lock shut")
        for number, one in enumerate(account.articles)
    ]
    store.record_placements([*records, PlacementRecord("77aa", Placement("loaf", "opens a story", 1.0), True)])
    events = [StoryEvent(STORY, "disputed", "Now in dispute: “It fell”", NOON)]
    store.record_comparison(STORY, account, events, NOON)
    store.close()
    return database


@pytest.fixture(autouse=True)
def archive(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TWOSOURCE_DB", str(made))
    return made


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for an archive of its own, filled without models."""
    monkeypatch.setenv("TWOSOURCE_DB", str(tmp_path / "fresh.db"))
    with patch("twosource.service.storing.annotate_many", annotate_lightly):
        yield tmp_path


def invoke(*arguments: str | Path, input: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)


def records(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_stories_are_listed() -> None:
    result = invoke("stories")
    assert result.exit_code == 0
    assert "Lock shut" in result.stdout
    assert STORY[:12] in result.stdout
    listed = records(invoke("stories", "--least-articles", "2", "--json"))
    assert [one["story"]["id"] for one in listed] == [STORY]  # type: ignore[index]


def test_stories_are_filtered() -> None:
    assert len(records(invoke("stories", "--outlet", "Hollin Echo", "--json"))) == 1
    assert len(records(invoke("stories", "--standing", "corroborated", "--json"))) == 1
    assert "No stories." in invoke("stories", "--speaker", "Nobody").stdout


def test_a_story_is_shown_by_the_beginning_of_its_id() -> None:
    result = invoke("story", STORY[:4], "--why")
    assert result.exit_code == 0
    assert STORY in result.stdout
    assert "shares lock, Varden (0.50 alike)" in result.stdout
    account = json.loads(invoke("story", STORY, "--json").stdout)
    assert len(account["claims"]) == len(lock_gate().claims)
    assert "# " in invoke("story", STORY, "--format", "markdown").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("story", "zzz"),
        ("story", STORY, "--account", "9"),
        ("events", "--story", "zzz"),
        ("revisions", "zzz"),
        ("search", "bread", "--story", "zzz"),
        ("export", "/no/folder", "--story", "zzz"),
    ],
)
def test_what_is_not_there_is_said(arguments: tuple[str, ...]) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("twosource: there is no ")
    assert result.stdout == ""


def test_search_finds_and_narrows() -> None:
    result = invoke("search", "bread")
    assert result.exit_code == 0
    assert "[Bread] is dearer" in result.stdout
    (hit,) = records(invoke("search", "bread", "--story", "77", "--json"))
    assert hit["article"] == "loaf"
    nothing = invoke("search", "bread", "--story", STORY)
    assert (nothing.exit_code, nothing.stdout) == (1, "Nothing found.\n")


def test_a_date_that_is_none_is_refused() -> None:
    result = invoke("search", "bread", "--since", "May")
    assert result.exit_code == 2
    assert "--since needs a date such as" in result.stderr


def test_events_are_shown() -> None:
    assert "disputed: Now in dispute: “It fell”" in invoke("events", "--story", STORY[:3]).stdout
    (event,) = records(invoke("events", "--kind", "disputed", "--after", "0", "--json"))
    assert (event["story"], event["id"]) == (STORY, 1)
    assert records(invoke("events", "--after", "1", "--json")) == []


def test_an_article_is_named_by_its_address_or_the_beginning_of_its_id(fresh: Path) -> None:
    page = {"title": "Dear bread", "text": BREAD, "outlet": "Hollin Echo", "published": "2031-06-01"}
    lines = [
        page | {"id": "abcd1", "url": "https://echo.example/bread"},
        page | {"id": "abcd2", "text": f"Today. {BREAD}", "title": "Bread, again"},
    ]
    (fresh / "in.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert invoke("ingest", fresh / "in.jsonl").exit_code == 0
    for name in ("abcd1", "https://echo.example/bread"):
        assert [one["article"]["id"] for one in records(invoke("revisions", name, "--json"))] == ["abcd1"]  # type: ignore[index]
    assert [one["article"]["id"] for one in records(invoke("revisions", "abcd2", "--json"))] == ["abcd2"]  # type: ignore[index]
    several = invoke("revisions", "abcd")
    assert (several.exit_code, several.stdout) == (1, "")
    assert several.stderr.splitlines() == [
        "twosource: abcd means several articles; write more of the id:",
        "  abcd1  2031-06-01 · Hollin Echo · Dear bread",
        "  abcd2  2031-06-01 · Hollin Echo · Bread, again",
    ]
    assert "four characters" in invoke("revisions", "abc").stderr


def test_an_address_is_the_same_with_what_trackers_add(fresh: Path) -> None:
    page = {"text": BREAD, "outlet": "Hollin Echo", "url": "https://www.echo.example/bread/?utm_source=feed"}
    (fresh / "in.jsonl").write_text(json.dumps(page))
    assert invoke("ingest", fresh / "in.jsonl").exit_code == 0
    assert len(records(invoke("revisions", "https://echo.example/bread", "--json"))) == 1
    assert invoke("revisions", "https://echo.example/breads").exit_code == 1


def test_a_story_is_named_by_the_beginning_of_its_id() -> None:
    assert invoke("story", STORY[:4]).exit_code == 0


def test_stories_that_begin_alike_are_listed(fresh: Path) -> None:
    store = open_archive(fresh / "fresh.db")
    for number, title in enumerate(["Lock shut", "Bread dear"]):
        article = Article.from_text(f"{number} {BREAD}", id=f"a{number}")
        store.add_articles([AnnotatedArticle(article)], NOON)
        placement = Placement(article.id, "opens a story", 1.0)
        store.record_placements([PlacementRecord(f"5f0{number}", placement, True, title=title)], time=NOON)
    store.close()
    for command in (["story", "5f"], ["events", "--story", "5f"]):
        several = invoke(*command)
        assert several.exit_code == 1
        assert several.stderr.splitlines() == [
            "twosource: 5f means several stories; write more of the id:",
            "  5f00  Lock shut",
            "  5f01  Bread dear",
        ]


def test_records_of_a_web_archive_that_are_no_pages_are_counted(fresh: Path) -> None:
    def record(kind: str, body: str) -> str:
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://echo.example/{len(body)}\r\n"
        head += "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2031-03-18T09:30:00Z\r\n"
        return f"{head}Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n{body}\r\n\r\n"

    found = [record("request", "GET / HTTP/1.1\r\n\r\n"), record("response", "HTTP/1.1 404 Not Found\r\n\r\n")]
    broken = record("response", "nothing at all")
    (fresh / "news.warc").write_text("".join([found[0], broken, *found]), newline="")
    result = invoke("ingest", fresh / "news.warc")
    assert (
        "3 records of web archives passed over: requests and notes on the crawl 2, redirects and errors 1"
        in result.stdout
    )
    assert "https://echo.example/14: the record holds no HTTP response [broken_record]" in result.stderr
    (report,) = map(json.loads, invoke("ingest", fresh / "news.warc", "--json").stdout.splitlines())
    assert report["passed_over"] == {"not_a_response": 2, "not_200": 1}


def test_much_that_cannot_be_read_is_counted(fresh: Path) -> None:
    (fresh / "bad.jsonl").write_text('{"id": "a"}\n' * 7)
    result = invoke("ingest", fresh / "bad.jsonl")
    assert result.exit_code == 1
    assert result.stdout == "7 documents read: 0 new, 0 changed, 0 known, 7 not readable\n"
    assert result.stderr == "twosource: not readable: not_an_article 7. `twosource rejections` lists them.\n"


def test_a_private_address_says_how_it_is_fetched(fresh: Path) -> None:
    result = invoke("ingest", "http://127.0.0.1:9/page")
    assert result.exit_code == 1
    assert "--allow-private-addresses" in result.stderr


def test_an_ingest_of_nothing_is_a_wrong_call() -> None:
    result = invoke("ingest")
    assert result.exit_code == 2
    assert "--revisit" in result.stderr


def test_an_ingest_may_ask_for_edits_alone(fresh: Path) -> None:
    (report,) = records(invoke("ingest", "--revisit", "--json"))
    assert report["revisited"] == 0


def test_revisions_are_shown() -> None:
    assert "Dear bread" in invoke("revisions").stdout
    editions = records(invoke("revisions", "loaf", "--json"))
    assert [edition["number"] for edition in editions] == [1, 2]


def test_outlets_and_rejections_are_listed() -> None:
    assert "Hollin Echo" in invoke("outlets").stdout
    assert {"Hollin Echo"} < {str(row["outlet"]) for row in records(invoke("outlets", "--json"))}
    assert invoke("rejections").stdout == "bad.html: it holds none [no_article]\n"
    assert records(invoke("rejections", "--json"))[0]["reason"] == "no_article"


@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet"])
def test_tables_are_written(tmp_path: Path, format: str) -> None:
    written = records(invoke("export", tmp_path / "out", "--format", format, "--json"))
    assert [row["table"] for row in written] == ["articles", "attributions", "claims", "origins"]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        f"{name}.{format}" for name in ("articles", "attributions", "claims", "origins")
    ]
    assert written[0]["rows"] == len(lock_gate().articles) + 1


def test_one_table_of_one_story_is_written(tmp_path: Path) -> None:
    result = invoke("export", tmp_path, "--table", "articles", "--story", "77")
    assert result.stderr == f"twosource: 1 row in {tmp_path / 'articles.jsonl'}\n"
    assert json.loads((tmp_path / "articles.jsonl").read_text(encoding="utf-8"))["article"] == "loaf"
    assert invoke("export", tmp_path, "--table", "quotes").exit_code == 2


def test_feeds_are_added_listed_exported_and_removed(fresh: Path) -> None:
    url = "https://post.example/rss"
    assert invoke("feeds", "add", url, "--outlet", "The Post").stderr == "twosource: 1 new feed of 1 named\n"
    assert invoke("feeds", "list").stdout == f"{url}  (not asked yet)\n"
    assert records(invoke("feeds", "list", "--json"))[0]["feed"]["outlet"] == "The Post"  # type: ignore[index]
    assert invoke("feeds", "export", "--output", fresh / "feeds.opml").exit_code == 0
    assert invoke("feeds", "remove", url).exit_code == 0
    assert invoke("feeds", "remove", url).exit_code == 1
    assert records(invoke("feeds", "add", str(fresh / "feeds.opml"), "--json")) == [
        {"added": 1, "named": 1, "rejections": []}
    ]
    wrong = invoke("feeds", "add", "feeds.txt")
    assert (wrong.exit_code, "[not_a_feed]" in wrong.stderr) == (1, True)


def test_without_an_archive_it_says_how_to_make_one(fresh: Path) -> None:
    result = invoke("stories")
    assert result.exit_code == 1
    assert "make one with `twosource ingest`" in str(result.exception)


def test_ingest_says_what_it_did_and_does_it_once(fresh: Path) -> None:
    reports = fresh / "reports.jsonl"
    lines = [{"id": "loaf", "text": BREAD, "outlet": "Hollin Echo"}, {"id": "empty"}]
    reports.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = invoke("ingest", reports)
    assert result.exit_code == 3
    assert result.stdout == (
        "2 documents read: 1 new, 0 changed, 0 known, 1 not readable\n"
        "1 placed: 1 story opened, 0 copies found, 0 stories merged\n"
        "1 account made, 1 event\n"
    )
    assert result.stderr.startswith(f"twosource: {reports}:2: ")
    again = json.loads(invoke("ingest", reports, "--json").stdout)
    assert (again["stored"]["added"], again["stored"]["unchanged"], again["updated"]["accounts"]) == (0, 1, 0)


def test_ingest_of_nothing_readable_fails(fresh: Path) -> None:
    assert invoke("ingest", fresh / "nowhere.txt").exit_code == 1


def test_a_feed_list_that_is_missing_or_empty_is_said(fresh: Path) -> None:
    empty = fresh / "empty.opml"
    empty.write_text("<opml><body><outline text='nothing'/></body></opml>", encoding="utf-8")
    assert invoke("ingest", empty, fresh / "nowhere.opml").exit_code == 1
    assert {row["reason"] for row in records(invoke("rejections", "--json"))} == {"no_feed", "missing_file"}


def test_ingest_takes_standard_input(fresh: Path) -> None:
    assert invoke("ingest", "-", input=BREAD).exit_code == 0
    assert "Hollin" in invoke("search", "hollin").stdout


def test_watch_without_a_feed_says_so(fresh: Path) -> None:
    result = invoke("watch")
    assert result.exit_code == 1
    assert "there is no feed to follow" in result.stderr
