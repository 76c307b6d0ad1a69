"""The API over a small archive, asked by a client."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.api.archive import served
from twosource.store.interface import Store


@dataclass(frozen=True)
class Served:
    """A client of the API, and the archive behind it."""

    client: TestClient
    store: Store


@pytest.fixture(scope="session")
def readable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """For tests that only read."""
    with served(tmp_path_factory.mktemp("readable")) as (api, store):
        yield Served(TestClient(api, raise_server_exceptions=False), store)


@pytest.fixture
def writable(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as (api, store):
        yield Served(TestClient(api, raise_server_exceptions=False), store)


@pytest.fixture
def client(readable: Served) -> TestClient:
    return readable.client
