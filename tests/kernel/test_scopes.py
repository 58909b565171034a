"""Subprocesses, calls, repetition, free choice, transactions and undoing: everything with an inside."""

from decimal import Decimal

import pytest

from engine import kernel
from engine.kernel import commands as cmd
from engine.kernel import effects as fx
from tests.kernel.drawing import (
    FORMAL,
    boundary,
    catch,
    chains,
    element,
    end,
    error,
    escalation,
    file,
    flow,
    gateway,
    many,
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
    times,
    triggered,
    user,
)  # fmt: skip
from tests.kernel.instance import Instance, run, whole


def test_a_subprocess_ends_when_nothing_in_it_is_alive():
    inside = sub("s", start("s1"), gateway("parallel", "f"), user("a"), user("b"), end("s2"), "s1 f a s2", "f b s2")
    case = run(model(start(), inside, user("after"), end(), "start s after end"))
    assert case.complete("a").waiting == ["b"]
    assert case.complete("b").waiting == ["after"]


def test_an_interrupting_timer_withdraws_everything_inside_before_anything_else_moves():
    """SpiffWorkflow 3.2.0 drains the inside first."""
    inside = sub("s", start("s1"), user("a"), user("b"), end("s2"), "s1 a b s2")
    parts = (start(), inside, boundary("t", "s", timer("P1D")), user("u"), end(), "start s end", "t u end")
    case = run(model(*parts)).fire("t")
    assert case.waiting == ["u"]
    assert ("s", "cancelled") in [(v.element, v.what) for v in case.all(fx.Visited)]


def test_inputs_of_a_subprocess_are_locals_inside_it_and_gone_after():
    setting = service("z", "zet", mapping(outputs={"x": "=x + 1"}))
    inside = sub("s", mapping(inputs={"x": "=10"}, outputs={"y": "=x"}), start("s1"), setting, end("s2"), "s1 z s2")
    case = run(model(start(), inside, user("u"), end(), "start s u end"))
    assert (case.local("x"), case.local("y")) == (None, Decimal(11))


CALL = '<zeebe:calledElement processId="P02" propagateAllChildVariables="false"/>'


def test_a_call_hands_in_its_inputs_and_brings_back_its_outcome():
    call = element(
        "callActivity", "c", CALL, mapping(inputs={"a": "=1"}, outputs={"decision": "=outcome", "b": "=score"})
    )
    case = run(model(start(), call, user("u"), end(), "start c u end"))
    assert [(e.process, dict(e.inputs)) for e in case.all(fx.CallOpened)] == [("P02", {"a": Decimal(1)})]
    case.returned("c", "accept", score=7)
    assert (case.local("decision"), case.local("b"), case.local("outcome")) == ("accept", Decimal(7), "accept")


def test_an_error_of_the_called_process_is_caught_at_the_call():
    parts = (element("callActivity", "c", CALL), boundary("b", "c", error("fout")), user("u"), end())
    case = run(model(start(), *parts, "start c end", "b u end")).raised("c", "fout")
    assert case.waiting == ["u"]
    assert [effect.completed for effect in case.all(fx.CallClosed)] == [False]


def test_an_escalation_of_the_called_process_runs_beside_the_call():
    parts = (
        element("callActivity", "c", CALL),
        boundary("b", "c", escalation("hulp"), interrupting=False),
        user("u"),
        end(),
    )
    case = run(model(start(), *parts, "start c end", "b u end")).raised("c", "hulp", kind="escalation")
    assert case.waiting == ["c", "u"]


def test_inputs_of_an_instance_are_its_locals_and_returns_go_out():
    parts = chains((start(), service("z", "zet", mapping(outputs={"b": "=a + 1"})), end(), "start z end"))
    compiled = kernel.read(
        file(element("process", "P", prop(takes="a", returns="b, fact"), *parts, isExecutable="true"))
    ).model
    case = Instance(compiled, fact="ja").start(inputs={"a": 1})
    assert case.all(fx.Ended)[-1].outputs == {"b": Decimal(2), "fact": "ja"}


def children_(*, sequential: bool = False, inner: str = "", **names: str):
    loop = many("=kids", "kid", inner, sequential=sequential, **names)
    return model(start(), user("t", loop), user("u"), end(), "start t u end")


