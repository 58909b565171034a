"""What another person must look at afterwards: emergencies, and reading that nobody can explain.

An alert is about conduct, not about the person whose case it is: the officer sees who, when, how often and with which reason
given, and no content.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import access, tags
from engine.acts.desk import Desk
from engine.acts.need.openings import tell_protection
from engine.calendar import day_of
from engine.errors import AlreadyDone, FourEyes, Invalid, NotFound, Stale
from engine.facts import dumps
from engine.model import Account, Actor, Case, Event, Membership, Review
from engine.ports import FieldProblem
from engine.store.protocol import Reader

READS = "reads"
VERDICTS = ("right", "wrong", "unclear")
LOOK_BACK = timedelta(hours=1)
MANY_CASES = 20  # of different people in an hour: more than anybody works on
NO_VERDICT = FieldProblem("verdict", "choice", "Kies wat u vond.", "Choose what you found.")


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Something to look at, as somebody sees it. `mine` says that it is about themselves."""

    id: int
    kind: str
    zone: str
    reference: str
    about: str
    detail: dict[str, object]
    opened_at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class Reviews:
    """Looking at conduct."""

    desk: Desk

    def open(self, actor: Actor) -> list[ReviewView]:
        """What waits to be looked at, for this actor."""
        with self.desk.look() as (reader, _):
            rows = reader.find(Review, closed_at=None, limit=500)
            return [_view(reader, actor, row) for row in rows if self._may(reader, actor, row)]

    def close(self, actor: Actor, review: int, verdict: str) -> None:
        """Say what one found. Raises NotFound, FourEyes for one's own conduct, AlreadyDone, Invalid."""
        if verdict not in VERDICTS:
            raise Invalid([NO_VERDICT])
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            seen = tx.get(Review, review)
            if seen is None or not self._may(tx, actor, seen):
                raise NotFound()
            if seen.case is not None:
                tx.lock_case(seen.case)
            row = tx.get(Review, review) or seen
            if not access.four_eyes(actor.account, [row.about]):
                raise FourEyes("This is about yourself. Ask a colleague.", "Dit gaat over uzelf. Vraag een collega.")
            if row.closed_at is not None:
                raise _too_late()
            try:
                tx.change(row, closed_at=now, closed_by=actor.account, verdict=verdict)
            except Stale as stale:
                raise _too_late() from stale
            detail = dumps({"review": row.id, "verdict": verdict})
            event = Event(
                case=row.case, at=now, kind=tags.REVIEW_CLOSED, actor=actor.account, zone=row.zone, detail=detail
            )
            tx.append_events([event])

    def _may(self, reader: Reader, actor: Actor, row: Review) -> bool:
        """The officer sees all; of an emergency the colleagues who give the same care: others may not know that there is any."""
        if access.protects(actor):
            return True
        if row.kind != access.EMERGENCY:
            return False
        vocabulary = self.desk.library.snapshot(reader).vocabulary
        places = {seat.organisation for seat in reader.find(Membership, account=row.about)}
        return any(role.organisation in places for role in access.carers_of(actor, row.zone, vocabulary))

    def look(self) -> int:
        """Look through the read log of the last hour for what nobody can explain; answers how many findings.

        Content that was opened without a task, direction, duty or party, and many people's content in a short time.
        """
        now = self.desk.clock.now()
        with self.desk.store.reading() as reader:
            found = list(_curious(reader, now))
        return sum(self._found(*one, now) for one in found)

    def _found(self, about: int, subject: str, detail: dict[str, object], case: int | None, now: datetime) -> bool:
        with self.desk.store.begin() as tx:
            row = Review(kind=READS, subject=subject, case=case, about=about, detail=dumps(detail), opened_at=now)
            if tx.add_unless_there(row) is None:
                return False
            said = dumps({"about": about, **detail})
            tx.append_events([Event(case=None, at=now, kind=tags.READS_FOUND, detail=said)])
            tell_protection(tx, subject, now, besides=about)
            return True


def _too_late() -> AlreadyDone:
    return AlreadyDone("Somebody else looked at this already.", "Iemand anders heeft hier al naar gekeken.")


def _curious(reader: Reader, now: datetime) -> Iterator[tuple[int, str, dict[str, object], int | None]]:
    day = day_of(now).isoformat()
    for actor, cases in reader.watch("many reads", since=now - LOOK_BACK, most=MANY_CASES):
        yield actor, f"many:{actor}:{day}", {"cases": cases, "day": day}, None
    for actor, case, reads in reader.watch("reads without ground", since=now - LOOK_BACK):
        yield actor, f"ground:{actor}:{case}:{day}", {"reads": reads, "day": day}, case


def _view(reader: Reader, actor: Actor, row: Review) -> ReviewView:
    account = reader.get(Account, row.about)
    case = reader.get(Case, row.case) if row.case else None
    return ReviewView(
        id=row.id,
        kind=row.kind,
        zone=row.zone,
        reference=case.reference if case else "",
        about=account.name if account else "",
        detail=json.loads(row.detail),
        opened_at=row.opened_at,
        mine=actor.account is not None and actor.account == row.about,
    )
