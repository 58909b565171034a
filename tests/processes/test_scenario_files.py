"""A scenario speaks of what the diagram beside it has: its tasks, its ends, its messages."""

from pathlib import Path

import pytest
import yaml
from lxml import etree

PROCESSES = Path(__file__).parents[2] / "processes"
SCENARIOS = sorted(PROCESSES.glob("*/scenarios/*.yaml"))
NAMES = {
    element.get("name")
    for path in PROCESSES.glob("*/*.bpmn")
    for element in etree.parse(path).getroot().iter("{*}userTask", "{*}endEvent")
}
MESSAGES = set(yaml.safe_load((PROCESSES / "messages.yaml").read_text())["messages"])
FACTS = set(yaml.safe_load((PROCESSES / "facts.yaml").read_text())["facts"])


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_a_scenario_names_tasks_ends_messages_and_facts_that_exist(path: Path) -> None:
    scenario = yaml.safe_load(path.read_text())
    steps = scenario["stappen"]
    expected = [step["verwacht"] for step in steps if "verwacht" in step]
    named = {step["doet"] for step in steps if step.get("doet") not in (None, "melden")}
    named |= {task for seen in expected for task in seen.get("taken", ())}
    named |= {seen["proces"] for seen in expected if "proces" in seen}
    messages = {step["bericht"] for step in steps if "bericht" in step}
    messages |= {name for seen in expected for name in seen.get("berichten", ())}
    facts = {name for seen in (scenario["gegeven"], *expected) for name in seen.get("feiten", ())}
    assert (named - NAMES, messages - MESSAGES, facts - FACTS) == (set(), set(), set())
