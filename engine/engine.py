"""The engine: everything that a person or the clock can do, grouped by who does it. Each act is one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.accounts import Accounts
from engine.calendar import Calendar
from engine.cases import Cases
from engine.clock import Clock
from engine.clockwork import Clockwork, Letter
from engine.coordination import Coordination
from engine.definitions import Definitions
from engine.desk import Desk
from engine.errors import Unavailable
from engine.inbox import Inbox
from engine.library import Library
from engine.model import Account, Incident, Notice, NoticeState
from engine.ports import Channel, Connector, Forms, KeyStore
from engine.reports import Reports
from engine.run import Parts
from engine.sealed import Sealer
from engine.store.protocol import Store
from engine.tasks import Tasks
from engine.views import Health
from engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Engine:
    """The whole engine over one store. Build it with `build`."""

    desk: Desk
    accounts: Accounts
    reports: Reports
    tasks: Tasks
    cases: Cases
    messages: Inbox
    coordination: Coordination
    definitions: Definitions
    clockwork: Clockwork
    beats: Callable[[], datetime | None]

    @property
    def vocabulary(self) -> Vocabulary:
        """The active words: facts, lanes, zones, messages."""
        with self.desk.look() as (_, snapshot):
            return snapshot.vocabulary

    def health(self) -> Health:
        """How the system is, without content."""
        now = self.desk.clock.now()
        try:
            with self.desk.store.reading() as reader:
                incidents = reader.count(Incident, resolved_at=None)
                notices = reader.count(Notice, state=NoticeState.WAITING)
            return Health(True, "", self.beats(), self.desk.store.lag_seconds(now), incidents, notices)
        except Unavailable:
            return Health(False, "", self.beats(), 0.0, 0, 0)


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
    beats: Callable[[], datetime | None] = lambda: None,
) -> Engine:
    """An engine over this store. `write` turns a notice into a letter, `channels` bring it, `connectors` do jobs by topic."""
    parts = Parts(Library(forms), Sealer(keys), Calendar())
    desk = Desk(store, parts, forms, clock)
    cases = Cases(desk)
    known = dict(connectors or {})
    return Engine(
        desk=desk,
        accounts=Accounts(desk, demonstration),
        reports=Reports(desk),
        tasks=Tasks(desk),
        cases=cases,
        messages=Inbox(desk),
        coordination=Coordination(desk, cases),
        definitions=Definitions(desk, frozenset(known)),
        clockwork=Clockwork(store, parts, clock, known, channels, write),
        beats=beats,
    )
