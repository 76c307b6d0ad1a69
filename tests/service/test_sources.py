"""Reading what the user names: each bad document is a Rejection with its reason, and the others are still read."""

import gzip
import json
from pathlib import Path

import pytest

from twosource.model.article import Article, Rejection
from twosource.service import bundled_examples, read_sources
from twosource.service.meter import Meter
from twosource.service.reading import files_of

REPORT = "The harbour of Ostvik was closed on Monday after a storm tore a crane from its rails, the authority said.\n"


def _one(path: Path) -> Article | Rejection:
    documents = list(read_sources([str(path)]))
    assert len(documents) == 1
    return documents[0]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n\t ", "empty"),
        ("word.txt", b"Harbour", "too_short"),
        ("picture.txt", bytes(range(256)) * 40, "binary"),
        ("long.txt", REPORT.encode() * (50 * 2**20 // len(REPORT)), "too_large"),
        ("cut.json", b'{"title": "Harbour clo', "broken_json"),
        ("ours.json", b'{"colour": "blue"}', "not_an_article"),
        ("bare.html", b"<html><head><title>x</title></head><body><nav>Home</nav></body></html>", "no_article"),
    ],
)
def test_bad_document_is_rejected_with_its_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    document = _one(tmp_path / name)
    assert isinstance(document, Rejection)
    assert document.reason == reason
    assert name in document.document
    assert len(document.detail) > 10


def test_missing_file_and_empty_folder(tmp_path: Path) -> None:
    documents = list(read_sources([str(tmp_path / "none.txt"), str(tmp_path)]))
    assert [d.reason for d in documents if isinstance(d, Rejection)] == ["missing_file", "empty_folder"]


def test_hostile_names_are_rejections_too() -> None:
    documents = list(read_sources(["\x00", "a" * 5000, "https://", "http://[", "http://127.0.0.1:1/x"]))
    assert all(isinstance(document, Rejection) for document in documents)
    assert len(documents) == 5


def test_one_bad_line_loses_nothing_else(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "a", "text": REPORT}), "{", json.dumps({"id": "b", "text": REPORT, "mood": "calm"})]
    (tmp_path / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    first, bad, last = read_sources([str(tmp_path / "reports.jsonl")])
    assert isinstance(first, Article)
    assert isinstance(bad, Rejection)
    assert bad.document.endswith("reports.jsonl:2")
    assert isinstance(last, Article)
    assert last.extra["mood"] == "calm"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_character_sets(tmp_path: Path, encoding: str) -> None:
    text = "The café’s owner, José Núñez, said on Monday: “We’re closing.” Neighbours said they would miss it.\n" * 3
    (tmp_path / "report.txt").write_bytes(text.encode(encoding))
    document = _one(tmp_path / "report.txt")
    assert isinstance(document, Article)
    assert document.text == text


def test_plain_file_is_named_after_itself_and_kept_letter_for_letter(tmp_path: Path) -> None:
    text = "International\r\n\r\nStorm closes harbour\r\n\r\n" + REPORT
    (tmp_path / "gazette.txt").write_bytes(text.encode())
    document = _one(tmp_path / "gazette.txt")
    assert isinstance(document, Article)
    assert (document.text, document.outlet, document.title) == (text, "gazette", "Storm closes harbour")


def test_standard_input_and_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "notes.bin"):
        (tmp_path / name).write_text(REPORT + name, encoding="utf-8")
    documents = list(read_sources(["-", str(tmp_path)], stdin=REPORT.encode()))
    assert [d.outlet for d in documents if isinstance(d, Article)] == ["standard input", "a", "b"]


def test_bundled_examples_are_complete() -> None:
    stories = bundled_examples()
    assert len(stories) >= 3
    assert all(3 <= len(reports) <= 5 for reports in stories.values())


def test_packed_lines_are_read(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(number), "text": REPORT}) for number in range(3)]
    (tmp_path / "reports.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    assert [d.id for d in read_sources([str(tmp_path)]) if isinstance(d, Article)] == ["0", "1", "2"]


def test_packed_lines_that_break_off_are_a_rejection(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(number), "text": REPORT + str(number)}) + "\n" for number in range(300))
    packed = gzip.compress(lines.encode())
    (tmp_path / "reports.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *_, last = read_sources([str(tmp_path / "reports.jsonl.gz")])
    assert isinstance(last, Rejection)
    assert last.reason == "unreadable_file"


def test_line_of_any_length_costs_itself_alone(tmp_path: Path) -> None:
    with (tmp_path / "reports.jsonl").open("wb") as file:
        for number in range(2):
            file.write(json.dumps({"id": str(number), "text": REPORT}).encode() + b"\n")
            file.write(b'{"text": "' + b"a" * (40 * 2**20) + b'"}\n')
    first, long, second, longer = read_sources([str(tmp_path / "reports.jsonl")])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(long, Rejection)
    assert isinstance(longer, Rejection)
    assert long.document.endswith("jsonl:2")
    assert longer.document.endswith("jsonl:4")
    assert long.reason == "too_large"


def test_lines_are_numbered_over_blocks(tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "text": REPORT * 5_000}) + "\n"
    (tmp_path / "reports.jsonl").write_text(line * 20 + "{\n", encoding="utf-8")
    *read, last = read_sources([str(tmp_path / "reports.jsonl")])
    assert len(read) == 20
    assert isinstance(last, Rejection)
    assert last.document.endswith("reports.jsonl:21")


def test_meter_tells_how_far_reading_has_come(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(REPORT, encoding="utf-8")
    meter = Meter()
    assert meter.share is None
    meter.expect(files_of(tmp_path))
    shares = [meter.share for _ in read_sources([str(tmp_path)], meter=meter)]
    assert shares == [0.25, 0.5, 0.75, 1.0]
