"""What a set of definitions must keep before it may work. One rule is one function: it says what is wrong, where, and what to do."""

import re
from collections.abc import Callable, Iterator

from engine.kernel.model import Element, Model
from engine.lint import spoken
from engine.lint.bundle import Bundle
from engine.lint.texts import TEXTS
from engine.model import Priority
from engine.views import Finding

BUILTIN = frozenset({"case", "now", "today", "bericht", "outcome", "loopCounter", "item", "Peildatum"})
GATE = "D09"
DEPARTED = "departed"
JOURNEY = "P13"
LADDER = ("P17", "P17t")  # from rung to rung, and who decides on one
TERM = re.compile(r"""\bterm\(\s*"([^"]*)"\s*\)""")
WAITING = ("receiveTask", "intermediateCatchEvent")
PRIORITY_TABLE = "D03"
NEVER_IN_PRIORITY = (  # parts of names in small letters: the plural of a word is found as well
    *("national", "origin", "herkomst", "relig", "belief", "ethnic", "language"),
    *("criminal", "sentence", "convict", "entryban", "youthjustice"),
)


Rule = Callable[[Bundle, Model], Iterator[Finding]]


def lint(bundle: Bundle) -> list[Finding]:
    """Everything that is wrong with the processes of a bundle, in the order of the rules."""
    chosen = [model for key, model in bundle.processes.items() if not bundle.changed or key in bundle.changed]
    return [finding for model in chosen for rule in RULES for finding in rule(bundle, model)]


