"""The key store on disk: wrapped data keys in a database of their own, zone keys in files that only we may read.

A row whose `wrapped` is NULL is a tombstone: the same row is the key or its grave, so no key can be made after a shred.
Tombstones also go to a file outside the database, and are applied when the store is opened: a key database that was
restored from a backup forgets again what had been forgotten since.
"""

import hashlib
import json
import os
import stat
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

from engine import errors
from engine.ports import KeyStore
from engine.sealed import KEY_BYTES
from engine.store import connect
from engine.store.failures import explained

_NONCE_BYTES = 12

metadata = sa.MetaData()
_keys = sa.Table(
    "data_key",
    metadata,
    sa.Column("case", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("zone", sa.Text, primary_key=True),
    sa.Column("wrapped", sa.LargeBinary),  # NULL: shredded
    sa.Column(
        "wrapped_by", sa.Text
    ),  # the fingerprint of the zone key, so that a changed one can be told from a broken row
)


def zone_keys(directory: Path, zones: Iterable[str], *, generate: bool = False) -> dict[str, bytes]:
    """The keys of these zones from `<directory>/<zone>.key`, 32 bytes as base64, readable by their owner alone.

    `generate` makes the missing ones, for the demonstration. Raises errors.Misconfigured for a missing file, one that
    others can read, or one that holds no key. A server that may not open a zone leaves the zone out of `zones`.
    """
    if generate:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        for zone in zones:
            _generate(directory / f"{zone}.key")
    return {zone: _read(directory / f"{zone}.key") for zone in zones}


def _generate(path: Path) -> None:
    """Leave an existing file alone, whoever made it."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "wb") as file:
        file.write(b64encode(os.urandom(KEY_BYTES)) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> bytes:
    try:
        text, mode = path.read_bytes(), stat.S_IMODE(path.stat().st_mode)
    except OSError as error:
        raise errors.Misconfigured(
            f"The zone key {path} cannot be read; put it there, or leave its zone out"
        ) from error
    if mode & 0o077:
        raise errors.Misconfigured(f"The zone key {path} can be read by others (mode {mode:o}); run: chmod 600 {path}")
    try:
        key = b64decode(text.strip(), validate=True)
    except ValueError as error:
        raise errors.Misconfigured(f"The zone key {path} is not base64 of {KEY_BYTES} bytes") from error
    if len(key) != KEY_BYTES:
        raise errors.Misconfigured(f"The zone key {path} has {len(key)} bytes; it must have {KEY_BYTES}")
    return key


def open_keys(url: str, zones: Mapping[str, bytes], *, tombstones: Path | None = None) -> "SqlKeys":
    """Open or make the key database. `zones` are the zone keys; `tombstones` is the file that outlives restores."""
    return SqlKeys(url, zones, tombstones)


class SqlKeys(KeyStore):
    """Keys in a database of their own. Safe for threads; after a fork, open another one."""

    def __init__(self, url: str, zones: Mapping[str, bytes], tombstones: Path | None = None) -> None:
        parsed = connect.parse(url)
        self._engine = connect.writing(parsed, "secure_delete=ON")
        self._reader = connect.reading(parsed, self._engine)
        self._dialect = parsed.get_backend_name()
        self._zones = {zone: (AESGCM(key), hashlib.sha256(key).hexdigest()[:16]) for zone, key in zones.items()}
        self._tombstones = tombstones
        self._turn = threading.RLock()
        with self._begin(self._engine) as connection:
            metadata.create_all(connection)
            for case, zone in self._buried():
                connection.execute(self._burying(), {"case": case, "zone": zone})
        self._scrub()

    def can(self, zone: str) -> bool:
        """See ports.KeyStore."""
        return zone in self._zones

    def data_key(self, case: int, zone: str, *, create: bool) -> bytes | None:
        """See ports.KeyStore. None, too, when the row is broken or was wrapped by another zone key."""
        if not self.can(zone):
            return None
        with self._begin(self._reader) as connection:
            row = connection.execute(_FIND, {"case": case, "zone": zone}).one_or_none()
        if row is None and create:
            with self._begin(self._engine) as connection:
                connection.execute(self._making(), self._wrap(case, zone, os.urandom(KEY_BYTES)))
                row = connection.execute(_FIND, {"case": case, "zone": zone}).one()  # ours, or of who was first
        return None if row is None or row.wrapped is None else self._unwrap(case, zone, row.wrapped)

    def shred(self, case: int, zone: str) -> None:
        """See ports.KeyStore. First the tombstone outside the database, so that a crash in between shreds rather than
        forgets to."""
        self._bury_outside(case, zone)
        with self._begin(self._engine) as connection:
            connection.execute(self._burying(), {"case": case, "zone": zone})
        self._scrub()

    def highest_case(self) -> int:
        """The highest case number with a key or tombstone, 0 without any. After a restore, new cases must be numbered
        above it (SqlStore.number_cases_above)."""
        with self._begin(self._reader) as connection:
            return connection.execute(sa.select(sa.func.max(_keys.c.case))).scalar_one() or 0

    def close(self) -> None:
        """Give back connections."""
        self._engine.dispose()

    def _wrap(self, case: int, zone: str, key: bytes) -> dict[str, object]:
        wrapper, fingerprint = self._zones[zone]
        nonce = os.urandom(_NONCE_BYTES)
        wrapped = nonce + wrapper.encrypt(nonce, key, _bound_to(case, zone))
        return {"case": case, "zone": zone, "wrapped": wrapped, "wrapped_by": fingerprint}

    def _unwrap(self, case: int, zone: str, wrapped: bytes) -> bytes | None:
        try:
            return self._zones[zone][0].decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], _bound_to(case, zone))
        except (InvalidTag, ValueError):  # ValueError: too short to be a wrapped key
            return None

    def _making(self) -> sa.Insert:
        return self._insert().on_conflict_do_nothing()

    def _burying(self) -> sa.Insert:
        grave = {"wrapped": None, "wrapped_by": None}
        return self._insert().values(grave).on_conflict_do_update(index_elements=["case", "zone"], set_=grave)

    def _insert(self) -> postgresql.Insert | sqlite.Insert:
        return postgresql.insert(_keys) if self._dialect == "postgresql" else sqlite.insert(_keys)

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


_FIND = sa.select(_keys.c.wrapped).where(_keys.c.case == sa.bindparam("case"), _keys.c.zone == sa.bindparam("zone"))


def _bound_to(case: int, zone: str) -> bytes:
    """A wrapped key that is moved to another case's row does not open."""
    return json.dumps(["data_key", case, zone]).encode()
