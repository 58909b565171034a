"""Starting an instance and answering its waits. Pure: the same model, marking, command and world give the same marking and effects."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.kernel import commands as cmd
from engine.kernel import effects as fx
from engine.kernel.expression import CYCLE, Failure, evaluate, rule_text
from engine.kernel.marking import Marking, Node
from engine.kernel.model import Element, Model
from engine.kernel.plain import own
from engine.kernel.step import LATE, STEPS, Step, Values, Work
from engine.kernel.words import (
    activity,
    ad_hoc,
    business_rule_task,
    call_activity,
    catch_event,
    compensation,
    complex_gateway,
    end_event,
    errors,
    escalation,
    event_based_gateway,
    event_subprocess,
    exclusive_gateway,
    inclusive_gateway,
    leaving,
    listening,
    multi_instance,
    parallel_gateway,
    receive_task,
    script_task,
    send_task,
    service_task,
    start_event,
    subprocess,
    throw_event,
    user_task,
)
from engine.kernel.world import World


class NotWaiting(LookupError):
    """Nothing waits under this number (any more), or it waits for something else."""


NotPossible = ad_hoc.NotPossible

BEGIN: dict[str, Work] = {
    "startEvent": start_event.begin,
    "endEvent": end_event.begin,
    "intermediateCatchEvent": catch_event.begin,
    "intermediateThrowEvent": throw_event.begin,
    "userTask": user_task.begin,
    "manualTask": user_task.begin,
    "serviceTask": service_task.begin,
    "sendTask": send_task.begin,
    "receiveTask": receive_task.begin,
    "businessRuleTask": business_rule_task.begin,
    "scriptTask": script_task.begin,
    "callActivity": call_activity.begin,
    "exclusiveGateway": exclusive_gateway.begin,
    "parallelGateway": parallel_gateway.begin,
    "inclusiveGateway": inclusive_gateway.begin,
    "eventBasedGateway": event_based_gateway.begin,
    "subProcess": subprocess.begin,
    "transaction": subprocess.begin,
    "adHocSubProcess": ad_hoc.begin,
    "complexGateway": complex_gateway.begin,
}


@dataclass(frozen=True, slots=True)
class StartRule:
    """A timer start event: its rule, and how often it begins an instance (None: for ever)."""

    element: str
    rule: str
    times: int | None


def begin(step: Step, node: Node, element: Element) -> None:
    """Start what the token reached: the repetition first, then the boundary events, the inputs, the word itself."""
    alone = activity.item_of(step, node) is None
    if element.repetition is not None and alone:
        multi_instance.begin(step, node, element)
        return
    if alone:
        node = activity.arm(step, node, element)
    BEGIN[element.kind](step, step.inputs(node, element), element)


WORK: dict[str, Work] = {
    "enter": activity.enter,
    "begin": begin,
    "leave": leaving.leave,
    "depart": leaving.depart,
    "item done": multi_instance.item_done,
    "listen": listening.listen,
    "split": inclusive_gateway.split,
    "end": end_event.finish_end,
    "undo next": compensation.undo_next,
    "ad hoc": ad_hoc.look,
}


def start(
    model: Model,
    world: World,
    *,
    payload: Values | None = None,
    inputs: Values | None = None,
    message: str | None = None,
    event: str | None = None,
    budget: int = STEPS,
) -> tuple[Marking, tuple[fx.Effect, ...]]:
    """Start an instance: at the start event of this message, at this event, or at the one without a kind. Raises NotPossible.

    `inputs` become locals of the instance; `payload` is visible as `bericht` to the start event's output mappings.
    """
    first = _first(model, message, event)
    step = Step(model, Marking(), world, budget)
    root = step.add("process", model.process_id, 0)
    if inputs:
        root = step.note(root, locals=_values(inputs))
    event_subprocess.arm(step, root)
    token = step.add("token", first.id, root.number)
    step.visited(first.id, "entered")
    activity.finish(step, token, {"bericht": _values(payload)} if payload is not None else {})
    run(step)
    return step.result()


def _first(model: Model, message: str | None, event: str | None) -> Element:
    if event is not None:
        found = [e for e in model.starts if e.id == event]
    elif message is not None:
        found = [
            e for e in model.starts if e.event and e.event.kind in ("message", "signal") and e.event.name == message
        ]
    else:
        found = [e for e in model.starts if e.event_kind == "none"] or [
            e for e in model.starts if e.event_kind == "timer"
        ]
    if not found:
        raise NotPossible(f"{model.process_id} has no start for {message or event or 'a start without a message'}")
    return found[0]


def start_rules(model: Model, world: World) -> tuple[StartRule, ...]:
    """When the clock begins instances of this process. Raises Failure for an expression without a rule."""
    found = []
    for element in model.start_timers:
        timer = element.event.timer if element.event else None
        if timer is not None:
            value = evaluate(timer.rule, world.facts.get, world.functions)
            cycle = CYCLE.fullmatch(str(value)) if timer.kind == "cycle" else None
            times = int(cycle[1]) if cycle and cycle[1] else None if cycle else 1
            found.append(StartRule(element.id, cycle[2] if cycle else rule_text(value), times))
    return tuple(found)


def apply(
    model: Model, marking: Marking, command: cmd.Command, world: World, *, budget: int = STEPS
) -> tuple[Marking, tuple[fx.Effect, ...]]:
    """Answer one wait. Raises NotWaiting when nobody waits under that number, NotPossible when the command makes no sense there."""
    step = Step(model, marking, world, budget)
    if marking.over:
        raise NotWaiting("the instance has ended")
    _answer(step, command)
    run(step)
    return step.result()


def run(step: Step) -> None:
    """Move tokens until nothing moves: the worklist, then joins, then conditions; then look whether something stands still for ever."""
    while True:
        while step.todo:
            if step.budget <= 0:
                _stop(step, Failure("steps", "too many steps at once"))
                return
            if step.world.late():
                _stop(step, Failure(*LATE))
                continue
            step.budget -= 1
            _one(step, *step.todo.popleft())
        if not (_joins(step) or _conditions(step) or _deadlocks(step)):
            return


def _one(step: Step, work: str, number: int) -> None:
    node = step.nodes.get(number)
    if node is None:
        return
    if work == "settled":
        subprocess.settled(step, node)
        return
    try:
        WORK[work](step, node, step.model.elements[node.element])
    except Failure as failure:
        step.stuck(step.nodes[number], failure, work)


def _stop(step: Step, failure: Failure) -> None:
    """The guard: what still wanted to move stands still until a person looks."""
    while step.todo:
        work, number = step.todo.popleft()
        node = step.nodes.get(number)
        if node is not None and work == "settled":
            subprocess.settled(step, node)
        elif node is not None:
            step.stuck(node, failure, work)


def _joins(step: Step) -> bool:
    """Fire one join that was waiting for the rest to come to rest."""
    for node in list(step.nodes.values()):
        element = step.model.elements.get(node.element)
        waits = node.kind == "token" and node.state.get("join") and element and element.kind == "inclusiveGateway"
        if waits and element is not None and inclusive_gateway.fire(step, node, element):
            return True
        if node.kind == "reset" and element is not None and complex_gateway.over(step, node, element):
            return True
    return False


def _conditions(step: Step) -> bool:
    """Fire one conditional event whose condition has become true. A condition that gives no answer is not true yet.

    They are looked at also when the time is over: what did not look would not know later what it missed.
    """
    for node in list(step.nodes.values()):
        if node.kind != "condition":
            continue
        event = step.element(node).event
        assert event is not None
        assert event.condition is not None
        try:
            holds = evaluate(event.condition, step.lookup(node), step.world.functions) is True
        except Failure:
            holds = False
        if holds and not node.state.get("was"):
            catch_event.happened(step, node, {})
            return True
        if not holds and node.state.get("was"):
            step.note(node, was=None)
    return False


def _deadlocks(step: Step) -> bool:
    """A join that waits for tokens that cannot come is an incident, not silence."""
    for scope in [node for node in step.nodes.values() if node.kind in ("process", "scope", "adhoc")]:
        alive = [child for child in step.children(scope.number) if not step.passive(child)]
        if alive and all(child.kind == "token" and child.state.get("join") for child in alive):
            step.stuck(alive[0], Failure("join", "the join waits for a token that cannot come"), "begin")
    return False


# answers to commands


def _waiting(step: Step, number: int, *kinds: str) -> Node:
    node = step.nodes.get(number)
    if node is None or node.kind not in kinds:
        raise NotWaiting(f"{number} does not wait for this")
    return node


def _values(values: Mapping[str, object]) -> dict[str, object]:
    try:
        return {name: own(value) for name, value in values.items()}
    except Failure as failure:
        raise NotPossible(f"a value of kind {failure.text} cannot be kept") from failure


def _complete(step: Step, command: cmd.Complete) -> None:
    node = _waiting(step, command.wait, "task", "job", "adhoc")
    if node.kind == "adhoc":
        ad_hoc.enough(step, node)
        return
    closed = fx.TaskClosed if node.kind == "task" else fx.JobClosed
    step.emit(closed(node.number, node.element, True))
    if step.element(node).kind == "endEvent":
        step.become(node, "token")
        step.do("end", node)
    else:
        activity.finish(step, node, _values(command.result))


def _raised(step: Step, command: cmd.Raised) -> None:
    node = _waiting(step, command.wait, "call")
    throw = errors.throw if command.kind == "error" else escalation.throw
    throw(step, node, command.code, _values(command.payload))


def _fail(step: Step, command: cmd.Fail) -> None:
    node = _waiting(step, command.wait, "job")
    catcher = errors.find(step, node, "error", command.code)
    if catcher is not None:
        errors.caught(step, catcher, {"bericht": {"code": command.code, "text": command.text}})
        return
    step.emit(fx.JobClosed(node.number, node.element, False))
    step.stuck(node, Failure(command.code, command.text), "begin")


def _retry(step: Step, command: cmd.Retry) -> None:
    node = _waiting(step, command.wait, "incident")
    step.emit(fx.IncidentResolved(node.number, node.element))
    again = str(node.state.get("again", "begin"))
    state = {key: value for key, value in node.state.items() if key != "again"}
    step.do(again, step.renumber(node, {"ad hoc": "adhoc", "undo next": "undoing"}.get(again, "token"), **state))


def _move(step: Step, command: cmd.Move) -> None:
    node = step.nodes.get(command.wait)
    if node is None or step.passive(node) or node.kind in ("process", "item", "undo"):
        raise NotWaiting(f"{command.wait} does not wait")
    scope = step.scope(node)
    target = step.model.elements.get(command.element)
    if (
        target is None
        or target.scope != scope.element
        or target.kind in ("startEvent", "boundaryEvent")
        or target.triggered
    ):
        raise NotPossible(f"{command.element} is not an element of the same scope")
    at = node
    while at.parent != scope.number:
        at = step.nodes[at.parent]
    step.withdraw(at)
    step.send(scope.number, target.id)


def _answer(step: Step, command: cmd.Command) -> None:
    match command:
        case cmd.Complete():
            _complete(step, command)
        case cmd.Deliver():
            catch_event.happened(step, _waiting(step, command.wait, "message", "signal"), _values(command.payload))
        case cmd.Fire():
            catch_event.happened(step, _waiting(step, command.wait, "timer"), {})
        case cmd.Returned():
            node = _waiting(step, command.wait, "call")
            call_activity.returned(step, node, step.element(node), command.outcome, _values(command.outputs))
        case cmd.Raised():
            _raised(step, command)
        case cmd.Fail():
            _fail(step, command)
        case cmd.Retry():
            _retry(step, command)
        case cmd.Move():
            _move(step, command)
        case cmd.Add():
            ad_hoc.add(step, _waiting(step, command.wait, "adhoc"), command.element)
        case cmd.FactsChanged():
            pass  # conditions look again at the end of every step
        case cmd.Cancel():
            step.withdraw(step.root())
            step.emit(fx.Ended("cancelled", None))
