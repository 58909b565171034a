"""The diagrams that peers read, in plain BPMN: W1, and a timer before a task.

`@choice@` stands for a condition that does not hold, `@wait@` for how long a timer waits: each peer has its own words for them.
"""

from benchmarks.speed.place import STEPS
from tests.kernel.drawing import boundary, catch, draw, element, end, flow, gateway, start, timer

TASKS = [f"T{number}" for number in range(1, STEPS + 2)]
WAIT = timer("@wait@")


def w1() -> str:
    """T3 or T4 by choice, T6 and T7 side by side, and a timer on each task that goes to an end of its own."""
    return draw(
        "start T1 T2 keuze T3 samen T5 splits T6 weer T8 T9 T10 T11 T12 T13 end",
        "T4 samen",
        "splits T7 weer",
        start(),
        end(),
        gateway("exclusive", "keuze", default="keuze_T3"),
        flow("keuze", "T4", "@choice@"),
        gateway("exclusive", "samen"),
        gateway("parallel", "splits"),
        gateway("parallel", "weer"),
        *(element("userTask", task, name=task) for task in TASKS),
        *(boundary(f"laat_{task}", task, WAIT, interrupting=False) for task in TASKS),
        *(end(f"einde_{task}") for task in TASKS),
        *(flow(f"laat_{task}", f"einde_{task}") for task in TASKS),
        ident="W1",
    ).decode()


def waiting() -> str:
    """A timer, and a task after it."""
    after = element("userTask", "Daarna", name="Daarna")
    return draw("start wacht Daarna end", start(), catch("wacht", WAIT), after, end(), ident="WAIT").decode()
