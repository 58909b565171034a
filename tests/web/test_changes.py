"""What a new diagram changes, in words: steps that are new, gone or renamed, and who keeps the old version."""

import io
from pathlib import Path

import pytest

import processes
from tests.web.world import World
from web.changes import Altered, Road, change, process_keys

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


# what is written otherwise -> what the page says of it
ALTERED = {
    ("term(&quot;intake&quot;)", "term(&quot;plan&quot;)"): ("term", "intake", "plan"),
    ('formId="intake"', 'formId="triage"'): ("form", "intake (intake)", "triage (intake)"),
    ('value="intake"', 'value="contactmoment"'): ("form", "intake (intake)", "intake (contactmoment)"),
    ("meldpunt.casusregisseur", "meldpunt.begeleider"): ("role", "meldpunt.casusregisseur", "meldpunt.begeleider"),
}


@pytest.mark.parametrize("edit", ALTERED, ids=["term", "form", "part", "role"])
def test_a_step_that_stays_says_what_of_it_is_different(edit: tuple[str, str]) -> None:
    before = INTAKE.read_text(encoding="utf-8")
    start = before.index('name="Intakegesprek"')
    found = change("P03", None, before, before[:start] + before[start:].replace(*edit, 1))
    what, was, becomes = ALTERED[edit]
    assert (found.altered, found.roads, found.some) == ([Altered(what, "Intakegesprek", was, becomes)], [], True)


def test_another_call_message_timer_or_second_person_is_told() -> None:
    gate = (INTAKE.parents[1] / "P11g-poort-en-vertrek" / "P11g.bpmn").read_text(encoding="utf-8")
    called = change("P11g", None, gate, gate.replace('processId="P13"', 'processId="P14"'))
    assert [(one.what, one.before, one.after) for one in called.altered] == [("called", "P13", "P14")]
    support = (INTAKE.parents[1] / "P12-steun" / "P12.bpmn").read_text(encoding="utf-8")
    alone = change("P12", None, support, support.replace('name="notBy"', 'name="notby"'))
    assert {one.what for one in alone.altered} == {"notBy"}
    assert all(one.before and not one.after for one in alone.altered)
    case = (INTAKE.parents[1] / "P00-casus" / "P00.bpmn").read_text(encoding="utf-8")
    heard = change("P00", None, case, case.replace('name="overleden"', 'name="gestorven"'))
    assert heard.altered == [Altered("event", "De persoon is overleden", "overleden", "gestorven")]


def test_a_wait_that_takes_longer_is_told() -> None:
    (file, source), *_ = [
        (path.stem, text)
        for path in sorted(INTAKE.parents[1].glob("*/*.bpmn"))
        if "<bpmn:timeDuration" in (text := path.read_text(encoding="utf-8"))
    ]
    start = source.index("<bpmn:timeDuration")
    end = source.index("</bpmn:timeDuration>", start)
    longer = source[: source.index(">", start) + 1] + "P99D" + source[end:]
    assert [(one.what, one.after) for one in change(file, None, source, longer).altered] == [("timer", "P99D")]


def test_roads_between_steps_that_stay_are_compared() -> None:
    before = INTAKE.read_text(encoding="utf-8")
    moved = before.replace('sourceRef="klopt" targetRef="verbeteren"', 'sourceRef="klopt" targetRef="gesprekOpnieuw"')
    found = change("P03", None, before, moved)
    assert [road.change for road in found.roads] == ["new", "gone"]
    assert found.roads[1] == Road("gone", "Klopt het?", "Samenvatting verbeteren")
    asked = change("P03", None, before, before.replace("intakeTalks &lt; 3", "intakeTalks &lt; 5"))
    (road,) = asked.roads
    assert (road.change, road.before[-1], road.after[-1]) == ("condition", "3", "5")
    drawn = before.replace('x="', 'x="1')
    assert not change("P03", None, before, drawn).some


def test_the_designer_reads_what_changes_before_it_does(shown: World) -> None:
    text = INTAKE.read_text(encoding="utf-8").replace('name="Intakegesprek"', 'name="Intake met tolk"')
    text = text.replace("term(&quot;intake&quot;)", "term(&quot;plan&quot;)").replace(
        "intakeTalks &lt; 3", "intakeTalks &lt; 5"
    )
    coen = shown.visit("coen")
    fields = {"doe": "controleren", "bestanden": (io.BytesIO(text.encode()), "P03.bpmn")}
    answer = coen.post("/processen/inbrengen", on="/processen/inbrengen", **fields)
    assert "Intakegesprek heet straks Intake met tolk" in answer.text
    assert "houdt versie 1" in answer.text
    assert "Andere termijn bij Intake met tolk" in answer.text
    assert "Andere voorwaarde op de weg van" in answer.text
    broken = {"doe": "controleren", "bestanden": (io.BytesIO(text[:-40].encode()), "P03.bpmn")}
    refused = coen.post("/processen/inbrengen", on="/processen/inbrengen", **broken)
    assert "kunnen zo niet in gebruik" in refused.text
    assert "data-diagram-xml" not in refused.text
