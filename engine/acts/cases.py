"""What people see of a case. Reading content goes through `disclose`, which writes the read log before anything leaves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from engine import access, pages, stalls
from engine.access import Reach
from engine.acts import answers, explained, past, pausing
from engine.acts.desk import Desk, names_of, organisation_name
from engine.acts.now import Now
from engine.acts.past import NEWEST, Extent
from engine.acts.paths import path
from engine.acts.slices import Slices
from engine.errors import NotFound
from engine.errors import Sealed as CannotOpen
from engine.model import (
    Absence,
    Actor,
    Case,
    CaseKind,
    CaseParty,
    CaseStatus,
    DecisionTaken,
    Event,
    Instance,
    InstanceStatus,
    ReadLog,
    Sealed,
    Task,
    TaskStatus,
)
from engine.pages import Page, Place
from engine.step import states
from engine.step.library import Snapshot
from engine.store.protocol import Reader
from engine.views import (
    CaseItem,
    CaseView,
    NowItem,
    Path,
    PauseView,
    Term,
)
from engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Content that was opened for somebody, after the read log was written."""

    form: str
    form_version: int
    zone: str
    values: Mapping[str, object]


def harm(case: Case) -> Place:
    """Where a case stands in lists that begin with the most harm."""
    return case.priority.value, case.id


@dataclass(frozen=True, slots=True)
class Cases:
    """Looking at cases."""

    desk: Desk

    def list(self, actor: Actor, *, text: str = "", after: str | None = None) -> Page[CaseItem]:
        """A page of the open cases this actor may see, most harm first: by priority, then the longest open.

        Raises Invalid for a cursor that no page gave.
        """
        now = self.desk.clock.now()
        organisations = sorted({role.organisation for role in actor.roles})
        with self.desk.look() as (reader, snapshot):

            def rows(place: Place) -> list[Case]:
                return reader.open_cases(
                    actor.account, organisations, now, text=text.strip(), after=place, limit=pages.PAGE + 1
                )

            def seen(cases: Sequence[Case]) -> "list[tuple[Case, CaseItem]]":
                stands = self.desk.reaches(reader, actor, cases, snapshot.vocabulary)
                visible = [case for case in cases if access.sees_case(case, stands[case.id])]
                together = reader.gathered(visible)
                return [
                    (case, self._listed(together, actor, case, stands[case.id], snapshot.vocabulary, now))
                    for case in visible
                ]

            return pages.gather(rows, harm, seen, after)

    def _listed(
        self, reader: Reader, actor: Actor, case: Case, within: Reach, vocabulary: Vocabulary, now: datetime
    ) -> CaseItem:
        tasks = self._visible_tasks(reader, actor, case, within, vocabulary)
        first = min(tasks, key=lambda row: row.due_at or row.opened_at, default=None)
        return CaseItem(
            head=self.desk.head(reader, case, within),
            opened_at=case.opened_at,
            now=first.name if first else "",
            term=self.desk.term_of(first, now) if first else Term(None),
        )

    def view(self, actor: Actor, reference: str, extent: Extent = NEWEST) -> CaseView:
        """What the case page shows to this actor: of a long past what is newest. Raises NotFound."""
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:  # short: only what must be logged before it is read
            case, within = self.desk.case_by_reference(tx, actor, reference)
            do_not = answers.do_not(tx, self.desk.sealer, actor, case, within, now)
            answers.log_page(tx, self.desk.sealer, actor, case, within, now)
        with self.desk.look() as (looking, snapshot):
            vocabulary, reader = snapshot.vocabulary, looking.gathered([case])
            active = reader.find(Instance, case=case.id, status=InstanceStatus.ACTIVE)
            running = past.shown_to(self.desk, within, active)
            ended, earlier_parts = past.ended(self.desk, reader, case, within, extent.parts)
            parts = sorted([*running, *ended], key=lambda row: row.id)
            events = reader.last_events(case.id, within.zones, past.QUIET, limit=extent.lines + 1)
            taken = explained.taken(reader, case, within)
            named = self._named(reader, within, parts, [*events, *taken])
            walked = self.desk.roads.of(reader, case.id, parts)
            items = self._now(reader, actor, case, within, snapshot, running, now)
            slices = Slices(self.desk, reader, case, within, vocabulary)
            return CaseView(
                case=case,
                head=self.desk.head(reader, case, within, do_not=do_not),
                lead_organisation=organisation_name(reader, case.lead_organisation),
                now=items,
                stall=stalls.worst([item.stall for item in items if item.stall]),
                timeline=past.timeline(reader, snapshot, events[: extent.lines], named),
                slices=slices.of(parts if earlier_parts else None, extent.entries, actor.language),
                paths=tuple(path(self.desk, reader, row, walked[row.id]) for row in parts),
                parties=_parties(reader, case, within, vocabulary, actor.language, now),
                elsewhere=_elsewhere(active, running, vocabulary),
                reads=_reads(reader, case, within, extent.looks),
                paused=pause_view(reader, case, snapshot, actor.language),
                actions=case_actions(reader, actor, case, within),
                decisions=explained.decisions(self.desk, reader, case, within, snapshot, taken, named),
                looked=past.last_here(reader, actor, case, events, now),
                earlier_lines=len(events) > extent.lines,
                earlier_parts=earlier_parts,
            )

    def _named(
        self, reader: Reader, within: Reach, parts: Iterable[Instance], rows: Iterable[Event | DecisionTaken]
    ) -> dict[int, Instance]:
        """The parts of the road that these rows are about, by number; what is in hand already is not read again."""
        known = {row.id: row for row in parts}
        others = (row.instance for row in rows if row.instance not in known)
        return {**past.parts_of(self.desk, reader, within, others), **known}

    def instance_path(self, actor: Actor, reference: str, instance: int) -> Path:
        """The lit path of one process of a case. Raises NotFound."""
        with self.desk.look() as (reader, _):
            case, within = self.desk.case_by_reference(reader, actor, reference)
            row = reader.get(Instance, instance)
            if (
                row is None
                or row.case != case.id
                or row.zone not in within.zones
                or not states.opens(self.desk.sealer, row.zone)
            ):
                raise NotFound()
            return path(self.desk, reader, row, self.desk.roads.of(reader, case.id, [row])[row.id])

    def disclose(self, actor: Actor, reference: str, sealed: int, purpose: str) -> Disclosure:
        """Open sealed content: the read log is written first, in the same transaction. Raises NotFound, errors.Sealed."""
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            case, within = self.desk.case_by_reference(tx, actor, reference)
            row = tx.get(Sealed, sealed)
            hidden = row is None or row.case != case.id or row.zone not in within.zones
            nobody = actor.account is None and actor.person is None
            if row is None or hidden or row.subject.startswith("draft:") or nobody:
                raise NotFound()
            if not self.desk.sealer.can(row.zone):
                raise CannotOpen()
            what = f"{row.subject}/{row.form}"
            reader = answers.THE_PERSON if actor.account is None else actor.account
            answers.log(tx, reader, case.id, row.zone, what, purpose.strip()[:200], now, within.basis(row.zone))
            return Disclosure(row.form, row.form_version, row.zone, answers.opened(self.desk.sealer, row))

    # --- parts of the page --------------------------------------------------------------------------------------

    def _visible_tasks(
        self, reader: Reader, actor: Actor, case: Case, within: Reach, vocabulary: Vocabulary
    ) -> Sequence[Task]:
        rows = reader.find(Task, case=case.id, status=TaskStatus.OPEN)
        return [row for row in rows if access.sees_task(actor, row, case, within, vocabulary)]

    def _now(
        self,
        reader: Reader,
        actor: Actor,
        case: Case,
        within: Reach,
        snapshot: Snapshot,
        seen: Sequence[Instance],
        now: datetime,
    ) -> tuple[NowItem, ...]:
        """What the case is doing: open tasks, then what it waits for, each with why it stands still."""
        look = Now(self.desk, reader, case, within, snapshot, actor.language, reader.find(Absence), now)
        tasks = self._visible_tasks(reader, actor, case, within, snapshot.vocabulary)
        running = (row for row in seen if row.status is InstanceStatus.ACTIVE)
        return (*map(look.task, tasks), *chain.from_iterable(map(look.waits, running)))


