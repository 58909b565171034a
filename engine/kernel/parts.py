"""What may stand inside the small elements that are read by picking: anything else in them would be overlooked, so it is refused."""

from engine.kernel.harden import BPMN
from engine.kernel.page import Node, Page, word

ALWAYS = frozenset({"documentation", "extensionElements"})
INSIDE: dict[str, frozenset[str]] = {
    "sequenceFlow": ALWAYS | {"conditionExpression"},
    "laneSet": ALWAYS | {"lane"},
    "childLaneSet": ALWAYS | {"lane"},
    "lane": ALWAYS | {"flowNodeRef", "childLaneSet"},
    "participant": ALWAYS | {"interfaceRef", "endPointRef", "participantMultiplicity"},
    "standardLoopCharacteristics": ALWAYS | {"loopCondition"},
    "messageEventDefinition": ALWAYS | {"operationRef"},
    "timerEventDefinition": ALWAYS | {"timeDate", "timeDuration", "timeCycle"},
    "conditionalEventDefinition": ALWAYS | {"condition"},
    "linkEventDefinition": ALWAYS | {"source", "target"},
    **dict.fromkeys(("message", "signal", "error", "escalation"), ALWAYS),
    **dict.fromkeys(
        (f"{kind}EventDefinition" for kind in ("signal", "error", "escalation", "compensate", "cancel", "terminate")),
        ALWAYS,
    ),
    # The text of an expression is all the text in it: a remark inside would become a part of the rule.
    **dict.fromkeys(
        (
            "conditionExpression",
            "condition",
            "timeDate",
            "timeDuration",
            "timeCycle",
            "loopCondition",
            "loopCardinality",
            "completionCondition",
            "activationCondition",
        ),
        frozenset(),
    ),
}


def check(page: Page, root: Node) -> None:
    """A finding for every child that its element cannot have."""
    for node in root.iter(*(f"{{{BPMN}}}{name}" for name in INSIDE)):
        allowed = INSIDE[word(node)]
        for part in node.iterchildren("*"):
            if word(part) not in allowed:
                page.note("element-unknown", part, what=f"{word(node)}/{word(part)}")
