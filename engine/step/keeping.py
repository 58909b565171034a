"""Keeping less and less (D18): what a step of the schedule destroys, and the proof that it did.

Destroying a data key makes every copy of its content unreadable, in the database and in every backup; the tombstone lies outside
both. The rows go too, so that nothing is left to guess at. What remains is one event with counts and the tombstones' names.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from engine import tags
from engine.kernel import effects as fx
from engine.model import CaseStatus, Fact, Sealed

if TYPE_CHECKING:
    from engine.step.run import Live, Run

Outputs = Mapping[str, object]
PLACE = ("LOC",)
IDENTITY = ("ID", "LOC", "VEI")
STORY = (*IDENTITY, "SOC", "TER", "PRO", "JUR", "KLA")
MONEY = "FIN"


def carry_out(run: "Run", live: "Live", effect: fx.JobOpened) -> Outputs:
    """A step of the retention schedule, named by the header `stap`."""
    return STEPS[effect.headers.get("stap", "wissen")](run, effect)


def _erase(run: "Run", effect: fx.JobOpened) -> Outputs:
    """Forget everything that was stored about this case: values, sealed content and their keys."""
    _forget(run, "erase", run.vocabulary.zones)
    run.change_case(alias="", status=CaseStatus.ERASED, closed_at=run.now)
    run.tell(tags.CASE_ERASED)
    return {"erased": True}


def _place(run: "Run", effect: fx.JobOpened) -> Outputs:
    """Where somebody slept is nobody's business from the day on which the case closed."""
    _forget(run, "place", PLACE)
    return {}


def _detach(run: "Run", effect: fx.JobOpened) -> Outputs:
    """Forget who it was: the identity vault, the place of stay, and what safety talks were fed with."""
    _forget(run, "identity", IDENTITY)
    return {}


def _pseudonymise(run: "Run", effect: fx.JobOpened) -> Outputs:
    """Keep the road without the person: alias gone, story, return plan and complaints unreadable."""
    _forget(run, "pseudonymise", STORY)
    run.change_case(alias="", status=CaseStatus.RETAINED)
    return {}


def _shred_file(run: "Run", effect: fx.JobOpened) -> Outputs:
    """Destroy the file; money stays as long as the tax law asks."""
    _forget(run, "file", (zone for zone in run.vocabulary.zones if zone != MONEY))
    run.change_case(alias="", status=CaseStatus.RETAINED)
    return {}


def _at_request(run: "Run", effect: fx.JobOpened) -> Outputs:
    """Remove what the person asked to erase and two people agreed to.

    The case goes on, so its keys stay: a copy in a backup goes when that backup does, and at the latest with the keys.
    """
    asked = effect.inputs.get("zones")
    granted = effect.inputs.get("decision") in ("granted", "partly")
    zones = [str(zone) for zone in asked] if granted and isinstance(asked, list | tuple) else []
    if zones:
        facts, values = _remove(run, zones)
        run.tell(tags.CONTENT_SHREDDED, step="request", zones=sorted(zones), facts=facts, values=values, tombstones=[])
    return {}


def _sleep(run: "Run", effect: fx.JobOpened) -> Outputs:
    """The person is out of sight: where they stayed is forgotten at once, and no term climbs until they come back.

    The key of that zone stays: who comes back must be able to say again where they stay.
    """
    for record in (Fact, Sealed):
        for row in run.tx.find(record, case=run.case.id, zone="LOC"):
            run.tx.remove(row)
    run.change_case(status=CaseStatus.DORMANT)
    run.tell(tags.CASE_ASLEEP)
    return {}


def _wake(run: "Run", effect: fx.JobOpened) -> Outputs:
    """The person is back, or the case opens to be closed: its terms run again."""
    run.change_case(status=CaseStatus.OPEN)
    run.tell(tags.CASE_AWAKE)
    return {}


def _forget(run: "Run", step: str, zones: Iterable[str]) -> None:
    """Destroy rows and keys of these zones, and write what was destroyed: counts and tombstones, no content."""
    zones = sorted(zones)
    facts, values = _remove(run, zones)
    for zone in zones:
        run.parts.sealer.shred(run.case.id, zone)
    tombstones = [f"{run.case.id}:{zone}" for zone in zones]
    run.tell(tags.CONTENT_SHREDDED, step=step, zones=zones, facts=facts, values=values, tombstones=tombstones)


def _remove(run: "Run", zones: Iterable[str]) -> tuple[int, int]:
    named = tuple(zones)
    facts = run.tx.find(Fact, case=run.case.id, zone=named)
    values = run.tx.find(Sealed, case=run.case.id, zone=named)
    for row in (*facts, *values):
        run.tx.remove(row)
    run.facts = type(run.facts)(run.tx, run.case, run.vocabulary, run.parts.sealer)
    return len(facts), len(values)


STEPS: dict[str, Callable[["Run", fx.JobOpened], Outputs]] = {
    "wissen": _erase,
    "plaats": _place,
    "identiteit": _detach,
    "pseudonimiseren": _pseudonymise,
    "vernietigen": _shred_file,
    "geld": _erase,
    "opVerzoek": _at_request,
    "slapen": _sleep,
    "wekken": _wake,
}
