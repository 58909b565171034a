"""Which incoming flows of an inclusive gateway a token elsewhere can still reach: computed once, asked at every inclusive join."""

from collections.abc import Iterable, Mapping

from engine.kernel.model import Element, Flow


def edges(elements: Mapping[str, Element], flows: Mapping[str, Flow]) -> dict[str, list[str]]:
    """Where a token at an element can go next within its scope: along flows, through boundary events and link pairs."""
    links = {
        (e.scope, e.event.name): e.id
        for e in elements.values()
        if e.event and e.event.kind == "link" and e.kind == "intermediateCatchEvent"
    }
    found: dict[str, list[str]] = {}
    for element in elements.values():
        targets = [flows[flow].target for flow in element.outgoing if flow in flows]
        targets += element.boundary
        if element.event and element.event.kind == "link" and element.kind == "intermediateThrowEvent":
            targets += (
                [links[element.scope, element.event.name]] if (element.scope, element.event.name) in links else []
            )
        found[element.id] = targets
    return found


def reachability(elements: Mapping[str, Element], flows: Mapping[str, Flow]) -> dict[str, dict[str, frozenset[str]]]:
    """Per inclusive join and per element of its scope: the join's incoming flows reachable without passing the join itself."""
    joins = [e for e in elements.values() if e.kind in ("inclusiveGateway", "complexGateway") and len(e.incoming) > 1]
    back = _reversed(edges(elements, flows)) if joins else {}
    return {join.id: _sources(join, flows, back) for join in joins}


def _sources(join: Element, flows: Mapping[str, Flow], back: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    reached: dict[str, set[str]] = {}
    for flow in join.incoming:
        for element in upstream(flows[flow].source, back, join.id):
            reached.setdefault(element, set()).add(flow)
    return {element: frozenset(found) for element, found in reached.items()}


def upstream(start: str, back: Mapping[str, Iterable[str]], never: str) -> set[str]:
    """Every element from which `start` is reached without passing `never`."""
    seen, todo = {start} - {never}, [start] if start != never else []
    while todo:
        for before in back.get(todo.pop(), ()):
            if before not in seen and before != never:
                seen.add(before)
                todo.append(before)
    return seen


def _reversed(forward: Mapping[str, list[str]]) -> dict[str, list[str]]:
    back: dict[str, list[str]] = {}
    for source, targets in forward.items():
        for target in targets:
            back.setdefault(target, []).append(source)
    return back
