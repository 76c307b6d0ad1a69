"""A feed's item, with its page where that was fetched → Article."""

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from twosource.ingest.html import read_html
from twosource.ingest.limits import LARGEST_PAGE
from twosource.model.article import Article, Rejection, canonical_url, content_id
from twosource.model.feed import Feed, FeedItem

_FEWEST_LETTERS = 300
_FEWEST_LETTERS_OF_SUMMARY = 1_200
"""Of a feed's own text from which it is the report: the shortest news items have about 300 letters, teasers fewer;
what a feed calls a summary is one only where it is as long as a whole report."""
_CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[\s*(?:…|&#8230;|\.\.\.)\s*\]|(?:read|continue reading|see|view)\b[^.!?\n]{0,80}?"
    r"\b(?:more|full (?:story|article|report)|the rest)\b[^.!?\n]{0,40}|continue reading[^\n]{0,120})\W*$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"<p>\s{0,20}The post <a\b[^<>]{0,1000}>[^<>]{0,500}</a>\s{0,20}(?:appeared first|first appeared) on\b.{0,600}$",
    re.DOTALL,
)
"""What weblog software puts below each item."""
_FOOTER_BEGINS = 2_500
"""Characters from the end."""


def article_of_item(
    item: FeedItem, feed: Feed, page: bytes | None, media_type: str | None = None, *, page_url: str | None = None
) -> Article | Rejection:
    """The report an item stands for: its page where `page` holds one, else the feed's own text where that is long
    enough to be a report. `page_url` is where the page was fetched in the end, behind redirects.

    The id comes from the item's canonical address, so that page and feed give one article. Text, byline and dates are
    the page's first; the outlet is the item's own source, else the feed's, else the page's, else the feed's title or,
    for an item of another site, its host. `extra` has the `feed`, and the address of the item's source as
    `outlet_url`.

    Reasons: only_teaser, and those of read_document where the page is no report and the feed has none either."""
    read = _read_page(item, page, media_type, page_url) if page is not None else None
    if isinstance(read, Article):
        return _with_item(read, item, feed)
    own = _read_content(item)
    if isinstance(own, Article):
        return _with_item(replace(own, url=item.url, outlet=_own_name(item, feed)), item, feed)
    return read or own


def _read_page(item: FeedItem, page: bytes, media_type: str | None, page_url: str | None) -> Article | Rejection:
    from twosource.ingest import read_document

    if len(page) > LARGEST_PAGE:
        return Rejection(item.url, "too_large", f"the page is larger than {LARGEST_PAGE // 2**20} MB")
    url = page_url or item.url
    found = next(read_document(page, name=url, media_type=media_type or "text/html", url=url), None)
    if found is None:
        return Rejection(item.url, "no_article", "the page holds no report")
    return replace(found, document=item.url) if isinstance(found, Rejection) else found


def _read_content(item: FeedItem) -> Article | Rejection:
    """The report in the feed's own text, read as the main part of a page."""
    teaser = Rejection(item.url, "only_teaser", "the feed gives no more than a teaser: its page has to be fetched")
    for markup, fewest in ((item.content, _FEWEST_LETTERS), (item.summary, _FEWEST_LETTERS_OF_SUMMARY)):
        if markup is None or len(markup) < fewest:
            continue
        page = (
            '<!doctype html><html><head><meta charset="utf-8"><meta property="og:type" content="article">'
            f"<title>{html.escape(item.title or '')}</title></head>"
            f"<body><article>{_paragraphs(markup)}</article></body></html>"
        )
        found = read_html(page, document=item.url, url=item.url)
        if not isinstance(found, Article):
            continue
        if sum(map(str.isalpha, found.text)) >= fewest and not _CUT_OFF.search(found.text[-200:]):
            return found
    return teaser


def _paragraphs(markup: str) -> str:
    """The markup without such a footer, with a paragraph for each line where it is plain text."""
    markup = markup[:-_FOOTER_BEGINS] + _FOOTER.sub("", markup[-_FOOTER_BEGINS:])
    if re.search(r"<(?:p|br|div|li|h\d)\b", markup, re.IGNORECASE):
        return markup
    return "".join(f"<p>{line}</p>" for line in markup.splitlines() if line.strip())


def _own_name(item: FeedItem, feed: Feed) -> str | None:
    """The feed's title where the item is of the feed's site, else the item's host."""
    host = _host(item.url)
    if host and host in (_host(feed.site or feed.url), _host(feed.url)):
        return feed.title or host
    return host or feed.title


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _with_item(article: Article, item: FeedItem, feed: Feed) -> Article:
    extra: Mapping[str, Any] = {**article.extra, "feed": feed.url}
    if item.outlet_url:
        extra = {**extra, "outlet_url": item.outlet_url}
    return replace(
        article,
        id=content_id(canonical_url(item.url)),
        title=article.title or item.title,
        outlet=item.outlet or feed.outlet or article.outlet or _own_name(item, feed),
        byline=article.byline or item.byline,
        published=_fuller(article.published, item.published),
        modified=article.modified or item.modified,
        language=article.language or item.language,
        url=article.url or item.url,
        extra=extra,
    )


def _fuller(first: str | None, second: str | None) -> str | None:
    """The first date, or the second where it gives the time of the same day as well."""
    if first and second and len(first) == 10 and second.startswith(first):
        return second
    return first or second
