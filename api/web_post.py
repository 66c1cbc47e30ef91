"""Posting to an address that a stranger chose, without being led astray.

The name is resolved once and the connection goes to what it resolved to: never to an address
that only this machine or its neighbours reach, never to where a redirect leads.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, urlsplit

TIMEOUT_S: Final = 5.0
_LONGEST_URL: Final = 2000
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


class BadAddressError(ValueError):
    """An address that nothing is sent to."""


def read_address(url: str, *, to_loopback: bool = False) -> SplitResult:
    """Return the parts of an address of the web, by TLS only.

    `to_loopback` allows for tests what is refused otherwise: this very machine, without TLS.

    Raises
    ------
    BadAddressError
        When it is none, or names a machine that is not public by its number.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise BadAddressError("https://HOST/PATH") from error
    schemes = {"https", "http"} if to_loopback else {"https"}
    is_plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= _LONGEST_URL
    if not is_plain or parts.scheme not in schemes or not host:
        raise BadAddressError("https://HOST/PATH")
    if parts.username or parts.password or parts.fragment:
        raise BadAddressError("https://HOST/PATH")
    if _is_number(host):
        check_public(host, to_loopback=to_loopback)
    return parts


def check_public(number: str, *, to_loopback: bool = False) -> None:
    """Refuse addresses that are private, loopback, link-local or otherwise not of the web.

    Raises
    ------
    BadAddressError
        When it is one of these.
    """
    found = ipaddress.ip_address(number.partition("%")[0])
    address = _inner(found) if isinstance(found, ipaddress.IPv6Address) else found
    if to_loopback and address.is_loopback:
        return
    if not address.is_global or address.is_multicast or address.is_reserved:
        raise BadAddressError(f"{number}: not a public address")


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    to_loopback: bool = False,
    timeout_s: float = TIMEOUT_S,
) -> int:
    """Send a body and return the status of the answer, whatever it is.

    Raises
    ------
    BadAddressError
        When nothing may be sent there.
    OSError, http.client.HTTPException
        When it cannot be reached, or takes longer than the time given in all.
    """
    parts = read_address(url, to_loopback=to_loopback)
    connection = _connect(parts, to_loopback, timeout_s)
    try:
        path = parts.path or "/"
        target = f"{path}?{parts.query}" if parts.query else path
        connection.request("POST", target, body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection that is made already, and cut when its time is over."""

    def __init__(self, parts: SplitResult, line: socket.socket, timeout_s: float) -> None:
        super().__init__(parts.netloc, timeout=timeout_s)
        self.sock = line
        self._end = Timer(timeout_s, _cut, (line,))
        self._end.daemon = True
        self._end.start()

    def close(self) -> None:
        """Give the line back."""
        self._end.cancel()
        super().close()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _connect(parts: SplitResult, to_loopback: bool, timeout_s: float) -> _Pinned:  # noqa: FBT001
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [str(each[4][0]) for each in known]
    for number in numbers:
        check_public(number, to_loopback=to_loopback)
    line = socket.create_connection((numbers[0], port), timeout=timeout_s)
    if parts.scheme == "https":
        try:
            line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
        except OSError:
            line.close()
            raise
    return _Pinned(parts, line, timeout_s)


def _inner(found: ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return the address of version 4 that one of version 6 stands for, else itself."""
    if found in _NAT64:
        return ipaddress.IPv4Address(found.packed[-4:])
    return found.ipv4_mapped or found.sixtofour or found


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
