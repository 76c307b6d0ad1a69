"""What someone hands in to be compared: reports as bytes or addresses, read within limits."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from twosource.model.article import Article, Rejection

if TYPE_CHECKING:
    from twosource.fetch.fetcher import Fetcher

MOST_SOURCES = 50
MOST_REPORTS = 50
"""Of one comparison; one file may hold many."""
MOST_BYTES = 32 * 2**20
"""Of all files of one comparison, as sent."""
MOST_CHARACTERS = 2_000_000
"""Of all reports of one comparison; fifty newspaper features of 40,000."""
LONGEST_ADDRESS = 4_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, or a text pasted in, as bytes; `name` tells what it is where its text does not."""

    name: str
    data: bytes
    media_type: str | None = None
    """As the sender says."""


Source = Upload | str
"""A file, or an http(s) address."""


def read_source(source: Source, fetcher: "Callable[[], Fetcher]") -> Iterator[Article | Rejection]:
    """The reports of one source in order; what cannot be read or had comes as a Rejection in its place. Nothing is
    raised that the source can cause."""
    if isinstance(source, Upload):
        yield from _read(source.data, source.name, source.media_type, None)
        return
    from twosource.fetch.page import FetchedPage, PageRequest

    if not source.startswith(("http://", "https://")) or len(source) > LONGEST_ADDRESS:
        yield Rejection(source[:200], "bad_url", "this is no address that begins with http:// or https://")
        return
    page = fetcher().fetch(PageRequest(source)).result
    if isinstance(page, FetchedPage):
        yield from _read(page.content, page.url, page.media_type, page.url)
    elif isinstance(page, Rejection):
        yield page


def _read(data: bytes, name: str, media_type: str | None, url: str | None) -> Iterator[Article | Rejection]:
    """The documents of `data`; a lone file that names no outlet is called after itself."""
    from twosource.ingest import read_document

    lone = url is None and not name.lower().endswith((".jsonl", ".ndjson"))
    for document in read_document(data, name=name, media_type=media_type, url=url):
        if lone and isinstance(document, Article) and document.outlet is None:
            document = replace(document, outlet=PurePath(name).stem)
        yield document


class Pile:
    """The reports of one comparison, within its limits, and what was refused."""

    def __init__(self) -> None:
        self.articles: list[Article] = []
        self.rejections: list[Rejection] = []
        self._characters = 0

    def add(self, document: Article | Rejection) -> None:
        """Takes the report up, or says why not."""
        if isinstance(document, Rejection):
            self._refuse(document)
        elif len(self.articles) >= MOST_REPORTS:
            self._refuse(_refusal(document, "too_many", f"one comparison takes {MOST_REPORTS} reports at most"))
        elif self._characters + len(document.text) > MOST_CHARACTERS:
            limit = f"the reports of one comparison may have {MOST_CHARACTERS:,} characters at most"
            self._refuse(_refusal(document, "too_large", limit))
        else:
            self.articles.append(document)
            self._characters += len(document.text)

    def _refuse(self, rejection: Rejection) -> None:
        if len(self.rejections) < MOST_REPORTS:
            self.rejections.append(rejection)


def _refusal(article: Article, reason: str, detail: str) -> Rejection:
    return Rejection(article.name[:200], reason, detail)


def size_of(sources: Sequence[Source]) -> int:
    """Bytes of all files among the sources."""
    return sum(len(source.data) for source in sources if isinstance(source, Upload))
