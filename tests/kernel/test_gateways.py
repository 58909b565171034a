"""Gateways: which way, how many, and when they join."""

import pytest

from engine import kernel
from engine.kernel import effects as fx
from tests.kernel.drawing import (
    catch,
    condition,
    end,
    flow,
    gateway,
    message,
    model,
    service,
    signal,
    start,
    timer,
    user,
)
from tests.kernel.instance import run

CHOICE = (
    start(),
    gateway("exclusive", "g", default="g_c"),
    flow("g", "a", "=x > 1"),
    flow("g", "b", "=x > 0"),
    "start g c",
)
ENDS = (end("a"), end("b"), end("c"))


@pytest.mark.parametrize(("x", "way"), [(2, "a"), (1, "b"), (0, "c"), (None, "c")])
def test_the_first_open_flow_in_document_order_wins_and_null_is_not_open(x, way):
    assert run(model(*CHOICE, *ENDS), x=x).outcome == way


def test_where_a_shape_is_drawn_does_not_change_the_decision():
    """SpiffWorkflow 3.2.0 tries conditions from top to bottom of the canvas."""
    swapped = (
        start(),
        gateway("exclusive", "g", default="g_c"),
        flow("g", "b", "=x > 0"),
        flow("g", "a", "=x > 1"),
        "start g c",
    )
    assert run(model(*swapped, *ENDS), x=2).outcome == "b"


def test_no_open_flow_and_no_default_is_an_incident_that_retry_solves():
    case = run(
        model(
            start(), gateway("exclusive", "g"), flow("g", "a", "=x = 1"), flow("g", "b", "=x = 2"), "start g", *ENDS[:2]
        ),
        x=3,
    )
    assert [incident.code for incident in case.all(fx.IncidentRaised)] == ["no-flow"]
    case.facts["x"] = 2
    assert case.retry("g").outcome == "b"


def test_a_condition_that_is_no_truth_is_an_incident():
    case = run(
        model(start(), gateway("exclusive", "g", default="g_b"), flow("g", "a", "=x"), "start g b", *ENDS[:2]), x="ja"
    )
    assert case.all(fx.IncidentRaised)[0].code == "no-truth"


FORK = (
    start(),
    gateway("parallel", "f"),
    user("a"),
    user("b"),
    gateway("parallel", "j"),
    end(),
    "start f a j end",
    "f b j",
)


def test_a_parallel_join_waits_for_all():
    case = run(model(*FORK))
    assert case.complete("a").waiting == ["b"]
    assert case.complete("b").outcome == "end"


def test_a_parallel_join_in_a_loop_counts_only_this_round():
    """SpiffWorkflow 3.2.0 counts the tokens of earlier rounds and fires too early."""
    again = gateway("exclusive", "again", default="again_end")
    parts = (
        start(),
        gateway("exclusive", "m"),
        gateway("parallel", "f"),
        user("a"),
        user("b"),
        gateway("parallel", "j"),
        again,
        end(),
    )
    case = run(model(*parts, "start m f a j again end", "f b j", flow("again", "m", "=more")), more=True)
    for _ in range(3):
        assert case.complete("a").waiting == ["b"]
        assert case.complete("b").waiting == ["a", "b"]
    case.facts["more"] = False
    case.complete("b")
    assert case.complete("a").outcome == "end"


def test_two_tokens_on_one_way_in_do_not_replace_the_missing_other_way():
    parts = (
        start(),
        gateway("parallel", "f"),
        user("a"),
        user("b"),
        user("c"),
        gateway("exclusive", "m"),
        gateway("parallel", "j"),
        end(),
    )
    case = run(model(*parts, "start f a m j end", "f b m", "f c j"))
    case.complete("a").complete("b")
    assert case.waiting == ["c"]
    case.complete("c")
    assert (
        case.all(fx.IncidentRaised)[0].code == "join"
    )  # the second token of the left way waits for ever: somebody must look


INCLUSIVE = (
    start(),
    gateway("inclusive", "f", default="f_c"),
    flow("f", "a", "=p"),
    flow("f", "b", "=q"),
    user("a"),
    user("b"),
    user("c"),
)
JOINED = (gateway("inclusive", "j"), end(), "start f c j end", "a j", "b j")


@pytest.mark.parametrize(("p", "q", "open_"), [(True, True, ["a", "b"]), (True, False, ["a"]), (False, None, ["c"])])
def test_an_inclusive_gateway_takes_every_open_flow_or_the_default(p, q, open_):
    case = run(model(*INCLUSIVE, *JOINED), p=p, q=q)
    assert case.waiting == open_
    for ident in open_:
        assert case.outcome is None
        case.complete(ident)
    assert case.outcome == "end"


