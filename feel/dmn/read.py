"""XML to the model: one function per kind of boxed expression. Reads every DMN version from 1.1 to 1.5."""

from __future__ import annotations

from collections.abc import Callable

from feel.dmn.model import (
    Box,
    ConditionalBox,
    ContextBox,
    Definitions,
    FilterBox,
    FunctionBox,
    Input,
    InvocationBox,
    Item,
    IteratorBox,
    ListBox,
    Node,
    Output,
    RelationBox,
    Rule,
    TableBox,
    Text,
    Variable,
)
from feel.dmn.xml import Element, parse
from feel.lexer import normal

FEEL = ("", "feel", "http://www.omg.org/spec/feel/20140401")
NODES = {
    "inputData": "input",
    "decision": "decision",
    "businessKnowledgeModel": "knowledge",
    "decisionService": "service",
}
REQUIREMENTS = ("informationRequirement", "knowledgeRequirement")


def definitions(xml: bytes) -> Definitions:
    """The model of a file. Raises FeelError when it is not DMN."""
    root = parse(xml)
    language = _language(root.get("expressionLanguage"))
    nodes = tuple(_node(element) for element in root.children(*NODES))
    imports = tuple((normal(element.get("name")), element.get("namespace")) for element in root.children("import"))
    items = tuple(_item(element) for element in root.children("itemDefinition"))
    return Definitions(root.get("namespace"), root.get("name"), items, nodes, imports, language)


def _language(name: str) -> str:
    """The name of a language other than FEEL, or nothing."""
    plain = name.lower()
    return "" if plain in FEEL or ("/spec/dmn/" in plain and "/feel" in plain) else name


def _node(element: Element) -> Node:
    name, variable = normal(element.get("name")), element.child("variable")
    kind = NODES[element.name]
    return Node(
        kind,
        element.id,
        name,
        _variable(variable, name),
        _content(element, kind),
        _requirements(element),
        _references(element, "outputDecision"),
        _references(element, "inputDecision"),
        _references(element, "inputData"),
    )


def _content(element: Element, kind: str) -> Box | None:
    if kind == "knowledge":
        logic = element.child("encapsulatedLogic")
        return _function(logic) if logic is not None else None
    return _first_box(element) if kind == "decision" else None


def _requirements(element: Element) -> tuple[str, ...]:
    return tuple(
        target.get("href")
        for requirement in element.children(*REQUIREMENTS)
        for target in requirement.children("requiredInput", "requiredDecision", "requiredKnowledge")
    )


def _references(element: Element, name: str) -> tuple[str, ...]:
    return tuple(reference.get("href") for reference in element.children(name))


def _variable(element: Element | None, name: str = "") -> Variable:
    if element is None:
        return Variable(name)
    return Variable(normal(element.get("name")) or name, _type(element))


def _type(element: Element | None) -> str:
    """The type that an element names by attribute (1.2 on) or by child."""
    if element is None:
        return ""
    return normal(element.get("typeRef") or element.text_of("typeRef"))


def _item(element: Element) -> Item:
    function = element.child("functionItem")
    signature = (
        None
        if function is None
        else (_output_type(function), *(_type(parameter) for parameter in function.children("parameters")))
    )
    return Item(
        normal(element.get("name")),
        _type(element),
        element.get("isCollection") == "true",
        tuple(_item(part) for part in element.children("itemComponent")),
        _tests(element, "allowedValues"),
        _tests(element, "typeConstraint"),
        signature,
    )


def _output_type(function: Element) -> str:
    return normal(function.get("outputTypeRef"))


def _tests(element: Element, name: str) -> str:
    child = element.child(name)
    return "" if child is None else child.text_of("text")


# Boxed expressions


def box(element: Element | None) -> Box | None:
    """The boxed expression of an element, or None when there is none."""
    return None if element is None else BOXES[element.name](element)


def _first_box(element: Element | None) -> Box | None:
    """The boxed expression directly inside an element."""
    return None if element is None else box(element.child(*BOXES))


