"""Accounts kept rendered: the pages of large ones, made when their stories are compared."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import twosource
from twosource.model.archive import AccountPage
from twosource.model.comparison import Comparison
from twosource.store.encoding import pack, unpack

if TYPE_CHECKING:
    from twosource.report.account_parts import AccountParts
    from twosource.report.story_view import StoryView
    from twosource.store.interface import Store

FEWEST_CLAIMS = 150
"""Accounts of fewer are rendered in less than some 50 ms, when they are asked for (November 2026)."""
_MAKING = ("report", "model")
"""The packages whose code decides what a page looks like."""


def account_pages(account: Comparison, *, in_archive: bool = True) -> tuple[AccountPage, ...]:
    """The pages to keep of a new account, whole and with short excerpts; none where it is quickly rendered. Where its
    reports are not `in_archive`, nothing leads to their pages."""
    if len(account.claims) < FEWEST_CLAIMS:
        return ()
    from twosource.report.story_view import story_view

    view = story_view(account)
    return tuple(
        AccountPage(excerpts, made_by(), pack(_rendered(view, excerpts, in_archive))) for excerpts in (False, True)
    )


def rendered_parts(account: Comparison, *, excerpts: bool = False, in_archive: bool = True) -> "AccountParts":
    """The parts of the account's page at the site of the archive."""
    from twosource.report.story_view import story_view

    return _rendered(story_view(account), excerpts, in_archive)


def _rendered(view: "StoryView", excerpts: bool, in_archive: bool) -> "AccountParts":
    from twosource.report.account_parts import account_parts
    from twosource.report.addresses import article_address

    return account_parts(view, excerpts=excerpts, article_address=article_address if in_archive else None)


def parts_of(page: AccountPage) -> "AccountParts":
    """The parts that were kept as the page."""
    from twosource.report.account_parts import AccountParts

    return unpack(page.data, AccountParts)


def kept_parts(
    store: "Store", story: str, number: int | None = None, *, excerpts: bool = False
) -> "AccountParts | None":
    """The parts of the page as they were kept with the story's current account; None where there are none, another
    account is asked for, or they were made by another version of this program."""
    page = store.account_page(story, number, excerpts=excerpts)
    return None if page is None or page.made_by != made_by() else parts_of(page)


@cache
def made_by() -> str:
    """Tells the version of the code that renders pages from every other."""
    digest = sha256()
    for file in _sources():
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:24]


def _sources() -> Iterator[Path]:
    for package in _MAKING:
        folder = Path(twosource.__file__).parent / package
        yield from sorted(file for file in folder.rglob("*") if file.suffix in (".py", ".j2"))
