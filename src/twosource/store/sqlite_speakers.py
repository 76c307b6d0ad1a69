"""Which articles quote a speaker whose name has some letters in it, by SQLite's FTS5. Another database brings a module
with the same functions.

The index holds the speakers of the newest revision of each article, by runs of three letters. What is asked for may be
shorter: `speaker_letters` knows the runs there are, and two letters are looked up as all runs that begin so. Single
letters stand before the names, each as a run of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Connection, Select, column, insert, select, table, text

from twosource.store.exact_text import escape, fold
from twosource.store.tables import attributions, speaker_letters, speakers

MOST_SPEAKER_CHARACTERS = 200
MOST_RUNS = 2_000
"""Runs that begin with the same two letters and are looked up at once; a Latin script has some thirty."""
_RUN = 3
_INDEXED_AT_ONCE = 1_000
_BETWEEN = "\n\n"
"""Before and behind each name: no folded name has a line break in it, and its last letters begin a run too."""

SPEAKER_TABLE = """CREATE VIRTUAL TABLE article_speakers USING fts5(names, content='',
    tokenize='trigram case_sensitive 1')"""

_search = table("article_speakers", column("rowid"))
_INDEX = text("INSERT INTO article_speakers(rowid, names) VALUES (:number, :names)")
_UNINDEX = text("INSERT INTO article_speakers(article_speakers, rowid, names) VALUES ('delete', :number, :names)")
_MATCHES = text("article_speakers MATCH :speakers")


def index_speakers(connection: Connection, quoted: Mapping[int, Iterable[str]]) -> None:
    """Makes articles, by number, findable by the names of the speakers they quote."""
    folded = {number: sorted({escape(fold(name)) for name in names} - {""}) for number, names in quoted.items()}
    rows = [{"number": number, "names": _joined(names)} for number, names in folded.items() if names]
    if rows:
        connection.execute(_INDEX, rows)
        _list_letters(connection, {name for names in folded.values() for name in names})


def unindex_speakers(connection: Connection, article: int) -> None:
    """Takes an article out again; its attributions must still be there."""
    query = select(speakers.c.folded).join(attributions, attributions.c.speaker == speakers.c.number)
    found = connection.execute(query.where(attributions.c.article == article)).scalars()
    names = sorted({escape(name) for name in found} - {""})
    if names:
        connection.execute(_UNINDEX, {"number": article, "names": _joined(names)})


def index_all_speakers(connection: Connection) -> None:
    """Makes the articles of an archive findable that has no such index yet."""
    said = select(attributions.c.article, speakers.c.name).join(speakers, speakers.c.number == attributions.c.speaker)
    rows = iter(connection.execute(said.order_by(attributions.c.article)))
    groups = groupby(rows, key=lambda row: int(row.article))
    while part := {number: [row.name for row in group] for number, group in islice(groups, _INDEXED_AT_ONCE)}:
        index_speakers(connection, part)


def quoting(connection: Connection, speaker: str) -> Select[Any]:
    """The numbers of the articles that quote a speaker whose name has `speaker` in it."""
    part = escape(fold(speaker[:MOST_SPEAKER_CHARACTERS]))
    if not part:
        return select(attributions.c.article).where(attributions.c.speaker.is_not(None)).distinct()
    if len(part) == 1:
        runs = [_BETWEEN + part]
    else:
        runs = [part] if len(part) >= _RUN else _runs(connection, part)
    expression = " OR ".join('"{}"'.format(run.replace('"', '""')) for run in runs)
    return select(_search.c.rowid).where(_MATCHES.bindparams(speakers=expression or '""'))


def quoting_one_by_one(speaker: str) -> Select[Any]:
    """The same, without the index: for few articles."""
    part = fold(speaker[:MOST_SPEAKER_CHARACTERS])
    said = select(attributions.c.article).join(speakers, speakers.c.number == attributions.c.speaker)
    return said.where(speakers.c.folded.contains(part, autoescape=True)).distinct()


def _runs(connection: Connection, beginning: str) -> list[str]:
    begins = speaker_letters.c.letters >= beginning, speaker_letters.c.letters < beginning + "\U0010ffff"
    query = select(speaker_letters.c.letters).where(*begins).order_by(speaker_letters.c.letters).limit(MOST_RUNS)
    return list(connection.execute(query).scalars())


def _list_letters(connection: Connection, names: Iterable[str]) -> None:
    """Adds the runs of three letters in the names to those that are known."""
    found = {f"{one}{_BETWEEN}"[start : start + _RUN] for one in names for start in range(len(one))}
    rows = [{"letters": letters} for letters in sorted(found)]
    connection.execute(insert(speaker_letters).prefix_with("OR IGNORE"), rows)


def _joined(names: Sequence[str]) -> str:
    letters = sorted({letter for name in names for letter in name})
    return _BETWEEN + "".join(part + _BETWEEN for part in (*letters, *names))
