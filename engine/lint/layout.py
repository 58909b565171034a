"""Can a person read this drawing? Rules on the boxes, lines and labels of a BPMN file, never on its meaning.

`layout_findings(xml)` returns what is wrong, by element id, with what to do about it.
It measures what the file says (bounds and waypoints in canvas units) and does not guess at fonts: a label is as large
as its `BPMNLabel` bounds.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
EVENTS = ("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent")
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway")
TASKS = ("task", "userTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask", "manualTask", "scriptTask")
SUBPROCESSES = ("subProcess", "adHocSubProcess", "transaction")
NODES = frozenset((*EVENTS, *GATEWAYS, *TASKS, "callActivity", *SUBPROCESSES))

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LayoutFinding:
    """One fault of the drawing. `element` is the BPMN id to look at; `message` says what is wrong and what to do."""

    rule: str
    element: str
    message: str


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """True when the two share area; touching borders do not count."""
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: "Box") -> bool:
        wide = self.left <= other.left and self.right >= other.right
        return wide and self.top <= other.top and self.bottom >= other.bottom

    def shrunk(self, by: float) -> "Box":
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)


@dataclass(frozen=True, slots=True)
class Shape:
    """A flow node. `parents`: the subprocesses around it, innermost first; `host`: where a boundary event sits."""

    id: str
    kind: str
    name: str
    box: Box
    label: Box | None
    parents: tuple[str, ...]
    host: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A drawn sequence flow."""

    id: str
    name: str
    source: str
    target: str
    points: tuple[Point, ...]
    label: Box | None
    parents: tuple[str, ...]

    @property
    def segments(self) -> list[tuple[Point, Point]]:
        return list(pairwise(self.points))


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the rules look at. `lanes`: a lane's box and members; `undrawn`: elements without a shape or edge."""

    shapes: dict[str, Shape]
    edges: dict[str, Edge]
    lanes: dict[str, tuple[Box, frozenset[str]]]
    pools: dict[str, Box]
    undrawn: tuple[str, ...]


def layout_findings(xml: bytes) -> list[LayoutFinding]:
    """Every fault of the drawing in `xml`, rule by rule. Raises `lxml.etree.XMLSyntaxError` when it is not XML."""
    drawing = read_drawing(xml)
    return [finding for rule in RULES for finding in rule(drawing)]


# -- reading


def read_drawing(xml: bytes) -> Drawing:
    """The shapes, edges and lanes of one file. Entities are not resolved and nothing is fetched."""
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    places = {shape.get("bpmnElement", ""): shape for shape in root.iter(f"{BPMNDI}BPMNShape", f"{BPMNDI}BPMNEdge")}
    shapes, edges, undrawn = {}, {}, []
    for element in root.iter():
        tag, ident = etree.QName(element).localname, element.get("id", "")
        if not str(element.tag).startswith(BPMN) or (tag not in NODES and tag != "sequenceFlow"):
            continue
        if ident not in places:
            undrawn.append(ident)
        elif tag == "sequenceFlow":
            edges[ident] = _edge(element, places[ident])
        else:
            shapes[ident] = _shape(element, places[ident])
    lanes = {ident: (box, _members(lane)) for ident, box, lane in _areas(root, "lane", places)}
    pools = {ident: box for ident, box, _ in _areas(root, "participant", places)}
    return Drawing(shapes, edges, lanes, pools, tuple(undrawn))


def _areas(
    root: etree._Element, tag: str, places: dict[str, etree._Element]
) -> Iterator[tuple[str, Box, etree._Element]]:
    for element in root.iter(f"{BPMN}{tag}"):
        ident = element.get("id", "")
        if ident in places:
            yield ident, _bounds(places[ident]), element


def _members(lane: etree._Element) -> frozenset[str]:
    return frozenset((ref.text or "").strip() for ref in lane.iter(f"{BPMN}flowNodeRef"))


def _shape(element: etree._Element, place: etree._Element) -> Shape:
    return Shape(
        id=element.get("id", ""),
        kind=etree.QName(element).localname,
        name=element.get("name", ""),
        box=_bounds(place),
        label=_label(place),
        parents=_parents(element),
        host=element.get("attachedToRef"),
    )


def _edge(element: etree._Element, place: etree._Element) -> Edge:
    return Edge(
        id=element.get("id", ""),
        name=element.get("name", ""),
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        points=tuple((float(p.get("x", "0")), float(p.get("y", "0"))) for p in place.iter(f"{DI}waypoint")),
        label=_label(place),
        parents=_parents(element),
    )


