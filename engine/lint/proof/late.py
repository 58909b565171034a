"""What a called process throws right before it ends comes too late for its caller: the call has returned by then.

A throw is told to others after the step that made it, and the return of a call stands before it in the queue. So a boundary
event of that very call, or of a scope that the return leaves at once, no longer waits, and the road behind it is never taken.
"""

from collections.abc import Iterator

from engine.kernel.model import Element, Model
from engine.lint.bundle import Bundle
from engine.lint.proof.findings import Found
from engine.lint.proof.roads import Roads

AT_ONCE = (
    "exclusiveGateway",
    "inclusiveGateway",
    "parallelGateway",
    "complexGateway",
    "intermediateThrowEvent",
    "endEvent",
    "scriptTask",
    "businessRuleTask",
)  # what a token passes within one step; everything else waits, or is answered in a step of its own


def what_is_thrown_comes_before_the_return(bundle: Bundle, roads: Roads) -> Iterator[Found]:
    """No call returns before its caller heard what the called process threw."""
    for model in bundle.processes.values():
        for element in model.elements.values():
            kind, name = element.event_kind, element.event.name if element.event else None
            if kind in ("signal", "message") and name and element.sends and _leaves(model, element, model.process_id):
                for caller, catcher in roads.heard.get((kind, name), ()):
                    yield from _late(model, element, caller, catcher)


def _late(thrower: Model, throw: Element, caller: Model, catcher: Element) -> Iterator[Found]:
    host = _watched(caller, catcher)
    if host is None or caller.process_id == thrower.process_id:
        return  # somebody else's wait, or the own instance, which hears it at once
    for call in caller.elements.values():
        called = call.called_process
        if called is None or called.text != thrower.process_id:
            continue
        around = _within(caller, call, host)
        if call.id == host or (around and any(_leaves(caller, after, host) for after in _next(caller, call))):
            name = str(throw.event.name if throw.event else "")
            words = (name, caller.process_id, catcher.name or catcher.id)
            yield Found("throw.late", thrower.process_id, throw.id, words)


def _watched(model: Model, catcher: Element) -> str | None:
    """What a catcher hangs on: an activity, or the scope of an event subprocess; None when a token waits at the catcher itself."""
    if catcher.attached_to:
        return catcher.attached_to
    subprocess = model.elements.get(catcher.scope)
    return subprocess.scope if subprocess is not None and subprocess.triggered else None


def _within(model: Model, element: Element, scope: str) -> bool:
    at = element.scope
    while at != scope and at in model.elements:
        at = model.elements[at].scope
    return at == scope


def _leaves(model: Model, element: Element, scope: str) -> bool:
    """Whether a token here can leave this scope before anything waits."""
    seen, todo = {element.id}, [element]
    for at in todo:  # grows while it is walked
        if at.kind not in AT_ONCE:
            continue
        following = _next(model, at)
        if not following and at.scope == scope:
            return True
        if not following and (around := model.elements.get(at.scope)) is not None:
            following = _next(model, around)
            if not following and around.scope == scope:
                return True
        todo += [one for one in following if one.id not in seen]
        seen |= {one.id for one in following}
    return False


def _next(model: Model, element: Element) -> list[Element]:
    return [model.elements[flow.target] for flow in model.out(element)]
