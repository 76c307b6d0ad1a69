"""Which hosts may be asked: addresses of private networks are refused."""

import ipaddress
import socket
import threading
from collections.abc import Iterable

import httpcore

from twosource.fetch.refusals import RefusedError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class RefusedAddressError(RefusedError):
    """A host that is not asked, unknown or inside a private network; `reason` is a rejection's code."""


def is_public(address: str) -> bool:
    """Whether the address is one of the public internet: not private, loopback, link-local, shared, multicast,
    reserved or unspecified, whether as such or mapped or tunnelled into IPv6."""
    ip: IPAddress = ipaddress.ip_address(address.split("%")[0])
    for inner in _carried(ip):
        if not inner.is_global or inner.is_multicast or inner.is_reserved or inner.is_unspecified:
            return False
    return True


def _carried(ip: IPAddress) -> Iterable[IPAddress]:
    yield ip
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            yield ip.ipv4_mapped
        if ip.sixtofour:
            yield ip.sixtofour
        if ip.teredo:
            yield from ip.teredo
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)


def resolve_public(host: str, port: int, *, allow_private: bool) -> tuple[str, ...]:
    """The addresses of `host`, in the system's order; RefusedAddressError where the name is unknown or, unless
    `allow_private`, any of its addresses is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RefusedAddressError("unknown_host", f"no address is known for {host}") from error
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses:
        raise RefusedAddressError("unknown_host", f"no address is known for {host}")
    if not allow_private and not all(map(is_public, addresses)):
        raise RefusedAddressError(
            "refused_address", f"{host} is an address inside a private network, which is not fetched"
        )
    return addresses


def resolve_public_within(host: str, port: int, seconds: float, *, allow_private: bool) -> tuple[str, ...]:
    """`resolve_public`, given up with httpcore.ConnectTimeout after `seconds`: the system's resolver knows no time
    limit, and a dead name server must not hold up a fetch. The look-up that is given up ends by itself."""
    found: list[tuple[str, ...] | Exception] = []

    def resolve() -> None:
        try:
            found.append(resolve_public(host, port, allow_private=allow_private))
        except Exception as error:
            found.append(error)

    thread = threading.Thread(target=resolve, name=f"look up {host}", daemon=True)
    thread.start()
    thread.join(seconds)
    if not found:
        raise httpcore.ConnectTimeout(f"no address of {host} was found in time")
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]
