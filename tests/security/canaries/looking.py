"""Everybody looks everywhere: pages, API, search, the own page, mail, log, figures, files, backup."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask.testing import FlaskClient

from engine.access import OVERSEERS
from engine.model import Account, Actor, Case, CaseStatus, Definition, Instance, Membership, Relation, Sealed, Task
from engine.store.protocol import Reader
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
    "/team",
    "/terugkomen",
    "/noodtoegang",
    "/vorderingen",
)
API_LISTS = ("/cases", "/tasks", "/stuck", "/second-look", "/messages", "/session")
# What is not about cases: everybody takes a part of it, and together they take it all.
GENERAL = (
    "/rechten", "/processen", "/processen/P00", "/processen/inbrengen", "/mijn", "/opnieuw", "/aanmelden/app", "/beheer",
    "/beheer/nieuw", "/beheer/organisaties", "/beheer/organisaties/nieuw", "/beheer/organisaties/meldpunt", "/beheer/rooster",
    "/signalen", "/signalen/landenveiligheid.gewijzigd", "/sluitingsdagen", "/cijfers", "/api/v1/signals", "/api/v1/absences",
    "/api/v1/processes", "/api/v1/processes/P00", "/api/v1/processes/P00/1.bpmn", "/api/v1/forms/aftercare/1", "/api/v1/seals",
    "/api/v1/accounts", "/api/v1/organisations", "/api/v1/roster", "/api/v1/closing-days",
)  # fmt: skip
PARTS = 4
OF_A_CASE = (
    "", "/tijdlijn", "/formulieren", "/onderdelen", "/plan", "/familie", "/kluis", "/eigen-pagina", "/stilstaan", "/rechten",
    "/rechten/alles.json", "/rechten/alles.pdf",
)  # fmt: skip
API_OF_A_CASE = ("", "/events", "/plan", "/family")
OWN_PAGES = ("/", "/klacht", "/wachtzin", "/zeg/pause", "/vernietigen")
NAMELESS = (
    "/melden", "/aanmelden", "/aanmelden/code", "/aanmelden/dienst/terug", "/taal/nl", "/toegankelijkheid", "/uitnodiging/nooit",
    "/static/web/mark.svg", "/mijn/aanmelden", "/mijn/terug", "/mijn/klacht", "/api/v1/openapi.json", "/api/v1/problems",
    "/api/v1/report/form", "/api/v1/health/live", "/api/v1/health/ready",
)  # fmt: skip


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
    numbered: tuple[str, ...] = ()
    seen: Seen = field(default_factory=Seen)

    def near(self, account: Account) -> bool:
        """Whether somebody has to do with these cases, watches over all or enforces; the others are strangers here."""
        groups = set(self.seats.get(account.id, ()))
        if groups & OVERSEERS or any(self.words.enforces(*group.split(".")) for group in groups):
            return True
        directs = any(account.id in (case.director, case.deputy) for case in self.cases)
        return directs or any(self._is_for(account, groups, task) for task in self.tasks)

    def may(self, account: Account, canary: Canary) -> bool:
        """Whether somebody is so placed that the word lists let this canary come to them."""
        groups, zone = set(self.seats.get(account.id, ())), self.words.zones[canary.zone]
        lets = any(zone.may_read(group) or zone.may_read_with_consent(group) for group in groups)
        if canary.path == "alias":  # by which name to call somebody is for all who read anything of that person
            lets = any(any_zone.may_read(group) for any_zone in self.words.zones.values() for group in groups)
        return lets and any(self._related(account, groups, case) for case in self._homes(canary))

    def _homes(self, canary: Canary) -> list[Case]:
        """The cases that this is of: none of a report that was refused or forgotten, whose words may be nowhere; of a name to be
        called by also the person's cases of care and housing, which go by the same name."""
        there = [case for case in self.cases if case.status is not CaseStatus.ERASED]
        return [case for case in there if canary.case == case.id or canary.value == case.alias]

    def _related(self, account: Account, groups: set[str], case: Case) -> bool:
        if groups & OVERSEERS or account.id in (case.director, case.deputy):
            return True
        return any(task.case == case.id and self._is_for(account, groups, task) for task in self.tasks)

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
        numbered = tuple(_numbered(reader, {case.id: case.reference for case in cases}, tasks))
    same = pairs | {(other, case) for case, other in pairs}
    return Looking(house, cases, tasks, sealed, seats, same, house.engine.vocabulary, numbered)


def _numbered(reader: Reader, references: Mapping[int, str], tasks: Iterable[Task]) -> Iterator[str]:
    """The addresses with a number in them that stands in no list of `staff_paths`."""
    for row in reader.find(Instance):
        yield f"/zaken/{references[row.case]}/paden/{row.id}.json"
    for task in tasks:
        yield f"/vast/{references[task.case]}/nudge?taak={task.id}"
    somebody = reader.find(Account, login="samira")[0].id
    yield from (f"/beheer/mensen/{somebody}", f"/team/{somebody}/afwezig", f"/api/v1/accounts/{somebody}")
    yield f"/processen/{reader.find(Definition, kind='process', limit=1)[0].id}.bpmn"


def look_as(looking: Looking, account: Account, paths: Sequence[str] = (), part: int = 0) -> None:
    """Somebody of staff opens every page and address, those of things that they cannot see too; or these `paths` alone.

    Of the general addresses this `part` of PARTS.
    """
    house = looking.house
    token = house.engine.accounts.open_session(house.engine.accounts.actor(account.id))
    client = house.app.test_client()
    client.set_cookie("perspectief", token)
    sent = {"Authorization": f"Bearer {token}"}
    for path in paths or staff_paths(looking, part):
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


def staff_paths(looking: Looking, part: int = 0) -> Iterator[str]:
    """Every address to look at, of the general ones a part."""
    yield from LISTS
    yield from GENERAL[part % PARTS :: PARTS]
    yield from (f"/api/v1{path}" for path in API_LISTS)
    for canary in list(looking.house.play.canaries)[-1:]:
        yield from (f"/?zoek={canary}x", f"/zaken?zoek={canary}x", f"/api/v1/cases?text={canary}x")
    for case in looking.cases:
        yield from (f"/zaken/{case.reference}{part}" for part in OF_A_CASE)
        yield from (f"/api/v1/cases/{case.reference}{part}" for part in API_OF_A_CASE)
    for task in looking.tasks:
        yield from (f"/taken/{task.id}", f"/api/v1/tasks/{task.id}")
    yield from looking.numbered


def look_as_person(looking: Looking, case: Case) -> None:
    """The person of a case opens the own page."""
    client = visiting(looking, case)
    for path in (*OWN_PAGES, *(f"/taken/{task.id}" for task in looking.tasks)):
        looking.note(f"/mijn{path}", client.get(f"/mijn{path}").text, person=case.id)


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
