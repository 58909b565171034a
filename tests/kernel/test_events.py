"""Events: what interrupts, what listens again, what climbs, what leaves."""

import pytest

from engine import kernel
from engine.kernel import commands as cmd
from engine.kernel import effects as fx
from tests.kernel.drawing import (
    boundary,
    catch,
    condition,
    draw,
    element,
    end,
    error,
    escalation,
    gateway,
    link,
    mapping,
    message,
    model,
    prop,
    service,
    signal,
    start,
    sub,
    throw,
    timer,
    triggered,
    user,
)  # fmt: skip
from tests.kernel.instance import Instance, run


def task_with(definition: str, *, interrupting: bool = True):
    event = boundary("b", "t", definition, interrupting=interrupting)
    return model(start(), user("t"), event, end(), user("u"), end("other"), "start t end", "b u other")


def test_an_interrupting_timer_ends_its_task():
    case = run(task_with(timer("P14D"))).fire("b")
    assert case.waiting == ["u"]
    assert case.all(fx.TaskClosed) == [fx.TaskClosed(case.all(fx.TaskOpened)[0].wait, "t", False)]


def test_finishing_the_task_clears_its_timer():
    case = run(task_with(timer("P14D"))).complete("t")
    assert (case.outcome, case.rows) == ("end", {})


def test_a_non_interrupting_timer_fires_once_beside_its_task():
    case = run(task_with(timer("P14D"), interrupting=False)).fire("b")
    assert case.waiting == ["t", "u"]


def test_a_cycle_fires_as_often_as_it_says_and_counts_along():
    case = run(task_with(timer("R3/PT1H", "Cycle"), interrupting=False)).fire("b").fire("b").fire("b")
    assert [(effect.rule, effect.again) for effect in case.all(fx.TimerSet)] == [("PT1H", 0), ("PT1H", 1), ("PT1H", 2)]
    assert case.waiting == ["t", "u", "u", "u"]


def test_an_endless_cycle_never_makes_the_marking_larger():
    case = run(task_with(timer("R/PT1H", "Cycle"), interrupting=False)).fire("b").complete("u")
    before = len(kernel.dump(case.marking))
    for _ in range(50):
        case.fire("b").complete("u")
    assert len(kernel.dump(case.marking)) <= before + 8  # only the digits of the counters


def test_an_interrupting_cycle_is_refused():
    with pytest.raises(kernel.Refused, match="cannot repeat"):
        task_with(timer("R3/PT1H", "Cycle"))


@pytest.mark.parametrize("definition", [message("hallo"), signal("alarm")])
def test_a_non_interrupting_message_or_signal_listens_again(definition):
    """SpiffWorkflow 3.2.0 fires once and raises the second time."""
    case = run(task_with(definition, interrupting=False)).deliver("b").deliver("b")
    assert case.waiting == ["b", "t", "u", "u"]


def test_a_message_boundary_maps_its_payload():
    event = element("boundaryEvent", "b", mapping(outputs={"why": "=bericht.why"}), message("hallo"), attachedToRef="t")
    case = run(model(start(), user("t"), event, end(), user("u"), "start t end", "b u end")).deliver("b", why="ziek")
    assert (case.local("why"), case.waiting) == ("ziek", ["u"])


def test_a_timer_takes_feel_dates_and_step_keys():
    case = run(
        model(
            start(),
            catch("a", timer('=date("2027-03-01")', "Date")),
            catch("b", timer('=term("triage")')),
            end(),
            "start a b end",
        )
    )
    case.fire("a")
    assert [effect.rule for effect in case.all(fx.TimerSet)] == ["2027-03-01", "term:triage"]


def test_a_catch_event_with_a_cycle_lets_a_token_through_each_time():
    case = (
        run(model(start(), catch("c", timer("R2/PT1H", "Cycle")), user("u"), end(), "start c u end"))
        .fire("c")
        .fire("c")
    )
    assert case.waiting == ["u", "u"]


def test_a_timer_without_a_value_is_an_incident_while_its_task_stays_open():
    case = run(task_with(timer("=nothing")))
    assert (case.waiting, case.all(fx.IncidentRaised)[0].element) == (["b", "t"], "b")
    assert case.complete("t").outcome == "end"


INSIDE = sub("s", start("s1"), user("i"), end("s2", error("fout")), "s1 i s2")


def subprocess_with(definition: str, inside: str = INSIDE):
    return model(
        start(), inside, boundary("b", "s", definition), end(), user("u"), end("other"), "start s end", "b u other"
    )


