"""The decisions of a case as its page explains them: what a table said, why, by which row, and who confirmed it."""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import chain

from engine.access import Reach
from engine.acts.desk import Desk, names_of
from engine.explained import confirming, sentences
from engine.model import Case, DecisionTaken, Instance, Task, TaskStatus
from engine.step.library import Snapshot
from engine.store.protocol import Reader
from engine.views import DecisionView
from engine.vocabulary import PLAIN_ZONE

MOST = 50


def taken(reader: Reader, case: Case, within: Reach) -> list[DecisionTaken]:
    """The newest decisions of tables that the actor may read, newest first."""
    rows = reader.find(DecisionTaken, case=case.id, newest=True, limit=MOST)
    return [row for row in rows if row.zone in within.zones]


def decisions(
    desk: Desk,
    reader: Reader,
    case: Case,
    within: Reach,
    snapshot: Snapshot,
    rows: Sequence[DecisionTaken],
    running: Mapping[int, Instance],
) -> tuple[DecisionView, ...]:
    """What the tables said in these `rows`, where this server can open it; `running` are the processes in which they did.

    Who confirmed is told to whoever may read the zone of the confirming task.
    """
    followed = _confirmations(desk, reader, within, rows, running)
    names = names_of(reader, (task.completed_by for task in followed.values() if task))
    found: list[DecisionView] = []
    for row in rows:
        text = _opened(desk, case, row)
        kept = json.loads(text) if text else {}
        lines = sentences(kept.get("value"), kept.get("why", ()))
        if lines:
            task = followed[row.id]
            found.append(
                DecisionView(
                    row.at,
                    row.decision,
                    table_name(snapshot, row.decision),
                    row.version,
                    row.zone,
                    lines,
                    confirmed_by=names.get(task.completed_by, "") if task else "",
                    confirmed_in=task.name if task and task.completed_by else "",
                    confirmed_at=task.closed_at if task and task.completed_by else None,
                    awaits=task is not None and task.status is TaskStatus.OPEN,
                )
            )
    return tuple(found)


def _opened(desk: Desk, case: Case, row: DecisionTaken) -> str | None:
    if row.zone == PLAIN_ZONE:
        return row.value
    if not desk.sealer.can(row.zone):
        return None
    return desk.sealer.open(case.id, row.zone, f"decision:{row.instance}:{row.element}", row.value)


def _confirmations(
    desk: Desk, reader: Reader, within: Reach, rows: Sequence[DecisionTaken], running: Mapping[int, Instance]
) -> dict[int, Task | None]:
    """By decision the first task behind it, in the same process, in which a person takes it up."""
    places = {row.id: _places(desk, reader, row, running) for row in rows}
    asked = [row for row in rows if places[row.id]]
    if not asked:
        return dict.fromkeys(places)
    elements = frozenset(chain.from_iterable(places.values()))
    since = min(row.at for row in asked)
    behind = reader.tasks_behind({row.instance or 0 for row in asked}, elements, since)
    tasks = [
        task for task in behind if task.zone in within.zones and (task.status is TaskStatus.OPEN or task.completed_by)
    ]
    return {row.id: _first(row, places[row.id], tasks) for row in rows}


def _places(desk: Desk, reader: Reader, row: DecisionTaken, running: Mapping[int, Instance]) -> frozenset[str]:
    """The elements at which a person can take up what a table said."""
    instance = running.get(row.instance or 0)
    model = desk.library.model(reader, instance.definition) if instance else None
    return frozenset(confirming(model, row.element)) if model and row.element in model.elements else frozenset()


def _first(row: DecisionTaken, places: Container[str], tasks: Iterable[Task]) -> Task | None:
    return next(
        (
            task
            for task in tasks
            if task.instance == row.instance and task.element in places and task.opened_at >= row.at
        ),
        None,
    )


def table_name(snapshot: Snapshot, key: str) -> str:
    deployed = snapshot.decisions.get(key)
    named = (row.name for row in deployed.compiled.decisions if row.id == key) if deployed else iter(())
    return next(named, key)
