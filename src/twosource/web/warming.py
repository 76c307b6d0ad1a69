"""What the first requests would wait for, done before they come: templates compiled, libraries loaded."""

import gc
from importlib import import_module

from twosource.web.site import environment

_LATER = (
    "lxml.etree",
    "pyarrow.parquet",
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
    gc.collect()
    gc.freeze()
