"""The Atom feed of stories: one entry a story, updated in place when its account changes (RFC 4287)."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from urllib.parse import quote

from lxml import etree
from markupsafe import Markup, escape

from twosource.model.account_statements import AccountStatements, account_statements
from twosource.model.archive import StoryEvent, StorySummary
from twosource.model.article import Article
from twosource.model.comparison import ClaimMention, Comparison, Standing
from twosource.model.moments import read_moment
from twosource.report.dates import date_words
from twosource.report.escape import one_line, safe_url
from twosource.report.outlet_names import outlet_title, outlet_titles, with_outlet_titles
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


@dataclass(frozen=True)
class FeedAddress:
    """Whose feed it is and where: `feed_id` is the lasting id of the archive; with `base_url` an entry leads to
    `<base_url>/stories/<id>`, without to the story's first report; `feed_url` is the feed's own address."""

    feed_id: str
    base_url: str | None = None
    feed_url: str | None = None

    @property
    def id(self) -> str:
        """The id of the feed, of which those of its entries are made; it stays when accounts change."""
        named = _clean(self.feed_id)
        return named if _ABSOLUTE.fullmatch(self.feed_id) else f"tag:twosource,2026:{quote(named)}"


@dataclass(frozen=True)
class FeedEntry:
    """An entry of the feed as XML, with what it is placed by."""

    story: str
    updated: str
    xml: str


def render_story_feed(
    entries: Iterable[FeedEntry], address: FeedAddress, *, updated: str, title: str = "Stories"
) -> str:
    """An Atom document (RFC 4287) of the entries, the last changed first; `updated` (ISO 8601) is the feed's own time
    where no story is newer."""
    ordered = sorted(entries, key=lambda one: one.story)
    ordered.sort(key=lambda one: one.updated, reverse=True)
    feed = etree.Element(_name("feed"), nsmap={None: ATOM})
    _add(feed, "id", address.id)
    _add(feed, "title", _line(title, LONGEST_TITLE) or "Stories")
    _add(feed, "updated", max([_moment(updated, updated), *(one.updated for one in ordered)]))
    _add(_add(feed, "author"), "name", "Twosource")
    _add(feed, "generator", "Twosource")
    for relation, url in (("self", address.feed_url), ("alternate", address.base_url)):
        if safe := safe_url(url):
            _add(feed, "link", rel=relation, href=safe)
    whole: bytes = etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    head, end, _ = whole.decode().rpartition("</feed>")
    return "".join([head, *(one.xml for one in ordered), end, "\n"])


def render_feed_entry(one: FeedStory, address: FeedAddress, *, updated: str) -> FeedEntry:
    """The entry of a story; `updated` (ISO 8601) stands for its time where none is known.

    Its content is HTML without scripts, styles or images, in which all that comes from reports is escaped; characters
    that XML does not allow are left out."""
    moment = _moment(one.summary.updated or one.summary.story.changed, updated)
    entry = _entry(one, moment, address.id, address.base_url)
    xml: str = etree.tostring(entry, encoding="unicode", pretty_print=True)
    # The element of the feed around it names the namespace.
    return FeedEntry(one.summary.story.id, moment, xml.replace(f' xmlns="{ATOM}"', "", 1))


def _entry(one: FeedStory, moment: str, base: str, base_url: str | None) -> etree._Element:
    story = one.summary.story
    articles = [annotated.article for annotated in one.comparison.articles] if one.comparison else []
    entry = etree.Element(_name("entry"), nsmap={None: ATOM})
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
    return entry


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
    outlets = [_line(outlet_title(outlet), 60) for outlet in summary.outlets]
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
    parts = [_PARAGRAPH + account_summary(one) + _PARAGRAPH_END]
    if one.comparison:
        statements = account_statements(one.comparison)
        for standing in _SHOWN:
            parts.append(_statements(standing, one.comparison, statements))
    if one.events:
        items = [_item(f"{_when(event)}: {_line(event.message, 600)}") for event in one.events[:SHOWN_EVENTS]]
        parts.append(_section("What changed", items))
    parts.append(_section("Reports", [_report(article) for article in articles[:SHOWN_REPORTS]]))
    return _LINE.join([part for part in parts if part])


_PARAGRAPH, _PARAGRAPH_END, _LINE = Markup("<p>"), Markup("</p>"), Markup("\n")
_ITEM, _SMALL, _SMALL_END, _ITEM_END = Markup("<li>"), Markup("<br/><small>"), Markup("</small>"), Markup("</li>")


def _statements(standing: Standing, comparison: Comparison, statements: AccountStatements) -> Markup:
    """The first statements of that standing, and how many more there are."""
    told = [(claim.text, claim.reason) for claim in statements.claims if claim.standing == standing]
    number = len(told)
    if standing == "single_source":
        number = len(statements.alone)
        told = [_alone(comparison, one) for one in statements.alone[:SHOWN_CLAIMS]]
    elif standing == "disputed":
        number += len(statements.loose)
        told += [_contradiction(comparison, indexes) for indexes in statements.loose[:SHOWN_CLAIMS]]
    titles = outlet_titles(annotated.article for annotated in comparison.articles)
    items = [_statement(words, with_outlet_titles(reason, titles)) for words, reason in told[:SHOWN_CLAIMS]]
    if number > SHOWN_CLAIMS:
        items.append(_item(f"and {number - SHOWN_CLAIMS} more"))
    return _section(standing_words(standing).heading, items)


def _alone(comparison: Comparison, one: ClaimMention) -> tuple[str, str]:
    """The words of a statement that one article has, and which has it."""
    return comparison.surface(one), f"only {comparison.annotated(one.article).article.name} has this"


def _contradiction(comparison: Comparison, indexes: Sequence[int]) -> tuple[str, str]:
    """The words of both sides of a contradiction that belongs to no claim, and why it is one."""
    found = comparison.discrepancies[indexes[0]]
    held = {annotated.article.id for annotated in comparison.articles}
    words = dict.fromkeys(one_line(comparison.surface(one), 100) for one in found.mentions if one.article in held)
    return " / ".join(words), found.why


def _statement(words: str, reason: str) -> Markup:
    return _ITEM + _line(words, LONGEST_CLAIM) + _SMALL + _line(reason, LONGEST_CLAIM) + _SMALL_END + _ITEM_END


def _item(words: str) -> Markup:
    return _ITEM + words + _ITEM_END


def _report(article: Article) -> Markup:
    label, when = _line(_label(article), LONGEST_TITLE), date_words(_line(article.published or "", 40))
    url = safe_url(article.url)
    named = Markup('<a href="{}">{}</a>').format(_clean(url), label) if url else escape(label)
    return _ITEM + named + (f", {when}" if when else "") + _ITEM_END


def _section(heading: str, items: Sequence[Markup]) -> Markup:
    if not items:
        return Markup("")
    return Markup("<h3>{}</h3>\n<ul>\n{}\n</ul>").format(heading, _LINE.join(items))


def _label(article: Article) -> str:
    outlet = outlet_title(article.outlet) if article.outlet else ""
    return f"{outlet}: {article.title}" if outlet and article.title else outlet or article.name


def _when(event: StoryEvent) -> str:
    return date_words(_line(event.time, 40)) or "then"


def _line(text: str, limit: int) -> str:
    return one_line(_INVALID.sub("", text), limit)


def _clean(text: str) -> str:
    return _INVALID.sub("", text)


def _moment(value: str | None, fallback: str) -> str:
    """The date or date-time as RFC 3339 in UTC; midnight where only the day is known, the fallback where neither is."""
    for text in (value, fallback):
        moment = read_moment(text)
        with suppress(OverflowError):
            if moment is not None:
                return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    return "1970-01-01T00:00:00Z"


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _name(tag), attributes)
    element.text = text
    return element
