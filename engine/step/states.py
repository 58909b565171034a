"""The state of a running process as it is kept: the kernel's text, sealed to its row in every zone but REG."""

from engine.model import Instance
from engine.sealed import RUNNING, Sealer
from engine.vocabulary import PLAIN_ZONE


def opens(sealer: Sealer, zone: str) -> bool:
    """Whether this server can open what is kept in the zone."""
    return zone == PLAIN_ZONE or sealer.can(zone)


def opened(sealer: Sealer, row: Instance) -> str:
    """The kernel's text of this process. Raises errors.Sealed."""
    if row.zone == PLAIN_ZONE:
        return row.state
    return sealer.open(row.case, row.zone, f"state:{row.id}", row.state)


def closed(sealer: Sealer, row: Instance, text: str) -> str:
    """What is kept of the kernel's text. Raises errors.Sealed."""
    if row.zone == PLAIN_ZONE:
        return text
    return sealer.seal(row.case, row.zone, f"state:{row.id}", text, RUNNING)
