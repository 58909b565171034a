"""The doctor finds nothing in healthy cases, and every illness that is planted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
import sqlalchemy as sa

from engine.acts.doctor import Doctor
from engine.model import ENGINE, Case
from tests.engine.cast import Stage, asks, drawn, pathway, small, stage
from tests.kernel.drawing import catch, end, gateway, mapping, message, prop, service, start, timer

CALL = '<zeebe:calledElement processId="Q" propagateAllChildVariables="false"/>'
EVERYTHING = drawn(
    "start all taak join end",
    "all hoor join",
    "all wacht join",
    "all bel join",
    "all roep join",
    start(),
    gateway("parallel", "all"),
    gateway("parallel", "join"),
    asks("taak", due="P7D"),
    catch("hoor", message("hallo"), prop(term="perspectief")),
    catch("wacht", timer("P7D")),
    service("bel", "telefoon", mapping(outputs={})),
    f'<bpmn:callActivity id="roep"><bpmn:extensionElements>{CALL}</bpmn:extensionElements></bpmn:callActivity>',
    end(),
)
CALLED = drawn("start kind end", start(), asks("kind"), end(), ident="Q")


@dataclass
class Ward:
    """A case in which one of everything waits."""

    here: Stage
    case: Case

    def examine(self) -> list[tuple[str, str]]:
        _, complaints = Doctor(self.here.engine.desk).examine()
        return [(row.rule, row.text) for row in complaints if row.case == self.case.reference]

    def plant(self, statement: str) -> None:
        """Do to the rows what no code of ours does."""
        with self.here.engine.desk.store.begin() as tx:
            tx._line.connection.execute(sa.text(statement))  # type: ignore[attr-defined] # a hole that no code of ours makes


@pytest.fixture
def ward() -> Iterator[Ward]:
    with stage(small(drawn("start end", start(), end(), ident="Z"))) as here:
        definitions = replace(here.engine.definitions, connectors=frozenset({"telefoon"}))
        answer = definitions.deploy(small(EVERYTHING, CALLED), ENGINE)
        assert answer.bundle, answer.findings
        yield Ward(here, here.open_case())


def test_a_healthy_case_has_no_complaint(ward: Ward) -> None:
    assert ward.examine() == []


ILLNESSES: dict[str, tuple[str, str, str]] = {
    "a task is gone": ("delete from task where name = 'taak'", "R3", "(task) has no row"),
    "a task nobody waits for": (
        "update task set wait = 99 where name = 'taak'",
        "R3",
        "row of wait 99 (task) has no wait",
    ),
    "a subscription is gone": ("delete from subscription", "R3", "(message) has no row"),
    "a timer is gone": ("delete from deadline where kind = 'timer'", "R3", "(timer) has no row"),
    "a job is gone": ("delete from job", "R3", "(job) has no row"),
    "a called process is gone": (
        "update instance set status = 'cancelled' where process = 'Q'",
        "R3",
        "(call) has no row",
    ),
    "a term is gone": ("delete from deadline where kind = 'due' and source like 'wait:1:%'", "I2", "no term"),
    "a deadline of nothing": ("update deadline set source = 'wait:x' where kind = 'timer'", "R3", "nobody can read"),
    "nobody watches a task": ("delete from deadline where kind = 'due'", "R3", "is not watched"),
    "a task without a date": ("update task set due_at = null where name = 'taak'", "I1", "has no date"),
    "a task of nobody": ("update task set organisation = null, assignee = null", "I1", "belongs to nobody"),
    "a task of who enforces": ("update task set lane = 'avim', role = 'toezicht'", "I3", "which enforces"),
    "a task of a role that enforces": ("update task set lane = 'dtenv', role = 'toezicht'", "I3", "which enforces"),
    "a case in which nothing runs": ("update instance set status = 'cancelled'", "I1", "nothing runs in it"),
    "an unreadable state": ("update instance set state = 'x' where process = 'P'", "R3", "cannot be read"),
}


@pytest.mark.parametrize("illness", ILLNESSES)
def test_every_illness_is_found(ward: Ward, illness: str) -> None:
    statement, rule, words = ILLNESSES[illness]
    ward.plant(statement)
    assert [text for found, text in ward.examine() if found == rule and words in text], ward.examine()


def test_an_escalation_without_a_person_is_found() -> None:
    with stage(pathway()) as here:
        here.play.report(
            {"reporterType": "self", "personKnows": "yesAgrees", "acuteDanger": "none", "anonymous": "true"}
        )
        (case,) = here.find(Case)
        here.later(days=30)
        ward = Ward(here, case)
        assert ward.examine() == []
        ward.plant("delete from task where process in ('P17', 'P17t', 'P09b', 'P09o')")
        assert {rule for rule, _ in ward.examine()} == {"R3", "I6"}
