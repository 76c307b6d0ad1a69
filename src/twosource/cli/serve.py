"""`twosource serve`: the web app over the archive."""

import secrets
from typing import Annotated

import typer

from twosource.cli.archive import DbOption, open_for_writing
from twosource.cli.exits import FINE, USAGE
from twosource.cli.ingest import ContactOption
from twosource.cli.options import PrivateOption
from twosource.cli.streams import say


def serve(
    db: DbOption = None,
    host: Annotated[str, typer.Option("--host", help="Where to listen. Default: this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port.")] = 8000,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="A further host name the app is reached under; may be given again."),
    ] = None,
    contact: ContactOption = None,
    allow_private_addresses: PrivateOption = False,
) -> None:
    """Show the archive in the browser: stories, accounts, reports, speakers, outlets, events, feeds; and a REST API.

    It listens on this machine alone. To open it wider, name a --host: a token is then drawn, printed, and asked of
    every visitor.
    """
    from twosource.web.app import create_app
    from twosource.web.running import run_app
    from twosource.web.settings import WebSettings

    settings = WebSettings(host, port, None, allow_private_addresses, contact, tuple(name or ()))
    if not settings.is_local:
        settings = WebSettings(
            host, port, secrets.token_urlsafe(24), allow_private_addresses, contact, tuple(name or ())
        )
    store = open_for_writing(db)
    shown = f"[{host}]" if ":" in host else host
    token = f"?token={settings.token}" if settings.token else ""
    say(f"twosource: open http://{shown}:{port}/{token} (Ctrl-C to stop)")
    try:
        run_app(create_app(store, settings), host, port)
    except OSError as error:
        say(f"twosource: cannot listen on {shown}:{port}: {error.strerror or error}")
        raise typer.Exit(USAGE) from error
    finally:
        store.close()
    raise typer.Exit(FINE)
