"""A real engine with the shipped processes on a virtual clock, and programs that speak for its people.

The cast: Tara does the triage, Dora leads her team, Coen coordinates, Alice directs a case with Bob as her deputy, Pim
designs processes. Charlie works at another organisation and must see nothing.
"""

from collections.abc import Callable, Iterator

import pytest

from engine.model import Task
from tests.api.program import Program, Stage, opened


@pytest.fixture(scope="session")
def house() -> Iterator[Stage]:
    """One engine for all tests of this room; every test opens cases of its own."""
    with opened() as made:
        yield made


@pytest.fixture
def anybody(house: Stage) -> Program:
    """A program without an account."""
    return Program(house)


@pytest.fixture
def speaks_for(house: Stage) -> Callable[[str], Program]:
    """Call it with a login for a program of that person."""
    return lambda login: Program(house).log_in(login)


@pytest.fixture
def tara(speaks_for: Callable[[str], Program]) -> Program:
    return speaks_for("tara")


@pytest.fixture
def charlie(speaks_for: Callable[[str], Program]) -> Program:
    return speaks_for("charlie")


@pytest.fixture
def reference(house: Stage) -> str:
    """A new case in which two tasks wait for the triage."""
    return house.report()


@pytest.fixture
def task(house: Stage, reference: str) -> Task:
    """The task "Eerste contact" of a new case."""
    return house.task(reference, "Eerste contact")


@pytest.fixture
def directed(house: Stage) -> str:
    """A case that Alice directs and Bob deputises."""
    return house.directed_case()
