"""The way out: look the name up once, refuse what is not public, and connect to exactly the address that was looked at."""

import ipaddress
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

from worker.connectors.webhook.target import Target

SECONDS = 10.0
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an address of version 4 in disguise


class Refused(Exception):
    """The name leads to where no partner is."""


def looked_up(host: str, port: int) -> list[str]:
    """The addresses of a name."""
    return [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether an address is in the open network: not this machine, its neighbours, or anything with a special meaning."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is not None:
            return is_public(str(inner))
        if found in NAT64 or found.teredo is not None:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


@dataclass(frozen=True, slots=True)
class Wire:
    """Sends one request. `look_up` and `allowed` stand here so that a test can put a trap in their place; `tls` None is for it too."""

    look_up: Callable[[str, int], Sequence[str]] = looked_up
    allowed: Callable[[str], bool] = is_public
    tls: ssl.SSLContext | None = field(default_factory=ssl.create_default_context)

    def post(self, target: Target, body: bytes) -> int:
        """The status of the answer; its headers and body are not read. Raises Refused and OSError.

        One address among those of a name that is not public refuses the name: it would come by turns.
        """
        addresses = self.look_up(target.host, target.port)
        if not addresses or not all(self.allowed(one) for one in addresses):
            raise Refused(target.host)
        connection = _Pinned(target, addresses[0], self.tls)
        try:
            connection.request("POST", target.path, body, {"Content-Type": "application/json", "Connection": "close"})
            return connection.getresponse().status
        except HTTPException as error:
            raise OSError("the answer is no HTTP") from error
        finally:
            connection.close()


class _Pinned(HTTPConnection):
    """A connection to one address, to whoever there proves to be the host."""

    def __init__(self, target: Target, address: str, tls: ssl.SSLContext | None) -> None:
        super().__init__(target.host, target.port, timeout=SECONDS)
        self._address, self._tls = address, tls

    def connect(self) -> None:
        """To the address that was looked at: the name is not asked again."""
        plain = socket.create_connection((self._address, self.port), SECONDS)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host) if self._tls else plain
