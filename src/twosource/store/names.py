"""Names kept once and referred to by number: outlets, speakers, sets of components."""

from collections.abc import Iterable

from sqlalchemy import Connection, Table, func, insert, select

from twosource.store.database import chunks
from twosource.store.exact_text import fold


def number_names(connection: Connection, table: Table, names: Iterable[str | None]) -> dict[str | None, int | None]:
    """The number of each name, new ones added in the order given; None stands for None."""
    wanted = [name for name in dict.fromkeys(names) if name is not None]
    numbers: dict[str | None, int | None] = {None: None}
    for part in chunks(wanted):
        rows = connection.execute(select(table.c.name, table.c.number).where(table.c.name.in_(part)))
        numbers.update((name, number) for name, number in rows)
    missing = [name for name in wanted if name not in numbers]
    if missing:
        last = connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one()
        numbers.update((name, number) for number, name in enumerate(missing, last + 1))
        added = [{"number": numbers[name], "name": name} for name in missing]
        if "folded" in table.c:
            added = [row | {"folded": fold(str(row["name"]))} for row in added]
        connection.execute(insert(table), added)
    return numbers
