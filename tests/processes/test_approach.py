"""What the approach promises and no single process can hold; docs/approach.md lists all of it."""

import json
import re
from pathlib import Path

import pytest

from benchmarks.demands.planting import FAULTS, planted_in
from engine.lint import texts
from engine.lint.proof import texts as proved
from engine.vocabulary import BadVocabulary, read_vocabulary
from tests.processes.tables import HERE, vocabulary
from tests.repository.house import ROOT

PAGE = (ROOT / "docs/approach.md").read_text(encoding="utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
FINDING = re.compile(r"`([a-z]+\.[a-z]+[A-Za-z]*)`")
FORMS = sorted((ROOT / "forms/files").glob("*.form"))
LOOKED_FOR = re.compile("nationality|country|place|origin|ban|religion|ethnic|address|phone", re.IGNORECASE)
UNLAWFUL = re.compile(r"illega(?:al|len|le\b)|illegal (?:person|migrant|alien)", re.IGNORECASE)


def demands() -> list[str]:
    """The rows of the table of demands."""
    return [line for line in PAGE.splitlines() if re.match(r"\| \d+ \|", line)]


def test_every_demand_is_held_by_a_test_or_a_rule_that_exists() -> None:
    known = set(texts.TEXTS) | set(proved.TEXTS)
    assert [int(row.split("|")[1]) for row in demands()] == list(range(1, 26))
    for row in demands():
        tests, findings = TEST.findall(row), _findings(row)
        assert tests or findings, row
        for file, name in tests:
            assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file} has no {name}"
        assert set(findings) <= known


def test_no_list_can_be_asked_by_place_nationality_or_ban() -> None:
    listed = {name for name, fact in vocabulary().facts.items() if fact.list}
    assert listed
    assert {name for name in listed if LOOKED_FOR.search(name)} == set()
    assert {vocabulary().facts[name].zone for name in listed} == {"REG"}


def test_every_test_and_rule_of_a_demand_has_a_planted_fault_that_still_fits() -> None:
    """`dev.py bench demands` plants them and looks whether each is seen."""
    held = {name for row in demands() for name in (*("::".join(found) for found in TEST.findall(row)), *_findings(row))}
    assert held - {fault.holds for fault in FAULTS} == set()
    assert {fault.holds for fault in FAULTS} - held == set()
    for fault in FAULTS:
        assert planted_in((ROOT / fault.file).read_text(encoding="utf-8"), fault)
    with pytest.raises(ValueError, match="no longer holds"):
        planted_in("", FAULTS[0])


def _findings(row: str) -> list[str]:
    return [name for name in FINDING.findall(row) if not name.endswith(".yaml")]


NEVER_ASKED = [
    "religion",
    "godsdienst",
    "ethnicity",
    "etnischeAfkomst",
    "sexualOrientation",
    "geaardheid",
    "bsn",
    "fingerprints",
]
NEVER_ASKED += [
    "vingerafdruk",
    "faceTemplate",
    "politicalOpinion",
    "politiekeVoorkeur",
    "riskOfAbsconding",
    "onttrekkingsrisico",
]


@pytest.mark.parametrize("name", NEVER_ASKED)
def test_what_nobody_may_know_is_no_fact_and_no_value_of_a_message(name: str) -> None:
    with pytest.raises(BadVocabulary, match=name):
        read_vocabulary(f"facts: {{{name}: {{type: text, zone: REG}}}}", "", "")
    with pytest.raises(BadVocabulary, match=name):
        read_vocabulary("", "", f"messages: {{m: {{payload: {{{name}: {{type: text}}}}}}}}")


def test_a_name_that_is_declared_twice_is_refused() -> None:
    with pytest.raises(BadVocabulary, match="twice"):
        read_vocabulary("", "", "messages:\n  m: {from: [P00]}\n  m: {from: [P01]}\n")


def test_return_onward_and_stay_weigh_the_same() -> None:
    form = json.loads((ROOT / "forms/files/F09-orientatie.form").read_text(encoding="utf-8"))
    fields = {field["key"]: field for field in _fields(form["components"]) if field.get("key")}
    for key, roads in {
        "preference": ["return", "onward", "stay"],
        "nextStep": ["planReturn", "planOnward", "planStay"],
    }.items():
        options = {option["value"]: option["label"] for option in fields[key]["values"]}
        assert set(roads) <= set(options)
        lengths = [len(options[road].split()) for road in roads]
        assert max(lengths) - min(lengths) <= 3  # none is dressed up
        assert "defaultValue" not in fields[key]
        assert fields[key]["type"] in {"radio", "select"}


def test_no_diagram_form_or_table_calls_a_person_illegal() -> None:
    files = [path for path in sorted(HERE.rglob("*")) if path.suffix in {".bpmn", ".dmn", ".yaml", ".md"}]
    assert len(files) > 100
    assert UNLAWFUL.search("een illegaal") is not None
    assert [path.name for path in (*files, *FORMS) if _called(path)] == []


def _called(path: Path) -> bool:
    """A quotation of what somebody else says stands in a story of the process, between quotes."""
    return any(UNLAWFUL.search(re.sub(r'"[^"]*"', "", line)) for line in path.read_text(encoding="utf-8").splitlines())


def _fields(components: list[dict[str, object]]) -> list[dict[str, object]]:
    found = list(components)
    for one in components:
        inside = one.get("components")
        found += _fields(inside) if isinstance(inside, list) else []
    return found
