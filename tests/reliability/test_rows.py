"""R3: what is torn from the rows is seen in every case, and rebuilt from the state."""

from tests.reliability.house import House
from tests.reliability.rows import tear


def test_every_torn_case_is_seen_and_no_healthy_one(house: House, seed: int) -> None:
    seen = tear(house, 24, seed)
    assert seen.wrong == []
    assert seen.seen == seen.torn == 12
