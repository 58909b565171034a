"""Every rule over diagrams catches a planted fault and names the element; what the product ships has none."""

import re
from collections.abc import Iterator

import pytest

from engine.lint import spoken, texts
from engine.views import Finding
from tests.engine.cast import Stage, asks, drawn, pathway, small, stage
from tests.kernel.drawing import catch, element, end, mapping, message, prop, service, signal, start, sub, throw, timer

SENT = ("aan.politie", "aan.toezicht")
TO_ALL = ("landenveiligheid.gewijzigd", "regels.gewijzigd")
WORDS = b"""
  hallo: {from: [meldpunt], to: [P], key: case, silence: nothing changes}
  aan.politie: {from: [meldpunt], to: [avim], key: case}
  aan.toezicht: {from: [meldpunt], to: [dtenv.toezicht], key: case}
"""
BERICHT = '<zeebe:taskDefinition type="bericht"/>'


@pytest.fixture(scope="module")
def here() -> Iterator[Stage]:
    with stage(pathway()) as made:
        yield made


def one(part: str, ident: str = "P", **properties: str) -> bytes:
    """A diagram with this one element on its road."""
    name = part.split('id="')[1].split('"')[0]
    road, said = f"start {name} end", ("hallo", "wie", *SENT)
    return drawn(road, start(), part, end(), ident=ident, messages=said, signals=TO_ALL, **properties)


def found(stage: Stage, diagram: bytes, **files: bytes) -> list[Finding]:
    """What is wrong when this diagram comes to what ships."""
    note = small()["note.form"]
    words = pathway()["messages.yaml"] + WORDS
    return list(stage.engine.definitions.check({"P.bpmn": diagram, "note.form": note, "messages.yaml": words, **files}))


def calls(kind: str, key: str) -> str:
    if kind == "Element":
        inner = f'<zeebe:calledElement processId="{key}" propagateAllChildVariables="false"/>'
        return f'<bpmn:callActivity id="t"><bpmn:extensionElements>{inner}</bpmn:extensionElements></bpmn:callActivity>'
    inner = f'<zeebe:calledDecision decisionId="{key}" resultVariable="uitkomst"/>'
    return f'<bpmn:businessRuleTask id="t"><bpmn:extensionElements>{inner}</bpmn:extensionElements></bpmn:businessRuleTask>'


def said(**other: str) -> dict[str, str]:
    """Words for the person in every language, but for what is given otherwise."""
    return {"person": "Wij praten met u.", "person.en": "We talk with you.", "person.ar": "نتحدث معك.", **other}


def saying(**other: str) -> str:
    return prop(**said(**other))


