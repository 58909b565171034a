"""The log of events taken along, by who examines how cases run. It is told in history that somebody did."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from engine import access, tags
from engine.acts.desk import Desk
from engine.errors import NotAllowed
from engine.eventlog import ocel, xes
from engine.eventlog.entry import GRAINS, KEY_BYTES, Entry, Names, coarse, lane_of, name_of, told
from engine.facts import dumps
from engine.model import ENGINE, Actor, Case, CaseKind, Definition, Event, Instance
from engine.step.library import Snapshot
from engine.store.protocol import Reader
from engine.vocabulary import PLAIN_ZONE

FORMATS: Mapping[str, Callable[[Iterable[tuple[str, Iterable[Entry]]]], Iterator[str]]] = {
    "xes": xes.written,
    "ocel": ocel.written,
}
OF_THE_CASE = {
    tags.CASE_OPENED: "case opened",
    tags.CASE_CLOSED: "case closed",
    tags.CASE_REOPENED: "case reopened",
    tags.CASE_PAUSED: "case paused",
    tags.CASE_RESUMED: "case resumed",
    tags.CASE_ASLEEP: "case asleep",
    tags.CASE_AWAKE: "case awake",
    tags.ESCALATION_OPENED: "escalation opened",
    tags.ESCALATION_CLOSED: "escalation closed",
}
RUN_ENDED = "run ended"
KINDS = (*OF_THE_CASE, tags.STEP, tags.TASK_OPENED, tags.INSTANCE_ENDED)


@dataclass(frozen=True, slots=True)
class EventLog:
    """Writes the log of all cases of persons."""

    desk: Desk

    def written(self, actor: Actor, format: str, grain: str = "hour") -> Iterator[str]:
        """The parts of a file in one of FORMATS, moments as exact as one of GRAINS. Raises NotAllowed."""
        return FORMATS[format](self.cases(actor, format, grain))

    def cases(self, actor: Actor, purpose: str, grain: str) -> Iterator[tuple[str, list[Entry]]]:
        """Every case with its entries. Raises NotAllowed.

        1. Say in history that the log was taken. 2. Make a key for this log alone. 3. Tell the cases in the order of their new
        names, so that the place in the log says nothing; the key is gone when the log is told.
        """
        with self.desk.look() as (_, snapshot):
            if actor is not ENGINE and not access.audits(actor, snapshot.vocabulary):
                raise NotAllowed()
        detail = dumps({"purpose": purpose, "times": grain})
        with self.desk.store.begin() as tx:
            now = self.desk.clock.now()
            tx.append_events([Event(case=None, at=now, kind=tags.LOG_TAKEN, actor=actor.account, detail=detail)])
        return self._cases(Names(os.urandom(KEY_BYTES)), GRAINS[grain])

    def _cases(self, names: Names, grain: timedelta) -> Iterator[tuple[str, list[Entry]]]:
        with self.desk.look() as (reader, snapshot):
            cases = {names.of("case", row.id): row.id for row in reader.find(Case, kind=CaseKind.PERSON)}
            for name in sorted(cases):
                yield name, list(self._entries(reader, snapshot, names, cases[name], grain))

    def _entries(
        self, reader: Reader, snapshot: Snapshot, names: Names, case: int, grain: timedelta
    ) -> Iterator[Entry]:
        runs = {row.id: row for row in reader.find(Instance, case=case, zone=PLAIN_ZONE)}
        for event in _in_order(reader.find(Event, case=case, zone=PLAIN_ZONE, kind=KINDS)):
            about = Entry(names.of("case", case), coarse(event.at, grain), OF_THE_CASE.get(event.kind, ""))
            if about.activity:
                yield about
            elif event.instance in runs:
                yield from self._steps(reader, snapshot, names, runs[event.instance], event, about)

    def _steps(
        self, reader: Reader, snapshot: Snapshot, names: Names, run: Instance, event: Event, about: Entry
    ) -> Iterator[Entry]:
        """The steps of one event: those that were done, or the one that began to wait for somebody."""
        model = self.desk.library.model(reader, run.definition)
        row = reader.get(Definition, run.definition)
        here = replace(about, run=names.of("run", run.id), process=run.process, version=row.version if row else 0)
        if event.kind == tags.INSTANCE_ENDED:
            if event.element:  # at an end that is drawn; what was cut off has none
                yield replace(here, activity=RUN_ENDED)
            return
        scheduled = event.kind == tags.TASK_OPENED
        for key in [event.element] if scheduled else json.loads(event.detail).get("completed", []):
            element = model.elements.get(key or "")
            if element is not None and told(element, snapshot.vocabulary):
                yield replace(
                    here,
                    activity=name_of(model, element.id),
                    lifecycle="schedule" if scheduled else "complete",
                    element=element.id,
                    lane=lane_of(element, snapshot.vocabulary),
                )


def _in_order(events: list[Event]) -> list[Event]:
    """The events of a case with what a step opened or ended after the step itself: history writes the step last."""
    places: dict[int, tuple[int, bool]] = {}
    last: dict[int | None, tuple[int, Event]] = {}  # of each run the step that follows
    for place in range(len(events) - 1, -1, -1):
        event = events[place]
        if event.kind == tags.STEP:
            last[event.instance] = (place, event)
        follows, step = last.get(event.instance, (place, event))
        caused = event.kind in (tags.TASK_OPENED, tags.INSTANCE_ENDED) and step.at == event.at
        places[event.id] = (follows, True) if caused else (place, False)
    return sorted(events, key=lambda event: (*places[event.id], event.id))
