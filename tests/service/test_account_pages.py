"""Accounts kept rendered: the same page as rendered anew, and never one of another account or another version."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.report.invented import crowded, lock_gate
from tests.store.build import EVENING, MORNING, placed
from twosource.model.comparison import Comparison
from twosource.report import account_parts
from twosource.service import account_pages as kept
from twosource.service import updating
from twosource.service.account_pages import account_pages, kept_parts, made_by, rendered_parts
from twosource.store import Store, open_store
from twosource.web.app import create_app


@pytest.fixture(autouse=True)
def every_account_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FEWEST_CLAIMS", 1)


def archive(path: Path, account: Comparison) -> Store:
    store = open_store(path)
    store.add_articles(account.articles, MORNING)
    ids = [one.article.id for one in account.articles]
    store.record_placements([placed(one, "s1", opened=one == ids[0]) for one in ids], time=MORNING)
    return store


@pytest.mark.parametrize("account", [lock_gate(), crowded()], ids=["plain", "hostile"])
@pytest.mark.parametrize("excerpts", [False, True])
def test_a_kept_page_is_the_page(tmp_path: Path, account: Comparison, excerpts: bool) -> None:
    pages = []
    for name, kept_ones in (("with", account_pages(account)), ("without", ())):
        store = archive(tmp_path / name, account)
        store.record_comparison("s1", account, [], EVENING, kept_ones)
        assert (kept_parts(store, "s1", excerpts=excerpts) is not None) == (name == "with")
        client = TestClient(create_app(store), base_url="http://127.0.0.1:8000", cookies={"twosource_form": "x" * 32})
        pages.append(client.get(f"/stories/s1{'?excerpts=1' * excerpts}").text)
        store.close()
    assert pages[0] == pages[1]
    assert account.articles[0].article.id


def test_one_of_another_version_is_not_shown(tmp_path: Path) -> None:
    account = lock_gate()
    store = archive(tmp_path / "archive", account)
    old = [replace(page, made_by="older") for page in account_pages(account)]
    store.record_comparison("s1", account, [], EVENING, old)
    assert kept_parts(store, "s1") is None
    store.record_comparison("s1", account, [], EVENING, account_pages(account))
    assert kept_parts(store, "s1") == rendered_parts(account)
    assert kept_parts(store, "s1", 1) is None, "an earlier account has no page"
    store.close()


def test_small_accounts_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FEWEST_CLAIMS", 10_000)
    assert account_pages(lock_gate()) == ()


def test_versions_are_told_apart() -> None:
    assert len(made_by()) == 24
    assert made_by() == made_by.__wrapped__()


def test_an_account_whose_page_fails_is_kept_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("no such sign")

    monkeypatch.setattr(account_parts, "account_parts", fails)
    account = lock_gate()
    monkeypatch.setattr(updating, "compare", lambda _: account)
    store = archive(tmp_path / "archive", account)
    counts = updating.AccountUpdater(store, lambda: EVENING, lambda _: None).update()
    assert counts.accounts == 1
    assert store.comparison("s1") == account
    assert store.account_page("s1") is None
    assert "no such sign" in caplog.text
    store.close()


def test_an_account_is_kept_with_its_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = lock_gate()
    monkeypatch.setattr(updating, "compare", lambda _: account)
    store = archive(tmp_path / "archive", account)
    updating.AccountUpdater(store, lambda: EVENING, lambda _: None).update()
    assert kept_parts(store, "s1") == rendered_parts(account)
    assert kept_parts(store, "s1", excerpts=True) == rendered_parts(account, excerpts=True)
    store.close()
