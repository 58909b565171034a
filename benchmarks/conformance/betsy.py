"""Runs betsy's BPMN models on the kernel, with a host of its own: virtual time, jobs that write to the trace, calls, signals, messages.

betsy's scripts write tokens to a log, so each becomes a service call; its conditions are translated to FEEL. Nothing else is changed.
"""

import heapq
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from lxml import etree

from engine import kernel
from engine.kernel import commands as cmd
from engine.kernel import effects as fx
from engine.kernel.page import ZEEBE

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
TOKENS = re.compile(r"(SCRIPT|CREATE|SET|LOG|WAIT|INCREMENT)_\w+")
EXPRESSIONS = (
    "conditionExpression",
    "loopCondition",
    "loopCardinality",
    "activationCondition",
    "condition",
    "completionCondition",
)
WAITS = {"WAIT_TEN_SECONDS": 10, "CREATE_TIMESTAMP_LOG_1": 10, "CREATE_TIMESTAMP_LOG_2": 10}


def translate(xml: bytes) -> bytes:
    """betsy's file in our dialect: UTF-8, scripts as jobs, Java-like conditions as FEEL, global tasks as processes."""
    root = etree.fromstring(xml, etree.XMLParser(remove_comments=True))
    for node in root.iter(*(f"{{{BPMN}}}{name}" for name in EXPRESSIONS)):
        node.text = feel(node.text or "")
    for task in list(root.iter(f"{{{BPMN}}}globalScriptTask")):
        _as_process(root, task)
    for task in root.iter(f"{{{BPMN}}}scriptTask"):
        _as_job(task)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def feel(text: str) -> str:
    """The FEEL for the few shapes that betsy's conditions have."""
    text = text.strip()
    if match := re.fullmatch(r"(!?)(\w+)\.contains\((\"\w+\")\)", text):
        call = f"contains({match[2]}, {match[3]})"
        return f"=not({call})" if match[1] else f"={call}"
    if match := re.fullmatch(r"\$\{(\w+)\}", text):
        return f"={match[1]}"
    if text in ("true", "false") or re.fullmatch(r"\w+\s*([<>]=?|!=|==)\s*\w+", text):
        return f"={text.replace('==', '=')}"
    return text


def _as_process(root: etree._Element, task: etree._Element) -> None:
    process = etree.SubElement(root, f"{{{BPMN}}}process", id=task.get("id", ""), isExecutable="true")
    ident = task.get("id", "")
    etree.SubElement(process, f"{{{BPMN}}}startEvent", id=f"{ident}_s")
    inner = etree.SubElement(process, f"{{{BPMN}}}scriptTask", id=f"{ident}_t")
    inner.extend(list(task))
    etree.SubElement(process, f"{{{BPMN}}}endEvent", id=f"{ident}_e")
    for number, (source, target) in enumerate((("s", "t"), ("t", "e"))):
        etree.SubElement(
            process,
            f"{{{BPMN}}}sequenceFlow",
            id=f"{ident}_{number}",
            sourceRef=f"{ident}_{source}",
            targetRef=f"{ident}_{target}",
        )
    root.remove(task)


def _as_job(task: etree._Element) -> None:
    script = task.find(f"{{{BPMN}}}script")
    if script is None:
        return
    word = (script.text or "").strip()
    if word and not TOKENS.fullmatch(word):
        return  # a script that only an invalid model has: the kernel must see it
    if word in ("SET_STRING_DATA", "LOG_DATA"):
        for name in ("ioSpecification", "dataInputAssociation", "dataOutputAssociation"):
            for part in task.findall(f"{{{BPMN}}}{name}"):
                task.remove(part)
    holder = task.find(f"{{{BPMN}}}extensionElements")
    if holder is None:
        holder = etree.Element(f"{{{BPMN}}}extensionElements")
        task.insert(0, holder)
    etree.SubElement(holder, f"{{{ZEEBE}}}taskDefinition", type=word or "EMPTY")
    local = {
        "INCREMENT_INTEGER_VARIABLE_AND_LOG": "integerVariable",
        "SET_STRING_DATA": "data",
        "LOG_DATA": "data",
    }.get(word)
    if local:
        mapping = etree.SubElement(holder, f"{{{ZEEBE}}}ioMapping")
        etree.SubElement(mapping, f"{{{ZEEBE}}}input", source=f"={local}", target=local)
        if word != "LOG_DATA":
            etree.SubElement(mapping, f"{{{ZEEBE}}}output", source=f"={local}", target=local)


