"""Which addresses may be followed as feeds, judged without asking anything of the network."""

import ipaddress
import socket

import httpx

from twosource.fetch.addresses import is_public
from twosource.fetch.refusals import RefusedError
from twosource.fetch.urls import checked_url

_PRIVATE_NAMES = (".localhost", ".local", ".internal", ".home.arpa")


def refusal(url: str, allow_private: bool) -> str | None:
    """Why an address is not followed, None where it may be. What a name stands for is looked up, and judged again,
    each time the feed is fetched; here, nothing is asked of the network."""
    try:
        host = httpx.URL(checked_url(url)).host.rstrip(".")
    except (RefusedError, ValueError, httpx.InvalidURL) as error:
        return str(getattr(error, "detail", "")) or "this is no address"
    if allow_private or not _is_private(host):
        return None
    return "an address inside a private network is not followed"


def _is_private(host: str) -> bool:
    bare = host.strip("[]")
    try:
        ipaddress.ip_address(bare)
    except ValueError:
        number = _as_number(bare)
        if number is not None:
            return not is_public(number)
        return "." not in bare or bare.casefold().endswith(_PRIVATE_NAMES)
    return not is_public(bare)


def _as_number(host: str) -> str | None:
    """The IPv4 address that the system's own functions read in the host (127.1, 0x7f000001, 2130706433), None where
    they read none."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, ValueError):
        return None
