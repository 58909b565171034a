"""Who may do and see what: one place, deny by default. Pure.

An actor reaches a case through the roles with which it stands in it: as director or deputy, by watching over the work of the
hub, or through an organisation that is a party now and has, or had through this person, work in the case for that role.
The zones follow from those roles; the person's consent adds some for a time, and so do an emergency between carers and the
opening of the identity vault by two persons. A zone that is sealed since the law changed is closed to all but the person.
What an actor may not see is answered as absent (NotFound), never as forbidden.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from engine.calendar import day_of
from engine.model import (
    Actor,
    Case,
    CaseKind,
    CaseParty,
    CaseStatus,
    Consent,
    Membership,
    Opening,
    Role,
    Roster,
    Seat,
    Standing,
    Task,
    TaskStatus,
)
from engine.vocabulary import PLAIN_ZONE, Vocabulary

DIRECTOR = "meldpunt.casusregisseur"
OVERSEERS = frozenset(
    {"meldpunt.coordinator", "meldpunt.teamleider", "meldpunt.procesregisseur", "meldpunt.dienstdoende"}
)
COORDINATORS = frozenset({"meldpunt.coordinator", "meldpunt.teamleider", "meldpunt.procesregisseur"})
DESIGNERS = frozenset({"meldpunt.coordinator", "meldpunt.procesregisseur"})
SEALABLE = ("ID", "LOC")  # who somebody is, and where: what a changed law can turn against people
SEALERS = frozenset({"meldpunt.procesregisseur"})
ON_DUTY = "meldpunt.dienstdoende"
PROTECTION = "dpo"  # the lane of the data protection officer
FIGURES = "STAT"
PERSON = "persoon.zelf"
VAULT = "ID"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an actor's reach in one case rests on at one moment, besides its roles.

    `work` holds the case's tasks, open and done, of the actor's organisations, `openings` what stands open for this account,
    `sealed` the zones that the law closed, `known_as` the key of each of the actor's organisations.
    """

    now: datetime
    parties: Sequence[CaseParty] = ()
    work: Sequence[Task] = ()
    consents: Sequence[Consent] = ()
    openings: Sequence[Opening] = ()
    sealed: frozenset[str] = frozenset()
    known_as: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reach:
    """How an actor stands in a case: the roles that count there and the zones these may read. Empty: the case is absent for it.

    `writes` are the zones where it may add content outside a task, `by` says of a zone that is open in another way than by
    role which way that is (consent, emergency, vault), and `works` whether the actor has or had something to do in the case.
    """

    groups: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    by: Mapping[str, str] = field(default_factory=dict)
    works: bool = False
    left: frozenset[Seat] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def oversees(self) -> bool:
        """Whether one of the roles watches over the work of others."""
        return bool(self.groups & OVERSEERS)

    def basis(self, zone: str) -> str:
        """Why this actor may read the zone, as the read log keeps it."""
        if zone in self.by:
            return self.by[zone]
        if PERSON in self.groups:
            return "own"
        if DIRECTOR in self.groups:
            return "director"
        if self.works:
            return "task"
        return "duty" if ON_DUTY in self.groups else "oversight"


def takes_part(party: CaseParty, now: datetime) -> bool:
    """Whether an organisation is a party of the case at this moment."""
    return party.since <= now and (party.until is None or now < party.until)


def roles_now(
    memberships: Iterable[Membership],
    rosters: Sequence[Roster],
    planned: frozenset[str],
    vocabulary: Vocabulary,
    now: datetime,
) -> tuple[Role, ...]:
    """The roles that somebody carries at this moment. `rosters` are the account's own, `planned` the roles that have any.

    A role with a roster counts while its holder has duty, not before or after; only where nobody keeps a roster for it does
    everybody who has the role have duty always. Whoever is on the roster without being a member of the role has it while on
    duty, at the organisation where they work in that lane.
    """
    rows = list(memberships)
    duty = {(row.lane, row.role) for row in rosters if row.since <= now < row.until}
    held = {Role(row.organisation, row.lane, row.role) for row in rows}
    lent = {Role(row.organisation, lane, role) for lane, role in duty for row in rows if row.lane == lane}

    def counts(role: Role) -> bool:
        declared = vocabulary.role(role.group)
        by_roster = declared is not None and declared.roster and role.group in planned
        return not by_roster or (role.lane, role.role) in duty

    return tuple(
        sorted((role for role in held | lent if counts(role)), key=lambda role: (role.organisation, role.group))
    )


