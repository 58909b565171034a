"""Random block-structured diagrams: one tree, drawn as BPMN for the kernel and run as it is by the oracle."""

import random
from dataclasses import dataclass, field
from itertools import pairwise

from tests.kernel import oracle as o
from tests.kernel.drawing import (
    boundary,
    catch,
    draw,
    element,
    end,
    error,
    flow,
    gateway,
    message,
    start,
    sub,
    timer,
    triggered,
    user,
)

CALL = '<zeebe:calledElement processId="Q"/>'
Drawn = tuple[list[str], str, str]  # the parts, the element at which the block begins, the element at which it ends


@dataclass
class Maker:
    """Makes blocks with ids of their own, and remembers which facts their conditions read."""

    rng: random.Random
    count: int = 0
    facts: dict[str, int] = field(default_factory=dict)  # name -> number of values; 0 for a boolean
    joined: bool = False  # inside an inclusive branch, where a road that never arrives lets the join go on without it

    def name(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def leaf(self) -> o.Block:
        kind = self.rng.choice(("task", "task", "task", "call", "message"))
        return o.Leaf(self.name("t"), kind=kind)

    def seq(self, depth: int, throws: bool = False) -> o.Seq:
        parts = [self.block(depth) for _ in range(self.rng.randrange(1, 3))]
        return o.Seq(
            parts=[
                self.leaf(),
                *parts,
                *([o.Throw(self.name("e"), kind=self.rng.choice(("error", "terminate")))] if throws else []),
            ]
        )

    def block(self, depth: int) -> o.Block:
        if depth <= 0 or self.rng.random() < 0.25:
            return self.leaf()
        return self.rng.choice((self.branches, self.branches, self.loop, self.gate, self.scope, self.timed, self.many))(
            depth - 1
        )

    def branches(self, depth: int) -> o.Block:
        kind, ident = self.rng.choice((o.And, o.Or, o.Xor)), self.name("g")
        count = self.rng.randrange(2, 4)
        throws = kind is o.Xor and self.rng.random() < 0.3 and not self.joined
        if kind is o.Xor:
            self.facts[ident] = count
        if kind is o.Or:
            self.facts.update({f"{ident}_{n}": 0 for n in range(count - 1)})
        around, self.joined = self.joined, self.joined or kind is o.Or
        parts: list[o.Block] = [self.seq(depth, throws=throws and n == 1) for n in range(count)]
        self.joined = around
        return kind(ident, parts=parts)

    def loop(self, depth: int) -> o.Block:
        ident = self.name("l")
        self.facts[ident] = 0
        return o.Loop(ident, parts=[self.seq(depth)])

    def gate(self, depth: int) -> o.Block:
        events = [o.Leaf(self.name("c"), kind=kind) for kind in ("message", "timer")]
        return o.Gate(self.name("w"), parts=[o.Seq(parts=[event, self.seq(depth)]) for event in events])

    def scope(self, depth: int) -> o.Block:
        inner = []
        around, self.joined = self.joined, False
        if self.rng.random() < 0.5:
            road = o.Scope(self.name("es"), parts=[self.seq(0)])
            inner = [(o.Leaf(self.name("em"), kind="message"), road, self.rng.random() < 0.5)]
        caught = self.seq(0) if self.rng.random() < 0.6 else None
        scope = o.Scope(self.name("s"), parts=[self.seq(depth)], inner=inner, caught=caught)
        self.joined = around
        return scope

    def timed(self, depth: int) -> o.Block:
        host = self.leaf() if self.rng.random() < 0.5 else self.scope(depth)
        return o.Timed(self.name("b"), parts=[host], road=self.seq(0), stops=self.rng.random() < 0.5)

    def many(self, depth: int) -> o.Block:
        return o.Many(
            self.name("m"),
            parts=[o.Leaf(self.name("t"))],
            count=self.rng.randrange(1, 4),
            sequential=self.rng.random() < 0.5,
        )

    def values(self) -> dict[str, object]:
        """New values of all facts; a loop goes on in a third of the cases."""
        return {
            name: self.rng.randrange(count) if count else self.rng.random() < 0.35 for name, count in self.facts.items()
        }


def paint(block: o.Block) -> Drawn:
    """Draw one block."""
    match block:
        case o.Leaf():
            return [_leaf(block)], block.id, block.id
        case o.Throw():
            inner = error("fout") if block.kind == "error" else "<bpmn:terminateEventDefinition/>"
            return [end(block.id, inner)], block.id, block.id
        case o.Seq():
            return _seq(block)
        case o.Loop():
            return _loop(block)
        case o.Gate():
            return _gate(block)
        case o.Scope():
            return _scope(block)
        case o.Timed():
            return _timed(block)
        case o.Many():
            return _many(block)
        case _:
            assert isinstance(block, o.Several)
            return _branches(block)


def _leaf(block: o.Leaf) -> str:
    if block.kind == "call":
        return element("callActivity", block.id, CALL)
    if block.kind == "message" and block.id.startswith("t"):
        return element("receiveTask", block.id, messageRef="m_hallo")
    if block.kind in ("message", "timer"):
        return catch(block.id, message("hallo") if block.kind == "message" else timer("P1D"))
    return user(block.id)


def _seq(block: o.Several) -> Drawn:
    drawn = [paint(part) for part in block.parts]
    parts = [piece for pieces, _, _ in drawn for piece in pieces]
    parts += [flow(last, first) for (_, _, last), (_, first, _) in pairwise(drawn)]
    return parts, drawn[0][1], drawn[-1][2]


def _branches(block: o.Several) -> Drawn:
    kind = {o.And: "parallel", o.Or: "inclusive", o.Xor: "exclusive"}[type(block)]
    drawn = [paint(part) for part in block.parts]
    parts = [piece for pieces, _, _ in drawn for piece in pieces]
    join = f"{block.id}j"
    for number, (_, first, last) in enumerate(drawn):
        default = number == len(drawn) - 1 or kind == "parallel"
        feel = "" if default else f"={block.id} = {number}" if kind == "exclusive" else f"={block.id}_{number}"
        parts.append(flow(block.id, first, feel))
        if not _throws(block.parts[number]):
            parts.append(flow(last, join))
    default_flow = {} if kind == "parallel" else {"default": f"{block.id}_{drawn[-1][1]}"}
    arriving = sum(not _throws(part) for part in block.parts)
    joining = gateway(kind, join) if arriving > 1 else element("intermediateThrowEvent", join)
    return [gateway(kind, block.id, **default_flow), joining, *parts], block.id, join


def _throws(block: o.Block) -> bool:
    return isinstance(block, o.Seq) and isinstance(block.parts[-1], o.Throw)


def _loop(block: o.Several) -> Drawn:
    parts, first, last = paint(block.parts[0])
    merge, out = f"{block.id}m", f"{block.id}x"
    around = [
        gateway("exclusive", merge),
        gateway("exclusive", block.id, default=f"{block.id}_{out}"),
        gateway("exclusive", out),
    ]
    del around[2]
    more = [flow(merge, first), flow(last, block.id), flow(block.id, merge, f"={block.id}")]
    skip = [element("intermediateThrowEvent", out), flow(block.id, out)]
    return [*parts, *around, *more, *skip], merge, out


def _gate(block: o.Several) -> Drawn:
    join = f"{block.id}j"
    parts = [gateway("eventBased", block.id), gateway("exclusive", join)]
    for option in block.parts:
        pieces, first, last = paint(option)
        parts += [*pieces, flow(block.id, first), flow(last, join)]
    return parts, block.id, join


def _scope(block: o.Scope) -> Drawn:
    pieces, first, last = paint(block.parts[0])
    inside = [start(f"{block.id}a"), *pieces, end(f"{block.id}z"), flow(f"{block.id}a", first)]
    if not _throws(block.parts[0]):
        inside.append(flow(last, f"{block.id}z"))
    for leaf, road, stops in block.inner:
        assert isinstance(road, o.Several)
        body, begin, finish = paint(road.parts[0])
        event = start(leaf.id, message("klaar"), isInterrupting=str(stops).lower())
        inside.append(
            triggered(road.id, event, *body, end(f"{road.id}z"), flow(leaf.id, begin), flow(finish, f"{road.id}z"))
        )
    if block.caught is None:
        return [sub(block.id, *inside)], block.id, block.id
    road_parts, begin, finish = paint(block.caught)
    edge, merge = f"{block.id}f", f"{block.id}m"
    parts = [sub(block.id, *inside), boundary(edge, block.id, error("fout")), gateway("exclusive", merge), *road_parts]
    return [*parts, flow(block.id, merge), flow(edge, begin), flow(finish, merge)], block.id, merge


def _timed(block: o.Timed) -> Drawn:
    pieces, first, last = paint(block.parts[0])
    assert block.road is not None
    road, begin, finish = paint(block.road)
    event = boundary(block.id, first, timer("P1D"), interrupting=block.stops)
    if not block.stops:
        return (
            [*pieces, event, *road, end(f"{block.id}z"), flow(block.id, begin), flow(finish, f"{block.id}z")],
            first,
            last,
        )
    merge = f"{block.id}m"
    return (
        [
            *pieces,
            event,
            gateway("exclusive", merge),
            *road,
            flow(last, merge),
            flow(block.id, begin),
            flow(finish, merge),
        ],
        first,
        merge,
    )


def _many(block: o.Many) -> Drawn:
    loop = f'<bpmn:multiInstanceLoopCharacteristics isSequential="{str(block.sequential).lower()}"><bpmn:loopCardinality>{block.count}'
    ident = block.parts[0].id
    return [user(ident, loop + "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>")], ident, ident


def diagram(tree: o.Scope) -> bytes:
    """The file for the whole tree."""
    parts, first, last = paint(tree.parts[0])
    return draw(start(), *parts, end(), flow("start", first), flow(last, "end"))


def random_tree(seed: int, depth: int = 4) -> tuple[o.Scope, Maker]:
    """A tree and the facts its conditions read."""
    maker = Maker(random.Random(seed))
    return o.Scope("P", parts=[maker.seq(depth)]), maker
