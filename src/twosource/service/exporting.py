"""The archive's tables into files."""

import os
from pathlib import Path

from twosource.model.archive import SearchFilter
from twosource.model.tables import TableName
from twosource.report.tables import TableFormat, write_table
from twosource.store.interface import Store


def export_table(
    store: Store, table: TableName, file: Path, format: TableFormat, where: SearchFilter | None = None
) -> int:
    """Writes the table's rows to the file and gives back how many; the file is there only when all of it is written.
    Raises OSError where it cannot be."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with beside.open("wb") as stream:
            count = write_table(table, store.rows(table, where), stream, format)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return count
