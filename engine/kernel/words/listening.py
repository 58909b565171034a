"""Listening: what every awaited message, timer, signal and condition shares, wherever it hangs."""

from engine.kernel import effects as fx
from engine.kernel.effects import TimerKind
from engine.kernel.expression import CYCLE, Failure, is_cycle, rule_text
from engine.kernel.marking import Node
from engine.kernel.model import Element, Timer
from engine.kernel.step import Step


def listen(step: Step, node: Node, element: Element) -> None:
    """Ask the outside to answer this number when the event happens. Raises Failure."""
    event = element.event
    kept = {key: node.state[key] for key in ("flow", "gate", "every", "left", "again") if key in node.state}
    kept.pop("flow", None) if "gate" not in kept else None
    if event is None or event.kind not in ("timer", "message", "signal", "conditional"):
        raise Failure("no-event", "nothing can be awaited here")
    if event.kind == "timer":
        _timer(step, node, element, event.timer, kept)
    elif event.kind == "conditional":
        step.become(node, "condition", **kept)
    else:
        if event.name is None:
            raise Failure("no-event", "nothing can be awaited here")
        key = step.text(event.key, node)
        step.become(node, event.kind, **kept)
        step.emit(fx.Subscribed(node.number, element.id, event.kind, event.name, key))


def _timer(step: Step, node: Node, element: Element, timer: Timer | None, kept: dict[str, object]) -> None:
    if timer is None:
        raise Failure("no-rule", "the timer has no rule")
    if timer.kind == "cycle":
        kept = kept if "every" in kept else {**kept, **_cycle(step, node, timer)}
        rule = str(kept["every"])
    else:
        rule = rule_text(step.value(timer.rule, node))
    again = kept.get("again", 0)
    step.become(node, "timer", **kept)
    assert isinstance(again, int)
    step.emit(fx.TimerSet(node.number, element.id, rule, role(step, node, element), again))


def _cycle(step: Step, node: Node, timer: Timer) -> dict[str, object]:
    """R3/PT1H runs three times: the interval, and how many firings are left after the next one."""
    text = str(step.value(timer.rule, node))
    match = CYCLE.fullmatch(text)
    if match is None or not is_cycle(text):
        raise Failure("no-rule", "the value is no cycle")
    if not match[1]:
        return {"every": match[2]}
    if int(match[1]) < 1:
        raise Failure("no-rule", "the cycle never runs")
    return {"every": match[2], "left": int(match[1]) - 1}


def role(step: Step, node: Node, element: Element) -> TimerKind:
    """Why a timer runs."""
    if element.kind == "boundaryEvent":
        return TimerKind.BOUNDARY
    if element.kind == "startEvent":
        return TimerKind.EVENT_SUBPROCESS
    return TimerKind.EVENT_GATEWAY if node.state.get("gate") else TimerKind.CATCH


def repeat(node: Node) -> dict[str, object] | None:
    """What the next round of a cycle starts with, None when the cycle is over or there is none."""
    if "every" not in node.state or node.state.get("left") == 0:
        return None
    left, again = node.state.get("left"), node.state.get("again", 0)
    assert isinstance(again, int)
    rest: dict[str, object] = {"every": node.state["every"], "again": again + 1}
    return {**rest, "left": left - 1} if isinstance(left, int) else rest


def relisten(step: Step, node: Node) -> None:
    """A non-interrupting event listens again; a timer only while its cycle runs."""
    if node.kind == "timer":
        rest = repeat(node)
        if rest is not None:
            step.do("listen", step.add("token", node.element, node.parent, **rest))
    elif node.kind == "condition":
        step.add("condition", node.element, node.parent, was=1)
    else:
        step.do("listen", step.add("token", node.element, node.parent))