def user_task_is_somebodys(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """I1: every user task has a lane and role that exist, a form, a term and a deputy."""
    for task in _of(model, "userTask"):
        group = next(iter(task.groups), "")
        role = bundle.vocabulary.role(group)
        lane, _, key = group.partition(".")
        if task.group_rule is None and role is None and bundle.vocabulary.lane_named(lane or task.lane) is None:
            yield _finding(bundle, model, task, "role.unknown", group or task.lane or "-")
        elif task.group_rule is None and key and role is None:
            yield _finding(bundle, model, task, "role.unknown", group)
        represented = lane in bundle.vocabulary.lanes and bundle.vocabulary.lanes[lane].kind == "person"
        if role is not None and not (role.deputy or represented or task.properties.get("deputy")):
            yield _finding(bundle, model, task, "deputy.missing", group)
        if not task.form:
            yield _finding(bundle, model, task, "form.missing", "")
        elif task.form not in bundle.form_parts:
            yield _finding(bundle, model, task, "form.unknown", task.form)
        elif (part := task.properties.get("part")) and part not in bundle.form_parts[task.form]:
            yield _finding(bundle, model, task, "part.unknown", part)
        if task.due is None:
            yield _finding(bundle, model, task, "term.missing", "")


def waits_have_an_end(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """I2: whatever waits for somebody outside has a term or a timer beside it."""
    for element in model.elements.values():
        kind = element.event_kind
        waits = element.kind == "receiveTask" or (
            element.kind == "intermediateCatchEvent" and kind in ("message", "signal", "conditional")
        )
        if not waits or element.properties.get("term") or _timed(model, element):
            continue
        yield _finding(bundle, model, element, "wait.endless", element.name or element.id)


def _timed(model: Model, element: Element) -> bool:
    """A timer on the wait itself or on a subprocess around it, or a rival timer behind the same event gateway."""
    at: str | None = element.id
    while at is not None and at in model.elements:
        if any(model.elements[b].event_kind == "timer" for b in model.elements[at].boundary):
            return True
        at = model.elements[at].scope
    before = [model.elements[model.flows[flow].source] for flow in element.incoming]
    rivals = [flow.target for gate in before if gate.kind == "eventBasedGateway" for flow in model.out(gate)]
    return any(
        model.elements[rival].event_kind == "timer" or model.elements[rival].properties.get("term") for rival in rivals
    )


def terms_exist(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """Every step key names a row of D04, in the property `term` and in every expression that asks `term("…")`."""
    if not bundle.steps:
        return
    for element in model.elements.values():
        step = element.properties.get("term")
        if step and step not in bundle.steps:
            yield _finding(bundle, model, element, "term.unknown", step)
    for expressed in model.names_read():
        for key in sorted(set(TERM.findall(expressed.text)) - bundle.steps):
            line = model.elements[expressed.element].line if expressed.element in model.elements else None
            yield _at(bundle, model, expressed.element, line, "term.unknown", key)


def names_are_declared(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """Expressions read facts and declared locals, nothing else."""
    known = set(bundle.vocabulary.facts) | BUILTIN | locals_of(model)
    for expressed in model.names_read():
        for name in sorted(expressed.names - known):
            line = model.elements[expressed.element].line if expressed.element in model.elements else None
            yield _at(bundle, model, expressed.element, line, "fact.unknown", name)


def locals_of(model: Model) -> set[str]:
    """The names that a diagram itself brings into being."""
    names = set(model.takes)
    for element in model.elements.values():
        names |= {mapped.target for mapped in (*element.inputs, *element.outputs)}
        if element.result_variable:
            names.add(element.result_variable)
        if element.repetition:
            names |= {name for name in (element.repetition.item, element.repetition.results) if name}
    return names


def calls_resolve(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """Every called process and table exists."""
    for element in model.elements.values():
        called = element.called_process
        if called is not None and called.literal and called.text not in bundle.processes:
            yield _finding(bundle, model, element, "process.unknown", called.text)
        table = element.called_decision
        if table is not None and table.literal and table.text not in bundle.decisions:
            yield _finding(bundle, model, element, "decision.unknown", table.text)


def calls_end(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """No process waits for itself through the calls of others."""
    for element in _of(model, "callActivity"):
        called = element.called_process
        if called is not None and called.literal and model.process_id in _called_from(bundle, called.text):
            yield _finding(bundle, model, element, "calls.circle", called.text)


def _called_from(bundle: Bundle, key: str) -> set[str]:
    """Every process that runs because this one is called, directly or further on."""
    found: set[str] = set()
    todo = [key]
    while todo:
        model = bundle.processes.get(todo.pop())
        elements = model.elements.values() if model else ()
        names = {e.called_process.text for e in elements if e.called_process is not None and e.called_process.literal}
        todo += sorted(names - found)
        found |= names
    return found


def messages_are_declared(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """Every message is in messages.yaml, and none goes to whoever enforces (I3)."""
    for element in model.elements.values():
        if element.event is None or element.event.kind != "message" or not element.event.name:
            continue
        declared = bundle.vocabulary.messages.get(element.event.name)
        if declared is None:
            yield _finding(bundle, model, element, "message.unknown", element.event.name)
            continue
        for receiver in declared.receivers:
            lane, _, role = receiver.partition(".")
            if bundle.vocabulary.enforces(lane, role):
                yield _finding(bundle, model, element, "message.enforcement", receiver)


def nobody_enforces(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """I3: no task for a lane or role that enforces."""
    for element in model.elements.values():
        for group in element.groups:
            lane, _, role = group.partition(".")
            if bundle.vocabulary.enforces(lane, role):
                yield _finding(bundle, model, element, "lane.enforcement", group)


def topics_are_known(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """A service task asks for something that exists."""
    for element in model.elements.values():
        topic = element.topic
        if topic is not None and topic.literal and topic.text not in bundle.topics:
            yield _finding(bundle, model, element, "topic.unknown", topic.text)


def departure_passes_the_gate(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """I4: no road leads to who says that somebody has left, to an end `departed`, or to the call of P13, except through the safety gate."""
    for goal in _departures(bundle, model):
        if _reachable_without_gate(bundle, model, goal):
            yield _finding(bundle, model, goal, "gate.bypassed", goal.name or goal.id)


def _departures(bundle: Bundle, model: Model) -> Iterator[Element]:
    for element in model.elements.values():
        told = bundle.vocabulary.messages.get(element.event.name or "") if element.event else None
        waits = told is not None and told.departs and element.kind in WAITING
        called = element.called_process is not None and element.called_process.text == JOURNEY
        ends = element.kind == "endEvent" and element.properties.get("outcome") == DEPARTED
        if waits or called or (ends and model.process_id == JOURNEY):
            yield element


def _reachable_without_gate(bundle: Bundle, model: Model, goal: Element) -> bool:
    """Whether a road leads from a start to the goal that takes no table D09, and no subprocess or called process that asks it."""
    gated = _asks_gate(bundle, model, goal.scope, {model.process_id})
    inside = [e for e in model.elements.values() if not gated or e.scope == goal.scope]
    blocked = {e.id for e in inside if _passes_gate(bundle, model, e, {model.process_id})}
    ahead = [e.id for e in inside if e.kind == "startEvent" and e.scope == goal.scope]
    seen: set[str] = set()
    while ahead:
        at = ahead.pop()
        if at in seen:
            continue
        seen.add(at)
        element = model.elements[at]
        ahead += element.boundary
        ahead += [flow.target for flow in model.out(element) if at not in blocked]
    return goal.id in seen


def _passes_gate(bundle: Bundle, model: Model, element: Element, calling: set[str]) -> bool:
    """Whether a token that leaves this element has been asked D09: here, inside it, or in the process that it calls."""
    if element.called_decision is not None and element.called_decision.text == GATE:
        return True
    key = element.called_process.text if element.called_process else None
    called = bundle.processes.get(key) if key is not None and key not in calling else None
    if called is not None and called.process_id != JOURNEY:
        return _asks_gate(bundle, called, called.process_id, {*calling, called.process_id})
    return _asks_gate(bundle, model, element.id, calling)


def _asks_gate(bundle: Bundle, model: Model, scope: str, calling: set[str]) -> bool:
    return any(
        element.scope == scope and _passes_gate(bundle, model, element, calling) for element in model.elements.values()
    )


def care_has_its_own_life(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """I5: nothing calls a process of care; it is started by message and lives on, so that stopping never ends it."""
    for element in _of(model, "callActivity"):
        called = bundle.processes.get(element.called_process.text) if element.called_process else None
        if called is not None and called.lifetime == "own":
            yield _finding(bundle, model, element, "care.called", called.process_id)


def the_ladder_ends_with_people(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """I6: in the ladder every rung is a task with the escalation form, and only there tasks escape the ladder."""
    for task in _of(model, "userTask"):
        escapes = task.properties.get("ladder") == "none"
        if model.process_id in LADDER and (task.form != "escalation" or not escapes):
            yield _finding(bundle, model, task, "ladder.rung", task.name)
        if model.process_id not in LADDER and escapes:
            yield _finding(bundle, model, task, "ladder.escaped", task.name)


def priority_is_known(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """A task of its own priority says P0, P1, P2 or P3."""
    for element in model.elements.values():
        own = element.properties.get("priority")
        if own is not None and (own not in set(Priority) or element.kind != "userTask"):
            yield _finding(bundle, model, element, "priority.unknown", own)


def priority_is_blind(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """Nationality, origin, religion and criminal record never feed priority."""
    for table, names in bundle.decisions.items():
        wrong = [name for name in names if any(part in name.lower() for part in NEVER_IN_PRIORITY)]
        used = any(_uses(element, table) for element in model.elements.values())
        if table == PRIORITY_TABLE and wrong and used:
            yield _at(bundle, model, None, None, "priority.blind", ", ".join(wrong))


def _uses(element: Element, table: str) -> bool:
    return element.called_decision is not None and element.called_decision.text == table


def only_declared_senders_reach_all(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """A signal over all cases is thrown only by a process that messages.yaml names as its sender: one diagram by mistake
    would reach everybody."""
    for element in model.elements.values():
        if element.kind not in ("intermediateThrowEvent", "endEvent") or element.event_kind != "signal":
            continue
        declared = bundle.vocabulary.messages.get((element.event.name if element.event else None) or "")
        if declared is not None and declared.everywhere and model.process_id not in declared.senders:
            yield _finding(bundle, model, element, "signal.sender", declared.name)


RULES: tuple[Rule, ...] = (
    user_task_is_somebodys,
    waits_have_an_end,
    terms_exist,
    names_are_declared,
    calls_resolve,
    calls_end,
    messages_are_declared,
    nobody_enforces,
    topics_are_known,
    departure_passes_the_gate,
    care_has_its_own_life,
    the_ladder_ends_with_people,
    priority_is_known,
    priority_is_blind,
    only_declared_senders_reach_all,
    *spoken.RULES,
)


def _of(model: Model, kind: str) -> list[Element]:
    return [element for element in model.elements.values() if element.kind == kind]


def _finding(bundle: Bundle, model: Model, element: Element, code: str, word: str) -> Finding:
    return _at(bundle, model, element.id, element.line, code, word)


def _at(bundle: Bundle, model: Model, element: str | None, line: int | None, code: str, word: str) -> Finding:
    texts = [text.replace("{0}", word) for text in TEXTS[code]]
    file = bundle.files.get(model.process_id, model.process_id)
    return Finding(code, "error", file, element, line, texts[0], texts[1], texts[2], texts[3])
