"""One document or story that cannot be worked on stops no other."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.service.made_reports import annotate_lightly
from twosource.errors import ModelMissing
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article, Rejection
from twosource.service.archive import ingest, open_archive
from twosource.service.isolation import annotate_each

TEXT = "The ferry Dora struck the pier at Ostvik on Monday. Nobody was hurt, the harbour master said."


def _articles(number: int) -> list[Article]:
    return [Article.from_text(f"{TEXT} Ship {n}.", id=str(n), outlet=f"Outlet {n}") for n in range(number)]


def _failing(articles: Iterable[Article], workers: int = 1) -> Iterator[AnnotatedArticle]:
    """Takes four articles at a time, as the real one does, and fails over every fifth."""
    batch: list[Article] = []
    stream = iter(articles)
    while batch := list(islice(stream, 4)):
        for article in batch:
            if int(article.id) % 5 == 3:
                raise ZeroDivisionError("a figure over nought")
            yield from annotate_lightly([article])


def test_the_document_that_fails_is_a_rejection_and_the_others_come_in_order() -> None:
    results = list(annotate_each(_articles(23), _failing))
    ids = [one.article.id if isinstance(one, AnnotatedArticle) else one.document for one in results]
    assert ids == [str(number) for number in range(23)]
    failed = [one for one in results if isinstance(one, Rejection)]
    assert [one.document for one in failed] == ["3", "8", "13", "18"]
    assert all(one.reason == "annotation_failed" and "ZeroDivisionError" in one.detail for one in failed)


def test_a_missing_model_is_no_fault_of_the_document() -> None:
    def missing(articles: Iterable[Article]) -> Iterator[AnnotatedArticle]:
        raise ModelMissing("install one")

    with pytest.raises(ModelMissing):
        list(annotate_each(_articles(3), missing))


def test_what_reading_raises_is_raised() -> None:
    def reading() -> Iterator[Article]:
        yield from _articles(2)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        list(annotate_each(reading(), annotate_lightly))


def test_ingest_goes_on_past_a_document_and_a_story_that_fail(tmp_path: Path) -> None:
    store = open_archive(tmp_path / "archive.db")
    try:
        with (
            patch("twosource.service.storing.annotate_many", _failing),
            patch("twosource.service.updating.compare", side_effect=IndexError("beyond the end")),
        ):
            report = ingest(store, _articles(10))
        assert report.stored.added == 8
        assert report.stored.rejected == {"annotation_failed": 2}
        assert store.waiting_count() == 0
        (story, *_) = store.stories()
        account = store.comparison(story.story.id)
        assert account is not None
        assert [notice.code for notice in account.notices] == ["comparison_failed"]
    finally:
        store.close()
