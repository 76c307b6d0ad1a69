"""What the whole suite shares: a server on this machine, and settings. Property tests draw the same examples each time,
so that a run can be repeated; `HYPOTHESIS_PROFILE=explore` draws new ones, and more of them."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.fetch.local_server import Server

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()
