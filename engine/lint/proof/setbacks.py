"""What may never be held against the person: what was missed, a no-show, a refusal, stopping. Declared, never guessed by name.

Missed is what a diagram itself says: every term (then the ladder starts), every timer. The rest is declared: `adverse` on a
message in messages.yaml, or as a property of the element at which a diagram hears a no.
"""

from engine.kernel.model import Element
from engine.lint.bundle import Bundle
from engine.lint.proof.roads import Place, Roads

ADVERSE = "adverse"


def setbacks(bundle: Bundle, roads: Roads) -> list[Place]:
    """Every place from which no road may lead to enforcement, and none to the end of care."""
    declared = spoken(bundle)
    missed = [
        Place(model.process_id, element.id, True)
        for model in bundle.processes.values()
        for element in model.elements.values()
        if element.event_kind == "timer"
    ]
    return list(dict.fromkeys([*declared, *missed, *roads.ladder]))


def spoken(bundle: Bundle) -> list[Place]:
    """The setbacks that a diagram or a message declares."""
    return [
        Place(model.process_id, element.id, True)
        for model in bundle.processes.values()
        for element in model.elements.values()
        if is_setback(bundle, element)
    ]


def is_setback(bundle: Bundle, element: Element) -> bool:
    """Whether this element hears a setback."""
    if element.properties.get(ADVERSE):
        return True
    if element.event is None or element.event.kind != "message" or element.sends:
        return False
    declared = bundle.vocabulary.messages.get(element.event.name or "")
    return declared is not None and declared.adverse is not None
