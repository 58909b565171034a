"""Whatever is thrown is heard, and every silence has a term (I2)."""

from collections.abc import Iterator

from engine.kernel.model import Element, Model
from engine.lint.bundle import Bundle
from engine.lint.proof.findings import Found
from engine.lint.proof.roads import Roads


def what_is_thrown_is_heard(bundle: Bundle, roads: Roads) -> Iterator[Found]:
    """Every message has the receivers that messages.yaml says, every signal somebody who waits for it, every silence a word."""
    for model in bundle.processes.values():
        for element in model.elements.values():
            kind, name = element.event_kind, element.event.name if element.event else None
            if kind == "message" and name:
                yield from _message(bundle, roads, model, element, name)
            elif kind == "signal" and name and element.sends and (kind, name) not in roads.heard:
                yield Found("signal.unheard", model.process_id, element.id, (name,))


def _message(bundle: Bundle, roads: Roads, model: Model, element: Element, name: str) -> Iterator[Found]:
    declared = bundle.vocabulary.messages.get(name)
    if declared is None:
        return  # the rule messages_are_declared says so
    if not element.sends:
        if model.process_id not in declared.receivers:
            yield Found("message.receiver", model.process_id, element.id, (name, model.process_id))
        if not declared.silence:
            yield Found("message.silence", model.process_id, element.id, (name,))
        return
    if model.process_id not in declared.senders:
        yield Found("message.sender", model.process_id, element.id, (name, model.process_id))
    hearing = {catcher.process_id for catcher, _ in roads.heard.get(("message", name), ())}
    for receiver in declared.receivers:
        if receiver not in hearing and receiver.split(".")[0] not in bundle.vocabulary.lanes:
            yield Found("message.unheard", model.process_id, element.id, (name, receiver))
