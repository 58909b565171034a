"""User and manual tasks: a person does something and says so."""

from decimal import Decimal

from engine.kernel import effects as fx
from engine.kernel.expression import Failure, Formula, rule_text
from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step
from engine.kernel.words.activity import wait


def begin(step: Step, node: Node, element: Element) -> None:
    """Open the task with its term, groups and inputs. Raises Failure before anything is opened."""
    opened = fx.TaskOpened(
        wait=node.number,
        element=element.id,
        due_rule=_rule(step, node, element.due),
        follow_up_rule=_rule(step, node, element.follow_up),
        priority=_priority(step, node, element.priority),
        assignee=step.text(element.assignee, node),
        groups=element.groups or _groups(step, node, element.group_rule),
        locals=step.own_locals(node),
    )
    wait(step, node, "task")
    step.emit(opened)


def _rule(step: Step, node: Node, formula: Formula | None) -> str | None:
    return None if formula is None else rule_text(step.value(formula, node))


def _priority(step: Step, node: Node, formula: Formula | None) -> int | None:
    if formula is None:
        return None
    value = step.value(formula, node)
    try:
        return int(Decimal(str(value)))
    except ArithmeticError:
        raise Failure("priority", "the priority is no number") from None


def _groups(step: Step, node: Node, formula: Formula | None) -> tuple[str, ...]:
    if formula is None:
        return ()
    value = step.value(formula, node)
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(group, str) for group in value):
        return tuple(value)
    raise Failure("groups", "the candidate groups are no list of names")
