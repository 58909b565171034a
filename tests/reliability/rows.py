"""The trial of R3: rows are torn out and put in at random; the doctor sees each, and a repair brings them back."""

import random
from dataclasses import dataclass, field

from engine.acts.doctor import Doctor
from engine.acts.repair import Repair
from engine.engine import Engine
from engine.model import Case, Deadline, DeadlineState, Instance, Subscription, Task, TaskStatus
from engine.store.protocol import Transaction
from tests.engine.cast import asks, drawn
from tests.kernel.drawing import catch, end, gateway, message, prop, start, timer
from tests.reliability.house import House, furnish, open_cases

WAITS = drawn(
    "start all taak join end",
    "all hoor join",
    "all wacht join",
    start(),
    gateway("parallel", "all"),
    gateway("parallel", "join"),
    asks("taak", due="P7D"),
    catch("hoor", message("hallo"), prop(term="perspectief")),
    catch("wacht", timer("P7D")),
    end(),
)


def _tear_task(tx: Transaction, case: int) -> None:
    tx.remove(tx.find(Task, case=case, status=TaskStatus.OPEN)[0])


def _close_task(tx: Transaction, case: int) -> None:
    tx.change(tx.find(Task, case=case, status=TaskStatus.OPEN)[0], status=TaskStatus.COMPLETED)


def _tear_subscription(tx: Transaction, case: int) -> None:
    tx.remove(tx.find(Subscription, case=case)[0])


def _tear_timer(tx: Transaction, case: int) -> None:
    tx.remove(tx.find(Deadline, case=case, kind="timer")[0])


def _settle_timer(tx: Transaction, case: int) -> None:
    tx.change(tx.find(Deadline, case=case, kind="timer")[0], state=DeadlineState.DONE)


def _tear_terms(tx: Transaction, case: int) -> None:
    for row in tx.find(Deadline, case=case, kind="due"):
        tx.remove(row)


def _move_task(tx: Transaction, case: int) -> None:
    tx.change(tx.find(Task, case=case, status=TaskStatus.OPEN)[0], wait=99)


def _old_state(tx: Transaction, case: int) -> None:
    """The state of before the case began to wait: as after a write that was lost."""
    row = tx.find(Instance, case=case)[0]
    tx.change(row, state='k1[2,[[1,"process","P",0]]]')


SABOTAGES = (
    _tear_task,
    _close_task,
    _tear_subscription,
    _tear_timer,
    _settle_timer,
    _tear_terms,
    _move_task,
    _old_state,
)
MENDABLE = frozenset(SABOTAGES) - {_old_state}


@dataclass
class Seen:
    """How many of the torn cases were seen, and mended."""

    healthy: int = 0
    torn: int = 0
    seen: int = 0
    mended: int = 0
    wrong: list[str] = field(default_factory=list)


def tear(house: House, cases: int, seed: int) -> Seen:
    """Half of the cases are torn, each in one way; the others must not be complained of."""
    engine, chance = furnish(house, WAITS), random.Random(seed)
    ids = open_cases(engine, cases)
    torn = {case: chance.choice(SABOTAGES) for case in chance.sample(ids, cases // 2)}
    for case, sabotage in torn.items():
        with engine.desk.store.begin() as tx:
            sabotage(tx, case)
    complained = _complained(engine)
    found = Seen(cases - len(torn), len(torn), len(complained & torn.keys()))
    found.wrong += [f"case {case} is healthy" for case in complained - torn.keys()]
    found.wrong += [f"{torn[case].__name__} of case {case} was not seen" for case in torn.keys() - complained]
    Repair(engine.desk).mend()
    left = _complained(engine)
    found.mended = len(torn.keys() - left)
    found.wrong += [f"{torn[case].__name__} was not mended" for case in left if torn[case] in MENDABLE]
    return found


def _complained(engine: Engine) -> set[int]:
    _, complaints = Doctor(engine.desk).examine()
    with engine.desk.store.reading() as reader:
        return {reader.find(Case, reference=row.case)[0].id for row in complaints}
