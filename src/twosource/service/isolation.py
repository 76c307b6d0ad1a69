"""One document that cannot be annotated must not stop the others."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from twosource.errors import TwosourceError
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article, Rejection

Annotate = Callable[[Iterable[Article]], Iterator[AnnotatedArticle]]

_LOG = logging.getLogger(__name__)


def annotate_each(articles: Iterable[Article], annotate: Annotate) -> Iterator[AnnotatedArticle | Rejection]:
    """What `annotate` makes of the articles, in order. Where it fails, those under way are annotated one at a time: the
    one that cannot be is a Rejection (annotation_failed), and the work goes on. Errors that are not a document's (a
    missing model, what reading the articles raises) are raised."""
    stream = _Followed(articles)
    while True:
        try:
            for annotated in annotate(stream):
                stream.under_way.popleft()
                yield annotated
            return
        except TwosourceError:
            raise
        except Exception:
            if stream.failed or not stream.under_way:
                raise
            _LOG.exception("annotating several articles failed; going on one at a time")
        while stream.under_way:
            yield _annotate_alone(stream.under_way.popleft(), annotate)


def _annotate_alone(article: Article, annotate: Annotate) -> AnnotatedArticle | Rejection:
    try:
        (annotated,) = annotate([article])
    except TwosourceError:
        raise
    except Exception as error:
        detail = f"the report could not be annotated: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return Rejection(article.url or article.id, "annotation_failed", detail)
    return annotated


class _Followed:
    """An iterator that remembers what was taken and not given back yet, and whether it failed itself."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = iter(articles)
        self.under_way: deque[Article] = deque()
        self.failed = False

    def __iter__(self) -> "_Followed":
        return self

    def __next__(self) -> Article:
        try:
            article = next(self._articles)
        except StopIteration:
            raise
        except BaseException:
            self.failed = True
            raise
        self.under_way.append(article)
        return article