def test_parallel_instances_open_one_task_per_item_each_with_its_own_locals():
    case = run(children_(), kids=["Ali", "Bo"])
    assert [dict(task.locals)["kid"] for task in case.all(fx.TaskOpened)] == ["Ali", "Bo"]
    assert case.complete("t").complete("t").waiting == ["u"]


def test_sequential_instances_open_one_after_another_and_keep_their_order_of_results():
    case = run(children_(sequential=True, results="grades", result="=grade"), kids=["Ali", "Bo", "Cy"])
    for grade in (1, 2, 3):
        case.apply(cmd.Complete(case.number("t"), {"grade": grade}))
    assert case.waiting == ["u"]


def graded(sequential: bool):
    out = mapping(outputs={"grade": "=given"})
    loop = many("=kids", "kid", sequential=sequential, results="grades", result="=kid + string(grade)")
    return model(start(), user("t", out, loop), user("u"), end(), "start t u end")


@pytest.mark.parametrize("sequential", [False, True])
def test_results_are_collected_in_the_order_of_the_items(sequential):
    case = run(graded(sequential), kids=["Ali", "Bo"])
    case.complete("t", given=1).complete("t", given=2)
    assert case.local("grades") == ["Ali1", "Bo2"]
    assert case.local("grade") is None  # it was the item's own


def test_no_items_means_no_instances():
    assert run(children_(), kids=[]).waiting == ["u"]


def test_a_collection_that_is_no_list_is_an_incident():
    assert run(children_(), kids=None).all(fx.IncidentRaised)[0].code == "no-list"


def test_more_than_a_hundred_instances_are_an_incident():
    assert run(children_(), kids=[1] * 101).all(fx.IncidentRaised)[0].code == "too-many"


@pytest.mark.parametrize("number", ["-1", "1.5", '"x"'])
def test_a_cardinality_that_is_no_number_is_an_incident_not_silence(number):
    """SpiffWorkflow 3.2.0 stands still for ever at -1."""
    value = {"-1": -1, "1.5": Decimal("1.5"), '"x"': "x"}[number]
    assert (
        run(model(start(), user("t", times("=n")), end(), "start t end"), n=value).all(fx.IncidentRaised)[0].code
        == "no-number"
    )


def test_a_completion_condition_ends_the_rest():
    until = f"<bpmn:completionCondition {FORMAL}>=numberOfCompletedInstances >= 2</bpmn:completionCondition>"
    case = run(children_(inner=until), kids=["a", "b", "c"]).complete("t").complete("t")
    assert case.waiting == ["u"]
    assert [closed.completed for closed in case.all(fx.TaskClosed)] == [True, True, False]


def test_a_boundary_event_hangs_on_all_instances_together():
    parts = (
        start(),
        user("t", many("=kids", "kid")),
        boundary("b", "t", timer("P1D")),
        user("u"),
        end(),
        "start t end",
        "b u end",
    )
    case = run(model(*parts), kids=[1, 2, 3])
    assert len(case.all(fx.TimerSet)) == 1
    assert case.fire("b").waiting == ["u"]


def test_subprocesses_and_calls_repeat_with_their_own_locals():
    inside = sub("s", start("s1"), user("i"), end("s2"), "s1 i s2", many("=kids", "kid"))
    call = element("callActivity", "c", CALL, mapping(inputs={"kid": "=kid"}), many("=kids", "kid"))
    case = run(model(start(), inside, call, end(), "start s c end"), kids=["a", "b"])
    assert case.complete("i").waiting == ["i"]
    case.complete("i")
    assert [dict(opened.inputs) for opened in case.all(fx.CallOpened)] == [{"kid": "a"}, {"kid": "b"}]
    assert case.returned("c", "x").returned("c", "y").marking.over


def test_an_error_in_one_instance_ends_all_of_them():
    inside = sub("s", start("s1"), user("i"), end("s2", error("fout")), "s1 i s2", many("=kids", "kid"))
    parts = (start(), inside, boundary("b", "s", error("fout")), user("u"), end(), "start s end", "b u end")
    assert run(model(*parts), kids=whole(1, 2)).complete("i").waiting == ["u"]


