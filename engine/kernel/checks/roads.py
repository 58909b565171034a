"""Roads: everything is reached, and every loop waits somewhere and ends somewhere."""

from collections.abc import Iterable

from engine.kernel.checks.places import following, in_ad_hoc, report
from engine.kernel.definitions import Definitions
from engine.kernel.dialect import Fields
from engine.kernel.page import Page
from engine.kernel.scope import Drawn

LONGEST_PATH = 300
WAITS = {
    "userTask",
    "manualTask",
    "serviceTask",
    "receiveTask",
    "callActivity",
    "intermediateCatchEvent",
    "eventBasedGateway",
    "subProcess",
    "transaction",
    "adHocSubProcess",
}


def reached(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Everything is reached from a start of its scope, in at most 300 steps."""
    after = {ident: following(drawn, fields) for ident, fields in drawn.elements.items()}
    level = {
        i
        for i, f in drawn.elements.items()
        if f["kind"] == "startEvent"
        or f.get("instantiates")
        or f.get("triggered")
        or f["compensates"]
        or in_ad_hoc(drawn, f)
    }
    seen, steps = set(level), 0
    while level:
        level = {target for ident in level for target in after[ident]} - seen
        seen |= level
        steps += 1
    for ident, fields in drawn.elements.items():
        if ident not in seen and fields["incoming"]:
            report(page, drawn, "unreachable", fields)
    if steps > LONGEST_PATH:
        page.note("path-length", drawn.node, drawn.process, limit=LONGEST_PATH)


def loops(page: Page, book: Definitions, drawn: Drawn) -> None:
    """A loop waits somewhere and has a way out; otherwise it would run until the guard stops it."""
    after = {ident: following(drawn, fields) for ident, fields in drawn.elements.items()}
    waiting = {ident for ident, fields in drawn.elements.items() if fields["kind"] in WAITS and not passes(fields)}
    for loop in cycles({i: [t for t in out if t not in waiting] for i, out in after.items() if i not in waiting}):
        page.note("loop-no-wait", drawn.nodes[loop[0]], loop[0])
    for loop in cycles(after):
        inside = set(loop)
        if all(target in inside for ident in loop for target in after[ident]):
            page.note("loop-no-exit", drawn.nodes[loop[0]], loop[0])
        elif len(loop) == 1 and drawn.elements[loop[0]]["kind"] == "parallelGateway":
            page.note("gateway-self", drawn.nodes[loop[0]], loop[0])


def passes(fields: Fields) -> bool:
    """A pure setting waits for nobody."""
    topic = fields.get("topic")
    return fields["kind"] == "serviceTask" and topic is not None and topic.text == "zet"


def cycles(after: dict[str, list[str]]) -> Iterable[list[str]]:
    """The strongly connected components that contain a cycle (Tarjan's algorithm with an explicit stack)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in after:
        if root in index:
            continue
        work = [(root, iter(after[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            ident, targets = work[-1]
            advanced = False
            for target in targets:
                if target not in after:
                    continue
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(after[target])))
                    advanced = True
                    break
                if target in on_stack:
                    low[ident] = min(low[ident], index[target])
            if advanced:
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[ident])
            if low[ident] == index[ident]:
                component = []
                while True:
                    member = stack.pop()
                    on_stack.discard(member)
                    component.append(member)
                    if member == ident:
                        break
                if len(component) > 1 or ident in after[ident]:
                    yield component[::-1]
