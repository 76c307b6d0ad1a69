"""What the first requests would wait for, done before they come: templates compiled, libraries loaded."""

import gc
from importlib import import_module
from io import BytesIO

from twosource.model.tables import CLAIM_COLUMNS
from twosource.report.tables import write_table
from twosource.service.account_pages import made_by
from twosource.web.site import environment

_LATER = (
    "lxml.etree",
    "twosource.compare.account",
    "twosource.report.article_view",
    "twosource.report.html",
    "twosource.report.story_feed",
)
"""Loaded by the pages that need them, otherwise."""


def warm_up() -> None:
    """Compiles every template and loads what pages would load at their first request; it takes about a second. What is
    loaded then stays until the program ends, so the search for garbage leaves it out from then on: looking through it
    again and again would cost large pages a hundred milliseconds each."""
    templates = environment()
    for name in templates.list_templates(extensions=["j2"]):
        templates.get_template(name)
    for module in _LATER:
        import_module(module)
    # The first table loads what pyarrow works with.
    write_table("claims", [dict.fromkeys(column.name for column in CLAIM_COLUMNS)], BytesIO(), "parquet")
    made_by()
    gc.collect()
    gc.freeze()
