"""Canaries: what people write in a form comes out only for whoever may read it, wherever one looks.

The short form plays one story and looks with eight people; `dev.py bench security` plays them all and looks with everybody.
"""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.model import Account, CaseKind
from engine.sealed import PREFIX, Sealer
from perspectief import logs
from perspectief.scenario import read_story, shipped_scenarios
from tests.infrastructure.mail import MailServer
from tests.security.canaries.house import House, house
from tests.security.canaries.looking import (
    Looking,
    look_as,
    look_as_nobody,
    look_as_person,
    look_in_files,
    prepared,
)

SEED = int(os.environ.get("SEED", random.randrange(1000)))
STORY = "goud-G"  # from the front door to a stop at the gate: the most forms in one story
ALWAYS = {"charlie", "alice", "gijs", "beheer"}  # who enforces, directs, gives care, administers
MANY = 4


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
    for account in everybody(at, number):
        look_as(looking, account)
    for case in looking.cases:
        if case.kind is CaseKind.PERSON:
            look_as_person(looking, case)
    look_as_nobody(looking)
    look_in_files(looking, at.backup())
    return looking


@pytest.fixture
def at(tmp_path: Path, smtp_server: MailServer) -> Iterator[House]:
    story = told(STORY)
    with house(tmp_path / "house", smtp_server, story) as made:
        made.tell(story)
        yield made


def test_what_people_write_comes_out_for_whoever_may_read_it_and_nowhere_else(at: House) -> None:
    seen = look(at).seen
    planted = at.play.canaries
    print(
        f"seed {SEED}: {len(planted)} canaries in {len(at.play.asked)} texts, {seen.looks:,} looks, {len(seen.outside)} outside"
    )
    assert seen.outside == []
    assert len(planted) > 20
    assert len(seen.met) > len(planted) / 2, "a canary that nobody meets proves nothing"
    assert at.post.mails


def test_an_answer_that_is_not_sealed_and_a_line_that_says_one_are_seen(
    tmp_path: Path, smtp_server: MailServer
) -> None:
    """The sabotage: answers go into the database as they are, and the log repeats one."""
    story = told("zelf")
    with unsealed(), house(tmp_path / "house", smtp_server, story) as at:
        at.tell(story)
        (some, *_) = at.play.canaries
        logs.log.info("answers %s", some)
        looking = prepared(at)
        look_as_nobody(looking)
        look_in_files(looking, at.backup())
    places = {line.partition(" at ")[2].partition(" for ")[0] for line in looking.seen.outside}
    assert "log" in places
    assert any(place.startswith("file perspectief.db") for place in places), places


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
