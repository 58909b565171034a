"""What the outside was asked for a wait, asked once more: for a row that was lost. The marking does not change."""

from collections.abc import Mapping

from engine.kernel import effects as fx
from engine.kernel.expression import Failure
from engine.kernel.interpreter import NotPossible
from engine.kernel.marking import Marking, Node
from engine.kernel.model import Element, Model
from engine.kernel.step import Step, Work
from engine.kernel.words import listening, service_task, user_task
from engine.kernel.world import World


def _job(step: Step, node: Node, element: Element) -> None:
    service_task.open_job(step, node, element, service_task.topic_of(step, node, element.topic) or "")


AGAIN: Mapping[str, Work] = {
    "task": user_task.begin,
    "job": _job,
    "timer": listening.listen,
    "message": listening.listen,
    "signal": listening.listen,
}


def reopen(model: Model, marking: Marking, number: int, world: World) -> tuple[fx.Effect, ...]:
    """The effects with which this wait was opened, reckoned from the facts of now. Raises NotPossible for a wait that
    cannot be asked again: a call, an incident, or one whose expressions fail now."""
    node = marking.nodes.get(number)
    if node is None or node.kind not in AGAIN:
        raise NotPossible(f"wait {number} cannot be opened again")
    step = Step(model, marking, world)
    try:
        AGAIN[node.kind](step, node, step.element(node))
    except Failure as error:
        raise NotPossible(f"wait {number} cannot be opened again: {error.code}") from error
    return step.result()[1]
