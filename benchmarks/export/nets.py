"""A compiled diagram as a Petri net (PNML): a transition for every step that a log names, places for what lies between.

A subprocess is a net inside the net: what interrupts it takes the token from wherever it is. An inclusive gateway goes every way, and each
way may be passed by in silence. A step that repeats loops. Parallel roads that something interrupts stop from every marking they can reach.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from engine.eventlog.entry import told
from engine.kernel.model import Element, Model
from engine.vocabulary import Vocabulary

START = "start"
SUBPROCESS = ("subProcess", "transaction")
MOST_MARKINGS = 400


class NotDrawn(Exception):
    """The diagram holds something whose tokens flows alone do not count."""


class _Net:
    def __init__(self, model: Model, vocabulary: Vocabulary) -> None:
        self.model, self.vocabulary = model, vocabulary
        self.places: dict[str, None] = {START: None}
        self.transitions: list[tuple[str, str | None]] = []
        self.arcs: list[tuple[str, str]] = []
        self.moves: list[tuple[list[str], list[str]]] = []
        self.inside: dict[str, dict[str, None]] = defaultdict(dict)
        self.joins = _joins(model)

    def move(self, scope: str, id: str, label: str | None, takes: list[str], gives: list[str]) -> None:
        """A transition with its arcs, drawn in a scope; without a label it is silent."""
        self.transitions.append((id, label))
        both = dict.fromkeys([*takes, *gives])
        self.places.update(both)
        self.inside[scope].update(both)
        self.moves.append((takes, gives))
        self.arcs += [(place, id) for place in takes] + [(id, place) for place in gives]

    def place_of(self, flow: str) -> str:
        source = self.model.elements[self.model.flows[flow].source]
        # What waits behind an event gateway waits for one token: the first to happen takes it.
        return f"choice-{source.id}" if source.kind == "eventBasedGateway" else f"flow-{flow}"

    def waits_in(self, element: Element) -> str:
        """The place in which a token waits for this step."""
        if element.repetition is not None or element.kind == "adHocSubProcess":
            return f"in-{element.id}"
        return self.arrives_in(element)

    def arrives_in(self, element: Element) -> str:
        """The place in which a token arrives."""
        flows = list(dict.fromkeys(self.place_of(flow) for flow in element.incoming))
        return flows[0] if len(flows) == 1 else f"at-{element.id}"

    def label(self, element: Element) -> str | None:
        return element.id if told(element, self.vocabulary) else None

    def parent(self, element: Element) -> Element | None:
        """The subprocess in which this is drawn; None in the process itself."""
        return self.model.elements.get(element.scope)

    def everywhere_in(self, scope: str) -> list[str]:
        """Every place of a scope and of what is drawn in it, but not of its event subprocesses."""
        inner = [one.id for one in self.model.elements.values() if one.scope == scope and not one.triggered]
        return list(
            dict.fromkeys([*self.inside[scope], *(place for one in inner for place in self.everywhere_in(one))])
        )


def pnml(model: Model, vocabulary: Vocabulary) -> str:
    """The net of a model. Raises NotDrawn."""
    net = _Net(model, vocabulary)
    for element in model.elements.values():
        _draw(net, element)
    for element in model.elements.values():  # when every place is there
        _interrupt(net, element)
    return _written(net)


def _draw(net: _Net, element: Element) -> None:
    scope, label, parent = element.scope, net.label(element), net.parent(element)
    gives = list(dict.fromkeys(net.place_of(flow) for flow in element.outgoing))
    if parent is not None and parent.kind == "adHocSubProcess":
        net.move(scope, element.id, label, [f"in-{parent.id}"], [f"in-{parent.id}"])
    elif element.kind == "startEvent":
        if parent is None or not parent.triggered:
            net.move(scope, element.id, label, [START if parent is None else f"begin-{parent.id}"], gives)
    elif element.attached_to:
        _draw_boundary(net, element, label, gives)
    elif element.triggered:
        net.move(element.id, element.id, label, [f"done-{element.id}"], [])
    elif element.kind in SUBPROCESS:
        _draw_subprocess(net, element, label, gives)
    elif element.repetition is not None or element.kind == "adHocSubProcess":
        _draw_loop(net, element, label, gives)
    elif element.kind in ("inclusiveGateway", "complexGateway"):
        _draw_inclusive(net, element, label, gives)
    elif element.kind == "parallelGateway":
        net.move(scope, element.id, label, [net.place_of(flow) for flow in element.incoming], gives)
    else:
        _draw_one_token(net, element, label, _ended(net, element, gives))


def _ended(net: _Net, element: Element, gives: list[str]) -> list[str]:
    """Where the token goes: out of the subprocess when its road ends here."""
    parent = net.parent(element)
    if gives or parent is None or parent.repetition is not None:
        return gives
    return [f"done-{parent.id}"]


def _draw_one_token(net: _Net, element: Element, label: str | None, gives: list[str]) -> None:
    """A step that one token of any of its ways passes."""
    at = _arrive(net, element)
    if element.kind == "exclusiveGateway" and len(gives) > 1:
        net.move(element.scope, element.id, label, [at], [f"decided-{element.id}"])
        for number, place in enumerate(gives):
            net.move(element.scope, f"{element.id}-out{number}", None, [f"decided-{element.id}"], [place])
    else:
        net.move(element.scope, element.id, label, [at], gives)


def _arrive(net: _Net, element: Element) -> str:
    at = net.arrives_in(element)
    for number, flow in enumerate(element.incoming if at.startswith("at-") else ()):
        net.move(element.scope, f"{element.id}-in{number}", None, [net.place_of(flow)], [at])
    return at


def _draw_loop(net: _Net, element: Element, label: str | None, gives: list[str]) -> None:
    """A step that is done any number of times, and a catalogue of which any number is chosen."""
    inside = f"in-{element.id}"
    net.move(element.scope, f"{element.id}-begin", None, [_arrive(net, element)], [inside])
    net.move(element.scope, element.id, label, [inside], [inside])
    net.move(element.scope, f"{element.id}-end", None, [inside], gives)


def _draw_subprocess(net: _Net, element: Element, label: str | None, gives: list[str]) -> None:
    begin = f"begin-{element.id}"
    if element.repetition is not None:
        _draw_loop(net, element, label, gives)
        net.move(element.id, f"{element.id}-round", None, [f"in-{element.id}"], [f"in-{element.id}", begin])
        return
    net.move(element.id, f"{element.id}-begin", None, [_arrive(net, element)], [begin])
    net.move(element.id, element.id, label, [f"done-{element.id}"], gives)


def _draw_boundary(net: _Net, element: Element, label: str | None, gives: list[str]) -> None:
    host = net.model.elements[element.attached_to or ""]
    if host.kind in SUBPROCESS and element.interrupting:
        return
    if host.kind in SUBPROCESS:
        _run_beside(net, element, gives)
        return
    at = net.waits_in(host)
    net.move(element.scope, element.id, label, [at], gives if element.interrupting else [*gives, at])


def _run_beside(net: _Net, element: Element, gives: list[str]) -> None:
    """What may begin any number of times while a scope lives. Unseen, it begins out of a token that waits for it and may be passed by."""
    label, waits = net.label(element), f"beside-{element.id}"
    if label is not None:
        net.move(element.scope, element.id, label, [], gives)
        return
    host = net.model.elements.get(element.attached_to or "")
    scope = host.id if host else net.model.elements[element.scope].scope
    for start in net.model.inside.get(scope, ()):
        if start.kind == "startEvent" and not start.triggered:
            net.places[waits] = None
            net.arcs.append((start.id, waits))
    net.move(element.scope, element.id, None, [waits], [waits, *gives])
    net.move(element.scope, f"{element.id}-past", None, [waits], [])


def _interrupt(net: _Net, element: Element) -> None:
    """What stops a scope takes its token from wherever it is; what runs beside it begins out of nothing."""
    parent = net.parent(element)
    gives = [net.place_of(flow) for flow in element.outgoing]
    if element.kind == "startEvent" and parent is not None and parent.triggered:
        if element.interrupting:
            _stop(net, element, parent.scope, gives)
        else:
            _run_beside(net, element, gives)
    elif element.attached_to and element.interrupting and net.model.elements[element.attached_to].kind in SUBPROCESS:
        _stop(net, element, element.attached_to, gives)


def _stop(net: _Net, element: Element, scope: str, gives: list[str]) -> None:
    beside = any(one.kind in ("parallelGateway", "inclusiveGateway") or _beside(one) for one in _drawn_in(net, scope))
    places = net.everywhere_in(scope)
    stopped = f"stopped-{element.id}"
    for number, taken in enumerate(_markings(net, scope, places) if beside else [[place] for place in places]):
        net.move(element.id, f"{element.id}-from{number}", None, taken, [stopped])
    net.move(element.id, element.id, net.label(element), [stopped], gives)


def _markings(net: _Net, scope: str, places: list[str]) -> list[list[str]]:
    """Where the tokens of a scope can be together. Raises NotDrawn when that cannot be counted.

    A road beside that only ends is passed at once, so nothing stops it there, and two of it are never seen.
    """
    begin = START if scope == net.model.process_id else f"begin-{scope}"
    known = set(places)
    moves = [
        (Counter(takes), Counter(p for p in gives if p in known)) for takes, gives in net.moves if known >= {*takes}
    ]
    found, ahead = {frozenset({begin})}, [Counter({begin})]
    while ahead:
        marking = ahead.pop()
        for takes, gives in moves:
            after = marking - takes + gives
            once = takes and takes <= marking and after and max(after.values()) == 1
            if once and frozenset(after) not in found:
                if len(found) > MOST_MARKINGS:
                    raise NotDrawn("more tokens beside each other than can be counted")
                found.add(frozenset(after))
                ahead.append(after)
    passed = _passed_at_once(net, scope)
    return [sorted(marking) for marking in found if passed.isdisjoint(marking)]


def _passed_at_once(net: _Net, scope: str) -> set[str]:
    """The places between what may be heard again and the ends that wait for nothing else."""
    again = {one.id for one in _drawn_in(net, scope) if one.attached_to is not None and not one.interrupting}
    found: set[str] = set()
    for one in _drawn_in(net, scope):
        if one.kind == "endEvent" and again.issuperset(net.model.flows[flow].source for flow in one.incoming):
            found |= {net.arrives_in(one), *(net.place_of(flow) for flow in one.incoming)}
    return found


def _beside(one: Element) -> bool:
    return (one.attached_to is not None and not one.interrupting) or (
        one.repetition is not None and one.kind in SUBPROCESS
    )


def _drawn_in(net: _Net, scope: str) -> Iterator[Element]:
    for one in net.model.elements.values():
        if one.scope == scope and not one.triggered:
            yield one
            yield from _drawn_in(net, one.id)


def _draw_inclusive(net: _Net, element: Element, label: str | None, gives: list[str]) -> None:
    """Every way is gone, or passed by in silence; the join waits for all of them."""
    if element.id in net.joins:
        branches = net.joins[element.id]
        for number, (_, ends) in enumerate(branches):
            for flow in ends:
                net.move(
                    element.scope, f"{element.id}-{flow}", None, [net.place_of(flow)], [f"branch-{element.id}-{number}"]
                )
        net.move(element.scope, element.id, label, [f"branch-{element.id}-{n}" for n in range(len(branches))], gives)
        return
    join = next((key for key, rows in net.joins.items() if rows[0][0] in element.outgoing), None)
    if join is None:
        raise NotDrawn("an inclusive gateway without its join")
    net.move(element.scope, element.id, label, [_arrive(net, element)], gives)
    for number, (flow, ends) in enumerate(net.joins[join]):
        if flow not in ends:
            net.move(
                element.scope, f"{element.id}-past{number}", None, [net.place_of(flow)], [f"branch-{join}-{number}"]
            )


def _joins(model: Model) -> dict[str, list[tuple[str, list[str]]]]:
    """Inclusive joins, each with the ways of its split and the flows by which each of these comes in."""
    gateways = [one for one in model.elements.values() if one.kind == "inclusiveGateway"]
    found = {}
    for split in (one for one in gateways if len(one.outgoing) > 1):
        for join in (one for one in gateways if len(one.incoming) > 1 and one.scope == split.scope):
            branches = [(flow, _ends(model, flow, join.id)) for flow in split.outgoing]
            arrived = [flow for _, ends in branches for flow in ends]
            if sorted(arrived) == sorted(join.incoming) and all(ends for _, ends in branches):
                found[join.id] = branches
    return found


def _ends(model: Model, flow: str, join: str) -> list[str]:
    """The flows by which the way that begins with this flow comes into the join."""
    seen: set[str] = set()
    ends, ahead = [], [flow]
    while ahead:
        one = ahead.pop()
        target = model.elements[model.flows[one].target]
        if target.id == join:
            ends.append(one)
        elif target.id not in seen:
            seen.add(target.id)
            beside = (model.elements[name].outgoing for name in target.boundary)
            ahead += [*target.outgoing, *(after for flows in beside for after in flows)]
    return ends


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
