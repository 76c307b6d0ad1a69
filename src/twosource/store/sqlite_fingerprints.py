"""From fingerprints to the articles that hold them, in SQLite. Another database brings a module with these functions.

A B-tree of all fingerprints would have some 150 of its pages rewritten for every article, however small the step: in an
archive of 100,000 articles that is half a megabyte each. So it is grown in steps, as a log-structured merge tree is
(O'Neil et al., 1996): the newest articles are looked through as they are, are then listed in a small tree, and that
goes over into the large one. Which of the three holds an article is its `level`.
"""

import json
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, text, update

from twosource.store.tables import article_prints, fingerprints, fingerprints_recent

UNLISTED = 256
"""Articles looked through as they are; 150 kB are read for each look-up."""
RECENT = 8_192
"""Articles in the small tree, some 16 MB."""

_BYTES = np.dtype("<u4")
_LEVELS: dict[int, Table] = {1: fingerprints_recent, 2: fingerprints}
_LISTED_HOLDERS = """SELECT key, held FROM (SELECT keys.value AS key, (SELECT group_concat(article) FROM
    (SELECT article FROM {table} WHERE print = keys.value ORDER BY article DESC LIMIT :most)) AS held
    FROM json_each(:prints) AS keys) WHERE held IS NOT NULL"""


def fingerprint_holders(connection: Connection, prints: Sequence[int], most: int) -> dict[int, list[int]]:
    """For each fingerprint that is stored up to `most` article numbers, the highest ones, in rising order."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    asked = {"prints": json.dumps(list(prints)), "most": most}
    for table in _LEVELS.values():
        for key, held in connection.execute(text(_LISTED_HOLDERS.format(table=table.name)), asked):
            found[key] += [int(number) for number in held.split(",")]
    keys, numbers = _unlisted(connection)
    wanted = np.array(sorted(set(prints)), dtype=_BYTES)
    matching = wanted[np.searchsorted(wanted, keys).clip(max=len(wanted) - 1)] == keys
    for key, number in zip(keys[matching].tolist(), numbers[matching].tolist(), strict=True):
        found[key].append(number)
    return {key: sorted(held)[-most:] for key, held in found.items()}


def replace_fingerprints(connection: Connection, article: int, prints: Sequence[int]) -> None:
    """Stores the fingerprints of an article, in place of those it had."""
    query = select(article_prints.c.level, article_prints.c.prints).where(article_prints.c.article == article)
    before = connection.execute(query).one_or_none()
    packed = np.array(sorted(set(prints)), dtype=_BYTES).tobytes()
    if before is None:
        connection.execute(insert(article_prints).values(article=article, level=0, prints=packed))
    else:
        _unlist(connection, article, before.level, before.prints)
        changed = update(article_prints).where(article_prints.c.article == article)
        connection.execute(changed.values(level=0, prints=packed))
    _settle(connection)


def fingerprint_count(packed_size: int) -> int:
    """How many fingerprints the bytes of one article hold."""
    return packed_size // _BYTES.itemsize


def _unlisted(connection: Connection) -> "tuple[np.ndarray, np.ndarray]":
    """The fingerprints of the articles that no tree lists, and beside each the number of its article."""
    query = select(article_prints.c.article, article_prints.c.prints).where(article_prints.c.level == 0)
    rows = connection.execute(query.order_by(article_prints.c.article)).all()
    keys = np.frombuffer(b"".join(row.prints for row in rows), dtype=_BYTES)
    sizes = [fingerprint_count(len(row.prints)) for row in rows]
    return keys, np.repeat(np.array([row.article for row in rows], dtype=np.int64), sizes)


def _unlist(connection: Connection, article: int, level: int, packed: bytes) -> None:
    if level not in _LEVELS or not packed:
        return
    tree = _LEVELS[level]
    gone = delete(tree).where(tree.c.print == bindparam("key"), tree.c.article == article)
    connection.execute(gone, [{"key": key} for key in np.frombuffer(packed, dtype=_BYTES).tolist()])


def _settle(connection: Connection) -> None:
    """Lists the newest articles in the small tree, and that in the large one, where they have become many."""
    if _count(connection, 0) < UNLISTED:
        return
    keys, numbers = _unlisted(connection)
    order = np.lexsort((numbers, keys))
    rows = list(zip(keys[order].tolist(), numbers[order].tolist(), strict=True))
    connection.exec_driver_sql(f"INSERT INTO {fingerprints_recent.name} (print, article) VALUES (?, ?)", rows)  # noqa: S608
    _rise(connection, 0)
    if _count(connection, 1) < RECENT:
        return
    recent = select(fingerprints_recent.c.print, fingerprints_recent.c.article)
    connection.execute(
        insert(fingerprints).from_select(["print", "article"], recent.order_by(*recent.selected_columns))
    )
    connection.execute(delete(fingerprints_recent))
    _rise(connection, 1)


def _count(connection: Connection, level: int) -> int:
    query = select(func.count()).select_from(article_prints).where(article_prints.c.level == level)
    return int(connection.execute(query).scalar_one())


def _rise(connection: Connection, level: int) -> None:
    connection.execute(update(article_prints).where(article_prints.c.level == level).values(level=level + 1))
