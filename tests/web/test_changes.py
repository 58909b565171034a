"""What a new diagram changes, in words: steps that are new, gone or renamed, and who keeps the old version."""

import io
from pathlib import Path

import processes
from tests.web.world import World
from web.changes import change, process_keys

INTAKE = Path(processes.__file__).parent / "P03-intake" / "P03.bpmn"


def test_steps_are_compared_by_their_id() -> None:
    before = INTAKE.read_text(encoding="utf-8")
    after = before.replace('name="Intakegesprek"', 'name="Intake met tolk"').replace(
        'id="advocaat" name="', 'id="raadsman" name="'
    )
    found = change("P03", None, before, after)
    assert found.renamed == [("Intakegesprek", "Intake met tolk")]
    assert list(found.added) == list(found.gone)
    assert process_keys(before) == ["P03"]


def test_a_diagram_without_a_former_version_has_no_new_steps() -> None:
    found = change("P99", None, None, INTAKE.read_text(encoding="utf-8"))
    assert (found.added, found.gone, found.renamed) == ([], [], [])


def test_the_designer_reads_what_changes_before_it_does(shown: World) -> None:
    text = INTAKE.read_text(encoding="utf-8").replace('name="Intakegesprek"', 'name="Intake met tolk"')
    coen = shown.visit("coen")
    fields = {"doe": "controleren", "bestanden": (io.BytesIO(text.encode()), "P03.bpmn")}
    answer = coen.post("/processen/inbrengen", on="/processen/inbrengen", **fields)
    assert "Intakegesprek heet straks Intake met tolk" in answer.text
    assert "houdt versie 1" in answer.text
    broken = {"doe": "controleren", "bestanden": (io.BytesIO(text[:-40].encode()), "P03.bpmn")}
    refused = coen.post("/processen/inbrengen", on="/processen/inbrengen", **broken)
    assert "kunnen zo niet in gebruik" in refused.text
    assert "data-diagram-xml" not in refused.text