def test_an_inclusive_join_waits_for_a_token_that_can_still_come_and_not_for_others():
    parts = (
        start(),
        gateway("parallel", "f"),
        user("a"),
        user("b"),
        gateway("exclusive", "x", default="x_away"),
        gateway("inclusive", "j"),
    )
    case = run(model(*parts, end("away"), end(), "start f a j end", "f b x away", flow("x", "j", "=back")), back=False)
    assert case.complete("a").waiting == ["b"]
    assert case.complete("b").outcome == "end"


def test_an_inclusive_join_counts_the_road_of_a_boundary_event():
    timed = '<bpmn:boundaryEvent id="t" attachedToRef="b"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D'
    timed += "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>"
    parts = (
        start(),
        gateway("parallel", "f"),
        user("a"),
        user("b"),
        timed,
        gateway("inclusive", "j"),
        end("gone"),
        end(),
    )
    case = run(model(*parts, "start f a j end", "f b gone", "t j"))
    assert case.complete("a").waiting == ["b", "t"]
    assert case.fire("t").outcome == "end"


def test_the_first_event_after_an_event_gateway_decides():
    parts = (
        start(),
        gateway("eventBased", "g"),
        catch("m", message("hallo")),
        catch("t", timer("P2D")),
        end("a"),
        end("b"),
    )
    case = run(model(*parts, "start g m a", "g t b"))
    assert [effect.kind.value for effect in case.all(fx.TimerSet)] == ["eventGateway"]
    assert case.fire("t").outcome == "b"
    assert case.rows == {}


def test_two_timers_behind_an_event_gateway_keep_their_own_moments():
    """SpiffWorkflow 3.2.0 lets them share one."""
    parts = (
        start(),
        gateway("eventBased", "g"),
        catch("t", timer("P2D")),
        catch("u", timer("P3D")),
        end("a"),
        end("b"),
    )
    case = run(model(*parts, "start g t a", "g u b"))
    assert [effect.rule for effect in case.all(fx.TimerSet)] == ["P2D", "P3D"]


def test_signals_and_conditions_may_stand_behind_an_event_gateway():
    parts = (
        start(),
        gateway("eventBased", "g"),
        catch("s", signal("alarm")),
        catch("c", condition("=ready")),
        end("a"),
        end("b"),
    )
    case = run(model(*parts, "start g s a", "g c b"), ready=True)
    assert case.outcome == "b"


def complex_(feel: str):
    activation = f"<bpmn:activationCondition xsi:type='bpmn:tFormalExpression'>{feel}</bpmn:activationCondition>"
    parts = (
        start(),
        gateway("parallel", "f"),
        user("a"),
        user("b"),
        user("c"),
        gateway("complex", "j", activation),
        user("after"),
        end(),
    )
    return model(*parts, "start f a j after end", "f b j", "f c j")


def test_a_complex_gateway_fires_on_its_condition_and_swallows_latecomers():
    case = run(complex_("=activationCount &gt;= 2"))
    assert case.complete("b").waiting == ["a", "c"]
    assert case.complete("a").waiting == ["after", "c"]
    assert case.complete("c").waiting == ["after"]
    assert case.complete("after").outcome == "end"


def test_a_flow_out_of_a_task_obeys_its_condition():
    """SpiffWorkflow 3.2.0 ignores it."""
    parts = (
        start(),
        user("t", default="t_c"),
        flow("t", "a", "=x > 1"),
        flow("t", "b", "=x > 0"),
        "start t c",
        user("a"),
        user("b"),
        user("c"),
    )
    assert run(model(*parts, end(), "a end", "b end", "c end"), x=2).complete("t").waiting == ["a", "b"]


def test_a_hundred_way_join_is_quick_and_a_hundred_and_first_way_is_refused():
    def wide(count: int):
        tasks = [user(f"t{i}") for i in range(count)]
        return (
            start(),
            gateway("parallel", "f"),
            gateway("parallel", "j"),
            *tasks,
            end(),
            "start f",
            "j end",
            *(f"f t{i} j" for i in range(count)),
        )

    case = run(model(*wide(100)))
    for i in range(100):
        case.complete(f"t{i}")
    assert case.outcome == "end"
    with pytest.raises(kernel.Refused, match="flows leave"):
        model(*wide(101))


def test_a_loop_of_settings_only_is_refused_and_would_be_stopped_by_the_guard():
    parts = (
        start(),
        gateway("exclusive", "m"),
        service("s", "zet"),
        gateway("exclusive", "g", default="g_m"),
        end(),
        "start m s g m",
        flow("g", "end", "=x"),
    )
    with pytest.raises(kernel.Refused, match="waits nowhere"):
        model(*parts)
