"""No road reaches a departure past a red gate, in either phase, and nothing but the gate opens it (I4)."""

from collections.abc import Iterator, Mapping

from engine.kernel.expression import Formula
from engine.kernel.model import Element, Model
from engine.lint.bundle import Bundle
from engine.lint.proof.findings import Found
from engine.lint.proof.roads import Place, Roads
from engine.lint.proof.world import Assumed, World, plain_value, set_by_diagrams

GATE = "D09"
JOURNEY = "P13"
DEPARTED = "departed"
PHASES = ("prepare", "board")
Rows = tuple[Mapping[str, str], ...]
Gates = list[tuple[Model, Element]]


def departures_pass_the_gate(bundle: Bundle, roads: Roads, worlds: list[World]) -> Iterator[Found]:
    """For each phase: in the world where the gate is red, whatever the reason, no departure is reached.

    1. Every answer of D09 in which one check says stop, or a check is missing, goes through the expressions of the diagrams.
    2. With what these make of it, every road is walked; a departure that is reached is a finding, with the road to it.
    """
    gates = [(m, e) for m in bundle.processes.values() for e in m.elements.values() if _asks_gate(e)]
    goals = _departures(bundle)
    if not goals:
        return
    known = set_by_diagrams(bundle)
    for phase in PHASES:
        yield from _forgetful(bundle, gates, phase)
        world = World(bundle, roads, known, Assumed(tables=_answers(bundle, gates, phase)))
        worlds.append(world)
        beyond = [
            goal for goal in [*goals, *(_journeys(bundle) if phase == "prepare" else ())] if goal in world.reached
        ]
        for goal in beyond:
            yield Found("gate.passed", goal.process, goal.element, (phase, world.tell(goal)))


def _asks_gate(element: Element) -> bool:
    return element.called_decision is not None and element.called_decision.text == GATE


def _departures(bundle: Bundle) -> list[Place]:
    """Where somebody has left: the messages that say so, and the ends of that outcome."""
    found = []
    for model in bundle.processes.values():
        for element in model.elements.values():
            name = element.event.name if element.event and element.event.kind == "message" else None
            declared = bundle.vocabulary.messages.get(name or "")
            told = declared is not None and declared.departs and not element.sends
            outcome = element.outcome is not None and element.outcome.text.strip('="') == DEPARTED
            if told or outcome:
                found.append(Place(model.process_id, element.id, True))
    return found


def _journeys(bundle: Bundle) -> list[Place]:
    """Where the journey itself begins: the calls of P13, and any other way into it."""
    model = bundle.processes.get(JOURNEY)
    return [Place(JOURNEY, start.id, True) for start in model.starts] if model else []


def _answers(bundle: Bundle, gates: Gates, red: str) -> dict[tuple[str, str], dict[str, frozenset[object]]]:
    """What each task that asks D09 can set, when the phase `red` says stop and the other phase says anything."""
    found = {}
    for model, gate in gates:
        phase = _phase(gate)
        shut = [rows for at in PHASES if at in (phase, red) for rows in _red(bundle, at)]
        rows = shut if phase in (None, red) else [*shut, _green(bundle, phase)]
        found[model.process_id, gate.id] = _set_by(gate, rows)
    return found


def _phase(gate: Element) -> str | None:
    """The phase that a task hands to the table, None when the diagram does not say."""
    given = [mapped.source for mapped in gate.inputs if mapped.target == "phase"]
    value = plain_value(given[0], {}) if given and not given[0].names else None
    return str(next(iter(value))) if value else None


def _set_by(gate: Element, answers: list[Rows]) -> dict[str, frozenset[object]]:
    """The values of each fact that the task sets from the table's rows; a fact that needs more than the rows can be open."""
    name = gate.result_variable or ""
    return {
        mapped.target: frozenset().union(*(_made(mapped.source, name, rows) for rows in answers))
        for mapped in gate.outputs
    }


def _made(source: Formula, name: str, rows: Rows) -> frozenset[object]:
    value = plain_value(source, {name: list(rows)}) if source.names <= {name} else None
    return frozenset({True, False, None}) if value is None else value


def _green(bundle: Bundle, phase: str) -> Rows:
    return tuple({**row, "result": "ok"} for row in _checks(bundle, phase))


def _red(bundle: Bundle, phase: str) -> list[Rows]:
    """The answers with one check red, with all red, with one check missing, and with none at all."""
    green = _green(bundle, phase)
    one = [(*green[:at], {**row, "result": "stop"}, *green[at + 1 :]) for at, row in enumerate(green)]
    missing = [(*green[:at], *green[at + 1 :]) for at in range(len(green))]
    return [*one, *missing, tuple({**row, "result": "stop"} for row in green), ()]


def _checks(bundle: Bundle, phase: str) -> list[Mapping[str, str]]:
    """The rows of D09 in a phase about a case of which nothing is known."""
    table = bundle.tables.get(GATE)
    rows = table.decide(GATE, {"phase": phase}).value if table is not None else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _forgetful(bundle: Bundle, gates: Gates, phase: str) -> Iterator[Found]:
    """What nobody looked at is red: a check that says ok about nothing is a hole in the gate, and so is a phase without checks."""
    checks = _checks(bundle, phase)
    holes = [str(row.get("check")) for row in checks if row.get("result") != "stop"] or ([] if checks else ["-"])
    model, gate = gates[0] if gates else (None, None)
    if GATE in bundle.tables and model is not None and gate is not None:
        for hole in holes:
            yield Found("gate.forgetful", model.process_id, gate.id, (phase, hole))
