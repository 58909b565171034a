"""R2 and R3: a step is all or nothing, and state and rows say the same."""

from tests.reliability.house import House
from tests.reliability.steps import kill_at_points, kill_at_random

POINTS = [1, 4, 6, 7]


def test_a_kill_at_any_statement_of_a_step_leaves_nothing_of_it(house: House) -> None:
    killed = kill_at_points(house, POINTS)
    assert killed.wrong == []
    assert (killed.kills, killed.steps) == (len(POINTS), 0)


def test_sabotage_without_a_transaction_a_kill_leaves_half_a_step(house: House) -> None:
    assert kill_at_points(house, range(7, 13), how="piecemeal").wrong != []


def test_kills_at_random_lose_nothing_and_double_nothing(house: House, seed: int) -> None:
    killed = kill_at_random(house, 4, 36, seed, processes=2, cases=6)
    assert killed.wrong == []
