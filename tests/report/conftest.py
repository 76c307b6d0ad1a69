"""The invented comparisons, built once."""

import pytest

from tests.report.invented import crowded, lock_gate
from twosource.model.comparison import Comparison


@pytest.fixture(scope="session")
def small() -> Comparison:
    """Three reports with every part of a comparison filled."""
    return lock_gate()


@pytest.fixture(scope="session")
def hostile() -> Comparison:
    """Twelve outlets, fifty claims, hostile text everywhere."""
    return crowded()
