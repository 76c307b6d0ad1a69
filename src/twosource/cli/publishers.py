"""`twosource publishers`: which outlets count as one publisher, and where to put a table of one's own."""

from typing import TYPE_CHECKING, Annotated

import typer

from twosource.cli.streams import print_terminal, say
from twosource.report.escape import one_line

if TYPE_CHECKING:
    from rich.console import Console

    from twosource.compare.publishers import PublisherTable


def publishers(
    find: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Show only families and outlets whose name holds this.")
    ] = None,
) -> None:
    """Show which outlets count as one publisher, and where a table of your own goes.

    Outlets of one family are one voice when independence is judged. Your own file has the same form as the bundled
    one and is read over it.
    """
    from twosource import service

    table = service.publisher_table()
    print_terminal(lambda console: _show(table, (find or "").casefold(), console))
    own = service.user_publishers_file()
    say(f"twosource: your own table {'is read from' if own.is_file() else 'would go to'} {own}")


def _show(table: "PublisherTable", wanted: str, console: "Console") -> None:
    from rich.text import Text

    rows = [(family.name, family.outlets, "") for family in table.families if not family.independent]
    rows += [(partner.name, partner.outlets, f"carries {', '.join(partner.republishes)}") for partner in table.partners]
    for name, outlets, note in sorted(rows, key=lambda row: row[0].casefold()):
        if any(wanted in text.casefold() for text in (name, *outlets)):
            console.print(Text(one_line(name), style="bold"))
            console.print(Text("  " + ", ".join(one_line(outlet) for outlet in outlets)))
            if note:
                console.print(Text("  " + one_line(note), style="dim"))
