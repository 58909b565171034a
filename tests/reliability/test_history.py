"""R13 on both databases; tests/engine/test_audit.py says more about each way."""

from tests.reliability.history import HARMS, alter
from tests.reliability.house import House


def test_every_change_of_history_is_seen(house: House, seed: int) -> None:
    assert alter(house, 3, seed) == (3 * len(HARMS), [])
