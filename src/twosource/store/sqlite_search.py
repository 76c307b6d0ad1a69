"""Full-text search by SQLite's FTS5. Another database brings a module with the same functions.

The index holds title, text and outlet of the newest revision of each article and refers to the stored text, so that no
text is kept twice. Words are compared without accents and by their stem (Porter, 1980): an archive is searched for what
happened more than for a grammatical form, and "strike" should find "strikes"; a phrase narrows it again.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, TextClause, bindparam, column, func, select, table, text

from twosource.store.article_sets import TEXT_LOOK_UP, SelectedArticles
from twosource.store.exact_text import MATCH_BEGIN, MATCH_END, escape
from twosource.store.search_query import SearchTerm, SearchWords
from twosource.store.sqlite import read_numbers

EXCERPT_TOKENS = 32
MOST_COUNTED_FOR_RANK = 30_000
"""Articles counted to weigh the words of a query; a phrase takes longest, some 0.4 microseconds for each."""
SAMPLED = 1_000
"""Articles stored last that tell how many have a word."""

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


def matching_articles(connection: Connection, expression: str) -> SelectedArticles:
    """The articles that match, from the last stored on."""
    return SelectedArticles(connection, matching(expression), TEXT_LOOK_UP)


def best_first(connection: Connection, words: SearchWords, found: Sequence[int], stored: int) -> list[int]:
    """The articles of `found` (all match) in order of relevance, equal ones as they were given; `stored` is how many
    there are in the archive. BM25 counts in how many articles a word stands, all over the archive: a word of very many
    is left out, as it tells nothing; where all words are such, the order stays."""
    telling = _telling(connection, words, stored)
    if not telling or not found:
        return list(found)
    wanted = set(found)
    ranked = select(_search.c.rowid, _search.c.rank).where(_matches(match_expression(SearchWords(telling))))
    # Asked for one by one, each article would have the words counted anew.
    ranked = ranked.where(_search.c.rowid.between(min(found), max(found)))
    ranks = {number: rank for number, rank in connection.execute(ranked) if number in wanted}
    return sorted(found, key=lambda number: ranks.get(number, 0.0))


def _telling(connection: Connection, words: SearchWords, stored: int) -> tuple[SearchTerm, ...]:
    """The wanted words less those that it takes long to count, the rarest kept first."""
    if stored * len(words.wanted) <= MOST_COUNTED_FOR_RANK:
        return words.wanted
    costs = {term: _articles_with(connection, term, stored) for term in words.wanted}
    left, kept = MOST_COUNTED_FOR_RANK, set()
    for term in sorted(words.wanted, key=lambda term: costs[term]):
        left -= costs[term]
        if left < 0:
            break
        kept.add(term)
    return tuple(term for term in words.wanted if term in kept)


def _articles_with(connection: Connection, term: SearchTerm, stored: int) -> int:
    """In how many articles the rarest word of the term stands, as far as the last ones stored tell: to find a phrase,
    all of these are looked at."""
    start = max(0, stored - SAMPLED)
    counts = []
    for word in term.single_words():
        sample = matching(match_expression(SearchWords((word,)))).where(_search.c.rowid > start)
        counts.append(len(read_numbers(connection, sample)))
    return min(counts, default=0) * stored // (stored - start)


def excerpts(connection: Connection, words: SearchWords, page: Sequence[int]) -> dict[int, str]:
    """For each of the articles a stretch of its text in which the words found stand between `MATCH_BEGIN` and
    `MATCH_END`."""
    if not page:
        return {}
    query = select(_search.c.rowid, _EXCERPT).where(_matches(match_expression(words)), _search.c.rowid.in_(page))
    return {row[0]: row[1] for row in connection.execute(query)}


_EXCERPT = func.snippet(text("article_search"), 1, MATCH_BEGIN, MATCH_END, "", EXCERPT_TOKENS)