def reach(actor: Actor, case: Case, grounds: Grounds, vocabulary: Vocabulary) -> Reach:
    """How an actor stands in a case.

    1. The roles that count here: of parties of this moment, with work, or watching over the hub; and the direction.
    2. The zones these may read and write.
    3. What the person's consent opens for them, and what stands open for this account for a limited time.
    4. What the law closed is closed, to all but the person.
    """
    if actor.person is not None:
        return _own(actor, case, grounds, vocabulary)
    present = _present(grounds.parties, grounds.now)
    here = [
        role
        for role in actor.roles
        if (role.organisation, role.lane) in present and not vocabulary.enforces(role.lane, role.role)
    ]
    working = {role for role in here if works(actor, role, grounds.work, vocabulary)}
    groups = {role.group for role in here if role.group in OVERSEERS or role in working}
    if actor.account is not None and actor.account in (case.director, case.deputy):
        groups.add(DIRECTOR)
    elif DIRECTOR in groups:
        groups.discard(DIRECTOR)  # a colleague who directs other cases does not direct this one
    if case.kind is CaseKind.CARE:
        # A care case belongs to those who give the care: whoever merely directs or oversees must not know it exists.
        groups = {group for group in groups if _zone_of(group, vocabulary) != PLAIN_ZONE}
    consented = _consented([role for role in here if role.group in groups], grounds, vocabulary)
    within = _with_zones(actor, frozenset(groups), bool(working), consented, grounds, vocabulary)
    return replace(within, left=left(grounds.parties, grounds.now))


def left(parties: Iterable[CaseParty], now: datetime) -> frozenset[Seat]:
    """The seats of parties that are over: their tasks are absent."""
    rows = list(parties)
    return frozenset((row.organisation, row.lane) for row in rows) - _present(rows, now)


def _present(parties: Iterable[CaseParty], now: datetime) -> frozenset[Seat]:
    return frozenset((row.organisation, row.lane) for row in parties if takes_part(row, now))


def _own(actor: Actor, case: Case, grounds: Grounds, vocabulary: Vocabulary) -> Reach:
    """The person reads everything of the own case and nothing of another; so does, for an export, who makes it for the person,
    but for what the law closed."""
    groups = frozenset({PERSON} if actor.person == case.id else ())
    zones = vocabulary.readable(groups)
    if actor.account is None:
        return Reach(groups, zones)
    return Reach(groups, zones - grounds.sealed, by=dict.fromkeys(zones, EXPORT))


def _with_zones(
    actor: Actor,
    groups: frozenset[str],
    works: bool,
    consented: frozenset[str],
    grounds: Grounds,
    vocabulary: Vocabulary,
) -> Reach:
    mine = [row for row in grounds.openings if _stands_open(row, actor, grounds.now)]
    by = dict.fromkeys(consented, "consent") | {row.zone: row.ground for row in mine}
    carers = {role.group for row in mine if row.ground == EMERGENCY for role in carers_of(actor, row.zone, vocabulary)}
    groups, read = groups | carers, vocabulary.readable(groups)
    closed = frozenset() if PERSON in groups else grounds.sealed
    return Reach(
        groups,
        (read | frozenset(by)) - closed if groups else frozenset(),
        vocabulary.writable(groups) - closed,
        {zone: way for zone, way in by.items() if zone not in read},
        works,
    )


EMERGENCY = "emergency"
EXPORT = "export"  # of a whole file, for the person: opens no zone to who looks around


def _stands_open(row: Opening, actor: Actor, now: datetime) -> bool:
    mine = actor.account is not None and row.account == actor.account and row.ground != EXPORT
    return mine and row.since <= now < row.until


def carers_of(actor: Actor, zone: str, vocabulary: Vocabulary) -> tuple[Role, ...]:
    """The roles with which an actor may break the glass into a zone: from care to care alone."""
    declared = vocabulary.zones.get(zone)
    return tuple(role for role in actor.roles if declared is not None and declared.may_break_glass(role.group))


def _consented(roles: Sequence[Role], grounds: Grounds, vocabulary: Vocabulary) -> frozenset[str]:
    """The zones that the person opened for these roles, of those that organisations.yaml lets the person open for them."""
    if not grounds.consents:
        return frozenset()
    return frozenset(
        key
        for key, zone in vocabulary.zones.items()
        for role in roles
        if zone.may_read_with_consent(role.group) and any(_agreed(row, key, role, grounds) for row in grounds.consents)
    )


