"""Several writers at one archive: each goes on from where the others left it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.made_reports import NOW, annotate_lightly, write_reports
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.service.archive import open_archive
from twosource.service.placing import ArticlePlacer
from twosource.service.progress import Step
from twosource.service.reading import read_sources
from twosource.service.updating import AccountUpdater
from twosource.store.interface import Store


@pytest.fixture
def articles(tmp_path: Path) -> list[AnnotatedArticle]:
    """In published order, each once."""
    write_reports(tmp_path / "reports.jsonl", 60)
    read = [one for one in read_sources([str(tmp_path / "reports.jsonl")]) if isinstance(one, Article)]
    distinct = {article.id: article for article in read}.values()
    return list(annotate_lightly(sorted(distinct, key=lambda article: (article.published or "", article.id))))


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Store, Store, Store]]:
    shared = tmp_path / "shared.db"
    opened = open_archive(shared), open_archive(shared), open_archive(tmp_path / "alone.db")
    yield opened
    for store in opened:
        store.close()


def _placer(store: Store, told: list[Step] | None = None) -> ArticlePlacer:
    return ArticlePlacer(store, lambda: NOW, (told if told is not None else []).append)


def _placements(store: Store) -> list[tuple[str, str, str]]:
    return [
        (placement.article, story.story.id, placement.reason)
        for story in store.stories(limit=1000)
        for placement in story.story.placements
    ]


def test_placers_take_up_what_the_other_placed(
    articles: list[AnnotatedArticle], stores: tuple[Store, Store, Store]
) -> None:
    first, second, alone = stores
    placers = _placer(first), _placer(second)
    for start in range(0, len(articles), 7):
        number = start // 7 % 2
        stores[number].add_articles(articles[start : start + 7], NOW)
        placers[number].place()
    alone.add_articles(articles, NOW)
    _placer(alone).place()
    assert _placements(first) == _placements(alone)
    assert first.finder_state() == alone.finder_state()


def test_steps_end_at_their_total(articles: list[AnnotatedArticle], stores: tuple[Store, Store, Store]) -> None:
    alone, told = stores[2], list[Step]()
    alone.add_articles(articles, NOW)
    _placer(alone, told).place()
    assert told[-1] == Step("placing", len(articles), len(articles))
    waiting = alone.waiting_count()
    AccountUpdater(alone, lambda: NOW, told.append).update()
    assert told[-1] == Step("comparing", waiting, waiting)
    assert alone.waiting_count() == 0