def _parents(element: etree._Element) -> tuple[str, ...]:
    return tuple(up.get("id", "") for up in element.iterancestors() if etree.QName(up).localname in SUBPROCESSES)


def _bounds(place: etree._Element) -> Box:
    bounds = place.find(f"{DC}Bounds")
    if bounds is None:
        return Box(0, 0, 0, 0)
    left, top = float(bounds.get("x", "0")), float(bounds.get("y", "0"))
    return Box(left, top, left + float(bounds.get("width", "0")), top + float(bounds.get("height", "0")))


def _label(place: etree._Element) -> Box | None:
    label = place.find(f"{BPMNDI}BPMNLabel")
    return _bounds(label) if label is not None and label.find(f"{DC}Bounds") is not None else None


# -- geometry


def _crosses_box(a: Point, b: Point, box: Box) -> bool:
    """True when the segment a-b enters the inside of the box (Liang-Barsky clipping)."""
    enter, leave = 0.0, 1.0
    for start, step, low, high in ((a[0], b[0] - a[0], box.left, box.right), (a[1], b[1] - a[1], box.top, box.bottom)):
        if step == 0:
            if not low < start < high:
                return False
            continue
        first, second = sorted(((low - start) / step, (high - start) / step))
        enter, leave = max(enter, first), min(leave, second)
    return enter < leave


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _on(a: Point, b: Point, c: Point) -> bool:
    """True when c lies on the segment a-b."""
    within = min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])
    return within and _turn(a, b, c) == 0


def _meeting_points(one: tuple[Point, Point], two: tuple[Point, Point]) -> list[Point | None]:
    """Where two segments meet: the end points that touch, or None for a plain crossing in the middle of both."""
    touches = [p for p in one if _on(*two, p)] + [p for p in two if _on(*one, p)]
    if touches:
        return list(touches)
    (a, b), (c, d) = one, two
    return [None] if _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0 else []


# -- rules


def drawn(drawing: Drawing) -> Iterator[LayoutFinding]:
    """Every element has a shape, and every edge at least two points."""
    for ident in drawing.undrawn:
        yield LayoutFinding("drawn", ident, "is in the process but not on the canvas; draw it or remove it")
    for edge in drawing.edges.values():
        if len(edge.points) < 2:
            yield LayoutFinding("drawn", edge.id, "has fewer than two waypoints; draw the line again")


def shapes_apart(drawing: Drawing) -> Iterator[LayoutFinding]:
    """No two shapes overlap, save a boundary event on its host and what lies in a subprocess."""
    for one, two in combinations(drawing.shapes.values(), 2):
        nested = one.id in two.parents or two.id in one.parents
        attached = one.host == two.id or two.host == one.id
        if one.box.overlaps(two.box) and not nested and not attached:
            yield LayoutFinding("shapes-apart", two.id, f"overlaps {one.id}; move one of them")


def children_inside(drawing: Drawing) -> Iterator[LayoutFinding]:
    """What a subprocess contains is drawn inside it."""
    for shape in drawing.shapes.values():
        around = drawing.shapes.get(shape.parents[0]) if shape.parents else None
        if around and not around.box.holds(shape.box):
            message = f"sticks out of {around.id}; enlarge the subprocess or move the shape"
            yield LayoutFinding("children-inside", shape.id, message)


def edges_round_shapes(drawing: Drawing) -> Iterator[LayoutFinding]:
    """A line goes round shapes, not through them; at its own two ends it may only dock."""
    for edge in drawing.edges.values():
        for shape in drawing.shapes.values():
            if shape.id in edge.parents:
                continue
            segments = edge.segments
            if shape.id == edge.source:
                segments = segments[1:]
            elif shape.id == edge.target:
                segments = segments[:-1]
            elif drawing.shapes.get(edge.source, shape).host == shape.id:
                segments = segments[1:]
            if any(_crosses_box(a, b, shape.box.shrunk(1)) for a, b in segments):
                yield LayoutFinding("edges-round-shapes", edge.id, f"runs through {shape.id}; lead the line round it")


