"""W1, whose timers stand beside their tasks and go to an end of their own; and a timer before a task."""

from datetime import timedelta

from django.conf import settings
from viewflow import this
from viewflow.workflow import flow, lock, nodes
from viewflow.workflow.models import Process

TASKS = 13
AFTER = {"T2": "choice", "T3": "T5", "T5": "split", "T6": "join", "T7": "join", "T13": "end"}
ON_POSTGRES = "postgresql" in settings.DATABASES["default"]["ENGINE"]


class OneAtATime(flow.Flow):
    """A case can be locked by its row on PostgreSQL; SQLite locks the whole file with each transaction."""

    process_class = Process
    lock_impl = lock.SelectForUpdateLock() if ON_POSTGRES else lock.NoLock()


def page(request: object) -> None:
    """What a task's page would be."""
    raise NotImplementedError("nobody opens a page here")


def urgent(activation: object) -> bool:
    """The choice that leads to T4: no case is urgent."""
    return activation.process.data.get("priority") == "P0"


def task(name: str) -> dict[str, object]:
    """A task, its timer, and where each goes."""
    following = AFTER.get(name, f"T{int(name[1:]) + 1}")
    late = nodes.TimerBoundary(getattr(this, name), timedelta(days=40), interrupting=False)
    return {
        name: flow.View(page).Next(getattr(this, following)),
        f"late_{name}": late.Next(getattr(this, f"ended_{name}")),
        f"ended_{name}": flow.End(),
    }


def w1() -> dict[str, object]:
    """The nodes of W1."""
    nodes_of = {
        "start": flow.StartHandle().Next(this.T1),
        "choice": flow.If(urgent).Then(this.T4).Else(this.T3),
        "split": flow.Split().Next(this.T6).Next(this.T7),
        "join": flow.Join().Next(this.T8),
        "end": flow.End(),
    }
    for number in range(1, TASKS + 1):
        nodes_of |= task(f"T{number}")
    return nodes_of


W1 = type("W1", (OneAtATime,), w1() | {"__module__": __name__})


class Waiting(OneAtATime):
    """The timer is due at once."""

    start = flow.StartHandle().Next(this.wait)
    wait = flow.Timer(timedelta(seconds=-1)).Next(this.after)
    after = flow.View(page).Next(this.end)
    end = flow.End()
