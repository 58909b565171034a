"""Sessions: new at every log-in and at every proof, over in time, and ended when somebody may do less."""

import pytest

from engine.errors import NotFound
from engine.model import Account, Membership, Organisation, Session
from tests.security.house import House


def opened(home: House, account: Account) -> str:
    return home.engine.accounts.open_session(home.engine.accounts.actor(account.id), agent="Proef")


def test_every_log_in_has_its_own_token_and_only_its_hash_is_kept(home: House) -> None:
    account = home.someone()
    tokens = [opened(home, account) for _ in range(50)]
    assert len(set(tokens)) == 50
    assert all(len(token) >= 43 for token in tokens), "256 bits"
    kept = {row.token for row in home.find(Session, account=account.id)}
    assert not kept & set(tokens)


def test_a_session_ends_after_an_hour_of_silence(home: House) -> None:
    token = opened(home, home.someone())
    for _ in range(3):
        home.later(minutes=59)
        assert home.engine.accounts.session(token)
    home.later(minutes=61)
    assert home.engine.accounts.session(token) is None


def test_a_session_ends_after_twelve_hours_however_busy(home: House) -> None:
    token = opened(home, home.someone())
    for _ in range(23):
        home.later(minutes=30)
        assert home.engine.accounts.session(token)
    home.later(minutes=31)
    assert home.engine.accounts.session(token) is None


def test_proving_again_gives_another_token_and_no_longer_life(home: House) -> None:
    account, accounts = home.someone(), home.engine.accounts
    token = opened(home, account)
    ends = home.find(Session, account=account.id)[0].expires_at
    home.later(minutes=30)
    assert accounts.prove_again(token, "verkeerd") is None
    assert accounts.session(token), "a wrong password ends nothing"
    fresh = accounts.prove_again(token, "vier losse houten stoelen")
    assert fresh is not None
    assert accounts.session(token) is None
    found = accounts.session(fresh)
    assert found is not None
    assert found.strong_at == home.clock.now()
    assert home.find(Session, account=account.id)[0].expires_at == ends
    with pytest.raises(NotFound):
        accounts.prove_again(token, "vier losse houten stoelen")


ENDS = {
    "the account is ended": lambda home, account: home.engine.administration.end_account(
        home.who("beheer"), account.id
    ),
    "a role is taken": lambda home, account: home.engine.administration.rights.take_role(
        home.who("beheer"), account.id, home.find(Membership, account=account.id)[0].id
    ),
    "a role is given": lambda home, account: home.engine.proposals.decide(
        home.who("controle"),
        home.engine.administration.rights.role(
            home.who("beheer"), account.id, place(home, "ggd"), "ggd.zorgcoordinator", "nieuwe taak"
        ).id,
        accept=True,
    ),
    "the password is reset": lambda home, account: home.engine.proposals.decide(
        home.who("controle"),
        home.engine.administration.rights.password(home.who("beheer"), account.id, "vergeten").id,
        accept=True,
    ),
    "somebody ends all": lambda home, account: home.engine.accounts.sessions.end_all(
        home.engine.accounts.actor(account.id)
    ),
}


def place(home: House, key: str) -> int:
    return home.find(Organisation, key=key)[0].id


@pytest.mark.parametrize("why", ENDS)
def test_sessions_end_when(home: House, why: str) -> None:
    account = home.someone(seat=("ggd", "ggd", "screener"))
    other = opened(home, home.someone())
    tokens = [opened(home, account) for _ in range(3)]
    assert all(home.engine.accounts.session(token) for token in tokens)
    ENDS[why](home, account)
    assert [home.engine.accounts.session(token) for token in tokens] == [None] * 3
    assert home.engine.accounts.session(other), "of nobody else"


def test_the_sabotage_rows_that_stay_would_be_seen(home: House) -> None:
    """Were the rows left when the account ends, only the account's own mark would stop them: without it they open again."""
    account = home.someone()
    token = opened(home, account)
    with home.engine.desk.store.begin() as tx:
        ended = tx.change(account, active=False)
    assert home.engine.accounts.session(token) is None
    with home.engine.desk.store.begin() as tx:
        tx.change(ended, active=True)
    assert home.engine.accounts.session(token) is not None


def test_somebody_sees_and_ends_the_own_sessions_alone(home: House) -> None:
    account, stranger, sessions = home.someone(), home.someone(), home.engine.accounts.sessions
    here, there = opened(home, account), opened(home, account)
    me = home.engine.accounts.actor(account.id)
    rows = sessions.own(me, here)
    assert [row.current for row in rows].count(True) == 1
    assert {row.agent for row in rows} == {"Proef"}
    elsewhere = next(row.id for row in rows if not row.current)
    with pytest.raises(NotFound):
        sessions.end(home.engine.accounts.actor(stranger.id), elsewhere)
    sessions.end(me, elsewhere)
    assert home.engine.accounts.session(there) is None
    assert home.engine.accounts.session(here)
