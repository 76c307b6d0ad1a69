"""The Atom feed of stories: one entry a story, updated in place when its account changes (RFC 4287)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from lxml import etree
from markupsafe import Markup, escape

from twosource.model.archive import StoryEvent, StorySummary
from twosource.model.article import Article
from twosource.model.comparison import Claim, Comparison, Standing
from twosource.report.dates import date_words
from twosource.report.escape import one_line, safe_url
from twosource.report.vocabulary import STANDINGS, counted, listed, standing_words

ATOM = "http://www.w3.org/2005/Atom"
SCHEME = "tag:twosource,2026:standing"
"""The scheme of the categories: their terms are the standings of the story's claims."""
SHOWN_CLAIMS = 5
SHOWN_EVENTS = 5
SHOWN_REPORTS = 40
LONGEST_TITLE = 200
LONGEST_CLAIM = 300

_INVALID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_SHOWN: tuple[Standing, ...] = ("corroborated", "disputed", "shared_origin", "single_source")
_COUNTED: dict[Standing, tuple[str, str]] = {
    "corroborated": (
        "1 statement has two or more independent origins", "{} statements have two or more independent origins",
    ),
    "shared_origin": ("1 rests on one origin of several outlets", "{} rest on one origin of several outlets"),
    "disputed": ("1 is disputed", "{} are disputed"),
    "single_source": ("1 stands on one outlet alone", "{} stand on one outlet alone"),
}  # fmt: skip


@dataclass(frozen=True)
class FeedStory:
    """A story as an entry of the feed: its summary, its current account and its last events, the newest first."""

    summary: StorySummary
    comparison: Comparison | None = None
    events: tuple[StoryEvent, ...] = ()


def render_story_feed(
    stories: Iterable[FeedStory],
    *,
    feed_id: str,
    updated: str,
    base_url: str | None = None,
    feed_url: str | None = None,
    title: str = "Stories",
) -> str:
    """An Atom document (RFC 4287) with one entry a story, the last changed first.

    `feed_id` is the lasting id of the archive; ids of entries are made of it and the story's id, and stay when the
    account changes. `updated` (ISO 8601) is the feed's own time where no story is newer. With `base_url` an entry leads
    to `<base_url>/stories/<id>`, without to the story's first report; `feed_url` is the feed's own address. The content
    of an entry is HTML without scripts, styles or images, in which all that comes from reports is escaped; characters
    that XML does not allow are left out."""
    base = f"tag:twosource,2026:{quote(_clean(feed_id))}" if not _ABSOLUTE.fullmatch(feed_id) else _clean(feed_id)
    ordered = sorted(stories, key=lambda one: one.summary.story.id)
    ordered.sort(key=lambda one: _moment(one.summary.updated or one.summary.story.changed, updated), reverse=True)
    newest = [_moment(one.summary.updated or one.summary.story.changed, updated) for one in ordered]
    feed = etree.Element(_name("feed"), nsmap={None: ATOM})
    _add(feed, "id", base)
    _add(feed, "title", _line(title, LONGEST_TITLE) or "Stories")
    _add(feed, "updated", max([_moment(updated, updated), *newest]))
    _add(_add(feed, "author"), "name", "Twosource")
    _add(feed, "generator", "Twosource")
    for relation, address in (("self", feed_url), ("alternate", base_url)):
        if safe := safe_url(address):
            _add(feed, "link", rel=relation, href=safe)
    for one, moment in zip(ordered, newest, strict=True):
        _entry(feed, one, moment, base, base_url)
    document: bytes = etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return document.decode()


def _entry(feed: etree._Element, one: FeedStory, moment: str, base: str, base_url: str | None) -> None:
    story = one.summary.story
    articles = [annotated.article for annotated in one.comparison.articles] if one.comparison else []
    entry = _add(feed, "entry")
    _add(entry, "id", f"{base}{'' if base.endswith(('/', ':')) else '/'}stories/{quote(_clean(story.id))}")
    title = story.title or next((article.title for article in articles if article.title), None)
    _add(entry, "title", _line(title or "", LONGEST_TITLE) or f"Story {_line(story.id, 40)}")
    _add(entry, "updated", moment)
    if story.started:
        _add(entry, "published", _moment(story.started, moment))
    for words in STANDINGS:
        if one.summary.standings.get(words.standing):
            _add(entry, "category", term=words.standing, scheme=SCHEME, label=words.short)
    _links(entry, story.id, articles, base_url)
    _add(entry, "summary", account_summary(one), type="text")
    _add(entry, "content", str(_content(one, articles)), type="html")


