"""The kernel: reads diagrams and moves tokens. Pure: no clock, no I/O, no randomness.

reading = kernel.read(xml)                                  models, or findings by element id
marking, effects = kernel.start(model, world)
marking, effects = kernel.apply(model, marking, command, world)
text = kernel.dump(marking); marking = kernel.load(text)
"""

from engine.kernel.findings import Finding, Refused, Severity
from engine.kernel.interpreter import NotPossible, NotWaiting, StartRule, apply, start, start_rules
from engine.kernel.marking import Marking, NotReadable, Wait, active, dump, load, waits
from engine.kernel.model import Element, Event, Expressed, Flow, Model
from engine.kernel.read import Reading, read
from engine.kernel.reopen import reopen
from engine.kernel.world import World

__all__ = [
    "Element",
    "Event",
    "Expressed",
    "Finding",
    "Flow",
    "Marking",
    "Model",
    "NotPossible",
    "NotReadable",
    "NotWaiting",
    "Reading",
    "Refused",
    "Severity",
    "StartRule",
    "Wait",
    "World",
    "active",
    "apply",
    "dump",
    "load",
    "read",
    "reopen",
    "start",
    "start_rules",
    "waits",
]
