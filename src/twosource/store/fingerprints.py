"""The fingerprints of articles: which articles hold one, and how many an article has."""

from collections.abc import Sequence

from sqlalchemy import func, select

from twosource.errors import StoreError
from twosource.store import sqlite_fingerprints
from twosource.store.articles import numbers_of
from twosource.store.database import Database, chunks
from twosource.store.tables import article_prints, articles


class FingerprintStore(Database):
    """The part of the store that finds articles by what their texts have in common."""

    def fingerprint_holders(self, prints: Sequence[int], most: int) -> dict[int, list[str]]:
        """For each fingerprint that is stored up to `most` of the articles last stored with it, oldest first."""
        if not prints or most < 1:
            return {}
        with self._reading() as connection:
            held = sqlite_fingerprints.fingerprint_holders(connection, prints, most)
            numbers = sorted({number for holders in held.values() for number in holders})
            query = select(articles.c.number, articles.c.id)
            ids: dict[int, str] = {}
            for part in chunks(numbers):
                ids.update(
                    (number, article)
                    for number, article in connection.execute(query.where(articles.c.number.in_(part)))
                )
        return {key: [ids[number] for number in holders] for key, holders in held.items()}

    def fingerprint_counts(self, ids: Sequence[str]) -> dict[str, int]:
        """How many fingerprints each of the articles has; articles whose fingerprints were never stored are left
        out."""
        query = select(articles.c.id, func.length(article_prints.c.prints)).join(
            article_prints, article_prints.c.article == articles.c.number
        )
        counts: dict[str, int] = {}
        with self._reading() as connection:
            for part in chunks(list(dict.fromkeys(ids))):
                rows = connection.execute(query.where(articles.c.id.in_(part)))
                counts.update((article, sqlite_fingerprints.fingerprint_count(size)) for article, size in rows)
        return counts

    def add_fingerprints(self, article: str, prints: Sequence[int]) -> None:
        """Stores an article's fingerprints (unsigned 32-bit), in place of earlier ones; StoreError where the article is
        not stored."""
        with self._changing() as connection:
            number = numbers_of(connection, [article]).get(article)
            if number is None:
                raise StoreError(f"Article {article} is not in the archive.")
            sqlite_fingerprints.replace_fingerprints(connection, number, prints)
