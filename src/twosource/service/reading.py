"""Reading what the user named: files, folders, archives, standard input, addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path, PurePath

from twosource.model.article import Article, Rejection

READABLE_SUFFIXES = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".jsonld"}
)
"""What is read from a folder; a file named outright is read whatever its name."""

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes. Larger files are refused before they are read into memory; single reports have a lower limit of their own."""


def read_sources(
    names: Sequence[str], *, stdin: bytes | None = None, allow_private: bool = False
) -> Iterator[Article | Rejection]:
    """The articles of files, folders, `.jsonl` files, `-` (the bytes of `stdin`) and http(s) URLs, in the order named
    and within a folder by path; what cannot be read comes as a Rejection in its place. Nothing is raised."""
    for name in names:
        if name == "-":
            yield from _read(stdin or b"", "standard input")
        elif name.startswith(("http://", "https://")):
            yield from _read_url(name, allow_private=allow_private)
        else:
            yield from _read_path(Path(name))


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


def _read_path(path: Path) -> Iterator[Article | Rejection]:
    try:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in READABLE_SUFFIXES and p.is_file())
            if not inside:
                yield Rejection(str(path), "empty_folder", "the folder holds no .txt, .md, .html, .json or .jsonl file")
            for file in inside:
                yield from _read_path(file)
        elif not path.exists():
            yield Rejection(str(path), "missing_file", "there is no file or folder of this name")
        elif not path.is_file():
            yield Rejection(str(path), "not_a_file", "this is neither a file nor a folder")
        elif path.stat().st_size > LARGEST_FILE:
            yield Rejection(str(path), "too_large", f"the file is larger than {LARGEST_FILE // 2**20} MB: split it")
        else:
            yield from _read(path.read_bytes(), str(path))
    except (OSError, ValueError) as error:
        yield Rejection(str(path), "unreadable_file", f"the system would not read it: {error}")


def bundled_examples() -> dict[str, list[Article]]:
    """The invented stories that come with the package, by name: the reports of each in the order of their files."""
    stories = {}
    with as_file(files("twosource") / "examples") as folder:
        for story in sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("_")):
            sources = [str(p) for p in sorted(story.iterdir()) if p.name != "expected.json"]
            read = list(read_sources(sources))
            stories[story.name] = [document for document in read if isinstance(document, Article)]
    return stories
