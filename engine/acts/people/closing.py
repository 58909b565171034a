"""The days on which an organisation, or everybody, does not work: what they add to the holidays of the law.

Open terms are reckoned anew by the next sweep. A date that somebody was told never comes earlier, also when a day is
withdrawn: what moved for it stays where it is.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine import access, tags
from engine.acts.desk import Desk
from engine.acts.people.common import tell
from engine.calendar import day_of
from engine.errors import Invalid, NotAllowed, NotFound
from engine.model import Actor, ClosingDay, Organisation
from engine.ports import FieldProblem
from engine.store.protocol import Reader
from engine.vocabulary import Vocabulary

FURTHEST = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """A closing day to come; without an organisation everybody is closed."""

    id: int
    organisation: str
    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class ClosingView:
    """What somebody sees of closing days: those to come, and for which organisations (key, name) or for all a day can be noted.

    `reckoned_at` is when open terms were last reckoned anew, `waits` that this is still to be done for what was noted since,
    and `moved` in how many cases a date came later then; None for who does not watch over cases.
    """

    rows: tuple[ClosingRow, ...]
    places: tuple[tuple[str, str], ...]
    everybody: bool
    reckoned_at: datetime | None
    waits: bool
    moved: int | None


@dataclass(frozen=True, slots=True)
class Closing:
    """Closing days: administrators and coordinators note them for all, whoever leads a team for the own organisation."""

    desk: Desk

    def view(self, actor: Actor) -> ClosingView:
        """The closing days to come, the first one first. Raises NotAllowed."""
        today = day_of(self.desk.clock.now())
        with self.desk.look() as (reader, snapshot):
            places, all_of = self._places(reader, actor, snapshot.vocabulary), _for_all(actor)
            last = reader.last_system_event(tags.TERMS_CHANGED)
            newest = reader.find(ClosingDay, newest=True, limit=1)
            rows = [row for row in reader.find(ClosingDay) if row.day >= today]
        names = {place.id: place.name for place in places}
        told = json.loads(last.detail) if last else {}
        return ClosingView(
            rows=tuple(
                ClosingRow(row.id, names.get(row.organisation or 0, ""), row.day, row.reason)
                for row in sorted(rows, key=lambda row: (row.day, row.id))
                if row.organisation is None or row.organisation in names
            ),
            places=tuple((place.key, place.name) for place in places),
            everybody=all_of,
            reckoned_at=last.at if last else None,
            waits=told.get("closed", 0) != (newest[0].id if newest else 0),
            moved=told.get("moved") if access.coordinates(actor) else None,
        )

    def close(self, actor: Actor, organisation: str | None, day: date, reason: str) -> None:
        """Note that an organisation (None: everybody) is closed on a day to come. Noting it twice is noting it once.

        Raises NotAllowed, NotFound for an organisation that is not there or not one's own, Invalid for a day that is past.
        """
        now = self.desk.clock.now()
        with self.desk.look() as (reader, snapshot):
            known = {place.key: place.id for place in self._places(reader, actor, snapshot.vocabulary)}
        if organisation not in known and not (organisation is None and _for_all(actor)):
            raise NotFound()
        if not day_of(now) <= day <= day_of(now) + FURTHEST:
            raise Invalid([_NO_DAY])
        closed = known[organisation] if organisation is not None else None
        with self.desk.store.begin() as tx:
            if tx.find(ClosingDay, organisation=closed, day=day):
                return
            tx.add(ClosingDay(organisation=closed, day=day, reason=reason.strip()[:300]))
            tell(tx, actor.account, now, tags.DAYS_CLOSED, organisation=organisation, day=day.isoformat())

    def withdraw(self, actor: Actor, closing_day: int) -> None:
        """Work goes on on that day after all. Raises NotAllowed, NotFound."""
        with self.desk.look() as (reader, snapshot):
            mine = {place.id for place in self._places(reader, actor, snapshot.vocabulary)}
        with self.desk.store.begin() as tx:
            row = tx.get(ClosingDay, closing_day)
            if row is None or not (row.organisation in mine or (row.organisation is None and _for_all(actor))):
                raise NotFound()
            tx.remove(row)
            now, day = self.desk.clock.now(), row.day.isoformat()
            tell(tx, actor.account, now, tags.DAYS_OPENED, organisation=row.organisation, day=day)

    def _places(self, reader: Reader, actor: Actor, vocabulary: Vocabulary) -> list[Organisation]:
        """The organisations of which this actor notes the days, by name. Raises NotAllowed when there is none."""
        led = access.leads(actor, vocabulary)
        if not _for_all(actor) and not led:
            raise NotAllowed()
        rows = reader.find(Organisation) if _for_all(actor) else reader.find(Organisation, id=tuple(sorted(led)))
        return sorted(rows, key=lambda row: row.name.casefold())


def _for_all(actor: Actor) -> bool:
    return access.administers(actor) or access.coordinates(actor)


_NO_DAY = FieldProblem(
    "day", "before", "Kies een dag die nog komt, binnen twee jaar.", "Choose a day to come, within two years."
)
