"""A real engine with the shipped processes on a virtual clock, and programs that speak for its people.

The cast: Tara does the triage, Dora leads her team, Coen coordinates, Alice directs a case with Bob as her deputy, Pim
designs processes. Charlie works at another organisation and must see nothing.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

import api
from engine.clock import VirtualClock
from engine.model import ENGINE, Task
from perspectief.factory import shipped_files
from perspectief.memory import memory_engine
from perspectief.people import add_people
from perspectief.rehearsal import Rehearsal
from tests.api.program import Program, Stage

MONDAY = datetime(2027, 3, 1, 8, tzinfo=UTC)


@pytest.fixture(scope="session")
def house() -> Iterator[Stage]:
    """One engine for all tests of this room; every test opens cases of its own."""
    clock = VirtualClock(MONDAY)
    with memory_engine(clock) as engine:
        with engine.desk.store.begin() as tx:
            add_people(tx)
        engine.definitions.deploy(shipped_files(), ENGINE)
        app = Flask("tests", static_folder=None)
        app.config["METRICS_KEY"] = None  # as where only this machine reaches it
        api.register(app, engine)
        yield Stage(app, engine, Rehearsal(engine, clock))


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
