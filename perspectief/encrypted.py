"""Whether what goes to a database can be read on the way."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PROVED = ("verify-ca", "verify-full")  # encrypted, and the server proves who it is


def unreadable_on_the_way(url: str, environment: Mapping[str, str]) -> bool:
    """Whether nobody between can read along: a file, a socket of this machine, or TLS with a server that proves who it is.

    What the address does not say, PostgreSQL's own variables do (PGHOST, PGHOSTADDR, PGSSLMODE), as its client reads them.
    """
    parts = urlsplit(url)
    if not parts.scheme.startswith("postgres"):
        return True
    asked = parse_qs(parts.query)
    if _last(asked, "sslmode", environment.get("PGSSLMODE", "")) in PROVED:
        return True
    if "service" in asked or "PGSERVICE" in environment:
        return False  # a file elsewhere says where it goes
    named = _last(asked, "host", "") or parts.netloc.rpartition("@")[2] or environment.get("PGHOST", "")
    numbers = _last(asked, "hostaddr", environment.get("PGHOSTADDR", ""))
    return all(_is_here(host) for host in (numbers or named).split(","))


def _is_here(host: str) -> bool:
    """No host is the socket of this machine, and so is a folder."""
    bare = host.strip()
    name = (
        bare[1:].partition("]")[0] if bare.startswith("[") else bare.partition(":")[0] if bare.count(":") == 1 else bare
    )
    return not name or name.startswith(("/", "@")) or name in LOOPBACK


def _last(asked: Mapping[str, list[str]], name: str, otherwise: str) -> str:
    return asked[name][-1] if name in asked else otherwise
