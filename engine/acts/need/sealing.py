"""The switch for the day on which the law changes: the identity vault and places of stay close to everybody but the person.

Two persons set it and two lift it. While it holds, names and places are no longer taken in, and the person can take
everything along and have it destroyed.
"""

from dataclasses import dataclass
from datetime import datetime

from engine import access, tags
from engine.access import SEALABLE
from engine.acts.desk import Desk, sealed_zones
from engine.acts.need.proposals import propose
from engine.errors import Conflict, NotAllowed, NotFound
from engine.facts import dumps
from engine.model import Actor, Event, Proposal, ZoneSeal
from engine.store.protocol import Reader, Transaction

SEAL, UNSEAL = "seal", "unseal"


@dataclass(frozen=True, slots=True)
class Sealing:
    """Closing zones, and opening them again."""

    desk: Desk

    def state(self, actor: Actor) -> dict[str, bool]:
        """Which of the zones are sealed. Raises NotAllowed."""
        _must_seal(actor)
        with self.desk.store.reading() as reader:
            closed = sealed_zones(reader)
        return {zone: zone in closed for zone in SEALABLE}

    def propose(self, actor: Actor, zones: tuple[str, ...], *, lift: bool = False) -> list[Proposal]:
        """Ask to seal zones, or to lift their seals. A second person confirms. Raises NotAllowed, NotFound, Conflict."""
        _must_seal(actor)
        if not zones or any(zone not in SEALABLE for zone in zones):
            raise NotFound(
                f"Only {' and '.join(SEALABLE)} can be sealed.",
                f"Alleen {' en '.join(SEALABLE)} kunnen worden verzegeld.",
            )
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            closed = sealed_zones(tx)
            wrong = [zone for zone in zones if (zone in closed) is not lift]
            if wrong:
                raise Conflict(f"{', '.join(wrong)}: this is so already.", f"{', '.join(wrong)}: dit is al zo.")
            return [propose(tx, actor, UNSEAL if lift else SEAL, f"zone:{zone}", now) for zone in zones]

    # --- the deed -----------------------------------------------------------------------------------------------

    def may(self, reader: Reader, actor: Actor, proposal: Proposal) -> bool:
        """Whoever may set the switch."""
        return access.seals(actor)

    def check(self, actor: Actor, proposal: Proposal) -> None:
        """Nothing takes long here: a zone closes in one row."""

    def do(self, tx: Transaction, actor: Actor, proposal: Proposal, now: datetime) -> None:
        """Close the zone, or open it again."""
        zone = proposal.subject.removeprefix("zone:")
        if proposal.kind == SEAL:
            tx.add(ZoneSeal(zone=zone, since=now, set_by=proposal.proposed_by, confirmed_by=actor.account))
        else:
            for row in tx.find(ZoneSeal, zone=zone, lifted_at=None):
                tx.change(row, lifted_at=now, lifted_by=actor.account)
        kind = tags.ZONE_SEALED if proposal.kind == SEAL else tags.ZONE_UNSEALED
        tx.append_events([Event(case=None, at=now, kind=kind, actor=actor.account, detail=dumps({"zone": zone}))])


def _must_seal(actor: Actor) -> None:
    if actor.account is not None and not access.seals(actor):
        raise NotAllowed()
