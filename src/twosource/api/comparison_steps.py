"""The steps of one comparison on demand, in this process or in one of its own."""

import os
import pickle
import signal
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from twosource.api.submission import Pile, Source, read_source
from twosource.errors import NothingToCompare, TwosourceError
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import AccountPage
from twosource.model.article import Article, Rejection
from twosource.model.comparison import Comparison
from twosource.service import annotate_many, compare
from twosource.service.account_pages import account_pages, parts_of, rendered_parts
from twosource.service.network import make_fetcher

if TYPE_CHECKING:
    from twosource.fetch.fetcher import Fetcher
    from twosource.report.account_parts import AccountParts

Annotator = Callable[[Iterable[Article]], Iterator[AnnotatedArticle]]
Comparer = Callable[[Sequence[AnnotatedArticle]], Comparison]
_NICER = 5
"""By how much the process gives way to the one that answers requests (nice)."""
_LOOK_SECONDS = 1.0


class ProcessEnded(TwosourceError):
    """The process that works on a comparison ended in the middle of it."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The reports of a comparison, read so far: how many, and what could not be read."""

    reports: int
    rejections: tuple[Rejection, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison gave: the account to be shown, whose articles lack what only comparing needs, and all articles
    with every layer, in a form that costs nothing until it is asked for."""

    account: Comparison
    packed: bytes
    pages: tuple[AccountPage, ...] = ()
    """Of a large account, rendered."""

    @classmethod
    def of(cls, account: Comparison) -> "Compared":
        """The result of which `account` is the account."""
        packed = zlib.compress(pickle.dumps(account.articles, pickle.HIGHEST_PROTOCOL), 1)
        articles = tuple(replace(one, tokens=(), context=None) for one in account.articles)
        return cls(replace(account, articles=articles), packed, account_pages(account, in_archive=False))

    @property
    def size(self) -> int:
        """Bytes of what can be given up when the account is kept."""
        return len(self.packed) + sum(len(page.data) for page in self.pages)

    def articles(self) -> tuple[AnnotatedArticle, ...]:
        """The articles compared with every layer, as an archive keeps them."""
        # Packed by `of`, in this process or its own child.
        unpacked: tuple[AnnotatedArticle, ...] = pickle.loads(zlib.decompress(self.packed))  # noqa: S301
        return unpacked

    def parts(self, *, excerpts: bool = False) -> "AccountParts":
        """The account's page, whole or with short excerpts."""
        page = next((one for one in self.pages if one.excerpts == excerpts), None)
        return parts_of(page) if page else rendered_parts(self.account, excerpts=excerpts, in_archive=False)

    def whole(self) -> Comparison:
        """The account with the articles as they were compared, to be stored."""
        return replace(self.account, articles=self.articles())


class Steps(Protocol):
    """Where a comparison is worked on, a step at a time, by one thread; `abandon` alone may be called from another."""

    def begin(self) -> None:
        """Begins a comparison, whatever came before."""

    def read(self, source: Source) -> Pack:
        """Reads one source; what there is so far."""

    def annotate(self) -> bool:
        """Annotates the next report; False where there is none left."""

    def compare(self) -> Compared:
        """Compares the reports that were annotated."""

    def abandon(self) -> Callable[[], None]:
        """Gives up what is under way; what comes back ends it at once when it is called, and may take a moment."""


class StepsHere:
    """The steps in this process: a comparison that is abandoned ends with its present step."""

    def __init__(self, annotator: Annotator, comparer: Comparer, fetcher: "Callable[[], Fetcher]") -> None:
        self._annotator = annotator
        self._comparer = comparer
        self._fetcher = fetcher
        self.begin()

    def begin(self) -> None:
        """Begins a comparison, whatever came before."""
        self._pile = Pile()
        self._annotated: list[AnnotatedArticle] = []
        self._coming: Iterator[AnnotatedArticle] | None = None

    def read(self, source: Source) -> Pack:
        """Reads one source; what there is so far."""
        for document in read_source(source, self._fetcher):
            self._pile.add(document)
        return Pack(len(self._pile.articles), tuple(self._pile.rejections))

    def annotate(self) -> bool:
        """Annotates the next report; False where there is none left."""
        if self._coming is None:
            self._coming = iter(self._annotator(self._pile.articles))
        following = next(self._coming, None)
        if following is None:
            return False
        self._annotated.append(following)
        return True

    def compare(self) -> Compared:
        """Compares the reports that were annotated; NothingToCompare where there are none."""
        if not self._annotated:
            raise NothingToCompare("there is no report to compare")
        return Compared.of(self._comparer(self._annotated))

    def abandon(self) -> Callable[[], None]:
        """Nothing: the present step ends by itself."""
        return lambda: None


class StepsInProcess:
    """The steps in a process of its own, which begins with the first comparison, keeps the models for the next ones,
    and is ended at once when a comparison is abandoned. ProcessEnded where it ends otherwise."""

    def __init__(self, *, contact: str | None = None, allow_private: bool = False) -> None:
        self._settings = contact, allow_private
        self._lock = threading.Lock()
        self._executor: Any = None

    def begin(self) -> None:
        """Begins a comparison, in a new process where there is none."""
        from loky import ProcessPoolExecutor

        with self._lock:
            if self._executor is None:
                self._executor = ProcessPoolExecutor(1, initializer=_set_up, initargs=self._settings)
        self._call(_begin)

    def read(self, source: Source) -> Pack:
        """Reads one source; what there is so far."""
        found: Pack = self._call(_read, source)
        return found

    def annotate(self) -> bool:
        """Annotates the next report; False where there is none left."""
        return bool(self._call(_annotate))

    def compare(self) -> Compared:
        """Compares the reports that were annotated; NothingToCompare where there are none."""
        compared: Compared = self._call(_compare)
        return compared

    def abandon(self) -> Callable[[], None]:
        """Gives the process up; what comes back kills it."""
        with self._lock:
            executor, self._executor = self._executor, None
        return lambda: executor and executor.shutdown(wait=True, kill_workers=True)

    def _call(self, step: Callable[..., Any], *arguments: object) -> Any:
        from concurrent.futures import CancelledError
        from concurrent.futures.process import BrokenProcessPool

        from loky.process_executor import ShutdownExecutorError

        with self._lock:
            executor = self._executor
        if executor is None:
            raise ProcessEnded("the comparison was given up")
        try:
            return executor.submit(step, *arguments).result()
        except (BrokenProcessPool, ShutdownExecutorError, CancelledError) as error:
            self.abandon()()
            raise ProcessEnded(_ENDED) from error


_ENDED = (
    "The process that compared the reports ended before it was done: there may not have been enough memory. Try again, "
    "or with fewer or shorter reports."
)
_in_child: dict[str, StepsHere] = {}
"""In the process of its own: the steps it works on."""


def _set_up(contact: str | None, allow_private: bool) -> None:
    """Prepares the process: it leaves interrupts to the one that started it, gives way to it, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICER)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    fetcher: list[Fetcher] = []

    def one_fetcher() -> "Fetcher":
        # One for all comparisons: it takes turns at hosts and remembers their robots.txt.
        if not fetcher:
            fetcher.append(make_fetcher(contact, allow_private=allow_private))
        return fetcher[0]

    _in_child["steps"] = StepsHere(annotate_many, compare, one_fetcher)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def _begin() -> None:
    _in_child["steps"].begin()


def _read(source: Source) -> Pack:
    return _in_child["steps"].read(source)


def _annotate() -> bool:
    return _in_child["steps"].annotate()


def _compare() -> Compared:
    return _in_child["steps"].compare()
