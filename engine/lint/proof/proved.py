"""All promises together, with what was walked to hold them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from engine.lint.bundle import Bundle
from engine.lint.proof.care import refusing_never_ends_care
from engine.lint.proof.counting import loopless_roads
from engine.lint.proof.enforcement import nothing_reaches_enforcement
from engine.lint.proof.findings import Found
from engine.lint.proof.gate import departures_pass_the_gate
from engine.lint.proof.heard import what_is_thrown_is_heard
from engine.lint.proof.ladder import escalations_are_decided
from engine.lint.proof.late import what_is_thrown_comes_before_the_return
from engine.lint.proof.roads import Roads
from engine.lint.proof.setbacks import setbacks
from engine.lint.proof.world import World
from engine.views import Finding


@dataclass(frozen=True, slots=True)
class Proof:
    """What does not hold, and the figures of what was walked."""

    findings: tuple[Finding, ...]
    processes: int
    elements: int
    setbacks: int  # places from which no road may lead to enforcement or to the end of care
    worlds: int
    states: int  # a place with the facts that were just set, over all worlds
    transitions: int
    paths: int  # roads from a start to an end without a loop, over all diagrams


def prove(bundle: Bundle) -> Proof:
    """Walk all roads of a bundle. Pure; takes less than a second for all that the product ships."""
    roads, worlds = Roads(bundle), list[World]()
    found: list[Found] = [
        *nothing_reaches_enforcement(bundle, roads, worlds),
        *departures_pass_the_gate(bundle, roads, worlds),
        *refusing_never_ends_care(bundle, roads, worlds),
        *escalations_are_decided(bundle, roads, worlds),
        *what_is_thrown_is_heard(bundle, roads),
        *what_is_thrown_comes_before_the_return(bundle, roads),
    ]
    return Proof(
        findings=tuple(row.say(bundle) for row in dict.fromkeys(found)),
        processes=len(bundle.processes),
        elements=sum(len(model.elements) for model in bundle.processes.values()),
        setbacks=len(setbacks(bundle, roads)),
        worlds=len(worlds),
        states=sum(len(world.came) for world in worlds),
        transitions=sum(world.transitions for world in worlds),
        paths=sum(loopless_roads(model) for model in bundle.processes.values()),
    )


def by_code(proof: Proof) -> Mapping[str, int]:
    """How many findings there are of each kind."""
    return Counter(row.code for row in proof.findings)