def _agreed(row: Consent, zone: str, role: Role, grounds: Grounds) -> bool:
    """Whether a consent holds now for this zone and role. One that was not told back opens nothing."""
    over = row.valid_until is not None and day_of(grounds.now) > row.valid_until
    if not row.teach_back or row.withdrawn_at is not None or grounds.now < row.given_at or over:
        return False
    zones = {part.strip() for part in row.zones.split(",")}
    return zone in zones and row.recipient in (role.lane, grounds.known_as.get(role.organisation))


def works(actor: Actor, role: Role, work: Sequence[Task], vocabulary: Vocabulary) -> bool:
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


def standing(actor: Actor, task: Task, case: Case, within: Reach, vocabulary: Vocabulary) -> Standing | None:
    """How an actor comes to a task; None when it does not. Whose organisation is no party any more comes to nothing."""
    if actor.person is not None:
        own = actor.person == task.case and f"{task.lane}.{task.role}" == PERSON
        return Standing.ASSIGNEE if own else None
    if task.organisation is not None and (task.organisation, task.lane) in within.left:
        return None
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
    return standing(actor, task, case, within, vocabulary) is not None or (bool(within) and task.zone in within.zones)


def verbs(actor: Actor, task: Task, case: Case, within: Reach, vocabulary: Vocabulary) -> frozenset[str]:
    """What this actor may do with a task now."""
    if task.status is not TaskStatus.OPEN:
        return frozenset()
    how = standing(actor, task, case, within, vocabulary)
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


def knows_people(actor: Actor, vocabulary: Vocabulary) -> bool:
    """Whether somebody reads anything of the people whose tasks they have. Who does not, such as who speaks to a partner about
    its duties, works by the reference."""
    return actor.person is not None or bool(vocabulary.readable(actor.groups))


def coordinates(actor: Actor) -> bool:
    """Whether the actor watches over cases that do not move."""
    return bool(actor.groups & COORDINATORS)


def leads(actor: Actor, vocabulary: Vocabulary) -> frozenset[int]:
    """The organisations in which the actor answers for the presence of colleagues: as the word list says of a role."""
    found = ((role.organisation, role.group, vocabulary.role(role.group)) for role in actor.roles)
    return frozenset(
        place for place, group, role in found if group in COORDINATORS or (role is not None and role.leads)
    )


def reads_figures(actor: Actor, vocabulary: Vocabulary) -> bool:
    """Whether the actor may see the figures of a month before they are public."""
    return vocabulary.looks_over("figures", actor.groups) or FIGURES in vocabulary.readable(actor.groups)


def audits(actor: Actor, vocabulary: Vocabulary) -> bool:
    """Whether the actor may take along the log of events, without content and without references."""
    return vocabulary.looks_over("events", actor.groups)


def pauses(actor: Actor, case: Case, within: Reach) -> bool:
    """Whether the actor may let the whole case stand still, and go on: whoever directs it or watches over it."""
    return case.kind is CaseKind.PERSON and (DIRECTOR in within.groups or within.oversees)


def designs(actor: Actor) -> bool:
    """Whether the actor may look at and deploy definitions."""
    return actor.admin or bool(actor.groups & DESIGNERS)


def administers(actor: Actor) -> bool:
    """Whether the actor looks after accounts and organisations; the engine itself may, as whoever starts commands."""
    return actor.account is None or actor.admin


def protects(actor: Actor) -> bool:
    """Whether the actor is a data protection officer: sees conduct, never content."""
    return any(role.lane == PROTECTION for role in actor.roles)


def takes_demands(actor: Actor, vocabulary: Vocabulary) -> bool:
    """Whether the actor registers demands for data from outside: the data protection officer or who stands in, nobody else."""
    return vocabulary.looks_over("demands", actor.groups)


def seconds(actor: Actor) -> bool:
    """Whether there can be something for the actor to decide as the second person; carers find it where they break the glass."""
    return protects(actor) or designs(actor) or coordinates(actor)


def seals(actor: Actor) -> bool:
    """Whether the actor may close zones when the law changes, and open them again, with another person."""
    return protects(actor) or bool(actor.groups & SEALERS) or actor.account is None


def four_eyes(account: int | None, involved: Sequence[int | None]) -> bool:
    """Whether the account keeps apart from those who already took part."""
    return account is None or account not in involved
