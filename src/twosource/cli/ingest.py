"""`twosource ingest`: files, archives and feeds into the archive."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from twosource.cli.archive import DbOption, JsonOption, open_for_writing, write_records
from twosource.cli.exits import FINE, INTERRUPTED, NOTHING, PARTLY, USAGE
from twosource.cli.options import PrivateOption, WorkersOption
from twosource.cli.stages import stage_bars
from twosource.cli.streams import read_standard_input, say, write_text
from twosource.report.vocabulary import counted

if TYPE_CHECKING:
    from twosource.model.article import Rejection
    from twosource.service.archive import IngestReport
    from twosource.store.interface import Store

IngestSources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE",
        help="Files, folders, .jsonl and .warc(.gz) archives, feed lists (.opml), addresses of pages, feeds and news "
        "sitemaps, or - for standard input.",
    ),
]
ContactOption = Annotated[
    str | None,
    typer.Option(
        "--contact", help="An address under which the owner of a site can reach you; sent with every request."
    ),
]

_SHOWN_REFUSALS = 5
_PASSED_OVER = {
    "not_a_response": "requests and notes on the crawl",
    "not_http": "not of the web",
    "no_address": "without an address",
    "not_200": "redirects and errors",
    "not_html": "not HTML",
}


def ingest(
    sources: IngestSources = None,
    db: DbOption = None,
    revisit: Annotated[
        bool,
        typer.Option(
            "--revisit",
            help="Also ask pages of feeds read earlier again for silent edits: those of the last three days whose time "
            "has come.",
        ),
    ] = False,
    workers: WorkersOption = None,
    contact: ContactOption = None,
    allow_private_addresses: PrivateOption = False,
    json: JsonOption = False,
) -> None:
    """Put reports into the archive: annotated, placed in stories, the stories' accounts brought up to date.

    What is there already is passed over, what has changed becomes a new revision. A run that was stopped goes on where
    it stood when started again.
    """
    from twosource.service import default_workers
    from twosource.service.ingesting import ingest_sources
    from twosource.service.meter import Meter
    from twosource.service.network import make_fetcher
    from twosource.service.processes import stop_processes

    if not (sources or revisit):
        say("twosource: name what to read, or ask for edits with --revisit")
        raise typer.Exit(USAGE)
    named, meter = sources or [], Meter()
    store = open_for_writing(db)
    try:
        with stage_bars(lambda: meter.share) as observer:
            report = ingest_sources(
                store,
                named,
                fetcher=make_fetcher(contact, allow_private=allow_private_addresses),
                revisit=revisit,
                stdin=read_standard_input(named),
                workers=workers or max(1, default_workers() // 2),
                meter=meter,
                observer=observer,
            )
        refusals = _few_refusals(store, report.stored.rejected)
    except KeyboardInterrupt:
        stop_processes()
        say("twosource: stopped. What was done is kept; the same command again goes on from there.")
        raise typer.Exit(INTERRUPTED) from None
    finally:
        store.close()
    if json:
        write_records([report])
    else:
        write_text(summary(report), None)
    _say_refusals(report.stored.rejected, refusals)
    if report.left:
        say(f"twosource: {counted(report.left, 'page')} left for later: run the same command again to get them.")
    raise typer.Exit(_outcome(report))


def summary(report: "IngestReport") -> str:
    """What an ingest did, in a few lines; steps that had nothing to do are left out."""
    stored, placed, updated = report.stored, report.placed, report.updated
    again = f" ({counted(report.revisited, 'page')} asked again for edits)" if report.revisited else ""
    parts = [
        f"{counted(stored.read, 'document')} read: {stored.added:,} new, {stored.revised:,} changed, "
        f"{stored.unchanged:,} known, {sum(stored.rejected.values()):,} not readable{again}",
    ]
    if placed.placed:
        parts.append(
            f"{placed.placed:,} placed: {counted(placed.opened, 'story', 'stories')} opened, "
            f"{counted(placed.copies, 'copy', 'copies')} found, {counted(placed.merged, 'story', 'stories')} merged"
        )
    if updated.accounts:
        parts.append(f"{counted(updated.accounts, 'account')} made, {counted(updated.events, 'event')}")
    if report.passed_over:
        whys = ", ".join(f"{_PASSED_OVER.get(why, why)} {count:,}" for why, count in report.passed_over.most_common())
        parts.append(f"{counted(report.passed_over.total(), 'record')} of web archives passed over: {whys}")
    return "\n".join(parts) + "\n"


def _few_refusals(store: "Store", rejected: Counter[str]) -> "tuple[Rejection, ...]":
    """What this run could not read, none where that is much. The newest rejections are this run's, but for a document
    that was refused more than once, of which the last is kept."""
    if rejected.total() > _SHOWN_REFUSALS:
        return ()
    newest = store.rejections(limit=rejected.total())
    return newest if Counter(one.reason for one in newest) == rejected else ()


def _say_refusals(rejected: Counter[str], refusals: "tuple[Rejection, ...]") -> None:
    for refusal in refusals:
        say(f"twosource: {refusal.document}: {refusal.detail} [{refusal.reason}]")
    if rejected and not refusals:
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in rejected.most_common())
        say(f"twosource: not readable: {reasons}. `twosource rejections` lists them.")
    if rejected["refused_address"]:
        say("twosource: --allow-private-addresses fetches such addresses as well.")


def _outcome(report: "IngestReport") -> int:
    if not sum(report.stored.rejected.values()):
        return FINE
    return PARTLY if report.stored.read > sum(report.stored.rejected.values()) else NOTHING
