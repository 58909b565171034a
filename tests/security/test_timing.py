"""How long a door takes says nothing of whether the name exists: the same work is done, statement by statement.

Times themselves are laid side by side by `dev.py bench timing`, for a busy machine tells nothing in a second.
"""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from benchmarks import timing
from engine import passwords
from engine.acts.own import returning
from engine.model import Tries
from engine.store import SqlStore
from tests.security.house import CHEAP, House, hashing
from tests.security.timing import Door, Doors, opened

DOORS = ("log-in of staff", "own page", "coming back with a code")
VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+\b")


@dataclass
class Work:
    """What was done: statements without their values, and passwords held against a hash."""

    statements: list[str] = field(default_factory=list)
    hashes: int = 0


@pytest.fixture(scope="module")
def doors() -> Iterator[Doors]:
    with hashing(CHEAP), opened() as made:
        yield made


@contextmanager
def watched(home: House) -> Iterator[Work]:
    """Everything that is asked of the database and of the hash."""
    work, store, verify = Work(), home.engine.desk.store, passwords.verify
    assert isinstance(store, SqlStore)

    def counted(*asked: Any) -> bool:
        work.hashes += 1
        return verify(*asked)

    def note(statement: str) -> None:
        work.statements.append(VALUES.sub("?", statement))

    with store._connected(store._writer) as connection:
        driver: Any = connection.connection.driver_connection
    driver.set_trace_callback(note)
    passwords.verify = counted
    try:
        yield work
    finally:
        driver.set_trace_callback(None)
        passwords.verify = verify


def work_of(doors: Doors, attempt: Callable[[str], object], name: str) -> Work:
    """What one wrong try costs, when nothing was counted of this name before."""
    with doors.home.engine.desk.store.begin() as tx:
        for row in tx.find(Tries):
            tx.remove(row)
    with watched(doors.home) as work:
        attempt(name)
    return work


def found(doors: Doors, name: str) -> Door:
    return next(door for door in doors.doors if door.name == name)


def test_the_trial_of_times_tells_a_delay_from_chance() -> None:
    """How `dev.py bench timing` judges: chance stays within three standard errors of a half, a tenth of a spread does not."""
    dice = random.Random(7)
    unknown, same = ([dice.gauss(40, 1) for _ in range(timing.TRIES)] for _ in range(2))
    assert 3 * timing.error_of(timing.TRIES, timing.TRIES) < timing.TOLD
    assert abs(timing.longer(same, unknown) - 0.5) < timing.TOLD
    assert timing.longer([one + 1 for one in same], unknown) > 0.5 + timing.TOLD
    assert timing.longer([1, 2, 2], [2, 2, 3]) == (0 + 1 + 1) / 9


def told_apart(doors: Doors, door: Door) -> list[str]:
    """The known names that cost other work than a name that never was."""
    never = work_of(doors, door.attempt, door.unknown)
    assert len(never.statements) > 3
    return [name for name in door.known if work_of(doors, door.attempt, name) != never]


@pytest.mark.parametrize("name", DOORS)
def test_the_same_work_is_done_whether_or_not_the_name_exists(doors: Doors, name: str) -> None:
    door = found(doors, name)
    assert told_apart(doors, door) == []


@pytest.mark.parametrize("name", DOORS)
def test_every_try_costs_one_hash(doors: Doors, name: str) -> None:
    door = found(doors, name)
    assert {work_of(doors, door.attempt, one).hashes for one in (*door.known, door.unknown)} == {1}


@pytest.mark.parametrize("name", DOORS[:2])
def test_an_answer_without_hashing_is_seen(doors: Doors, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage: without a hash nothing is compared."""
    fits = passwords.fits
    monkeypatch.setattr(passwords, "fits", lambda hashed, password: bool(hashed) and fits(hashed, password))
    assert told_apart(doors, found(doors, name))


def test_one_question_more_for_a_code_that_is_there_is_seen(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage: only of a case that exists it is asked what it waits for."""
    way = returning._way
    monkeypatch.setattr(returning, "_way", lambda reader, case: way(reader, case) if case else None)
    assert told_apart(doors, found(doors, DOORS[2]))
