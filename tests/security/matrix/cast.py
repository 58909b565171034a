"""Everybody who could stand in some relation to one case, and that case with something of everything that has an address."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

import api
import web
from engine.model import (
    Account,
    AccountKind,
    Actor,
    Case,
    CaseParty,
    Consent,
    Figure,
    Identity,
    Incident,
    Membership,
    Organisation,
    Relation,
    Review,
    Sealed,
)
from engine.store import SqlStore
from perspectief import metrics
from tests.engine.cast import Stage, asks, drawn, form, pathway, stage, text
from tests.kernel.drawing import end, start

STORY = "Het verhaal dat alleen voor wie helpt is."


def _drawn(ident: str, *steps: tuple[str, str, str]) -> bytes:
    """A diagram of tasks one after another: name, role, form."""
    names = " ".join(name for name, _, _ in steps)
    tasks = [asks(name, role, form_id=asked) for name, role, asked in steps]
    return drawn(f"start {names} end", start(), *tasks, end(), ident=ident, messages=())


DIAGRAM = _drawn(
    "Proef",
    ("Zorg", "ggd.zorgcoordinator", "zorg"),
    ("Verhaal", "meldpunt.begeleider", "verhaal"),
    ("Toekenning", "fonds.behandelaar", "toekenning"),
)
FILES = {
    "proef/Proef.bpmn": DIAGRAM,
    "proef/Steun.bpmn": _drawn("ProefSteun", ("Steun", "meldpunt.begeleider", "steun")),
    "proef/Zelf.bpmn": _drawn("ProefZelf", ("Zelf", "persoon.zelf", "steun")),
    "proef/zorg.form": form("zorg", text("klacht", "MED")).encode(),
    "proef/verhaal.form": form("verhaal", text("verhaal", "SOC")).encode(),
    "proef/toekenning.form": form("toekenning", text("bedrag", "FIN")).encode(),
    "proef/steun.form": form("steun", text("steun", "SOC")).encode(),
}

# How somebody stands to the case, in the order of the columns of the table, and who that is.
SUBJECTS = {
    "nobody": "",
    "director": "alice",
    "deputy": "bob",
    "worker": "anna",  # a party with an open task
    "standin": "femke",  # whose role stands in for the role of that task
    "colleague": "bram",  # at the same party, without work
    "worked": "samira",  # did a task here, and the party goes on
    "former": "gijs",  # did a task here, and the party has ended
    "hub": "tara",  # at the organisation of the director, without work
    "stranger": "zoe",  # of another organisation
    "enforcer": "charlie",  # enforces, and was even made a party
    "admin": "beheer",
    "overseer": "coen",
    "designer": "pim",
    "officer": "fleur",
    "person": "",  # whose case it is, on the own page
    "other": "",  # somebody else, on the own page of another case
}

# What stands in addresses besides numbers.
WORDS: dict[str, object] = {
    "language": "nl", "code": "nooit-uitgegeven", "key": "P02", "version": 1, "form": "verhaal", "filename": "mark.svg",
    "action": "nudge", "name": "landenveiligheid.gewijzigd", "message": "persoon.stopt", "what": "rol", "answer": "ja",
    "said": "pause", "organisation": "ggz",
}  # fmt: skip


@dataclass
class World:
    """The case and everything that has an address in it. `numbers` are the parts of addresses by name."""

    stage: Stage
    app: Flask
    case: Case
    other: Case
    tokens: dict[str, str] = field(default_factory=dict)  # of sessions of staff, which pages and API take alike
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)  # the token of forms that belongs to the cookies
    numbers: dict[str, object] = field(default_factory=dict)
    image: bytes = b""
    begun: bytes = b""

    def client(self, subject: str) -> FlaskClient:
        """A browser of somebody that has tried nothing yet."""
        client = self.app.test_client()
        for name, value in self.cookies[subject].items():
            client.set_cookie(name, value)
        return client

    def keep(self) -> None:
        """From here on every trial begins anew."""
        self.image = self._store.image()

    def begin_anew(self) -> None:
        """As if nothing had been tried."""
        self._store.become(self.image)

    def watch(self) -> None:
        """From here on `changed` looks: each copy of an image has a number of its own."""
        self.begun = self._store.image()

    def changed(self) -> bool:
        """Whether anything is other than when somebody began to watch."""
        return self._store.image() != self.begun

    @property
    def _store(self) -> SqlStore:
        found = self.stage.engine.desk.store
        assert isinstance(found, SqlStore)
        return found


@contextmanager
def world() -> Iterator[World]:
    """The world of the table."""
    files = pathway() | FILES
    with stage(files, SqlStore("sqlite://")) as here:
        made = World(here, application(here), _lived(here), here.open_case("Proef"))
        _furnish(made)
        _log_in(made)
        made.keep()
        yield made


def application(here: Stage) -> Flask:
    """Pages, API and figures, as a server has them."""
    app = Flask("proofs", static_folder=None)
    app.config.update(SECRET_KEY="a secret of more than thirty-two bytes", DEMO=True)
    app.config.update(OIDC_ISSUER="http://127.0.0.1:9", OIDC_CLIENT="proof", OIDC_SECRET="proof")
    api.register(app, here.engine)
    web.register(app, here.engine)
    metrics.register(app, here.engine)
    return app


def _lived(here: Stage) -> Case:
    """A case in which care has been given and a story told; the fund, a worker and the person each have something to do."""
    case = here.open_case("Proef")
    here.do(case, "Zorg", "gijs", klacht="slaapt niet")
    here.do(case, "Verhaal", "samira", verhaal=STORY)
    for key in ("ProefSteun", "ProefZelf"):
        here.act(case, lambda run, key=key: run.start(key))  # type: ignore[misc] # the key of this round
    return case


def _furnish(here: World) -> None:
    """Something of everything that has an address."""
    _parties(here)
    _rows(here)
    _asked(here)


def _parties(here: World) -> None:
    """The care ended an hour ago, and somebody made the police a party by mistake."""
    now, store = here.stage.clock.now(), here.stage.engine.desk.store
    with store.begin() as tx:
        tx.change(tx.find(CaseParty, case=here.case.id, lane="ggd")[0], since=now - timedelta(hours=9), until=now)
        avim = tx.find(Organisation, key="avim")[0].id
        tx.add(CaseParty(case=here.case.id, lane="avim", organisation=avim, purpose="fout", since=now))
    here.stage.later(hours=1)


def _rows(here: World) -> None:
    stage, case, now = here.stage, here.case, here.stage.clock.now()
    task, numbers = stage.task(case, "Toekenning"), here.numbers
    with stage.engine.desk.store.begin() as tx:
        stuck = Incident(
            case=case.id, instance=task.instance, wait=task.wait, element="Toekenning", code="proof", text="proof", opened_at=now
        )  # fmt: skip
        numbers["incident"] = tx.add(stuck).id
        numbers["relation"] = tx.add(Relation(case=case.id, other=here.other.id, kind="partner")).id
        numbers["month"] = tx.add(Figure(month="2027-02", indicator="opened", cell="", shown=10, made_at=now)).month
        numbers["year"] = tx.add(
            Figure(month="2026", indicator="equalSteps", part="S4", cell="", shown=10, made_at=now)
        ).month
        given = Consent(
            case=case.id, purpose="returnCounselling", recipient="fonds", zones="TER", teach_back=True, given_at=now
        )
        numbers["consent"] = tx.add(given).id
    (story,) = stage.find(Sealed, case=case.id, zone="SOC")
    numbers |= {"reference": case.reference, "task": task.id, "instance": task.instance, "sealed": story.id}
    numbers["format"] = "xes"
    numbers |= {"hubtask": stage.task(case, "Steun").id, "owntask": stage.task(case, "Zelf").id}
    numbers["definition"] = stage.engine.definitions.versions(stage.who("pim"), "process", "P02")[0].id


def _asked(here: World) -> None:
    """What others proposed, began and planned."""
    stage, numbers, engine = here.stage, here.numbers, here.stage.engine
    accounts = {login: stage.one(Account, login=login).id for login in ("sanne", "noor", "anna", "zoe", "samira")}
    accounts["bea"] = stage.one(Account, login="beheer").id
    controle = sure(stage, "controle")
    ggd = stage.one(Organisation, key="ggd").id
    numbers["proposal"] = engine.openings.ask_vault(stage.who("alice"), here.case.reference, "court").id
    engine.openings.break_glass(stage.who("hugo"), here.case.reference, "MED", "life")
    numbers["review"] = stage.find(Review)[0].id
    reason = "nieuwe collega bij het team"
    numbers["right"] = engine.administration.rights.role(
        controle, accounts["sanne"], ggd, "ggd.zorgcoordinator", reason
    ).id
    program, _ = engine.administration.make_account(controle, "koppeling", "Koppeling", None, AccountKind.PROGRAM)
    engine.administration.tokens.make(controle, program.id, "proef", 30)
    numbers["token"] = engine.administration.tokens.of(controle, program.id)[0].id
    now = stage.clock.now()
    numbers["duty"] = engine.absences.set_duty(
        controle, accounts["noor"], "meldpunt.dienstdoende", now, now + timedelta(hours=8)
    )
    gone, _ = engine.administration.make_account(controle, "vertrokken", "Vertrokken Mens", None, AccountKind.PERSON)
    engine.administration.end_account(controle, gone.id)
    numbers["gone"] = gone.id
    engine.own_keys.ask(stage.who("bob"), here.case.reference)
    day = now.date() + timedelta(days=20)
    engine.absences.set_absent(stage.who("anna"), accounts["anna"], day, day, None)
    engine.closing.close(controle, None, day, "feest")
    numbers["day"] = engine.closing.view(controle).rows[0].id
    numbers["absence"] = engine.absences.away(stage.who("anna"), accounts["anna"])[0].id
    with stage.engine.desk.store.begin() as tx:
        linked = Identity(account=accounts["zoe"], issuer="https://login.example", subject="zoe", linked_at=now)
        numbers["identity"] = tx.add(linked).id
    numbers |= {"account": accounts["zoe"], "role": stage.one(Membership, account=accounts["zoe"]).id}
    numbers |= {
        "colleague": stage.one(Account, login="bram").id,
        "hubcolleague": accounts["samira"],
        "administrator": accounts["bea"],
    } | WORDS


def sure(stage: Stage, login: str) -> Actor:
    """Somebody who proved just now who it is."""
    sessions = stage.engine.accounts.sessions
    found = stage.engine.accounts.session(sessions.open(stage.who(login), strong=True))
    assert found is not None
    return found


def _log_in(here: World) -> None:
    """Cookies and tokens for everybody."""
    engine = here.stage.engine
    here.cookies = {subject: {} for subject in SUBJECTS}
    for subject, login in SUBJECTS.items():
        if login:
            here.tokens[subject] = engine.accounts.sessions.open(here.stage.who(login), strong=True)
            here.cookies[subject]["perspectief"] = here.tokens[subject]
    here.numbers["session"] = engine.accounts.sessions.own(here.stage.who("alice"), here.tokens["director"])[0].id
    for subject, case in (("person", here.case), ("other", here.other)):
        here.cookies[subject]["mijn"] = engine.own_keys.open_visit(Actor(account=None, name="", person=case.id))
    for subject in SUBJECTS:
        client = here.client(subject)
        found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/melden").text)
        kept = client.get_cookie("formulier")
        assert found
        assert kept
        here.marks[subject], here.cookies[subject]["formulier"] = found[1], kept.value
