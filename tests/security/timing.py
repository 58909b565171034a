"""Every door at which somebody unknown says a name or a code, with a name that is there and one that never was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from engine import passwords
from engine.model import CaseStatus, Identity, PersonKey
from engine.store import SqlStore
from tests.engine.cast import Stage
from tests.security.house import GOOD, House, house
from tests.security.own import Life, begun

WRONG = "heel iets anders dan het was"
NEVER = "M-2222-2222"
Try = Callable[[str], object]


@dataclass(frozen=True)
class Door:
    """A way to say a name or code wrongly. `known` are names that are there, in every way that one can be; `unknown` never was."""

    name: str
    attempt: Try
    known: tuple[str, ...]
    unknown: str


@dataclass
class Doors:
    """The doors of one house."""

    home: House
    doors: tuple[Door, ...]


@contextmanager
def opened() -> Iterator[Doors]:
    """A house with accounts and a person of every kind: with a password, with a log-in service alone, gone; with a passphrase,
    with the printed code, with a key that was never handed out; a case that runs and one that is over."""
    with house(SqlStore("sqlite://")) as home:
        yield Doors(home, (_log_in(home), *_of_the_person(home)))


def _log_in(home: House) -> Door:
    usual, vouched, gone = home.someone(), home.someone(), home.someone()
    with home.engine.desk.store.begin() as tx:
        tx.change(usual, password=passwords.hash_password(GOOD))
        tx.change(vouched, password="")
        tx.add(Identity(account=vouched.id, issuer="https://x.example", subject="x", linked_at=home.clock.now()))
        tx.change(gone, active=False)

    def attempt(name: str) -> object:
        return home.engine.accounts.login(name, WRONG)

    return Door("log-in of staff", attempt, (usual.login, vouched.login, gone.login), "nooit-gezien")


def _of_the_person(home: House) -> Iterator[Door]:
    from perspectief.rehearsal import Rehearsal

    here = Stage(home.engine, home.clock, Rehearsal(home.engine, home.clock))
    lives = [begun(here) for _ in range(4)]
    names = [_key(here, life, number) for number, life in enumerate(lives)]
    with home.engine.desk.store.begin() as tx:
        tx.change(tx.find(type(lives[3].case), id=lives[3].case.id)[0], status=CaseStatus.RETAINED)

    def enter(name: str) -> object:
        return home.engine.own_keys.enter(name, WRONG)

    yield Door("own page", enter, tuple(names), "wie-0000")
    references = (lives[0].case.reference, lives[3].case.reference)
    yield Door("coming back with a code", home.engine.returning.with_code, references, NEVER)


def _key(here: Stage, life: Life, number: int) -> str:
    """A passphrase, the printed code, a key that nobody handed out yet, and one of a file that is gone."""
    keys, reference = here.engine.own_keys, life.case.reference
    keys.ask(here.who("alice"), reference)
    if number != 2:
        keys.hand_out(here.who("bob"), reference)
    if number == 0:
        keys.choose(life.yasin, GOOD)
    return here.one(PersonKey, case=life.case.id).name
