"""Documents into the archive: what is new or changed is annotated and stored, what is known is passed over."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import RevisionDifference, RevisionKey, fingerprint
from twosource.model.article import Article, Rejection
from twosource.service.accounts import annotate_many
from twosource.service.isolation import annotate_each
from twosource.service.progress import Observer, Step
from twosource.service.turns import PATIENCE
from twosource.store.interface import Store

LOOKED_UP_AT_ONCE = 64
STORED_AT_ONCE = 32
"""Articles a transaction: what a killed run has to read again."""
_REMEMBERED = 10_000
"""Articles of this run that are known to be on their way into the store."""


@dataclass(slots=True)
class StoredCounts:
    """What became of the documents: `added` articles, `revised` ones, `unchanged` ones, and rejections by reason."""

    read: int = 0
    added: int = 0
    revised: int = 0
    unchanged: int = 0
    rejected: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Pending:
    articles: list[AnnotatedArticle] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


class DocumentStorer:
    """Stores documents as they come, a batch a transaction. Stopped at any moment and run again over the same
    documents it ends with the same archive."""

    def __init__(self, store: Store, now: Callable[[], str], observer: Observer, workers: int) -> None:
        self._store = store
        self._now = now
        self._observer = observer
        self._workers = workers
        self._live = False
        self._on_the_way: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._pending = _Pending()
        self._done = 0
        self.counts = StoredCounts()

    def store(self, documents: Iterable[Article | Rejection], *, live: bool = False) -> StoredCounts:
        """Annotates and stores what is new or changed; the counts of this and earlier calls.

        Files may hold old editions: one that is stored already is passed over. `live` documents come from where they
        are published: an edition that comes back after another one was there is a revision too."""
        self._live = live
        for result in annotate_each(self._unknown(documents), self._annotate):
            if isinstance(result, Rejection):
                self._reject(result)
            else:
                self._add(result)
        self._flush()
        return self.counts

    def store_annotated(self, reports: Iterable[AnnotatedArticle]) -> StoredCounts:
        """Stores what is new or changed of reports that are annotated already; the counts of this and earlier calls."""
        self._live = False
        for annotated in reports:
            self.counts.read += 1
            key = self._store.revision_keys([annotated.article.id]).get(annotated.article.id)
            if self._is_known(annotated.article, key):
                self.counts.unchanged += 1
            else:
                self._add(annotated)
        self._flush()
        return self.counts

    def _unknown(self, documents: Iterable[Article | Rejection]) -> Iterator[Article]:
        """The articles to annotate: those that are new or have changed, in a language there is a model for."""
        stream = iter(documents)
        while batch := list(islice(stream, LOOKED_UP_AT_ONCE)):
            articles = [document for document in batch if isinstance(document, Article)]
            keys = self._store.revision_keys([article.id for article in articles])
            for document in batch:
                self.counts.read += 1
                if isinstance(document, Rejection):
                    self._reject(document)
                elif self._is_known(document, keys.get(document.id)):
                    self.counts.unchanged += 1
                    self._tell()
                elif (article := _readable(document)) is not None:
                    yield article
                else:
                    self._add(AnnotatedArticle(_with_language(document)))

    def _annotate(self, articles: Iterable[Article]) -> Iterator[AnnotatedArticle]:
        return annotate_many(articles, self._workers)

    def _reject(self, rejection: Rejection) -> None:
        self.counts.rejected[rejection.reason] += 1
        self._pending.rejections.append(rejection)
        self._tell()

    def _tell(self) -> None:
        self._done += 1
        self._observer(Step("reading", self._done, begun=self.counts.read))

    def _is_known(self, article: Article, key: RevisionKey | None) -> bool:
        """Whether this edition is stored or on its way; from now on it is."""
        edition = article.id, fingerprint(article)
        if edition in self._on_the_way:
            return True
        self._on_the_way[edition] = None
        if len(self._on_the_way) > _REMEMBERED:
            self._on_the_way.popitem(last=False)
        return self._is_stored(article, key)

    def _is_stored(self, article: Article, key: RevisionKey | None) -> bool:
        """Whether this edition is stored; of a live document, whether it is the newest that is."""
        edition = fingerprint(article)
        if key is None or key.fingerprint == edition:
            return key is not None
        return not self._live and any(stored.fingerprint == edition for stored in self._store.revisions(article.id))

    def _add(self, annotated: AnnotatedArticle) -> None:
        if any(waiting.article.id == annotated.article.id for waiting in self._pending.articles):
            self._flush()
        self._pending.articles.append(annotated)
        self._tell()
        if len(self._pending.articles) >= STORED_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        waiting, self._pending = self._pending, _Pending()
        if not (waiting.articles or waiting.rejections):
            return
        try:
            added, revised = self._store_together(waiting)
        except BaseException:
            # What was not stored is not known either, should it be given again.
            self._on_the_way.clear()
            raise
        self.counts.added += added
        self.counts.revised += revised
        self.counts.unchanged += len(waiting.articles) - added - revised

    def _store_together(self, waiting: _Pending) -> tuple[int, int]:
        """How many articles and how many further revisions were stored, in one transaction."""
        with self._store.writing(PATIENCE):
            # Looked up again: another process may have stored some of them in the meantime.
            keys = self._store.revision_keys([annotated.article.id for annotated in waiting.articles])
            new = [one for one in waiting.articles if not self._is_stored(one.article, keys.get(one.article.id))]
            differences = [self._difference(one, keys[one.article.id]) for one in new if one.article.id in keys]
            self._store.add_articles(new, self._now(), differences, waiting.rejections)
        return len(new) - len(differences), len(differences)

    def _difference(self, annotated: AnnotatedArticle, key: RevisionKey) -> RevisionDifference:
        from twosource.compare.revisions import compare_revisions

        numbers = key.number, key.number + 1
        before = self._store.article(annotated.article.id, key.number)
        if before is None:
            return RevisionDifference(annotated.article.id, *numbers, declared=False)
        return compare_revisions(before, annotated, numbers=numbers)


def _readable(article: Article) -> Article | None:
    """The article where there is a model for its language (English), else None."""
    from twosource.text.language import detect_language

    language = article.language or detect_language(article.text)
    return article if language is None or language.lower().startswith("en") else None


def _with_language(article: Article) -> Article:
    from twosource.text.language import detect_language

    return replace(article, language=article.language or detect_language(article.text))
