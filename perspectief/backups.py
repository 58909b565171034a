"""Backups of records and, apart from them, of keys; and how both come back without bringing back what was erased.

Whoever has a backup of the records alone can read nothing that was sealed. The zone keys, which wrap the data keys, are in
no backup: they are kept where secrets are kept. Backups of keys live short: what was shredded since is forgotten again at
the restore, by the tombstones, which lie outside all of this.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine import audit
from engine import store as store_room
from engine.acts.doctor import Doctor
from engine.clock import SystemClock
from engine.errors import Misconfigured
from engine.store import backup as copies
from engine.store import keys as keys_room
from engine.store import migrate, tables
from perspectief.factory import build_engine, open_own, open_store
from perspectief.settings import Settings

RECORDS = "records"
KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Restored:
    """What is wrong after a restore; nothing when it is empty."""

    cases: int
    complaints: tuple[str, ...]


def take(settings: Settings, folder: Path, keys: Path | None = None, *, say: Callable[[str], None] = print) -> None:
    """Copy the records, and then the keys: of every record in the copy the key is in the other one.

    Raises Misconfigured when the tables are not of this version, or when keys would lie beside records.
    """
    if keys is not None and _within(keys, folder):
        raise Misconfigured(f"Keys must not lie beside records: {keys} is in {folder}.")
    store = open_own(settings)
    at = SystemClock().now().isoformat(timespec="seconds")
    note = {"what": RECORDS, "at": at, "revision": migrate.head(), "tombstones": str(_tombstones(settings.tombstones))}
    names = [table.name for table in tables.metadata.sorted_tables]
    copies.dump(settings.database, folder, names, note)
    say(f"records: {folder}")
    if keys is not None:
        copies.dump(
            settings.keys, keys, [table.name for table in keys_room.metadata.sorted_tables], {**note, "what": KEYS}
        )
        say(f"keys: {keys}")
    store.close()


def restore(settings: Settings, folder: Path, keys: Path | None = None, *, forget: bool = False) -> Restored:
    """Bring a backup back into empty databases, before anybody is served.

    1. Hold every file against its manifest.
    2. The tombstones of this installation must know at least what they knew at the backup (`forget` goes on without).
    3. Fill the records, bring them to this version, then the keys; opening the keys buries again what was shredded.
    4. New cases get numbers above every case that ever had a key.
    5. Examine everything.
    """
    records = copies.manifest(folder)
    wrapped = copies.manifest(keys) if keys is not None else None
    if records.note.get("what") != RECORDS or (wrapped and wrapped.note.get("what") != KEYS):
        raise Misconfigured("These folders are not a backup of records and one of keys.")
    known, needed = _tombstones(settings.tombstones), int((wrapped or records).note["tombstones"])
    if known < needed and not forget:
        raise Misconfigured(
            f"{settings.tombstones} knows {known} destroyed keys, and there were {needed} at the backup: what was erased "
            "could come back. Put the file of the old installation there first."
        )
    _fill_records(settings, folder, records)
    if keys is not None and wrapped is not None:
        _fill_keys(settings, keys, wrapped)
    engine = build_engine(settings)
    _number_on(settings)
    looked, complaints = Doctor(engine.desk).examine()
    found = [f"{row.rule} {row.case}: {row.text}" for row in complaints]
    found += [f"history of {row.case}: {row.text}" for row in audit.verify_store(engine.desk.store)]
    return Restored(looked, tuple(found))


def _fill_records(settings: Settings, folder: Path, found: copies.Manifest) -> None:
    if found.kind == "postgresql":
        store = store_room.open(settings.database)
        if store.schema_version() is not None:
            raise Misconfigured("The database has tables already; restore into an empty one.")
        store.migrate(found.note["revision"])
        copies.load(settings.database, folder, found)
    else:
        copies.load(settings.database, folder, found)
        store = store_room.open(settings.database)
    store.migrate()
    store.close()


def _fill_keys(settings: Settings, folder: Path, found: copies.Manifest) -> None:
    if found.kind == "postgresql":
        keys_room.open_keys(settings.keys, {}).close()  # makes its table; buries nothing yet
    copies.load(settings.keys, folder, found)


def _number_on(settings: Settings) -> None:
    keys = keys_room.open_keys(settings.keys, {}, tombstones=settings.tombstones)
    store = open_store(settings)
    store.number_cases_above(keys.highest_case())
    keys.close()
    store.close()


def _tombstones(path: Path) -> int:
    """How many keys the file outside the databases knows as destroyed."""
    if not path.exists():
        return 0
    return len({line for line in path.read_text(encoding="utf-8").splitlines() if line.endswith("]")})


def _within(inner: Path, outer: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve())
