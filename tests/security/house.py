"""A house for the tests of who gets in: the shipped words, the people of the demonstration, two administrators, a clock to turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from argon2 import PasswordHasher

from engine import passwords
from engine.clock import VirtualClock
from engine.engine import Engine
from engine.model import ENGINE, Account, Actor, Membership, Organisation
from engine.store.protocol import Store
from perspectief.factory import shipped_files
from perspectief.memory import memory_engine
from perspectief.people import add_people

MONDAY = datetime(2027, 3, 1, 8, tzinfo=UTC)
R = TypeVar("R")
GOOD = "vier losse houten stoelen"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class House:
    """The engine with its clock."""

    engine: Engine
    clock: VirtualClock
    made: int = 0

    def find(self, kind: type[R], /, **equals: object) -> list[R]:
        with self.engine.desk.store.reading() as reader:
            return reader.find(kind, **equals)

    def someone(self, password: str = GOOD, *, seat: tuple[str, str, str] | None = None) -> Account:
        """Somebody new with a password, and a role when a seat (organisation, lane, role) is given."""
        self.made += 1
        with self.engine.desk.store.begin() as tx:
            hashed = CHEAP.hash(password)
            row = tx.add(Account(login=f"nieuw{self.made}", name=f"Nieuw Mens {self.made}", password=hashed))
            if seat:
                place = tx.find(Organisation, key=seat[0])[0]
                tx.add(Membership(account=row.id, organisation=place.id, lane=seat[1], role=seat[2]))
        return row

    def who(self, login: str, *, sure: bool = True) -> Actor:
        """Somebody as an actor, who proved just now who it is unless `sure` is False."""
        account = self.find(Account, login=login)[0]
        token = self.engine.accounts.sessions.open(self.engine.accounts.actor(account.id), strong=sure)
        found = self.engine.accounts.session(token)
        assert found is not None
        return found

    def later(self, **time: float) -> None:
        self.clock.advance(timedelta(**time))


@contextmanager
def house(store: Store | None = None, now: datetime = MONDAY) -> Iterator[House]:
    """A house in which nothing has happened yet."""
    clock = VirtualClock(now)
    with memory_engine(clock, store) as engine:
        with engine.desk.store.begin() as tx:
            add_people(tx)
        engine.definitions.deploy(shipped_files(), ENGINE)
        yield House(engine, clock)


@contextmanager
def hashing(hasher: PasswordHasher) -> Iterator[None]:
    """Passwords hashed by this hasher. CHEAP costs nothing, for tests that make thousands: the rules around stay the product's."""
    before = passwords._hasher, passwords._NOBODY
    passwords._hasher, passwords._NOBODY = hasher, hasher.hash("nobody")
    try:
        yield
    finally:
        passwords._hasher, passwords._NOBODY = before
