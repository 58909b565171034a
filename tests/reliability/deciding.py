"""Trials of four eyes under a race: two programs decide the same thing at the same moment, and one of them comes second."""

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass

from engine.engine import Engine
from engine.model import Account, Event, Membership, Organisation, Proposal, Review
from engine.tags import PROPOSAL_CONFIRMED, PROPOSAL_REFUSED, REVIEW_CLOSED
from tests.reliability import programs
from tests.reliability.house import ROUND, House, furnish

MOST_POINTS = 60  # statements of one decision; more means that it never ends
SECOND = {"already-done", "stale"}  # what somebody is told who came second
PATIENCE = {False: 1.0, True: 10.0}  # in seconds: where a sabotage took the locks away nobody waits for anybody
PROPOSER, ADMINISTRATORS = "controle", ("controle", "beheer", "derde")
# Who halts in the middle and who comes between: each with what they decide.
PAIRS = {
    "two others": (("beheer", True), ("derde", True)),
    "one confirms, one refuses": (("beheer", True), ("derde", False)),
    "who proposed takes it back": (("beheer", True), (PROPOSER, False)),
    "the same person twice": (("beheer", True), ("beheer", True)),
}


@dataclass
class Races:
    """How many there were, and what came of them that must not be."""

    number: int
    wrong: list[str]


def decide_at_once(
    house: House, points: Sequence[int] = (), *, how: str = "", pairs: Sequence[str] = tuple(PAIRS)
) -> Races:
    """For every pair, at each of these statements of a decision or at all: one halts there, the other decides, the first goes on."""
    engine = _furnished(house)
    number, wrong, newcomers = 0, list[str](), itertools.count()
    for what, (first, second) in ((what, PAIRS[what]) for what in pairs):
        for at in points or range(1, MOST_POINTS):
            account, row = _proposed(engine, next(newcomers))
            told = programs.in_between(
                programs.start(programs.decide, house, *first, row.id, at, how),
                programs.start(programs.decide, house, *second, row.id, 0, how),
                PATIENCE[bool(how)],
            )
            if told is None:
                break
            number += 1
            found = _not_once(engine, row.id, account, told)
            wrong += [f"{what}, at statement {at}: {line}" for line in found]
    return Races(number, wrong)


def _furnished(house: House) -> Engine:
    engine = furnish(house, ROUND)
    with engine.desk.store.begin() as tx:
        tx.add(Account(login="derde", name="Derde Beheerder", admin=True))
    return engine


def _proposed(engine: Engine, number: int) -> tuple[int, Proposal]:
    """A role for somebody new."""
    who = programs.sure(engine, PROPOSER)
    with engine.desk.store.begin() as tx:
        account = tx.add(Account(login=f"nieuw{number}", name=f"Nieuw {number}")).id
        place = tx.find(Organisation, key="meldpunt")[0].id
    return account, engine.administration.rights.role(who, account, place, "meldpunt.begeleider", "nieuw in het team")


def _not_once(engine: Engine, proposal: int, account: int, told: Sequence[str]) -> list[str]:
    """One answer says done, the other that it came second; the row, history and the right say the same."""
    wrong = [] if told.count("done") == 1 and set(told) <= SECOND | {"done"} else [f"the answers were {list(told)}"]
    with engine.desk.store.reading() as reader:
        (row,) = reader.find(Proposal, id=proposal)
        events = reader.find(Event, case=None, kind=(PROPOSAL_CONFIRMED, PROPOSAL_REFUSED))
        rights = len(reader.find(Membership, account=account))
    mine = [event for event in events if json.loads(event.detail)["proposal"] == proposal]
    if [event.kind for event in mine] != [PROPOSAL_CONFIRMED if row.accepted else PROPOSAL_REFUSED]:
        wrong.append(f"history says {[event.kind for event in mine]}, the row {row.accepted}")
    if [event.actor for event in mine] != [row.decided_by]:
        wrong.append("history names another person than the row")
    return wrong if rights == bool(row.accepted) else [*wrong, f"{rights} rights were given"]


def close_at_once(house: House, points: Sequence[int] = (), *, how: str = "") -> Races:
    """Two officers look at the same conduct at the same moment, and find different things."""
    engine = _furnished(house)
    number, wrong = 0, list[str]()
    for at in points or range(1, MOST_POINTS):
        with engine.desk.store.begin() as tx:
            about, now = tx.find(Account, login="alice")[0].id, engine.desk.clock.now()
            row = tx.add(Review(kind="reads", subject=f"proof:{at}", about=about, opened_at=now))
        told = programs.in_between(
            programs.start(programs.close, house, "fleur", "right", row.id, at, how),
            programs.start(programs.close, house, "fleur", "wrong", row.id, 0, how),
            PATIENCE[bool(how)],
        )
        if told is None:
            break
        number += 1
        with engine.desk.store.reading() as reader:
            events = reader.find(Event, case=None, kind=REVIEW_CLOSED)
        closed = [one for one in events if json.loads(one.detail)["review"] == row.id]
        if told.count("done") != 1 or len(closed) != 1:
            wrong.append(f"at statement {at}: {told}, {len(closed)} verdicts in history")
    return Races(number, wrong)


def leave_at_once(house: House, points: Sequence[int] = (), *, how: str = "") -> Races:
    """Of three administrators two each take another one away at the same moment: two must remain."""
    engine = _furnished(house)
    number, wrong = 0, list[str]()
    for at in points or range(1, MOST_POINTS):
        told = programs.in_between(
            programs.start(programs.take_administrator, house, "beheer", "controle", at, how),
            programs.start(programs.take_administrator, house, "derde", "beheer", 0, how),
            PATIENCE[bool(how)],
        )
        if told is None:
            break
        number += 1
        with engine.desk.store.begin() as tx:
            left = [row.login for row in tx.find(Account, admin=True)]
            for row in tx.find(Account, login=ADMINISTRATORS):
                tx.change(row, admin=True)
        if len(left) != 2:
            wrong.append(f"at statement {at}: {left} are left, the answers were {list(told)}")
    return Races(number, wrong)


def race(house_of: Sequence[House], points: Sequence[int] = (), *, how: str = "") -> Races:
    """All of them, each in a house of its own."""
    found = [
        one(house, points, how=how)
        for one, house in zip((decide_at_once, close_at_once, leave_at_once), house_of, strict=True)
    ]
    return Races(sum(one.number for one in found), list(itertools.chain(*(one.wrong for one in found))))
