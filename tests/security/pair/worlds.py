"""What two worlds differ in: what somebody wrote, when, how often, or that something is there at all.

Both worlds are made from one image, so that numbers, moments and sessions are the same by construction. Who may know a
difference stands beside it and is written down by hand, from the lists of organisations.yaml, not asked of the product.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from engine import pages
from engine.acts.answers import draft_subject, save_draft
from engine.facts import dumps
from engine.model import Account, Case, PersonKey, Sealed, Task
from engine.step import routing
from engine.step.run import Run
from tests.security.matrix.cast import SUBJECTS, World, world
from tests.security.own import COMPLAINT

SHORT, LONG = "rust", "een lang verhaal over wat er gebeurd is en wat er nog komt " * 3
PERSON = frozenset({"person"})
HUB = frozenset({"director", "deputy", "worked"})  # read by role, and stand in the case
FEW = 3  # lines on a page of a list, so that there are next pages and their addresses are compared too

# Who reads what is sealed in each zone, of those who stand in this case. Lawyers and whoever houses have no part in it; the
# carer, whose part had ended, is asked once more.
CARER = frozenset({"former"})
ZONES: Mapping[str, frozenset[str]] = {
    "SOC": PERSON | HUB,
    "MED": PERSON | CARER,
    "JUR": PERSON,
    "VEI": PERSON,
    "PRO": PERSON | CARER,
    "LOC": PERSON,
    "ID": PERSON,
    "TER": PERSON | HUB,
    "FIN": PERSON | {"director", "deputy", "worker", "standin"},
    "KLA": PERSON,
}

Write = Callable[[World, int], None]  # 0 in the first world, 1 in the second


@dataclass(frozen=True)
class Difference:
    """What differs, how it comes there, and who may know."""

    name: str
    write: Write
    readers: frozenset[str]


@dataclass
class Pair:
    """Two worlds as images. `note` is the number of what was sealed."""

    here: World
    images: tuple[bytes, bytes]
    note: int


@dataclass
class Worlds:
    """The world before anything differs, and the pairs made from it."""

    here: World
    start: bytes
    made: dict[str, Pair] = field(default_factory=dict)

    def pair(self, one: Difference) -> Pair:
        """The two worlds of a difference."""
        if one.name not in self.made:
            images = (self._written(one.write, 0), self._written(one.write, 1))
            sealed = self.here.stage.find(Sealed, case=self.here.case.id)
            self.made[one.name] = Pair(self.here, images, sealed[-1].id)
        return self.made[one.name]

    def _written(self, write: Write, number: int) -> bytes:
        self.here.image = self.start
        self.here.begin_anew()
        write(self.here, number)
        self.here.keep()
        return self.here.image


@contextmanager
def worlds() -> Iterator[Worlds]:
    """One world in which care is about to be given once more, and in which lists have short pages."""
    kept, pages.PAGE = pages.PAGE, FEW
    try:
        with world() as here:
            here.stage.act(here.case, lambda run: run.start("Proef"))
            for login in (login for login in SUBJECTS.values() if login):
                here.stage.engine.accounts.factors.begin(here.stage.one(Account, login=login).id)
            here.keep()
            yield Worlds(here, here.image)
    finally:
        pages.PAGE = kept


def _sealed(zone: str) -> Write:
    """Something is sealed in a zone: short and long ago, or long and just now."""

    def write(here: World, number: int) -> None:
        def seal(run: Run) -> None:
            text, at = ((SHORT, run.now - timedelta(days=3)), (LONG, run.now))[number]
            content = run.parts.sealer.seal(run.case.id, zone, "task:0", dumps({"tekst": text}), run.case.part)
            run.tx.add(
                Sealed(case=run.case.id, zone=zone, subject="task:0", form="verhaal", content=content, set_at=at)
            )

        here.stage.act(here.case, seal)

    return write


def _cared(here: World, number: int) -> None:
    """The carer does the task and writes little or much."""
    here.stage.do(here.case, "Zorg", "gijs", klacht=(SHORT, LONG)[number])


def _drafted(here: World, number: int) -> None:
    """Somebody types at a task, and in the second world goes on later."""
    anna, task = here.stage.who("anna"), here.stage.one(Task, id=here.numbers["task"])
    assert anna.account
    at = here.stage.clock.now() - timedelta(hours=1 - number)
    with here.stage.engine.desk.store.begin() as tx:
        text = {"bedrag": (SHORT, LONG)[number]}
        save_draft(tx, here.stage.engine.desk.sealer, task, anna.account, "FIN", text, at)
        assert tx.find(Sealed, subject=draft_subject(task.id, anna.account))


def _complained(here: World, number: int) -> None:
    """The person complains, or does not."""
    if number:
        (case,) = here.stage.find(Case, id=here.case.id)
        here.stage.engine.own._complain(case, COMPLAINT)


def _demanded(here: World, number: int) -> None:
    """Somebody outside demands the file, or nobody does."""
    if number:
        here.stage.engine.own.demand(here.stage.who("fleur"), here.case.reference)


def _cares_apart(here: World, number: int) -> None:
    """Care has a case of its own, or there is none."""
    if number:
        here.stage.act(here.case, lambda run: routing.begin(run, "P05", "zorg.start", {}))


def _somebody_else(here: World, number: int) -> None:
    """Another person has a case, which somebody else of the hub directs, or there is no such person."""
    if number:
        with here.stage.engine.desk.store.begin() as tx:
            sanne = tx.find(Account, login="sanne")[0].id
        other = here.stage.open_case("ProefZelf", directed=False)
        with here.stage.engine.desk.store.begin() as tx:
            tx.change(tx.find(Case, id=other.id)[0], director=sanne)


def _keyed(here: World, number: int) -> None:
    """The person has chosen a passphrase, or comes with the printed code still."""
    with here.stage.engine.desk.store.begin() as tx:
        (row,) = tx.find(PersonKey, case=here.case.id)
        tx.change(row, secret=("", "$argon2id$" + LONG)[number])


OVERSEE = frozenset({"overseer", "designer"})  # watch over all cases of the hub
DIFFERENCES = (
    Difference("care is given", _cared, PERSON | CARER),
    *(Difference(f"sealed in {zone}", _sealed(zone), readers) for zone, readers in ZONES.items()),
    Difference("draft", _drafted, frozenset({"worker"})),
    Difference("complaint", _complained, PERSON),
    Difference("demand", _demanded, frozenset({"officer"})),
    Difference("care apart", _cares_apart, PERSON | CARER),
    Difference("another person", _somebody_else, OVERSEE),
    Difference("passphrase", _keyed, PERSON),
)
