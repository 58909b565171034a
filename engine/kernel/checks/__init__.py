"""What the shapes and arrows of a diagram must obey before anything runs: one rule per function, each says where and what instead."""

from collections.abc import Callable

from engine.kernel.checks import activities, events, flows, gateways, roads
from engine.kernel.definitions import Definitions
from engine.kernel.page import Page
from engine.kernel.scope import Drawn

Rule = Callable[[Page, Definitions, Drawn], None]

RULES: tuple[Rule, ...] = (
    flows.ends,
    flows.listed,
    flows.starts,
    flows.entries,
    flows.exits,
    events.boundaries,
    events.links,
    gateways.shape,
    gateways.event_gateways,
    events.event_subprocesses,
    activities.tasks,
    activities.calls,
    activities.transactions,
    activities.cancel_ways,
    activities.compensation,
    activities.ad_hoc,
    events.interruptions,
    roads.reached,
    roads.loops,
)


def check(page: Page, book: Definitions, drawn: Drawn) -> None:
    """Apply every rule; the findings land on the page."""
    for rule in RULES:
        rule(page, book, drawn)
