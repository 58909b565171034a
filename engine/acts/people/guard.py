"""Counting tries at the door, in the database: every web program sees the same counts, and a restart forgets none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.acts.desk import Desk
from engine.errors import Stale, TooManyTries
from engine.model import Tries
from engine.safe import Safe
from engine.store.protocol import Reader, Transaction
from engine.tries import Limit, counted, place, wait_after

PER_LOGIN = 5
PER_CODE = 5
PER_ADDRESS = 20  # an organisation often has one address for everybody
RACES = 5
KEPT = timedelta(days=90)  # so long an address from which somebody logged in is known; wrong tries count for a day
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets a try through, or says how long to wait."""

    desk: Desk
    safe: Safe

    def at_login(self, login: str, address: str) -> tuple[Limit, ...]:
        """What a try with this log-in name from this address counts for."""
        known = self._known(login, address)
        with self.desk.store.reading() as reader:
            here = known if reader.find(Tries, subject=known) else self.safe.mark("login", login)
        return (Limit(here, PER_LOGIN), *self._at(address))

    def at_code(self, account: int, address: str) -> tuple[Limit, ...]:
        """What a try with a code of this account counts for; its recovery codes are counted with it."""
        return (Limit(self.safe.mark("code", str(account)), PER_CODE), *self._at(address))

    def _at(self, address: str) -> tuple[Limit, ...]:
        return (Limit(self.safe.mark("address", place(address)), PER_ADDRESS),) if address else ()

    def _known(self, login: str, address: str) -> str:
        return self.safe.mark("known", login, place(address))

    def count(self, limits: Sequence[Limit]) -> None:
        """Count a try as failed before it is looked at, so that many at once are counted too. Raises TooManyTries.

        A try that has to wait is not counted: waiting does not get longer by asking.
        """
        for _ in range(RACES):
            try:
                self._count(limits, self.desk.clock.now())
            except Stale:
                continue  # another try was counted at the same moment
            return
        raise TooManyTries(1)

    def _count(self, limits: Sequence[Limit], now: datetime) -> None:
        with self.desk.store.reading() as reader:
            _must_be_free([_row(reader, limit) for limit in limits], now)
        with self.desk.store.begin() as tx:
            rows = [_row(tx, limit) for limit in limits]
            _must_be_free(rows, now)
            for limit, row in zip(limits, rows, strict=True):
                _fail(tx, limit, row, now)

    def sweep(self) -> int:
        """Forget what was counted a quarter ago, some hundreds at a time; answers how many."""
        before = self.desk.clock.now() - KEPT
        with self.desk.store.reading() as reader:
            old = [id for (id,) in reader.watch("old tries", before=before, most=AT_ONCE)]
        return sum(self._forget(id, before) for id in old)

    def _forget(self, id: int, before: datetime) -> bool:
        try:
            with self.desk.store.begin() as tx:
                rows = [row for row in tx.find(Tries, id=id) if row.last_at < before]
                for row in rows:
                    tx.remove(row)
            return bool(rows)
        except Stale:
            return False  # somebody tried again at this moment: it is not old any more

    def passed(self, limits: Sequence[Limit], login: str = "", address: str = "") -> None:
        """The try was right: the first limit starts anew, the others take this try back. The address is known from now on."""
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            first, *others = [_row(tx, limit) for limit in limits]
            _set(tx, first, 0, now)
            for row in others:
                _set(tx, row, row.failures - 1 if row else 0, now)
            if login and address:
                tx.add_unless_there(Tries(subject=self._known(login, address), failures=0, last_at=now, free_at=now))


def _row(reader: Reader, limit: Limit) -> Tries | None:
    rows = reader.find(Tries, subject=limit.subject)
    return rows[0] if rows else None


def _must_be_free(rows: Sequence[Tries | None], now: datetime) -> None:
    wait = max((row.free_at - now for row in rows if row), default=timedelta())
    if wait > timedelta():
        raise TooManyTries(int(wait.total_seconds()) + 1)


def _fail(tx: Transaction, limit: Limit, row: Tries | None, now: datetime) -> None:
    failures = (counted(row.failures, row.last_at, now) if row else 0) + 1
    free_at = now + wait_after(failures, limit.free)
    if row:
        tx.change(row, failures=failures, last_at=now, free_at=free_at)
    elif tx.add_unless_there(Tries(subject=limit.subject, failures=failures, last_at=now, free_at=free_at)) is None:
        raise Stale()


def _set(tx: Transaction, row: Tries | None, failures: int, now: datetime) -> None:
    if row:
        tx.change(row, failures=max(failures, 0), free_at=now)
