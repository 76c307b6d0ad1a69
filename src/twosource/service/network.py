"""How this program behaves on the network: one fetcher for a run."""

from typing import TYPE_CHECKING

from twosource.errors import TwosourceError

if TYPE_CHECKING:
    from twosource.fetch.fetcher import Fetcher


def make_fetcher(contact: str | None = None, *, allow_private: bool = False) -> "Fetcher":
    """A fetcher that names `contact` to site owners; TwosourceError where that cannot stand in a request."""
    from twosource.fetch.fetcher import Fetcher

    try:
        return Fetcher(contact=contact, allow_private=allow_private)
    except ValueError as error:
        raise TwosourceError(str(error)) from error
