"""Processes: versions, counts, and bringing in a new one with its findings beside the drawing."""

from io import BytesIO

from engine.model import Proposal
from perspectief.factory import shipped_files
from tests.web.world import World


def diagram(key: str = "P02") -> bytes:
    return next(content for name, content in shipped_files().items() if name.endswith(f"{key}.bpmn"))


def send(world: World, content: bytes, name: str = "P02.bpmn", **fields: str) -> str:
    return world.visit("pim").post("/processen/inbrengen", bestanden=(BytesIO(content), name), **fields).text


def test_every_process_is_listed_with_how_many_run(shown: World) -> None:
    text = shown.visit("pim").get("/processen").text
    assert "Triage" in text
    assert "P17" in text


def test_one_process_shows_its_drawing_its_versions_and_where_people_are(shown: World) -> None:
    text = shown.visit("pim").get("/processen/P02c").text
    assert "data-diagram-url" in text
    assert "data-counts" in text
    assert "Eerste contact" in text
    assert "in gebruik" in text


def test_a_process_that_is_not_there_is_absent(shown: World) -> None:
    assert shown.visit("pim").get("/processen/P99").status_code == 404
    assert shown.visit("pim").get("/processen/99999.bpmn").status_code == 404


def test_a_good_file_is_checked_first_and_changes_nothing(shown: World) -> None:
    renamed = diagram("P02c").replace(b"Eerste contact", b"Eerste gesprek")
    assert renamed != diagram("P02c")
    text = send(shown, renamed, "P02c.bpmn")
    assert "De controle is goed." in text
    assert "Eerste gesprek" not in shown.visit("pim").get("/processen/P02c").text


def test_a_finding_names_its_element_and_marks_it_in_the_drawing(shown: World) -> None:
    text = send(shown, diagram().replace(b'formId="triage"', b'formId="bestaatNiet"', 1))
    assert "Deze bestanden kunnen zo niet in gebruik." in text
    assert 'data-stuck="' in text
    assert "Bij element" in text


def test_a_file_that_is_no_diagram_gets_a_finding_and_no_fault(shown: World) -> None:
    assert "kunnen zo niet in gebruik" in send(shown, b"\xff\xfe not xml")
    assert "kunnen zo niet in gebruik" in send(shown, b"<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>")


def test_no_file_at_all_is_said(shown: World) -> None:
    answer = shown.visit("pim").post("/processen/inbrengen")
    assert answer.status_code == 422
    assert "Kies ten minste één bestand." in answer.text


def test_what_was_checked_is_what_goes_in(shown: World) -> None:
    import re

    changed = diagram().replace(b"Uitleg: klagen en stoppen", b"Uitleg over klagen")
    checked = send(shown, changed)
    carried = re.search(r'name="(bestand:[^"]+)" value="([^"]+)"', checked)
    assert carried
    answer = shown.visit("pim").post("/processen/inbrengen", doe="inbrengen", **{carried[1]: carried[2]})
    assert answer.location == "/processen"
    coen = shown.visit("coen")
    assert 'href="/processen/P02?versie=2#anders"' in coen.get("/tweede-paar-ogen").text
    waiting = coen.get("/processen/P02?versie=2").text
    assert "Wat er anders is dan in versie 1" in waiting
    assert "Uitleg over klagen" in waiting.partition("data-diagram-url")[0]  # in words, before the drawing
    assert "Wat er anders is" not in coen.get("/processen/P02").text
    with shown.engine.desk.store.reading() as reader:
        waits = reader.find(Proposal, decided_at=None)[-1]
    address = f"/tweede-paar-ogen/voorstellen/{waits.id}"
    alone = shown.visit("pim").post(address, on="/tweede-paar-ogen", doe="bevestigen")
    assert alone.status_code == 409
    assert coen.post(address, on="/tweede-paar-ogen", doe="bevestigen").location == "/tweede-paar-ogen"
    assert "versie 2" in shown.visit("pim").get("/processen/P02").text
    assert shown.visit("pim").get("/processen/P02?versie=1").status_code == 200
