"""A site and an archive for what follows feeds: nothing is annotated there, so that the tests are quick."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.service.made_reports import annotate_lightly
from twosource.service.archive import open_archive
from twosource.store.interface import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_archive(tmp_path / "archive.db")
    with patch("twosource.service.storing.annotate_many", annotate_lightly):
        yield opened
    opened.close()
