"""A compiled diagram as a Petri net (PNML): a transition for every step that a log names, places for what lies between.

The constructs whose tokens are not counted by flows alone (subprocesses, inclusive gateways, loops of one step) are not drawn.
"""

from xml.sax.saxutils import quoteattr

from engine.eventlog.entry import told
from engine.kernel.model import Element, Model
from engine.vocabulary import Vocabulary

NOT_DRAWN = {
    "subProcess": "a subprocess",
    "adHocSubProcess": "a subprocess",
    "transaction": "a subprocess",
    "inclusiveGateway": "an inclusive gateway",
    "complexGateway": "a complex gateway",
}
START = "start"


class NotDrawn(Exception):
    """The diagram holds something whose tokens flows alone do not count."""


class _Net:
    def __init__(self, model: Model, vocabulary: Vocabulary) -> None:
        self.model, self.vocabulary = model, vocabulary
        self.places: dict[str, None] = {START: None}
        self.transitions: list[tuple[str, str | None]] = []
        self.arcs: list[tuple[str, str]] = []

    def move(self, id: str, label: str | None, takes: list[str], gives: list[str]) -> None:
        """A transition with its arcs; without a label it is silent."""
        self.transitions.append((id, label))
        self.places.update(dict.fromkeys([*takes, *gives]))
        self.arcs += [(place, id) for place in takes] + [(id, place) for place in gives]

    def place_of(self, flow: str) -> str:
        source = self.model.elements[self.model.flows[flow].source]
        # What waits behind an event gateway waits for one token: the first to happen takes it.
        return f"choice-{source.id}" if source.kind == "eventBasedGateway" else f"flow-{flow}"

    def waits_in(self, element: Element) -> str:
        """The place in which a token waits for this step."""
        flows = list(dict.fromkeys(self.place_of(flow) for flow in element.incoming))
        if len(flows) == 1:
            return flows[0]
        return f"at-{element.id}"


def pnml(model: Model, vocabulary: Vocabulary) -> str:
    """The net of a model. Raises NotDrawn."""
    net = _Net(model, vocabulary)
    for element in model.elements.values():
        if element.kind in NOT_DRAWN or element.repetition is not None:
            raise NotDrawn(NOT_DRAWN.get(element.kind, "a step that repeats"))
        _draw(net, element)
    return _written(net)


def _draw(net: _Net, element: Element) -> None:
    label = element.id if told(element, net.vocabulary) else None
    gives = list(dict.fromkeys(net.place_of(flow) for flow in element.outgoing))
    if element.kind == "startEvent":
        net.move(element.id, label, [START], gives)
    elif element.attached_to:
        host = net.waits_in(net.model.elements[element.attached_to])
        net.move(element.id, label, [host], gives if element.interrupting else [*gives, host])
    elif element.kind == "parallelGateway":
        net.move(element.id, label, [net.place_of(flow) for flow in element.incoming], gives)
    else:
        _draw_one_token(net, element, label, gives)


def _draw_one_token(net: _Net, element: Element, label: str | None, gives: list[str]) -> None:
    """A step that one token of any of its ways passes."""
    at = net.waits_in(element)
    for number, flow in enumerate(element.incoming if at.startswith("at-") else ()):
        net.move(f"{element.id}-in{number}", None, [net.place_of(flow)], [at])
    if element.kind == "exclusiveGateway" and len(gives) > 1:
        net.move(element.id, label, [at], [f"decided-{element.id}"])
        for number, place in enumerate(gives):
            net.move(f"{element.id}-out{number}", None, [f"decided-{element.id}"], [place])
    else:
        net.move(element.id, label, [at], gives)


def _written(net: _Net) -> str:
    name = "<name><text>{}</text></name>".format
    places = [
        f"<place id={quoteattr(one)}>{name(one)}"
        f"{'<initialMarking><text>1</text></initialMarking>' if one == START else ''}</place>"
        for one in net.places
    ]
    silent = '<toolspecific tool="ProM" version="6.4" activity="$invisible$"/>'
    transitions = [
        f"<transition id={quoteattr(id)}>{name(label or id)}{'' if label else silent}</transition>"
        for id, label in net.transitions
    ]
    arcs = [
        f"<arc id={quoteattr(f'arc{n}')} source={quoteattr(a)} target={quoteattr(b)}><inscription><text>1</text></inscription></arc>"
        for n, (a, b) in enumerate(net.arcs)
    ]
    kind = "http://www.pnml.org/version-2009/grammar/pnmlcoremodel"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<pnml>'
        f'<net id="net" type="{kind}"><page id="page">{"".join(places + transitions + arcs)}</page>'
        "<finalmarkings><marking/></finalmarkings></net></pnml>\n"
    )
