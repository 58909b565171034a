"""DMN 1.5: decision models, evaluated.

    model = feel.dmn.load(open("D04.dmn", "rb").read())
    decision = model.decide("D04", {"step": "triage", "priority": "P1"})
    decision.value, decision.matched, decision.why

Validity in time needs nothing special: a row's date range is an ordinary input.
"""

from feel.dmn.check import Finding, check
from feel.dmn.decide import (
    Because,
    Decision,
    DecisionInfo,
    InputInfo,
    Match,
    Model,
    OutputInfo,
    RuleInfo,
    load,
)

__all__ = [
    "Because",
    "Decision",
    "DecisionInfo",
    "Finding",
    "InputInfo",
    "Match",
    "Model",
    "OutputInfo",
    "RuleInfo",
    "check",
    "load",
]
