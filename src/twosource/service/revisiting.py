"""When the page of a report is asked again for edits, and how long: also when its feed does not list it any more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from twosource.fetch.page import FetchOutcome
from twosource.model.article import Article, Rejection
from twosource.model.feed import FeedItem, FetchState, FollowedPage
from twosource.model.moments import read_moment

FOLLOWED_FOR = timedelta(days=3)
"""After publication, unless the user says otherwise."""
SOONEST_VISIT = timedelta(minutes=30)
LATEST_VISIT = timedelta(days=7)
"""A page is asked again for edits after as long as it has been out, between these two: half an hour after publication,
one hour, two, four and so on."""
REVISITS_A_HOST = 25
"""Pages of one host asked again in one round, the longest due first; new pages go before them and are counted apart."""
REVISITS_A_ROUND = 400
MISSING_AGAIN = timedelta(hours=1)
"""After which a page that is not found is asked once more: sites lose pages for a moment while they are rebuilt."""
GONE_FOR = timedelta(days=30)
"""How long an address that is gone is left alone; not for ever, as servers err."""
_DAY, _LENGTH_OF_DAY = timedelta(days=1), len("2026-11-22")
_GONE = frozenset({"http_404", "http_410"})


def next_visit(since: datetime | None, before: FetchState, now: datetime) -> datetime:
    """When a page that answered at `now` is asked again. Where nobody knows when it was published (`since`), each wait
    is twice the one before."""
    if since is None or since > now:
        asked = read_moment(before.asked)
        out = 2 * (now - asked) if asked else timedelta()
    else:
        out = now - since
    return now + min(max(out, SOONEST_VISIT), LATEST_VISIT)


def next_try(outcome: FetchOutcome, now: datetime) -> datetime | None:
    """When an address that is gone is asked again, None for any other failure: a page not found once more soon, what is
    gone for good or was not found twice after a month."""
    if not is_gone(outcome):
        return None
    return now + (GONE_FOR if is_gone_for_good(outcome) else MISSING_AGAIN)


def is_gone(outcome: FetchOutcome) -> bool:
    """Whether the server says that there is no such page (404, 410)."""
    return isinstance(outcome.result, Rejection) and outcome.result.reason in _GONE


def is_gone_for_good(outcome: FetchOutcome) -> bool:
    """Whether the server says that the page will not come back (410), or for the second time that it is not there."""
    return is_gone(outcome) and (outcome.gone or refusal_reason(outcome.request.state) in _GONE)


def is_news(rejection: Rejection, before: FetchState) -> bool:
    """Whether the address was not refused for the same reason the last time it was asked."""
    return rejection.reason != refusal_reason(before)


def refusal_reason(state: FetchState) -> str | None:
    """The code of the last refusal, None where the last request went well."""
    return state.refusal.split(":")[0] if state.failures and state.refusal else None


def as_taken_down(rejection: Rejection) -> Rejection:
    """The rejection of a page that was there before and is gone now."""
    return replace(rejection, detail=f"the page is gone ({rejection.detail}); what was read of it before is kept")


def leads_home(asked: str, answered: str) -> bool:
    """Whether the page of a report leads to a site's front page now, as that of a report taken down often does."""
    return not _is_front(asked) and _is_front(answered)


def _is_front(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query


def followed_page(
    item: FeedItem, feed: str, article: Article | None, before: FetchState, now: datetime, lasting: timedelta
) -> FollowedPage | None:
    """The page to follow, None where it has been out longer than `lasting`. What its `article`, if it was read, took
    from the feed stays with it, so that an edition read later differs by its edits alone."""
    since = published_before(now, item.published, article.published if article else None, item.modified)
    if since is None and before.asked is not None:
        return None
    since = since or now
    if now - since > lasting:
        return None
    known = replace(item, summary=None, content=None, guid=None)
    if article is not None:
        known = replace(known, title=article.title, outlet=article.outlet, published=article.published)
    return FollowedPage(known, feed, since.astimezone(UTC).isoformat(timespec="seconds"))


def published_before(now: datetime, *dates: str | None) -> datetime | None:
    """The first of the dates that is one and not in the future. A day without a time that is not over says too little:
    the report may have come this minute."""
    for date in dates:
        moment = read_moment(date)
        if moment is not None and moment + (_DAY if len(date or "") <= _LENGTH_OF_DAY else timedelta()) <= now:
            return moment
    return None
