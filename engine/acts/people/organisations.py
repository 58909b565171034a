"""Organisations: which of them there are, and which lanes each fills. None of this gives anybody a right: people get roles by two.

An organisation that stops fills no lane any more, so that nothing new comes to it; its row stays, for history names it.
"""

import re
from collections import Counter
from dataclasses import dataclass

from engine import tags
from engine.acts.desk import Desk
from engine.acts.people.common import must_administer, must_be_sure, tell
from engine.errors import Conflict, Invalid, NotFound
from engine.model import Actor, Membership, Organisation, Task, TaskStatus
from engine.placing import lanes_of
from engine.ports import FieldProblem
from engine.store.protocol import Reader
from engine.vocabulary import Vocabulary

KEY = re.compile(r"[a-z][a-z0-9_-]{1,39}")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """An organisation in the list: the lanes that it fills by key and by name, and how many people have a role there."""

    id: int
    key: str
    name: str
    lanes: tuple[str, ...]
    labels: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Organisations:
    """What administrators do with organisations. Every method raises NotAllowed for others."""

    desk: Desk

    def rows(self, actor: Actor) -> list[PlaceRow]:
        """All organisations by name, those that stopped last."""
        must_administer(actor)
        with self.desk.look() as (reader, snapshot):
            words, seats = _labels(snapshot.vocabulary, actor), reader.find(Membership)
            places = reader.find(Organisation)
        rows = [_row(place, words, seats) for place in places]
        return sorted(rows, key=lambda row: (not row.lanes, row.name.casefold()))

    def one(self, actor: Actor, key: str) -> PlaceRow:
        """One organisation. Raises NotFound."""
        found = [row for row in self.rows(actor) if row.key == key]
        if not found:
            raise NotFound()
        return found[0]

    def lanes(self, actor: Actor) -> list[tuple[str, str]]:
        """The lanes that an organisation can fill: key and label, by label."""
        must_administer(actor)
        with self.desk.look() as (_, snapshot):
            words = _labels(snapshot.vocabulary, actor)
        twice = {label for label, times in Counter(words.values()).items() if times > 1}
        told = ((key, f"{label} ({key})" if label in twice else label) for key, label in words.items())
        return sorted(told, key=lambda pair: pair[1].casefold())

    def add(self, actor: Actor, key: str, name: str, lanes: tuple[str, ...]) -> Organisation:
        """A new organisation. Raises Invalid, and Conflict when there is one with this key."""
        must_administer(actor)
        with self.desk.store.reading() as reader:
            if reader.find(Organisation, key=_plain(key)):
                raise Conflict("There is an organisation with this short name.", "Deze korte naam is al in gebruik.")
        return self.set(actor, key, name, lanes)

    def set(self, actor: Actor, key: str, name: str, lanes: tuple[str, ...]) -> Organisation:
        """Make an organisation, or give the one with this key another name or other lanes. Raises Invalid, Conflict.

        A lane in which somebody has a role or a task is open cannot be taken away.
        """
        must_administer(actor)
        now, key, name = self.desk.clock.now(), _plain(key), name.strip()
        with self.desk.look() as (_, snapshot):
            _must_be_an_organisation(snapshot.vocabulary, key, name, lanes)
        told = ",".join(dict.fromkeys(lanes))
        with self.desk.store.begin() as tx:
            rows = tx.find(Organisation, key=key)
            if rows:
                _must_be_free(tx, rows[0], set(lanes_of(rows[0])) - set(lanes))
                row = tx.change(rows[0], name=name, lanes=told)
            else:
                row = tx.add(Organisation(key=key, name=name, lanes=told))
            tell(tx, actor.account, now, tags.ORGANISATION_SET, organisation=row.id, lanes=told)
        return row

    def end(self, actor: Actor, key: str) -> None:
        """An organisation stops: it fills no lane any more. Its people and its open tasks went elsewhere before.

        Raises ProveAgain, NotFound, Conflict while somebody has a role there or a task is open.
        """
        now = self.desk.clock.now()
        must_administer(actor)
        must_be_sure(actor, now)
        with self.desk.store.begin() as tx:
            rows = tx.find(Organisation, key=key)
            if not rows or not rows[0].lanes:
                raise NotFound()
            _must_be_free(tx, rows[0], set(lanes_of(rows[0])))
            tx.change(rows[0], lanes="")
            tell(tx, actor.account, now, tags.ORGANISATION_ENDED, organisation=rows[0].id)


def _must_be_free(reader: Reader, place: Organisation, lanes: set[str]) -> None:
    """Raises Conflict while people have roles, or tasks are open, in lanes of an organisation that it would fill no more."""
    held = sorted({seat.lane for seat in reader.find(Membership, organisation=place.id)} & lanes)
    if held:
        raise Conflict(
            f"People have roles in {', '.join(held)}: take those away first.",
            f"Mensen hebben rollen in {', '.join(held)}: neem die eerst weg.",
        )
    work = [lane for lane in sorted(lanes) if _works(reader, place.id, lane)]
    if work:
        raise Conflict(
            f"Tasks are open in {', '.join(work)}: a coordinator hands those over first.",
            f"Er staan taken open in {', '.join(work)}: een coördinator draagt die eerst over.",
        )


def _works(reader: Reader, place: int, lane: str) -> bool:
    return bool(reader.count(Task, cap=1, organisation=place, lane=lane, status=TaskStatus.OPEN))


def _labels(vocabulary: Vocabulary, actor: Actor) -> dict[str, str]:
    lanes = [lane for lane in vocabulary.lanes.values() if lane.kind == "organisation"]
    return {lane.key: lane.say(actor.language) for lane in lanes}


def _row(place: Organisation, words: dict[str, str], seats: list[Membership]) -> PlaceRow:
    lanes = tuple(lane for lane in place.lanes.split(",") if lane)
    people = {seat.account for seat in seats if seat.organisation == place.id}
    return PlaceRow(place.id, place.key, place.name, lanes, tuple(words.get(lane, lane) for lane in lanes), len(people))


def _plain(key: str) -> str:
    return key.strip().lower()


def _must_be_an_organisation(vocabulary: Vocabulary, key: str, name: str, lanes: tuple[str, ...]) -> None:
    known = {lane.key for lane in vocabulary.lanes.values() if lane.kind == "organisation"}
    problems = []
    if not KEY.fullmatch(key):
        problems.append(
            _problem(
                "key",
                "Gebruik 2 tot 40 kleine letters, cijfers of streepjes.",
                "Use 2 to 40 small letters, digits or dashes.",
            )
        )
    if not name or len(name) > 200:
        problems.append(_problem("name", "Vul de naam in.", "Give the name."))
    if not lanes or not set(lanes) <= known:
        problems.append(_problem("lanes", "Kies wat deze organisatie doet.", "Choose what this organisation does."))
    if problems:
        raise Invalid(problems)


def _problem(path: str, nl: str, en: str) -> FieldProblem:
    return FieldProblem(path, "invalid", nl, en)
