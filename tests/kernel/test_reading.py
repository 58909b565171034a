"""Reading: what a diagram says, and how what it may not say is refused: by element, with the reason and the remedy."""

import pytest

from engine import kernel
from tests.kernel.drawing import (
    FORMAL,
    HEAD,
    boundary,
    catch,
    chains,
    draw,
    element,
    end,
    file,
    flow,
    gateway,
    lane,
    link,
    message,
    process,
    prop,
    service,
    start,
    sub,
    throw,
    timer,
    triggered,
    user,
)  # fmt: skip


def codes(*parts: str) -> set[str]:
    return {f.code for f in kernel.read(draw(*parts)).findings if f.severity is kernel.Severity.ERROR}


def test_a_finding_names_the_element_the_line_the_reason_and_the_remedy_in_two_languages():
    found = kernel.read(draw(start(), element("task", "t"), end(), "start t end")).findings[0]
    assert (found.code, found.element, found.line) == ("task-untyped", "t", 1)
    assert all((found.text_nl, found.text_en, found.remedy_nl, found.remedy_en))


def test_every_text_of_the_catalogue_is_complete():
    from engine.kernel.texts import TEXTS

    for code, (severity, *texts) in TEXTS.items():
        assert severity in ("error", "warning"), code
        assert len(texts) == 4, code
        assert all(texts), code


def test_process_properties_lanes_and_start_form():
    lanes = lane("Meldpunt", " t ", "s")
    form = start("start", '<zeebe:formDefinition formId="melding"/>')
    parts = chains(
        (
            prop(zone="MED", lifetime="own", takes="a, b", returns="c"),
            lanes,
            form,
            user("t"),
            sub("s", start("i"), user("u"), end("e"), "i u e"),
        )
    )
    inner = "".join(parts[:1])
    body = "".join(parts[1:]) + end() + "".join(chains(("start t s end",)))
    xml = file(
        f'<bpmn:process id="P" isExecutable="true"><bpmn:extensionElements>{inner}</bpmn:extensionElements>{body}</bpmn:process>'
    )
    model = kernel.read(xml).model
    assert (model.zone, model.lifetime, model.takes, model.returns, model.start_form) == (
        "MED",
        "own",
        ("a", "b"),
        ("c",),
        "melding",
    )
    assert (model.elements["t"].lane, model.elements["u"].lane, model.lanes) == ("Meldpunt", "Meldpunt", ("Meldpunt",))


def test_names_read_lists_every_expression_with_its_element():
    due = '<zeebe:taskSchedule dueDate="=deadline + duration(&quot;P1D&quot;)"/>'
    parts = (
        start(),
        gateway("exclusive", "g", default="g_t"),
        flow("g", "end", "=a.b > c"),
        user("t", due),
        end(),
        "start g t end",
    )
    read = {(e.element, e.place): e.names for e in kernel.read(draw(*parts)).model.names_read()}
    assert read == {("g_end", "condition"): {"a", "c"}, ("t", "due"): {"deadline"}}


def test_the_digest_is_of_the_file_and_models_are_frozen():
    xml = draw(start(), user("t"), end(), "start t end")
    model = kernel.read(xml).model
    assert model.sha256 == kernel.read(xml).model.sha256
    with pytest.raises(AttributeError):
        model.name = "x"  # type: ignore[misc]  # that is the point
    with pytest.raises(TypeError):
        model.elements["x"] = model.elements["t"]  # type: ignore[index]  # that is the point


def test_camunda_seven_attributes_with_an_exact_equivalent_are_read():
    task = (
        '<bpmn:userTask id="t" camunda:candidateGroups="a.b,c.d" camunda:assignee="anna" camunda:dueDate="P3D" camunda:followUpDate="P1D" '
        'camunda:formRef="triage"/>'
    )
    rule = '<bpmn:businessRuleTask id="d" camunda:decisionRef="D01" camunda:resultVariable="r"/>'
    job = '<bpmn:serviceTask id="s" camunda:type="external" camunda:topic="brief"/>'
    call = '<bpmn:callActivity id="c" calledElement="P02"/>'
    e = kernel.read(draw(start(), task, rule, job, call, end(), "start t d s c end")).model.elements
    assert (e["t"].groups, e["t"].assignee.text, e["t"].due.text, e["t"].follow_up.text, e["t"].form) == (
        ("a.b", "c.d"),
        "anna",
        "P3D",
        "P1D",
        "triage",
    )
    assert (e["d"].called_decision.text, e["d"].result_variable, e["s"].topic.text, e["c"].called_process.text) == (
        "D01",
        "r",
        "brief",
        "P02",
    )


