"""Passwords, second factors and invitations: what proves who somebody is."""

import base64
import json
from datetime import UTC, datetime

import pytest
from argon2 import PasswordHasher

from engine import passwords, totp
from engine.errors import Conflict, Invalid, NotFound
from engine.model import Account, Actor, Event, Factor, Invitation, Session, SessionStage
from tests.security.house import CHEAP, GOOD, House

RFC_6238 = b"12345678901234567890"


def actor(home: House, account: Account) -> Actor:
    return home.engine.accounts.actor(account.id)


def linked(home: House, account: Account) -> tuple[bytes, tuple[str, ...]]:
    """Links an app; answers its secret and the recovery codes."""
    factors = home.engine.accounts.factors
    text = factors.begin(account.id).secret
    secret = base64.b32decode(text + "=" * (-len(text) % 8))
    codes = factors.confirm(account.id, totp.code(secret, totp.step_at(home.clock.now())))
    assert codes is not None
    home.later(seconds=90)  # past the half minute whose code is used up now
    return secret, codes


def now_code(home: House, secret: bytes) -> str:
    return totp.code(secret, totp.step_at(home.clock.now()))


def test_passwords_are_argon2id() -> None:
    assert PasswordHasher().hash(GOOD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize(
    "weak",
    [
        *(
            "elf tekens.",
            "x" * 201,
            "aaaaaaaaaaaaaaa",
            "123456789012",
            "98765432109876",
            "abcabcabcabc",
            "qwertyuiopasdf",
        ),
        *(
            "Wachtwoord2026!",
            "W@chtw00rd12345",
            "welkom welkom",
            "Welkom01!Welkom01!",
            "!!Zomer2026!!",
            "abcdefghijklm",
        ),
        *("perspectief 2026", "correct horse battery staple", "mijn rosa is lief", "groeten van visser"),
    ],
)
def test_a_password_that_others_would_guess_is_refused(weak: str) -> None:
    assert passwords.objection(weak, ("rosa", "Rosa Visser", "rosa@ggd.example"))


@pytest.mark.parametrize(
    "good",
    [
        GOOD,
        "correct paard batterij nietje",
        "ijsvogel in de regenton",
        "Ünïcode mag ook hoor",
        "x7#kQ!m2$Rw9",
        "تفاحة زرقاء على الجبل",
    ],
)
def test_a_long_password_needs_no_capitals_digits_or_signs(good: str) -> None:
    assert passwords.objection(good, ("rosa", "Rosa Visser")) is None


def test_a_hash_of_former_days_is_made_anew_at_the_next_log_in(home: House) -> None:
    account = home.someone()
    old = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(GOOD)
    with home.engine.desk.store.begin() as tx:
        tx.change(account, password=old)
    assert home.engine.accounts.login(account.login, "iets anders") is None
    assert home.find(Account, id=account.id)[0].password == old
    assert home.engine.accounts.login(account.login, GOOD)
    fresh = home.find(Account, id=account.id)[0].password
    assert fresh != old
    assert not CHEAP.check_needs_rehash(fresh)


@pytest.mark.parametrize(
    ("second", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_rfc_6238(second: int, code: str) -> None:
    assert totp.code(RFC_6238, totp.step_at(datetime.fromtimestamp(second, UTC))) == code


def test_after_the_password_comes_the_code_and_each_code_counts_once(home: House) -> None:
    account, accounts = home.someone(), home.engine.accounts
    secret, _ = linked(home, account)
    entered = accounts.enter(actor(home, account))
    assert entered.stage is SessionStage.CODE
    assert accounts.session(entered.token) is None
    assert accounts.enter_code(entered.token, "000000") is None
    code = now_code(home, secret)
    opened = accounts.enter_code(entered.token, code)
    assert opened is not None
    assert opened != entered.token
    assert accounts.session(opened)
    assert accounts.session(entered.token) is None
    again = accounts.enter(actor(home, account)).token
    assert accounts.enter_code(again, code) is None, "the code was used"


def test_codes_of_another_half_minute_are_refused(home: House) -> None:
    account = home.someone()
    secret, _ = linked(home, account)
    step = totp.step_at(home.clock.now())
    refused = [totp.code(secret, step + off) for off in (-20, -3, -2, 2, 3, 20)]
    assert not any(home.engine.accounts.factors.check(account.id, code) for code in refused)
    assert home.engine.accounts.factors.check(account.id, totp.code(secret, step + 1)), (
        "a clock may be half a minute off"
    )


def test_the_sabotage_a_used_code_is_forgotten(home: House) -> None:
    """Without the mark of the last half minute the same code would open twice: the check above sees it."""
    account = home.someone()
    secret, _ = linked(home, account)
    code, check = now_code(home, secret), home.engine.accounts.factors.check
    assert [check(account.id, code), check(account.id, code)] == [True, False]
    with home.engine.desk.store.begin() as tx:
        tx.change(tx.find(Factor, account=account.id)[0], last_step=0)
    assert check(account.id, code)


def test_a_recovery_code_opens_once_and_is_kept_as_a_mark(home: House) -> None:
    account = home.someone()
    _, codes = linked(home, account)
    check, row = home.engine.accounts.factors.check, home.find(Factor, account=account.id)[0]
    assert len(set(codes)) == 10
    assert not any(code in row.recovery or code.replace("-", "") in row.recovery for code in codes)
    assert [check(account.id, codes[3].upper()), check(account.id, codes[3])] == [True, False]
    assert home.engine.accounts.factors.state(account.id).recovery_left == 9
    fresh = home.engine.accounts.factors.fresh_recovery(account.id)
    assert not check(account.id, codes[4])
    assert check(account.id, fresh[0])


def test_the_secret_of_an_app_is_not_in_the_database(home: House) -> None:
    account = home.someone()
    secret, _ = linked(home, account)
    kept = home.find(Factor, account=account.id)[0].secret
    assert totp.written(secret) not in kept
    assert secret not in base64.b64decode(kept)


@pytest.mark.parametrize(
    ("asked", "login", "stage"),
    [
        ("all", "gijs", SessionStage.ENROL),
        ("administrators", "beheer", SessionStage.ENROL),
        ("administrators", "gijs", SessionStage.OPEN),
        ("ggd", "gijs", SessionStage.ENROL),
        ("ggd.zorgcoordinator", "gijs", SessionStage.ENROL),
        ("ggd.screener", "gijs", SessionStage.OPEN),
    ],
)
def test_a_second_factor_is_asked_of_whom_the_setting_names(
    home: House, asked: str, login: str, stage: SessionStage
) -> None:
    accounts = home.engine.accounts
    object.__setattr__(accounts, "second_factor", frozenset({asked}))
    try:
        account = home.find(Account, login=login)[0]
        entered = accounts.enter(actor(home, account))
        assert entered.stage is stage
        assert (accounts.session(entered.token) is not None) is (stage is SessionStage.OPEN)
    finally:
        object.__setattr__(accounts, "second_factor", frozenset())


def test_another_password_ends_every_other_session(home: House) -> None:
    account, accounts = home.someone(), home.engine.accounts
    mine, elsewhere = (accounts.open_session(actor(home, account)) for _ in range(2))
    with pytest.raises(Invalid):
        accounts.change_password(actor(home, account), "niet dit", "een heel nieuw wachtwoord?", token=mine)
    with pytest.raises(Invalid):
        accounts.change_password(actor(home, account), GOOD, "te kort", token=mine)
    fresh = accounts.change_password(actor(home, account), GOOD, "zes paarse olifantjes", token=mine)
    assert accounts.session(fresh)
    assert [accounts.session(token) for token in (mine, elsewhere)] == [None, None]
    assert accounts.login(account.login, GOOD) is None
    assert accounts.login(account.login, "zes paarse olifantjes")


def test_an_invitation_chooses_a_password_once_and_not_for_long(home: House) -> None:
    admin, accounts = home.who("beheer"), home.engine.accounts
    account, code = home.engine.administration.make_account(admin, "uitgenodigd", "Uit Genodigd", "uit@ggd.example")
    assert accounts.invited(code).id == account.id
    assert code not in home.find(Invitation, account=account.id)[0].code
    with pytest.raises(Invalid):
        accounts.accept(code, "kort")
    accounts.accept(code, GOOD)
    for late in (code, "verzonnen", ""):
        with pytest.raises(NotFound):
            accounts.accept(late, GOOD)
    again = home.engine.administration.reset_password(admin, account.id)
    home.later(hours=25)
    with pytest.raises(NotFound):
        accounts.accept(again, GOOD)


def test_a_new_link_makes_the_former_one_worthless(home: House) -> None:
    admin, work = home.who("beheer"), home.engine.administration
    account, first = work.make_account(admin, "tweemaal", "Twee Maal", None)
    second = work.reset_password(home.who("beheer"), account.id)
    with pytest.raises(NotFound):
        home.engine.accounts.invited(first)
    assert home.engine.accounts.invited(second).id == account.id


def test_what_an_account_does_is_told_without_names_and_secrets(home: House) -> None:
    account, code = home.engine.administration.make_account(
        home.who("beheer"), "verteld", "Ver Teld", "ver@ggd.example"
    )
    home.engine.accounts.accept(code, GOOD)
    linked(home, account)
    events = [row for row in home.find(Event, case=None) if row.kind.startswith("system:account")]
    assert {row.kind for row in events} >= {
        "system:account:passwordSet",
        "system:account:factorSet",
        "system:account:made",
    }
    assert all(set(json.loads(row.detail)) <= {"account", "what", "left"} for row in events)


def test_an_app_is_linked_once(home: House) -> None:
    account = home.someone()
    linked(home, account)
    with pytest.raises(Conflict):
        home.engine.accounts.factors.begin(account.id)
    assert home.engine.accounts.factors.confirm(account.id, "123456") is None


def test_sessions_that_are_over_are_cleared_away(home: House) -> None:
    account = home.someone()
    home.engine.accounts.open_session(actor(home, account))
    home.later(hours=13)
    home.engine.accounts.open_session(actor(home, account))
    assert len(home.find(Session, account=account.id)) == 1
