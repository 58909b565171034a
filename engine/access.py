"""Who may do and see what: one place, deny by default. Pure.

An actor reaches a case through the roles with which it stands in it: as director or deputy, by watching over the work of the
hub, or through an organisation that is a current party and has, or had through this person, work in the case for that role.
The zones follow from those roles. What an actor may not see is answered as absent (NotFound), never as forbidden.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.model import Actor, Case, CaseKind, CaseParty, CaseStatus, Role, Standing, Task, TaskStatus
from engine.vocabulary import PLAIN_ZONE, Vocabulary

DIRECTOR = "meldpunt.casusregisseur"
OVERSEERS = frozenset(
    {"meldpunt.coordinator", "meldpunt.teamleider", "meldpunt.procesregisseur", "meldpunt.dienstdoende"}
)
COORDINATORS = frozenset({"meldpunt.coordinator", "meldpunt.teamleider", "meldpunt.procesregisseur"})
DESIGNERS = frozenset({"meldpunt.coordinator", "meldpunt.procesregisseur"})


@dataclass(frozen=True, slots=True)
class Reach:
    """How an actor stands in a case: the roles that count there and the zones these may read. Empty: the case is absent for it."""

    groups: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def oversees(self) -> bool:
        """Whether one of the roles watches over the work of others."""
        return bool(self.groups & OVERSEERS)


def reach(
    actor: Actor, case: Case, parties: Iterable[CaseParty], work: Sequence[Task], vocabulary: Vocabulary
) -> Reach:
    """How an actor stands in a case. `work` holds the case's tasks, open and done, of the actor's organisations."""
    present = {(party.organisation, party.lane) for party in parties if party.until is None}
    groups = {
        role.group
        for role in actor.roles
        if (role.organisation, role.lane) in present
        and not vocabulary.enforces(role.lane, role.role)
        and (role.group in OVERSEERS or _works(actor, role, work, vocabulary))
    }
    if actor.account is not None and actor.account in (case.director, case.deputy):
        groups.add(DIRECTOR)
    elif DIRECTOR in groups:
        groups.discard(DIRECTOR)  # a colleague who directs other cases does not direct this one
    if case.kind is CaseKind.CARE:
        # A care case belongs to those who give the care: whoever merely directs or oversees must not know it exists.
        groups = {group for group in groups if _zone_of(group, vocabulary) != PLAIN_ZONE}
    return Reach(frozenset(groups), vocabulary.readable(frozenset(groups)))


def _works(actor: Actor, role: Role, work: Sequence[Task], vocabulary: Vocabulary) -> bool:
    """Whether a role has something to do in the case now, or this person did something in it: need to know, task by task."""
    for task in work:
        if (task.organisation, task.lane) != (role.organisation, role.lane):
            continue
        if actor.account is not None and actor.account in (task.completed_by, task.assignee):
            return True
        declared = vocabulary.role(f"{task.lane}.{task.role}")
        may_take = task.role in ("", role.role) or (declared is not None and declared.deputy == role.role)
        if task.status is TaskStatus.OPEN and may_take:
            return True
    return False


def _zone_of(group: str, vocabulary: Vocabulary) -> str:
    lane = vocabulary.lanes.get(group.split(".")[0])
    return lane.zone if lane else PLAIN_ZONE


def standing(actor: Actor, task: Task, case: Case, vocabulary: Vocabulary) -> Standing | None:
    """How an actor comes to a task; None when it does not."""
    if actor.account is not None and actor.account == task.assignee:
        return Standing.ASSIGNEE
    if actor.account is not None and actor.account == task.deputy:
        return Standing.DEPUTY
    roles = working_roles(actor, vocabulary)
    if any(_carries(role, task, task.role) for role in roles):
        return Standing.TEAM
    declared = vocabulary.role(f"{task.lane}.{task.role}")
    if declared and declared.deputy and any(_carries(role, task, declared.deputy) for role in roles):
        return Standing.DEPUTY
    if actor.account is not None and actor.account in (case.director, case.deputy) and task.zone == PLAIN_ZONE:
        return Standing.DIRECTOR
    return None


def working_roles(actor: Actor, vocabulary: Vocabulary) -> tuple[Role, ...]:
    """The roles with which somebody can have tasks: whoever enforces has none here, whatever a diagram says."""
    return tuple(role for role in actor.roles if not vocabulary.enforces(role.lane, role.role))


def _carries(role: Role, task: Task, key: str) -> bool:
    return role.organisation == task.organisation and role.lane == task.lane and (not key or role.role == key)


def sees_task(actor: Actor, task: Task, case: Case, within: Reach, vocabulary: Vocabulary) -> bool:
    """Whether the task exists for this actor."""
    return standing(actor, task, case, vocabulary) is not None or (bool(within) and task.zone in within.zones)


def verbs(actor: Actor, task: Task, case: Case, within: Reach, vocabulary: Vocabulary) -> frozenset[str]:
    """What this actor may do with a task now."""
    if task.status is not TaskStatus.OPEN:
        return frozenset()
    how = standing(actor, task, case, vocabulary)
    may: set[str] = set()
    if how is Standing.ASSIGNEE:
        may |= {"complete", "draft", "release", "delegate"}
        if task.delegated_by is not None:
            may.add("hand_back")
    elif how is Standing.DEPUTY or (how is Standing.TEAM and task.assignee is None):
        may |= {"claim", "complete", "draft"}
    if how is not None or (within.oversees and task.zone == PLAIN_ZONE):
        may |= {"reassign", "extend", "nudge"} if how is not Standing.TEAM else {"reassign"}
    return frozenset(may)


def work_groups(actor: Actor, vocabulary: Vocabulary) -> list[tuple[int, str, str]]:
    """The (organisation, lane, role) triples whose unassigned tasks the actor may take, its deputyships included."""
    roles = working_roles(actor, vocabulary)
    found = [(role.organisation, role.lane, role.role) for role in roles]
    for role in roles:
        lane = vocabulary.lanes.get(role.lane)
        for other in lane.roles.values() if lane else ():
            if other.deputy == role.role:
                found.append((role.organisation, role.lane, other.key))
    found += [(role.organisation, role.lane, "") for role in roles]
    return sorted(set(found))


def sees_case(case: Case, within: Reach) -> bool:
    """Whether the case exists for somebody with this reach."""
    return bool(within) and case.status is not CaseStatus.ERASED


def coordinates(actor: Actor) -> bool:
    """Whether the actor watches over cases that do not move."""
    return bool(actor.groups & COORDINATORS)


def pauses(actor: Actor, case: Case, within: Reach) -> bool:
    """Whether the actor may let the whole case stand still, and go on: whoever directs it or watches over it."""
    return case.kind is CaseKind.PERSON and (DIRECTOR in within.groups or within.oversees)


def designs(actor: Actor) -> bool:
    """Whether the actor may look at and deploy definitions."""
    return actor.admin or bool(actor.groups & DESIGNERS)


def administers(actor: Actor) -> bool:
    """Whether the actor looks after accounts and organisations; the engine itself may, as whoever starts commands."""
    return actor.account is None or actor.admin


def four_eyes(account: int | None, involved: Sequence[int | None]) -> bool:
    """Whether the account keeps apart from those who already took part."""
    return account is None or account not in involved
