"""Questions of docs/semantics.md that no other test answers, and that every test the page names exists."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from engine.kernel import effects as fx
from engine.model import ENGINE, Deadline, DeadlineKind
from tests.engine.cast import Stage, asks, drawn, small, stage
from tests.kernel.drawing import (
    boundary,
    element,
    end,
    error,
    escalation,
    flow,
    gateway,
    mapping,
    message,
    model,
    service,
    start,
    sub,
    timer,
    triggered,
    user,
)
from tests.kernel.instance import run

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "semantics.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@pytest.fixture
def timed() -> Iterator[Stage]:
    """A task with a timer that takes it away after ten days."""
    text = drawn(
        "start Gesprek end", start(), asks("Gesprek"), boundary("tijd", "Gesprek", timer("P10D")), asks("Vervolg"),
        end(), "tijd Vervolg end",
    )  # fmt: skip
    with ExitStack() as running:
        yield running.enter_context(stage(small(text)))


def test_a_timer_does_not_move_when_its_task_changes_hands(timed: Stage) -> None:
    case = timed.open_case()
    task, tasks = timed.task(case, "Gesprek"), timed.engine.tasks
    (before,) = timed.find(Deadline, case=case.id, kind=DeadlineKind.TIMER)
    timed.later(days=4)
    samira, bob, dora = (timed.who(login) for login in ("samira", "bob", "dora"))
    tasks.claim(samira, task.id)
    tasks.delegate(samira, task.id, bob.account)
    tasks.hand_back(bob, task.id)
    tasks.reassign(dora, task.id, bob.account, "Samira is away")
    tasks.release(bob, task.id)
    timed.later(days=5)
    (after,) = timed.find(Deadline, case=case.id, kind=DeadlineKind.TIMER)
    assert (after.id, after.due_at, after.state) == (before.id, before.due_at, before.state)
    timed.later(days=1, minutes=1)
    assert timed.names(case) == {"Vervolg"}


def test_a_called_process_is_the_version_of_the_moment_of_the_call() -> None:
    calls = drawn(
        "start Eerst roep end", start(), asks("Eerst"),
        element("callActivity", "roep", '<zeebe:calledElement processId="Q" propagateAllChildVariables="false"/>'), end(),
    )  # fmt: skip
    old = drawn("start Oud end", start(), asks("Oud"), end(), ident="Q")
    new = drawn("start Nieuw end", start(), asks("Nieuw"), end(), ident="Q")
    with stage(small(calls, old)) as here:
        case = here.open_case()
        here.engine.definitions.deploy({"diagram1.bpmn": new}, ENGINE)
        here.do(case, "Eerst")
        assert here.names(case) == {"Nieuw"}


def diverted(kind: str) -> tuple[str, ...]:
    """Two ways that meet again; a timer takes one of them elsewhere."""
    return (
        start(), gateway("inclusive" if kind == "inclusive" else "parallel", "f"), user("a"), user("b"), gateway(kind, "j"), user("c"),
        end(), end("weg"), boundary("t", "a", timer("P1D")), "start f", *SPLIT[kind], "a j c end", "b j", "t weg",
    )  # fmt: skip


SPLIT = {"inclusive": (flow("f", "a", "=true"), flow("f", "b", "=true")), "parallel": ("f a", "f b")}


def test_an_inclusive_join_no_longer_waits_for_a_way_that_was_cancelled() -> None:
    case = run(model(*diverted("inclusive"))).complete("b")
    assert case.waiting == ["a", "t"]
    assert case.fire("t").waiting == ["c"]


def test_a_parallel_join_whose_other_way_was_cancelled_is_an_incident_not_silence() -> None:
    case = run(model(*diverted("parallel"))).complete("b").fire("t")
    assert [effect.element for effect in case.all(fx.IncidentRaised)] == ["j"]


def test_an_instance_ends_with_its_last_token_and_that_end_is_the_outcome() -> None:
    parts = (
        start(),
        gateway("parallel", "f"),
        user("a"),
        user("b"),
        end("eerst"),
        end("laatst"),
        "start f a eerst",
        "f b laatst",
    )
    case = run(model(*parts)).complete("a")
    assert (case.waiting, case.outcome) == (["b"], None)
    assert case.complete("b").outcome == "laatst"


def test_a_retry_takes_the_facts_of_now() -> None:
    case = run(
        model(
            start(),
            gateway("exclusive", "g"),
            flow("g", "a", "=x > 1"),
            flow("g", "b", "=x <= 1"),
            end("a"),
            end("b"),
            "start g",
        )
    )
    assert len(case.all(fx.IncidentRaised)) == 1
    case.facts["x"] = 5
    assert case.retry("g").outcome == "a"


def test_what_a_finished_step_set_stays_when_its_part_is_interrupted() -> None:
    inside = sub("s", start("s1"), service("z", "zet", mapping(outputs={"n": "=1"})), user("t"), end("s2"), "s1 z t s2")
    case = run(
        model(start(), inside, boundary("b", "s", timer("P1D")), user("u"), end(), "start s end", "b u end"),
        declared=("n",),
    )
    if case.waiting != ["b", "t"]:
        case.complete("z")
    assert case.fire("b").waiting == ["u"]
    assert case.facts["n"] == 1


def test_a_local_of_a_part_is_gone_with_the_part_and_a_fact_stays() -> None:
    fill = mapping(inputs={"inside": "=1"}, outputs={"kept": "=inside + 1"})
    case = run(
        model(start(), sub("s", fill, start("s1"), user("t"), end("s2"), "s1 t s2"), user("u"), end(), "start s u end"),
        declared=("kept",),
    )
    case.complete("t")
    assert case.facts["kept"] == 2
    assert case.local("inside") is None


def test_an_error_leaves_its_part_and_an_escalation_does_not() -> None:
    def thrown(kind: str) -> list[str]:
        definition = error("fout") if kind == "error" else escalation("hulp")
        throws = element("endEvent", "e", definition)
        inside = sub("s", start("s1"), gateway("parallel", "f"), user("t"), throws, end("s2"), "s1 f t s2", "f e")
        caught = boundary("b", "s", definition, interrupting=kind == "error")
        return run(model(start(), inside, caught, user("u"), end(), end("e2"), "start s end", "b u e2")).waiting

    assert thrown("error") == ["u"]
    assert [one for one in thrown("escalation") if one != "b"] == ["t", "u"]


def test_an_interrupting_event_subprocess_takes_the_place_of_everything_in_its_scope() -> None:
    parts = (
        start(),
        user("t"),
        boundary("b", "t", timer("P1D"), interrupting=False),
        end(),
        end("e2"),
        "start t end",
        "b e2",
    )
    case = run(model(*parts, triggered("es", start("es1", message("hallo")), user("v"), end("es2"), "es1 v es2")))
    assert case.deliver("es1").waiting == ["v"]
    assert case.complete("v").outcome == "es2"


def test_every_test_that_the_page_names_exists() -> None:
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    missing = [
        f"{file}::{test}" for file, test in named if f"def {test}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert missing == []
    assert len(set(named)) > 40


def test_every_question_of_the_page_is_backed_by_a_test() -> None:
    questions = re.split(r"(?m)^### ", PAGE.read_text(encoding="utf-8"))[1:]
    assert len(questions) >= 25
    assert [question.splitlines()[0] for question in questions if not NAMED.search(question)] == []
