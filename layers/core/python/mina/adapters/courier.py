"""Sends webhooks, and only to where the public internet is.

A workspace names the address, so it may be a trap: the name is resolved here, every address behind it has to be a
public one, and the connection goes to exactly the address that was looked at, so that a name that answers otherwise
the second time (DNS rebinding) gains nothing. Redirects are not followed. After OWASP, "Server-Side Request Forgery
Prevention".
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, urlsplit

from mina.domain.errors import Invalid
from mina.ports.webhooks import CourierFailed

TIMEOUT_SECONDS = 5.0
MOST_READ = 4_096
MAX_URL = 2_000
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into IPv4 ones, also private ones."""

Resolve = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """The addresses behind a name. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip.sixtofour or ip.teredo or ip in TRANSLATED:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class PublicCourier:
    """`trusted` is the set of certificate authorities; None takes the system's."""

    def __init__(
        self,
        resolve: Resolve = resolve,
        is_allowed: Callable[[str], bool] = is_public,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        self._resolve = resolve
        self._is_allowed = is_allowed
        self._trusted = trusted

    def check(self, url: str) -> None:
        parts = _parts(url)
        if parts is None:
            raise Invalid("url", "has to be an https address without a name and password in it")
        try:
            self._address(parts)
        except CourierFailed as error:
            raise Invalid("url", f"cannot be sent to ({error})") from error

    def post(self, url: str, headers: Mapping[str, str], body: str) -> int:
        parts = _parts(url)
        if parts is None:
            raise CourierFailed("bad address")
        connection = _Pinned(parts.hostname or "", parts.port or 443, self._address(parts), self._trusted)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request("POST", path, body=body.encode(), headers=dict(headers))
            answer = connection.getresponse()
            answer.read(MOST_READ)
            return answer.status
        except TimeoutError as error:
            raise CourierFailed("timeout") from error
        except ssl.SSLError as error:
            raise CourierFailed("certificate") from error
        except (OSError, http.client.HTTPException) as error:
            raise CourierFailed("no connection") from error
        finally:
            connection.close()

    def _address(self, parts: SplitResult) -> str:
        """The one address that is connected to. Every address of the name has to be public, not only that one."""
        try:
            addresses = self._resolve(parts.hostname or "", parts.port or 443)
        except (OSError, UnicodeError) as error:
            raise CourierFailed("unknown name") from error
        if not addresses or not all(self._is_allowed(address) for address in addresses):
            raise CourierFailed("not a public address")
        return addresses[0]


class _Pinned(http.client.HTTPSConnection):
    """Connects to the given address and still asks for the certificate of the name."""

    def __init__(self, host: str, port: int, address: str, trusted: ssl.SSLContext | None) -> None:
        self._trusted = trusted or ssl.create_default_context()
        super().__init__(host, port, timeout=TIMEOUT_SECONDS, context=self._trusted)
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), TIMEOUT_SECONDS)
        self.sock = self._trusted.wrap_socket(plain, server_hostname=self.host)


def _parts(url: str) -> SplitResult | None:
    """None where it is no https address, or hides something."""
    if len(url) > MAX_URL or not url.isprintable() or " " in url or "\\" in url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or port == 0:
        return None
    return parts