def pause_view(reader: Reader, case: Case, snapshot: Snapshot, language: str) -> PauseView | None:
    """That the case stands still now, in words."""
    row = pausing.paused(reader, case.id)
    if row is None:
        return None
    known = {reason.code: reason for reason in pausing.reasons(snapshot)}
    words = known.get(row.reason)
    label = words.say(language) if words else row.reason
    return PauseView(row.reason, label, row.since, row.ends_at)


def case_actions(reader: Reader, actor: Actor, case: Case, within: Reach) -> frozenset[str]:
    """What the actor may do with the case as a whole."""
    may: set[str] = set()
    if case.status is CaseStatus.OPEN and access.pauses(actor, case, within):
        may.add("resume" if pausing.paused(reader, case.id) else "pause")
    if access.DIRECTOR in within.groups and access.VAULT not in within.zones:
        may.add("vault")
    if case.kind is CaseKind.PERSON and case.status not in (CaseStatus.ERASED, CaseStatus.RETAINED):
        if access.DIRECTOR in within.groups or within.oversees:
            may.add("own_key")
        if access.DIRECTOR in within.groups:
            may.add("requests")
    return frozenset(may)


def _parties(
    reader: Reader, case: Case, within: Reach, vocabulary: Vocabulary, language: str, now: datetime
) -> tuple[tuple[str, str], ...]:
    """Who takes part, but for those of zones of which even this is not told: that care is given is itself care's to tell."""
    rows = [row for row in reader.find(CaseParty, case=case.id) if access.takes_part(row, now)]
    found: list[tuple[str, str]] = []
    for row in rows:
        lane = vocabulary.lanes.get(row.lane)
        if lane is not None and (lane.zone in within.zones or not vocabulary.silent(lane.zone)):
            found.append((lane.say(language), organisation_name(reader, row.organisation)))
    return tuple(dict.fromkeys(found))


def _elsewhere(instances: Sequence[Instance], seen: Sequence[Instance], vocabulary: Vocabulary) -> bool:
    """Whether something goes on that this actor does not see, and that may be hinted at."""
    shown = {row.id for row in seen}
    hidden = [row for row in instances if row.status is InstanceStatus.ACTIVE and row.id not in shown]
    return any(not vocabulary.silent(row.zone) for row in hidden)


def _reads(reader: Reader, case: Case, within: Reach, most: int) -> tuple[tuple[datetime, str, str, str], ...]:
    rows = reader.find(ReadLog, case=case.id, zone=tuple(sorted(within.zones)), newest=True, limit=most)
    names = names_of(reader, (row.actor for row in rows))
    return tuple((row.at, names.get(row.actor, ""), row.zone, row.purpose) for row in rows)
