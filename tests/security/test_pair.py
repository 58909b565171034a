"""Two worlds that differ in one sealed note, nothing else: whoever may not read the note gets the same bytes from both.

Both are made from one image, so that numbers, moments and sessions are the same by construction. What the pages draw by lot at
every answer (tokens of forms and keys against doing it twice) is masked.
"""

import os
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest

from engine.model import Event, Sealed
from tests.security.matrix.cast import SUBJECTS, World, world
from tests.security.matrix.routes import ROUTES, Body
from tests.security.matrix.trial import ask

SHORT, LONG = "rust", "een lang verhaal over wat er gebeurd is en wat er nog komt " * 3
LOTS = re.compile(rb'name="(csrf_token|sleutel|eenmaal)" value="[^"]*"|<meta name="csrf-token" content="[^"]*">')
SEED = int(os.environ.get("SEED", random.randrange(1000)))
ALWAYS = {"director", "enforcer"}  # the short form tries two others besides; `dev.py bench security` everybody
READERS = {"former", "person"}  # who gives the care, and whose it is
# With the moment of making in it, the time that steps took, or a secret made anew.
DRAWN = {"GET /mijn/alles.pdf", "GET /metrics", "GET /aanmelden/app"}
HEADERS = ("Content-Length", "ETag", "Content-Type", "Location", "Content-Disposition")


@dataclass
class Pair:
    """The two worlds as images, and the numbers of the note."""

    here: World
    images: tuple[bytes, bytes]
    leaking: bytes
    note: int


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with two_worlds() as made:
        yield made


@contextmanager
def two_worlds() -> Iterator[Pair]:
    """Care is given once more; what the carer writes is the only difference."""
    with world() as here:
        here.stage.act(here.case, lambda run: run.start("Proef"))
        here.keep()
        images = tuple(_written(here, text) for text in (SHORT, LONG))
        (*_, row) = here.stage.find(Sealed, case=here.case.id, zone="MED")
        told = Event(case=here.case.id, at=here.stage.clock.now(), kind="case:note", detail=f'{{"signs": {len(LONG)}}}')
        with here.stage.engine.desk.store.begin() as tx:
            tx.append_events([told])
        here.keep()
        yield Pair(here, (images[0], images[1]), here.image, row.id)


def _written(here: World, text: str) -> bytes:
    """The world after the carer wrote this."""
    here.begin_anew()
    here.stage.do(here.case, "Zorg", "gijs", klacht=text)
    before, here.image = here.image, b""
    here.keep()
    made, here.image = here.image, before
    return made


def asked() -> list[tuple[str, Body]]:
    """Every address that is only looked at, and the opening of the note itself."""
    looks = [
        (address, body) for rows in ROUTES.values() for address, body in rows.items() if address.startswith("GET ")
    ]
    return [row for row in looks if row[0] not in DRAWN] + list(ROUTES["content"].items())


def answer(pair: Pair, image: bytes, subject: str, address: str, body: Body) -> tuple[int, bytes, list[str | None]]:
    """What somebody gets, masked."""
    here = replace(pair.here, image=image, numbers=pair.here.numbers | {"sealed": pair.note})
    here.begin_anew()
    got = ask(here, subject, address, body)
    masked = LOTS.sub(b"", got.data)
    sizes = [got.headers.get(name) for name in HEADERS if name != "Content-Length"]
    return got.status_code, masked, sizes


def differences(pair: Pair, images: tuple[bytes, bytes], subjects: list[str]) -> tuple[int, list[str]]:
    """How many answers were compared, and which differ."""
    rows = [(subject, *row) for subject in subjects for row in asked()]
    found = [
        f"{subject} at {address}"
        for subject, address, body in rows
        if answer(pair, images[0], subject, address, body) != answer(pair, images[1], subject, address, body)
    ]
    return len(rows), found


def test_whoever_may_not_read_the_note_gets_the_same_bytes_from_both_worlds(pair: Pair) -> None:
    others = [one for one in SUBJECTS if one not in READERS | ALWAYS]
    compared, found = differences(pair, pair.images, [*sorted(ALWAYS), *random.Random(SEED).sample(others, 2)])
    print(f"seed {SEED}: {compared} pairs of answers, {len(found)} differ")
    assert compared > 200
    assert found == []


def test_whoever_may_read_it_gets_other_bytes(pair: Pair) -> None:
    """The note is there."""
    _, found = differences(pair, pair.images, ["former"])
    assert f"former at {next(iter(ROUTES['content']))}" in found


def test_a_length_that_leaks_is_seen(pair: Pair) -> None:
    """The sabotage: history tells how long the note is."""
    _, found = differences(pair, (pair.images[0], pair.leaking), ["director"])
    assert any("/zaken/<reference>" in line or "/events" in line for line in found)
