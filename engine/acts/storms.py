"""What is late climbs the ladder. When the same thing is missed in many cases at once it is a fault of the system: one system case
climbs, not each of the cases.
"""

from engine import escalation, tags
from engine.escalation import LADDER_MESSAGE, LADDER_PROCESS, Climb
from engine.model import Case, CaseKind, Escalation, Priority, Relation
from engine.placing import HUB, organisation_of
from engine.step.routing import new_reference
from engine.step.run import Run


def climb(
    run: Run, cause: str, name: str, zone: str, on_miss: str, reason: str = "deadline", root: str = ""
) -> Escalation | None:
    """Put a cause on the ladder, unless it is there already. What many cases share climbs once, in a case of its own."""
    running = run.tx.find(Escalation, case=run.case.id, closed_at=None)
    step = escalation.overdue(cause, name, zone, on_miss, running)
    if step is None:
        return None
    shared = root if run.case.kind is not CaseKind.CARE and step.source != escalation.HIDDEN else ""
    if shared and rages(run, shared):
        return share(run, step, shared, reason)
    return start(run, step, reason, shared)


def rages(run: Run, root: str) -> bool:
    """Whether so many cases began to climb for this root in the last hour that one more is part of a storm."""
    if run.tx.find(Escalation, root=root, cause=escalation.STORM, closed_at=None):
        return True
    since = run.now - escalation.HOUR
    return run.tx.escalated_since(root, since, cap=escalation.MANY) >= escalation.MANY


def start(run: Run, step: Climb, reason: str, root: str = "") -> Escalation:
    """Start the ladder of one cause in this case."""
    payload = {"source": step.source, "cause": escalation.CAUSES.get(reason, reason), "level": step.level}
    instance = run.start(LADDER_PROCESS, message=LADDER_MESSAGE, payload=payload)
    run.tell(tags.ESCALATION_OPENED, instance=instance.id, level=step.level, name=step.source)
    return run.tx.add(_row(run, step, reason, root, instance.id))


def share(run: Run, step: Climb, root: str, reason: str) -> Escalation:
    """Let this case climb with the others: a row of its own without a ladder of its own, and a relation to the system case."""
    system = _system_case(run, step, root, reason)
    _relate(run, system, run.case.id)
    run.tell(tags.ESCALATION_SHARED, level=escalation.SYSTEMIC, name=step.source)
    return run.tx.add(_row(run, Climb(escalation.SYSTEMIC, step.cause, step.source), reason, root, None))


def _row(run: Run, step: Climb, reason: str, root: str, instance: int | None) -> Escalation:
    return Escalation(
        case=run.case.id,
        cause=step.cause,
        source=step.source,
        level=step.level,
        reason=reason,
        root=root,
        instance=instance,
        opened_at=run.now,
    )


def _system_case(run: Run, step: Climb, root: str, reason: str) -> int:
    """The open system case of this root, or a new one on rung L4 with those that began this storm."""
    running = run.tx.find(Escalation, root=root, cause=escalation.STORM, closed_at=None)
    if running:
        return running[0].case
    first = run.tx.find(Escalation, root=root, newest=True, limit=escalation.MANY)
    row = Case(
        reference=new_reference(),
        kind=CaseKind.SYSTEM,
        alias=step.source,
        priority=Priority.P1,
        opened_at=run.now,
    )
    own = Run(run.tx, run.parts, run.tx.add(row), run.actor, run.now)
    own.tell(tags.CASE_OPENED)
    hub = organisation_of(HUB, own.case, own.staffing())
    if hub is not None:
        own.join(HUB, hub, escalation.STORM)
    start(own, Climb(escalation.SYSTEMIC, escalation.STORM, step.source), reason, root)
    own.settle()
    for case in sorted({one.case for one in first if one.opened_at >= run.now - escalation.HOUR}):
        _relate(run, own.case.id, case)
    return own.case.id


def _relate(run: Run, system: int, case: int) -> None:
    if not run.tx.find(Relation, case=system, other=case, kind=escalation.STORM, limit=1):
        run.tx.add(Relation(case=system, other=case, kind=escalation.STORM))
