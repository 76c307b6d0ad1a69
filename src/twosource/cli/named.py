"""Articles and stories as people name them on the command line."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from twosource.cli.exits import NOTHING
from twosource.cli.streams import say
from twosource.errors import BadQuery
from twosource.report.escape import one_line

if TYPE_CHECKING:
    from twosource.model.archive import SearchFilter, StorySummary
    from twosource.model.article import Article
    from twosource.store.interface import Store

_FEWEST_CHARACTERS = 4
_LONGEST_TITLE = 100


def named_article(store: "Store", name: str) -> "Article":
    """The article meant; ends the command with the candidates where there are several, or none."""
    from twosource.service.naming import articles_meant

    found = articles_meant(store, name)
    if len(found) == 1:
        return found[0]
    if not found:
        short = ". The beginning of an id needs four characters or more" if len(name) < _FEWEST_CHARACTERS else ""
        say(f"twosource: there is no article {name}{short}")
    else:
        _say_several("articles", name, [(one.id, _words(one)) for one in found])
    raise typer.Exit(NOTHING)


def named_story(store: "Store", name: str) -> "StorySummary":
    """The story meant; ends the command with the candidates where there are several, or none."""
    from twosource.service.naming import MOST_CANDIDATES

    try:
        summary = store.story(name)
    except BadQuery:
        ids = store.stories_named(name, MOST_CANDIDATES)
        titles = store.story_titles(ids)
        _say_several(
            "stories", name, [(one, one_line(titles.get(one) or "without a title", _LONGEST_TITLE)) for one in ids]
        )
        raise typer.Exit(NOTHING) from None
    if summary is None:
        say(f"twosource: there is no story {name}")
        raise typer.Exit(NOTHING)
    return summary


def in_named_story(store: "Store", where: "SearchFilter | None") -> "SearchFilter | None":
    """The filter with the whole id of the story it names, if any; ends the command as `named_story` does."""
    if where is None or where.story is None:
        return where
    return replace(where, story=named_story(store, where.story).story.id)


def _words(article: "Article") -> str:
    told = (article.published and article.published[:10], article.outlet, article.title or article.name)
    return one_line(" · ".join(part for part in told if part), _LONGEST_TITLE)


def _say_several(what: str, name: str, candidates: Sequence[tuple[str, str]]) -> None:
    say(f"twosource: {name} means several {what}; write more of the id:")
    for candidate, words in candidates:
        say(f"  {candidate}  {words}")