def test_juel_is_refused_with_the_feel_to_write():
    parts = (
        start(),
        gateway("exclusive", "g", default="g_b"),
        flow("g", "a", "${amount == 'x' && !done}"),
        end("a"),
        end("b"),
        "start g b",
    )
    found = next(f for f in kernel.read(draw(*parts)).findings if f.code == "expression-juel")
    assert (found.element, found.remedy_en) == ("g_a", 'Write FEEL: =amount = "x" and not(done)')


EXTENSIONS = [
    ("<zeebe:executionListeners/>", "extension-unsupported"),
    ("<zeebe:userTaskForm/>", "extension-unsupported"),
    ('<zeebe:assignmentDefinition candidateUsers="anna"/>', "extension-unsupported"),
    ('<zeebe:formDefinition formKey="x"/>', "extension-unsupported"),
    ('<zeebe:taskSchedule dueDate="morgen"/>', "due-value"),
    ('<zeebe:taskSchedule dueDate="=1 +"/>', "expression-bad"),
    ('<zeebe:calledDecision decisionId="D01"/>', "extension-misplaced"),
    ('<zeebe:ioMapping><zeebe:output source="=1" target="a.b"/></zeebe:ioMapping>', "attribute-value"),
    ('<zeebe:ioMapping><zeebe:inout source="=1" target="a"/></zeebe:ioMapping>', "extension-unsupported"),
    ("<zeebe:nieuw/>", "extension-unsupported"),
]


@pytest.mark.parametrize(("extension", "code"), EXTENSIONS)
def test_no_extension_is_silently_ignored(extension, code):
    assert code in codes(start(), user("t", extension), end(), "start t end")


@pytest.mark.parametrize(
    "attribute",
    ["camunda:class", "camunda:delegateExpression", "camunda:candidateUsers", "camunda:asyncBefore", "zeebe:iets"],
)
def test_no_foreign_attribute_with_meaning_is_silently_ignored(attribute):
    task = f'<bpmn:userTask id="t" {attribute}="x"/>'
    assert "extension-unsupported" in codes(start(), task, end(), "start t end")


def test_an_unknown_attribute_or_element_is_refused_and_another_programs_is_mentioned():
    assert "attribute-unknown" in codes(start(), '<bpmn:userTask id="t" priority="1"/>', end(), "start t end")
    assert "element-unknown" in codes(start(), user("t", "<bpmn:frobnicate/>"), end(), "start t end")
    foreign = '<bpmn:extensionElements xmlns:o="urn:o"><o:style/></bpmn:extensionElements>'
    found = kernel.read(
        draw(
            start(),
            user("t"),
            end(),
            '<bpmn:textAnnotation id="a"/>',
            f'<bpmn:manualTask id="m">{foreign}</bpmn:manualTask>',
            "start t m end",
        )
    )
    assert [f.code for f in found.findings] == ["extension-foreign"]


