"""Tasks: who does what, and what becomes of what they say."""

from decimal import Decimal

import pytest

from engine import kernel
from engine.kernel import commands as cmd
from engine.kernel import effects as fx
from tests.kernel.drawing import draw, element, end, mapping, message, model, service, start, throw, user
from tests.kernel.instance import Instance, run

TASK = '<zeebe:formDefinition formId="triage"/>'
TERM = '<zeebe:taskSchedule dueDate="=term(&quot;triage&quot;)"/>'
ROLE = '<zeebe:assignmentDefinition candidateGroups="meldpunt.triagist, meldpunt.teamleider"/>'


def test_a_user_task_opens_with_its_form_term_and_groups():
    case = run(model(start(), user("t", TASK, TERM, ROLE), end(), "start t end"))
    task = case.all(fx.TaskOpened)[0]
    assert (task.due_rule, task.groups) == ("term:triage", ("meldpunt.triagist", "meldpunt.teamleider"))
    assert case.model.elements["t"].form == "triage"


def test_completing_the_last_task_ends_the_instance_with_the_name_of_its_end_event():
    case = run(model(start(), user("t"), end("end", name="Klaar"), "start t end")).complete("t")
    assert case.outcome == "Klaar"
    assert case.marking.over


def test_an_output_to_a_declared_fact_sets_the_fact_and_any_other_name_a_local():
    out = mapping(outputs={"decision": "=besluit", "note": "=1 + 1"})
    case = Instance(model(start(), user("t", out), user("u"), end(), "start t u end"), declared=("decision",)).start()
    case.complete("t", besluit="ja")
    assert case.all(fx.FactSet) == [fx.FactSet("t", "decision", "ja")]
    assert case.local("note") == Decimal(2)


def test_a_fact_set_in_this_step_is_visible_to_what_follows():
    first = service("a", "zet", mapping(outputs={"x": "=1"}))
    second = service("b", "zet", mapping(outputs={"y": "=x + 1"}))
    case = Instance(model(start(), first, second, end(), "start a b end"), declared=("x", "y"), x=None).start()
    assert [effect.value for effect in case.all(fx.FactSet)] == [Decimal(1), Decimal(2)]


def test_a_service_task_waits_for_its_connector_and_hands_over_inputs_and_headers():
    headers = '<zeebe:taskHeaders><zeebe:header key="template" value="welkom"/></zeebe:taskHeaders>'
    case = run(
        model(start(), service("s", "brief", headers, mapping(inputs={"to": "=name"})), end(), "start s end"),
        name="Anna",
    )
    job = case.all(fx.JobOpened)[0]
    assert (job.topic, dict(job.inputs), dict(job.headers)) == ("brief", {"to": "Anna"}, {"template": "welkom"})
    assert case.complete("s").outcome == "end"


def test_a_send_task_throws_its_message_with_its_inputs_and_does_not_wait():
    send = element("sendTask", "s", mapping(inputs={"why": "=1"}), messageRef="m_hallo")
    case = run(model(start(), send, end(), "start s end"))
    thrown = case.all(fx.Thrown)[0]
    assert (thrown.kind, thrown.name, dict(thrown.payload), thrown.key) == (
        "message",
        "hallo",
        {"why": Decimal(1)},
        "C1",
    )
    assert case.outcome == "end"


def test_a_throw_event_and_a_message_end_throw_too():
    bericht = '<zeebe:taskDefinition type="bericht"/>'
    case = run(
        model(start(), throw("a", message("hallo"), bericht), end("end", message("klaar"), bericht), "start a end")
    )
    assert [effect.name for effect in case.all(fx.Thrown)] == ["hallo", "klaar"]


def test_a_receive_task_waits_and_maps_the_payload():
    receive = element("receiveTask", "r", mapping(outputs={"answer": "=bericht.text"}), messageRef="m_hallo")
    case = run(model(start(), receive, user("u"), end(), "start r u end"))
    assert case.all(fx.Subscribed) == [fx.Subscribed(case.number("r"), "r", "message", "hallo", "C1")]
    assert case.deliver("r", text="goed").local("answer") == "goed"


def test_a_business_rule_task_decides_on_facts_and_maps_fields_on():
    rule = element(
        "businessRuleTask",
        "d",
        '<zeebe:calledDecision decisionId="D01" resultVariable="besluit"/>',
        mapping(outputs={"action": "=besluit.action"}),
    )
    case = Instance(
        model(start(), rule, user("u"), end(), "start d u end"),
        decide=lambda name, seen: {"action": seen["crisis"]},
        crisis="nu",
    ).start()
    assert case.all(fx.Decided) == [fx.Decided("d", "D01", {"action": "nu"})]
    assert case.local("action") == "nu"


