"""Taking turns with other processes that write to the same archive."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.store.interface import Store

PATIENCE = 600.0
"""Seconds an ingest waits for its turn: another may be comparing big stories."""
_BREATH = 0.05
"""Seconds between two turns, more than twice as long as others that wait look for theirs."""


@contextmanager
def turn(store: "Store") -> Iterator[None]:
    """Holds the right to write for one part of a long piece of work, and leaves it to others for a moment afterwards;
    StoreBusy where another process keeps it for ten minutes."""
    with store.writing(PATIENCE):
        yield
    time.sleep(_BREATH)
