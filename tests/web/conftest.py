"""The site over two archives, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.build import archive, hostile_archive
from twosource.store import Store
from twosource.web.app import create_app

ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = archive(tmp_path_factory.mktemp("archive"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def client(store: Store) -> TestClient:
    """A visitor of the site; nothing is changed through it."""
    return TestClient(create_app(store), base_url=ADDRESS)


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[tuple[TestClient, Store]]:
    """A visitor of a site of their own, and its archive."""
    opened = archive(tmp_path)
    yield TestClient(create_app(opened), base_url=ADDRESS), opened
    opened.close()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    opened = hostile_archive(tmp_path_factory.mktemp("hostile"))
    yield TestClient(create_app(opened), base_url=ADDRESS)
    opened.close()
