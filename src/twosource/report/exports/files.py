"""The exports of a comparison as files, by name."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from twosource.model.comparison import Comparison
from twosource.model.tables import TABLES, TableName
from twosource.report.exports.comparison_rows import comparison_rows
from twosource.report.exports.linked_data import comparison_linked_data
from twosource.report.exports.origins_graph import origins_graphml
from twosource.report.exports.timeline_json import timeline_json
from twosource.report.exports.web_annotations import comparison_annotations
from twosource.report.tables import TableFormat, write_table

ANNOTATIONS_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file: its name, media type, what reads it, and how it is made."""

    name: str
    media_type: str
    meaning: str
    render: Callable[[Comparison], bytes]


def _json(make: Callable[[Comparison], dict[str, Any]]) -> Callable[[Comparison], bytes]:
    return lambda comparison: (json.dumps(make(comparison), indent=1, allow_nan=False) + "\n").encode("ascii")


def _table(table: TableName, format: TableFormat) -> Callable[[Comparison], bytes]:
    def render(comparison: Comparison) -> bytes:
        stream = io.BytesIO()
        write_table(table, comparison_rows(comparison, table), stream, format)
        return stream.getvalue()

    return render


def _tables(format: TableFormat, media_type: str, meaning: str) -> list[ExportFile]:
    return [ExportFile(f"{table}.{format}", media_type, meaning, _table(table, format)) for table in TABLES]


_FILES = (
    ExportFile("annotations.jsonld", ANNOTATIONS_TYPE, "W3C Web Annotations", _json(comparison_annotations)),
    ExportFile("linked-data.jsonld", "application/ld+json", "schema.org", _json(comparison_linked_data)),
    ExportFile("timeline.json", "application/json", "TimelineJS", _json(timeline_json)),
    ExportFile(
        "origins.graphml",
        "application/graphml+xml",
        "Gephi, yEd, NetworkX",
        lambda comparison: origins_graphml(comparison).encode("utf-8"),
    ),
    *_tables("csv", "text/csv; charset=utf-8", "spreadsheets"),
    *_tables("parquet", "application/vnd.apache.parquet", "pandas, polars, DuckDB"),
)
EXPORT_FILES = {file.name: file for file in _FILES}
"""Every file a comparison can be exported as, by its name."""
