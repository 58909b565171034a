"""What the readers of one file share: the findings so far, and the few ways of taking a name or an expression out of XML."""

import re
from dataclasses import dataclass, field

from lxml import etree

import feel
from engine.kernel.expression import JUEL, Formula, feel_for_juel, formula
from engine.kernel.findings import Finding, finding
from engine.kernel.harden import BPMN, line_of

ZEEBE = "http://camunda.org/schema/zeebe/1.0"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
MODELER = "http://camunda.org/schema/modeler/1.0"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
DRAWING = (
    "http://www.omg.org/spec/BPMN/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DC",
    "http://bpmn.io/schema/bpmn/biocolor/1.0",
    "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
)
VENDORS = ("http://activiti.org/", "http://flowable.org/", "http://www.jboss.org/drools", "http://camunda.")
TYPE = f"{{{XSI}}}type"

Node = etree._Element


def word(node: Node) -> str:
    """The tag without its namespace."""
    return str(etree.QName(node).localname)


def space(node: Node) -> str:
    """The tag's namespace, empty without one."""
    return str(etree.QName(node).namespace or "")


def children(node: Node, name: str, namespace: str = BPMN) -> list[Node]:
    """The direct children with this name."""
    return list(node.iterchildren(f"{{{namespace}}}{name}"))


def child(node: Node, name: str, namespace: str = BPMN) -> Node | None:
    """The first direct child with this name."""
    return next(node.iterchildren(f"{{{namespace}}}{name}"), None)


def text_of(node: Node | None) -> str:
    """All text directly in the node, without the white space around it."""
    return "".join(str(text) for text in node.itertext()).strip() if node is not None else ""


def local(reference: str) -> str:
    """A reference without its QName prefix: `tns:Message_1` names `Message_1`."""
    return reference.strip().rsplit(":", 1)[-1]


def truth(node: Node, name: str, default: bool) -> bool:
    """A boolean attribute."""
    value = node.get(name)
    return default if value is None else value.strip() in ("true", "1")


@dataclass
class Page:
    """The findings of one file in the making, and the names that its expressions may use."""

    names: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    def note(self, code: str, node: Node | None, ident: str | None = None, **words: object) -> None:
        """Add a finding at this node: at its own id, or that of the nearest element that has one."""
        element, at = ident, node
        while element is None and at is not None:
            element, at = at.get("id"), at.getparent()
        self.findings.append(finding(code, element, line_of(node) if node is not None else None, **words))

    def unsupported(
        self, node: Node, what: str, remedy_nl: str, remedy_en: str, code: str = "element-unsupported"
    ) -> None:
        """Refuse a construct by name."""
        self.note(code, node, what=what, remedy_nl=remedy_nl, remedy_en=remedy_en)

    def formula(self, node: Node, text: str | None, place: str) -> Formula | None:
        """A text that may be FEEL; None when it is missing or refused."""
        if text is None or not text.strip():
            return None
        if JUEL.search(text) and not text.strip().startswith("="):
            self.note("expression-juel", node, text=text, feel=feel_for_juel(text))
            return None
        try:
            return formula(text, self.names, self.functions)
        except (feel.FeelError, ValueError) as error:
            self.note("expression-bad", node, place=place, reason=re.sub(r"\s+", " ", str(error))[:150], text=text)
            return None

    def expression(self, node: Node | None, place: str) -> Formula | None:
        """The FEEL in a BPMN expression element (condition, cardinality and so on), where a bare text means nothing."""
        if node is None:
            return None
        text = text_of(node)
        if not text:
            self.note("expression-empty", node, place=place)
            return None
        language = node.get("language", "")
        if language and "feel" not in language.lower():
            self.note("expression-language", node, text=language)
            return None
        if language and not text.startswith("="):
            text = "=" + text
        read = self.formula(node, text, place)
        if read is not None and read.literal:
            self.note("expression-static" if formal(node) else "expression-informal", node, place=place, text=text)
            return None
        return read


def formal(node: Node) -> bool:
    """True for an expression that is declared to be one, or says so by its leading "="."""
    return local(node.get(TYPE, "")) == "tFormalExpression" or text_of(node).startswith("=")
