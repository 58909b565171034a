"""What is forgotten at the door, and what the owner of an account hears."""

from collections.abc import Iterator

import pytest

from engine.errors import TooManyTries
from engine.model import Notice, Tries
from perspectief.letters import LetterWriter
from tests.security.house import House, house


@pytest.fixture(scope="module")
def home() -> Iterator[House]:
    with house() as made:
        yield made


def test_old_tries_are_forgotten_and_fresh_ones_are_not(home: House) -> None:
    guard = home.engine.accounts.guard
    for at in range(3):
        guard.count(guard.at_login(f"oud{at}", f"10.0.0.{at}"))
    assert guard.sweep() == 0
    home.later(days=91)
    limits = guard.at_login("vers", "10.0.0.9")
    for _ in range(5):
        guard.count(limits)
    assert guard.sweep() == 6
    assert len(home.find(Tries)) == len(limits)
    with pytest.raises(TooManyTries):  # what still counts was not forgotten
        guard.count(limits)


@pytest.mark.parametrize("alone", [True, False])
def test_whose_log_in_is_reset_hears_of_it_without_content(home: House, alone: bool) -> None:
    account, work = home.someone(seat=None if alone else ("ggd", "ggd", "screener")), home.engine.administration
    if alone:
        work.reset_password(home.who("beheer"), account.id)
    else:
        made = work.rights.password(home.who("beheer"), account.id, "vergeten")
        assert home.find(Notice, recipient=f"account:{account.id}") == [], "nothing happened yet"
        home.engine.proposals.decide(home.who("controle"), made.id, accept=True)
    (notice,) = home.find(Notice, recipient=f"account:{account.id}")
    letter = LetterWriter("https://perspectief.example")(notice, account)
    assert (notice.template, notice.channel) == ("reset", "mail")
    assert account.name not in letter.subject + letter.body
    assert "uitnodiging" not in letter.body