def edges_apart(drawing: Drawing) -> Iterator[LayoutFinding]:
    """Two lines do not meet, save a common first stretch of one source or a common last stretch of one target."""
    for one, two in combinations(drawing.edges.values(), 2):
        first, second = _without_shared_ends(one, two)
        ends = {*first[:1], *first[-1:]} & {*second[:1], *second[-1:]}
        meetings = [p for a in pairwise(first) for b in pairwise(second) for p in _meeting_points(a, b)]
        if any(p not in ends for p in meetings):
            message = f"crosses or touches {one.id}; lead one of them another way or add a merge"
            yield LayoutFinding("edges-apart", two.id, message)


def _without_shared_ends(one: Edge, two: Edge) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The points of both lines from where they part (one source) to where they join (one target)."""
    first, second = one.points, two.points
    if one.source == two.source:
        first, second = _after_trunk(first, second)
    if one.target == two.target:
        back, forth = _after_trunk(first[::-1], second[::-1])
        first, second = back[::-1], forth[::-1]
    return first, second


def _after_trunk(one: tuple[Point, ...], two: tuple[Point, ...]) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Both lines without the stretch they share from their first point on; each then begins at the parting point."""
    while len(one) > 1 and len(two) > 1 and one[0] == two[0]:
        reach = [p for p in (one[1], two[1]) if _on(one[0], one[1], p) and _on(two[0], two[1], p)]
        if not reach:
            break
        parting = reach[0]
        one = one[1:] if one[1] == parting else (parting, *one[1:])
        two = two[1:] if two[1] == parting else (parting, *two[1:])
    return one, two


def shapes_in_lane(drawing: Drawing) -> Iterator[LayoutFinding]:
    """A shape lies in its own lane; without lanes, in the pool."""
    lane_of = {member: lane for lane, (_, members) in drawing.lanes.items() for member in members}
    for shape in drawing.shapes.values():
        top = shape.parents[-1] if shape.parents else shape.id
        lane = lane_of.get(top)
        areas = [drawing.lanes[lane][0]] if lane else list(drawing.pools.values())
        if drawing.lanes and lane is None:
            yield LayoutFinding("shapes-in-lane", shape.id, "belongs to no lane; move it into the lane of who acts")
        elif areas and not any(area.holds(shape.box) for area in areas):
            message = f"sticks out of {lane or 'the pool'}; move it or enlarge {lane or 'the pool'}"
            yield LayoutFinding("shapes-in-lane", shape.id, message)


def labels_placed(drawing: Drawing) -> Iterator[LayoutFinding]:
    """A named event, gateway or flow says where its label stands."""
    for shape in drawing.shapes.values():
        if shape.name and shape.kind in EVENTS + GATEWAYS and shape.label is None:
            yield LayoutFinding("labels-placed", shape.id, "has a name but no label bounds; put the label in its place")
    for edge in drawing.edges.values():
        if edge.name and edge.label is None:
            yield LayoutFinding("labels-placed", edge.id, "has a name but no label bounds; put the label in its place")


def labels_free(drawing: Drawing) -> Iterator[LayoutFinding]:
    """A label covers no shape, no line, no border and no other label."""
    labels = [(shape.id, shape.label.shrunk(1)) for shape in drawing.shapes.values() if shape.label]
    labels += [(edge.id, edge.label.shrunk(1)) for edge in drawing.edges.values() if edge.label]
    for ident, label in labels:
        for what in _covered_by(drawing, label):
            yield LayoutFinding("labels-free", ident, f"its label covers {what}; move the label")
    for (one, a), (two, b) in combinations(labels, 2):
        if a.overlaps(b):
            yield LayoutFinding("labels-free", two, f"its label covers the label of {one}; move one of them")


def _covered_by(drawing: Drawing, label: Box) -> Iterator[str]:
    """Ids of the shapes, lines and borders a label lies on. Lying wholly inside a subprocess, lane or pool is fine."""
    for shape in drawing.shapes.values():
        inside = shape.kind in SUBPROCESSES and shape.box.holds(label)
        if shape.box.overlaps(label) and not inside:
            yield shape.id
    for edge in drawing.edges.values():
        if any(_crosses_box(a, b, label) for a, b in edge.segments):
            yield edge.id
    for ident, box in (*((lane, box) for lane, (box, _) in drawing.lanes.items()), *drawing.pools.items()):
        if box.overlaps(label) and not box.holds(label):
            yield ident


RULES: tuple[Callable[[Drawing], Iterator[LayoutFinding]], ...] = (
    drawn,
    shapes_apart,
    children_inside,
    edges_round_shapes,
    edges_apart,
    shapes_in_lane,
    labels_placed,
    labels_free,
)
