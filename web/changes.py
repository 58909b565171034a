"""What a new diagram changes in the steps that people know by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from engine.views import DefinitionView

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
STEPS = ("ask", "Event", "callActivity", "subProcess")  # how the tags of steps end: userTask, task, endEvent


@dataclass(frozen=True, slots=True)
class Change:
    """What a process gets: `now` is the version in use, None for a new process. A renamed step is (old name, new name)."""

    key: str
    now: DefinitionView | None
    added: Sequence[str]
    gone: Sequence[str]
    renamed: Sequence[tuple[str, str]]


def change(key: str, now: DefinitionView | None, before: str | None, after: str) -> Change:
    """What the diagram `after` changes in the steps of the diagram `before`; a step is the same when its id is."""
    old = dict(named_steps(before)) if before else {}
    new = dict(named_steps(after))
    return Change(
        key,
        now,
        [name for step, name in new.items() if old and step not in old],
        [name for step, name in old.items() if step not in new],
        [(old[step], name) for step, name in new.items() if old.get(step, name) != name],
    )


def process_keys(diagram: str) -> list[str]:
    """The keys of the processes in a diagram, in the order of the file."""
    return [node.get("id", "") for node in _root(diagram).iter(f"{BPMN}process")]


def named_steps(diagram: str) -> list[tuple[str, str]]:
    """Every named step of a diagram as (element id, name), in the order of the file: the table beside the drawing."""
    return [
        (node.get("id", ""), " ".join(node.get("name", "").split()))
        for node in _root(diagram).iter(f"{BPMN}*")
        if node.get("name") and node.tag.removeprefix(BPMN).endswith(STEPS)
    ]


def _root(diagram: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(diagram.encode(), parser)
