"""What the reports of one account are called: by their outlets, and reports of one outlet by what tells them apart."""

import re
from collections.abc import Callable, Iterator, Sequence

from twosource.model.article import Article
from twosource.report.dates import date_words
from twosource.report.escape import one_line
from twosource.report.outlet_names import outlet_title

_LONGEST_NAME = 48
_LONGEST_HEADLINE = 30
"""Characters of a headline that tells reports apart."""
_MOST_WORDS = 5
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ](\d\d:\d\d))?")


def report_names(articles: Sequence[Article]) -> tuple[str, ...]:
    """A name for each article, none twice: its outlet's, else its headline, else "Report 3". Reports of one outlet are
    told apart by day or time where these differ ("Skerry Post (15:50)"), else by the first words of their headlines,
    else by number, the first without one."""
    bases = [_base(article, number) for number, article in enumerate(articles, 1)]
    names = list(bases)
    for base in dict.fromkeys(bases):
        alike = [place for place, other in enumerate(bases) if other == base]
        if len(alike) > 1:
            signs = _signs([articles[place] for place in alike])
            for place, sign in zip(alike, signs, strict=True):
                names[place] = f"{base} ({sign})" if sign else base
    taken: set[str] = set()
    return tuple(_untaken(name, taken) for name in names)


def _base(article: Article, number: int) -> str:
    outlet = outlet_title(article.outlet) if article.outlet else ""
    return one_line(outlet or article.title or "", _LONGEST_NAME) or f"Report {number}"


def _signs(articles: Sequence[Article]) -> list[str]:
    """What tells reports of one outlet apart, the first that all have and none shares; nothing where there is none."""
    for read in _readings():
        signs = [read(article) for article in articles]
        if all(signs) and len(set(signs)) == len(signs):
            return signs
    return [""] * len(articles)


def _readings() -> Iterator[Callable[[Article], str]]:
    yield _day
    yield _time
    yield lambda article: f"{_day(article)}, {_time(article)}" if _time(article) else ""
    yield lambda article: _date(article) or ""
    for words in range(2, _MOST_WORDS + 1):
        yield lambda article, words=words: _opening(article, words)  # type: ignore[misc]


def _date(article: Article) -> str | None:
    moment = _MOMENT.match(article.published or "")
    words = date_words(moment[0][:10]) if moment else ""
    return words if len(words.split()) == 3 else None


def _day(article: Article) -> str:
    """The day as "14 Nov"."""
    words = (_date(article) or "").split()
    return f"{words[0]} {words[1][:3]}" if words else ""


def _time(article: Article) -> str:
    moment = _MOMENT.match(article.published or "")
    return (moment[1] or "") if moment else ""


def _opening(article: Article, words: int) -> str:
    """The first words of the headline between quotation marks."""
    headline = one_line(article.title or "", _LONGEST_HEADLINE * 4).split()
    opening = " ".join(headline[:words]).strip("“”\"'‘’,;:")
    if not opening or len(opening) > _LONGEST_HEADLINE:
        return ""
    return f"“{opening}{'…' if len(headline) > words else ''}”"


def _untaken(name: str, taken: set[str]) -> str:
    found, repeat = name, 2
    while found in taken:
        found, repeat = f"{name} ({repeat})", repeat + 1
    taken.add(found)
    return found
