"""Reading loop characteristics: multi-instance and the standard loop."""

from engine.kernel.definitions import Definitions
from engine.kernel.dialect import Fields, extensions
from engine.kernel.event_definition import definition
from engine.kernel.expression import Formula
from engine.kernel.model import Event, Repetition
from engine.kernel.page import Node, Page, child, children, local, text_of, truth, word

MANY_PARTS = {
    "loopCardinality",
    "completionCondition",
    "extensionElements",
    "documentation",
    "complexBehaviorDefinition",
}
DATA_PARTS = {"loopDataInputRef", "loopDataOutputRef", "inputDataItem", "outputDataItem"}
MOST = 100  # instances of one activity


def repetition(page: Page, book: Definitions, node: Node, fields: Fields) -> Repetition | None:
    """The repetition of an activity, None when it happens once."""
    many, loop = children(node, "multiInstanceLoopCharacteristics"), children(node, "standardLoopCharacteristics")
    if len(many) + len(loop) > 1:
        page.note("both-loops", node)
    if many:
        return _many(page, book, many[0])
    return _loop(page, loop[0]) if loop else None


def _many(page: Page, book: Definitions, node: Node) -> Repetition | None:
    own = extensions(page, node)
    for part in node.iterchildren():
        if word(part) in DATA_PARTS:
            page.unsupported(part, word(part), "Gebruik zeebe:loopCharacteristics.", "Use zeebe:loopCharacteristics.")
        elif word(part) not in MANY_PARTS:
            page.note("element-unknown", part, what=f"multiInstanceLoopCharacteristics/{word(part)}")
    cardinality = _cardinality(page, child(node, "loopCardinality"))
    if own.get("collection") is None and cardinality is None and not children(node, "loopCardinality"):
        page.note("loop-missing", node)
    behavior = node.get("behavior", "All")
    throws, when = _thrown(page, book, node, behavior)
    for output in ("results", "result"):
        if own.get(output) and not (own.get("results") and own.get("result")):
            page.note("loop-missing", node)
    return Repetition(
        kind="sequential" if truth(node, "isSequential", False) else "parallel",
        collection=own.get("collection"),
        item=own.get("item"),
        cardinality=cardinality,
        results=own.get("results"),
        result=own.get("result"),
        until=page.expression(child(node, "completionCondition"), "completionCondition"),
        behavior=behavior,
        throws=throws,
        throws_when=when,
    )


def _cardinality(page: Page, node: Node | None) -> Formula | None:
    """A number, or FEEL that gives one."""
    if node is None:
        return None
    text = text_of(node)
    if not text:
        page.note("expression-empty", node, place="loopCardinality")
    rule = page.formula(node, text, "loopCardinality")
    if rule is not None and rule.literal and not (rule.text.isdigit() and int(rule.text) <= MOST):
        page.note("loop-limit", node, value=rule.text)
        return None
    return rule


def _thrown(page: Page, book: Definitions, node: Node, behavior: str) -> tuple[Event | None, Formula | None]:
    """What a finished item throws: BPMN's behaviors None, One and Complex."""
    reference = local(node.get("noneBehaviorEventRef", "") or node.get("oneBehaviorEventRef", ""))
    if behavior in ("None", "One") and reference:
        if reference not in book.events:
            page.note("reference-missing", node, what=f"{behavior.lower()}BehaviorEventRef", id=reference)
            return None, None
        return definition(page, book, book.events[reference], node, "intermediateThrowEvent"), None
    if behavior != "Complex":
        return None, None
    complex_ = children(node, "complexBehaviorDefinition")
    if len(complex_) != 1:
        page.unsupported(node, "behavior Complex", "Gebruik completionCondition.", "Use completionCondition.")
        return None, None
    when = page.expression(child(complex_[0], "condition"), "condition")
    event = child(complex_[0], "event")
    inner = next(iter(event), None) if event is not None else None
    throws: Event | None = definition(page, book, inner, node, "intermediateThrowEvent") if inner is not None else None
    return throws, when


def _loop(page: Page, node: Node) -> Repetition | None:
    condition = page.expression(child(node, "loopCondition"), "loopCondition")
    limit = node.get("loopMaximum")
    if limit is not None and not (limit.strip().isdigit() and int(limit) > 0):
        page.note("loop-limit", node, value=limit)
        return None
    if condition is None and limit is None:
        page.note("loop-missing", node)
    return Repetition(
        "loop", condition=condition, limit=int(limit) if limit else None, test_before=truth(node, "testBefore", False)
    )
