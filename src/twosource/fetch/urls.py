"""Addresses of pages: which are asked, of which origin and host they are, where a redirect leads."""

from urllib.parse import urljoin, urlsplit

import httpx

from twosource.fetch.refusals import RefusedError, plain

_LONGEST_URL = 8000
_DEFAULT_PORTS = (None, 80, 443)


def checked_url(url: str) -> str:
    """The http(s) address without fragment, its host in ASCII; RefusedError (bad_url), ValueError or httpx.InvalidURL
    where it is none."""
    text = url.strip()
    if len(text) > _LONGEST_URL:
        raise RefusedError("bad_url", f"the address is longer than {_LONGEST_URL} characters")
    parts = urlsplit(text)
    if parts.scheme.casefold() not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise RefusedError("bad_url", "only http and https addresses are fetched")
    return str(httpx.URL(text).copy_with(fragment=None))


def redirected_url(url: str, location: str | None) -> str:
    """The address to which an answer from `url` leads on, checked; name and password in it are not taken. RefusedError
    (broken_response) where it leads nowhere."""
    if not location:
        raise RefusedError("broken_response", "the page leads on, but does not say where")
    try:
        target = httpx.URL(checked_url(urljoin(url, location)))
    except (RefusedError, ValueError, httpx.InvalidURL) as error:
        raise RefusedError("broken_response", f"the page leads on to what cannot be asked: {plain(error)}") from error
    return str(target.copy_with(username=None, password=None))


def origin_of(url: str) -> str:
    """Scheme, host and port of a checked address: what one robots.txt is for (RFC 9309, 2.3)."""
    address = httpx.URL(url)
    return f"{address.scheme}://{address.netloc.decode('ascii')}"


def host_of(url: str) -> str:
    """The host of a checked address, with its port where that is neither 80 nor 443: what is asked one request at a
    time."""
    address = httpx.URL(url)
    name = address.host.rstrip(".")
    return name if address.port in _DEFAULT_PORTS else f"{name}:{address.port}"
