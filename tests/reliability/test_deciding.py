"""Four eyes under a race: of two people who decide the same thing at the same moment one comes second, and is told so."""

from tests.reliability.deciding import close_at_once, decide_at_once, leave_at_once
from tests.reliability.house import House

AFTER_READING = [2]  # the statement before which one halts; `dev.py bench security` takes every one


def test_a_proposal_is_decided_once(house: House) -> None:
    races = decide_at_once(house, AFTER_READING)
    assert races.wrong == []
    assert races.number == 4


def test_a_review_is_closed_once(house: House) -> None:
    assert close_at_once(house, AFTER_READING).wrong == []


def test_two_administrators_remain_whoever_takes_whom_away(house: House) -> None:
    assert leave_at_once(house, [5]).wrong == []


def test_sabotage_without_versions_and_transactions_a_proposal_is_decided_twice(house: House) -> None:
    races = decide_at_once(house, AFTER_READING, how="unlocked", pairs=["two others"])
    assert "two others, at statement 2: the answers were ['done', 'done']" in races.wrong
