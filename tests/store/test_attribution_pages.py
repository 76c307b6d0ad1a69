"""Attributions by page: the newest article first, and each speaker's own."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.report.invented import lock_gate
from tests.store.build import MORNING, rich
from twosource.errors import BadQuery
from twosource.model.archive import AttributionKey, SearchFilter
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


def test_all_are_walked_by_the_one_given_last(tmp_path: Path) -> None:
    store = open_store(tmp_path / "archive.db")
    dated = [*lock_gate().articles, rich("a"), rich("b")]
    undated = [replace(one, article=replace(one.article, published=None)) for one in (rich("c"), rich("d"))]
    store.add_articles([*dated, *undated], MORNING)
    whole = store.attributions(limit=200)
    assert {"c", "d"} <= {row["article"] for row in whole[-2:]}
    walked = list(store.attributions(limit=2))
    while page := store.attributions(limit=2, after=AttributionKey(walked[-1]["article"], walked[-1]["attribution"])):
        walked += page
    assert walked == list(whole)
    for number, row in enumerate(whole, 1):
        after = AttributionKey(row["article"], row["attribution"])
        assert store.attributions(limit=200, after=after) == whole[number:]
    mine = SearchFilter(speaker="brek")
    (*_, last) = store.attributions(mine, limit=1)
    rest = store.attributions(mine, after=AttributionKey(last["article"], last["attribution"]))
    assert (last, *rest) == store.attributions(mine)
    store.close()


def test_a_walk_goes_on_behind_what_is_gone(tmp_path: Path) -> None:
    store = open_store(tmp_path / "archive.db")
    store.add_articles([*lock_gate().articles, rich("a"), rich("b")], MORNING)
    whole = store.attributions(limit=200)
    gone = AttributionKey(whole[0]["article"], "q99")
    following = [row for row in whole if row["article"] != whole[0]["article"]]
    assert list(store.attributions(limit=200, after=gone)) == following
    with pytest.raises(BadQuery, match="no article"):
        store.attributions(after=AttributionKey("nowhere", "q1"))
    store.close()
