"""Keeping less and less (D18): what a step of the schedule destroys, and the proof that it did.

Destroying a data key makes every copy of its content unreadable, in the database and in every backup; the tombstone lies outside
both. The rows go too, so that nothing is left to guess at. What remains is one event with counts and the tombstones' names.
"""

from collections.abc import Callable, Iterable, Mapping

from engine import tags
from engine.kernel import effects as fx
from engine.model import (
    CaseStatus,
    DecisionTaken,
    Fact,
    Instance,
    InstanceStatus,
    Message,
    MessageState,
    Sealed,
    Shredding,
    Task,
    TaskStatus,
)
from engine.sealed import RUNNING, part_of
from engine.step import routing
from engine.step.casefacts import CaseFacts
from engine.step.run import Run
from engine.step.writing import Live
from engine.vocabulary import PLAIN_ZONE

Outputs = Mapping[str, object]
PLACE = ("LOC",)
IDENTITY = ("ID", "LOC", "VEI")
STORY = (*IDENTITY, "SOC", "TER", "PRO", "JUR", "KLA")
MONEY = "FIN"


def carry_out(run: Run, live: Live, effect: fx.JobOpened) -> Outputs:
    """A step of the retention schedule, named by the header `stap`."""
    return STEPS[effect.headers.get("stap", "wissen")](run, effect)


def _erase(run: Run, effect: fx.JobOpened) -> Outputs:
    """Forget everything that was stored about this case: values, sealed content and their keys."""
    _forget(run, "erase", run.vocabulary.zones)
    run.change_case(alias="", status=CaseStatus.ERASED, closed_at=run.now)
    run.tell(tags.CASE_ERASED)
    return {"erased": True}


def _place(run: Run, effect: fx.JobOpened) -> Outputs:
    """Where somebody slept is nobody's business from the day on which the case closed."""
    _forget(run, "place", PLACE)
    return {}


def _detach(run: Run, effect: fx.JobOpened) -> Outputs:
    """Forget who it was: the identity vault, the place of stay, and what safety talks were fed with."""
    _forget(run, "identity", IDENTITY)
    return {}


def _pseudonymise(run: Run, effect: fx.JobOpened) -> Outputs:
    """Keep the road without the person: alias gone, story, return plan and complaints unreadable."""
    _forget(run, "pseudonymise", STORY)
    run.change_case(alias="", status=CaseStatus.RETAINED)
    return {}


def _shred_file(run: Run, effect: fx.JobOpened) -> Outputs:
    """Destroy the file; money stays as long as the tax law asks."""
    _forget(run, "file", (zone for zone in run.vocabulary.zones if zone != MONEY))
    run.change_case(alias="", status=CaseStatus.RETAINED)
    return {}


def _at_request(run: Run, effect: fx.JobOpened) -> Outputs:
    """Erase what the person asked to erase and two people agreed to."""
    asked = effect.inputs.get("zones")
    granted = effect.inputs.get("decision") in ("granted", "partly")
    if granted and isinstance(asked, list | tuple) and asked:
        erase_zones(run, [str(zone) for zone in asked])
    return {}


def erase_zones(run: Run, zones: Iterable[str], step: str = "request") -> None:
    """Forget these zones in a case that goes on: its rows now, and right after this step the keys of every copy.

    1. What the processes need to run moves to keys of its own. 2. The content goes. 3. What is written from here on has new
    keys. 4. The keys so far are written down to be destroyed: not before this step is kept, or a step that fails would leave a
    case that can read nothing any more.
    """
    zones = sorted(set(zones))
    closed = [zone for zone in zones if zone != PLAIN_ZONE]
    _keep_running(run, closed)
    parts = _parts(run)
    run.change_case(erasures=run.case.erasures + 1)
    facts, values = _remove(run, zones)
    for zone in closed:
        for part in parts:
            run.tx.add(Shredding(case=run.case.id, zone=zone, part=part, asked_at=run.now))
    tombstones = [_tombstone(run.case.id, zone, part) for zone in closed for part in parts]
    run.tell(tags.CONTENT_SHREDDED, step=step, zones=zones, facts=facts, values=values, tombstones=tombstones)


