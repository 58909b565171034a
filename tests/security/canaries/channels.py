"""What comes out of an installation besides pages: documents, figures, logs of events, faults, dumps; each can be looked into."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from flask.testing import FlaskClient

from engine.acts.cases import Cases
from engine.acts.eventlog import FORMATS
from engine.figures import indicators
from engine.model import Account, Case, CaseKind, Instance
from tests.infrastructure.postgres import pg_dump
from tests.security.canaries.looking import (
    Looking,
    look_as,
    look_as_nobody,
    look_as_person,
    look_in_files,
    visiting,
)
from web import paper

AUDITOR = "aukje"


def look_in_documents(looking: Looking, case: Case) -> None:
    """The person takes the file along as JSON and as a document; a document is looked at as it is given to be set."""
    client, set_from = visiting(looking, case), list[str]()
    compile_ = paper.typst.compile

    def told(layout: bytes, **inputs: object) -> bytes:
        set_from.append(str(inputs["sys_inputs"]))
        made: bytes = compile_(layout, **inputs)
        return made

    paper.typst.compile = told
    try:
        given = client.get("/mijn/alles.pdf")
    finally:
        paper.typst.compile = compile_
    assert (
        set_from or given.status_code != 200 or case.kind is not CaseKind.PERSON
    )  # of an erased case there is no page
    looking.note("document", "".join(set_from) + given.data.decode("latin-1"), person=case.id)
    looking.note("file of the person", client.get("/mijn/alles.json").text, person=case.id)


def look_at_figures(looking: Looking) -> None:
    """The figures of every month and year as pages and tables, and the log of events, for who examines how cases run."""
    house = looking.house
    _months_pass(looking)
    who, client = _staff(looking, AUDITOR)
    with house.store.reading() as reader:
        months = reader.told_months()
    for month in months:
        place = f"/cijfers/gelijk/{month}" if indicators.is_year(month) else f"/cijfers/{month}"
        looking.note("figures", client.get(place).text, who)
        looking.note("table of figures", client.get(f"{place}.csv").text, who)
    for format in FORMATS:
        answer = client.get(f"/cijfers/logboek/{format}")
        assert answer.status_code == 200, "an auditor takes the log"
        looking.note(f"log of events in {format}", answer.text)


def _months_pass(looking: Looking) -> None:
    """Count the months and the year of the story, as is done when they are over; then it is today again."""
    clock, ahead, figures = looking.house.play.clock, timedelta(days=400), looking.house.engine.figures
    clock.advance(ahead)
    while figures.tell_month() or figures.tell_year():
        pass
    clock.advance(-ahead)


def look_at_counts(looking: Looking) -> None:
    """What whoever watches over the programs reads."""
    client = looking.house.app.test_client()
    for path in ("/metrics", "/api/v1/health"):
        answer = client.get(path)
        assert answer.status_code == 200
        looking.note(path, answer.text)


def look_at_faults(looking: Looking) -> None:
    """A fault in the middle of a page, whose own words repeat what somebody wrote: neither page nor log may."""
    mark = next(reversed(looking.house.play.canaries), "nothing written in this story")
    _, client = _staff(looking, "alice")
    with _failing(f"cannot read {mark}"):
        for path in ("/zaken", "/api/v1/cases"):
            looking.note("fault", client.get(path).text)


@contextmanager
def _failing(words: str) -> Iterator[None]:
    kept = Cases.list

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError(words)

    Cases.list = fails  # type: ignore[method-assign, assignment] # the fault
    try:
        yield
    finally:
        Cases.list = kept  # type: ignore[method-assign]


def look_at_letters(looking: Looking) -> None:
    """Every mail that left."""
    for mail in looking.house.post.mails:
        looking.note("mail", mail.as_string())


def look_in_log(looking: Looking) -> None:
    """All that a program at DEBUG wrote."""
    looking.note("log", looking.house.log.getvalue())


def look_in_states(looking: Looking) -> None:
    """Where cases stand, as the kernel keeps it."""
    with looking.house.store.reading() as reader:
        for row in reader.find(Instance):
            looking.note("state", str(row.state))


def look_in_backups(looking: Looking) -> None:
    """The files of the house, a backup of the records, and one of the keys."""
    looking.house.backup()
    look_in_files(looking)


def look_in_dump(looking: Looking) -> None:
    """What the server's own program for it takes out of a PostgreSQL database; nothing of a house on SQLite."""
    url = looking.house.settings.database
    if url.startswith("postgresql"):
        looking.note_file("dump", pg_dump(url).decode("utf-8"))


CHANNELS: Mapping[str, Callable[[Looking], None]] = {
    "figures": look_at_figures, "counts": look_at_counts, "faults": look_at_faults, "letters": look_at_letters,
    "log": look_in_log, "states": look_in_states, "backups": look_in_backups, "dump": look_in_dump,
}  # fmt: skip


def look_everywhere(looking: Looking, accounts: Iterable[Account]) -> None:
    """These people, the persons themselves and a stranger look at pages and documents; then everything else that comes out."""
    for part, account in enumerate(accounts):
        look_as(looking, account, part=part)
    for case in looking.cases:
        if case.kind is CaseKind.PERSON:
            look_as_person(looking, case)
            look_in_documents(looking, case)
    look_as_nobody(looking)
    for channel in CHANNELS.values():
        channel(looking)


def _staff(looking: Looking, login: str) -> tuple[Account, FlaskClient]:
    with looking.house.store.reading() as reader:
        (row,) = reader.find(Account, login=login)
    client = looking.house.app.test_client()
    accounts = looking.house.engine.accounts
    token = accounts.open_session(accounts.actor(row.id))
    client.set_cookie("perspectief", token)
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return row, client
