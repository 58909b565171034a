"""Activities that repeat: several at once, one after another, or again while a condition holds.

The activity is a `many` node; boundary events hang on it as a whole. Each round is an `item` with its own locals
(the input element and loopCounter), in which the activity itself runs.
"""

from decimal import Decimal

from engine.kernel.expression import Failure
from engine.kernel.marking import Node
from engine.kernel.model import Element, Repetition
from engine.kernel.plain import own
from engine.kernel.step import Step, Values
from engine.kernel.words import boundary_event, compensation
from engine.kernel.words.activity import arm

MOST = 100


def begin(step: Step, node: Node, element: Element) -> None:
    """Find out how often, then start the first rounds. Raises Failure."""
    repeats = element.repetition
    assert repeats is not None
    if repeats.kind == "loop":
        _begin_loop(step, node, element, repeats)
        return
    items = _items(step, node, repeats)
    count = len(items) if items is not None else _bounded(_count(step, node, repeats))
    node = arm(step, node, element)
    many = step.become(node, "many", n=count, done=0, results=[None] * count if repeats.results else None)
    if count == 0:
        _finish(step, many, repeats)
    elif repeats.kind == "sequential":
        many = step.note(many, items=items)
        _item(step, many, repeats, 0, items)
    else:
        for index in range(count):
            _item(step, many, repeats, index, items)


def _items(step: Step, node: Node, repeats: Repetition) -> list[object] | None:
    if repeats.collection is None:
        return None
    value = step.value(repeats.collection, node)
    if not isinstance(value, list):
        raise Failure("no-list", "the input collection is no list")
    _bounded(len(value))  # before each is looked at: a list of thousands would cost everybody else time
    return [own(part) for part in value]


def _bounded(count: int) -> int:
    if count > MOST:
        raise Failure("too-many", f"more than {MOST} instances")
    return count


def _count(step: Step, node: Node, repeats: Repetition) -> int:
    if repeats.cardinality is None:
        raise Failure("no-number", "it is not said how often")
    value = step.value(repeats.cardinality, node)
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        raise Failure("no-number", "the cardinality is no number") from None
    if number < 0 or number != number.to_integral_value():
        raise Failure("no-number", "the cardinality is no whole number from 0 up")
    return int(number)


def _item(step: Step, many: Node, repeats: Repetition, index: int, items: list[object] | None) -> None:
    """Start one round."""
    locals_: dict[str, object] = {"loopCounter": Decimal(index + 1)}
    if repeats.item and items is not None:
        locals_[repeats.item] = items[index]
    kind = {"loop": 1} if repeats.kind == "loop" else {}  # a loop's rounds share the locals around them
    item = step.add("item", many.element, many.number, locals=locals_, index=index, **kind)
    step.do("begin", step.add("token", many.element, item.number))


def item_done(step: Step, node: Node, element: Element) -> None:
    """One round is over: keep its result, then look whether the next, another or none follows. Raises Failure."""
    item = step.nodes[node.parent]
    many = step.nodes[item.parent]
    repeats = element.repetition
    assert repeats is not None
    if repeats.kind == "loop":
        _round_done(step, node, item, many, repeats)
        return
    result = own(step.value(repeats.result, node)) if repeats.result is not None else None
    done = _number(many, "done") + 1
    enough = repeats.until is not None and step.truth(repeats.until, node, _counters(step, many, done))
    thrown = repeats.throws is not None and _throws(step, node, repeats, done)
    compensation.remember(step, node, element)
    results = many.state.get("results")
    if isinstance(results, list):
        results = [*results[: _number(item, "index")], result, *results[_number(item, "index") + 1 :]]
    many = step.note(many, done=done, results=results)
    step.drop(item)
    if thrown:
        enough = _throw(step, many, element, repeats) or enough
    _next(step, many, repeats, enough)


def _next(step: Step, many: Node, repeats: Repetition, enough: bool) -> None:
    done, count = _number(many, "done"), _number(many, "n")
    if enough or done >= count:
        _finish(step, many, repeats)
    elif repeats.kind == "sequential":
        items = many.state.get("items")
        _item(step, many, repeats, done, items if isinstance(items, list) else None)


def _counters(step: Step, many: Node, done: int) -> Values:
    running = sum(child.kind == "item" for child in step.children(many.number)) - 1
    counts = {
        "numberOfInstances": _number(many, "n"),
        "numberOfCompletedInstances": done,
        "numberOfActiveInstances": running,
        "numberOfTerminatedInstances": 0,
    }
    return {name: Decimal(value) for name, value in counts.items()}


def _throws(step: Step, node: Node, repeats: Repetition, done: int) -> bool:
    """Whether this finished instance throws: every one (None), the first (One), or when the condition holds (Complex)."""
    if repeats.behavior == "One":
        return done == 1
    if repeats.throws_when is not None:
        return step.truth(repeats.throws_when, node, _counters(step, step.nodes[step.nodes[node.parent].parent], done))
    return True


def _throw(step: Step, many: Node, element: Element, repeats: Repetition) -> bool:
    """Throw to the boundary of the activity itself; under Complex an interrupting catcher ends the remaining instances."""
    for ident in element.boundary:
        boundary = step.model.elements[ident]
        if (
            boundary.event
            and repeats.throws
            and (boundary.event.kind, boundary.event.name) == (repeats.throws.kind, repeats.throws.name)
        ):
            step.visited(boundary.id, "entered")
            boundary_event.beside(step, many, boundary)
            return repeats.behavior == "Complex" and boundary.interrupting
    return False


def _finish(step: Step, many: Node, repeats: Repetition) -> None:
    """All rounds are over: whatever still runs is withdrawn, the results land in their collection, and the road goes on."""
    for child in step.children(many.number):
        if child.kind == "item":
            step.withdraw(child)
    results = many.state.get("results")
    if repeats.results and isinstance(results, list):
        step.assign(many, repeats.results, results)
    step.todo.appendleft(("depart", many.number))


def _begin_loop(step: Step, node: Node, element: Element, repeats: Repetition) -> None:
    if repeats.test_before and not _goes_on(step, node, repeats, 0):
        step.become(node, "many", n=0, done=0)
        step.todo.appendleft(("depart", node.number))
        return
    node = arm(step, node, element)
    many = step.become(node, "many", done=0)
    _item(step, many, repeats, 0, None)


def _round_done(step: Step, node: Node, item: Node, many: Node, repeats: Repetition) -> None:
    done = _number(many, "done") + 1
    again = _goes_on(step, item, repeats, done)
    compensation.remember(step, node, step.element(node))
    step.drop(item)
    many = step.note(many, done=done)
    if again:
        _item(step, many, repeats, done, None)
    else:
        _finish(step, many, repeats)


def _goes_on(step: Step, node: Node, repeats: Repetition, done: int) -> bool:
    if repeats.limit is not None and done >= repeats.limit:
        return False
    return repeats.condition is None or step.truth(repeats.condition, node, {"loopCounter": Decimal(done)})


def _number(node: Node, name: str) -> int:
    value = node.state.get(name, 0)
    assert isinstance(value, int)
    return value
