"""The engine: everything that a person or the clock can do, grouped by who does it. Each act is one transaction."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.acts.board import Board
from engine.acts.cases import Cases
from engine.acts.clock.beats import Beats, alive
from engine.acts.clock.clockwork import Clockwork
from engine.acts.clock.jobs import Jobs
from engine.acts.clock.outbox import Letter, Outbox
from engine.acts.coordination import Coordination
from engine.acts.design.activation import Activation
from engine.acts.design.definitions import BUNDLE, Definitions
from engine.acts.desk import Desk
from engine.acts.eventlog import EventLog
from engine.acts.family import Family
from engine.acts.figures import Figures
from engine.acts.inbox import Inbox
from engine.acts.need.openings import VAULT, Openings
from engine.acts.need.proposals import Deed, Proposals
from engine.acts.need.reviews import Reviews
from engine.acts.need.sealing import SEAL, UNSEAL, Sealing
from engine.acts.oversight import Oversight
from engine.acts.own.keys import Keys
from engine.acts.own.page import Own
from engine.acts.own.requests import ERASE, EXPORT, Requests
from engine.acts.own.returning import Returning
from engine.acts.past import Past
from engine.acts.pausing import let_stand
from engine.acts.people.absences import Absences
from engine.acts.people.accounts import Accounts
from engine.acts.people.administration import Administration
from engine.acts.people.closing import Closing
from engine.acts.people.factors import Factors
from engine.acts.people.guard import Guard
from engine.acts.people.organisations import Organisations
from engine.acts.people.rights import Right, Rights
from engine.acts.people.sessions import Sessions
from engine.acts.people.tokens import Tokens
from engine.acts.plan import Plans
from engine.acts.reports import Reports
from engine.acts.revision import Revision
from engine.acts.tasks import Tasks
from engine.acts.work import Work
from engine.anchor import AnchorPlace, Custody, MemoryAnchors
from engine.calendar import Calendar
from engine.clock import Clock
from engine.errors import OtherTables, Unavailable
from engine.model import (
    Account,
    Deadline,
    DeadlineState,
    Escalation,
    Incident,
    Job,
    JobState,
    Notice,
    NoticeState,
    Task,
    TaskStatus,
)
from engine.ports import Channel, Connector, Forms, KeyStore
from engine.safe import Safe
from engine.sealed import Sealer
from engine.step import routing, topics
from engine.step.guard import Bounds
from engine.step.library import Library
from engine.step.meter import Meter
from engine.step.run import Parts
from engine.step.stepper import Stepper
from engine.store.protocol import Store
from engine.views import Health
from engine.vocabulary import Vocabulary

COUNTED = 10_000  # where counting for watchers stops: more is too many whatever the number


@dataclass(frozen=True, slots=True)
class Engine:
    """The whole engine over one store. Build it with `build`."""

    desk: Desk
    accounts: Accounts
    administration: Administration
    absences: Absences
    closing: Closing
    organisations: Organisations
    reports: Reports
    work: Work
    tasks: Tasks
    cases: Cases
    past: Past
    plans: Plans
    family: Family
    messages: Inbox
    oversight: Oversight
    figures: Figures
    event_log: EventLog
    own: Own
    own_keys: Keys
    returning: Returning
    coordination: Coordination
    board: Board
    definitions: Definitions
    proposals: Proposals
    openings: Openings
    requests: Requests
    reviews: Reviews
    custody: Custody
    sealing: Sealing
    clockwork: Clockwork
    jobs: Jobs
    outbox: Outbox
    beats: Beats
    revision: Revision
    meter: Meter

    @property
    def vocabulary(self) -> Vocabulary:
        """The active words: facts, lanes, zones, messages."""
        with self.desk.look() as (_, snapshot):
            return snapshot.vocabulary

    def health(self) -> Health:
        """How the system is, without content."""
        now, store = self.desk.clock.now(), self.desk.store
        try:
            lag, schema = store.lag_seconds(now), store.schema_version() or ""
            with store.reading() as reader:
                return Health(
                    database=True,
                    schema=schema,
                    own_tables=store.misfit() is None,
                    workers=alive(reader, now),
                    lag_seconds=lag,
                    incidents=reader.count(Incident, cap=COUNTED, resolved_at=None),
                    waiting_notices=reader.count(Notice, cap=COUNTED, state=NoticeState.WAITING),
                    pending_deadlines=reader.count(Deadline, cap=COUNTED, state=DeadlineState.PENDING),
                    open_jobs=reader.count(Job, cap=COUNTED, state=JobState.OPEN),
                    open_tasks=reader.count(Task, cap=COUNTED, status=TaskStatus.OPEN),
                    open_escalations=reader.count(Escalation, cap=COUNTED, closed_at=None),
                )
        except OtherTables:
            return Health(database=True, schema=store.schema_version() or "", own_tables=False)
        except Unavailable:
            return Health(database=False)


def build(
    store: Store,
    keys: KeyStore,
    forms: Forms,
    clock: Clock,
    *,
    write: Callable[[Notice, Account | None], Letter],
    channels: Mapping[str, Channel],
    connectors: Mapping[str, Connector] | None = None,
    demonstration: bool = False,
    bounds: Bounds | None = None,
    secret: str = "",
    second_factor: frozenset[str] = frozenset(),
    stepper: Stepper | None = None,
    opening_hours: float = 4.0,
    anchors: AnchorPlace | None = None,
) -> Engine:
    """An engine over this store. `write` turns a notice into a letter, `channels` bring it, `connectors` do jobs by topic.

    `bounds` is how much one step of a case may ask for. `secret` keeps second factors; without one they last as long as
    this engine. `second_factor` says of whom one is asked. `stepper` stands in for the kernel where somebody looks on.
    `opening_hours` is how long a zone stays open in an emergency, and the identity vault. `anchors` is where history is
    anchored outside the database.
    """
    parts = _parts(keys, forms, bounds or Bounds(), stepper or Stepper())
    desk = Desk(store, parts, forms, clock)
    cases, past = Cases(desk), Past(desk)
    tasks = Tasks(desk)
    known, absences = dict(connectors or {}), Absences(desk)
    definitions, openings, sealing = Definitions(desk, frozenset(known)), Openings(desk, opening_hours), Sealing(desk)
    own = Own(desk, cases, tasks)
    requests = Requests(desk, own, opening_hours)
    rights = Rights(desk)
    proposals = Proposals(desk, _deeds(definitions, openings, sealing, requests, rights))
    safe = Safe(secret.encode() or os.urandom(32))
    guard = Guard(desk, safe)
    return Engine(
        desk=desk,
        accounts=Accounts(desk, Sessions(desk), guard, Factors(desk, safe), second_factor, demonstration),
        administration=Administration(desk, rights, proposals, Tokens(desk), absences),
        absences=absences,
        closing=Closing(desk),
        organisations=Organisations(desk),
        reports=Reports(desk),
        work=Work(desk),
        tasks=tasks,
        cases=cases,
        past=past,
        plans=Plans(desk),
        family=Family(desk),
        messages=Inbox(desk),
        oversight=Oversight(desk),
        figures=Figures(desk),
        own=own,
        event_log=EventLog(desk),
        own_keys=Keys(desk, guard),
        returning=Returning(desk, guard),
        coordination=Coordination(desk),
        board=Board(desk),
        definitions=definitions,
        proposals=proposals,
        openings=openings,
        requests=requests,
        reviews=Reviews(desk),
        custody=Custody(store, anchors or MemoryAnchors()),
        sealing=sealing,
        clockwork=Clockwork(store, parts, clock),
        jobs=Jobs(store, parts, clock, known),
        outbox=Outbox(store, clock, channels, write),
        beats=Beats(store, clock),
        revision=Revision(store, clock),
        meter=parts.meter,
    )


def _parts(keys: KeyStore, forms: Forms, bounds: Bounds, stepper: Stepper) -> Parts:
    """What every step of a case works with."""
    return Parts(
        Library(forms),
        Sealer(keys),
        Calendar(),
        routing,
        topics.INLINE,
        bounds=bounds,
        stepper=stepper,
        stand_still=let_stand,
    )


def _deeds(
    definitions: Definitions, openings: Openings, sealing: Sealing, requests: Requests, rights: Rights
) -> dict[str, Deed]:
    """What is done when a second person agrees, by the kind of proposal."""
    deeds: dict[str, Deed] = {BUNDLE: Activation(definitions), VAULT: openings, SEAL: sealing, UNSEAL: sealing}
    return deeds | {EXPORT: requests, ERASE: requests} | {kind.value: rights for kind in Right}
