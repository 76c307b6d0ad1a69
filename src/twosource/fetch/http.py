"""One page over HTTP, as the user named it."""

from twosource.fetch.exchange import USER_AGENT
from twosource.fetch.fetcher import Fetcher
from twosource.fetch.pacing import Pacing
from twosource.fetch.page import FetchedPage, Limits, NotModified, PageRequest
from twosource.model.article import Rejection

__all__ = ["USER_AGENT", "FetchedPage", "Limits", "fetch_page"]


def fetch_page(url: str, *, allow_private: bool = False, limits: Limits | None = None) -> FetchedPage | Rejection:
    """The page at an http(s) URL, or why it could not be had; nothing is raised. Addresses of private networks are
    refused unless `allow_private`, at every redirect. Nothing is remembered from one call to the next: for more than a
    few pages use a Fetcher, which also names the reasons."""
    fetcher = Fetcher(allow_private=allow_private, limits=limits, pacing=Pacing(pause=0, longest_pause=0))
    result = fetcher.fetch(PageRequest(url)).result
    assert not isinstance(result, NotModified)  # only a request with validators is answered so
    return result
