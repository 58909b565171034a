"""Attributes with a fixed set of values, and small references that nothing else reads."""

from engine.kernel.definitions import Definitions, check_reference
from engine.kernel.harden import BPMN
from engine.kernel.page import Node, Page, children, local, space, word

TRUTHS = frozenset({"true", "false", "1", "0"})
BOOLEANS = (
    *(
        "isExecutable",
        "isClosed",
        "isCollection",
        "isInterrupting",
        "cancelActivity",
        "parallelMultiple",
        "instantiate",
    ),
    *("isForCompensation", "triggeredByEvent", "isSequential", "testBefore", "cancelRemainingInstances", "isImmediate"),
    *("isUnlimited", "waitForCompletion"),
)
CHOICES = {
    "processType": frozenset({"None", "Public", "Private"}),
    "gatewayDirection": frozenset({"Unspecified", "Converging", "Diverging", "Mixed"}),
    "eventGatewayType": frozenset({"Exclusive", "Parallel"}),
    "behavior": frozenset({"None", "One", "All", "Complex"}),
    "ordering": frozenset({"Parallel", "Sequential"}),
    "associationDirection": frozenset({"None", "One", "Both"}),
    "itemKind": frozenset({"Information", "Physical"}),
    **dict.fromkeys(BOOLEANS, TRUTHS),
}
REFERENCES = {"group": ("categoryValueRef", ("categoryValue",))}
BEHAVIORS = {"None": "noneBehaviorEventRef", "One": "oneBehaviorEventRef"}


def check(page: Page, book: Definitions) -> None:
    """Apply every rule to the whole file."""
    for node in book.root.iter("{*}*"):
        if space(node) == BPMN:
            _choices(page, node)
            _references(page, book, node)
            _multiplicity(page, node)
            _behavior(page, node)


def _choices(page: Page, node: Node) -> None:
    for name, value in node.items():
        allowed = CHOICES.get(str(name))
        if allowed is not None and str(value).strip() not in allowed:
            _wrong(page, node, str(name), value, " / ".join(sorted(allowed)))


def _references(page: Page, book: Definitions, node: Node) -> None:
    name, kinds = REFERENCES.get(word(node), ("", ()))
    reference = node.get(name, "") if name else ""
    if reference:
        check_reference(page, book, node, reference, name, kinds)


def _multiplicity(page: Page, node: Node) -> None:
    """At most as many as there may be, and at least one may be."""
    if word(node) != "participantMultiplicity":
        return
    least, most = node.get("minimum", "0"), node.get("maximum", "1")
    if not (least.isdigit() and most.isdigit() and int(least) <= int(most) and int(most) > 0):
        _wrong(page, node, "minimum / maximum", f"{least} / {most}", "minimum <= maximum")


def _behavior(page: Page, node: Node) -> None:
    """A repetition that throws says what."""
    needed = BEHAVIORS.get(node.get("behavior", ""))
    if needed is not None and not local(node.get(needed, "")) and not children(node, needed):
        _wrong(page, node, needed, "-", needed)


def _wrong(page: Page, node: Node, what: str, value: object, allowed: str) -> None:
    page.note(
        "attribute-value",
        node,
        what=what,
        value=value,
        remedy_nl=f"Kies uit: {allowed}.",
        remedy_en=f"Choose one of: {allowed}.",
    )
