"""Canaries: what people write in a form comes out only for whoever may read it, wherever one looks.

The short form plays one story and looks with six people; `dev.py bench security` plays them all and looks with everybody.
"""

import dataclasses
import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from engine.acts import eventlog
from engine.acts.cases import Cases
from engine.acts.figures import Figures
from engine.acts.own.page import OpenedForm, Own
from engine.acts.past import Past
from engine.engine import Engine
from engine.figures.indicators import Line
from engine.model import Account, CaseKind, Instance
from engine.sealed import PREFIX, Sealer
from engine.views import TimelineItem
from perspectief import logs, metrics
from perspectief.scenario import read_story, shipped_scenarios
from tests.infrastructure.mail import listening
from tests.infrastructure.postgres import NewDatabase
from tests.security.canaries.answers import answers
from tests.security.canaries.channels import CHANNELS, look_everywhere, look_in_documents
from tests.security.canaries.house import House, house
from tests.security.canaries.looking import Looking, look_as, prepared, staff_paths
from tests.security.canaries.planting import Canary
from web.pages import errors

SEED = int(os.environ.get("SEED", random.randrange(1000)))
STORY = "goud-G"  # from the front door to a stop at the gate: the most forms in one story
SHORT = "zelf"
ALWAYS = {"charlie", "alice", "gijs", "beheer"}  # who enforces, directs, gives care, administers
MANY = 2
SECRET = "kanarie999999q"


def told(name: str) -> dict[str, object]:
    (path,) = [path for path in shipped_scenarios() if path.stem == name]
    return dict(read_story(path.read_text(encoding="utf-8")))


def everybody(at: House, number: int) -> list[Account]:
    with at.store.reading() as reader:
        rows = [row for row in reader.find(Account) if row.active]
    dice = random.Random(SEED)
    rest = [row for row in rows if row.login not in ALWAYS]
    return [row for row in rows if row.login in ALWAYS] + dice.sample(rest, min(number, len(rest)))


def look(at: House, number: int = MANY) -> Looking:
    """Everybody looks everywhere."""
    looking = prepared(at)
    look_everywhere(looking, everybody(at, number))
    return looking


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    story = told(STORY)
    with listening() as post, house(tmp_path_factory.mktemp("canaries") / "house", post, story) as made:
        made.tell(story)
        yield made


def test_what_people_write_comes_out_for_whoever_may_read_it_and_nowhere_else(at: House) -> None:
    with answers(at.app) as heard:
        seen = look(at).seen
    assert heard.unasked() == set()
    planted = at.play.canaries
    print(
        f"seed {SEED}: {len(planted)} canaries in {len(at.play.asked)} texts, {seen.looks:,} looks, {len(seen.outside)} outside"
    )
    assert seen.outside == []
    assert len(planted) > 20
    assert len(seen.met) > len(planted) / 2, "a canary that nobody meets proves nothing"
    assert at.post.mails


def test_an_address_that_nobody_looks_at_is_seen(at: House) -> None:
    """The sabotage: an address to read that somebody adds, and one from which nobody is given anything."""
    with answers(at.app) as heard:
        at.app.test_client().get("/melden")
    assert "/zaken/<reference>" in heard.unasked()
    heard.of |= {rule: {404} for rule in heard.unasked()}
    assert heard.unasked() == set()
    assert "/melden" not in heard.empty()
    assert "/zaken/<reference>" in heard.empty()


# ── A sabotage for every channel ──────────────────────────────────────────────────────────────────────────────────


OF_A_CASE = (*"ABCDEFGHJKLMNPQRSTUVWXYZ23456789", "/events")  # a page of a case ends with its reference


def _on_the_page(self: Cases, *asked: Any, kept: Callable[..., Any]) -> Any:
    view = kept(self, *asked)
    line = TimelineItem(view.case.opened_at, "case:note", "", SECRET, {"name": SECRET}, None)
    return dataclasses.replace(view, timeline=(*view.timeline, line))


def _in_history(self: Past, *asked: Any, kept: Callable[..., Any], **more: Any) -> Any:
    page = kept(self, *asked, **more)
    line = TimelineItem(at=page.items[0].at, kind="case:note", who="", name=SECRET, detail={}, task=None)
    return dataclasses.replace(page, items=(*page.items, line))


def _in_the_file(self: Own, *asked: Any, kept: Callable[..., Any]) -> Any:
    own, opened = kept(self, *asked)
    return own, (*opened, OpenedForm("intake", 1, "SOC", own.view.case.opened_at, {"tekst": SECRET}))


def _in_the_table(self: Figures, *asked: Any, kept: Callable[..., Any]) -> Any:
    return (*kept(self, *asked), Line("opened", "", SECRET, 10))


def _in_health(self: Engine, *, kept: Callable[..., Any]) -> Any:
    return dataclasses.replace(kept(self), schema=SECRET)


def _beside(*asked: Any, kept: Callable[..., Any]) -> Any:
    return f"{kept(*asked)} {SECRET}"


def _as_a_count(*asked: Any, kept: Callable[..., Any]) -> Any:
    return [*kept(*asked), SECRET]


def _on_the_fault(status: int, text: str | None = None, *, kept: Callable[..., Any]) -> Any:
    return kept(status, SECRET)


