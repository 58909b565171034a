"""R1: a task is completed once, whoever asks how often."""

from tests.reliability.house import House
from tests.reliability.steps import complete_at_once, interleave

POINTS = [1, 3, 4]  # statements of a step at which somebody halts; `dev.py bench reliability` takes every one


def test_four_programs_complete_each_task_once(house: House, seed: int) -> None:
    once = complete_at_once(house, 16, seed)
    assert once.wrong == []
    assert once.answers["done"] == 16


def test_somebody_who_halts_in_a_step_shuts_others_out_until_it_is_whole(house: House) -> None:
    once = interleave(house, POINTS)
    assert once.wrong == []
    assert once.answers["done"] == len(POINTS)


def test_sabotage_without_locks_and_versions_a_task_is_done_twice(house: House) -> None:
    assert interleave(house, [3, 4], how="unlocked").wrong != []
