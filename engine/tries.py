"""How long somebody waits after wrong passwords and codes: longer each time, never for ever. Pure.

Tries are counted per log-in name and per address, whether or not the name exists. An address from which somebody has logged
in before is counted apart: whoever guesses elsewhere cannot keep that person out.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted, and how many failures are free before somebody has to wait."""

    subject: str
    free: int


def wait_after(failures: int, free: int) -> timedelta:
    """The wait after so many failures: nothing while they are free, then 1, 2, 4 … seconds, at most a quarter of an hour."""
    beyond = failures - free
    if beyond < 0:
        return timedelta()
    return min(timedelta(seconds=2 ** min(beyond, 30)), LONGEST_WAIT)


def counted(failures: int, last_at: datetime, now: datetime) -> int:
    """The failures that still count: none after a quiet day."""
    return 0 if now - last_at > FORGOTTEN_AFTER else failures


def place(address: str) -> str:
    """The address as it is counted: whoever has an IPv6 network has 2^64 addresses, which are one place."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