OK = (start(), user("t"), end())
MAYBE = element("boundaryEvent", "b", timer("PT1H"), attachedToRef="t", cancelActivity="maybe")
RIVALS = (catch("a", timer("PT1H")), catch("b", timer("PT2H")))
REPEATS = (
    '<bpmn:multiInstanceLoopCharacteristics behavior="{}"><bpmn:loopCardinality>2</bpmn:loopCardinality>'
    "</bpmn:multiInstanceLoopCharacteristics>"
)
STRUCTURE = [
    ((*OK, "start t"), "flow-no-in"),
    ((*OK, "start t end", "end t"), "flow-from"),
    ((*OK, "start t end", "t start"), "flow-into"),
    ((*OK, "start t end", user("u"), user("v"), "u v u"), "unreachable"),
    ((*OK, "start t end", flow("t", "nobody")), "reference-missing"),
    ((start(), sub("s", start("a"), user("b"), end("c"), "a b c"), end(), "start s end", flow("b", "end")), "flow-scope"),
    ((user("t"), end(), "t end"), "start-none"),
    ((start(), user("t"), "start t"), "end-none"),
    ((*OK, start("zwei"), "start t end", "zwei t"), "start-many"),
    ((start(), sub("s"), end(), "start s end"), "subprocess-empty"),
    ((*OK, "start t end", boundary("b", "nobody", timer("P1D")), "b end"), "boundary-host"),
    ((*OK, "start t end", boundary("b", "t", timer("P1D"))), "boundary-outgoing"),
    ((*OK, "start t end", boundary("b", "t", timer("morgen")), "b end"), "timer-value"),
    ((*OK, "start t end", boundary("b", "t", timer("2027-02-30", "Date")), "b end"), "timer-value"),
    ((*OK, "start t end", boundary("b", "t", "<bpmn:timerEventDefinition/>"), "b end"), "timer-one"),
    ((*OK, "start t end", boundary("b", "t", link("x")), "b end"), "event-kind"),
    ((*OK, "start t end", boundary("b", "t", '<bpmn:messageEventDefinition messageRef="nobody"/>'), "b end"), "reference-missing"),
    ((*OK, "start t end", boundary("b", "t", '<bpmn:messageEventDefinition messageRef="s_alarm"/>'), "b end"), "reference-wrong"),
    ((start(), throw("a", link("x")), end(), "start a"), "link-pair"),
    ((start(), gateway("exclusive", "g"), end("a"), end("b"), "start g a", "g b"), "gateway-condition"),
    (
        (start(), gateway("exclusive", "g", default="x"), flow("g", "a", "=p"), flow("g", "b", "=q"), end("a"), end("b"), "start g"),
        "default-wrong",
    ),
    ((start(), gateway("parallel", "g"), end(), "start g end"), "gateway-useless"),
    ((start(), gateway("parallel", "g", gatewayDirection="Converging"), end("a"), end("b"), "start g a", "g b"), "gateway-direction"),
    ((start(), user("t", REPEATS.format("One")), end(), "start t end"), "attribute-value"),
    ((start(), user("t", REPEATS.format("None")), end(), "start t end"), "attribute-value"),
    ((start(), user("t", REPEATS.format("Odd")), end(), "start t end"), "attribute-value"),
    ((start(), user("t"), MAYBE, end(), "start t end", "b end"), "attribute-value"),
    ((start(), sub("a", user("x"), word="adHocSubProcess", ordering="Odd"), end(), "start a end"), "attribute-value"),
    ((start(), user("t"), end(), flow("start", "t", "=1 = 1"), "t end"), "condition-place"),
    ((start(), gateway("eventBased", "g"), *RIVALS, end(), "start g", flow("g", "a", "=1 = 1"), "g b end", "a end"), "condition-place"),
    ((start(), user("t"), end(), "start t end", '<bpmn:group id="kader" categoryValueRef="weg"/>'), "reference-missing"),
    ((start(), gateway("eventBased", "g"), user("t"), catch("c", timer("P1D")), end(), "start g t end", "g c end"), "event-gateway"),
    ((*OK, "start t end", triggered("es", start("a"), end("b"), "a b")), "event-subprocess-start"),
    ((*OK, "start t end", triggered("es", start("a", timer("P1D")), end("b"), "a b"), "t es"), "event-subprocess-flow"),
    ((*OK, "start t", flow("t", "end", "=x")), "condition-alone"),
    ((start(), user("t"), flow("t", "t"), end(), "start t"), "loop-no-exit"),
    ((start(), service("t", ""), end(), "start t end"), "topic-missing"),
    ((start(), element("callActivity", "t"), end(), "start t end"), "call-missing"),
    ((start(), element("callActivity", "t", calledElement="P"), end(), "start t end"), "call-self"),
    ((start(), element("businessRuleTask", "t"), end(), "start t end"), "decision-missing"),
    ((start(), element("receiveTask", "t"), end(), "start t end"), "message-missing"),
    ((start(), user("t", startQuantity="2"), end(), "start t end"), "quantity"),
    ((start(), user("t", "<bpmn:standardLoopCharacteristics/>"), end(), "start t end"), "loop-missing"),
    ((start(), user("t", "<bpmn:potentialOwner/>"), end(), "start t end"), "element-unsupported"),
    ((*OK, "start t end", lane("x", "wie")), "lane-member"),
    ((start(), user("Start"), end(), "start Start end"), "id-reserved"),
    ((start(), user("t"), user("t"), end(), "start t end"), "id-duplicate"),
    ((start(), user("1 x"), end(), "start end"), "id-malformed"),
    ((start(), user("t"), end("k", "<bpmn:cancelEventDefinition/>"), "start t k"), "cancel-outside"),
    ((start(), user("t"), user("u", isForCompensation="true"), end(), "start t end"), "compensation-handler"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "code"), STRUCTURE, ids=[f"{i}-{code}" for i, (_, code) in enumerate(STRUCTURE)])
