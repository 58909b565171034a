"""Service tasks: work for a connector, or pure settings (topic `zet`) that never leave the instance."""

from engine.kernel import effects as fx
from engine.kernel.expression import Failure, Formula
from engine.kernel.marking import Node
from engine.kernel.model import Element
from engine.kernel.step import Step
from engine.kernel.words.activity import finish, wait

SETTING = "zet"
MESSAGE = "bericht"


def begin(step: Step, node: Node, element: Element) -> None:
    """Open a job, or go on at once when the task only sets facts."""
    topic = topic_of(step, node, element.topic)
    if topic is None:
        raise Failure("no-topic", "the task has no topic")
    if topic == SETTING:
        finish(step, node, {})
        return
    open_job(step, node, element, topic)


def open_job(step: Step, node: Node, element: Element, topic: str) -> None:
    """Park the token until a connector reports."""
    job = fx.JobOpened(node.number, element.id, topic, step.own_locals(node), element.headers, element.retries)
    wait(step, node, "job")
    step.emit(job)


def topic_of(step: Step, node: Node, formula: Formula | None) -> str | None:
    """The topic's name."""
    return step.text(formula, node)
