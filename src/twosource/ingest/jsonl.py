"""Files that hold a report a line (JSON Lines), or one JSON value with one report or many."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from twosource.ingest.decode import Undecodable, decode
from twosource.ingest.limits import LARGEST_RECORD
from twosource.ingest.record import read_record
from twosource.model.article import Article, Rejection


def read_json_lines(data: bytes, *, name: str, first: int = 1) -> Iterator[Article | Rejection]:
    """The report of each line in order; a line that cannot be read is one Rejection, named "file.jsonl:17". `first` is
    the number of the first line, where `data` is a later part of a file."""
    number = 0
    for number, line in enumerate(_lines(data), start=first):
        if not line.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        document = f"{name}:{number}"
        if len(line) > LARGEST_RECORD:
            yield Rejection(document, "too_large", f"the line is longer than {LARGEST_RECORD // 2**20} MB")
            continue
        decoded = decode(line)
        if isinstance(decoded, Undecodable):
            yield Rejection(document, decoded.reason, decoded.detail)
        else:
            yield from _read_text(decoded.text, document=document)


def read_json(text: str, *, name: str) -> Iterator[Article | Rejection]:
    """The reports of one JSON value: an object, a list of them (named "file.json[3]"), or an object with a list under
    `articles`."""
    yield from _read_text(text, document=name)


def _lines(data: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield data[start:end]
        start = end + 1


def _read_text(text: str, *, document: str) -> Iterator[Article | Rejection]:
    try:
        value = json.loads(text)
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data" and _is_whole_line(text, error.pos):
            yield from read_json_lines(text.encode("utf-8", "surrogatepass"), name=document)
            return
        detail = (
            f"{error.msg} at character {error.pos}" if isinstance(error, json.JSONDecodeError) else str(error)[:200]
        )
        yield Rejection(document, "broken_json", f"this is not valid JSON: {detail}")
    except RecursionError:
        yield Rejection(document, "broken_json", "this JSON is nested too deeply to be a report")
    else:
        yield from _read_value(value, document=document)


def _is_whole_line(text: str, end: int) -> bool:
    """Whether the first JSON value ends where a line of several lines does."""
    return "\n" in text[max(0, end - 2) : end] and text[:1] == "{"


def _read_value(value: Any, *, document: str) -> Iterator[Article | Rejection]:
    listed = value.get("articles") if isinstance(value, Mapping) else value
    if isinstance(listed, list) and listed:
        for position, record in enumerate(listed):
            yield read_record(record, document=f"{document}[{position}]")
    else:
        yield read_record(value, document=document)
