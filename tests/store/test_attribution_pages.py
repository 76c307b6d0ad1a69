"""Attributions by page: the newest article first, and each speaker's own."""

from pathlib import Path

from tests.report.invented import lock_gate
from tests.store.build import MORNING, rich
from twosource.model.archive import SearchFilter
from twosource.store import open_store


def test_pages_are_the_rows_of_the_table_newest_first(tmp_path: Path) -> None:
    store = open_store(tmp_path / "archive.db")
    store.add_articles([*lock_gate().articles, rich()], MORNING)
    whole = store.attributions(limit=200)
    assert sorted(map(repr, whole)) == sorted(map(repr, store.rows("attributions")))
    days = [row["published"][:10] for row in whole]
    assert days == sorted(days, reverse=True)
    paged = [row for offset in range(0, len(whole), 3) for row in store.attributions(limit=3, offset=offset)]
    assert paged == list(whole)
    assert store.attributions(limit=0) == store.attributions(offset=len(whole)) == ()
    store.close()


def test_a_speaker_narrows_to_their_own(tmp_path: Path) -> None:
    store = open_store(tmp_path / "archive.db")
    store.add_articles([*lock_gate().articles, rich()], MORNING)
    found = store.attributions(SearchFilter(speaker="BRAND"))
    assert {row["speaker"] for row in found} == {"Ida Brandvold"}
    assert [row["article"] for row in store.attributions(SearchFilter(speaker="brand", outlet="canal post"))] == [
        "post"
    ]
    assert store.attributions(SearchFilter(speaker="%")) == ()
    store.close()
