"""Every README beside a process says who acts and within which terms as its diagrams and table D04 have it: no more and no less."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes.tables import HERE, asked, column, info, vocabulary

FOLDERS = {path.parent.name: path.parent for path in sorted(HERE.glob("P*/README.md"))}
STEPS = [rule.cells[0].strip('"') for rule in info("D04").rules]
NAMED = re.compile(r"`(\.?\w[\w.]*)`")
# `a` and `b` 5 working days, then L2 · `a` (PT24H, L3) · `a` 7 days before the release
LENGTH = re.compile(
    r"`(\.?[\w.]+)`(?: and `(\.?[\w.]+)`)? \(?(?:(?:every |until )?(\d+)"
    r"(?: (working days?|days?|hours?|minutes|weeks))?( before)?|(PT?\d+[DHM]))(?:[^`;.]{0,30}?(?:then|,) (L\d))?"
)
RULE = {"working day": "{} wd", "day": "P{}D", "hour": "PT{}H", "minute": "PT{}M"}


def section(readme: str, title: str) -> str:
    """What stands behind **title**, up to the next title or paragraph, on one line."""
    found = re.search(rf"\*\*{title}\.\*\*(.*?)(?=\n\n|\*\*[A-Z]|\Z)", readme, re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def in_full(text: str) -> str:
    """`detentie.plan`, `.datum` stands for `detentie.plan`, `detentie.datum`."""
    stem = ""
    for name in NAMED.findall(text):
        if name.startswith("."):
            text = text.replace(f"`{name}`", f"`{stem}{name}`", 1)
        elif name in STEPS:
            stem = name.partition(".")[0]
    return text


def by_people(diagrams: str) -> str:
    """The diagrams without what a program does by itself: its minutes are nobody's term."""
    return re.sub(r"<bpmn:serviceTask .*?</bpmn:serviceTask>", "", diagrams, flags=re.DOTALL)


def of_step(step: str, output: str) -> set[str]:
    """Every `due` or `onMiss` that D04 has for this step."""
    return {value for key, value in zip(STEPS, column("D04", output), strict=True) if key == step}


def lengths(told: str) -> Iterator[str]:
    """The lengths and rungs that D04 does not have, and numbers without a unit."""
    for one, other, number, unit, before, iso, rung in LENGTH.findall(told):
        times, unit = (7, "day") if unit == "weeks" else (1, unit.rstrip("s"))
        rule = iso or (("-" if before else "") + RULE[unit].format(int(number) * times) if unit else "without unit")
        for step in filter(None, (one, other)):
            if step in STEPS and (rule not in of_step(step, "due") or (rung and rung not in of_step(step, "onMiss"))):
                yield f"{step} {rule} {rung}".strip()


def faults(readme: str, diagrams: str) -> set[str]:
    """What a README says that is not so, and what it leaves out."""
    who, told = section(readme, "Who acts"), in_full(section(readme, "Who acts") + section(readme, "Terms"))
    drawn = set(re.findall(r'candidateGroups="=?([^"]+)"', diagrams))
    acting = {name for name in NAMED.findall(who) if vocabulary().role(name) or name in drawn}
    terms = {name for name in NAMED.findall(told) if name in STEPS}
    unnamed, unasked = asked(by_people(diagrams)) - terms, terms - asked(diagrams)
    return (acting ^ drawn) | unnamed | unasked | set(lengths(told))


def beside(folder: Path) -> tuple[str, str]:
    return (folder / "README.md").read_text(), "".join(path.read_text() for path in sorted(folder.glob("*.bpmn")))


@pytest.mark.parametrize("name", FOLDERS)
def test_a_readme_says_who_acts_and_within_which_terms_as_its_diagrams_do(name: str) -> None:
    assert faults(*beside(FOLDERS[name])) == set()


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("`dji.casemanager`", "`dji.medewerker`", {"dji.casemanager"}),
        ("`meldpunt.begeleider`", "`meldpunt.begeleider`, `meldpunt.outreach`", {"meldpunt.outreach"}),
        ("`.datum` 28 days, ", "", {"detentie.datum"}),
        ("of that day then L2", "of that day then L2, `plan`", {"plan"}),
        ("`.plan` 10 working days", "`.plan` 10 days", {"detentie.plan P10D"}),
        ("`.plan` 10 working days", "`.plan` 10", {"detentie.plan without unit"}),
        ("before the release then L2", "before the release then L3", {"detentie.klaar -P7D L3"}),
        ("`detentie.contact` 5 days", "`detentie.contact` 5 days then L3", {"detentie.contact P5D L3"}),
    ],
)
def test_a_readme_that_says_something_else_is_seen(right: str, wrong: str, said: set[str]) -> None:
    readme, diagrams = beside(FOLDERS["P26-detentie"])
    assert right in readme
    assert faults(readme.replace(right, wrong), diagrams) == said


def test_a_diagram_that_asks_somebody_else_or_another_term_is_seen() -> None:
    readme, diagrams = beside(FOLDERS["P26-detentie"])
    assert faults(readme, diagrams.replace("dji.casemanager", "dji.arts")) == {"dji.casemanager", "dji.arts"}
    assert faults(readme, diagrams.replace("detentie.plan", "stagnatie")) == {"detentie.plan", "stagnatie"}
