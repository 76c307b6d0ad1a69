"""Servers and time for the tests of fetching."""

from collections.abc import Iterator

import pytest

from tests.fetch.fake_clock import FakeClock
from tests.fetch.local_server import Server


@pytest.fixture
def other() -> Iterator[Server]:
    """A second host."""
    running = Server("127.0.0.2")
    yield running
    running.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()
