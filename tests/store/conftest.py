"""The stores that are held to the contract."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from twosource.store import Store, open_store

STORES: dict[str, Callable[[Path], Store]] = {"sqlite": lambda folder: open_store(folder / "archive.db")}


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()
