"""The one seam to the network: connections to checked addresses only, each read and write within one allowance."""

import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import httpcore
import httpx

from twosource.fetch.addresses import RefusedAddressError, resolve_public_within
from twosource.fetch.refusals import RefusedError, StoppedError

_HEAD_BYTES = 2**18
"""Bytes until the body begins, with what comes along of it."""
_MOST_ADDRESSES = 3
"""Of one host that are tried, each after the one before refused."""
_FEWEST_SECONDS = 0.001
_SLICE_SECONDS = 0.2
"""Longest read that is not interrupted to see whether the answer is still wanted."""


class Allowance:
    """What one request may cost: `seconds` from now, `most_bytes` received, and nothing more once `stop` is set. Until
    `widen` is called only the bytes of a head are allowed, so that endless headers or interim answers end soon."""

    def __init__(self, seconds: float, most_bytes: int, stop: threading.Event | None = None) -> None:
        self._ends = time.monotonic() + seconds
        self._most_bytes = most_bytes
        self._allowed_bytes = min(_HEAD_BYTES, most_bytes)
        self._bytes = 0
        self._stop = stop

    def within(self, timeout: float | None) -> float:
        """The shorter of `timeout` and the time left, in seconds; httpcore.ReadTimeout where none is left, StoppedError
        where the answer is not wanted any more."""
        if self._stop is not None and self._stop.is_set():
            raise StoppedError
        left = self._ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole fetch is over")
        return max(left if timeout is None else min(timeout, left), _FEWEST_SECONDS)

    def spend(self, received: int) -> None:
        """Counts bytes received; RefusedError where they are more than allowed."""
        self._bytes += received
        if self._bytes > self._allowed_bytes:
            raise RefusedError("too_large", f"the server sends more than {self._allowed_bytes / 2**20:.3g} MB")

    def widen(self) -> None:
        """Allows the bytes of a body too."""
        self._allowed_bytes = self._most_bytes


class CheckedTransport(httpx.BaseTransport):
    """Sends requests over connections that never outlive `allowance`, each to the very address that was checked, so
    that a name cannot change its meaning between check and connection (DNS rebinding). Proxies are not used."""

    def __init__(self, allowance: Allowance, *, allow_private: bool) -> None:
        backend = _CheckedBackend(allowance, allow_private=allow_private)
        self._pool = httpcore.ConnectionPool(
            ssl_context=_ssl_context(), max_keepalive_connections=0, network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The response with its body still to be read. Raises httpcore's exceptions and RefusedError."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        response = self._pool.handle_request(
            httpcore.Request(
                request.method,
                url,
                headers=request.headers.raw,
                content=request.read() or None,
                extensions=request.extensions,
            )
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Closes every connection."""
        self._pool.close()


@cache
def _ssl_context() -> ssl.SSLContext:
    """Made once: reading the trusted certificates takes longer than most requests."""
    return httpx.create_ssl_context()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _CheckedBackend(httpcore.NetworkBackend):
    def __init__(self, allowance: Allowance, *, allow_private: bool) -> None:
        self._backend = httpcore.SyncBackend()
        self._allowance = allowance
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        within = self._allowance.within(timeout)
        addresses = resolve_public_within(host, port, within, allow_private=self._allow_private)[:_MOST_ADDRESSES]
        for left, address in zip(reversed(range(len(addresses))), addresses, strict=True):
            within = self._allowance.within(timeout)
            try:
                stream = self._backend.connect_tcp(address, port, within, local_address, socket_options)
            except httpcore.ConnectError:
                if not left:
                    raise
            else:
                return _MeasuredStream(stream, self._allowance)
        raise httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise RefusedAddressError("refused_address", "socket files are not fetched")

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(self._allowance.within(seconds))


class _MeasuredStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, allowance: Allowance) -> None:
        self._stream = stream
        self._allowance = allowance

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        ends = time.monotonic() + self._allowance.within(timeout)
        while True:
            left = self._allowance.within(ends - time.monotonic())
            try:
                received = self._stream.read(max_bytes, min(left, _SLICE_SECONDS))
            except httpcore.ReadTimeout:
                if time.monotonic() >= ends:
                    raise
            else:
                self._allowance.spend(len(received))
                return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._allowance.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        within = self._allowance.within(timeout)
        return _MeasuredStream(self._stream.start_tls(ssl_context, server_hostname, within), self._allowance)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
