"""Connections to public addresses only, each within a time of its own.

A name is looked up once, what it stands for is checked, and that address is connected to: a name that answers
otherwise the second time (DNS rebinding) gains nothing.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable

import httpcore2

NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones (RFC 6052)."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class PrivateAddressError(Exception):
    """A host that stands on a private network, or on this machine."""


def is_public(address: Address) -> bool:
    """Whether an address is of the public internet, and so is each IPv4 address that stands inside it."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if not all(is_public(one) for one in inner if one is not None):
            return False
    return address.is_global and not address.is_multicast


def resolve(host: str, port: int, allow_private: bool) -> list[str]:
    """The addresses of a host that may be connected to, in the system's order.

    Raises OSError where it has none, PrivateAddressError where none of them is public.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    public = [one for one in addresses if allow_private or is_public(ipaddress.ip_address(one))]
    if not public:
        raise PrivateAddressError(f"{host} is on a private network ({addresses[0]})")
    return public


class TimedBackend(httpcore2.NetworkBackend):
    """Connections for one fetch; after `seconds` whatever it still waits for fails with a timeout."""

    def __init__(self, seconds: float, *, allow_private: bool) -> None:
        self.deadline = time.monotonic() + seconds
        self.allow_private = allow_private
        self.inner = httpcore2.SyncBackend()

    def left(self, timeout: float | None) -> float:
        """Seconds that may still be waited; raises TimeoutException where none are left."""
        seconds = self.deadline - time.monotonic()
        if seconds <= 0:
            raise httpcore2.ReadTimeout("took too long")
        return seconds if timeout is None else min(seconds, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of the host that may be connected to and answers."""
        try:
            addresses = resolve(host, port, self.allow_private)
        except (OSError, UnicodeError):
            raise httpcore2.ConnectError(f"there is no host {host}") from None
        failed: Exception | None = None
        for address in addresses:
            try:
                stream = self.inner.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
                return _TimedStream(stream, self)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = failed or error
        assert failed is not None
        raise failed


class _TimedStream(httpcore2.NetworkStream):
    """A connection whose every wait ends with the fetch's time."""

    def __init__(self, inner: httpcore2.NetworkStream, backend: TimedBackend) -> None:
        self.inner = inner
        self.backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, self.backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, self.backend.left(timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        stream = self.inner.start_tls(ssl_context, server_hostname, self.backend.left(timeout))
        return _TimedStream(stream, self.backend)

    def get_extra_info(self, info: str) -> object:
        return self.inner.get_extra_info(info)
