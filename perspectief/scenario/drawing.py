"""A diagram as SVG, drawn from the places in its file: what was passed green and solid, what was not red and broken."""

from collections.abc import Collection
from html import escape
from textwrap import wrap

from engine.kernel.model import Model
from engine.lint.layout import EVENTS, GATEWAYS, SUBPROCESSES, Box, Drawing, Edge, Shape, read_drawing

MARGIN = 20.0
LETTER, LINE = 6.2, 13.0  # widths in canvas units, of a letter and from line to line
MARKS = {
    "exclusiveGateway": "×",
    "parallelGateway": "+",
    "inclusiveGateway": "○",
    "eventBasedGateway": "◇",
    "complexGateway": "✱",
}
SMALL = {
    "userTask": "mens",
    "serviceTask": "dienst",
    "sendTask": "zendt",
    "receiveTask": "wacht",
    "businessRuleTask": "tabel",
    "scriptTask": "rekent",
    "callActivity": "roept aan",
}


def draw(source: bytes, model: Model, title: str, missed: Collection[str]) -> str:
    """One SVG element with a title; elements and flows whose id is in `missed` are drawn as not passed."""
    drawing = read_drawing(source)
    area = _area(drawing)
    parts = [_lane(box, _lane_name(model, members)) for box, members in drawing.lanes.values()]
    outside = sorted(drawing.shapes.values(), key=lambda shape: (len(shape.parents), shape.host is not None))
    parts += [_shape(shape, shape.id in missed) for shape in outside if shape.kind in SUBPROCESSES]
    parts += [_edge(edge, edge.id in missed) for edge in drawing.edges.values()]
    parts += [_shape(shape, shape.id in missed) for shape in outside if shape.kind not in SUBPROCESSES]
    view = f"{area.left:g} {area.top:g} {area.right - area.left:g} {area.bottom - area.top:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" role="img" '
        f'width="{area.right - area.left:g}" height="{area.bottom - area.top:g}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _area(drawing: Drawing) -> Box:
    """Everything with a margin."""
    boxes = [
        *(shape.box for shape in drawing.shapes.values()),
        *(shape.label for shape in drawing.shapes.values() if shape.label),
        *(box for box, _ in drawing.lanes.values()),
        *drawing.pools.values(),
    ]
    if not boxes:
        return Box(0, 0, 100, 40)
    return Box(
        min(box.left for box in boxes) - MARGIN,
        min(box.top for box in boxes) - MARGIN,
        max(box.right for box in boxes) + MARGIN,
        max(box.bottom for box in boxes) + MARGIN,
    )


def _lane(box: Box, name: str) -> str:
    x, y = box.left + 18, (box.top + box.bottom) / 2
    words = f'<text class="lane-name" transform="translate({x:g} {y:g}) rotate(-90)">{escape(name)}</text>'
    return f'<rect class="lane" {_at(box)}/>{words}'


def _lane_name(model: Model, members: Collection[str]) -> str:
    """What a lane is called, from whatever stands in it."""
    names = (model.elements[ident].lane for ident in sorted(members) if ident in model.elements)
    return next((name for name in names if name), "")


def _at(box: Box) -> str:
    return f'x="{box.left:g}" y="{box.top:g}" width="{box.right - box.left:g}" height="{box.bottom - box.top:g}"'


def _shape(shape: Shape, missed: bool) -> str:
    told = f"{shape.name or shape.id}: {'niet gepasseerd' if missed else 'gepasseerd'}"
    body = _body(shape)
    return (
        f'<g class="{"missed" if missed else "passed"}" data-id="{escape(shape.id)}"><title>{escape(told)}</title>'
        f"{body}{_name(shape)}</g>"
    )


def _body(shape: Shape) -> str:
    box = shape.box
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    if shape.kind in EVENTS:
        radius = (box.right - box.left) / 2
        inner = (
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius - 4:g}"/>'
            if shape.kind not in ("startEvent", "endEvent")
            else ""
        )
        return f'<circle class="{shape.kind}" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>{inner}'
    if shape.kind in GATEWAYS:
        points = f"{x:g},{box.top:g} {box.right:g},{y:g} {x:g},{box.bottom:g} {box.left:g},{y:g}"
        return f'<polygon points="{points}"/><text class="mark" x="{x:g}" y="{y + 7:g}">{MARKS[shape.kind]}</text>'
    small = SMALL.get(shape.kind, "")
    sign = f'<text class="small" x="{box.left + 6:g}" y="{box.top + 12:g}">{small}</text>' if small else ""
    return f'<rect class="{shape.kind}" rx="8" {_at(box)}/>{sign}'


def _name(shape: Shape) -> str:
    """The name: inside an activity, at the top of a subprocess, else at its label or under the shape."""
    if not shape.name:
        return ""
    if shape.kind in SUBPROCESSES:
        return _lines([shape.name], (shape.box.left + shape.box.right) / 2, shape.box.top + 16)
    if shape.kind in EVENTS or shape.kind in GATEWAYS:
        area = shape.label or Box(
            shape.box.left - 30, shape.box.bottom + 2, shape.box.right + 30, shape.box.bottom + 30
        )
        lines = _broken(shape.name, area.right - area.left)
        return _lines(lines, (area.left + area.right) / 2, area.top + LINE - 3)
    lines = _broken(shape.name, shape.box.right - shape.box.left - 8)
    middle = (shape.box.top + shape.box.bottom) / 2 + 4 - LINE * (len(lines) - 1) / 2 + 4
    return _lines(lines, (shape.box.left + shape.box.right) / 2, middle)


def _broken(text: str, width: float) -> list[str]:
    return wrap(text, max(8, int(width / LETTER)), break_long_words=False)


def _lines(lines: list[str], x: float, y: float) -> str:
    return "".join(
        f'<text x="{x:g}" y="{y + number * LINE:g}">{escape(line)}</text>' for number, line in enumerate(lines)
    )


def _edge(edge: Edge, missed: bool) -> str:
    if len(edge.points) < 2:
        return ""
    told = f"{edge.name or edge.id}: {'niet gepasseerd' if missed else 'gepasseerd'}"
    points = " ".join(f"{x:g},{y:g}" for x, y in edge.points)
    area = edge.label
    name = (
        _lines(_broken(edge.name, area.right - area.left), (area.left + area.right) / 2, area.top + LINE - 3)
        if area and edge.name
        else ""
    )
    return (
        f'<g class="flow {"missed" if missed else "passed"}" data-id="{escape(edge.id)}"><title>{escape(told)}</title>'
        f'<polyline points="{points}"/>{_head(edge)}{name}</g>'
    )


def _head(edge: Edge) -> str:
    """The arrow's point."""
    (x1, y1), (x2, y2) = edge.points[-2:]
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 0.001)
    along, across = ((x2 - x1) / length, (y2 - y1) / length), (-(y2 - y1) / length, (x2 - x1) / length)
    back = (x2 - 9 * along[0], y2 - 9 * along[1])
    corners = [(x2, y2), *((back[0] + side * 4 * across[0], back[1] + side * 4 * across[1]) for side in (1, -1))]
    return f'<polygon points="{" ".join(f"{x:g},{y:g}" for x, y in corners)}"/>'
