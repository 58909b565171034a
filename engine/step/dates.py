"""Timers that wait for a date follow it: when a fact that they read changes, so does the moment, earlier or later.

Somebody who gets two weeks more before a term ends is asked two weeks later. A timer that waits for a length of time does not move: it
began when it began.
"""

from collections.abc import Callable, Set

from engine.decide import Changes
from engine.kernel import NotPossible
from engine.kernel.marking import Marking
from engine.kernel.model import Model
from engine.model import Deadline, DeadlineKind, DeadlineState
from engine.pauses import Unit, unit_of
from engine.source import Source, of_wait
from engine.store.protocol import Transaction


def follow(
    tx: Transaction, instance: int, model: Model, marking: Marking, names: Set[str], asked: Callable[[int], Changes]
) -> int:
    """Put the timers of one instance that read these facts where they belong now; answers how many moved.

    `asked` gives the rows that a wait should have by the facts of now. A date that is not there any more moves nothing.
    """
    waits = [
        number for number, node in marking.nodes.items() if node.kind == "timer" and _reads(model, node.element, names)
    ]
    return sum(_put(tx, of_wait(instance, number), _moment(asked, number)) for number in waits)


def waits_for_one(model: Model, names: Set[str]) -> bool:
    """Whether a timer of this diagram reads one of these facts: what it gives then says whether that is a date."""
    return any(_reads(model, ident, names) for ident in model.elements)


def _reads(model: Model, element: str, names: Set[str]) -> bool:
    event = model.elements[element].event
    timer = event.timer if event else None
    return timer is not None and timer.kind != "cycle" and bool(timer.rule.names & names)


def _moment(asked: Callable[[int], Changes], number: int) -> Deadline | None:
    try:
        rows = asked(number).deadlines
    except NotPossible:
        return None
    return next((row for row in rows if row.kind is DeadlineKind.TIMER), None)


def _put(tx: Transaction, source: Source, wanted: Deadline | None) -> bool:
    rows = tx.find(Deadline, source=source, kind=DeadlineKind.TIMER, state=DeadlineState.PENDING)
    if wanted is None or not rows or unit_of(wanted.rule) is not Unit.FIXED or rows[0].due_at == wanted.due_at:
        return False
    tx.change(rows[0], rule=wanted.rule, due_at=wanted.due_at, next_try_at=wanted.due_at)
    return True