def test_an_error_end_is_caught_by_the_boundary_of_its_subprocess():
    assert run(subprocess_with(error("fout"))).complete("i").waiting == ["u"]


def test_a_boundary_without_a_code_catches_every_error():
    assert run(subprocess_with(error())).complete("i").waiting == ["u"]


def test_another_code_is_not_caught_and_the_instance_ends_with_the_error():
    """SpiffWorkflow 3.2.0 goes on as if nothing had happened."""
    case = run(subprocess_with(error("anders"))).complete("i")
    assert (case.all(fx.Ended)[-1].error, case.marking.over) == ("fout", True)


def test_the_named_code_goes_before_the_catcher_of_everything():
    both = (boundary("b", "s", error()), boundary("c", "s", error("fout")))
    case = run(
        model(start(), INSIDE, *both, user("u"), user("v"), end(), "start s end", "b u end", "c v end")
    ).complete("i")
    assert case.waiting == ["v"]


def test_a_job_that_fails_with_a_drawn_code_takes_the_error_boundary():
    parts = (
        start(),
        service("t", "brief"),
        boundary("b", "t", error("fout")),
        user("u"),
        end(),
        "start t end",
        "b u end",
    )
    case = run(model(*parts)).fail("t", "fout")
    assert (case.waiting, case.all(fx.IncidentRaised)) == (["u"], [])


def test_an_error_boundary_on_a_persons_task_is_refused():
    codes = [
        f.code
        for f in kernel.read(
            draw(start(), user("t"), boundary("b", "t", error()), end(), "start t end", "b end")
        ).findings
    ]
    assert "boundary-kind" in codes


def test_an_escalation_runs_beside_or_interrupts_as_drawn():
    inside = sub("s", start("s1"), throw("x", escalation("hulp")), user("i"), end("s2"), "s1 x i s2")
    for interrupting, open_ in ((True, ["u"]), (False, ["i", "u"])):
        event = boundary("b", "s", escalation("hulp"), interrupting=interrupting)
        case = run(model(start(), inside, event, user("u"), end(), "start s end", "b u end"))
        assert case.waiting == open_


def test_an_escalation_that_nobody_catches_leaves_the_instance_which_goes_on():
    case = run(model(start(), throw("x", escalation("hulp")), user("u"), end(), "start x u end"))
    assert [(e.kind, e.name) for e in case.all(fx.Thrown)] == [("escalation", "hulp")]
    assert case.waiting == ["u"]


def test_a_link_carries_the_token_over():
    """SpiffWorkflow 3.2.0 completes the process at a link throw."""
    case = run(
        model(start(), throw("a", link("verder")), catch("b", link("verder")), user("u"), end(), "start a", "b u end")
    )
    assert case.complete("u").outcome == "end"


def test_a_signal_reaches_every_listener_of_the_instance_before_the_thrower_goes_on():
    parts = (
        start(),
        gateway("parallel", "f"),
        catch("c", signal("alarm")),
        user("t"),
        throw("x", signal("alarm")),
        end("a"),
        end("b"),
    )
    case = run(model(*parts, "start f c a", "f t x b")).complete("t")
    assert case.all(fx.Thrown) == [fx.Thrown("x", "signal", "alarm", {}, served=True)]
    assert case.marking.over


def test_a_signal_end_in_a_subprocess_is_heard_by_its_own_boundary():
    inside = sub("s", start("s1"), end("s2", signal("alarm")), "s1 s2")
    assert run(subprocess_with(signal("alarm"), inside)).waiting == ["u"]


def test_a_terminate_end_ends_everything_in_its_scope():
    ending = end("stop", "<bpmn:terminateEventDefinition/>", name="Gestopt")
    case = run(
        model(start(), gateway("parallel", "f"), user("a"), user("b"), end(), ending, "start f a end", "f b stop")
    ).complete("b")
    assert (case.outcome, case.rows) == ("Gestopt", {})


def test_a_condition_fires_when_it_becomes_true_and_again_only_after_it_was_false():
    case = run(task_with(condition("=red"), interrupting=False), red=False)
    for red, count in ((True, 1), (True, 1), (False, 1), (True, 2)):
        case.facts["red"] = red
        case.apply(cmd.FactsChanged())
        assert case.waiting.count("u") == count


def test_a_fact_set_inside_the_step_wakes_a_condition():
    setting = service("s", "zet", mapping(outputs={"red": "=true"}))
    parts = (start(), gateway("parallel", "f"), user("t"), setting, catch("c", condition("=red")), end("a"), end("b"))
    case = Instance(model(*parts, "start f c a", "f t s b"), declared=("red",), red=False).start().complete("t")
    assert case.marking.over