Where = tuple[Any, str, Callable[..., Any]]
PATCHED: dict[str, tuple[str, Where]] = {
    "/zaken/": ("page", (Cases, "view", _on_the_page)),
    "/api/v1/cases/": ("page", (Past, "events", _in_history)),
    "document": ("file", (Own, "everything", _in_the_file)),
    "file of the person": ("file", (Own, "everything", _in_the_file)),
    "table of figures": ("figures", (Figures, "month", _in_the_table)),
    "log of events in xes": ("figures", (eventlog, "name_of", _beside)),
    "log of events in ocel": ("figures", (eventlog, "name_of", _beside)),
    "/metrics": ("counts", (metrics, "_gauge", _as_a_count)),
    "/api/v1/health": ("counts", (Engine, "health", _in_health)),
    "fault": ("faults", (errors, "show", _on_the_fault)),
}


@contextmanager
def patched(place: Any, name: str, leak: Callable[..., Any]) -> Iterator[None]:
    """Something of the product says more than it should."""
    kept = getattr(place, name)
    setattr(place, name, lambda *asked, **named: leak(*asked, **named, kept=kept))
    try:
        yield
    finally:
        setattr(place, name, kept)


def ears(at: House, how: str) -> list[str]:
    """What is heard outside, by who listens to this part."""
    at.play.canaries[SECRET] = Canary(SECRET, -1, "proef", "proef", "SOC", readable=False)
    looking = prepared(at)
    try:
        if how == "page":
            look_as(looking, everybody(at, 0)[0], [path for path in staff_paths(looking) if path.endswith(OF_A_CASE)])
        elif how == "file":
            look_in_documents(looking, next(case for case in looking.cases if case.kind is CaseKind.PERSON))
        else:
            CHANNELS[how](looking)
    finally:
        del at.play.canaries[SECRET]
    return [line for line in looking.seen.outside if line.startswith("SOC proef.proef")]


@pytest.mark.parametrize("where", PATCHED)
def test_what_a_channel_says_too_much_is_heard(at: House, where: str) -> None:
    how, leak = PATCHED[where]
    with patched(*leak):
        found = ears(at, how)
    assert any(f"at {where}" in line for line in found), found


def _written_to_the_log(at: House) -> None:
    logs.log.debug("answers %s", SECRET)


def _mailed(at: House) -> None:
    at.engine.outbox.channels["mail"].send("u@example.org", "Iets", SECRET, "k:1")


def _kept_open(at: House) -> None:
    with at.store.begin() as tx:
        (row, *_) = tx.find(Instance)
        tx.change(row, state=f"{row.state}{SECRET}")


def _among_the_keys(at: House) -> None:
    with closing(sqlite3.connect(at.folder / "keys.db")) as keys, keys:
        keys.execute('INSERT INTO data_key ("case", zone, wrapped) VALUES (987654, ?, NULL)', [SECRET])


PLANTED: dict[str, tuple[str, Callable[[House], None]]] = {
    "log": ("log", _written_to_the_log),
    "mail": ("letters", _mailed),
    "file backup of keys/": ("backups", _among_the_keys),
    "state": ("states", _kept_open),
    "file backup/": ("backups", _kept_open),
    "file house/perspectief.db": ("backups", _kept_open),
}


@pytest.mark.parametrize("where", PLANTED)
def test_what_lies_where_it_should_not_is_found(at: House, where: str) -> None:
    """After the trial that finds nothing: this house is spoiled."""
    how, plant = PLANTED[where]
    plant(at)
    found = ears(at, how)
    assert any(f"at {where}" in line for line in found), found


# ── On PostgreSQL ─────────────────────────────────────────────────────────────────────────────────────────────────


def dumped(folder: Path, database: str) -> tuple[int, list[str]]:
    """A short story on PostgreSQL: how many canaries, and what the dump and the backups hold of them."""
    story = told(SHORT)
    with listening() as post, house(folder, post, story, database) as at:
        at.tell(story)
        looking = prepared(at)
        CHANNELS["dump"](looking)
        CHANNELS["backups"](looking)
    return len(at.play.canaries), looking.seen.outside


def test_a_dump_of_postgresql_and_its_backups_hold_nothing_that_is_sealed(
    tmp_path: Path, new_postgres: NewDatabase
) -> None:
    planted, outside = dumped(tmp_path / "house", new_postgres())
    assert planted > 3
    assert outside == []


def test_answers_that_are_not_sealed_are_found_in_the_dump_and_the_backup(
    tmp_path: Path, new_postgres: NewDatabase
) -> None:
    """The sabotage: answers go into the database as they are."""
    with unsealed():
        _, outside = dumped(tmp_path / "house", new_postgres())
    places = {line.partition(" at ")[2].partition(" for ")[0] for line in outside}
    assert "dump" in places
    assert any(place.startswith("file backup/") for place in places), places


@contextmanager
def unsealed() -> Iterator[None]:
    """Nothing is sealed: what was to be encrypted is kept as it is."""
    seal, open_ = Sealer.seal, Sealer.open
    Sealer.seal = lambda self, case_id, zone, subject, content, *more: f"{PREFIX}{content}"  # type: ignore[method-assign,assignment] # the sabotage
    Sealer.open = lambda self, case_id, zone, subject, token, *more: token.removeprefix(PREFIX)  # type: ignore[method-assign]
    try:
        yield
    finally:
        Sealer.seal, Sealer.open = seal, open_  # type: ignore[method-assign]