def test_a_message_for_one_child_does_not_answer_the_other():
    receive = element("receiveTask", "r", many("=kids", "kid"), messageRef="m_hallo")
    case = run(model(start(), receive, end(), "start r end"), kids=["a", "b"])
    assert len(case.all(fx.Subscribed)) == 2
    assert case.deliver("r").waiting == ["r"]


def test_a_standard_loop_repeats_while_its_condition_holds_and_weighs_the_same_every_round():
    loop = f"<bpmn:standardLoopCharacteristics><bpmn:loopCondition {FORMAL}>=more</bpmn:loopCondition></bpmn:standardLoopCharacteristics>"
    case = run(model(start(), user("t", loop), end(), "start t end"), more=True).complete("t")
    before = len(kernel.dump(case.marking))
    for _ in range(60):
        case.complete("t")
    assert len(kernel.dump(case.marking)) <= before + 12
    case.facts["more"] = False
    assert case.complete("t").marking.over


def test_a_human_task_in_a_loop_is_still_there_after_a_thousand_rounds():
    """SpiffWorkflow 3.2.0 falsely completes at depth 1,000; the marking must not grow either."""
    parts = (
        start(),
        gateway("exclusive", "m"),
        user("t"),
        gateway("exclusive", "g", default="g_m"),
        end(),
        "start m t g m",
        flow("g", "end", "=x"),
    )
    case = run(model(*parts), x=False)
    size = len(kernel.dump(case.marking))
    for _ in range(1_000):
        case.complete("t")
    assert case.waiting == ["t"]
    assert len(kernel.dump(case.marking)) <= size + 8


def ad_hoc(**attributes: str):
    inside = sub("s", user("a"), user("b"), user("c"), "b c", word="adHocSubProcess", **attributes)
    return model(start(), inside, user("after"), end(), "start s after end")


def test_staff_choose_in_an_ad_hoc_subprocess_and_say_when_it_is_enough():
    case = run(ad_hoc())
    assert case.all(fx.AdHocOpened)[0].choices == ("a", "b")
    case.apply(cmd.Add(case.number("s"), "b")).complete("b")
    assert case.waiting == ["c", "s"]
    case.apply(cmd.Complete(case.number("s")))
    assert case.waiting == ["after"]


def test_ad_hoc_one_at_a_time_and_without_cancelling():
    case = run(ad_hoc(ordering="Sequential", cancelRemainingInstances="false"))
    case.apply(cmd.Add(case.number("s"), "a"))
    with pytest.raises(kernel.NotPossible):
        case.apply(cmd.Add(case.number("s"), "b"))
    case.apply(cmd.Complete(case.number("s")))
    assert case.waiting == ["a", "s"]
    assert case.complete("a").waiting == ["after"]


def test_an_ad_hoc_condition_ends_it_and_active_elements_start_by_themselves():
    condition = f"<bpmn:completionCondition {FORMAL}>=enough</bpmn:completionCondition>"
    active = '<zeebe:adHoc activeElementsCollection="=[&quot;a&quot;, &quot;b&quot;]"/>'
    inside = sub("s", active, user("a"), user("b"), condition, word="adHocSubProcess")
    case = run(model(start(), inside, user("after"), end(), "start s after end"), enough=False)
    assert case.complete("a").waiting == ["b", "s"]
    case.facts["enough"] = True
    assert case.complete("b").waiting == ["after"]


UNDO = '<bpmn:association id="{0}_as" sourceRef="{0}_c" targetRef="{0}_u"/>'


def undoable(ident: str) -> str:
    event = f'<bpmn:boundaryEvent id="{ident}_c" attachedToRef="{ident}"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>'
    return user(ident) + event + user(f"{ident}_u", isForCompensation="true") + UNDO.format(ident)


COMPENSATE = "<bpmn:compensateEventDefinition/>"


def test_compensation_undoes_what_was_finished_the_latest_first_and_waits():
    parts = (
        start(),
        undoable("a"),
        undoable("b"),
        throw("x", COMPENSATE),
        user("after"),
        end(),
        "start a b x after end",
    )
    case = run(model(*parts)).complete("a").complete("b")
    assert case.waiting == ["b_u"]
    assert case.complete("b_u").waiting == ["a_u"]
    assert case.complete("a_u").waiting == ["after"]


