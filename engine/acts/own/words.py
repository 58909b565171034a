"""What happens now, in words for the person: what designers wrote for them beside the steps of the diagrams."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.acts.desk import Desk
from engine.acts.now import waits_at
from engine.acts.rungs import ladders_of
from engine.escalation import LADDER
from engine.kernel.model import Element
from engine.model import Escalation, Instance, InstanceStatus, Task
from engine.source import wait_in
from engine.store.protocol import Reader
from engine.views import CaseView, NowItem

Step = tuple[int, str]  # the number of a running process, and the element it stands at
Words = Mapping[str, str]  # by language
PARTS = ("callActivity", "subProcess")  # what takes its time without being a step itself


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of the steps that the person sees now. `late` says for each rung of the ladder, by its task, what it is about.

    A step whose designer wrote none is absent; so is what is late when the person does not see that itself.
    """

    steps: Mapping[Step, Words] = field(default_factory=dict)
    late: Mapping[int, tuple[Step, Words]] = field(default_factory=dict)

    def of(self, item: NowItem) -> Words:
        """The words of this step, empty when it has none."""
        return self.steps.get((item.instance or 0, item.element or ""), {})

    def late_at(self, item: NowItem) -> Words:
        """The words of what is late, for a rung of the ladder; empty for every other step."""
        found = self.late.get(item.task or 0)
        return found[1] if found else {}

    def late_step(self, item: NowItem) -> Step | None:
        """The step or part that is late, for a rung of the ladder."""
        found = self.late.get(item.task or 0)
        return found[0] if found else None


def spoken(desk: Desk, views: Iterable[CaseView]) -> Spoken:
    """The words of everything that these pages of one person show."""
    pages = list(views)
    items = [item for view in pages for item in view.now if item.instance and item.element]
    seen = {path.instance for view in pages for path in view.paths}
    with desk.store.reading() as reader:
        drawn = dict(_drawn(desk, reader, items))
        late = dict(_late(desk, reader, items))
    shown = {step: element.spoken for step, element in drawn.items() if element.spoken}
    parts = {step: part.spoken for step, part in late.values() if part.kind in PARTS and step[0] in seen}
    told = {task: (step, shown.get(step) or parts.get(step)) for task, (step, _) in late.items()}
    return Spoken(shown, {task: (step, words) for task, (step, words) in told.items() if words})


def of_task(desk: Desk, task: Task) -> Words:
    """The words of one task, empty when it has none."""
    with desk.store.reading() as reader:
        row = reader.get(Instance, task.instance)
        element = desk.library.model(reader, row.definition).elements.get(task.element) if row else None
        return element.spoken if element else {}


def _drawn(desk: Desk, reader: Reader, items: Iterable[NowItem]) -> Iterator[tuple[Step, Element]]:
    """Each step as it is drawn in the diagram that its process keeps."""
    shown = {(item.instance or 0, item.element or "") for item in items}
    numbers = tuple(sorted({instance for instance, _ in shown}))
    definitions = {row.id: row.definition for row in reader.find(Instance, id=numbers)} if numbers else {}
    for instance, element in sorted(shown):
        found = desk.library.model(reader, definitions[instance]).elements.get(element)
        if found is not None:
            yield (instance, element), found


def _late(desk: Desk, reader: Reader, items: Iterable[NowItem]) -> Iterator[tuple[int, tuple[Step, Element]]]:
    """For each rung among these tasks: what the case stands still at, a step or a part that takes too long."""
    rungs = tuple(sorted({item.task for item in items if item.task and item.process in LADDER}))
    tasks = reader.find(Task, id=rungs) if rungs else []
    ladders = ladders_of(reader, tasks)
    for task in tasks:
        for row in reader.find(Escalation, case=task.case, instance=ladders.get(task.instance, 0)):
            yield from ((task.id, found) for found in _waiting(desk, reader, row))


def _waiting(desk: Desk, reader: Reader, rung: Escalation) -> Iterator[tuple[Step, Element]]:
    """Where the wait is that went past its term, while it is still there."""
    wait = wait_in(rung.cause)
    row = reader.get(Instance, wait.instance) if wait else None
    if wait and row is not None and row.case == rung.case and row.status is InstanceStatus.ACTIVE:
        model = desk.library.model(reader, row.definition)
        element = model.elements.get(waits_at(desk, row, model, wait.number) or "")
        if element is not None:
            yield (row.id, element.id), element
