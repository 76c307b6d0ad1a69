"""Who is quoted: the list of speakers, and the page of one with all their quotes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from twosource.model.archive import StoredQuote, StoredSharedQuote
from twosource.model.wording import wording_key
from twosource.report.vocabulary import QUOTE_WORDINGS
from twosource.report.word_difference import Piece, compared_wordings
from twosource.web.filters import Paging, read_words
from twosource.web.persons import listed, quotes_of
from twosource.web.site import missing, page, site_of

router = APIRouter()
SPEAKERS_A_PAGE = 60
QUOTES_A_PAGE = 40
LONGEST_VERSION = 1_500
"""Characters of one wording that is compared with others."""
MOST_VERSIONS = 12
"""Wordings of one quote that are compared."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One wording of a quote, its differing words marked, and the articles (id and outlet) that have it."""

    pieces: tuple[Piece, ...]
    reports: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A quote that several reports have, in its wordings."""

    wording: str
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class ReportQuotes:
    """What one report has a speaker say, in text order."""

    quotes: tuple[StoredQuote, ...]


@dataclass(frozen=True, slots=True)
class StoryQuotes:
    """What a speaker says in one story (None outside any): the quotes that reports share, and all attributions, report
    by report."""

    story: str | None
    title: str | None
    shared: tuple[SharedRow, ...]
    reports: tuple[ReportQuotes, ...]


@router.get("/speakers")
def speakers_page(request: Request) -> Response:
    """The speakers, the most quoted first, narrowed by a part of the name; each person once."""
    site = site_of(request)
    name = read_words(request, "name")
    paging = Paging.of(request, SPEAKERS_A_PAGE)
    known = site.persons.get()
    found = listed(site.store, known, name, paging.size + 1, paging.offset)
    return page(
        request,
        "speakers.html.j2",
        "/speakers",
        speakers=found[: paging.size],
        persons=known.by_name,
        paging=paging.with_more(len(found) > paging.size),
        name=name,
    )


@router.get("/speaker")
def speaker_page(request: Request) -> Response:
    """All quotes of one speaker by story, under whatever name the story has them, and how outlets cut or altered the
    same quote."""
    store, known = site_of(request).store, site_of(request).persons.get()
    summary = store.speaker(request.query_params.get("name", ""))
    if summary is None:
        raise missing("The archive has no words of a speaker of that name.")
    paging = Paging.of(request, QUOTES_A_PAGE)
    person = known.by_name.get(summary.speaker)
    quotes = quotes_of(store, person, summary.speaker, paging.size + 1, paging.offset)
    shown = quotes[: paging.size]
    shared = store.shared_quotes([story for story in dict.fromkeys(quote.story for quote in shown) if story])
    return page(
        request,
        "speaker.html.j2",
        "/speakers",
        speaker=person or summary,
        name=summary.speaker,
        person=person,
        meant=known.meant_by(summary.speaker),
        groups=by_story(shown, shared),
        said_words=said_words,
        paging=paging.with_more(len(quotes) > paging.size),
    )


def said_words(quote: StoredQuote) -> str:
    """The words of an attribution in one line, with an ellipsis between those that stand apart; pieces without a letter
    or figure, such as a lone quotation mark, are left out."""
    return " … ".join(words for words in quote.contents if any(map(str.isalnum, words)))


def by_story(quotes: Sequence[StoredQuote], shared: Sequence[StoredSharedQuote]) -> tuple[StoryQuotes, ...]:
    """The quotes in their stories, in the order they first come; of the shared quotes those that one of them is in."""
    groups: dict[str | None, list[StoredQuote]] = {}
    for quote in quotes:
        groups.setdefault(quote.story, []).append(quote)
    return tuple(
        StoryQuotes(
            story,
            members[0].story_title,
            tuple(_shared_row(one) for one in shared if one.story == story and _is_of(one, members)),
            tuple(ReportQuotes(tuple(quotes)) for _, quotes in groupby(members, key=lambda quote: quote.article)),
        )
        for story, members in groups.items()
    )


def _is_of(shared: StoredSharedQuote, quotes: Sequence[StoredQuote]) -> bool:
    """Whether one of the quotes is a version of the shared one. Names do not tell: a report may have the words under
    another form of the name."""
    return len(shared.versions) > 1 and any(
        version.article == quote.article and any(version.span.overlaps(span) for span in quote.spans)
        for version in shared.versions
        for quote in quotes
    )


def _shared_row(shared: StoredSharedQuote) -> SharedRow:
    """The quote with each wording once: what differs in signs alone stands under the first of them."""
    texts: dict[tuple[str, ...], str] = {}
    reports: dict[tuple[str, ...], dict[tuple[str, str | None], None]] = {}
    for version in shared.versions[: 4 * MOST_VERSIONS]:
        words = " ".join(version.words[: 2 * LONGEST_VERSION].split())[:LONGEST_VERSION]
        key = wording_key(words)
        texts.setdefault(key, words)
        reports.setdefault(key, {})[version.article, version.outlet] = None
    keys = list(texts)[:MOST_VERSIONS]
    marked = compared_wordings([texts[key] for key in keys])
    rows = tuple(VersionRow(pieces, tuple(reports[key])) for key, pieces in zip(keys, marked, strict=True))
    return SharedRow(QUOTE_WORDINGS[shared.wording], rows)
