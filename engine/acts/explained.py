"""The decisions of a case as its page explains them: what a table said, why, by which row, and who confirmed it."""

import json
from collections.abc import Iterable, Mapping

from engine.access import Reach
from engine.acts.desk import Desk
from engine.explained import confirming, sentences
from engine.model import Account, Case, DecisionTaken, Instance, Task, TaskStatus
from engine.step.library import Snapshot
from engine.store.protocol import Reader
from engine.views import DecisionView
from engine.vocabulary import PLAIN_ZONE

MOST = 50


def decisions(
    desk: Desk, reader: Reader, case: Case, within: Reach, snapshot: Snapshot, instances: Iterable[Instance]
) -> tuple[DecisionView, ...]:
    """What the tables said about this case, newest first, where the actor may read it and this server can open it.

    Who confirmed is told to whoever may read the zone of the confirming task.
    """
    rows = [
        row for row in reader.find(DecisionTaken, case=case.id, newest=True, limit=MOST) if row.zone in within.zones
    ]
    if not rows:
        return ()
    running = {row.id: row for row in instances}
    tasks = [row for row in reader.find(Task, case=case.id) if row.zone in within.zones]
    followed = {row.id: _confirmation(desk, reader, row, running, tasks) for row in rows}
    names = _names(reader, followed.values())
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


def _confirmation(
    desk: Desk, reader: Reader, row: DecisionTaken, running: Mapping[int, Instance], tasks: Iterable[Task]
) -> Task | None:
    """The first task behind the decision, in the same process, in which a person takes it up."""
    instance = running.get(row.instance or 0)
    if instance is None:
        return None
    model = desk.library.model(reader, instance.definition)
    if row.element not in model.elements:
        return None
    places = confirming(model, row.element)
    behind = (
        task
        for task in tasks
        if task.instance == instance.id and task.element in places and task.opened_at >= row.at
        if task.status is TaskStatus.OPEN or task.completed_by
    )
    return min(behind, key=lambda task: task.id, default=None)


def _names(reader: Reader, tasks: Iterable[Task | None]) -> dict[int | None, str]:
    ids = tuple(sorted({task.completed_by for task in tasks if task and task.completed_by}))
    return {row.id: row.name for row in reader.find(Account, id=ids)} if ids else {}


def table_name(snapshot: Snapshot, key: str) -> str:
    deployed = snapshot.decisions.get(key)
    named = (row.name for row in deployed.compiled.decisions if row.id == key) if deployed else iter(())
    return next(named, key)
