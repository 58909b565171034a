"""Guessing: how many of a thousand tries reach a password, and that nobody can keep somebody else out."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from engine.acts.people import guard
from engine.acts.people.guard import Guard
from engine.errors import TooManyTries
from engine.model import Factor, Tries
from engine.store import SqlStore
from engine.tries import LONGEST_WAIT, place, wait_after
from tests.infrastructure.postgres import NewDatabase
from tests.security.house import CHEAP, GOOD, House, hashing, house

TRIES = 1000
HOUR = 3600.0


def let_through(home: House, attempt: Callable[[int], object], tries: int = TRIES) -> int:
    """How many tries, spread over an hour, are looked at instead of being told to wait."""
    looked = 0
    for number in range(tries):
        try:
            attempt(number)
            looked += 1
        except TooManyTries:
            pass
        home.later(seconds=HOUR / tries)
    return looked


def test_of_a_thousand_tries_on_one_account_from_a_thousand_addresses_few_are_looked_at(home: House) -> None:
    account, accounts = home.someone(), home.engine.accounts
    looked = let_through(home, lambda n: accounts.login(account.login, f"gok {n}", f"198.51.{n // 250}.{n % 250}"))
    print(f"one account, 1,000 addresses, one hour: {looked} of {TRIES} tries looked at")
    assert looked <= 20


def test_of_a_thousand_tries_from_one_address_on_a_thousand_names_few_are_looked_at(home: House) -> None:
    accounts = home.engine.accounts
    looked = let_through(home, lambda n: accounts.login(f"naam{n}", "Welkom2026!!", "203.0.113.7"))
    print(f"1,000 names, one address, one hour: {looked} of {TRIES} tries looked at")
    assert looked <= 35


def test_of_a_thousand_codes_few_are_looked_at_recovery_codes_included(home: House) -> None:
    account, accounts = home.someone(), home.engine.accounts
    accounts.factors.begin(account.id)
    with home.engine.desk.store.begin() as tx:
        factor = tx.find(Factor, account=account.id)[0]
        tx.change(factor, confirmed_at=home.clock.now())
    waiting = [""]

    def attempt(number: int) -> None:
        if number % 200 == 0:
            waiting[0] = accounts.enter(accounts.actor(account.id)).token
        code = f"{number:06}" if number % 2 else f"abcd-efgh-{number:04}"
        assert accounts.enter_code(waiting[0], code, f"192.0.2.{number % 250}") is None

    looked = let_through(home, attempt)
    print(f"codes: {looked} of {TRIES} tries looked at")
    assert looked <= 20


def test_the_sabotage_without_counting_every_try_is_looked_at(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    account, accounts = home.someone(), home.engine.accounts
    monkeypatch.setattr(Guard, "count", lambda *_: None)
    looked = let_through(home, lambda n: accounts.login(account.login, f"gok {n}", "198.51.100.9"), 200)
    assert looked == 200


def test_the_sabotage_limits_per_name_alone_let_a_spray_through(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PER_ADDRESS", 10**6)
    accounts = home.engine.accounts
    assert let_through(home, lambda n: accounts.login(f"sproei{n}", "Welkom2026!!", "203.0.113.8"), 200) == 200


def test_who_logged_in_here_before_gets_in_while_others_guess(home: House) -> None:
    account, accounts = home.someone(), home.engine.accounts
    assert accounts.login(account.login, GOOD, "192.0.2.10")
    let_through(home, lambda n: accounts.login(account.login, f"gok {n}", f"198.51.100.{n % 250}"), 300)
    with pytest.raises(TooManyTries):
        accounts.login(account.login, GOOD, "198.51.100.1")
    assert accounts.login(account.login, GOOD, "192.0.2.10")


def test_a_wait_is_at_most_a_quarter_of_an_hour_and_a_quiet_day_forgets(home: House) -> None:
    assert [wait_after(n, 5).total_seconds() for n in (1, 4, 5, 6, 8, 14, 15, 500)] == [0, 0, 1, 2, 8, 512, 900, 900]
    account, accounts = home.someone(), home.engine.accounts
    let_through(home, lambda n: accounts.login(account.login, f"gok {n}", ""), 400)
    home.later(seconds=LONGEST_WAIT.total_seconds() + 1)
    assert accounts.login(account.login, GOOD, "192.0.2.77"), "nobody is locked for good"


def test_a_right_password_starts_the_count_anew(home: House) -> None:
    account, accounts = home.someone(), home.engine.accounts
    for _ in range(40):
        assert accounts.login(account.login, "fout", "") is None
        assert accounts.login(account.login, GOOD, "")


def test_asking_while_waiting_does_not_make_the_wait_longer(home: House) -> None:
    account, accounts = home.someone(), home.engine.accounts
    for _ in range(guard.PER_LOGIN):
        accounts.login(account.login, "fout", "")
    waits = {row.subject: row.free_at for row in home.find(Tries)}
    for _ in range(50):
        with pytest.raises(TooManyTries):
            accounts.login(account.login, "fout", "")
    assert {row.subject: row.free_at for row in home.find(Tries)} == waits


def test_the_answer_says_nothing_about_whether_the_name_exists(home: House) -> None:
    account, accounts = home.someone(), home.engine.accounts

    def heard(login: str) -> list[str]:
        said = []
        for _ in range(9):
            try:
                said.append(str(accounts.login(login, "fout", "")))
            except TooManyTries as wait:
                said.append(wait.text_nl)
        return said

    assert heard(account.login) == heard("bestaat-niet")


def test_no_log_in_name_or_address_stands_in_the_counts(home: House) -> None:
    home.engine.accounts.login("heel-herkenbaar", "fout", "203.0.113.99")
    assert all(len(row.subject) == 64 and set(row.subject) <= set("0123456789abcdef") for row in home.find(Tries))


def test_a_network_of_ipv6_is_one_place() -> None:
    assert place("2001:db8:1:2:3:4:5:6") == place("2001:db8:1:2::1") != place("2001:db8:1:3::1")
    assert place("::ffff:192.0.2.1") == "192.0.2.1"


@pytest.fixture(params=["sqlite", "postgresql"])
def busy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house on a database that many threads open at once."""
    if request.param == "postgresql":
        new: NewDatabase = request.getfixturevalue("new_postgres")
        url = new(tables=True)
    else:
        url = f"sqlite:///{tmp_path_factory.mktemp('busy') / 'a.db'}"
    with hashing(CHEAP), house(SqlStore(url)) as made:
        yield made


def test_tries_at_the_same_moment_are_all_counted(busy: House) -> None:
    account, looked = busy.someone(), []

    def attempt() -> None:
        for _ in range(15):
            try:
                busy.engine.accounts.login(account.login, "fout", "192.0.2.1")
                looked.append(1)
            except TooManyTries:
                pass

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(looked) == guard.PER_LOGIN, "the clock stands still: only the free tries"
    assert timedelta() < max(row.free_at for row in busy.find(Tries)) - busy.clock.now()
