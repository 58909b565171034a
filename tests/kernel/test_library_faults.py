"""What was measured to go wrong in SpiffWorkflow 3.2.0 and is not tested beside its own word: ours must do it right."""

from decimal import Decimal

from engine import kernel
from engine.kernel import effects as fx
from tests.kernel.drawing import (
    catch,
    draw,
    element,
    end,
    flow,
    gateway,
    many,
    mapping,
    model,
    service,
    start,
    timer,
    user,
)
from tests.kernel.instance import Instance, run


def four_way(number: int) -> tuple[str, ...]:
    fork, join = f"f{number}", f"j{number}"
    names = [f"t{number}{i}" for i in range(4)]
    return (
        gateway("parallel", fork),
        gateway("parallel", join),
        *(user(n) for n in names),
        *(f"{fork} {n} {join}" for n in names),
    )


def test_five_four_way_blocks_in_a_row_need_a_handful_of_nodes():
    """Its prediction builds 11,263 task objects."""
    blocks = [part for number in range(5) for part in four_way(number)]
    case = run(model(start(), *blocks, end(), "start f0", "j0 f1", "j1 f2", "j2 f3", "j3 f4", "j4 end"))
    most = 0
    while not case.marking.over:
        most = max(most, len(case.marking.nodes))
        case.complete(case.waiting[0])
    assert most <= 6


def test_parallel_branches_do_not_merge_or_cut_each_others_lists():
    """Its branches overwrite each other per key, and lists are truncated."""
    a = service("a", "x", mapping(outputs={"left": "=given"}))
    b = service("b", "x", mapping(outputs={"right": "=given"}))
    parts = (
        start(),
        gateway("parallel", "f"),
        a,
        b,
        gateway("parallel", "j"),
        user("u"),
        end(),
        "start f a j u end",
        "f b j",
    )
    case = run(model(*parts)).complete("a", given=[5, 6, 7]).complete("b", given=[7, 8])
    assert case.local("left") == [Decimal(5), Decimal(6), Decimal(7)]
    assert case.local("right") == [Decimal(7), Decimal(8)]


def test_a_stored_value_is_not_shared_with_whoever_handed_it_in():
    """Its nested values are shared objects, so later steps rewrite history."""
    given = {"list": [1]}
    case = run(
        model(start(), service("a", "x", mapping(outputs={"v": "=given"})), user("u"), end(), "start a u end")
    ).complete("a", given=given)
    given["list"].append(2)
    assert case.local("v") == {"list": [Decimal(1)]}


def test_no_name_of_a_users_key_means_anything_to_the_store():
    """There a key `typename` bricks the case or builds objects."""
    keys = {"typename": "Decimal", "c": 1, "t": "2027-01-01", "n": "x", "r": [1], "": None}
    compiled = model(start(), service("a", "x", mapping(outputs={"v": "=given"})), user("u"), end(), "start a u end")
    case = run(compiled).complete("a", given=keys)
    assert kernel.load(kernel.dump(case.marking)) == case.marking


def test_an_incident_in_one_branch_leaves_the_others_running_in_the_same_step():
    """There the other branches run only on the next call."""
    parts = (
        start(),
        gateway("parallel", "f"),
        service("a", "zet", mapping(outputs={"x": "=1/0 > 1"})),
        gateway("exclusive", "g"),
        user("b"),
    )
    choice = (end(), end("e2"), end("e3"), "start f a g", "f b e3")
    case = run(model(*parts, *choice, flow("g", "end", "=x = 1"), flow("g", "e2", "=x = 2")))
    assert case.waiting == ["b", "g"]
    assert [incident.code for incident in case.all(fx.IncidentRaised)] == ["no-flow"]


def test_sequential_instances_without_an_output_item_go_on_to_the_second():
    """There the second item raises."""
    case = run(model(start(), user("t", many("=kids", "kid", sequential=True)), end(), "start t end"), kids=["a", "b"])
    assert case.complete("t").complete("t").marking.over


def test_after_a_timer_the_road_goes_on_in_the_same_step():
    """There nothing moves until it is refreshed and stepped again."""
    parts = (
        start(),
        catch("c", timer("PT1H")),
        service("z", "zet", mapping(outputs={"x": "=1"})),
        user("u"),
        end(),
        "start c z u end",
    )
    assert run(model(*parts)).fire("c").waiting == ["u"]


def test_a_calendar_month_and_a_literal_duration_leave_as_they_are_drawn():
    """There literals fail, and a month is 31 days."""
    parts = (
        start(),
        catch("a", timer("P1M")),
        catch("b", timer("=duration(&quot;P1M&quot;)")),
        user("u"),
        end(),
        "start a b u end",
    )
    case = run(model(*parts)).fire("a")
    assert [effect.rule for effect in case.all(fx.TimerSet)] == ["P1M", "P1M"]


def test_a_flow_without_an_id_is_refused_not_dropped():
    xml = draw(start(), user("t"), end(), "start t", '<bpmn:sequenceFlow sourceRef="t" targetRef="end"/>')
    assert "id-missing" in [f.code for f in kernel.read(xml).findings]


def test_a_shared_model_serves_many_instances_without_a_trace():
    compiled = model(start(), user("t"), end(), "start t end")
    first, other = run(compiled), run(compiled)
    first.complete("t")
    assert other.waiting == ["t"]


def test_a_payload_touches_no_variable_that_is_not_mapped():
    """There a message's payload overwrites variables."""
    receive = element("receiveTask", "r", messageRef="m_hallo")
    case = Instance(model(start(), receive, user("u"), end(), "start r u end")).start(inputs={"keep": "mine"})
    assert case.deliver("r", keep="theirs").local("keep") == "mine"
