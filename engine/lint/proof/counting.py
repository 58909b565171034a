"""How many roads a diagram has."""

from engine.kernel.model import Model
from engine.kernel.reach import edges
from engine.lint.proof.roads import entries


def loopless_roads(model: Model) -> int:
    """The roads from where a diagram, or a part of it, begins to where it ends; a flow that leads back is taken for an end."""
    ahead = edges(model.elements, model.flows)
    counted: dict[str, int] = {}
    scopes = [model.process_id, *(key for key in model.inside if key != model.process_id)]
    return sum(_count(start.id, ahead, counted) for scope in scopes for start in entries(model, scope))


def _count(start: str, ahead: dict[str, list[str]], counted: dict[str, int]) -> int:
    """Without recursion: a diagram may be as long as it likes."""
    todo: list[tuple[str, bool]] = [(start, False)]
    begun: set[str] = set()
    while todo:
        at, finished = todo.pop()
        if finished:
            counted[at] = sum(counted.get(to, 1) for to in ahead[at]) or 1
        elif at not in begun and at not in counted:
            begun.add(at)
            todo.append((at, True))
            todo.extend((to, False) for to in ahead[at])
    return counted[start]
