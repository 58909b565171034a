"""The compiled diagram: immutable, shared by all instances of a version, never stored in one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from engine.kernel.expression import Formula


def nothing() -> Mapping[str, str]:
    """An empty mapping that nobody can fill."""
    return MappingProxyType({})


SENDS = frozenset({"intermediateThrowEvent", "endEvent", "sendTask"})


@dataclass(frozen=True, slots=True)
class Mapped:
    """One zeebe:input or zeebe:output: `source` is evaluated and lands in `target`."""

    source: Formula
    target: str


@dataclass(frozen=True, slots=True)
class Timer:
    """When a timer event happens. `kind` is duration, date or cycle."""

    kind: str
    rule: Formula


@dataclass(frozen=True, slots=True)
class Event:
    """The definition of an event.

    `kind` is none, message, timer, signal, error, escalation, conditional, link, compensation, cancel or terminate.
    `name` is the message, signal or link name, or the error or escalation code; None catches every code.
    """

    kind: str
    name: str | None = None
    key: Formula | None = None
    timer: Timer | None = None
    condition: Formula | None = None
    activity: str | None = None  # compensation: the activity to undo, None for the whole scope
    waits: bool = True  # compensation: the thrower waits until the undoing is done


@dataclass(frozen=True, slots=True)
class Repetition:
    """Loop characteristics. `kind` is parallel, sequential or loop (the standard loop)."""

    kind: str
    collection: Formula | None = None
    item: str | None = None
    cardinality: Formula | None = None
    results: str | None = None
    result: Formula | None = None
    until: Formula | None = None  # multi-instance: completion condition
    condition: Formula | None = None  # standard loop: goes on while true
    limit: int | None = None
    test_before: bool = False
    behavior: str = "All"
    throws: Event | None = None  # what a finished item throws to the boundary (behaviors One, None, Complex)
    throws_when: Formula | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow. `condition` is None when it is always open."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: Formula | None = None


SPOKEN: Mapping[str, str] = MappingProxyType({"nl": "person", "en": "person.en", "ar": "person.ar"})
"""By language: the property in which a step says what it is to the person the case is about."""


@dataclass(frozen=True, slots=True)
class Element:
    """A flow node of the diagram. `kind` is its BPMN word, such as userTask; `scope` the subprocess or process it is drawn in.

    `lane` is the lane's name; `groups` the literal candidate groups (`group_rule` when they are computed); `properties` the
    zeebe:properties; texts that may be FEEL are Formulas. `incoming` and `outgoing` hold flow ids in document order.
    """

    id: str
    kind: str
    scope: str
    name: str = ""
    lane: str | None = None
    line: int | None = None
    incoming: tuple[str, ...] = ()
    outgoing: tuple[str, ...] = ()
    default: str | None = None
    event: Event | None = None
    attached_to: str | None = None
    interrupting: bool = True
    boundary: tuple[str, ...] = ()
    # extension elements
    form: str | None = None
    form_binding: str = "latest"
    groups: tuple[str, ...] = ()
    group_rule: Formula | None = None
    assignee: Formula | None = None
    due: Formula | None = None
    follow_up: Formula | None = None
    priority: Formula | None = None
    properties: Mapping[str, str] = field(default_factory=nothing)
    inputs: tuple[Mapped, ...] = ()
    outputs: tuple[Mapped, ...] = ()
    called_process: Formula | None = None
    call_binding: str = "latest"
    brings_all: bool = False  # propagateAllChildVariables
    called_decision: Formula | None = None
    result_variable: str | None = None
    script: Formula | None = None
    topic: Formula | None = None
    retries: int = 3
    headers: Mapping[str, str] = field(default_factory=nothing)
    repetition: Repetition | None = None
    # scopes
    triggered: bool = False  # an event subprocess
    cancels_remaining: bool = True  # ad-hoc
    one_at_a_time: bool = False  # ad-hoc, ordering Sequential
    active_elements: Formula | None = None  # ad-hoc
    until: Formula | None = None  # ad-hoc: completion condition
    # the rest
    activation: Formula | None = None  # complex gateway
    compensates: bool = False  # isForCompensation
    compensated_by: str | None = None  # on an activity: its compensation activity
    instantiates: bool = False
    outcome: Formula | None = None  # end events: property `outcome`

    @property
    def event_kind(self) -> str:
        """The kind of its event definition; "none" without one."""
        return self.event.kind if self.event else "none"

    @property
    def spoken(self) -> Mapping[str, str]:
        """What happens here in words for the person the case is about, by language; empty when the diagram has none."""
        return {language: self.properties[name] for language, name in SPOKEN.items() if self.properties.get(name)}

    @property
    def sends(self) -> bool:
        """Whether its event goes out, instead of being waited for."""
        return self.kind in SENDS


@dataclass(frozen=True, slots=True)
class Expressed:
    """An expression of the diagram for lint: where it stands, its text, and the names it reads."""

    element: str
    text: str
    names: frozenset[str]
    place: str


@dataclass(frozen=True)
class Model:
    """One process of one file, compiled."""

    process_id: str
    name: str
    sha256: str
    elements: Mapping[str, Element]
    flows: Mapping[str, Flow]
    properties: Mapping[str, str] = field(default_factory=nothing)
    lanes: tuple[str, ...] = ()
    version_tag: str | None = None
    reach: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict, repr=False)

    @property
    def zone(self) -> str | None:
        """The zone that hides the whole instance, None when its lanes decide."""
        return self.properties.get("zone")

    @property
    def lifetime(self) -> str | None:
        """`own` when the instance outlives the one that started it."""
        return self.properties.get("lifetime")

    @cached_property
    def takes(self) -> tuple[str, ...]:
        """Names that a caller may hand in."""
        return split_names(self.properties.get("takes", ""))

    @cached_property
    def returns(self) -> tuple[str, ...]:
        """Names of locals and facts that the ended instance hands back."""
        return split_names(self.properties.get("returns", ""))

    @cached_property
    def inside(self) -> Mapping[str, tuple[Element, ...]]:
        """The elements drawn directly in each scope, in document order."""
        found: dict[str, list[Element]] = {self.process_id: []}
        for element in self.elements.values():
            found.setdefault(element.scope, []).append(element)
        return {scope: tuple(members) for scope, members in found.items()}

    @cached_property
    def starts(self) -> tuple[Element, ...]:
        """The events (and instantiating receive tasks) with which an instance of the process can begin."""
        return tuple(e for e in self.inside[self.process_id] if e.kind == "startEvent" or e.instantiates)

    @cached_property
    def start_messages(self) -> tuple[str, ...]:
        """Names of the messages that start an instance."""
        return tuple(e.event.name for e in self.starts if e.event and e.event.kind == "message" and e.event.name)

    @cached_property
    def start_signals(self) -> tuple[str, ...]:
        """Names of the signals that start an instance."""
        return tuple(e.event.name for e in self.starts if e.event and e.event.kind == "signal" and e.event.name)

    @cached_property
    def start_timers(self) -> tuple[Element, ...]:
        """Start events at which the clock begins an instance."""
        return tuple(e for e in self.starts if e.event_kind == "timer")

    @cached_property
    def start_form(self) -> str | None:
        """The form of the none start event."""
        return next((e.form for e in self.starts if e.form), None)

    @cached_property
    def triggered(self) -> Mapping[str, tuple[tuple[Element, Element], ...]]:
        """Per scope: its event subprocesses with their start events."""
        found: dict[str, list[tuple[Element, Element]]] = {}
        for sub in self.elements.values():
            if sub.triggered:
                starts = [e for e in self.inside.get(sub.id, ()) if e.kind == "startEvent"]
                found.setdefault(sub.scope, []).extend((sub, start) for start in starts)
        return {scope: tuple(pairs) for scope, pairs in found.items()}

    def out(self, element: Element) -> tuple[Flow, ...]:
        """The outgoing flows in document order."""
        return tuple(self.flows[flow] for flow in element.outgoing)

    def names_read(self) -> tuple[Expressed, ...]:
        """Every FEEL expression of the diagram with the names it reads."""
        return tuple(self._expressed())

    def _expressed(self) -> Iterator[Expressed]:
        for flow in self.flows.values():
            yield from _show(flow.id, "condition", flow.condition)
        for e in self.elements.values():
            for place in (
                "group_rule",
                "assignee",
                "due",
                "follow_up",
                "priority",
                "called_process",
                "called_decision",
                "script",
            ):
                yield from _show(e.id, place, getattr(e, place))
            for place in ("topic", "active_elements", "until", "activation", "outcome"):
                yield from _show(e.id, place, getattr(e, place))
            for mapped in e.inputs:
                yield from _show(e.id, f"input {mapped.target}", mapped.source)
            for mapped in e.outputs:
                yield from _show(e.id, f"output {mapped.target}", mapped.source)
            if e.event:
                yield from _show(e.id, "key", e.event.key)
                yield from _show(e.id, "condition", e.event.condition)
                yield from _show(e.id, "timer", e.event.timer.rule if e.event.timer else None)
            if e.repetition:
                for place in ("collection", "cardinality", "result", "until", "condition", "throws_when"):
                    yield from _show(e.id, place, getattr(e.repetition, place))


def _show(element: str, place: str, formula: Formula | None) -> Iterator[Expressed]:
    if formula is not None and not formula.literal:
        yield Expressed(element, formula.text, formula.names, place)


def split_names(text: str) -> tuple[str, ...]:
    """Names out of a comma separated text."""
    return tuple(name.strip() for name in text.split(",") if name.strip())
