"""The access matrix: every address of the product, tried by everybody who could stand in some relation to one case.

The short form tries a third of the cells, another third with another seed; `dev.py bench security` tries them all.
"""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine import access
from engine.access import Reach
from tests.security.matrix.cast import World, world
from tests.security.matrix.expected import expected
from tests.security.matrix.routes import ROUTES, of_the_hub
from tests.security.matrix.trial import Cell, bare, cells, listed, served, try_all

SEED = int(os.environ.get("SEED", random.randrange(1000)))
THIRD = 3


@pytest.fixture(scope="module")
def here() -> Iterator[World]:
    with world() as made:
        yield made


def test_every_address_is_in_the_table_and_the_table_has_no_other(here: World) -> None:
    """The sabotage: an address that somebody adds without saying for whom."""
    table = {bare(address) for address in listed()}
    assert served(here) == table
    here.app._got_first_request = False
    here.app.add_url_rule("/zaken/<reference>/nieuw", "new", lambda reference: "")
    assert served(here) - table == {"GET /zaken/<reference>/nieuw"}


def test_every_family_has_a_line_and_every_line_a_family() -> None:
    assert expected().keys() == (ROUTES | of_the_hub()).keys()


def test_a_third_of_all_cells_is_as_the_table_says(here: World) -> None:
    chosen = [cell for number, cell in enumerate(cells()) if number % THIRD == SEED % THIRD]
    wrong = try_all(here, chosen)
    print(f"seed {SEED}: {len(chosen)} of {len(cells())} cells, {len(wrong)} unexpected")
    assert wrong == []


def test_the_table_sees_a_door_that_stands_open(here: World) -> None:
    """The sabotage: whoever is known reaches every case."""
    strangers = [cell for cell in cells() if cell.subject == "stranger" and cell.address in ROUTES["case"]]
    assert try_all(here, strangers) == []
    with everybody_is_let_in():
        seen = try_all(here, strangers)
    assert len(seen) == len(strangers) > 5


@contextmanager
def everybody_is_let_in() -> Iterator[None]:
    """The decision function says yes to everybody."""
    kept, yes = access.reach, Reach(frozenset({access.DIRECTOR}), frozenset({"REG", "SOC"}))
    access.reach = lambda *_: yes
    try:
        yield
    finally:
        access.reach = kept


def test_cells_are_tried_as_they_are_told() -> None:
    one = Cell("nobody", "GET /", {}, "L")
    assert one in cells()
