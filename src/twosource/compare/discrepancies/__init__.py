"""Where reports differ: one file a kind, looked for inside claims, between edited sentences and in shared quotes."""

from twosource.compare.discrepancies.find import find_discrepancies

__all__ = ["find_discrepancies"]
