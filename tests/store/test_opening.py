"""What can be opened, how it is brought up to date, and what is refused."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.store.build import MORNING, account, rich, story_of_two, written
from twosource.errors import StoreError
from twosource.model.archive import SearchFilter
from twosource.store import open_store, schema, sqlite
from twosource.store.tables import metadata


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    store = open_store(path)
    store.add_articles([rich("a")], MORNING)
    store.close()
    return path


def write_to(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


class TestLocations:
    def test_path_text_and_url_name_one_archive(self, archive: Path) -> None:
        for location in (archive, str(archive), f"sqlite:///{archive}"):
            store = open_store(location, create=False)
            assert store.article_count() == 1
            store.close()

    def test_odd_file_names(self, tmp_path: Path) -> None:
        path = tmp_path / "my archive?mode=ro#50% é.db"
        open_store(path).close()
        assert path.exists()

    def test_no_archive(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="There is no archive at"):
            open_store(tmp_path / "none.db", create=False)
        assert list(tmp_path.iterdir()) == []

    def test_no_folder(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="no folder"):
            open_store(tmp_path / "missing" / "archive.db")
        with pytest.raises(StoreError, match="is a folder"):
            open_store(tmp_path)

    @pytest.mark.parametrize(
        ("url", "why"),
        [
            ("postgresql://user:secret@host/db", "not there yet"),
            ("postgresql+psycopg://host/db", "not there yet"),
            ("mysql://host/db", "cannot be kept in mysql"),
            ("sqlite://", "needs a file"),
            ("sqlite:///:memory:", "needs a file"),
            ("://", "no path and no database URL"),
        ],
    )
    def test_other_databases(self, url: str, why: str) -> None:
        with pytest.raises(StoreError, match=why) as caught:
            open_store(url)
        assert "secret" not in str(caught.value)

    def test_an_empty_file_becomes_an_archive(self, tmp_path: Path) -> None:
        path = tmp_path / "archive.db"
        path.touch()
        store = open_store(path, create=False)
        assert store.article_count() == 0
        store.close()


class TestRefused:
    def test_a_file_of_another_program(self, tmp_path: Path) -> None:
        path = tmp_path / "other.db"
        write_to(path, "CREATE TABLE articles (id TEXT)")
        before = path.read_bytes()
        with pytest.raises(StoreError, match="another program"):
            open_store(path)
        assert path.read_bytes() == before

    def test_a_file_of_another_program_that_uses_alembic(self, tmp_path: Path) -> None:
        path = tmp_path / "other.db"
        write_to(path, "CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO alembic_version VALUES ('0001')")
        with pytest.raises(StoreError, match="another program"):
            open_store(path)

    @pytest.mark.parametrize(
        "content", [b"no database at all, and long enough " * 40, b"SQLite format 3\x00" + b"\xff" * 900]
    )
    def test_a_file_that_is_no_database(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "notes.txt"
        path.write_bytes(content)
        with pytest.raises(StoreError, match="cannot be used"):
            open_store(path)
        assert path.read_bytes() == content

    def test_an_archive_of_a_newer_version(self, archive: Path) -> None:
        write_to(archive, "UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(StoreError, match="newer version"):
            open_store(archive)


BEFORE_CLAIM_STATEMENTS = ("ALTER TABLE claims DROP COLUMN statement",)
"""What makes an archive one of before claims were stored with the statement they are shown under."""
BEFORE_SPEAKERS = (
    *BEFORE_CLAIM_STATEMENTS,
    "DROP TABLE account_pages",
    "DROP INDEX speakers_by_quotes",
    "ALTER TABLE speakers DROP COLUMN quotes",
    "DROP INDEX articles_by_outlet_and_story",
    "DROP TABLE article_speakers",
    "DROP TABLE speaker_letters",
    "DROP INDEX articles_of_outlet",
    "DROP INDEX revisions_by_url",
)
"""What makes an archive one of before its articles were found by the letters of the speakers they quote."""
BEFORE_STATEMENTS = (
    *BEFORE_SPEAKERS,
    "DROP TABLE statements",
    "CREATE TABLE article_standings (standing TEXT, article INTEGER, story INTEGER)",
)
"""What makes an archive one of before its statements were counted as they are shown."""


class TestSteps:
    def test_the_newest_step_is_known_without_alembic(self) -> None:
        config = Config()
        config.set_main_option("script_location", "twosource:store/migrations")
        config.set_main_option("path_separator", "os")
        assert ScriptDirectory.from_config(config).get_heads() == [schema.NEWEST]

    def test_the_steps_lead_to_the_tables_of_the_program(self, archive: Path) -> None:
        with sqlite.connect(archive).connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_object": _is_ours})
            assert compare_metadata(context, metadata) == []

    def test_an_archive_of_the_first_version_is_brought_up_to_date(self, archive: Path) -> None:
        write_to(
            archive,
            "DROP TABLE article_search",
            "DROP VIEW searchable",
            "DROP TABLE followed_pages",
            *BEFORE_STATEMENTS,
            "UPDATE alembic_version SET version_num = '0001'",
        )
        store = open_store(archive)
        assert store.article("a") == rich("a")
        assert [hit.article for hit in store.search("council friday").hits] == ["a"]
        store.add_articles([written("b")], MORNING)
        assert store.search("harbour").total == 1
        assert store.search("", SearchFilter(speaker="brek")).total == 1
        assert [one.quotes for one in store.speakers()] == [1]
        store.close()

    def test_accounts_of_before_are_counted_anew(self, tmp_path: Path) -> None:
        path = tmp_path / "archive.db"
        store = open_store(path)
        made = account(*story_of_two(store))
        twice = replace(made, claims=(*made.claims, replace(made.claims[0], id="c2")))
        store.record_comparison("s1", twice, [], MORNING)
        counted = store.story("s1")
        store.close()
        wrong = "UPDATE stories SET standings = '{\"disputed\": 2}'"
        write_to(path, *BEFORE_STATEMENTS, wrong, "UPDATE alembic_version SET version_num = '0003'")
        store = open_store(path)
        assert counted is not None
        assert store.story("s1") == counted
        assert counted.standings == {"corroborated": 1, "single_source": 1}
        assert [one.story.id for one in store.stories(SearchFilter(standing="corroborated"))] == ["s1"]
        assert store.stories(SearchFilter(standing="disputed")) == ()
        assert {hit.article for hit in store.search("", SearchFilter(standing="single_source")).hits} == {"a"}
        ties = store.outlet_ties("Skerry Post")
        assert ties is not None
        assert ties.standings == counted.standings
        store.close()

    def test_claims_of_before_are_given_their_statements(self, tmp_path: Path) -> None:
        path = tmp_path / "archive.db"
        store = open_store(path)
        made = account(*story_of_two(store))
        twice = replace(made, claims=(*made.claims, replace(made.claims[0], id="c2")))
        store.record_comparison("s1", twice, [], MORNING)
        rows = list(store.rows("claims"))
        store.close()
        assert {(row["claim"], row["statement"]) for row in rows} >= {("c2", made.claims[0].id)}
        write_to(path, *BEFORE_CLAIM_STATEMENTS, "UPDATE alembic_version SET version_num = '0007'")
        store = open_store(path)
        assert list(store.rows("claims")) == rows
        store.close()

    def test_an_empty_first_version_is_brought_up_to_date(self, tmp_path: Path) -> None:
        path = tmp_path / "archive.db"
        engine = sqlite.connect(path)
        with engine.connect().execution_options(**sqlite.WRITE) as connection, connection.begin():
            schema.upgrade(connection, "0001")
        engine.dispose()
        store = open_store(path)
        assert store.add_articles([rich("a")], MORNING) == 1
        assert store.search("council").total == 1
        store.close()

    def test_a_step_that_fails_leaves_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(_connection: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(sqlite, "mark_as_archive", fail)
        path = tmp_path / "archive.db"
        with pytest.raises(KeyboardInterrupt):
            open_store(path)
        monkeypatch.undo()
        connection = sqlite3.connect(path)
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        connection.close()
        open_store(path).close()

    def test_how_the_file_is_kept(self, archive: Path) -> None:
        store = open_store(archive)
        store.close()
        with sqlite.connect(archive).connect() as connection:
            for name, value in (("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 1)):
                assert connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() == value
            assert sqlite.application_of(connection) == sqlite.APPLICATION


def _is_ours(_item: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:
    return kind != "table" or (
        name != "alembic_version" and not str(name).startswith(("article_search", "article_speakers"))
    )
