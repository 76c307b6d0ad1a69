"""What is in memory stays in step with the archive when the archive undoes a transaction."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tests.service.made_reports import NOW, annotate_lightly, write_reports
from twosource.errors import StoreError
from twosource.model.article import Article, Rejection
from twosource.service.archive import open_archive
from twosource.service.placing import ArticlePlacer
from twosource.service.progress import unobserved
from twosource.service.reading import read_sources
from twosource.service.storing import DocumentStorer
from twosource.store.interface import Store


@pytest.fixture
def documents(tmp_path: Path) -> list[Article | Rejection]:
    write_reports(tmp_path / "reports.jsonl", 240)
    return list(read_sources([str(tmp_path / "reports.jsonl")]))


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    opened = open_archive(tmp_path / "undisturbed.db"), open_archive(tmp_path / "disturbed.db")
    with patch("twosource.service.storing.annotate_many", annotate_lightly):
        yield opened
    for store in opened:
        store.close()


def _now() -> str:
    return NOW


def _store(store: Store, documents: list[Article | Rejection]) -> None:
    DocumentStorer(store, _now, unobserved, 1).store(documents)


class Failing:
    """Calls what it stands for and then, the second time, fails as a full disk does: all of it is undone."""

    def __init__(self, real: Callable[..., Any], error: BaseException) -> None:
        self._real = real
        self._error = error
        self._calls = 0

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        result = self._real(*arguments, **named)
        self._calls += 1
        if self._calls == 2:
            raise self._error
        return result


@pytest.mark.parametrize("error", [StoreError("the disk is full"), KeyboardInterrupt()])
@pytest.mark.parametrize("method", ["record_placements", "add_events"])
def test_placing_goes_on_as_if_nothing_had_failed(
    stores: tuple[Store, Store], documents: list[Article | Rejection], method: str, error: BaseException
) -> None:
    undisturbed, disturbed = stores
    for store in stores:
        _store(store, documents)
    ArticlePlacer(undisturbed, _now, unobserved).place()
    placer = ArticlePlacer(disturbed, _now, unobserved)
    with patch.object(disturbed, method, Failing(getattr(disturbed, method), error)), pytest.raises(type(error)):
        placer.place()
    assert placer.counts.placed == 100, "the first transaction stays, the second is undone"
    assert placer.place().placed == undisturbed.article_count()
    assert list(disturbed.placed_since(0)) == list(undisturbed.placed_since(0))
    assert disturbed.finder_state() == undisturbed.finder_state()
    assert disturbed.copies() == undisturbed.copies()


def test_a_failure_while_catching_up_places_nothing_twice(
    stores: tuple[Store, Store], documents: list[Article | Rejection]
) -> None:
    undisturbed, disturbed = stores
    for store in stores:
        _store(store, documents)
    ArticlePlacer(undisturbed, _now, unobserved).place()
    waiting = ArticlePlacer(disturbed, _now, unobserved)
    ArticlePlacer(disturbed, _now, unobserved).place_waiting()
    placed = disturbed.placed_since

    def break_off(seen: int) -> Iterator[Any]:
        for number, one in enumerate(placed(seen)):
            if number == 40:
                raise StoreError("the disk is gone")
            yield one

    with patch.object(disturbed, "placed_since", break_off), pytest.raises(StoreError):
        waiting.place()
    waiting.place()
    assert disturbed.finder_state() == undisturbed.finder_state()


def test_documents_that_were_not_stored_can_be_given_again(
    stores: tuple[Store, Store], documents: list[Article | Rejection]
) -> None:
    undisturbed, disturbed = stores
    _store(undisturbed, documents)
    storer = DocumentStorer(disturbed, _now, unobserved, 1)
    failing = Failing(disturbed.add_articles, StoreError("the disk is full"))

    def add_nothing(*arguments: Any) -> int:
        with disturbed.batch():
            return int(failing(*arguments))

    with patch.object(disturbed, "add_articles", add_nothing), pytest.raises(StoreError):
        storer.store(documents)
    assert disturbed.article_count() == 32
    storer.store(documents)
    assert disturbed.article_count() == undisturbed.article_count()
    assert disturbed.revised_articles() == undisturbed.revised_articles()