def test_what_was_never_finished_is_not_undone():
    parts = (
        start(),
        gateway("parallel", "f"),
        undoable("a"),
        undoable("b"),
        throw("x", COMPENSATE),
        end("e"),
        end(),
        "start f a x e",
        "f b end",
    )
    case = run(model(*parts)).complete("a")
    assert case.waiting == ["a_u", "b"]


def test_one_named_activity_is_undone_and_only_once():
    one = '<bpmn:compensateEventDefinition activityRef="a"/>'
    parts = (
        start(),
        undoable("a"),
        undoable("b"),
        throw("x", one),
        throw("y", one),
        user("after"),
        end(),
        "start a b x y after end",
    )
    case = run(model(*parts)).complete("a").complete("b")
    assert case.waiting == ["a_u"]
    assert case.complete("a_u").waiting == ["after"]


def test_a_finished_subprocess_is_undone_from_the_inside_or_by_its_own_event_subprocess():
    inside = sub("s", start("s1"), undoable("a"), end("s2"), "s1 a s2")
    case = run(model(start(), inside, throw("x", COMPENSATE), end(), "start s x end")).complete("a")
    assert case.waiting == ["a_u"]
    own = triggered("es", start("e1", COMPENSATE), user("v"), end("e2"), "e1 v e2")
    inside = sub("s", start("s1"), undoable("a"), end("s2"), "s1 a s2", own)
    case = run(model(start(), inside, end("x", COMPENSATE), "start s x")).complete("a")
    assert case.waiting == ["v"]
    assert case.complete("v").marking.over


def test_compensable_work_is_bounded():
    again = gateway("exclusive", "g", default="g_m")
    compiled = model(
        start(), gateway("exclusive", "m"), undoable("a"), again, end(), "start m a g m", flow("g", "end", "=x")
    )
    case = run(compiled, x=False)
    for _ in range(100):
        case.complete("a")
    assert case.complete("a").all(fx.IncidentRaised)[0].code == "undo"


CANCEL = "<bpmn:cancelEventDefinition/>"


def test_a_cancelled_transaction_stops_undoes_and_takes_its_cancel_road():
    inside = sub(
        "s", start("s1"), undoable("a"), gateway("parallel", "f"), user("b"), user("c"), end("s2"), end("s3", CANCEL), "s1 a f b s2", "f c s3",
        word="transaction",
    )  # fmt: skip
    parts = (start(), inside, boundary("k", "s", CANCEL), user("u"), end(), "start s end", "k u end")
    case = run(model(*parts)).complete("a").complete("c")
    assert case.waiting == ["a_u"]
    assert case.complete("a_u").waiting == ["u"]


def test_a_repair_moves_a_token_within_its_scope_only():
    inside = sub("s", start("s1"), user("a"), user("b"), end("s2"), "s1 a b s2")
    case = run(model(start(), inside, user("after"), end(), "start s after end"))
    with pytest.raises(kernel.NotPossible):
        case.apply(cmd.Move(case.number("a"), "after"))
    assert case.apply(cmd.Move(case.number("a"), "b")).waiting == ["b"]


def test_withdrawing_the_instance_closes_every_row():
    inside = sub("s", start("s1"), catch("m", message("hallo")), end("s2"), "s1 m s2")
    parts = (
        start(),
        gateway("parallel", "f"),
        inside,
        user("t"),
        boundary("b", "t", signal("alarm")),
        end(),
        "start f s end",
        "f t end",
        "b end",
    )
    case = run(model(*parts)).apply(cmd.Cancel("bezwaar"))
    assert (case.rows, case.outcome) == ({}, "cancelled")


def test_the_guard_turns_too_many_steps_into_incidents_that_can_go_on():
    steps = [service(f"s{i}", "zet") for i in range(20)]
    chain = " ".join(["start", *(f"s{i}" for i in range(20)), "end"])
    compiled = model(start(), *steps, end(), chain)
    case = Instance(compiled).start(budget=30)
    assert case.all(fx.IncidentRaised)[0].code == "steps"
    case.apply(cmd.Retry(case.number(case.waiting[0])))
    assert case.marking.over