def _inside(element: Element, name: str) -> Box | None:
    """The boxed expression inside the child of that name."""
    return _first_box(element.child(name))


def _text(element: Element) -> Text:
    return Text(
        element.text_of("text"), _language(element.get("expressionLanguage")), id=element.id, type_ref=_type(element)
    )


def _context(element: Element) -> Box:
    entries: list[tuple[Variable, Box | None]] = []
    result: Box | None = None
    for entry in element.children("contextEntry"):
        variable = entry.child("variable")
        if variable is None:
            result = _first_box(entry)
        else:
            entries.append((_variable(variable), _first_box(entry)))
    return ContextBox(tuple(entries), result, id=element.id, type_ref=_type(element))


def _relation(element: Element) -> Box:
    columns = tuple(normal(column.get("name")) for column in element.children("column"))
    rows = tuple(tuple(box(cell) for cell in row.children(*BOXES)) for row in element.children("row"))
    return RelationBox(columns, rows, id=element.id, type_ref=_type(element))


def _list(element: Element) -> Box:
    return ListBox(tuple(box(item) for item in element.children(*BOXES)), id=element.id, type_ref=_type(element))


def _function(element: Element) -> Box:
    parameters = tuple(_variable(parameter) for parameter in element.children("formalParameter"))
    return FunctionBox(
        parameters, _first_box(element), element.get("kind", "FEEL"), id=element.id, type_ref=_type(element)
    )


def _invocation(element: Element) -> Box:
    bindings = tuple(
        (_variable(binding.child("parameter")).name, _first_box(binding)) for binding in element.children("binding")
    )
    return InvocationBox(_first_box(element), bindings, id=element.id, type_ref=_type(element))


def _conditional(element: Element) -> Box:
    return ConditionalBox(
        _inside(element, "if"),
        _inside(element, "then"),
        _inside(element, "else"),
        id=element.id,
        type_ref=_type(element),
    )


def _filter(element: Element) -> Box:
    return FilterBox(_inside(element, "in"), _inside(element, "match"), id=element.id, type_ref=_type(element))


def _iterator(element: Element) -> Box:
    body = _inside(element, "return" if element.name == "for" else "satisfies")
    return IteratorBox(
        element.name,
        normal(element.get("iteratorVariable")),
        _inside(element, "in"),
        body,
        id=element.id,
        type_ref=_type(element),
    )


def _table(element: Element) -> Box:
    return TableBox(
        element.get("hitPolicy", "UNIQUE"),
        element.get("aggregation"),
        tuple(_input(column) for column in element.children("input")),
        tuple(_output(column, element) for column in element.children("output")),
        tuple(_rule(row) for row in element.children("rule")),
        id=element.id,
        type_ref=_type(element),
    )


def _input(column: Element) -> Input:
    expression = column.child("inputExpression")
    text = _text(expression) if expression is not None else Text("")
    return Input(column.get("label") or text.text, text, text.type_ref, _tests(column, "inputValues"))


def _output(column: Element, table: Element) -> Output:
    default = column.child("defaultOutputEntry")
    return Output(
        normal(column.get("name")),
        column.get("label") or column.get("name") or table.get("outputLabel"),
        _type(column),
        _tests(column, "outputValues"),
        _text(default) if default is not None else None,
    )


def _rule(row: Element) -> Rule:
    return Rule(
        row.id,
        row.text_of("description"),
        tuple(_text(cell) for cell in row.children("inputEntry")),
        tuple(_text(cell) for cell in row.children("outputEntry")),
        tuple(note.text_of("text") for note in row.children("annotationEntry")),
    )


BOXES: dict[str, Callable[[Element], Box]] = {
    "literalExpression": _text,
    "context": _context,
    "relation": _relation,
    "list": _list,
    "functionDefinition": _function,
    "invocation": _invocation,
    "conditional": _conditional,
    "filter": _filter,
    "for": _iterator,
    "some": _iterator,
    "every": _iterator,
    "decisionTable": _table,
}
