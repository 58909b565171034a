"""Once a month people look at how it goes: a case of the system itself, about nobody."""

from dataclasses import dataclass

from engine import tags
from engine.acts.desk import Desk
from engine.calendar import day_of
from engine.model import ENGINE, Case, CaseKind
from engine.placing import HUB, organisation_of
from engine.step import routing
from engine.step.run import Run

MONTHLY = "toezicht.maand"  # the message that starts the month's oversight (P28)
OVERSIGHT = "P28"
PURPOSE = "oversight"


def reference_of(month: str) -> str:
    """The reference of the case of a month (2026-10), in which people look at the month before."""
    return f"T-{month}"


@dataclass(frozen=True, slots=True)
class Oversight:
    """Begins what belongs to a month. Any number of workers may ask: the reference of the month's case is unique."""

    desk: Desk

    def begin_month(self) -> bool:
        """Open this month's case of oversight, unless it is there or no diagram waits for a month to begin.

        1. Look whether there is anything to do. 2. Write the case; who comes second finds its reference taken.
        3. Send the message that starts the process.
        """
        now = self.desk.clock.now()
        reference = reference_of(f"{day_of(now):%Y-%m}")
        with self.desk.look() as (reader, snapshot):
            if MONTHLY not in snapshot.starters or reader.find(Case, reference=reference, limit=1):
                return False
        with self.desk.store.begin() as tx:
            case = tx.add_unless_there(
                Case(reference=reference, kind=CaseKind.SYSTEM, alias=f"Toezicht {day_of(now):%m-%Y}", opened_at=now)
            )
            if case is None:
                return False
            run = Run(tx, self.desk.parts, case, ENGINE, now)
            run.tell(tags.CASE_OPENED)
            hub = organisation_of(HUB, case, run.staffing())
            if hub is not None:
                run.join(HUB, hub, PURPOSE)
            routing.send(run, MONTHLY, {}, key=reference)
            run.settle()
        return True