def _links(entry: etree._Element, story: str, articles: Sequence[Article], base_url: str | None) -> None:
    """The address of the entry, and those of the reports."""
    reports = [(article, url) for article in articles if (url := safe_url(article.url))]
    page = safe_url(f"{base_url.rstrip('/')}/stories/{quote(_clean(story))}") if base_url else None
    address = page or next((url for _, url in reports), None)
    if address:
        _add(entry, "link", rel="alternate", href=_clean(address))
    for article, url in reports[:SHOWN_REPORTS]:
        _add(entry, "link", rel="related", href=_clean(url), title=_line(_label(article), LONGEST_TITLE))


def account_summary(one: FeedStory) -> str:
    """The state of a story in plain words: its outlets, its statements by standing, and what changed last."""
    summary = one.summary
    outlets = [_line(outlet, 60) for outlet in summary.outlets]
    told = counted(len(summary.story.articles), "report")
    if outlets:
        rest = [f"{len(outlets) - 5} more"] if len(outlets) > 5 else []
        told += f" by {listed([*outlets[:5], *rest])}"
    counts = [
        words[number > 1].format(number)
        for standing, words in _COUNTED.items()
        if (number := summary.standings.get(standing, 0))
    ]
    parts = [f"{told}.", f"{'; '.join(counts)}." if counts else ""]
    if one.events:
        parts.append(f"Last: {_line(one.events[0].message, LONGEST_CLAIM)}.")
    return " ".join(part for part in parts if part)


def _content(one: FeedStory, articles: Sequence[Article]) -> Markup:
    parts = [Markup("<p>{}</p>").format(account_summary(one))]
    if one.comparison:
        for standing in _SHOWN:
            parts.append(_claims(standing, one.comparison))
    if one.events:
        items = [Markup("<li>{}: {}</li>").format(_when(event), _line(event.message, 600)) for event in one.events]
        parts.append(_section("What changed", items[:SHOWN_EVENTS]))
    parts.append(_section("Reports", [_report(article) for article in articles[:SHOWN_REPORTS]]))
    return Markup("\n").join(part for part in parts if part)


def _claims(standing: Standing, comparison: Comparison) -> Markup:
    claims = [claim for claim in comparison.claims if claim.standing == standing]
    items = [_claim(claim) for claim in claims[:SHOWN_CLAIMS]]
    if len(claims) > SHOWN_CLAIMS:
        items.append(Markup("<li>and {} more</li>").format(len(claims) - SHOWN_CLAIMS))
    return _section(standing_words(standing).heading, items)


def _claim(claim: Claim) -> Markup:
    words, reason = _line(claim.text, LONGEST_CLAIM), _line(claim.reason, LONGEST_CLAIM)
    return Markup("<li>{}<br/><small>{}</small></li>").format(words, reason)


def _report(article: Article) -> Markup:
    label, when = _line(_label(article), LONGEST_TITLE), date_words(_line(article.published or "", 40))
    url = safe_url(article.url)
    named = Markup('<a href="{}">{}</a>').format(_clean(url), label) if url else escape(label)
    return Markup("<li>{}{}</li>").format(named, f", {when}" if when else "")


def _section(heading: str, items: Sequence[Markup]) -> Markup:
    if not items:
        return Markup("")
    return Markup("<h3>{}</h3>\n<ul>\n{}\n</ul>").format(heading, Markup("\n").join(items))


def _label(article: Article) -> str:
    return f"{article.outlet}: {article.title}" if article.outlet and article.title else article.name


def _when(event: StoryEvent) -> str:
    return date_words(_line(event.time, 40)) or "then"


def _line(text: str, limit: int) -> str:
    return one_line(_INVALID.sub("", text), limit)


def _clean(text: str) -> str:
    return _INVALID.sub("", text)


def _moment(value: str | None, fallback: str) -> str:
    """The date or date-time as RFC 3339 in UTC; midnight where only the day is known, the fallback where neither is."""
    for text in (value, fallback):
        try:
            moment = datetime.fromisoformat((text or "").strip())
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError):
            continue
        return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    return "1970-01-01T00:00:00Z"


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _name(tag), attributes)
    element.text = text
    return element
