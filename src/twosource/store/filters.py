"""What a search is narrowed to, as conditions on articles and stories."""

from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, Select, false, func, select

from twosource.errors import BadQuery
from twosource.model.archive import SearchFilter
from twosource.model.comparison import Standing
from twosource.store.article_sets import SPEAKERS_LOOK_UP, ArticleSet, ListedArticles, SelectedArticles
from twosource.store.exact_text import ExactText, fold
from twosource.store.moments import day_of_moment, end_moment, first_moment
from twosource.store.sqlite import read_numbers
from twosource.store.sqlite_speakers import quoting, quoting_one_by_one
from twosource.store.story_names import story_number
from twosource.store.tables import articles, outlets, statements, stories

MOST_LISTED = 5_000
"""Articles of a stretch of days that are listed; those of a longer one are looked through in the order stored."""


def article_conditions(connection: Connection, where: SearchFilter | None) -> list[ColumnElement[bool]]:
    """What an article must fulfil; BadQuery where a date or standing cannot be understood."""
    if where is None:
        return []
    found: list[ColumnElement[bool]] = []
    if where.outlet is not None:
        found.append(articles.c.outlet.in_(outlet_numbers(where.outlet)))
    found += date_conditions(where)
    if where.speaker is not None:
        found.append(articles.c.number.in_(quoting(connection, where.speaker)))
    if where.story is not None:
        number = story_number(connection, where.story)
        found.append(articles.c.story == number if number is not None else false())
    if where.standing is not None:
        found.append(articles.c.number.in_(_making(where)))
    return found


def article_sets(connection: Connection, where: SearchFilter | None) -> list[ArticleSet]:
    """What an article must fulfil beside its date, as sets of articles, which a search reads side by side."""
    if where is None:
        return []
    found: list[ArticleSet] = []
    if where.story is not None:
        number = story_number(connection, where.story)
        query = select(articles.c.number).where(articles.c.story == number)
        found.append(ListedArticles([] if number is None else read_numbers(connection, query)))
    if where.outlet is not None:
        numbers = list(connection.execute(outlet_numbers(where.outlet)).scalars())
        # With a single number the index gives the articles in order; few names are written in several ways.
        same = articles.c.outlet == numbers[0] if len(numbers) == 1 else articles.c.outlet.in_(numbers)
        found.append(SelectedArticles(connection, select(articles.c.number).where(same)))
    if where.speaker is not None:
        asked = quoting(connection, where.speaker), SPEAKERS_LOOK_UP, quoting_one_by_one(where.speaker)
        found.append(SelectedArticles(connection, *asked))
    if where.standing is not None:
        found.append(SelectedArticles(connection, _making(where).distinct()))
    return found


def dated_articles(connection: Connection, where: SearchFilter | None) -> list[ArticleSet]:
    """The articles of the dates asked for; none where no dates are."""
    if not date_conditions(where):
        return []
    number = select(articles.c.number)
    listed = read_numbers(connection, number.where(*date_conditions(where)).limit(MOST_LISTED + 1))
    if len(listed) <= MOST_LISTED:
        return [ListedArticles(listed)]
    # Adding nothing keeps SQLite from reading all of them from the index of dates and sorting them.
    return [SelectedArticles(connection, number.where(*date_conditions(where, articles.c.moment + 0)))]


def date_conditions(
    where: SearchFilter | None, moment: ColumnElement[Any] = articles.c.moment
) -> list[ColumnElement[bool]]:
    """What the moment of an article must fulfil; BadQuery where a date cannot be understood."""
    since = [] if where is None or where.since is None else [moment >= first_moment(where.since)]
    until = [] if where is None or where.until is None else [moment < end_moment(where.until)]
    return since + until


def _making(where: SearchFilter) -> Select[Any]:
    return select(statements.c.article).where(statements.c.standing == _standing(where))


def story_conditions(where: SearchFilter | None) -> list[ColumnElement[bool]]:
    """What a story itself must fulfil: a statement of the standing, days that touch the dates."""
    if where is None:
        return []
    found: list[ColumnElement[bool]] = []
    if where.since is not None:
        found.append(stories.c.last_moment >= first_moment(where.since))
    if where.until is not None:
        found.append(stories.c.started <= day_of_moment(end_moment(where.until) - 1))
    if where.standing is not None:
        # The counts that are shown decide: a standing without a statement has none.
        found.append(stories.c.standings.contains(f'"{_standing(where)}"', autoescape=True))
    return found


def sets_of_stories(connection: Connection, where: SearchFilter | None) -> list[ArticleSet]:
    """Sets of articles of each of which a story must have one: those of the outlet, those that quote the speaker."""
    if where is None:
        return []
    return article_sets(connection, SearchFilter(outlet=where.outlet, speaker=where.speaker))


def outlet_numbers(name: str) -> Select[Any]:
    """The outlets of that name, as it is stored or as it is shown: "varnholm-courier" reads "Varnholm Courier"."""
    stored: ColumnElement[str] = outlets.c.folded
    for sign in _SIGNS_OF_NAMES:
        stored = func.replace(stored, sign, " ", type_=ExactText)
    return select(outlets.c.number).where(stored == fold(name).translate(dict.fromkeys(map(ord, _SIGNS_OF_NAMES), " ")))


_SIGNS_OF_NAMES = "-_'\N{RIGHT SINGLE QUOTATION MARK}"


def _standing(where: SearchFilter) -> str:
    known = get_args(Standing)
    if where.standing is None or where.standing not in known:
        raise BadQuery(f"“{str(where.standing)[:40]}” is no standing; there are {', '.join(known)}.")
    return where.standing
