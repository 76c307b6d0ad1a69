"""Why something could not be fetched: every failure of the network becomes one short code and one plain sentence."""

import ssl
import zlib

import httpcore
import httpx

from twosource.model.article import Rejection


class RefusedError(Exception):
    """A request that is not made, or whose answer is not taken; `reason` is a rejection's code."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class StoppedError(RefusedError):
    """The caller wants no answer any more."""

    def __init__(self) -> None:
        super().__init__("stopped", "fetching was stopped")


NETWORK_ERRORS = (
    RefusedError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    zlib.error,
    OSError,
    ValueError,
)
"""All that a request can raise, whatever the other side does."""


def rejection_of(url: str, error: Exception) -> Rejection:
    """The rejection of `url` that says what `error`, one of NETWORK_ERRORS, means."""
    if isinstance(error, RefusedError):
        return Rejection(url, error.reason, error.detail)
    if isinstance(error, httpcore.TimeoutException | TimeoutError):
        return Rejection(url, "timeout", f"the server took too long: {plain(error)}")
    if isinstance(error.__cause__ or error.__context__, ssl.SSLCertVerificationError):
        return Rejection(url, "bad_certificate", f"the server's certificate is not to be trusted: {plain(error)}")
    if isinstance(error, httpcore.NetworkError | OSError):
        return Rejection(url, "unreachable", f"no connection: {plain(error)}")
    if isinstance(error, httpx.InvalidURL | ValueError):
        return Rejection(url, "bad_url", f"this is no address: {plain(error)}")
    return Rejection(url, "broken_response", f"the server's answer cannot be read: {plain(error)}")


def plain(error: Exception) -> str:
    """What the error says, on one line of at most 200 characters; its name where it says nothing."""
    return " ".join(str(error).split())[:200] or type(error).__name__