@dataclass
class Running:
    """One instance: its marking, what it listens to, and the call that waits for it."""

    model: kernel.Model
    marking: kernel.Marking = field(default_factory=kernel.Marking)
    listens: dict[int, tuple[str, str]] = field(default_factory=dict)
    caller: "tuple[Running, int] | None" = None
    dues: dict[str, float] = field(default_factory=dict)


class Betsy:
    """The adapter that the runner drives."""

    name = "perspectief"
    reloads = False

    def __init__(self) -> None:
        self.models: dict[str, kernel.Model] = {}
        self.running: list[Running] = []
        self.queue: deque[tuple[Running, cmd.Command]] = deque()
        self.later: list[tuple[float, int, Running, cmd.Command]] = []
        self.clock, self.order = 0.0, 0
        self.log: list[str] | None = None
        self.marker = self.data_ok = self.parallel_ok = False
        self.error = False
        self.busy: set[str] = set()

    def deploy(self, xml: bytes, name: str) -> None:
        """Read the file; raises Refused with the findings."""
        reading = kernel.read(translate(xml))
        if not reading.accepted:
            raise kernel.Refused(tuple(f for f in reading.findings if f.severity is kernel.Severity.ERROR))
        self.models = {model.process_id: model for model in reading.models}

    def start(self, process_id: str, variables: Mapping[str, object]) -> None:
        """Start an instance and run until everything waits."""
        self._start(self.models[process_id], inputs=variables)
        self._pump()
        self.advance(0)

    def advance(self, seconds: float) -> None:
        """Let virtual time pass."""
        until = self.clock + seconds
        while self.later and self.later[0][0] <= until:
            self.clock, _, running, command = heapq.heappop(self.later)
            self._apply(running, command)
            self._pump()
        self.clock = until

    def trace(self) -> list[str] | None:
        """What the scripts wrote."""
        return self.log

    def error_thrown(self) -> bool:
        """An error left the process."""
        return self.error

    def _world(self) -> kernel.World:
        return kernel.World(now=datetime.fromtimestamp(self.clock, UTC), facts={})

    def _start(self, model: kernel.Model, caller: tuple[Running, int] | None = None, **how: Any) -> None:
        running = Running(model, caller=caller)
        self.running.append(running)
        running.marking, effects = kernel.start(model, self._world(), **how)
        self._take(running, effects)

    def _apply(self, running: Running, command: cmd.Command) -> None:
        before = running.marking
        if self.reloads:
            before = kernel.load(kernel.dump(before))
        try:
            running.marking, effects = kernel.apply(running.model, before, command, self._world())
        except kernel.NotWaiting:
            return
        except (
            kernel.NotPossible
        ):  # one activity at a time in a sequential ad-hoc subprocess: staff choose the next one later
            self.queue.append((running, command))
            return
        self._take(running, effects)

    def _pump(self) -> None:
        while self.queue:
            self._apply(*self.queue.popleft())

    def _take(self, running: Running, effects: tuple[fx.Effect, ...]) -> None:
        for effect in effects:
            self._one(running, effect)

    def _one(self, running: Running, effect: fx.Effect) -> None:
        match effect:
            case fx.JobOpened():
                self._job(running, effect)
            case fx.TimerSet():
                anchor = running.dues.get(effect.element, self.clock) if effect.again else self.clock
                running.dues[effect.element] = due = anchor + seconds(effect.rule)
                self._later(due, running, cmd.Fire(effect.wait))
            case fx.Subscribed():
                running.listens[effect.wait] = (effect.kind, effect.name)
            case fx.Unsubscribed():
                running.listens.pop(effect.wait, None)
            case fx.Thrown(kind="message" | "signal"):
                self._thrown(running, effect)
            case fx.Thrown(kind="escalation") if running.caller is not None:
                parent, wait = running.caller
                self._apply(parent, cmd.Raised(wait, "escalation", effect.name))
            case fx.AdHocOpened():
                self._choose(running, effect)
            case fx.CallOpened():
                self._start(self.models[effect.process], caller=(running, effect.wait), inputs=effect.inputs)
            case fx.Ended():
                self._ended(running, effect)
            case fx.IncidentRaised():
                raise RuntimeError(f"{effect.element}: {effect.code} {effect.text}")
            case _:
                pass

    def _choose(self, running: Running, effect: fx.AdHocOpened) -> None:
        """Staff choose every activity once; betsy draws no condition, so they say afterwards that it is enough."""
        self.queue.extend((running, cmd.Add(effect.wait, choice)) for choice in effect.choices)
        self._later(self.clock, running, cmd.Complete(effect.wait))

    def _later(self, due: float, running: Running, command: cmd.Command) -> None:
        self.order += 1
        heapq.heappush(self.later, (due, self.order, running, command))

    def _thrown(self, thrower: Running, effect: fx.Thrown) -> None:
        for running in list(self.running):
            if effect.served and running is thrower:
                continue
            for wait, listened in list(running.listens.items()):
                if listened == (effect.kind, effect.name):
                    self.queue.append((running, cmd.Deliver(wait, effect.payload)))
        for model in self.models.values():
            starts = model.start_messages if effect.kind == "message" else model.start_signals
            if effect.name in starts:
                self._start(model, message=effect.name, payload=effect.payload)

    def _ended(self, running: Running, effect: fx.Ended) -> None:
        if running.caller is None:
            self.error = self.error or effect.error is not None
            return
        parent, wait = running.caller
        answer = (
            cmd.Raised(wait, "error", effect.error)
            if effect.error is not None
            else cmd.Returned(wait, effect.outcome, effect.outputs)
        )
        self.queue.append((parent, answer))

    def _job(self, running: Running, effect: fx.JobOpened) -> None:
        """Do what betsy's script says, then report it done (at once, or after the time it takes)."""
        word = effect.topic
        result: dict[str, object] = {}
        if word == "CREATE_LOG_FILE":
            self.log = self.log or []
        elif word.startswith("SCRIPT_"):
            self._write(word)
        elif word == "INCREMENT_INTEGER_VARIABLE_AND_LOG":
            self._write("INCREMENT_correct")
            result = {"integerVariable": Decimal(str(effect.inputs["integerVariable"])) + 1}
        elif word == "CREATE_MARKER_FILE":
            self.marker = True
        elif word == "SET_STRING_DATA":
            result = {"data": "String"}
        elif word == "LOG_DATA":
            self.data_ok = effect.inputs.get("data") == "String"
        elif word.startswith("CREATE_TIMESTAMP_LOG"):
            self.busy.add(word)
            self.parallel_ok = len(self.busy) == 2
        command = cmd.Complete(effect.wait, result)
        if word in WAITS:
            self._later(self.clock + WAITS[word], running, command)
        else:
            self.queue.append((running, command))

    def _write(self, word: str) -> None:
        self.log = [*(self.log or []), word]


class BetsyReloaded(Betsy):
    """The same, with every marking dumped and loaded before each step."""

    reloads = True


def seconds(rule: str) -> float:
    """The length of a duration."""
    match = DURATION.fullmatch(rule)
    if match is None:
        raise ValueError(rule)
    days, hours, minutes, rest = (int(part or 0) for part in match.groups())
    return days * 86_400 + hours * 3_600 + minutes * 60 + rest
