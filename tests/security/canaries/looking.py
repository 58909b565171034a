"""Everybody looks everywhere: pages, API, search, the own page, mail, log, figures, files, backup."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flask.testing import FlaskClient

from engine.access import OVERSEERS
from engine.model import Account, Actor, Case, Membership, Relation, Sealed, Task
from engine.vocabulary import Vocabulary
from tests.security.canaries.house import House
from tests.security.canaries.planting import Canary

MARK = re.compile(r"kanarie\d{6}q")
LISTS = (
    "/",
    "/zaken",
    "/vast",
    "/vast/beeld",
    "/tweede-paar-ogen",
    "/processen",
    "/mijn",
    "/beheer",
    "/signalen",
    "/vorderingen",
    "/noodtoegang",
)
API_LISTS = ("/cases", "/tasks", "/stuck", "/second-look", "/messages", "/signals", "/absences", "/session")
OF_A_CASE = ("", "/plan", "/familie", "/kluis", "/eigen-pagina", "/stilstaan")
API_OF_A_CASE = ("", "/events", "/plan", "/family")
NAMELESS = (
    "/melden",
    "/aanmelden",
    "/api/v1/openapi.json",
    "/api/v1/problems",
    "/mijn/klacht",
)


@dataclass
class Seen:
    """Where which canaries came out. `outside` are those that came to somebody who may not have them."""

    looks: int = 0
    met: set[str] = field(default_factory=set)
    outside: list[str] = field(default_factory=list)


@dataclass
class Looking:
    """What there is to look for, and who may have it: told by the word lists, not by the product's own decision."""

    house: House
    cases: list[Case]
    tasks: list[Task]
    sealed: list[Sealed]
    seats: dict[int, set[str]]
    same_person: set[tuple[int, int]]
    words: Vocabulary
    seen: Seen = field(default_factory=Seen)

    def may(self, account: Account, canary: Canary) -> bool:
        """Whether somebody is so placed that the word lists let this canary come to them."""
        case = next((one for one in self.cases if one.id == canary.case), None)
        if case is None:
            return False  # of a report that was refused: nothing of it may be anywhere
        groups = set(self.seats.get(account.id, ()))
        related = bool(groups & OVERSEERS) or account.id in (case.director, case.deputy)
        related = related or any(task.case == case.id and self._is_for(account, groups, task) for task in self.tasks)
        zone = self.words.zones[canary.zone]
        lets = any(zone.may_read(group) or zone.may_read_with_consent(group) for group in groups)
        return related and lets

    def _is_for(self, account: Account, groups: set[str], task: Task) -> bool:
        return account.id in (task.assignee, task.completed_by) or any(
            group.startswith(f"{task.lane}.") for group in groups
        )

    def note(self, where: str, text: str, who: Account | None = None, person: int | None = None) -> None:
        """Somebody saw this text somewhere."""
        self.seen.looks += 1
        for mark in set(MARK.findall(text)):
            canary = self.house.play.canaries.get(mark)
            if canary is None:
                continue
            self.seen.met.add(mark)
            own = person is not None and (person == canary.case or (person, canary.case) in self.same_person)
            if not own and (who is None or not self.may(who, canary)):
                name = who.login if who else ("a person" if person is not None else "nobody")
                self.seen.outside.append(f"{canary.zone} {canary.form}.{canary.path} at {where} for {name}")

    def note_file(self, where: str, text: str) -> None:
        """A file with this text was found: what is readable by design may stand there."""
        readable = {
            mark
            for mark in MARK.findall(text)
            if mark in self.house.play.canaries and self.house.play.canaries[mark].readable
        }
        self.note(where, MARK.sub(lambda found: "" if found[0] in readable else found[0], text))


def prepared(house: House) -> Looking:
    """Everything that has an address in this house."""
    with house.store.reading() as reader:
        seats: dict[int, set[str]] = {}
        for seat in reader.find(Membership):
            seats.setdefault(seat.account, set()).add(f"{seat.lane}.{seat.role}")
        pairs = {(row.case, row.other) for row in reader.find(Relation)}
        cases, tasks, sealed = reader.find(Case), reader.find(Task), reader.find(Sealed)
    same = pairs | {(other, case) for case, other in pairs}
    return Looking(house, cases, tasks, sealed, seats, same, house.engine.vocabulary)


def look_as(looking: Looking, account: Account, paths: Sequence[str] = ()) -> None:
    """Somebody of staff opens every page and address, those of things that they cannot see too; or these `paths` alone."""
    house = looking.house
    token = house.engine.accounts.open_session(house.engine.accounts.actor(account.id))
    client = house.app.test_client()
    client.set_cookie("perspectief", token)
    sent = {"Authorization": f"Bearer {token}"}
    for path in paths or staff_paths(looking):
        answer = client.get(path, headers=sent if path.startswith("/api/") else {})
        if answer.status_code >= 500:
            looking.seen.outside.append(f"a fault of {answer.status_code} at {path} for {account.login}")
        looking.note(
            path, answer.text.replace(path.rpartition("=")[2], ""), account
        )  # a search repeats what was sought
    for row in () if paths else looking.sealed:
        reference = next(case.reference for case in looking.cases if case.id == row.case)
        path = f"/api/v1/cases/{reference}/content/{row.id}"
        looking.note(path, client.post(path, json={"purpose": "check"}, headers=sent).text, account)


def staff_paths(looking: Looking) -> Iterator[str]:
    """Every address to look at."""
    yield from LISTS
    yield from (f"/api/v1{path}" for path in API_LISTS)
    for canary in list(looking.house.play.canaries)[:3]:
        yield from (f"/?zoek={canary}x", f"/zaken?zoek={canary}x", f"/api/v1/cases?text={canary}x")
    for case in looking.cases:
        yield from (f"/zaken/{case.reference}{part}" for part in OF_A_CASE)
        yield from (f"/api/v1/cases/{case.reference}{part}" for part in API_OF_A_CASE)
    for task in looking.tasks:
        yield from (f"/taken/{task.id}", f"/api/v1/tasks/{task.id}")


def look_as_person(looking: Looking, case: Case) -> None:
    """The person of a case opens the own page."""
    client = visiting(looking, case)
    for path in ("/mijn/", "/mijn/klacht", *(f"/mijn/taken/{task.id}" for task in looking.tasks)):
        looking.note(path, client.get(path).text, person=case.id)


def visiting(looking: Looking, case: Case) -> FlaskClient:
    """The browser of the person of a case."""
    client = looking.house.app.test_client()
    client.set_cookie("mijn", looking.house.engine.own_keys.open_visit(Actor(account=None, name="", person=case.id)))
    return client


def look_as_nobody(looking: Looking) -> None:
    """Somebody who is not known."""
    client = looking.house.app.test_client()
    for path in NAMELESS:
        looking.note(path, client.get(path).text)


def look_in_files(looking: Looking) -> None:
    """Every file of the installation as bytes, its backups too: what is readable by design may stand there."""
    for path in sorted(looking.house.folder.rglob("*")):
        if path.is_file():
            looking.note_file(f"file {path.parent.name}/{path.name}", path.read_bytes().decode("latin-1"))