def test_a_wrong_structure_is_refused_for_its_own_reason(parts, code):
    assert code in codes(*parts)


def test_a_condition_without_feel_or_without_a_declared_type_is_refused():
    parts = (start(), gateway("exclusive", "g", default="g_b"), end("a"), end("b"), "start g b")
    bare = '<bpmn:sequenceFlow id="x" sourceRef="g" targetRef="a"><bpmn:conditionExpression>{}</bpmn:conditionExpression></bpmn:sequenceFlow>'
    assert "expression-informal" in codes(*parts, bare.format("als het regent"))
    assert "expression-empty" in codes(*parts, bare.format(""))
    assert "expression-static" in codes(*parts, flow("g", "a", "yes"))
    assert codes(*parts, bare.format("=rain")) == set()


def test_comments_prefixes_and_white_space_do_not_change_the_reading():
    xml = draw(start(), user("t"), end(), "start t end").decode()
    other = (
        xml.replace("bpmn:", "b2:").replace("xmlns:bpmn", "xmlns:b2").replace("<b2:userTask", "<!-- t --><b2:userTask")
    )
    other = other.replace('targetRef="end"', 'targetRef=" end "')
    ours, theirs = kernel.read(xml.encode()).model, kernel.read(other.encode()).model
    assert {e.id: (e.kind, e.incoming, e.outgoing) for e in ours.elements.values()} == {
        e.id: (e.kind, e.incoming, e.outgoing) for e in theirs.elements.values()
    }


def test_a_file_may_hold_several_processes_and_pools_that_are_only_drawn():
    one = process(start("s1"), user("t1"), end("e1"), "s1 t1 e1", ident="P1")
    two = process(start("s2"), user("t2"), end("e2"), "s2 t2 e2", ident="P2")
    pools = '<bpmn:participant id="p1" processRef="P1"/><bpmn:participant id="p0" name="Ambassade"/>'
    pool = f'<bpmn:collaboration id="c">{pools}</bpmn:collaboration>'
    assert [m.process_id for m in kernel.read(file(one, two, extra=pool)).models] == ["P1", "P2"]


def test_shared_event_definitions_are_followed():
    """SpiffWorkflow 3.2.0 accepts and ignores them."""
    shared = f'<bpmn:timerEventDefinition id="td"><bpmn:timeDuration {FORMAL}>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>'
    caught = catch("c", "<bpmn:eventDefinitionRef>td</bpmn:eventDefinitionRef>")
    model = kernel.read(file(process(start(), caught, end(), "start c end"), extra=shared)).model
    assert model.elements["c"].event.timer.rule.text == "P1D"


def test_a_process_that_is_not_executable_or_missing_is_said_so():
    assert [f.code for f in kernel.read(f"{HEAD}</bpmn:definitions>".encode()).findings] == ["process-none"]
    reading = kernel.read(f'{HEAD}<bpmn:process id="P"/></bpmn:definitions>'.encode())
    assert {f.code for f in reading.findings} == {"process-none", "process-not-executable"}
    with pytest.raises(kernel.Refused):
        _ = reading.model


def test_a_message_event_catches_by_the_name_of_its_message():
    model = kernel.read(draw(start(), catch("c", message("hallo")), end(), "start c end")).model
    assert (model.elements["c"].event.name, model.elements["c"].event.key.text) == ("hallo", "=case.id")
