"""Full-text search by SQLite's FTS5. Another database brings a module with the same functions.

The index holds title, text and outlet of the newest revision of each article and refers to the stored text, so that no
text is kept twice. Words are compared without accents and by their stem (Porter, 1980): an archive is searched for what
happened more than for a grammatical form, and "strike" should find "strikes"; a phrase narrows it again.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, TextClause, bindparam, column, func, select, table, text

from twosource.store.exact_text import MATCH_BEGIN, MATCH_END, escape
from twosource.store.search_query import SearchWords
from twosource.store.tables import articles

EXCERPT_TOKENS = 32
MOST_RANKED = 1_000
"""Of more matches only the newest so many are put in order of relevance: what bounds the cost of very common words."""

SEARCH_TABLES = (
    """CREATE VIEW searchable AS
    SELECT articles.number AS number, revisions.title AS title, revisions.text AS text, outlets.name AS outlet
    FROM articles JOIN revisions ON revisions.article = articles.number AND revisions.number = articles.revision
    LEFT JOIN outlets ON outlets.number = revisions.outlet""",
    """CREATE VIRTUAL TABLE article_search USING fts5(title, text, outlet, content='searchable',
    content_rowid='number', tokenize='porter unicode61 remove_diacritics 2', prefix='2 3')""",
    "INSERT INTO article_search(article_search, rank) VALUES ('rank', 'bm25(5.0, 1.0, 2.0)')",
    "INSERT INTO article_search(article_search) VALUES ('rebuild')",
)
"""A match in the title weighs five times one in the text, one in the outlet's name twice."""


def index_articles(connection: Connection, added: Sequence[Mapping[str, Any]]) -> None:
    """Makes articles (number, title, text, outlet) searchable."""
    if added:
        connection.execute(_INDEX, [_indexed(article) for article in added])


def unindex_articles(connection: Connection, removed: Sequence[Mapping[str, Any]]) -> None:
    """Takes articles out of the search; they must be given as they were indexed."""
    if removed:
        connection.execute(_UNINDEX, [_indexed(article) for article in removed])


_INDEX = text("INSERT INTO article_search(rowid, title, text, outlet) VALUES (:number, :title, :text, :outlet)")
_UNINDEX = text(
    "INSERT INTO article_search(article_search, rowid, title, text, outlet) "
    "VALUES ('delete', :number, :title, :text, :outlet)"
)


def _indexed(article: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: escape(value) if isinstance(value := article[key], str) else value
        for key in ("number", "title", "text", "outlet")
    }


def match_expression(words: SearchWords) -> str:
    """The words in FTS5's query language. Every word is a quoted string, which may hold anything."""
    wanted = " AND ".join(_quoted(term.words, term.prefix) for term in words.wanted)
    unwanted = " OR ".join(_quoted(term.words, term.prefix) for term in words.unwanted)
    if wanted and unwanted:
        return f"({wanted}) NOT ({unwanted})"
    return wanted or unwanted


def _quoted(words: str, prefix: bool) -> str:
    escaped = escape(words).replace('"', '""')
    return f'"{escaped}"' + (" *" if prefix else "")


_search = table("article_search", column("rowid"), column("rank"))


def _matches(expression: str) -> TextClause:
    return text("article_search MATCH :expression").bindparams(bindparam("expression", expression))


def matching(expression: str) -> Select[Any]:
    """The numbers of the articles that match."""
    return select(_search.c.rowid).where(_matches(expression))


def search(
    connection: Connection,
    expression: str,
    conditions: Sequence[ColumnElement[bool]],
    most: int,
    limit: int,
    offset: int,
) -> tuple[int, dict[int, str]]:
    """How many articles match and fulfil the conditions, counted to `most`; and one page of them by number, the best
    first (beyond `MOST_RANKED` the last stored first), each with a stretch of its text in which the words found stand
    between `MATCH_BEGIN` and `MATCH_END`."""
    newest = list(
        connection.execute(_found(conditions, expression).order_by(_search.c.rowid.desc()).limit(most)).scalars()
    )
    ranked = newest[:MOST_RANKED]
    page: list[int] = []
    if offset < len(ranked) and limit:
        best = _found(conditions, expression).where(_search.c.rowid >= ranked[-1])
        # Ordered by rank alone, FTS5 would sort by itself; it would also rank what the conditions then leave out.
        order = (_search.c.rank, _search.c.rowid.desc()) if conditions else (_search.c.rank,)
        page = list(connection.execute(best.order_by(*order).limit(limit).offset(offset)).scalars())
    page += newest[max(offset, len(ranked)) : offset + limit]
    return len(newest), _excerpts(connection, expression, page)


def _excerpts(connection: Connection, expression: str, page: Sequence[int]) -> dict[int, str]:
    if not page:
        return {}
    query = select(_search.c.rowid, _EXCERPT).where(_matches(expression), _search.c.rowid.in_(page))
    found = {row[0]: row[1] for row in connection.execute(query)}
    return {number: found[number] for number in page}


_EXCERPT = func.snippet(text("article_search"), 1, MATCH_BEGIN, MATCH_END, "", EXCERPT_TOKENS)


def _found(conditions: Sequence[ColumnElement[bool]], expression: str) -> Select[Any]:
    """The matches that fulfil the conditions. The plus sign keeps SQLite from asking the index anew for each article
    that fulfils them."""
    found = matching(expression)
    if not conditions:
        return found
    return found.join(articles, articles.c.number == text("+article_search.rowid")).where(*conditions)
