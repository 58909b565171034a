"""No road leads from a missed task, a no-show, a refusal, or anything else to enforcement, but the two protected ones (I3).

A diagram reaches enforcement by a message, by a task of its lanes, or by a task that says so (`reaches`). Such a place must
say what opens it (`opens`), and organisations.yaml must name that under `protected`: a fact that only the person's own answer
makes true, asked right before; or a role, whose act it must be.
"""

from collections.abc import Iterator

from engine.kernel.model import Element, Model, split_names
from engine.lint.bundle import Bundle
from engine.lint.proof.findings import Found
from engine.lint.proof.roads import Place, Roads
from engine.lint.proof.setbacks import setbacks
from engine.lint.proof.world import Assumed, World, set_by_diagrams

REACHES, OPENS = "reaches", "opens"
UNASKED: frozenset[object] = frozenset({None, False})


def nothing_reaches_enforcement(bundle: Bundle, roads: Roads, worlds: list[World]) -> Iterator[Found]:
    """Every place that reaches enforcement is opened by what may open it, and by nothing else."""
    for model in bundle.processes.values():
        for element in model.elements.values():
            if lanes := _reached(bundle, element):
                yield from _opened(bundle, roads, worlds, model, element, ", ".join(lanes))


def _reached(bundle: Bundle, element: Element) -> list[str]:
    """The lanes of enforcement that an element brings in."""
    groups = [*element.groups, *split_names(element.properties.get(REACHES, ""))]
    if element.event is not None and element.event.kind == "message" and element.sends:
        declared = bundle.vocabulary.messages.get(element.event.name or "")
        groups += declared.receivers if declared else ()
    return sorted({group for group in groups if _enforces(bundle, group)})


def _enforces(bundle: Bundle, group: str) -> bool:
    """Whether a lane or role enforces; a lane without a role stands for all its roles."""
    lane, _, role = group.partition(".")
    whole = not role and any(name.startswith(f"{lane}.") for name in bundle.vocabulary.enforcement)
    return whole or bundle.vocabulary.enforces(lane, role)


def _opened(
    bundle: Bundle, roads: Roads, worlds: list[World], model: Model, element: Element, lanes: str
) -> Iterator[Found]:
    key, goal = element.properties.get(OPENS, ""), Place(model.process_id, element.id, False)
    if key not in bundle.vocabulary.protected:
        came = roads.reach([*setbacks(bundle, roads), *roads.begins()])
        if goal in came:
            yield Found("enforcement.reached", goal.process, goal.element, (lanes, roads.tell(came, goal)))
    elif "." in key:
        if element.groups != (key,):
            yield Found("enforcement.others", goal.process, goal.element, (lanes, key))
    else:
        yield from _wished(bundle, roads, worlds, goal, key)


def _wished(bundle: Bundle, roads: Roads, worlds: list[World], goal: Place, fact: str) -> Iterator[Found]:
    """Closed while the wish is not a yes; and asked right before, so that no setback comes between."""
    world = World(bundle, roads, set_by_diagrams(bundle) - {fact}, Assumed(facts={fact: UNASKED}))
    worlds.append(world)
    if goal in world.reached:
        yield Found("enforcement.unasked", goal.process, goal.element, (fact, world.tell(goal)))
    asking = _asking(bundle, fact)
    came = roads.reach([place for place in setbacks(bundle, roads) if place not in asking], blocked=asking)
    if goal in came:
        yield Found("enforcement.stale", goal.process, goal.element, (fact, roads.tell(came, goal)))
    if not asking:
        yield Found("enforcement.stale", goal.process, goal.element, (fact, "-"))


def _asking(bundle: Bundle, fact: str) -> frozenset[Place]:
    """The tasks in which the person is asked."""
    return frozenset(
        Place(model.process_id, task.id, True)
        for model in bundle.processes.values()
        for task in model.elements.values()
        if task.kind == "userTask" and fact in bundle.asked(task.form, task.properties.get("part"))
    )
