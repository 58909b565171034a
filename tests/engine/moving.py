"""A flow of a compiled diagram that leads elsewhere: the reader would refuse how that is drawn."""

from dataclasses import replace

from engine.kernel.model import Model


def moved(model: Model, name: str, target: str) -> Model:
    """The diagram with one flow that leads to another element."""
    flow, elements = model.flows[name], dict(model.elements)
    left, entered = elements[flow.target], elements[target]
    elements[left.id] = replace(left, incoming=tuple(other for other in left.incoming if other != name))
    elements[target] = replace(entered, incoming=(*entered.incoming, name))
    return replace(model, elements=elements, flows={**model.flows, name: replace(flow, target=target)})