def _parts(run: Run) -> list[str]:
    """The parts whose keys closed content of this case until now."""
    return ["", *(str(number) for number in range(1, run.case.erasures + 1))]


def _tombstone(case: int, zone: str, part: str) -> str:
    return f"{case}:{zone}#{part}" if part else f"{case}:{zone}"


def _keep_running(run: Run, zones: Iterable[str]) -> None:
    """Close anew what earlier versions closed with the keys of content: the state and locals of what runs, and kept messages."""
    case, wanted = run.case.id, set(zones)
    for instance in run.tx.find(Instance, case=case, status=InstanceStatus.ACTIVE):
        if instance.zone in wanted and part_of(instance.state) != RUNNING:
            run.live(instance.id).touched = True
    for task in run.tx.find(Task, case=case, status=TaskStatus.OPEN):
        if task.zone in wanted and task.locals.startswith("s") and part_of(task.locals) != RUNNING:
            name = f"task:{task.instance}:{task.wait}"
            run.tx.change(task, locals=_moved(run, task.zone, name, task.locals))
    for message in run.tx.find(Message, case=case, state=MessageState.KEPT):
        zone = routing.payload_zone(run.vocabulary.messages.get(message.name))
        if zone in wanted and part_of(message.payload) != RUNNING:
            run.tx.change(message, payload=_moved(run, zone, f"message:{message.name}", message.payload))


def _moved(run: Run, zone: str, subject: str, token: str) -> str:
    sealer, case = run.parts.sealer, run.case.id
    return sealer.seal(case, zone, subject, sealer.open(case, zone, subject, token), RUNNING)


def _sleep(run: Run, effect: fx.JobOpened) -> Outputs:
    """The person is out of sight: where they stayed is forgotten, in every copy too, and no term climbs until they come back.

    Who comes back can say again where they stay: what is written from here on has new keys.
    """
    erase_zones(run, PLACE, step="sleep")
    run.change_case(status=CaseStatus.DORMANT)
    run.tell(tags.CASE_ASLEEP)
    return {}


def _wake(run: Run, effect: fx.JobOpened) -> Outputs:
    """The person is back, or the case opens to be closed: its terms run again."""
    run.change_case(status=CaseStatus.OPEN)
    run.tell(tags.CASE_AWAKE)
    return {}


def _forget(run: Run, step: str, zones: Iterable[str]) -> None:
    """Destroy rows and keys of these zones, and write what was destroyed: counts and tombstones, no content."""
    zones = sorted(zones)
    facts, values = _remove(run, zones)
    parts = _parts(run)
    running = {row.zone for row in run.tx.find(Instance, case=run.case.id, status=InstanceStatus.ACTIVE)}
    for zone in zones:
        for part in (*parts, *(() if zone in running else (RUNNING,))):
            run.parts.sealer.shred(run.case.id, zone, part)
    tombstones = [_tombstone(run.case.id, zone, part) for zone in zones for part in parts]
    run.tell(tags.CONTENT_SHREDDED, step=step, zones=zones, facts=facts, values=values, tombstones=tombstones)


def _remove(run: Run, zones: Iterable[str]) -> tuple[int, int]:
    named = tuple(zones)
    facts = run.tx.find(Fact, case=run.case.id, zone=named)
    values = run.tx.find(Sealed, case=run.case.id, zone=named)
    decided = run.tx.find(DecisionTaken, case=run.case.id, zone=tuple(zone for zone in named if zone != PLAIN_ZONE))
    for row in (*facts, *values, *decided):
        run.tx.remove(row)
    run.facts = CaseFacts(run.tx, run.case, run.vocabulary, run.parts.sealer)
    return len(facts), len(values)


STEPS: dict[str, Callable[[Run, fx.JobOpened], Outputs]] = {
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
