"""Administrators: two of them make a right, none of them sees a case, and nobody else does their work."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

import api
from engine import totp
from engine.acts.people.rights import Right
from engine.errors import AlreadyDone, Conflict, FourEyes, Invalid, NotAllowed, NotFound, ProveAgain
from engine.model import (
    Account,
    AccountKind,
    Actor,
    Case,
    Event,
    Factor,
    Membership,
    Organisation,
    Task,
    TaskStatus,
)
from perspectief.memory import memory_engine
from perspectief.rehearsal import Rehearsal
from tests.api.program import Program, Stage
from tests.api.test_absence import SENT, ask
from tests.security.house import House

WHY = "nieuwe collega bij het team"


def place(home: House, key: str) -> int:
    return home.find(Organisation, key=key)[0].id


def decide(home: House, by: Actor, proposal: int, *, accept: bool = True) -> str | None:
    return home.engine.proposals.decide(by, proposal, accept=accept)


def seats(home: House, account: int) -> set[str]:
    return {f"{row.lane}.{row.role}" for row in home.find(Membership, account=account)}


def propose(home: House, kind: Right, by: Actor, account: int) -> int:
    rights = home.engine.administration.rights
    match kind:
        case Right.ROLE:
            return rights.role(by, account, place(home, "ggd"), "ggd.zorgcoordinator", WHY).id
        case Right.ADMINISTRATOR:
            return rights.administrator(by, account, WHY).id
        case Right.IDENTITY:
            return rights.identity(by, account, "https://login.example", f"iemand-{account}", WHY).id
        case Right.PASSWORD:
            return rights.password(by, account, WHY).id
        case Right.FACTOR:
            factors = home.engine.accounts.factors
            factors.begin(account)
            with home.engine.desk.store.begin() as tx:
                tx.change(tx.find(Factor, account=account)[0], confirmed_at=home.clock.now())
            return rights.factor(by, account, WHY).id


@pytest.mark.parametrize("kind", Right)
def test_a_right_takes_two_administrators_and_neither_is_whom_it_is_for(home: House, kind: Right) -> None:
    account, rights = home.someone(), home.engine.administration.rights
    bea, cor = home.who("beheer"), home.who("controle")
    proposal = propose(home, kind, bea, account.id)
    with pytest.raises(FourEyes):
        decide(home, bea, proposal)
    assert (seats(home, account.id), home.find(Account, id=account.id)[0].admin) == (set(), False)
    assert [row.may for row in home.engine.proposals.open(bea, about=account.id)] == [False]
    assert [row.may for row in home.engine.proposals.open(cor, about=account.id)] == [True]
    link = decide(home, cor, proposal)
    assert (link is not None) is (kind is Right.PASSWORD)
    with pytest.raises(AlreadyDone):
        decide(home, cor, proposal)
    if kind is Right.ADMINISTRATOR:
        rights.take_administrator(cor, account.id)


def test_nobody_grants_anything_to_oneself(home: House) -> None:
    bea, rights = home.who("beheer"), home.engine.administration.rights
    assert bea.account is not None
    for attempt in (
        lambda: rights.identity(bea, bea.account or 0, "https://login.example", "bea", WHY),
        lambda: rights.password(bea, bea.account or 0, WHY),
    ):
        with pytest.raises(FourEyes):
            attempt()
    own = rights.identity(home.who("controle"), bea.account, "https://login.example", "bea", WHY)
    with pytest.raises(FourEyes):
        decide(home, bea, own.id)
    decide(home, bea, own.id, accept=False)


def test_the_sabotage_a_rule_that_forgets_the_proposer_is_caught(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    account, bea = home.someone(), home.who("beheer")
    proposal = propose(home, Right.ROLE, bea, account.id)
    monkeypatch.setattr("engine.access.four_eyes", lambda *_: True)
    decide(home, bea, proposal)
    assert seats(home, account.id) == {"ggd.zorgcoordinator"}, "without the rule one administrator would do"


def test_who_administers_has_no_role_and_who_has_a_role_does_not_administer(home: House) -> None:
    rights, bea = home.engine.administration.rights, home.who("beheer")
    cor = home.find(Account, login="controle")[0]
    with pytest.raises(Conflict):
        rights.role(bea, cor.id, place(home, "ggd"), "ggd.screener", WHY)
    with pytest.raises(Conflict):
        rights.administrator(bea, home.find(Account, login="gijs")[0].id, WHY)
    with home.engine.desk.store.begin() as tx:  # even when a row says so
        row = tx.add(Membership(account=cor.id, organisation=place(home, "ggd"), lane="ggd", role="screener"))
    assert home.engine.accounts.actor(cor.id).roles == ()
    with home.engine.desk.store.begin() as tx:
        tx.remove(row)


def test_a_right_given_meanwhile_still_excludes_the_other(home: House) -> None:
    account, bea, cor = home.someone(), home.who("beheer"), home.who("controle")
    role, admin = (propose(home, kind, bea, account.id) for kind in (Right.ROLE, Right.ADMINISTRATOR))
    decide(home, cor, role)
    with pytest.raises(Conflict):
        decide(home, cor, admin)


@pytest.mark.parametrize("group", ["ggd.verzonnen", "fonds.beslisser", "persoon.zelf", "leidend.", "", "ggd"])
def test_a_role_is_one_that_the_organisation_has(home: House, group: str) -> None:
    with pytest.raises(Invalid):
        home.engine.administration.rights.role(home.who("beheer"), home.someone().id, place(home, "ggd"), group, WHY)


def test_two_administrators_remain(home: House) -> None:
    work, bea, cor = home.engine.administration, home.who("beheer"), home.find(Account, login="controle")[0]
    with pytest.raises(Conflict):
        work.rights.take_administrator(bea, cor.id)
    with pytest.raises(Conflict):
        work.end_account(bea, cor.id)
    with pytest.raises(Conflict):
        work.first_administrator("derde", "Derde")


def test_the_first_two_administrators_come_from_the_command_line() -> None:
    with memory_engine() as engine:
        for login in ("een", "twee"):
            engine.accounts.accept(engine.administration.first_administrator(login, login), "vier losse houten stoelen")
        with pytest.raises(Conflict):
            engine.administration.first_administrator("drie", "drie")
        assert engine.accounts.login("een", "vier losse houten stoelen")


def test_old_proof_is_asked_again(home: House) -> None:
    stale, work = home.who("beheer", sure=False), home.engine.administration
    for act in (
        lambda: work.make_account(stale, "laat", "Laat", None),
        lambda: work.rights.password(stale, home.someone().id, WHY),
        lambda: work.end_account(stale, home.someone().id),
        lambda: work.tokens.make(stale, home.someone().id, "x", 1),
    ):
        with pytest.raises(ProveAgain):
            act()
    fresh = home.who("beheer")
    home.later(minutes=16)
    with pytest.raises(ProveAgain):
        work.make_account(fresh, "laat", "Laat", None)


def test_a_reset_of_somebody_with_rights_and_no_app_takes_two(home: House) -> None:
    work, bea = home.engine.administration, home.who("beheer")
    account = home.someone(seat=("ggd", "ggd", "screener"))
    with pytest.raises(Conflict):
        work.reset_password(bea, account.id)
    link = decide(home, home.who("controle"), work.rights.password(bea, account.id, WHY).id)
    assert link is not None
    assert home.engine.accounts.invited(link).id == account.id


def test_who_leaves_can_do_nothing_and_colleagues_get_the_work(home: House) -> None:
    play = Rehearsal(home.engine, home.clock)
    receipt = play.report({"reporterType": "self", "personKnows": "yesAgrees", "consentContact": "true"})
    assert receipt.reference is not None
    task = play.open_tasks(play_case(home, receipt.reference))[0]
    account = home.someone(seat=("meldpunt", "meldpunt", "triagist"))
    home.engine.tasks.claim(home.engine.accounts.actor(account.id), task.id)
    assert home.engine.administration.end_account(home.who("beheer"), account.id) == 1
    (row,) = home.find(Task, id=task.id, status=TaskStatus.OPEN)
    assert row.assignee != account.id
    assert home.engine.accounts.login(account.login, "vier losse houten stoelen") is None
    with pytest.raises(NotAllowed):
        home.engine.accounts.actor(account.id)
    code = home.engine.administration.bring_back(home.who("beheer"), account.id)
    home.engine.accounts.accept(code, "zes paarse olifantjes")
    assert home.engine.accounts.actor(account.id).roles == (), "what was lost is proposed anew"


def play_case(home: House, reference: str) -> int:
    return home.find(Case, reference=reference)[0].id


def test_a_token_is_of_a_program_for_a_while_and_can_be_taken_back(home: House) -> None:
    work = home.engine.administration
    program, _ = work.make_account(home.who("beheer"), "koppeling-iom", "Koppeling IOM", None, AccountKind.PROGRAM)
    rights = work.rights
    asked = rights.role(home.who("beheer"), program.id, place(home, "iom"), "iom.counsellor", WHY)
    decide(home, home.who("controle"), asked.id)
    with pytest.raises(Invalid):
        work.tokens.make(home.who("beheer"), home.someone().id, "mens", 10)
    first, second = (work.tokens.make(home.who("beheer"), program.id, name, 10) for name in ("een", "twee"))
    found = work.tokens.find(first)
    assert found is not None
    assert found.groups == {"iom.counsellor"}
    assert found.strong_at is None, "a program administers nothing"
    work.tokens.revoke(home.who("beheer"), work.tokens.of(home.who("beheer"), program.id)[-1].id)
    assert [work.tokens.find(token) is None for token in (first, second)] == [True, False]
    home.later(days=10)
    assert work.tokens.find(second) is None
    assert all(first not in str(row) for row in home.find(Event, case=None))


def test_somebody_says_when_to_be_away_and_who_stands_in(home: House) -> None:
    account, beside = (home.someone(seat=("ggd", "ggd", "screener")) for _ in range(2))
    stranger, absences = home.someone(seat=("iom", "iom", "counsellor")), home.engine.absences
    me, today = home.engine.accounts.actor(account.id), home.clock.now().date()
    assert beside.id in {one.id for one in absences.deputies(me, account.id)}
    with pytest.raises(Invalid):
        absences.set_absent(me, account.id, today, today, stranger.id)
    with pytest.raises(NotAllowed):
        absences.set_absent(me, beside.id, today, today, None)
    with pytest.raises(Invalid):
        absences.set_absent(me, account.id, today, today - timedelta(days=1), None)
    absences.set_absent(me, account.id, today, today + timedelta(days=3), beside.id)
    (row,) = absences.away(me, account.id)
    with pytest.raises(NotFound):
        absences.end_absence(home.engine.accounts.actor(stranger.id), row.id)
    absences.end_absence(me, row.id)
    assert absences.away(me, account.id) == []


def test_duty_is_for_who_has_a_role_with_a_roster(home: House) -> None:
    bea, absences, now = home.who("beheer"), home.engine.absences, home.clock.now()
    with pytest.raises(Invalid):
        absences.set_duty(bea, home.someone().id, "meldpunt.dienstdoende", now, now + timedelta(hours=8))
    noor = home.find(Account, login="noor")[0]
    with pytest.raises(Invalid):
        absences.set_duty(bea, noor.id, "meldpunt.triagist", now, now + timedelta(hours=8))
    duty = absences.set_duty(bea, noor.id, "meldpunt.dienstdoende", now, now + timedelta(hours=8))
    assert duty in {row.id for row in absences.roster(bea)}
    absences.take_duty(bea, duty)
    assert duty not in {row.id for row in absences.roster(bea)}


def act_in_every_way(home: House) -> None:
    """Whatever administrators do that is told in the chain: rights, accounts, tokens, absence and duty."""
    bea, cor, work, now = home.who("beheer"), home.who("controle"), home.engine.administration, home.clock.now()
    for accept in (True, False):
        decide(home, cor, propose(home, Right.ROLE, bea, home.someone().id), accept=accept)
    account, _ = work.make_account(bea, f"mens-{home.someone().id}", "Iemand Nieuw", None)
    work.end_account(bea, account.id)
    work.bring_back(bea, account.id)
    program, _ = work.make_account(bea, f"koppeling-{account.id}", "Koppeling", None, AccountKind.PROGRAM)
    work.tokens.make(bea, program.id, "een", 10)
    work.tokens.revoke(bea, work.tokens.of(bea, program.id)[0].id)
    absences, carer = home.engine.absences, home.someone(seat=("ggd", "ggd", "screener")).id
    me = home.engine.accounts.actor(carer)
    absences.set_absent(me, carer, now.date(), now.date(), None)
    absences.end_absence(me, absences.away(me, carer)[0].id)
    noor = home.find(Account, login="noor")[0].id
    absences.take_duty(bea, absences.set_duty(bea, noor, "meldpunt.dienstdoende", now, now + timedelta(hours=8)))


def test_every_act_is_told_in_the_chain_without_a_case_and_without_names(home: House) -> None:
    act_in_every_way(home)
    told = home.find(Event, case=None)
    kinds = {row.kind for row in told}
    assert kinds >= {
        *("system:proposal:made", "system:proposal:confirmed", "system:proposal:refused", "system:account:made"),
        *("system:account:ended", "system:account:back", "system:token:made", "system:token:revoked"),
        *("system:absence:set", "system:absence:ended", "system:roster:set", "system:roster:taken"),
    }
    names = {word for row in home.find(Account) for word in (row.name, row.login) if len(word) > 3}
    people = [json.dumps(json.loads(row.detail)) for row in told if not row.kind.startswith("system:bundle")]
    assert [text for text in people if any(f'"{name}"' in text for name in names)] == []


def test_an_organisation_keeps_the_lanes_in_which_people_work(home: House) -> None:
    bea, work = home.who("beheer"), home.engine.organisations
    with pytest.raises(Conflict):
        work.set(bea, "ggd", "GGD", ("gp",))
    with pytest.raises(Invalid):
        work.set(bea, "Nieuw!", "Nieuw", ("ggd",))
    with pytest.raises(Invalid):
        work.set(bea, "nieuw", "Nieuw", ("persoon",))
    assert work.add(bea, "nieuw", "Nieuw", ("ggd", "gp")).lanes == "ggd,gp"
    assert work.set(bea, "nieuw", "Nieuwer", ("gp",)).name == "Nieuwer"
    with pytest.raises(Conflict):
        work.add(bea, " Nieuw ", "Nog eens", ("gp",))


def test_an_organisation_stops_when_its_people_and_its_work_went_elsewhere(home: House) -> None:
    bea, work = home.who("beheer"), home.engine.organisations
    ends = work.add(bea, "stopt", "Stopt", ("ggd",))
    account = home.someone(seat=("stopt", "ggd", "screener"))
    with pytest.raises(ProveAgain):
        work.end(home.who("beheer", sure=False), "stopt")
    with pytest.raises(Conflict, match="roles"):
        work.end(bea, "stopt")
    home.engine.administration.rights.take_role(bea, account.id, home.find(Membership, account=account.id)[0].id)
    play = Rehearsal(home.engine, home.clock)
    receipt = play.report({"reporterType": "self", "personKnows": "yesAgrees", "consentContact": "true"})
    task = play.open_tasks(play_case(home, receipt.reference or ""))[0]
    before = task.organisation, task.lane
    with home.engine.desk.store.begin() as tx:
        tx.change(tx.find(Task, id=task.id)[0], organisation=ends.id, lane="ggd")
    with pytest.raises(Conflict, match="Tasks"):
        work.end(bea, "stopt")
    with pytest.raises(Conflict, match="Tasks"):
        work.set(bea, "stopt", "Stopt", ("gp",))
    with home.engine.desk.store.begin() as tx:
        tx.change(tx.find(Task, id=task.id)[0], organisation=before[0], lane=before[1])
    work.end(bea, "stopt")
    assert (work.one(bea, "stopt").lanes, work.rows(bea)[-1].key) == ((), "stopt")
    assert ends.id not in {row.organisation for row in home.engine.administration.roles(bea)}
    with pytest.raises(NotFound):
        work.end(bea, "stopt")


# ── over HTTP: who may, and what administrators cannot see ─────────────────────────────────────────────────────────

DOORS: dict[tuple[str, str], object] = {
    ("GET", "/accounts"): None,
    ("POST", "/accounts"): {"login": "indringer", "name": "In Dringer"},
    ("GET", "/accounts/1"): None,
    ("PUT", "/accounts/1"): {"name": "Anders"},
    ("POST", "/accounts/1/reset"): None,
    ("POST", "/accounts/1/end"): None,
    ("POST", "/accounts/1/return"): None,
    ("DELETE", "/accounts/1/roles/1"): None,
    ("DELETE", "/accounts/1/administrator"): None,
    ("DELETE", "/accounts/1/identities/1"): None,
    ("POST", "/accounts/1/tokens"): {"name": "x", "days": 1},
    ("DELETE", "/tokens/1"): None,
    ("POST", "/accounts/1/rights"): {"kind": "administrator", "reason": "zo maar iets"},
    ("GET", "/organisations"): None,
    ("PUT", "/organisations/nieuw"): {"name": "x", "lanes": "ggd"},
    ("POST", "/organisations/nieuw/end"): None,
    ("GET", "/roster"): None,
    ("POST", "/roster"): {
        **{"account": 1, "role": "meldpunt.dienstdoende"},
        **{"since": "2027-03-01T08:00:00Z", "until": "2027-03-01T18:00:00Z"},
    },
    ("DELETE", "/roster/1"): None,
}


@pytest.fixture(scope="module")
def served(home: House) -> Iterator[Stage]:
    app = Flask("administration", static_folder=None)
    api.register(app, home.engine)
    return Stage(app, home.engine, Rehearsal(home.engine, home.clock))


@pytest.fixture(scope="module")
def speaks_for(served: Stage) -> Callable[[str], Program]:
    return lambda login: Program(served).log_in(login)


@pytest.mark.parametrize("login", ["alice", "dora", "charlie", "gijs", "pim"])
def test_nobody_else_does_the_work_of_administrators(speaks_for: Callable[[str], Program], login: str) -> None:
    program = speaks_for(login)
    answers = {door: program.ask(*door, body).status_code for door, body in DOORS.items()}
    assert {door: status for door, status in answers.items() if status != 403} == {}


def test_administrators_find_these_doors_open(speaks_for: Callable[[str], Program]) -> None:
    """The sabotage of the test above: the same requests of an administrator are not all refused."""
    program = speaks_for("beheer")
    lists = [door for door in DOORS if door[0] == "GET"]
    assert {program.ask(*door, expect=200).status_code for door in lists} == {200}


def test_no_case_exists_for_an_administrator(home: House, served: Stage, speaks_for: Callable[[str], Program]) -> None:
    """Every address of a case or task, for one who really exists and one who does not: the same words."""
    reference = served.directed_case()
    task = served.tasks(reference)[0]
    vault = served.engine.openings.ask_vault(home.who("alice"), reference, "court")
    program, before = speaks_for("beheer"), served.traces(reference)
    for method, path in SENT:
        real = ask(program, method, path, reference, vault.id if path.startswith("/proposals") else task.id)
        assert real == ask(program, method, path, "M-AAAA-AAAA", 999_999), path
        assert real[0] == (403 if path == "/messages" else 404), path
    for path in ("/tasks", "/cases"):
        assert (program.get(path).json or {})["items"] == []
    assert served.traces(reference) == before


def test_a_program_proves_itself_with_its_token_and_is_never_sure_enough_to_administer(
    home: House, served: Stage, speaks_for: Callable[[str], Program]
) -> None:
    bea = speaks_for("beheer")
    made = bea.post("/accounts", {"login": "koppeling-x", "name": "Koppeling", "kind": "program"}, expect=201).json
    assert made is not None
    assert made["code"] is None
    told = bea.post(f"/accounts/{made['account']}/tokens", {"name": "server 1", "days": 30}, expect=201).json
    assert told is not None
    program = Program(served, told["token"])
    assert (program.get("/session").json or {})["name"] == "Koppeling"
    program.get("/accounts", expect=403)
    shown = bea.get(f"/accounts/{made['account']}").json
    assert shown is not None
    assert told["token"] not in json.dumps(shown)
    bea.ask("DELETE", f"/tokens/{shown['tokens'][0]['id']}", expect=204)
    program.get("/session", expect=401)


def test_a_password_a_code_and_another_proof_over_the_api(home: House, served: Stage) -> None:
    account, program = home.someone("zes paarse olifantjes"), Program(served)
    factors = home.engine.accounts.factors
    text = factors.begin(account.id).secret
    secret = base64.b32decode(text + "=" * (-len(text) % 8))
    factors.confirm(account.id, totp.code(secret, totp.step_at(home.clock.now())))
    home.later(seconds=90)
    given = {"login": account.login, "password": "zes paarse olifantjes"}
    refused = program.post("/session", given, expect=403).json
    assert refused is not None
    assert refused["code"] == "second-factor"
    program.post("/session", {**given, "code": "000000"}, expect=401)
    told = program.post(
        "/session", {**given, "code": totp.code(secret, totp.step_at(home.clock.now()))}, expect=201
    ).json
    assert told is not None
    program.token = told["token"]
    home.later(seconds=90)
    fresh = program.post("/session/proof", {"proof": totp.code(secret, totp.step_at(home.clock.now()))}).json
    assert fresh is not None
    program.get("/session", expect=401)
    program.token = fresh["token"]
    program.get("/session")


def test_too_many_tries_say_how_long_to_wait(home: House, served: Stage) -> None:
    program, heard = Program(served), []
    for _ in range(8):
        answer = program.post("/session", {"login": "wie-dan-ook", "password": "fout"}, expect=None)  # type: ignore[arg-type]
        heard.append((answer.status_code, answer.headers.get("Retry-After")))
    assert heard[0] == (401, None)
    assert heard[-1][0] == 429
    assert int(heard[-1][1] or 0) > 0


def test_closing_days_are_kept_by_administrators(home: House) -> None:
    bea = home.who("beheer")
    home.engine.closing.close(bea, "ggd", date(2027, 5, 6), "studiedag")
    rows = home.engine.closing.view(bea).rows
    assert (date(2027, 5, 6), "GGD Rivierenland") in [(row.day, row.organisation) for row in rows]


def test_who_leads_a_team_speaks_for_the_own_organisation_alone(home: House) -> None:
    lead, colleague = (home.someone(seat=("gemeente", "gemeente", role)) for role in ("teamleider", "casuscoordinator"))
    stranger, engine, today = home.someone(seat=("ggd", "ggd", "screener")), home.engine, home.clock.now().date()
    me, other = engine.accounts.actor(lead.id), engine.accounts.actor(colleague.id)
    assert {lead.id, colleague.id} <= {one.id for one in engine.absences.team(me).people}
    assert stranger.id not in {one.id for one in engine.absences.team(me).people}
    engine.absences.set_absent(me, colleague.id, today, today, lead.id)
    with pytest.raises(NotAllowed):
        engine.absences.set_absent(me, stranger.id, today, today, None)
    for act in (engine.absences.team, engine.closing.view):
        with pytest.raises(NotAllowed):
            act(other)
    engine.closing.close(me, "gemeente", today, "studiedag")
    for key in ("ggd", None):
        with pytest.raises(NotFound):
            engine.closing.close(me, key, today, "studiedag")
    engine.closing.close(home.who("beheer"), "ggd", today, "studiedag")
    view = engine.closing.view(me)
    assert ([row.reason for row in view.rows], len(view.places), view.everybody, view.moved) == (
        ["studiedag"],
        1,
        False,
        None,
    )
    foreign = [row.id for row in engine.closing.view(home.who("beheer")).rows if row.organisation.startswith("GGD")]
    with pytest.raises(NotFound):
        engine.closing.withdraw(me, foreign[0])
