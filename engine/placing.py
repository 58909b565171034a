"""Who gets a task: the organisation that fills its lane in this case, and perhaps one person with a deputy. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.decide import Place
from engine.model import Absence, Case, CaseKind, CaseParty, Organisation, Roster
from engine.vocabulary import Vocabulary

HUB = "meldpunt"
ON_DUTY = ("meldpunt", "dienstdoende")
CARE_OWNER = ("ggd", "zorgcoordinator")


class Staff:
    """Who there is for all cases: organisations by the lanes that they can fill, absences, duty rosters. It is kept until one of
    them changes: what is asked whenever a task is placed is worked out once."""

    def __init__(
        self,
        organisations: Iterable[Organisation] = (),
        absences: Iterable[Absence] = (),
        rosters: Iterable[Roster] = (),
    ) -> None:
        self.absences, self.rosters = tuple(absences), tuple(rosters)
        self._able: dict[str, list[Organisation]] = {}
        for organisation in organisations:
            for lane in lanes_of(organisation):
                self._able.setdefault(lane, []).append(organisation)
        self._away: tuple[date, frozenset[int]] | None = None  # of the day that was asked about last

    def able(self, lane: str) -> Sequence[Organisation]:
        """The organisations that can fill a lane."""
        return self._able.get(lane, ())

    def away(self, today: date) -> frozenset[int]:
        """The accounts that are away on a day."""
        known = self._away
        if known is None or known[0] != today:
            known = self._away = today, away(self.absences, today)
        return known[1]


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who is there for a case: its current parties, and the staff of all cases."""

    parties: tuple[CaseParty, ...] = ()
    staff: Staff = field(default_factory=Staff)


def organisation_of(lane: str, case: Case, staffing: Staffing) -> int | None:
    """The organisation that fills a lane of the case: a current party, else the only one of its kind."""
    for party in reversed(staffing.parties):
        if party.lane == lane:
            return party.organisation
    able = staffing.staff.able(lane)
    lead = [org for org in able if org.id == case.lead_organisation]
    if lead:
        return lead[0].id
    return able[0].id if able else None


def lanes_of(organisation: Organisation) -> tuple[str, ...]:
    """The lane keys that an organisation can fill."""
    return tuple(lane.strip() for lane in organisation.lanes.split(",") if lane.strip())


def place(
    lane: str,
    role: str,
    case: Case,
    vocabulary: Vocabulary,
    staffing: Staffing,
    today: date,
    *,
    care_owner: tuple[str, str] = CARE_OWNER,
) -> Place:
    """Where a task of `lane.role` goes.

    1. A role that the case fills (case.director) goes to that person, with the case's deputy behind them.
    2. The person's own tasks are done by the case director, on behalf of the person.
    3. Other tasks go to the organisation that fills the lane; a lane that nobody fills falls to the director.
    4. Without a director they go to whoever is on duty at the hub.
    5. Whoever is absent is skipped to their deputy.
    """
    declared = vocabulary.role(f"{lane}.{role}")
    kind = vocabulary.lanes[lane].kind if lane in vocabulary.lanes else "organisation"
    organisation = organisation_of(lane, case, staffing)
    if case.kind is CaseKind.CARE and (kind == "person" or lane == HUB or organisation is None):
        # Care has no director: what nobody else does, the rungs of its ladder too, is for whoever coordinates the care
        # (`care_owner`, the lane and role that its diagram names). The hub must not even know that there is a care case.
        owner = organisation_of(care_owner[0], case, staffing)
        return Place(
            organisation=owner, group=".".join(care_owner), on_behalf_of="persoon" if kind == "person" else None
        )
    if kind == "alias":
        return Place(organisation=case.lead_organisation or organisation_of(HUB, case, staffing))
    if kind == "person":
        return _personal(case, staffing, today, on_behalf_of="persoon")
    if declared and declared.fills == "case.director" and case.director is not None:
        return _personal(case, staffing, today)
    return Place(organisation=organisation) if organisation is not None else _personal(case, staffing, today)


def _personal(case: Case, staffing: Staffing, today: date, on_behalf_of: str | None = None) -> Place:
    hub = organisation_of(HUB, case, staffing)
    if case.director is None:
        return Place(organisation=hub, group=".".join(ON_DUTY), on_behalf_of=on_behalf_of)
    there = case.director not in staffing.staff.away(today)
    absences = () if there else staffing.staff.absences
    present, deputy = stand_in(case.director, case.deputy, absences, today)
    return Place(
        organisation=case.lead_organisation or hub,
        assignee=present,
        deputy=deputy,
        on_behalf_of=on_behalf_of,
        skipped=f"account:{case.director}" if present != case.director else None,
    )


def away(absences: Iterable[Absence], today: date) -> frozenset[int]:
    """The accounts that are away on a day."""
    return frozenset(row.account for row in absences if row.since <= today <= row.until)


def stand_in_role(
    lane: str, role: str, vocabulary: Vocabulary, members: Callable[[str], frozenset[int]], gone: frozenset[int]
) -> str | None:
    """The role that does the work of one in which everybody is away: its deputy, when somebody of that is there."""
    declared = vocabulary.role(f"{lane}.{role}")
    if not gone or declared is None or declared.deputy is None:
        return None
    mine = members(role)
    return declared.deputy if mine and mine <= gone and members(declared.deputy) - gone else None


def stand_in(
    account: int, deputy: int | None, absences: Sequence[Absence], today: date
) -> tuple[int | None, int | None]:
    """Who is there for an account, and who stands behind them: an absent person is skipped to a deputy who is there."""
    away = {absence.account: absence for absence in absences if absence.since <= today <= absence.until}
    if account not in away:
        return account, deputy
    for other in (away[account].deputy, deputy):
        if other is not None and other not in away:
            return other, account
    return None, deputy


def on_duty(lane: str, role: str, rosters: Iterable[Roster], now: datetime) -> list[int]:
    """The accounts on duty for a role at this moment."""
    return [row.account for row in rosters if (row.lane, row.role) == (lane, role) and row.since <= now < row.until]
