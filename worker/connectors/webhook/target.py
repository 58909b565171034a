"""Where a webhook goes: an address of the settings, held to one plain form before anything is asked of a network."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

# A name with a dot whose last part begins with a letter: no number in any writing can be one.
HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
PATH = re.compile(r"/[A-Za-z0-9/_.~-]*")
NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
# Names that only the own machine or the own network knows.
INNER = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "arpa", "onion")
HTTPS = 443


@dataclass(frozen=True, slots=True)
class Target:
    """A partner's program."""

    host: str
    port: int
    path: str


def read_targets(text: str) -> Mapping[str, Target]:
    """`partner=https://host/path`, comma separated. Raises ValueError, which says what is wrong and with which."""
    found: dict[str, Target] = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        name, _, url = part.partition("=")
        if not NAME.fullmatch(name) or name in found:
            raise ValueError(f"{name!r} is no name of a partner, or it comes twice")
        found[name] = read_target(url)
    return found


def read_target(url: str) -> Target:
    """An address in its plain form. Raises ValueError for every other way of writing one."""
    if not url.isascii() or not url.isprintable() or re.search(r"[\s\\@%#?]", url):
        raise ValueError(f"{url!r} holds signs that no address of a partner needs")
    parts = urlsplit(url)
    if parts.scheme != "https" or not url.startswith("https://"):
        raise ValueError(f"{url!r} must start with https://")
    host = parts.netloc.partition(":")[0]
    if not HOST.fullmatch(host) or host.rpartition(".")[2] in INNER:
        raise ValueError(f"{url!r} must name a public host, in small letters; no number can stand for one")
    if not PATH.fullmatch(parts.path or "/") or ".." in parts.path:
        raise ValueError(f"{url!r} has no plain path")
    return Target(host, parts.port or HTTPS, parts.path or "/")
