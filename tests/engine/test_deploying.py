"""A bundle works as a whole or not at all; who runs on a version keeps it."""

import pytest

from engine.errors import NotAllowed
from engine.model import ENGINE, Bundle, Definition, Instance
from engine.views import Deployment
from tests.engine.cast import Stage, asks, drawn, form, pathway, small, text
from tests.engine.conftest import Play
from tests.kernel.drawing import end, mapping, service, start

OLD = drawn("start Oud end", start(), asks("Oud"), end())
NEW = drawn("start Nieuw end", start(), asks("Nieuw"), end())


@pytest.fixture
def here(play: Play) -> Stage:
    return play(small(OLD))


def deploy(stage: Stage, who: str | None = None, **files: bytes) -> Deployment:
    """By the command line, which may put files to work at once; `who` only proposes them."""
    named = {name.replace("__", "."): content for name, content in files.items()}
    return stage.engine.definitions.deploy(named, stage.who(who) if who else ENGINE)


def rows(stage: Stage) -> int:
    return len(stage.find(Definition)) + len(stage.find(Bundle))


COLOUR = {"type": "text", "zone": "REG"}
BROKEN: dict[str, dict[str, bytes]] = {
    "no xml": {"a__bpmn": b"<bpmn"},
    "a document type": {"a__bpmn": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'},
    "an unknown form": {"a__bpmn": drawn("start t end", start(), asks("t", form_id="weg"), end())},
    "an element that is not executed": {"a__bpmn": NEW.replace(b"bpmn:userTask", b"bpmn:choreographyTask")},
    "no utf-8": {"a__bpmn": b"\xff\xfe"},
    "two processes": {"a__bpmn": NEW.replace(b"</bpmn:definitions>", OLD.split(b"?>")[1][OLD.split(b"?>")[1].index(b"<bpmn:process") :])},
    "too large": {"a__bpmn": b" " * 2_000_001},
    "no json": {"a__form": b"{"},
    "a field without a zone": {"a__form": form("los", {**text("x", "SOC"), "properties": {}}).encode()},
    "a fact of an unknown type": {"facts__yaml": b"facts: {x: {type: gevoel, zone: REG}}"},
    "no yaml": {"facts__yaml": b"a: b: c"},
    "the wrong shape": {"messages__yaml": b"messages: [a]"},
    "no table": {"a__dmn": b"<definitions/>"},
    "an unknown kind of file": {"a__exe": b"x"},
    "one good, one broken": {"a__bpmn": NEW, "b__bpmn": b"<bpmn"},
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_bundle_changes_nothing(here: Stage, fault: str) -> None:
    before = rows(here)
    answer = deploy(here, **BROKEN[fault])
    assert answer.bundle is None
    errors = [row for row in answer.findings if row.severity == "error"]
    assert errors
    assert all(row.text_nl and row.text_en for row in errors)
    assert rows(here) == before
    assert here.names(here.open_case()) == {"Oud"}


def test_words_that_a_diagram_reads_cannot_be_taken_away(play: Play) -> None:
    reads = service("zet", "zet", mapping(outputs={"other": "=colour"}))
    here = play(small(drawn("start zet end", start(), reads, end()), facts={"colour": COLOUR, "other": COLOUR}))
    answer = deploy(here, facts__yaml=b"facts: {other: {type: text, zone: REG}}")
    assert answer.bundle is None
    assert [(row.code, row.element) for row in answer.findings] == [("fact.unknown", "zet")]


def test_the_same_content_gives_no_new_version(here: Stage) -> None:
    before = len(here.find(Definition))
    answer = here.engine.definitions.deploy(small(OLD), here.who("coen"))
    assert (answer.definitions, len(here.find(Definition))) == ((), before)


def test_a_dry_run_says_what_is_wrong_and_keeps_nothing(here: Stage) -> None:
    before = rows(here)
    answer = here.engine.definitions.deploy({"a.bpmn": NEW}, here.who("coen"), dry_run=True)
    assert (answer.bundle, rows(here)) == (None, before)


def test_a_running_case_keeps_its_version_and_a_new_one_follows_the_new(here: Stage) -> None:
    old = here.open_case()
    answer = deploy(here, a__bpmn=NEW)
    assert [(row.kind, row.key, row.version) for row in answer.definitions] == [("process", "P", 2)]
    new = here.open_case()
    assert (here.names(old), here.names(new)) == ({"Oud"}, {"Nieuw"})
    here.do(old)
    assert here.one(Instance, case=old.id).ended_at is not None
    assert [row.version for row in here.find(Definition, kind="process", active=True)] == [2]


def test_a_task_keeps_the_form_it_was_opened_with(here: Stage) -> None:
    case = here.open_case()
    changed = form("note", text("note", "SOC"), text("other", "SOC")).encode()
    assert deploy(here, note__form=changed).bundle
    assert here.task(case).form_version == 1
    assert here.task(here.open_case()).form_version == 2
    here.do(case)


def test_what_was_proposed_does_not_work_yet(here: Stage) -> None:
    here.engine.definitions.deploy({"a.bpmn": NEW}, here.who("coen"), activate=False)
    assert here.names(here.open_case()) == {"Oud"}


@pytest.mark.parametrize("who", ["alice", "dora", "charlie", "tara"])
def test_who_does_not_design_cannot_deploy(here: Stage, who: str) -> None:
    before = rows(here)
    with pytest.raises(NotAllowed):
        deploy(here, who, a__bpmn=NEW)
    assert rows(here) == before


def test_the_shipped_bundle_deploys_on_itself_without_a_change(play: Play) -> None:
    here = play(pathway())
    before = len(here.find(Definition))
    assert here.engine.definitions.deploy(pathway(), here.who("coen")).definitions == ()
    assert len(here.find(Definition)) == before
