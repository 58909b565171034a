"""The lit path of a process: the diagram with what was done in it."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from engine import kernel
from engine.acts.desk import Desk
from engine.acts.roads import Road
from engine.kernel.model import Model
from engine.model import Instance, InstanceStatus
from engine.step import states
from engine.store.protocol import Reader
from engine.views import Path, StepItem


def path(desk: Desk, reader: Reader, row: Instance, steps: Iterable[Road]) -> Path:
    """How far one process came: what was done and which way, what happens now, what could come next."""
    model = desk.library.model(reader, row.definition)
    done: dict[str, datetime] = {}
    flows: dict[str, None] = {}
    for told, at in steps:
        detail = json.loads(told)
        for element in detail.get("completed", []):
            done[element] = max(at, done.get(element, at))
        flows.update(dict.fromkeys(detail.get("flows", [])))
    active: frozenset[str] = frozenset()
    if row.status is InstanceStatus.ACTIVE:
        active = kernel.active(model, kernel.load(states.opened(desk.sealer, row)))
    return Path(
        instance=row.id,
        process=row.process,
        name=model.name,
        definition=row.definition,
        status=row.status.value,
        outcome=row.outcome,
        active=tuple(sorted(active)),
        done=tuple(done),
        flows=tuple(flows),
        steps=_steps(model, done, active),
    )


def _steps(model: Model, done: Mapping[str, datetime], active: Iterable[str]) -> tuple[StepItem, ...]:
    """The diagram as an ordered list: what was done in the order of doing, what happens now, what could come next."""
    now = set(active)
    ahead = {flow.target for e in now if e in model.elements for flow in model.out(model.elements[e])}
    places: list[tuple[str, str, datetime | None]] = [(e, "done", at) for e, at in done.items() if e not in now]
    places += [(e, "now", None) for e in sorted(now)]
    places += [(e, "possible", None) for e in sorted(ahead - now)]
    # A gateway without a name where roads only meet again says nothing to anybody.
    named = [
        (model.elements[e], state, at) for e, state, at in places if e in model.elements and model.elements[e].name
    ]
    return tuple(StepItem(element.id, element.name, element.kind, state, at) for element, state, at in named)
