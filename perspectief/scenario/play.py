"""One scenario while it runs, and what can be seen of its case."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import tags
from engine.engine import Engine
from engine.model import Case, Event, Instance, Relation, Subscription, Task
from engine.ports import JobResult
from engine.step.casefacts import CaseFacts, instance_scope
from engine.views import ReportReceipt
from perspectief.rehearsal import Rehearsal
from perspectief.scenario.story import Differs, Moment


@dataclass(slots=True)
class Scripted:
    """A connector that answers what the story says; asked before that, it fails and is tried again later."""

    answer: JobResult | None = None

    def __call__(self, inputs: Mapping[str, object], headers: Mapping[str, str]) -> JobResult:
        """Do the work once."""
        return self.answer or JobResult(error="unavailable")


@dataclass(slots=True)
class Play:
    """One scenario while it runs."""

    stage: Rehearsal
    process: str
    case: Case | None = None
    receipt: ReportReceipt | None = None
    names: dict[str, str] = field(default_factory=dict)  # name in the file -> login
    connectors: Mapping[str, Scripted] = field(default_factory=dict)  # topic -> what it answers next

    @property
    def engine(self) -> Engine:
        """The engine that plays."""
        return self.stage.engine


def cases(play: Play) -> list[Case]:
    """The scenario's case with the cases that belong to the same person."""
    if play.case is None:
        return []
    with play.engine.desk.store.reading() as reader:
        ids = [play.case.id, *(row.other for row in reader.find(Relation, case=play.case.id))]
        return [case for case in (reader.get(Case, id) for id in ids) if case]


def person_case(play: Play) -> Case | None:
    """The scenario's own case as it is now."""
    return next(iter(cases(play)), None)


def waits(play: Play, case: Case, name: str) -> bool:
    """Whether something in this case waits for the message."""
    with play.engine.desk.store.reading() as reader:
        return bool(reader.find(Subscription, case=case.id, kind="message", name=name))


def needed_key(play: Play, declared: Any, payload: Mapping[str, Any]) -> dict[str, object]:
    """What a message needs to find its wait, when the story does not say it: the case's reference."""
    if declared is None or declared.key == "case" or declared.key in payload or play.case is None:
        return {}
    return {declared.key: play.case.reference}


def instances(play: Play) -> list[Instance]:
    """Everything that ran or runs for this person."""
    with play.engine.desk.store.reading() as reader:
        return [row for case in cases(play) for row in reader.find(Instance, case=case.id)]


def end_name(play: Play, row: Instance) -> str:
    """The name of the end event at which it ended."""
    with play.engine.desk.store.reading() as reader:
        events = reader.find(Event, case=row.case, instance=row.id, kind=tags.INSTANCE_ENDED)
        model = play.engine.desk.library.model(reader, row.definition)
    element = model.elements.get(events[-1].element or "") if events else None
    return element.name if element else ""


def task_names(play: Play) -> list[str]:
    """The open tasks by name."""
    return [task.name for task in play.stage.open_tasks(play.case.id)] if play.case else []


def open_task(play: Play, name: str) -> Task:
    """The open task of this name. Raises Differs."""
    found = [task for task in play.stage.open_tasks(play.case.id) if task.name == name] if play.case else []
    if not found:
        raise Differs(f"there is no open task {name!r}; open are {task_names(play)}")
    return found[0]


def fact_of(play: Play, name: str) -> object:
    """The value of a fact in JSON form, wherever it stands."""
    vocabulary = play.engine.vocabulary
    with play.engine.desk.store.reading() as reader:
        for case in cases(play):
            facts = CaseFacts(reader, case, vocabulary, play.engine.desk.sealer)
            scopes = ["", *(instance_scope(row.id) for row in instances(play))]
            for scope in scopes:
                value = facts.json(name, scope)
                if value is not None:
                    return value
    return None


def sent_messages(play: Play) -> set[str]:
    """The messages that were sent so far."""
    with play.engine.desk.store.reading() as reader:
        rows = [row for case in cases(play) for row in reader.find(Event, case=case.id, kind=tags.MESSAGE_SENT)]
    return {str(json.loads(row.detail).get("name")) for row in rows}


def timeline(play: Play) -> tuple[Moment, ...]:
    """What happened so far, in the cases of this person."""
    with play.engine.desk.store.reading() as reader:
        rows = [row for case in cases(play) for row in reader.find(Event, case=case.id)]
    return tuple(_line(row) for row in sorted(rows, key=lambda row: (row.at, row.id)))


def _line(row: Event) -> Moment:
    detail = json.loads(row.detail or "{}")
    about = detail.get("name") or detail.get("process") or detail.get("decision") or row.element or ""
    return Moment(row.at, row.kind.removeprefix("case:"), str(about))
