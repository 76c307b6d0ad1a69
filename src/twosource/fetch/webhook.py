"""Telling another program: one JSON document posted to an address the user named."""

import httpx

from twosource.fetch.exchange import USER_AGENT
from twosource.fetch.page import Limits
from twosource.fetch.refusals import NETWORK_ERRORS, rejection_of
from twosource.fetch.transport import Allowance, CheckedTransport
from twosource.fetch.urls import checked_url
from twosource.model.article import Rejection

_MOST_BYTES = 64 * 1024
"""Of an answer: only its status counts."""
_SECONDS = 15.0


def post_json(url: str, document: bytes, *, allow_private: bool = False) -> Rejection | None:
    """Posts `document` (JSON in UTF-8); None where the server takes it (any 2xx), else why it did not. Redirects are
    not followed: an address that moves must be set anew. Addresses of private networks are refused unless
    `allow_private`."""
    allowance = Allowance(_SECONDS, _MOST_BYTES)
    headers = {"User-Agent": USER_AGENT, "Content-Type": "application/json", "Accept-Encoding": "identity"}
    try:
        with (
            httpx.Client(
                transport=CheckedTransport(allowance, allow_private=allow_private),
                timeout=httpx.Timeout(_SECONDS, connect=Limits().connect),
                headers=headers,
                follow_redirects=False,
                trust_env=False,
            ) as client,
            client.stream("POST", checked_url(url), content=document) as response,
        ):
            status = response.status_code
    except NETWORK_ERRORS as error:
        return rejection_of(url, error)
    if 200 <= status < 300:
        return None
    return Rejection(url, f"http_{status}", f"the server answers {status} and does not take the events")
