"""The key store on disk: wrapped data keys in a database of their own. What wraps them is in wrapping.py or a key service.

A row whose `wrapped` is NULL is a tombstone: the same row is the key or its grave, so no key can be made after a shred.
Tombstones also go to a file outside the database, and are applied when the store is opened: a key database that was
restored from a backup forgets again what had been forgotten since.
"""

import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

from engine import errors
from engine.ports import KeyStore, Wrapper
from engine.sealed import KEY_BYTES
from engine.store import connect
from engine.store.driver import Line, run
from engine.store.failures import explained
from engine.wrapping import local

metadata = sa.MetaData()
_keys = sa.Table(
    "data_key",
    metadata,
    sa.Column("case", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("zone", sa.Text, primary_key=True),  # of another part than the first: zone#part
    sa.Column("wrapped", sa.LargeBinary),  # NULL: shredded
    sa.Column(
        "wrapped_by", sa.Text
    ),  # the fingerprint of the zone key, so that a changed one can be told from a broken row
)


def open_keys(url: str, zones: Wrapper | Mapping[str, bytes], *, tombstones: Path | None = None) -> "SqlKeys":
    """Open or make the key database. `zones` wraps, or is the zone keys in hand; `tombstones` is the file that outlives
    restores."""
    return SqlKeys(url, local(zones) if isinstance(zones, Mapping) else zones, tombstones)


class SqlKeys(KeyStore):
    """Keys in a database of their own. Safe for threads; after a fork, open another one."""

    def __init__(self, url: str, wrapper: Wrapper, tombstones: Path | None = None) -> None:
        parsed = connect.parse(url)
        self._engine = connect.writing(parsed, "secure_delete=ON")
        self._reader = connect.reading(parsed, self._engine)
        self._dialect = parsed.get_backend_name()
        self.wrapper = wrapper
        self._zones = wrapper.zones()
        self._tombstones = tombstones
        self._turn = threading.RLock()
        with self._begin(self._engine) as connection:
            metadata.create_all(connection)
            for case, zone in self._buried():
                connection.execute(_BURYING[self._dialect], {"case": case, "zone": zone})
        self._scrub()

    def can(self, zone: str) -> bool:
        """See ports.KeyStore."""
        return zone in self._zones

    def data_key(self, case: int, zone: str, part: str = "", *, create: bool) -> bytes | None:
        """See ports.KeyStore. None, too, when the row is broken or was wrapped by another zone key."""
        if not self.can(zone):
            return None
        zone = _row_of(zone, part)
        with self._begin(self._reader) as connection:
            row = run(Line(connection), _FIND, {"case": case, "zone": zone}).one()
        if row is None and create:
            key = os.urandom(KEY_BYTES)
            with self._begin(self._engine) as connection:
                if run(Line(connection), _MAKING[self._dialect], self._wrap(case, zone, key)).touched:
                    return key
                row = run(Line(connection), _FIND, {"case": case, "zone": zone}).one()  # of who was first
        return None if row is None else self._unwrap(case, zone, *row)

    def begin(self, case: int) -> Mapping[str, bytes]:
        """See ports.KeyStore."""
        made = {zone: os.urandom(KEY_BYTES) for zone in sorted(self._zones)}
        rows = {zone: self._wrap(case, zone, key) for zone, key in made.items()}
        with self._begin(self._engine) as connection:
            line = Line(connection)
            new = [zone for zone, row in rows.items() if run(line, _MAKING[self._dialect], row).touched]
        return {zone: made[zone] for zone in new}

    def shred(self, case: int, zone: str, part: str = "") -> None:
        """See ports.KeyStore. First the tombstone outside the database, so that a crash in between shreds rather than
        forgets to."""
        zone = _row_of(zone, part)
        self._bury_outside(case, zone)
        with self._begin(self._engine) as connection:
            connection.execute(_BURYING[self._dialect], {"case": case, "zone": zone})
        self._scrub()

    def highest_case(self) -> int:
        """The highest case number with a key or tombstone, 0 without any. After a restore, new cases must be numbered
        above it (SqlStore.number_cases_above)."""
        with self._begin(self._reader) as connection:
            return connection.execute(sa.select(sa.func.max(_keys.c.case))).scalar_one() or 0

    def close(self) -> None:
        """Give back connections."""
        self._engine.dispose()

    def rewrap(self, zone: str, *, at_once: int = 200) -> int:
        """Wrap up to so many of the zone's data keys anew with the key that wraps now; answers how many others there are
        left. What the former key wrapped can be opened all along, and a crash in between loses nothing.

        Raises errors.Misconfigured for a data key that no key at hand opens.
        """
        current = self.wrapper.current(zone)
        with self._begin(self._reader) as connection:
            rows = connection.execute(_OTHERS, {"zone": zone, "current": current, "limit": at_once + 1}).all()
        for row in rows[:at_once]:
            key = self._unwrap(row.case, row.zone, row.wrapped, row.wrapped_by)
            if key is None:
                raise errors.Misconfigured(
                    f"No key at hand opens data key {row.zone} of case {row.case}, wrapped by {row.wrapped_by}; put that zone "
                    "key back as the older one, then try again"
                )
            with self._begin(self._engine) as connection:
                bound = {
                    **self._wrap(row.case, row.zone, key),
                    "at_case": row.case,
                    "at_zone": row.zone,
                    "by": row.wrapped_by,
                }
                connection.execute(
                    _REWRAP, {name: bound[name] for name in ("wrapped", "wrapped_by", "at_case", "at_zone", "by")}
                )
        return max(0, len(rows) - at_once)

    def check(self, zone: str) -> dict[str, int]:
        """What becomes of every data key of a zone: how many open with the key that wraps now (`current`) or with an older
        one (`old`), how many nobody here opens (`closed`), and how many were destroyed (`destroyed`)."""
        found = dict.fromkeys(("current", "old", "closed", "destroyed"), 0)
        with self._begin(self._reader) as connection:
            rows = connection.execute(_OF_ZONE, {"zone": zone}).all()
        current = self.wrapper.current(zone) if self.can(zone) else ""
        for row in rows:
            if row.wrapped is None:
                found["destroyed"] += 1
            elif self._unwrap(row.case, row.zone, row.wrapped, row.wrapped_by) is None:
                found["closed"] += 1
            else:
                found["current" if row.wrapped_by == current else "old"] += 1
        return found

    def _wrap(self, case: int, zone: str, key: bytes) -> dict[str, object]:
        name, wrapped = self.wrapper.wrap(_zone_of(zone), key, _bound_to(case, zone))
        return {"case": case, "zone": zone, "wrapped": wrapped, "wrapped_by": name}

    def _unwrap(self, case: int, zone: str, wrapped: bytes | None, name: str | None) -> bytes | None:
        if wrapped is None or name is None:
            return None
        return self.wrapper.unwrap(_zone_of(zone), name, wrapped, _bound_to(case, zone))

    def _buried(self) -> Iterator[tuple[int, str]]:
        """The tombstones of the file. A line without its end is a crash before the shred: nothing was promised."""
        if self._tombstones is None or not self._tombstones.exists():
            return
        for line in self._tombstones.read_text(encoding="utf-8").splitlines():
            if line.endswith("]"):
                case, zone = json.loads(line)
                yield case, zone

    def _bury_outside(self, case: int, zone: str) -> None:
        if self._tombstones is None:
            return
        with self._tombstones.open("a", encoding="utf-8") as file:
            file.write(
                f"\n{json.dumps([case, zone])}\n"
            )  # the first line end keeps it apart from a torn line before it
            file.flush()
            os.fsync(file.fileno())

    def _scrub(self) -> None:
        """Overwrite what SQLite's log still holds of a shredded key; PostgreSQL's old row goes with its next vacuum."""
        if self._dialect == "sqlite":
            with self._turn, explained(), self._engine.connect() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _begin(self, engine: Engine) -> Iterator[Connection]:
        with self._turn if self._dialect == "sqlite" else nullcontext(), explained(), engine.begin() as connection:
            yield connection


_GRAVE = {"wrapped": None, "wrapped_by": None}
_INSERT: Mapping[str, postgresql.Insert | sqlite.Insert] = {
    "postgresql": postgresql.insert(_keys),
    "sqlite": sqlite.insert(_keys),
}
_MAKING = {dialect: insert.on_conflict_do_nothing() for dialect, insert in _INSERT.items()}
_BURYING = {
    dialect: insert.values(_GRAVE).on_conflict_do_update(index_elements=["case", "zone"], set_=_GRAVE)
    for dialect, insert in _INSERT.items()
}
_FIND = sa.select(_keys.c.wrapped, _keys.c.wrapped_by).where(
    _keys.c.case == sa.bindparam("case"), _keys.c.zone == sa.bindparam("zone")
)
_OF_ZONE = (
    sa.select(_keys)
    .where(sa.or_(_keys.c.zone == sa.bindparam("zone"), _keys.c.zone.like(sa.bindparam("zone") + "#%")))
    .order_by(_keys.c.case, _keys.c.zone)
)
_OTHERS = _OF_ZONE.where(_keys.c.wrapped.is_not(None), _keys.c.wrapped_by != sa.bindparam("current")).limit(
    sa.bindparam("limit", type_=sa.Integer())
)
# Only while it is as it was read: a key that was destroyed, or wrapped anew by another, meanwhile stays so.
_REWRAP = (
    sa.update(_keys)
    .where(
        _keys.c.case == sa.bindparam("at_case"),
        _keys.c.zone == sa.bindparam("at_zone"),
        _keys.c.wrapped_by == sa.bindparam("by"),
    )
    .values(wrapped=sa.bindparam("wrapped"), wrapped_by=sa.bindparam("wrapped_by"))
)


def _row_of(zone: str, part: str) -> str:
    """How the row of a zone's part is called."""
    return f"{zone}#{part}" if part else zone


def _zone_of(row: str) -> str:
    """The zone whose key wraps the data key of this row."""
    return row.partition("#")[0]


def _bound_to(case: int, zone: str) -> bytes:
    """A wrapped key that is moved to another case's row does not open."""
    return json.dumps(["data_key", case, zone]).encode()
