"""What happened when, as TimelineJS reads it (timeline.knightlab.com, JSON format)."""

import re
from typing import Any

from markupsafe import escape

from twosource.model.comparison import Comparison, TimelineEntry
from twosource.report.escape import safe_url
from twosource.report.exports.identity import written

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?)?")
LONGEST_HEADLINE = 160


def timeline_json(comparison: Comparison) -> dict[str, Any]:
    """The timeline's entries whose day, month or year is known, as slides in time order: the first report's words as
    headline, every report's words below with its outlet. Everything from reports is escaped: TimelineJS shows HTML."""
    titles = [annotated.article.title for annotated in comparison.articles if annotated.article.title]
    events = [event for entry in comparison.timeline if (event := _event(comparison, entry)) is not None]
    page: dict[str, Any] = {"events": events}
    if titles:
        page["title"] = {"text": {"headline": _escaped(titles[0])}}
    return page


def _event(comparison: Comparison, entry: TimelineEntry) -> dict[str, Any] | None:
    start = _date(entry.earliest or entry.value)
    if start is None or not entry.mentions:
        return None
    end = _date(entry.latest) if entry.latest else None
    words = [" ".join(comparison.surface(one).split()) for one in entry.mentions]
    headline = words[0] if len(words[0]) <= LONGEST_HEADLINE else words[0][: LONGEST_HEADLINE - 1].rstrip() + "…"
    lines = []
    for one, said in zip(entry.mentions, words, strict=True):
        article = comparison.annotated(one.article).article
        name, url = _escaped(article.name), safe_url(article.url)
        label = f'<a href="{escape(url)}">{name}</a>' if url else name
        lines.append(f"<p><b>{label}</b>: {_escaped(said)}</p>")
    event: dict[str, Any] = {
        "start_date": start,
        "text": {"headline": _escaped(headline), "text": "".join(lines)},
        "display_date": entry.value,
    }
    if end is not None and end != start:
        event["end_date"] = end
    return event


def _date(text: str) -> dict[str, int] | None:
    match = _DATE.match(text)
    if match is None:
        return None
    names = ("year", "month", "day", "hour", "minute")
    return {name: int(part) for name, part in zip(names, match.groups(), strict=True) if part is not None}


def _escaped(text: str) -> str:
    return str(escape(written(text)))
