"""From a file to models: harden, read, check, compile. Everything that is not executed is refused by element id."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from types import MappingProxyType

from engine.kernel import parts
from engine.kernel.checks import check, data, values
from engine.kernel.definitions import Definitions, definitions
from engine.kernel.dialect import extensions
from engine.kernel.findings import Finding, Refused, Severity, finding
from engine.kernel.harden import BPMN, parse
from engine.kernel.model import Element, Model
from engine.kernel.page import Node, Page, children, local, text_of, truth
from engine.kernel.reach import reachability
from engine.kernel.scope import FLOW_NODES, Drawn, draw

MOST_ELEMENTS = 500
MOST_FLOWS = 1_000  # what reaches what is worked out per flow: a web of everything to everything would take seconds
FUNCTIONS = (
    "term",
    "working days",
    "in working days",
)  # host functions that the domain registers (feel knows the built-in ones)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. `models` is empty when one of the findings is an error."""

    models: tuple[Model, ...]
    findings: tuple[Finding, ...]

    @property
    def accepted(self) -> bool:
        """True when nothing stands in the way of running the file."""
        return bool(self.models)

    @property
    def model(self) -> Model:
        """The one process of the file. Raises Refused when there is none."""
        if not self.models:
            raise Refused(self.findings)
        return self.models[0]


def read(xml: bytes, names: tuple[str, ...] = (), functions: tuple[str, ...] = FUNCTIONS) -> Reading:
    """Read a BPMN file. `names` are names with spaces that expressions may use, `functions` the host's FEEL functions."""
    page = Page(names, functions)
    try:
        root = parse(xml)
    except Refused as refused:
        return Reading((), refused.findings)
    many = sum(1 for _ in root.iter(*(f"{{{BPMN}}}{word}" for word in FLOW_NODES)))
    if many > MOST_ELEMENTS:
        return Reading((), (finding("file-too-much", None, None, what="elementen / elements", limit=MOST_ELEMENTS),))
    if sum(1 for _ in root.iter(f"{{{BPMN}}}sequenceFlow")) > MOST_FLOWS:
        return Reading((), (finding("file-too-much", None, None, what="stromen / flows", limit=MOST_FLOWS),))
    book = definitions(page, root)
    parts.check(page, root)
    data.check(page, book)
    values.check(page, book)
    digest = hashlib.sha256(xml).hexdigest()
    models = tuple(_process(page, book, node, digest) for node in children(root, "process") if _executable(page, node))
    if not models:
        page.note("process-none", root)
    findings = _in_order(page.findings)
    blocked = any(found.severity is Severity.ERROR for found in findings)
    return Reading(() if blocked else models, findings)


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    unique = list(dict.fromkeys(findings))
    return tuple(sorted(unique, key=lambda found: (found.severity is not Severity.ERROR, found.line or 0)))


def _executable(page: Page, node: Node) -> bool:
    if truth(node, "isExecutable", False):
        return True
    page.note("process-not-executable", node, id=node.get("id"))
    return False


PROCESS_ATTRIBUTES = {"id", "name", "isExecutable", "isClosed", "processType", "definitionalCollaborationRef"}


def _process(page: Page, book: Definitions, node: Node, digest: str) -> Model:
    for attribute in node.attrib:
        if not str(attribute).startswith("{") and attribute not in PROCESS_ATTRIBUTES:
            page.note("attribute-unknown", node, what=f"process {attribute!s}")
    if node.get("processType", "None") not in ("None", "Private"):
        page.note(
            "attribute-value",
            node,
            what="processType",
            value=node.get("processType"),
            remedy_nl="Een uitvoerbaar proces is Private.",
            remedy_en="An executable process is Private.",
        )
    if node.get("definitionalCollaborationRef"):
        reference = local(node.get("definitionalCollaborationRef", ""))
        if book.kind(reference) != "collaboration":
            page.note(
                "reference-wrong", node, what="definitionalCollaborationRef", id=reference, kind=book.kind(reference)
            )
    if not node.get("id"):
        page.note("id-missing", node, what="process")
    own = extensions(page, node)
    drawn = draw(page, book, node)
    lanes, lane_of = _lanes(page, node, drawn)
    _inherit_lanes(drawn, lane_of)
    check(page, book, drawn)
    elements = {ident: _element(fields, lane_of) for ident, fields in drawn.elements.items()}
    flows = MappingProxyType(drawn.flows)
    return Model(
        process_id=node.get("id", ""),
        name=node.get("name", ""),
        sha256=digest,
        elements=MappingProxyType(elements),
        flows=flows,
        properties=own.get("properties", MappingProxyType({})),
        lanes=lanes,
        version_tag=own.get("version_tag"),
        reach=reachability(elements, flows),
    )


FIELDS = {field.name for field in dataclass_fields(Element)}


def _element(fields: Mapping[str, object], lane_of: Mapping[str, str]) -> Element:
    known = {name: value for name, value in fields.items() if name in FIELDS}
    return Element(**{**known, "lane": lane_of.get(str(fields["id"]))})  # type: ignore[arg-type]  # the readers gave each field its type


def _lanes(page: Page, node: Node, drawn: Drawn) -> tuple[tuple[str, ...], dict[str, str]]:
    """The lanes' names and the innermost lane of each element."""
    names: list[str] = []
    lane_of: dict[str, str] = {}
    depth_of: dict[str, int] = {}
    todo = [(lane, 0) for lane_set in children(node, "laneSet") for lane in children(lane_set, "lane")]
    while todo:
        lane, depth = todo.pop(0)
        name = (lane.get("name") or "").strip()
        names.append(name)
        extensions(page, lane)
        for reference in children(lane, "flowNodeRef"):
            member = local(text_of(reference))
            if member not in drawn.elements:
                page.note("lane-member", lane, name=name, id=member)
            elif member in lane_of and depth_of[member] == depth and lane_of[member] != name:
                page.note("lane-two", lane, member, id=member)
            else:
                lane_of[member], depth_of[member] = name, depth
        todo.extend(
            (inner, depth + 1) for inner_set in children(lane, "childLaneSet") for inner in children(inner_set, "lane")
        )
    return tuple(names), lane_of


def _inherit_lanes(drawn: Drawn, lane_of: dict[str, str]) -> None:
    """What is drawn inside a subprocess lies in the subprocess's lane; scopes come before their members in document order."""
    for ident, fields in drawn.elements.items():
        around = fields["scope"] if fields["scope"] in drawn.elements else fields.get("attached_to")
        if ident not in lane_of and around in lane_of:
            lane_of[ident] = lane_of[around]
