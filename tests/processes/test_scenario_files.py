"""A scenario speaks of what the diagram beside it has: its tasks, its ends, its messages."""

from pathlib import Path

import pytest
from lxml import etree

import forms
from engine import notation

PROCESSES = Path(__file__).parents[2] / "processes"
SCENARIOS = sorted(PROCESSES.glob("*/scenarios/*.yaml"))
NAMES = {
    element.get("name")
    for path in PROCESSES.glob("*/*.bpmn")
    for element in etree.parse(path).getroot().iter("{*}userTask", "{*}endEvent")
}
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
MESSAGES = set(notation.plain((PROCESSES / "messages.yaml").read_text())["messages"])
FACTS = set(notation.plain((PROCESSES / "facts.yaml").read_text())["facts"])


def form_and_part(task: etree._Element) -> tuple[str, str | None]:
    form = task.find(f".//{ZEEBE}formDefinition")
    parts = [item.get("value") for item in task.iter(f"{ZEEBE}property") if item.get("name") == "part"]
    return ("" if form is None else form.get("formId", ""), parts[0] if parts else None)


FORMS = {
    task.get("name"): form_and_part(task)
    for path in PROCESSES.glob("*/*.bpmn")
    for task in etree.parse(path).getroot().iter("{*}userTask")
}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_a_scenario_names_tasks_ends_messages_and_facts_that_exist(path: Path) -> None:
    scenario = notation.plain(path.read_text())
    steps = scenario["stappen"]
    expected = [step["verwacht"] for step in steps if "verwacht" in step]
    named = {step["doet"] for step in steps if step.get("doet") not in (None, "melden")}
    named |= {task for seen in expected for task in seen.get("taken", ())}
    named |= {seen["proces"] for seen in expected if "proces" in seen}
    messages = {step["bericht"] for step in steps if "bericht" in step}
    messages |= {name for seen in expected for name in seen.get("berichten", ())}
    facts = {name for seen in (scenario["gegeven"], *expected, *steps) for name in seen.get("feiten", ())}
    assert (named - NAMES, messages - MESSAGES, facts - FACTS) == (set(), set(), set())


LIBRARY = forms.library(PROCESSES.parent / "forms/files")


def asked_by(task: str) -> set[str]:
    """The answers that every task of this name may give."""
    if task == "melden":
        return {field.path.split("[")[0] for field in LIBRARY["melding"].of_part("melder")}
    form, part = FORMS[task]
    return {field.path.split("[")[0] for field in LIBRARY[form].of_part(part)}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_a_scenario_fills_in_what_the_form_asks(path: Path) -> None:
    given = [
        (step["doet"], step["vult in"]) for step in notation.plain(path.read_text())["stappen"] if "vult in" in step
    ]
    assert [(task, set(answers) - asked_by(task)) for task, answers in given if set(answers) - asked_by(task)] == []