def test_a_failing_decision_is_an_incident_and_retry_asks_again():
    rule = element("businessRuleTask", "d", '<zeebe:calledDecision decisionId="D01" resultVariable="r"/>')
    case = Instance(model(start(), rule, end(), "start d end"), decide=lambda name, seen: 1 // 0).start()
    assert case.all(fx.IncidentRaised)[0].code == "expression"
    case.decide = lambda name, seen: "ok"
    assert case.retry("d").outcome == "end"


def test_a_feel_script_computes_and_another_language_is_refused():
    script = element("scriptTask", "s", '<zeebe:script expression="=2 * 3" resultVariable="six"/>')
    assert run(model(start(), script, user("u"), end(), "start s u end")).local("six") == Decimal(6)
    python = element("scriptTask", "s", "<bpmn:script>import os</bpmn:script>", scriptFormat="python")
    assert "script-language" in [f.code for f in kernel.read(draw(start(), python, end(), "start s end")).findings]


def test_a_manual_task_waits_for_a_person_too():
    case = run(model(start(), element("manualTask", "m"), end(), "start m end"))
    assert case.waiting == ["m"]


def test_a_due_date_that_gives_no_rule_is_an_incident_not_a_task_without_term():
    case = run(model(start(), user("t", '<zeebe:taskSchedule dueDate="=nothing"/>'), end(), "start t end"))
    assert (case.all(fx.TaskOpened), case.all(fx.IncidentRaised)[0].code) == ([], "no-rule")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('=date and time("2027-07-01T09:00:00@Europe/Amsterdam")', "2027-07-01T09:00:00@Europe/Amsterdam"),
        ('=date and time(date("2027-03-01"), time("08:00:00@Europe/London"))', "2027-03-01T08:00:00@Europe/London"),
        ("P14D", "P14D"),
        ('=duration("PT4H")', "PT4H"),
        ('=date("2027-03-01")', "2027-03-01"),
        ('="3 wd"', "3 wd"),
    ],
)
def test_due_dates_become_rule_texts(text, rule):
    case = run(model(start(), user("t", f"<zeebe:taskSchedule dueDate='{text}'/>"), end(), "start t end"))
    assert case.all(fx.TaskOpened)[0].due_rule == rule


def test_completing_a_task_twice_finds_nobody_waiting():
    case = run(model(start(), user("t"), user("u"), end(), "start t u end"))
    number = case.number("t")
    case.complete("t")
    with pytest.raises(kernel.NotWaiting):
        case.apply(cmd.Complete(number))


def test_a_message_cannot_answer_a_task():
    case = run(model(start(), user("t"), end(), "start t end"))
    with pytest.raises(kernel.NotWaiting):
        case.deliver("t")


def test_a_job_that_fails_for_good_is_an_incident_whose_retry_opens_a_new_job():
    case = run(model(start(), service("s", "brief"), end(), "start s end")).fail("s", "kapot")
    assert case.all(fx.IncidentRaised)[0].code == "kapot"
    assert case.retry("s").complete("s").outcome == "end"


def test_a_local_of_any_feel_kind_is_the_same_after_a_restart():
    text = '={a: date("2027-03-01"), b: duration("P1M"), c: [1.50, -0.0, "x", null, true], '
    text += 'd: {e: time("10:00:00")}, f: [1..5], g: 12345678901234567890}'
    case = run(
        model(
            start(),
            element("scriptTask", "s", f"<zeebe:script expression='{text}' resultVariable='v'/>"),
            user("u"),
            end(),
            "start s u end",
        )
    )
    again = kernel.load(kernel.dump(case.marking))
    assert again == case.marking


def test_a_failing_output_keeps_what_the_person_said_until_somebody_retries():
    out = mapping(outputs={"first": "=said", "wrong": "=if odd then (function(x) x) else said"})
    case = Instance(
        model(start(), user("t", out), user("u"), end(), "start t u end"), declared=("first",), odd=True
    ).start()
    case.complete("t", said="ja")
    assert (case.waiting, case.all(fx.FactSet)) == (["t"], [])
    case.facts["odd"] = False
    assert case.retry("t").local("wrong") == "ja"
    assert case.waiting == ["u"]
