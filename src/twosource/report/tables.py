"""Rows of the archive's tables as files: JSON Lines, CSV and Parquet, written as they come.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and what a report says is not ours to
run: in CSV every text that begins with one of these (white space before it or not, full-width forms too) or with a tab
or a carriage return gets an apostrophe in front, which spreadsheets do not show (OWASP, "CSV Injection"). Numbers stay
numbers. JSON Lines and Parquet hold texts as they are."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO, Literal

from twosource.model.span import Span
from twosource.model.tables import TABLES, Column, TableName

TableFormat = Literal["jsonl", "csv", "parquet"]
Row = Mapping[str, Any]

ROWS_OF_GROUP = 5_000
CHARACTERS_OF_GROUP = 16_000_000
"""A row group of a Parquet file ends with whichever comes first; so much is held in memory."""

_FORMULA = re.compile(r"[\t\r]|\s*[=+\-@＝＋－＠]")
_UNWRITABLE = re.compile("[\ud800-\udfff]")


def write_table(table: TableName, rows: Iterable[Row], stream: BinaryIO, format: TableFormat) -> int:
    """Writes the rows to the stream in the order they come and gives back how many; memory does not grow with them.

    The columns are those of `model.tables`, whatever the rows; a row without one of them is a KeyError. Half of a
    surrogate pair, which no encoding has, is written as U+FFFD. JSON Lines: UTF-8, spans as `{"start": …, "end": …}`.
    CSV: RFC 4180 in UTF-8 with a head line, spans as "12-57 80-93", several texts separated by "; ", None as nothing,
    formulas disarmed as above. Parquet: one schema for the table even without rows, row groups of at most 5,000."""
    return _WRITERS[format](TABLES[table], rows, stream)


def _write_json_lines(columns: Sequence[Column], rows: Iterable[Row], stream: BinaryIO) -> int:
    count = 0
    for row in rows:
        count += 1
        values = {column.name: _value(column, row[column.name]) for column in columns}
        stream.write(json.dumps(values, ensure_ascii=False, allow_nan=False).encode() + b"\n")
    return count


def _write_csv(columns: Sequence[Column], rows: Iterable[Row], stream: BinaryIO) -> int:
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    count = 0

    def flush() -> None:
        stream.write(line.getvalue().encode())
        line.seek(0)
        line.truncate()

    writer.writerow([column.name for column in columns])
    flush()
    for row in rows:
        count += 1
        writer.writerow([_cell(column, _value(column, row[column.name])) for column in columns])
        flush()
    return count


def _write_parquet(columns: Sequence[Column], rows: Iterable[Row], stream: BinaryIO) -> int:
    import pyarrow as arrow
    from pyarrow import parquet

    schema = _schema(columns)
    count = 0
    group: list[dict[str, Any]] = []
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:

        def flush() -> None:
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))
            group.clear()

        size = 0
        for row in rows:
            count += 1
            values = {column.name: _value(column, row[column.name]) for column in columns}
            group.append(values)
            size += sum(len(value) for value in values.values() if isinstance(value, str))
            if len(group) == ROWS_OF_GROUP or size >= CHARACTERS_OF_GROUP:
                flush()
                size = 0
        if group:
            flush()
    return count


def _schema(columns: Sequence[Column]) -> Any:
    import pyarrow as arrow

    types = {
        "text": arrow.string(),
        "texts": arrow.list_(arrow.string()),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "spans": arrow.list_(arrow.struct([("start", arrow.int64()), ("end", arrow.int64())])),
    }
    return arrow.schema([arrow.field(c.name, types[c.type], metadata={"meaning": c.meaning}) for c in columns])


_WRITERS: dict[TableFormat, Callable[[Sequence[Column], Iterable[Row], BinaryIO], int]] = {
    "jsonl": _write_json_lines,
    "csv": _write_csv,
    "parquet": _write_parquet,
}


def _value(column: Column, value: Any) -> Any:
    """The value in plain types; None stays None."""
    if value is None:
        return None
    if column.type == "text":
        return _UNWRITABLE.sub("\ufffd", value)
    if column.type == "texts":
        return [_UNWRITABLE.sub("\ufffd", text) for text in value]
    if column.type == "spans":
        return [{"start": span.start, "end": span.end} for span in map(_span, value)]
    return value


def _span(value: Any) -> Span:
    return value if isinstance(value, Span) else Span(*value)


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.type == "boolean":
        return "true" if value else "false"
    if column.type == "spans":
        return " ".join(f"{span['start']}-{span['end']}" for span in value)
    if column.type in ("integer", "number"):
        return repr(value)
    text = "; ".join(value) if column.type == "texts" else str(value)
    return f"'{text}" if _FORMULA.match(text) else text
