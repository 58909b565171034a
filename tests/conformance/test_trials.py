"""A long trial that finds nothing proves something only when its sabotage was seen."""

import pytest

from benchmarks.trials import Figure, seen, table


@pytest.mark.parametrize(
    ("wrong", "noticed", "broken"),
    [([], ["one"], False), (["lost"], ["one"], True), ([], [], True), ([], 0, True)],
)
def test_a_trial_is_broken_by_what_it_found_and_by_a_sabotage_that_it_missed(
    wrong: list[str], noticed: object, broken: bool
) -> None:
    figure = Figure("R1", "SQLite", "0 doubled", f"without a lock: {seen(noticed)}", wrong)
    assert figure.broken is broken


def test_the_table_says_what_is_broken() -> None:
    assert table("promise", [Figure("R1", "SQLite", "1 lost", "seen", ["case 3"], 2.4)])[2:] == [
        "| R1 | SQLite | 1 lost **BROKEN: case 3** | seen | 2 |"
    ]
