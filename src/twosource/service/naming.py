"""Which stored article or story a person means."""

from typing import TYPE_CHECKING

from twosource.model.article import Article, canonical_url, content_id

if TYPE_CHECKING:
    from twosource.store.interface import Store

MOST_CANDIDATES = 10


def articles_meant(store: "Store", name: str) -> tuple[Article, ...]:
    """The articles that an id, an address or the beginning of an id (four characters or more) can mean, in their newest
    revision, at most MOST_CANDIDATES: one where it is clear. An address means the same page with and without
    `www.`, tracking parameters and the like."""
    name = name.strip()
    if name.startswith(("http://", "https://")):
        article = store.article(content_id(canonical_url(name)))
        if article is not None:
            return (article.article,)
    return store.articles_named(name, MOST_CANDIDATES)
