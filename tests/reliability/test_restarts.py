"""R4: a restart changes nothing. The oracle of tests/kernel also reloads at every step; here it is other programs too."""

from tests.reliability.restarts import compare


def test_roads_are_the_same_straight_reloaded_and_in_another_program(seed: int) -> None:
    count, differing = compare(range(seed, seed + 12), 3)
    assert (count, differing) == (36, [])


def test_sabotage_a_step_in_the_order_of_a_set_differs_in_another_program() -> None:
    assert compare(range(12), 2, how="hashes")[1] != []
