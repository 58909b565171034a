"""axe-core in a page: what a machine can see of accessibility."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from dev import NODE_MODULES


@dataclass(frozen=True)
class Violation:
    """A rule that a page breaks, and the elements that break it."""

    rule: str
    impact: str
    text: str
    elements: tuple[str, ...]


Axe = Callable[[Page], list[Violation]]


@pytest.fixture(scope="session")
def axe() -> Axe:
    """`assert axe(page) == []`. Every rule counts, the best practices too."""
    source = (NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def violations(page: Page) -> list[Violation]:
        page.evaluate(source)
        found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
        return [
            Violation(rule["id"], rule["impact"], rule["help"], tuple(node["html"] for node in rule["nodes"]))
            for rule in found["violations"]
        ]

    return violations
