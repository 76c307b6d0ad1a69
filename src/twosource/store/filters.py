"""What a search is narrowed to, as conditions on articles and stories."""

from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, Select, false, select

from twosource.errors import BadQuery
from twosource.model.archive import SearchFilter
from twosource.model.comparison import Standing
from twosource.store.exact_text import fold
from twosource.store.moments import day_of_moment, end_moment, first_moment
from twosource.store.story_names import story_number
from twosource.store.tables import articles, attributions, outlets, speakers, statements, stories

MOST_SPEAKER_CHARACTERS = 200


def article_conditions(connection: Connection, where: SearchFilter | None) -> list[ColumnElement[bool]]:
    """What an article must fulfil; BadQuery where a date or standing cannot be understood."""
    if where is None:
        return []
    found: list[ColumnElement[bool]] = []
    if where.outlet is not None:
        found.append(articles.c.outlet.in_(_outlet_numbers(where.outlet)))
    if where.since is not None:
        found.append(articles.c.moment >= first_moment(where.since))
    if where.until is not None:
        found.append(articles.c.moment < end_moment(where.until))
    if where.speaker is not None:
        found.append(articles.c.number.in_(_articles_quoting(where.speaker)))
    if where.story is not None:
        number = story_number(connection, where.story)
        found.append(articles.c.story == number if number is not None else false())
    if where.standing is not None:
        made = select(statements.c.article).where(statements.c.standing == _standing(where))
        found.append(articles.c.number.in_(made))
    return found


def story_conditions(where: SearchFilter | None) -> list[ColumnElement[bool]]:
    """What a story must fulfil: an article of the outlet, one that quotes the speaker, a statement of the standing,
    days that touch the dates."""
    if where is None:
        return []
    found: list[ColumnElement[bool]] = []
    if where.outlet is not None:
        found.append(_has_article(articles.c.outlet.in_(_outlet_numbers(where.outlet))))
    if where.speaker is not None:
        found.append(_has_article(articles.c.number.in_(_articles_quoting(where.speaker))))
    if where.since is not None:
        found.append(stories.c.last_moment >= first_moment(where.since))
    if where.until is not None:
        found.append(stories.c.started <= day_of_moment(end_moment(where.until) - 1))
    if where.standing is not None:
        # The counts that are shown decide: a standing without a statement has none.
        found.append(stories.c.standings.contains(f'"{_standing(where)}"', autoescape=True))
    return found


def _has_article(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return stories.c.number.in_(select(articles.c.story).where(condition))


def _outlet_numbers(name: str) -> Select[Any]:
    return select(outlets.c.number).where(outlets.c.folded == fold(name))


def _articles_quoting(speaker: str) -> Select[Any]:
    part = fold(speaker[:MOST_SPEAKER_CHARACTERS])
    named = select(speakers.c.number).where(speakers.c.folded.contains(part, autoescape=True))
    return select(attributions.c.article).where(attributions.c.speaker.in_(named))


def _standing(where: SearchFilter) -> str:
    known = get_args(Standing)
    if where.standing is None or where.standing not in known:
        raise BadQuery(f"“{str(where.standing)[:40]}” is no standing; there are {', '.join(known)}.")
    return where.standing
