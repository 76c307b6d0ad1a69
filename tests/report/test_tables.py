"""Rows of the archive's tables as files."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.model.span import Span
from twosource.model.tables import TABLES, TableName
from twosource.report import tables
from twosource.report.tables import TableFormat, write_table

FORMATS: tuple[TableFormat, ...] = ("jsonl", "csv", "parquet")


def row(table: TableName, **values: Any) -> dict[str, Any]:
    return {column.name: None for column in TABLES[table]} | values


def written(table: TableName, rows: list[dict[str, Any]], format: TableFormat) -> bytes:
    stream = io.BytesIO()
    assert write_table(table, iter(rows), stream, format) == len(rows)
    return stream.getvalue()


def cells(table: TableName, rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(table, rows, "csv").decode(), newline="")))


SAID = row(
    "attributions",
    article="a1",
    outlet="The Post",
    revision=2,
    negated=True,
    score=0.25,
    source="the clerk",
    source_spans=[Span(4, 13), Span(20, 22)],
    content="“No, … it is shut”",
    content_spans=((30, 40),),
)


@pytest.mark.parametrize("table", list(TABLES))
@pytest.mark.parametrize("format", FORMATS)
def test_a_table_without_rows_still_has_its_columns(table: TableName, format: TableFormat) -> None:
    data = written(table, [], format)
    names = [column.name for column in TABLES[table]]
    if format == "jsonl":
        assert data == b""
    elif format == "csv":
        assert data.decode() == ",".join(names) + "\r\n"
    else:
        assert parquet.read_table(io.BytesIO(data)).column_names == names


def test_json_lines_hold_the_values() -> None:
    (line,) = written("attributions", [SAID], "jsonl").decode().splitlines()
    found = json.loads(line)
    assert list(found) == [column.name for column in TABLES["attributions"]]
    assert (found["article"], found["negated"], found["score"], found["story"]) == ("a1", True, 0.25, None)
    assert found["source_spans"] == [{"start": 4, "end": 13}, {"start": 20, "end": 22}]


def test_csv_holds_the_values_as_text() -> None:
    (found,) = cells("attributions", [SAID])
    assert found["source_spans"] == "4-13 20-22"
    assert (found["negated"], found["score"], found["revision"], found["story"]) == ("true", "0.25", "2", "")
    (article,) = cells("articles", [row("articles", credits=["AVN", "Meridian Wire"], text="two\nlines, “quoted”")])
    assert (article["credits"], article["text"]) == ("AVN; Meridian Wire", "two\nlines, “quoted”")


def test_parquet_holds_the_values_in_their_types() -> None:
    table = parquet.read_table(io.BytesIO(written("attributions", [SAID], "parquet")))
    (found,) = table.to_pylist()
    assert found["source_spans"] == [{"start": 4, "end": 13}, {"start": 20, "end": 22}]
    assert (found["negated"], found["score"], found["revision"], found["story"]) == (True, 0.25, 2, None)
    assert table.schema.field("speaker").metadata[b"meaning"] == b"name of the resolved speaker"


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        " =1+1",
        "\t=1",
        "\rx",
        "\n=1",
        "＝1+1",
        "\u00a0=1",
        '=HYPERLINK("http://x")',
        "-",
    ],
)
def test_no_cell_of_a_spreadsheet_is_a_formula(words: str) -> None:
    (found,) = cells("articles", [row("articles", title=words, credits=[words])])
    assert found["title"] == f"'{words}"
    assert found["credits"].startswith("'")


def test_numbers_are_no_formulas() -> None:
    (found,) = cells("claims", [row("claims", mention=-1, start=-5)])
    assert (found["mention"], found["start"]) == ("-1", "-5")


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_any_text_can_be_written(words: str) -> None:
    one = row("origins", name=words, outlets=[words], mentions=1)
    assert json.loads(written("origins", [one], "jsonl"))["name"] == words
    (found,) = parquet.read_table(io.BytesIO(written("origins", [one], "parquet"))).to_pylist()
    assert (found["name"], found["outlets"]) == (words, [words])
    assert cells("origins", [one])[0]["name"].removeprefix("'") in (words, words.removeprefix("'"))


@pytest.mark.parametrize("format", FORMATS)
def test_half_of_a_surrogate_pair_does_not_stop_the_export(format: TableFormat) -> None:
    assert "\ufffd".encode() in written("articles", [row("articles", title="a\ud800b", credits=["\udfff"])], format)


def test_a_row_without_a_column_is_an_error() -> None:
    with pytest.raises(KeyError, match="outlet"):
        write_table("articles", [{"article": "a"}], io.BytesIO(), "jsonl")


def test_parquet_is_written_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROWS_OF_GROUP", 10)
    monkeypatch.setattr(tables, "CHARACTERS_OF_GROUP", 100)
    held: list[int] = []

    def rows() -> Iterator[dict[str, Any]]:
        for number in range(25):
            held.append(number)
            yield row("articles", article=f"a{number}", text="x" * (90 if number > 19 else 1))

    stream = io.BytesIO()
    assert write_table("articles", rows(), stream, "parquet") == 25
    file = parquet.ParquetFile(stream)
    sizes = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
    assert sizes == [10, 10, 2, 2, 1]
    assert file.read().column("article").to_pylist() == [f"a{number}" for number in held]
