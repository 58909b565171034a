"""Where a token can go when a fact has only the values that the diagrams give it.

A world is a set of assumptions: this table answers red, this fact is never true. In it every road is walked, and for each
fact that nothing but diagrams sets, the values are gathered that reached elements give it. A condition over such facts is
computed by FEEL; a condition over anything else may be true and may be false. Values and roads grow until nothing is added,
so that whatever is not reached here is reached in no case in which the assumptions hold.

A value that an element sets is the fact's value until the token waits; while it waits others may set it too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from engine.kernel.expression import Formula
from engine.kernel.model import Element, Flow, Mapped, Model
from engine.lint.bundle import Bundle
from engine.lint.proof.roads import INSIDE, Place, Roads

Values = frozenset[object] | None  # None: it can be anything
Held = tuple[tuple[str, object], ...]  # what was set since the token last waited
Step = tuple[Place, Held]
PLAIN = (str, bool, type(None))
SURE: frozenset[object] = frozenset({True})
MOST_VALUES = 12  # a fact with more of them counts: it can be anything
MOST_WORLDS = 300  # combinations of values at one gateway
AUTOMATIC = ("zet",)
UNSET: frozenset[object] = frozenset({None})


@dataclass(frozen=True, slots=True)
class Assumed:
    """What holds in a world: facts that have these values whoever sets them, what a table task sets, and what is never done."""

    facts: Mapping[str, frozenset[object]] = field(default_factory=dict)
    tables: Mapping[tuple[str, str], Mapping[str, frozenset[object]]] = field(default_factory=dict)
    never: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """What one element does: the facts it sets, and the flows it chooses among."""

    process: str
    element: Element
    flows: tuple[Flow, ...]
    reads: frozenset[str]
    conditional: bool
    outputs: tuple[Mapped, ...]
    waits_for: frozenset[str]  # what a new value of changes what this element does
    decided: Mapping[str, frozenset[object]]
    at_once: bool
    ends: bool


class World:
    """The places that can be reached under some assumptions."""

    def __init__(
        self,
        bundle: Bundle,
        roads: Roads,
        known: frozenset[str],
        assumed: Assumed,
        begins: Iterable[Place] | None = None,
    ) -> None:
        self.bundle, self.roads, self.known, self.assumed = bundle, roads, known, assumed
        self.values: dict[str, Values] = {**dict.fromkeys(known, UNSET), **assumed.facts}
        self.ends: dict[str, frozenset[object]] = {}
        self.came: dict[Step, Step | None] = {}
        self.edges: dict[Place, set[Place]] = {}
        self._plans: dict[Place, Plan | None] = {}
        self._computed: dict[tuple[object, ...], Values] = {}
        self._readers: dict[str, set[Step]] = {}  # what must be walked anew when a fact gets another value
        self._todo: list[Step] = []
        self._walk(roads.begins() if begins is None else begins)

    @property
    def transitions(self) -> int:
        """How many steps from place to place there are."""
        return sum(len(found) for found in self.edges.values())

    @property
    def reached(self) -> frozenset[Place]:
        """Every place that a token can be at."""
        return frozenset(place for place, _ in self.came)

    def ahead(self, place: Place) -> list[Place]:
        """Where a token can go next in this world."""
        return sorted(self.edges.get(place, ()))

    def before(self, goal: Place) -> Place:
        """The place from which a goal was first reached; itself when it is where something begins."""
        step = next(step for step in self.came if step[0] == goal)
        return (self.came[step] or step)[0]

    def tell(self, goal: Place) -> str:
        """A road to a place in the words of the diagrams."""
        road: list[Place] = []
        step: Step | None = next(step for step in self.came if step[0] == goal)
        while step is not None:
            road.append(step[0])
            step = self.came[step]
        return self.roads.say(road)

    def _walk(self, begins: Iterable[Place]) -> None:
        self._todo = [(place, ()) for place in begins]
        self.came = dict.fromkeys(self._todo)
        while self._todo:
            step = self._todo.pop()
            edges = self.edges.setdefault(step[0], set())
            for following in self._next(step):
                edges.add(following[0])
                if following not in self.came:
                    self.came[following] = step
                    self._todo.append(following)

    def _grown(self, name: str) -> None:
        """A fact has one more value: whatever reads it is walked anew."""
        self._todo += self._readers.get(name, ())

    def _next(self, step: Step) -> Iterator[Step]:
        place, held = step
        if place in self.assumed.never:
            return
        following = self.roads.ahead(place)
        plan = self._plan(place) if place.done else None
        if plan is None:
            for onward in following:
                yield onward, held
            return
        for name in plan.waits_for:
            self._readers.setdefault(name, set()).add(step)
        kept = held if plan.at_once else ()
        afters = [kept] if not plan.outputs and not plan.decided else self._set(plan, dict(kept))
        for after in afters:
            chosen = self._chosen(plan, dict(after)) if plan.conditional else None
            if plan.ends:
                self._note_end(plan, dict(after))
            for onward in following:
                closed = chosen is not None and not onward.done and onward.process == place.process
                if not closed or onward.element in (chosen or ()):
                    yield onward, after

    def _plan(self, place: Place) -> Plan | None:
        """What an element does to facts and tokens, looked up once; None for a whole process."""
        if place not in self._plans:
            element = self.roads.element(place)
            self._plans[place] = self._planned(self.roads.models[place.process], element) if element else None
        return self._plans[place]

    def _planned(self, model: Model, element: Element) -> Plan:
        decided = self.assumed.tables.get((model.process_id, element.id), {})
        flows = model.out(element)
        names = frozenset(name for flow in flows if flow.condition for name in flow.condition.names)
        outputs = tuple(m for m in element.outputs if m.target in self.known and m.target not in decided)
        called = {_ending(element.called_process.text)} if element.called_process else set()
        return Plan(
            process=model.process_id,
            element=element,
            flows=flows,
            reads=names,
            conditional=bool(names & (self.known | set(self.assumed.facts))),
            outputs=outputs,
            waits_for=names | {name for m in outputs for name in m.source.names} | called,
            decided=decided,
            at_once=_at_once(element),
            ends=element.kind == "endEvent",
        )

    # --- what an element sets -----------------------------------------------------------------------------------

    def _set(self, plan: Plan, held: Mapping[str, object]) -> Iterator[Held]:
        """What is held after an element, once for each combination of values that it can set."""
        new: dict[str, Values] = dict(plan.decided)
        for mapped in plan.outputs:
            new[mapped.target] = self._output(plan.element, mapped, held)
        for name, values in new.items():
            self._add(name, values)
        certain = {name: values for name, values in new.items() if values is not None}
        rest = {name: value for name, value in held.items() if name not in new}
        for combination in product(*certain.values()):
            yield tuple(sorted((rest | dict(zip(certain, combination, strict=True))).items()))

    def _output(self, element: Element, mapped: Mapped, held: Mapping[str, object]) -> Values:
        called = element.called_process
        extra = {"outcome": self.ends.get(called.text, frozenset())} if called is not None else {}
        return self._value(mapped.source, held, extra)

    def _add(self, name: str, values: Values) -> None:
        before = self.values.get(name)
        if name in self.assumed.facts or before is None:
            return
        after = None if values is None else before | values
        after = None if after is not None and len(after) > MOST_VALUES else after
        if after != before:
            self.values[name] = after
            self._grown(name)

    def _note_end(self, plan: Plan, held: Mapping[str, object]) -> None:
        element, outcome = plan.element, plan.element.outcome
        values = frozenset({element.name or element.id}) if outcome is None else self._value(outcome, held, {})
        before = self.ends.get(plan.process, frozenset())
        after = before | (values if values is not None else frozenset())
        if after != before:
            self.ends[plan.process] = after
            self._grown(_ending(plan.process))

    # --- which way a gateway goes -------------------------------------------------------------------------------

    def _chosen(self, plan: Plan, held: Mapping[str, object]) -> frozenset[str]:
        """The elements behind the flows that can be taken."""
        return frozenset(
            flow.target for context in self._contexts(plan.reads, held) for flow in self._open(plan, context)
        )

    def _open(self, plan: Plan, context: Mapping[str, object]) -> Iterator[Flow]:
        """The flows that can be taken when the names have these values: one that is sure to be taken closes what comes after it."""
        default = plan.element.default
        for flow in plan.flows:
            if flow.id == default:
                continue
            values = self._compute(flow.condition, context) if flow.condition else SURE
            if values is None or True in values:
                yield flow
            if values == SURE and plan.element.kind == "exclusiveGateway":
                return
        yield from (flow for flow in plan.flows if flow.id == default)

    def _contexts(self, names: Iterable[str], held: Mapping[str, object]) -> Iterator[dict[str, object]]:
        """Every combination of values of the names of which something is known; the others are left out."""
        sets = {}
        for name in sorted(names):
            values = (
                frozenset({held[name]}) if name in held and name not in self.assumed.facts else self.values.get(name)
            )
            if values is not None:
                sets[name] = values
        size = 1
        for values in sets.values():
            size *= len(values)
        if size > MOST_WORLDS:
            sets = {}
        for combination in product(*(sorted(values, key=repr) for values in sets.values())):
            yield dict(zip(sets, combination, strict=True))

    def _value(self, formula: Formula, held: Mapping[str, object], extra: Mapping[str, frozenset[object]]) -> Values:
        if formula.literal:
            return frozenset({formula.text})
        found: set[object] = set()
        for context in self._contexts(formula.names - set(extra), held):
            for combination in product(*extra.values()):
                values = self._compute(formula, context | dict(zip(extra, combination, strict=True)))
                if values is None:
                    return None
                found |= values
        return frozenset(found)

    def _compute(self, formula: Formula, context: Mapping[str, object]) -> Values:
        """The value of an expression; None when it reads something unknown or is nothing plain."""
        if formula.compiled is None or not formula.names <= set(context) or formula.compiled.members:
            return None if formula.compiled is not None else frozenset({formula.text})
        key = (formula.text, tuple(sorted((name, repr(context[name])) for name in formula.names)))
        if key not in self._computed:
            self._computed[key] = plain_value(formula, context)
        return self._computed[key]


def _ending(process: str) -> str:
    return f"end of {process}"


def plain_value(formula: Formula, context: Mapping[str, object]) -> Values:
    """What FEEL makes of an expression, None when it is a number with a fraction, a list or a failure."""
    if formula.compiled is None:
        return frozenset({formula.text})
    try:
        value = formula.compiled.evaluate(dict(context), {})
    except Exception:  # a function of the host, or any other thing that only a running case has: it can be anything
        return None
    return frozenset({value}) if isinstance(value, PLAIN) else None


def _at_once(element: Element) -> bool:
    """Whether a token passes without waiting, so that nobody can set a fact in between."""
    if element.kind == "serviceTask":
        return element.topic is not None and element.topic.literal and element.topic.text in AUTOMATIC
    started = element.kind == "startEvent" and element.event_kind == "none"
    passing = element.kind.endswith("Gateway") and element.kind != "eventBasedGateway"
    ends = element.kind in ("endEvent", "intermediateThrowEvent")
    return passing or started or ends or element.kind in ("businessRuleTask", "scriptTask", *INSIDE)


def set_by_diagrams(bundle: Bundle) -> frozenset[str]:
    """The facts and locals that elements set and that no form asks: only their values can be told from the diagrams alone."""
    written: set[str] = set()
    others: set[str] = {name for names in bundle.form_facts.values() for name in names}
    for model in bundle.processes.values():
        others |= set(model.takes)
        for element in model.elements.values():
            written |= {mapped.target for mapped in element.outputs}
            others |= {mapped.target for mapped in element.inputs}
            others |= {name for name in (element.result_variable, _item(element)) if name}
    return frozenset(written - others) & _matters(bundle)


def _matters(bundle: Bundle) -> frozenset[str]:
    """The names that a condition reads, and those from which such a name is computed."""
    elements = [element for model in bundle.processes.values() for element in model.elements.values()]
    flows = [flow for model in bundle.processes.values() for flow in model.flows.values()]
    found = {name for flow in flows if flow.condition for name in flow.condition.names}
    grown = True
    while grown:
        read = {name for e in elements for out in e.outputs if out.target in found for name in out.source.names}
        grown = not read <= found
        found |= read
    return frozenset(found)


def _item(element: Element) -> str | None:
    return element.repetition.item if element.repetition else None
