"""A case has one conference at a time: a second cause is a line on its agenda, and whoever asked hears its decision."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from threading import Thread

import pytest

from engine import tags
from engine.acts import rungs
from engine.model import Case, DeadlineKind, Escalation, Event, Instance, InstanceStatus
from engine.source import wait_of
from engine.step import routing
from engine.step.run import Run
from engine.store import SqlStore
from perspectief.memory import memory_engine
from tests.engine.cast import Stage, asks, drawn, pathway, stage
from tests.engine.conftest import Play

QUIET = pathway() | {  # nothing of its own is late for six weeks
    "P.bpmn": drawn(
        "start Lezen end",
        "<bpmn:startEvent id='start'/>",
        asks("Lezen", form_id="consent", due="=term(&quot;plan&quot;)"),
        "<bpmn:endEvent id='end'/>",
    )
}
ASKS = {"conferenceReason": "stalled"}
NOBODY = [{"participant": "vwn.begeleider", "basis": "none", "reason": "Geen grondslag."}]
HEARD = {"feedbackGiven": "talk", "personDisagrees": False}


@pytest.fixture(scope="module")
def house() -> Iterator[Stage]:
    with stage(QUIET) as here:
        yield here


@pytest.fixture
def here(play: Play) -> Stage:
    """A house with its own Monday, for what takes weeks."""
    return play(QUIET)


def ask(house: Stage, case: Case) -> None:
    """A road of the case needs a conference."""
    house.act(case, lambda run: run.start("P09", inputs=ASKS))


def climb(house: Stage, case: Case, source: str) -> None:
    """Something is on the third rung of the ladder."""
    house.act(case, lambda run: on_ladder(run, source))


def on_ladder(run: Run, source: str) -> None:
    said = {"source": source, "cause": "deadline", "level": "L3"}
    routing.send(run, "escalatie.nodig", said, key=run.case.reference)


def conferences(house: Stage, case: Case) -> list[Instance]:
    return house.find(Instance, case=case.id, process="P09o")


def waiting(house: Stage, case: Case) -> int:
    """How many still wait for an answer."""
    return len(house.find(Instance, case=case.id, process="P09", status=InstanceStatus.ACTIVE))


def prepare(house: Stage, case: Case) -> None:
    house.do(case, "Vraag formuleren", question="Hoe verder?", participants=[])
    house.do(case, "Noodzaak per deelnemer toetsen", necessityCheck=NOBODY)
    house.do(case, "Mijn stem voor het overleg", personPresence="letter")


def decide(house: Stage, case: Case, result: str = "decided") -> None:
    house.do(case, "Overleggen en besluiten", conferenceResult=result, decisions=[])


def answers(house: Stage, case: Case) -> list[str | None]:
    """What everybody who asked was answered, in the order of asking."""
    return [row.outcome for row in house.find(Instance, case=case.id, process="P09")]


def late(house: Stage, case: Case, name: str) -> bool:
    return any(row.source == name for row in house.find(Escalation, case=case.id, closed_at=None))


def test_a_second_cause_joins_the_conference_and_both_hear_its_decision(house: Stage) -> None:
    case = house.open_case()
    ask(house, case)
    ask(house, case)
    assert len(conferences(house, case)) == 1
    prepare(house, case)
    ask(house, case)  # also while they talk
    decide(house, case)
    assert waiting(house, case) == 3  # the person hears it first
    house.do(case, "Besluit uitleggen aan de persoon", **HEARD)
    assert (len(conferences(house, case)), answers(house, case)) == (1, ["resolved"] * 3)


def test_two_rungs_of_the_ladder_wait_for_one_conference_and_go_up_together_without_a_decision(house: Stage) -> None:
    case = house.open_case()
    climb(house, case, "Intake")
    climb(house, case, "Plan samenstellen")
    assert len(conferences(house, case)) == 1
    prepare(house, case)
    decide(house, case, "noDecision")
    assert [task.element for task in house.tasks(case) if task.process == "P17t"] == ["L4", "L4"]


def test_the_agenda_says_who_asked_and_why(house: Stage) -> None:
    case = house.open_case()
    climb(house, case, "Intake")
    ask(house, case)
    (conference,) = conferences(house, case)
    with house.engine.desk.store.begin() as tx:
        run = Run(tx, house.engine.desk.parts, case, house.who("alice"), house.clock.now())
        agenda = run.seen(conference.id)["conferenceAgenda"]
    assert [(line["reason"], line["about"], line["asker"]) for line in agenda] == [
        ("stalled", "Intake", "E1"),
        ("stalled", None, "P2"),
    ]
    heard = [row.detail for row in house.find(Event, case=case.id, kind=tags.MESSAGE_CAUGHT)]
    assert sum("overleg.nodig" in detail for detail in heard) == 1


def test_a_cause_after_the_decision_has_a_conference_of_its_own(house: Stage) -> None:
    case = house.open_case()
    ask(house, case)
    prepare(house, case)
    decide(house, case)
    ask(house, case)
    assert len(conferences(house, case)) == 2
    house.do(case, "Besluit uitleggen aan de persoon", **HEARD)
    assert answers(house, case) == ["resolved", None]  # the decision before its question is no answer to the second
    prepare(house, case)
    decide(house, case, "noDecision")
    assert answers(house, case) == ["resolved", "unresolved"]


def test_a_rung_that_lasted_too_long_leaves_and_the_conference_goes_on_for_who_still_waits(here: Stage) -> None:
    case = here.open_case(priority="P2")
    ask(here, case)
    climb(here, case, "Intake")
    here.later(days=16)
    assert "L4: landelijke tafel" in here.names(case)
    assert (waiting(here, case), "Vraag formuleren" in here.names(case)) == (1, True)


def test_a_conference_that_a_rung_alone_asked_ends_with_that_rung(here: Stage) -> None:
    case = here.open_case(priority="P2")
    climb(here, case, "Intake")
    here.later(days=16)
    (conference,) = conferences(here, case)
    assert (conference.outcome, waiting(here, case)) == ("stopped", 0)
    assert {"L4: landelijke tafel"} == here.names(case) & {"L4: landelijke tafel", "Vraag formuleren"}


def test_what_is_late_in_a_conference_climbs_once_no_rung_waits_for_it(here: Stage) -> None:
    case = here.open_case(priority="P2")
    climb(here, case, "Intake")
    ask(here, case)
    here.later(days=8)
    assert not late(here, case, "Vraag formuleren")
    here.later(days=9)
    assert "L4: landelijke tafel" in here.names(case)
    assert late(here, case, "Vraag formuleren")


def test_sabotage_without_that_rule_the_question_climbs_beside_its_rung(
    here: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rungs, "watched", lambda run, row, wait: False)
    case = here.open_case(priority="P2")
    climb(here, case, "Intake")
    here.later(days=8)
    assert late(here, case, "Vraag formuleren")


def test_whoever_waits_has_a_term_of_its_own_that_climbs(here: Stage) -> None:
    case = here.open_case(priority="P2")
    ask(here, case)
    (asker,) = here.find(Instance, case=case.id, process="P09")
    due = [row for row in here.pending(case, kind=DeadlineKind.DUE) if wait_of(row.source).instance == asker.id]
    assert [row.due_at - asker.started_at > timedelta(days=27) for row in due] == [True]
    here.later(days=30)
    assert late(here, case, "Het overleg is klaar")


def test_sabotage_without_joining_there_are_two(house: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    case = house.open_case()
    ask(house, case)
    monkeypatch.setattr(routing, "waiting", lambda run, name, key: [])
    ask(house, case)
    assert len(conferences(house, case)) == 2


@pytest.fixture
def both(database: str) -> Iterator[tuple[Stage, str]]:
    with stage(QUIET, SqlStore(database)) as made:
        yield made, database


def test_two_causes_at_the_same_moment_are_one_conference(both: tuple[Stage, str]) -> None:
    here, url = both
    cases = [here.open_case() for _ in range(8)]
    with ExitStack() as running:
        engines = [running.enter_context(memory_engine(here.clock, SqlStore(url))) for _ in range(2)]

        def every(number: int) -> None:
            for case in cases:
                with engines[number].desk.store.begin() as tx:
                    locked = tx.lock_case(case.id)
                    assert locked is not None
                    run = Run(tx, engines[number].desk.parts, locked, here.who("alice"), here.clock.now())
                    if number:
                        on_ladder(run, "Intake")
                    else:
                        run.start("P09", inputs=ASKS)
                    run.settle()

        threads = [Thread(target=every, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
    assert [(len(conferences(here, case)), waiting(here, case)) for case in cases] == [(1, 2)] * len(cases)