FAULTS: dict[str, tuple[str, bytes]] = {
    "a role that nobody has": ("role.unknown", one(asks("t", "meldpunt.tovenaar"))),
    "a lane that does not exist": ("role.unknown", one(asks("t", "maan.bewoner"))),
    "no form": ("form.missing", one(asks("t").replace('<zeebe:formDefinition formId="note"/>', ""))),
    "an unknown form": ("form.unknown", one(asks("t", form_id="gedicht"))),
    "an unknown part": ("part.unknown", one(asks("t", part="slot"))),
    "no term": ("term.missing", one(asks("t", due=""))),
    "an unknown term": ("term.unknown", one(asks("t", due="=term(&quot;ooit&quot;)"))),
    "an unknown term of a wait": ("term.unknown", one(catch("t", message("hallo"), prop(term="ooit")))),
    "an unknown term of a timer": ("term.unknown", one(catch("t", timer("=term(&quot;ooit&quot;)")))),
    "a wait without an end": ("wait.endless", one(catch("t", message("hallo")))),
    "an undeclared name": ("fact.unknown", one(service("t", "zet", mapping(outputs={"alias": "=geheim + alias"})))),
    "an unknown process": ("process.unknown", one(calls("Element", "P99"))),
    "an unknown table": ("decision.unknown", one(calls("Decision", "D99"))),
    "an unknown message": ("message.unknown", one(catch("t", message("wie"), prop(term="intake")))),
    "a message to the police": ("message.enforcement", one(throw("t", message("aan.politie"), BERICHT))),
    "a message to a role that enforces": ("message.enforcement", one(throw("t", message("aan.toezicht"), BERICHT))),
    "a task for the police": ("lane.enforcement", one(asks("t", "avim.toezicht"))),
    "a task for a role that enforces": ("lane.enforcement", one(asks("t", "dtenv.toezicht"))),
    "an unknown topic": ("topic.unknown", one(service("t", "duif"))),
    "a departure that nobody checked": ("gate.bypassed", one(calls("Element", "P13"), ident="P11")),
    "care that is called": ("care.called", one(calls("Element", "P05"))),
    "a task that escapes the ladder": ("ladder.escaped", one(asks("t", ladder="none"))),
    "a task of an unknown priority": ("priority.unknown", one(asks("t", priority="hoog"))),
    "a signal over all cases from anywhere": ("signal.sender", one(throw("t", signal("landenveiligheid.gewijzigd")))),
    "an end that tells all cases": (
        "signal.sender",
        drawn("start t", start(), element("endEvent", "t", signal("regels.gewijzigd")), signals=TO_ALL),
    ),
    "words for the person in one language": ("words.language", one(asks("t", person="Wij praten met u."))),
    "empty words for the person": ("words.language", one(catch("t", timer("P3D"), saying(**{"person.en": ""})))),
    "too many words for the person": ("words.long", one(asks("t", **said(person="Wij " * 30)))),
    "words that turn the line round": ("words.unseen", one(asks("t", **said(person="Wij \u202epraten met u.")))),
    "words that are not Arabic": ("words.letters", one(asks("t", **said(**{"person.ar": "Wij praten met u."})))),
    "a rung without its form": ("ladder.rung", one(asks("t"), ident="P17")),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_at_its_element(here: Stage, fault: str) -> None:
    code, diagram = FAULTS[fault]
    findings = [row for row in found(here, diagram) if row.code == code]
    assert [(row.element, row.severity, row.file) for row in findings[:1]] == [("t", "error", "P.bpmn")]
    assert all((row.text_nl, row.text_en, row.remedy_nl, row.remedy_en) for row in findings)


def test_a_role_without_a_deputy_is_found(here: Stage) -> None:
    lonely = pathway()["organisations.yaml"].replace(
        b"label_en: Triage worker, deputy: teamleider", b"label_en: Triage worker"
    )
    findings = found(here, one(asks("t", "meldpunt.triagist")), **{"organisations.yaml": lonely})
    assert "deputy.missing" in {row.code for row in findings if row.element == "t"}


def test_processes_that_call_each_other_round_are_found(here: Stage) -> None:
    back = one(calls("Element", "P"), "Q")
    codes = {(row.file, row.code) for row in found(here, one(calls("Element", "Q")), **{"Q.bpmn": back})}
    assert {("P.bpmn", "calls.circle"), ("Q.bpmn", "calls.circle")} <= codes
    onward = one(service("t", "zet", mapping(outputs={"alias": '="x"'})), "Q")
    codes = {(row.file, row.code) for row in found(here, one(calls("Element", "Q")), **{"Q.bpmn": onward})}
    assert "calls.circle" not in {code for _, code in codes}


@pytest.mark.parametrize(
    "word",
    ["nationality", "claimedNationalities", "religion", "criminalRecord", "seriousConviction", "entryBan", "language"],
)
def test_a_priority_that_looks_at_who_somebody_is_is_found(here: Stage, word: str) -> None:
    table = pathway()["decisions/D03-prioriteit.dmn"].replace(
        b"<text>medicalUrgency</text>", f"<text>{word}</text>".encode()
    )
    assert word.encode() in table
    findings = found(here, one(calls("Decision", "D03")), **{"D03.dmn": table})
    assert "priority.blind" in {row.code for row in findings}


@pytest.mark.parametrize(
    "part",
    [
        catch("t", message("hallo"), prop(term="intake")),
        asks("t", "persoon.zelf"),
        asks("t", "leidend"),
        service("t", "zet", mapping(outputs={"alias": "=case.reference + string(today)"})),
        catch("t", timer("P3D")),
    ],
)
def test_what_is_right_has_no_finding(here: Stage, part: str) -> None:
    assert [row for row in found(here, one(part)) if row.severity == "error"] == []


def test_every_finding_has_words_and_every_word_a_planted_fault(here: Stage) -> None:
    planted = {code for code, _ in FAULTS.values()} | {
        "deputy.missing",
        "priority.blind",
        "calls.circle",
        "words.missing",
    }
    assert planted == {*texts.TEXTS, *spoken.TEXTS}


WORDLESS: dict[str, tuple[bytes, list[str]]] = {
    "a task": (one(asks("t")), ["t"]),
    "a wait": (one(catch("t", timer("P3D"))), ["t"]),
    "a task with words": (one(asks("t", **said())), []),
    "a step that the computer does": (one(service("t", "zet", mapping(outputs={"alias": '="x"'}))), []),
    "a zone that the person does not read": (one(asks("t", zone="STAT")), []),
    "a part that can be late": (one(sub("t", start("s"), end("e"), "s e", prop(term="intake"))), ["t"]),
    "a part without a term": (one(sub("t", start("s"), end("e"), "s e")), []),
    "a process about nobody": (one(asks("t"), person="none"), []),
    "a case that is not the person's": (one(asks("t"), case="separate"), []),
}


@pytest.mark.parametrize("step", WORDLESS)
def test_a_step_that_the_person_meets_without_words_is_a_warning(here: Stage, step: str) -> None:
    diagram, at = WORDLESS[step]
    findings = [row for row in found(here, diagram) if row.code == "words.missing"]
    assert [(row.element, row.severity) for row in findings] == [(element, "warning") for element in at]


def test_what_the_product_ships_has_no_finding(here: Stage) -> None:
    assert [row for row in here.engine.definitions.check(pathway()) if row.severity == "error"] == []


# --- mutants of what ships --------------------------------------------------------------------------------------

MUTANTS: dict[str, tuple[str, bytes, bytes, str]] = {
    "the gate is no longer asked": ("P13-vertrek/P13r.bpmn", b'decisionId="D09"', b'decisionId="D14"', "gate.bypassed"),
    "care loses its own life and is called": (
        "P00-casus/P00t.bpmn",
        b'processId="P03"',
        b'processId="P05"',
        "care.called",
    ),
    "a deadline nobody declared": ("P02-triage/P02c.bpmn", b"&quot;triage&quot;", b"&quot;triaag&quot;", "term.unknown"),
    "triage by the police": ("P02-triage/P02.bpmn", b"meldpunt.triagist", b"avim.toezicht", "lane.enforcement"),
    "the ladder escalates itself": ("P17-escalatie/P17.bpmn", b'name="ladder" value="none"', b'name="ladder" value="ja"', "ladder.rung"),
}  # fmt: skip


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_of_what_ships_is_refused(here: Stage, mutant: str) -> None:
    file, old, new, code = MUTANTS[mutant]
    source = pathway()[file]
    assert old in source
    findings = here.engine.definitions.check({file: source.replace(old, new)})
    assert code in {row.code for row in findings if row.severity == "error"}


def test_every_step_of_ours_has_words_for_the_person_and_words_taken_away_are_missed(here: Stage) -> None:
    files = pathway()
    assert [row for row in here.engine.definitions.check(files) if row.code in spoken.TEXTS] == []
    (key,) = [name for name in files if name.endswith("/P02.bpmn") or name == "P02.bpmn"]
    robbed = re.sub(rb' *<zeebe:property name="person[^>]*/>\n', b"", files[key])
    missed = [row for row in here.engine.definitions.check({key: robbed}) if row.code in spoken.TEXTS]
    assert {(row.code, row.element) for row in missed} == {
        ("words.missing", e) for e in ("prioriteit", "regisseur", "rechten")
    }