def test_the_outcome_is_the_property_or_else_the_name_or_else_the_id():
    for parts, outcome in (((prop(outcome="accept"),), "accept"), ((prop(outcome='="a" + x'),), "ab"), ((), "Klaar")):
        assert run(model(start(), end("end", *parts, name="Klaar"), "start end"), x="b").outcome == outcome


def test_a_message_starts_an_instance_and_its_payload_is_mapped():
    begin = start("m", mapping(outputs={"who": "=bericht.who"}), message("hallo"))
    compiled = model(begin, user("t"), end(), "m t end")
    assert compiled.start_messages == ("hallo",)
    assert Instance(compiled).start(message="hallo", payload={"who": "Anna"}).local("who") == "Anna"
    with pytest.raises(kernel.NotPossible):
        kernel.start(compiled, Instance(compiled).world, message="klaar")


SCOPED = (start(), user("t"), end(), "start t end")


def events(inner: str):
    return model(*SCOPED, triggered("es", inner, user("u"), end("ee", name="Anders"), "es1 u ee"))


def test_an_interrupting_event_subprocess_replaces_what_ran_and_gives_the_outcome():
    """SpiffWorkflow 3.2.0 reads isInterrupting nowhere."""
    case = run(events(start("es1", message("hallo")))).deliver("es1")
    assert case.waiting == ["u"]
    assert case.complete("u").outcome == "Anders"


def test_a_non_interrupting_event_subprocess_runs_beside_and_listens_again():
    case = run(events(start("es1", message("hallo"), isInterrupting="false"))).deliver("es1").deliver("es1")
    assert case.waiting == ["es1", "t", "u", "u"]
    case.complete("u").complete("u").complete("t")
    assert (case.outcome, case.rows) == ("end", {})


@pytest.mark.parametrize("definition", [timer("P1D"), signal("alarm"), message("hallo")])
def test_an_event_subprocess_that_never_starts_does_not_keep_the_instance_alive(definition):
    assert run(events(start("es1", definition))).complete("t").marking.over


def test_an_error_inside_is_caught_by_an_event_subprocess_of_the_same_scope():
    caught = triggered("es", start("e1", error("fout")), user("u"), end("e2"), "e1 u e2")
    inside = sub("s", start("s1"), user("i"), end("s2", error("fout")), "s1 i s2", caught)
    case = run(model(start(), inside, user("after"), end(), "start s after end")).complete("i")
    assert case.waiting == ["u"]
    assert case.complete("u").waiting == ["after"]


def test_an_error_thrown_in_an_event_subprocess_climbs_past_its_own_scope():
    caught = triggered("es", start("e1", error("fout")), end("e2", error("fout")), "e1 e2")
    inside = sub("s", start("s1"), end("s2", error("fout")), "s1 s2", caught)
    assert run(subprocess_with(error("fout"), inside)).waiting == ["u"]


def test_nested_event_subprocesses_listen_only_while_their_scope_runs():
    nested = triggered("es", start("e1", message("hallo"), isInterrupting="false"), user("u"), end("e2"), "e1 u e2")
    inside = sub("s", start("s1"), user("i"), end("s2"), "s1 i s2", nested)
    case = run(model(start(), inside, user("after"), end(), "start s after end")).deliver("e1").complete("i")
    assert case.waiting == ["e1", "u"]
    assert case.complete("u").waiting == ["after"]


def test_an_escalation_starts_an_event_subprocess_beside_its_thrower():
    helps = triggered("es", start("e1", escalation("hulp"), isInterrupting="false"), user("u"), end("e2"), "e1 u e2")
    case = run(model(start(), throw("x", escalation("hulp")), user("t"), end(), "start x t end", helps))
    assert case.waiting == ["t", "u"]


def test_one_instance_does_not_start_the_event_subprocess_of_another():
    """SpiffWorkflow 3.2.0 keeps the received message in the shared specification."""
    compiled = events(start("es1", message("hallo")))
    run(compiled).deliver("es1")
    assert run(compiled).waiting == ["es1", "t"]


def test_a_timer_start_says_when_and_how_often():
    compiled = model(
        start("s", timer("R3/P1D", "Cycle")),
        start("t", timer('=date("2027-03-01")', "Date")),
        user("u"),
        end(),
        "s u end",
        "t u",
    )
    rules = kernel.start_rules(compiled, Instance(compiled).world)
    assert [(r.element, r.rule, r.times) for r in rules] == [("s", "P1D", 3), ("t", "2027-03-01", 1)]
    assert Instance(compiled).start(event="t").waiting == ["u"]
