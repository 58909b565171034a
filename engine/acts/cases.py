"""What people see of a case. Reading content goes through `disclose`, which writes the read log before anything leaves."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from engine import access, pages, stalls, tags
from engine.access import Reach
from engine.acts import answers, explained, pausing
from engine.acts.desk import Desk, organisation_name
from engine.acts.now import Now
from engine.acts.paths import path
from engine.errors import NotFound
from engine.errors import Sealed as CannotOpen
from engine.escalation import LADDER
from engine.model import (
    Absence,
    Account,
    Actor,
    Case,
    CaseKind,
    CaseParty,
    CaseStatus,
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
from engine.step.casefacts import CaseFacts, instance_scope, readable
from engine.step.library import Snapshot
from engine.store.protocol import Reader
from engine.views import (
    CaseItem,
    CaseView,
    FactView,
    NowItem,
    Path,
    PauseView,
    SealedEntry,
    Term,
    TimelineItem,
    ZoneSlice,
)
from engine.vocabulary import Vocabulary

QUIET = frozenset(
    {tags.STEP, tags.FACT_SET, tags.TASK_DRAFTED}
)  # too fine for the timeline: the lit path and the facts show them


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

    def view(self, actor: Actor, reference: str) -> CaseView:
        """Everything the case page shows to this actor. Raises NotFound."""
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:  # short: only what must be logged before it is read
            case, within = self.desk.case_by_reference(tx, actor, reference)
            do_not = answers.do_not(tx, self.desk.sealer, actor, case, within, now)
            answers.log_page(tx, self.desk.sealer, actor, case, within, now)
        with self.desk.look() as (looking, snapshot):
            vocabulary, reader = snapshot.vocabulary, looking.gathered([case])
            instances = reader.find(Instance, case=case.id)
            seen = [row for row in instances if row.zone in within.zones and states.opens(self.desk.sealer, row.zone)]
            steps = _by_instance(reader.find(Event, case=case.id, kind=tags.STEP))
            items = self._now(reader, actor, case, within, snapshot, seen, now)
            return CaseView(
                case=case,
                head=self.desk.head(reader, case, within, do_not=do_not),
                lead_organisation=organisation_name(reader, case.lead_organisation),
                now=items,
                stall=stalls.worst([item.stall for item in items if item.stall]),
                timeline=self._timeline(reader, case, within, snapshot, seen, limit=200),
                slices=self._slices(reader, case, within, vocabulary, actor.language),
                paths=tuple(path(self.desk, reader, row, steps.get(row.id, ())) for row in seen),
                parties=_parties(reader, case, within, vocabulary, actor.language, now),
                elsewhere=_elsewhere(instances, seen, vocabulary),
                reads=_reads(reader, case, within),
                paused=pause_view(reader, case, snapshot, actor.language),
                actions=case_actions(reader, actor, case, within),
                decisions=explained.decisions(self.desk, reader, case, within, snapshot, seen),
            )

    def events(self, actor: Actor, reference: str, *, before: str | None = None) -> Page[TimelineItem]:
        """A page of the history of a case, newest first, as far as this actor may read it. Raises NotFound and Invalid.

        The cursor says how many lines of those that this actor reads are older: places in the chain would tell of the others.
        """
        with self.desk.look() as (reader, _):
            case, within = self.desk.case_by_reference(reader, actor, reference)
            whole = reader.event_count(case.id, within.zones, QUIET)
            left = min(pages.read(before)[1] or whole, whole)
            rows = reader.last_events(case.id, within.zones, QUIET, skip=whole - left, limit=pages.PAGE)
            older = left - len(rows)
            return Page(self._lines(reader, rows), pages.written(("older", older)) if older else None)

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
            return path(self.desk, reader, row, reader.find(Event, case=case.id, instance=row.id, kind=tags.STEP))

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

    def _timeline(
        self, reader: Reader, case: Case, within: Reach, snapshot: Snapshot, seen: Sequence[Instance], *, limit: int
    ) -> tuple[TimelineItem, ...]:
        """The newest lines, each with the part of the road or the table that it is about."""
        processes = {row.id: row.process for row in seen}
        rows = reader.last_events(case.id, within.zones, QUIET, limit=limit)
        return tuple(
            replace(line, process=processes.get(row.instance or 0, ""), name=line.name or _table(snapshot, line))
            for line, row in zip(self._lines(reader, rows), rows, strict=True)
        )

    def _lines(self, reader: Reader, rows: Sequence[Event]) -> tuple[TimelineItem, ...]:
        names = _names(reader, (row.actor for row in rows))
        return tuple(_line(row, names) for row in rows)

    def _slices(
        self, reader: Reader, case: Case, within: Reach, vocabulary: Vocabulary, language: str
    ) -> tuple[ZoneSlice, ...]:
        facts = CaseFacts(reader, case, vocabulary, self.desk.sealer)
        sealed = [row for row in reader.find(Sealed, case=case.id) if not row.subject.startswith("draft:")]
        names = _names(reader, [*(row.set_by for row in facts.rows()), *(row.set_by for row in sealed)])
        # What the ladder notes about itself is in its tasks and the timeline; awards and the like belong here.
        ladders = {instance_scope(row.id) for row in reader.find(Instance, case=case.id, process=LADDER)}
        slices: list[ZoneSlice] = []
        for key, zone in vocabulary.zones.items():
            if key not in within.zones:
                continue
            opens = states.opens(self.desk.sealer, key)
            shown = [row for row in facts.rows() if opens and row.zone == key and row.scope not in ladders]
            slices.append(
                ZoneSlice(
                    zone=key,
                    label=zone.say(language),
                    facts=tuple(
                        FactView(
                            name=row.name,
                            meaning=vocabulary.facts[row.name].meaning if row.name in vocabulary.facts else row.name,
                            value=readable(facts, row),
                            zone=row.zone,
                            type=vocabulary.facts[row.name].type if row.name in vocabulary.facts else "text",
                            set_at=row.set_at,
                            set_by=names.get(row.set_by, ""),
                        )
                        for row in shown
                    ),
                    entries=tuple(
                        SealedEntry(
                            row.id, row.zone, self._title(reader, row), row.form, row.set_at, names.get(row.set_by, "")
                        )
                        for row in sealed
                        if opens and row.zone == key
                    ),
                )
            )
        return tuple(slices)

    def _title(self, reader: Reader, row: Sealed) -> str:
        try:
            form = self.desk.library.form(reader, row.form, row.form_version or None)
        except NotFound:
            return row.form
        return self.desk.forms.title(form.compiled)


def _by_instance(events: Iterable[Event]) -> dict[int | None, list[Event]]:
    found: dict[int | None, list[Event]] = {}
    for event in events:
        found.setdefault(event.instance, []).append(event)
    return found


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


def _table(snapshot: Snapshot, line: TimelineItem) -> str:
    """The name of the table that was asked, for a line about one."""
    return explained.table_name(snapshot, str(line.detail["decision"])) if line.kind == tags.DECISION_TAKEN else ""


def _line(row: Event, names: Mapping[int | None, str]) -> TimelineItem:
    detail = json.loads(row.detail)
    return TimelineItem(row.at, row.kind, names.get(row.actor, ""), str(detail.get("name", "")), detail, row.task)


def _names(reader: Reader, accounts: Iterable[int | None]) -> dict[int | None, str]:
    ids = tuple(sorted({account for account in accounts if account}))
    return {row.id: row.name for row in reader.find(Account, id=ids)} if ids else {}


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


def _reads(reader: Reader, case: Case, within: Reach) -> tuple[tuple[datetime, str, str, str], ...]:
    rows = reader.find(ReadLog, case=case.id, zone=tuple(sorted(within.zones)), newest=True, limit=50)
    names = _names(reader, (row.actor for row in rows))
    return tuple((row.at, names.get(row.actor, ""), row.zone, row.purpose) for row in rows)
