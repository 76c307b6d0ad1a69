"""What is kept between runs: one interface, a database behind it. Imports only the model."""

from twosource.store.interface import Store
from twosource.store.open import open_store

__all__ = ["Store", "open_store"]
