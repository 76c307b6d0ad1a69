"""Reading what the user named: files, folders, archives, standard input, addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from twosource.model.article import Article, Rejection
from twosource.service.meter import Meter

ARCHIVE_SUFFIXES = frozenset({".warc", ".warc.gz", ".warc.zst"})
LINE_SUFFIXES = frozenset({".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"})
"""Files with a report a line: read a block at a time, whatever their length."""
READABLE_SUFFIXES = (
    frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonld"})
    | ARCHIVE_SUFFIXES
    | LINE_SUFFIXES
)
"""What is read from a folder; a file named outright is read whatever its name."""

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes. Larger files are refused before they are read into memory; single reports have a lower limit of their own.
Files that are read piece by piece may be of any length."""
_BLOCK = 4 * 2**20
"""Bytes of whole lines taken from a file with a report a line."""
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_sources(
    names: Sequence[str], *, stdin: bytes | None = None, allow_private: bool = False, meter: Meter | None = None
) -> Iterator[Article | Rejection]:
    """The articles of files, folders, `.jsonl` files, WARC archives, `-` (the bytes of `stdin`) and http(s) URLs, in
    the order named and within a folder by path; what cannot be read comes as a Rejection in its place. Nothing is
    raised. The meter tells how far reading has come, and counts the records of web archives that are no pages."""
    meter = meter or Meter()
    for name in names:
        if name == "-":
            yield from _read(stdin or b"", "standard input")
        elif name.startswith(("http://", "https://")):
            yield from _read_url(name, allow_private=allow_private)
        else:
            yield from _read_path(Path(name), meter)


def files_of(path: Path) -> list[Path]:
    """The file itself, or what can be read of a folder, by path."""
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.rglob("*") if suffix_of(p) in READABLE_SUFFIXES and p.is_file())


def suffix_of(path: PurePath) -> str:
    """The file's suffix in small letters, with the one before it where the last only says how it is packed."""
    last = path.suffix.lower()
    return "".join(path.suffixes[-2:]).lower() if last in (".gz", ".zst") else last


def _read(
    data: bytes, name: str, media_type: str | None = None, url: str | None = None
) -> Iterator[Article | Rejection]:
    """The documents of `data`; a lone file that names no outlet is called after itself."""
    from twosource.ingest import read_document

    one_report = not url and not name.lower().endswith((".jsonl", ".ndjson"))
    for document in read_document(data, name=name, media_type=media_type, url=url):
        if one_report and isinstance(document, Article) and document.outlet is None:
            document = replace(document, outlet=PurePath(name).stem)
        yield document


def _read_url(url: str, *, allow_private: bool) -> Iterator[Article | Rejection]:
    from twosource.fetch.http import fetch_page

    page = fetch_page(url, allow_private=allow_private)
    if isinstance(page, Rejection):
        yield page
    else:
        yield from _read(page.content, page.url, page.media_type, page.url)


def _read_path(path: Path, meter: Meter) -> Iterator[Article | Rejection]:
    try:
        inside = files_of(path)
        if not inside:
            kinds = ".txt, .md, .html, .json, .jsonl or .warc"
            yield Rejection(str(path), "empty_folder", f"the folder holds no {kinds} file")
        elif path.is_dir():
            for file in inside:
                yield from _read_path(file, meter)
        elif not path.exists():
            yield Rejection(str(path), "missing_file", "there is no file or folder of this name")
        elif not path.is_file():
            yield Rejection(str(path), "not_a_file", "this is neither a file nor a folder")
        else:
            yield from _read_file(path, meter)
    except (OSError, EOFError, ValueError) as error:
        yield Rejection(str(path), "unreadable_file", f"the system would not read it: {error}")


def _read_file(path: Path, meter: Meter) -> Iterator[Article | Rejection]:
    suffix = suffix_of(path)
    if suffix in ARCHIVE_SUFFIXES:
        from twosource.ingest.warc import read_warc

        with meter.opened(path) as stream:
            yield from read_warc(stream, name=str(path), passed_over=meter.passed_over)
    elif suffix in LINE_SUFFIXES:
        yield from _read_lines(path, meter)
    elif path.stat().st_size > LARGEST_FILE:
        yield Rejection(str(path), "too_large", f"the file is larger than {LARGEST_FILE // 2**20} MB: split it")
    else:
        with meter.opened(path) as stream:
            data = stream.read()
        yield from _read(data, str(path))


def _read_lines(path: Path, meter: Meter) -> Iterator[Article | Rejection]:
    """The reports of a file with one a line, a block at a time; in UTF-16, whose lines end otherwise, as one block."""
    from gzip import GzipFile

    from twosource.ingest.jsonl import read_json_lines

    with meter.opened(path) as packed:
        stream = cast(BinaryIO, GzipFile(fileobj=packed)) if path.suffix.lower() == ".gz" else packed
        if stream.read(2) in _UTF_16_MARKS:
            stream.seek(0)
            yield from _read(stream.read(LARGEST_FILE), str(path))
            return
        stream.seek(0)
        empty = True
        for first, block in _blocks(stream):
            empty = empty and not block.strip()
            yield from read_json_lines(block, name=str(path), first=first)
        if empty:
            yield Rejection(str(path), "empty", "the file is empty")


def _blocks(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Whole lines by the block, each with the number of its first line. Of a line that is too long only as much is
    kept as shows that it is."""
    from twosource.ingest.limits import LARGEST_RECORD

    first, block, size = 1, list[bytes](), 0
    while line := stream.readline(LARGEST_RECORD + 2):
        rest = line
        while len(rest) > LARGEST_RECORD and not rest.endswith(b"\n"):
            rest = stream.readline(LARGEST_RECORD + 2)
        block.append(line if line.endswith(b"\n") else line + b"\n")
        size += len(line)
        if size >= _BLOCK:
            yield first, b"".join(block)
            first, block, size = first + len(block), [], 0
    yield first, b"".join(block)


def bundled_examples() -> dict[str, list[Article]]:
    """The invented stories that come with the package, by name: the reports of each in the order of their files."""
    stories = {}
    with as_file(files("twosource") / "examples") as folder:
        for story in sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("_")):
            sources = [str(p) for p in sorted(story.iterdir())]
            read = list(read_sources(sources))
            stories[story.name] = [document for document in read if isinstance(document, Article)]
    return stories
