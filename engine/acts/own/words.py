"""What happens now, in words for the person: what designers wrote for them beside the steps of the diagrams."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.acts.desk import Desk
from engine.acts.rungs import ladders_of
from engine.escalation import LADDER
from engine.kernel.model import Element
from engine.model import Escalation, Instance, Subscription, Task
from engine.store.protocol import Reader
from engine.views import CaseView, NowItem

Step = tuple[int, str]  # the number of a running process, and the element it stands at
Words = Mapping[str, str]  # by language


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of the steps that the person sees now. `late` holds for each rung of the ladder the words of the step it is about.

    A step whose designer wrote none is absent; so is what is late when the person does not see that step itself.
    """

    steps: Mapping[Step, Words] = field(default_factory=dict)
    late: Mapping[int, Words] = field(default_factory=dict)

    def of(self, item: NowItem) -> Words:
        """The words of this step, empty when it has none."""
        return self.steps.get((item.instance or 0, item.element or ""), {})

    def late_at(self, item: NowItem) -> Words:
        """The words of what is late, for a rung of the ladder; empty for every other step."""
        return self.late.get(item.task or 0, {})


def spoken(desk: Desk, views: Iterable[CaseView]) -> Spoken:
    """The words of everything that these pages of one person show."""
    items = [item for view in views for item in view.now if item.instance and item.element]
    with desk.store.reading() as reader:
        drawn = dict(_drawn(desk, reader, items))
        steps = {step: element.spoken for step, element in drawn.items() if element.spoken}
        late = {task: steps[step] for task, step in _late(reader, items) if step in steps}
    return Spoken(steps, late)


def _drawn(desk: Desk, reader: Reader, items: Iterable[NowItem]) -> Iterator[tuple[Step, Element]]:
    """Each step as it is drawn in the diagram that its process keeps."""
    shown = {(item.instance or 0, item.element or "") for item in items}
    numbers = tuple(sorted({instance for instance, _ in shown}))
    definitions = {row.id: row.definition for row in reader.find(Instance, id=numbers)} if numbers else {}
    for instance, element in sorted(shown):
        found = desk.library.model(reader, definitions[instance]).elements.get(element)
        if found is not None:
            yield (instance, element), found


def _late(reader: Reader, items: Iterable[NowItem]) -> Iterator[tuple[int, Step]]:
    """For each rung among these tasks: at which step the case stands still."""
    rungs = tuple(sorted({item.task for item in items if item.task and item.process in LADDER}))
    tasks = reader.find(Task, id=rungs) if rungs else []
    ladders = ladders_of(reader, tasks)
    for task in tasks:
        for row in reader.find(Escalation, case=task.case, instance=ladders.get(task.instance, 0)):
            yield from ((task.id, step) for step in _waiting(reader, row))


def _waiting(reader: Reader, rung: Escalation) -> Iterator[Step]:
    """Where the wait is that went past its term: at a task, or at a message that did not come."""
    kind, _, place = rung.cause.partition(":")
    if kind == "wait":
        instance, wait = (int(number) for number in place.split(":"))
        for row in reader.find(Task, case=rung.case, instance=instance, wait=wait):
            yield instance, row.element
        for subscription in reader.find(Subscription, case=rung.case, instance=instance, wait=wait):
            yield instance, subscription.element
