"""Copies of a database while it is used, and back: SQLite by its own backup, PostgreSQL table by table out of one snapshot.

A copy is a folder with a manifest that is written last: without it, or with a file that is not what the manifest says, it
is no backup. It knows nothing of keys or tombstones; perspectief/backups.py does.
"""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from engine import errors
from engine.store import connect

FORMAT = 1
MANIFEST = "manifest.json"
FILE = "database.sqlite"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a PostgreSQL copy, with the columns in the order of its file."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy is. `files` holds the sha256 of each; `tables` is empty for SQLite; `note` is the caller's."""

    kind: str
    note: dict[str, str]
    files: dict[str, str]
    tables: tuple[Table, ...] = ()
    format: int = FORMAT


def dump(url: str, folder: Path, tables: Sequence[str], note: dict[str, str]) -> None:
    """Copy a database into a new folder, readable by its owner alone. `tables` in an order in which they can be filled
    again. Raises errors.Misconfigured when the folder is there already."""
    parsed = connect.parse(url)
    if connect.in_memory(parsed):
        raise errors.Misconfigured("A database in memory cannot be copied")
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError as error:
        raise errors.Misconfigured(f"{folder} exists already; name a folder that does not") from error
    sqlite = parsed.get_backend_name() == "sqlite"
    found = _dump_sqlite(parsed, folder) if sqlite else _dump_postgres(parsed, folder, tables)
    files = {path.name: _hash(path) for path in sorted(folder.iterdir())}
    _write(folder / MANIFEST, json.dumps(asdict(Manifest(parsed.get_backend_name(), note, files, found)), indent=1))


def manifest(folder: Path) -> Manifest:
    """The manifest of a copy, after every file was held against it. Raises errors.Misconfigured."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise errors.Misconfigured(f"{folder} holds no finished backup") from error
    if told.get("format") != FORMAT:
        raise errors.Misconfigured(f"The backup in {folder} is of another format than {FORMAT}")
    for name, known in told["files"].items():
        if not (folder / name).is_file() or _hash(folder / name) != known:
            raise errors.Misconfigured(
                f"{name} of the backup in {folder} is not as it was written; take another backup"
            )
    tables = tuple(Table(row["name"], tuple(row["columns"])) for row in told["tables"])
    return Manifest(told["kind"], told["note"], told["files"], tables)


def load(url: str, folder: Path, found: Manifest) -> None:
    """Fill a database from a copy: a SQLite file that is not there yet, or PostgreSQL tables without rows. Raises
    errors.Misconfigured."""
    parsed = connect.parse(url)
    if parsed.get_backend_name() != found.kind:
        raise errors.Misconfigured(f"This is a backup of {found.kind}; it cannot be restored into {url.split(':')[0]}")
    if found.kind == "sqlite":
        _load_sqlite(parsed, folder)
    else:
        _load_postgres(parsed, folder, found.tables)


# ---------- SQLite


def _dump_sqlite(url: URL, folder: Path) -> tuple[Table, ...]:
    """In one go: a copy page by page begins anew whenever somebody writes."""
    with closing(sqlite3.connect(str(url.database))) as source, closing(sqlite3.connect(folder / FILE)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    os.chmod(folder / FILE, 0o600)
    _to_disk(folder / FILE)
    return ()


def _load_sqlite(url: URL, folder: Path) -> None:
    target = Path(str(url.database))
    if target.exists():
        raise errors.Misconfigured(f"{target} exists already; move it away first")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.copyfile(folder / FILE, unfinished)
    _to_disk(unfinished)
    with closing(sqlite3.connect(unfinished)) as copy:
        (said,) = copy.execute("PRAGMA integrity_check").fetchone()
    if said != "ok":
        raise errors.Misconfigured("SQLite finds the copy broken; take another backup")
    unfinished.replace(target)


# ---------- PostgreSQL


def _dump_postgres(url: URL, folder: Path, tables: Sequence[str]) -> tuple[Table, ...]:
    with _connected(url) as connection, connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        found = tuple(Table(name, _columns(cursor, name)) for name in tables)
        for table in found:
            words = sql.SQL("COPY {} TO STDOUT").format(_target(table))
            with _new_file(folder / f"{table.name}.copy") as file, cursor.copy(words) as rows:
                for piece in rows:
                    file.write(piece)
    return found


def _load_postgres(url: URL, folder: Path, tables: Sequence[Table]) -> None:
    with _connected(url) as connection, connection.cursor() as cursor:
        for table in tables:
            _must_be_empty(cursor, table)
            words = sql.SQL("COPY {} FROM STDIN").format(_target(table))
            with (folder / f"{table.name}.copy").open("rb") as file, cursor.copy(words) as rows:
                while piece := file.read(CHUNK):
                    rows.write(piece)
            if "id" in table.columns:
                _count_on(cursor, table)


def _must_be_empty(cursor: "psycopg.Cursor[Any]", table: Table) -> None:
    cursor.execute(sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(sql.Identifier(table.name)))
    if cursor.fetchone() != (False,):
        raise errors.Misconfigured(f"The table {table.name} has rows already; restore into an empty database")


def _count_on(cursor: "psycopg.Cursor[Any]", table: Table) -> None:
    """New rows get numbers after those that came back."""
    words = "SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT max(id) FROM {})) WHERE EXISTS (SELECT 1 FROM {})"
    name = sql.Identifier(table.name)
    cursor.execute(sql.SQL(words).format(sql.Literal(f'"{table.name}"'), name, name))


def _columns(cursor: "psycopg.Cursor[Any]", table: str) -> tuple[str, ...]:
    words = (
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s"
    )
    cursor.execute(f"{words} ORDER BY ordinal_position", [table])
    return tuple(row[0] for row in cursor.fetchall())


def _target(table: Table) -> sql.Composed:
    columns = sql.SQL(", ").join(sql.Identifier(name) for name in table.columns)
    return sql.SQL("{} ({})").format(sql.Identifier(table.name), columns)


@contextmanager
def _connected(url: URL) -> Iterator["psycopg.Connection[Any]"]:
    """One transaction. Raises errors.Unavailable when the server does not answer."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        with psycopg.connect(address, connect_timeout=connect.BUSY_SECONDS) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise errors.Unavailable from error


# ---------- files


@contextmanager
def _new_file(path: Path) -> Iterator[Any]:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _write(path: Path, text: str) -> None:
    with _new_file(path) as file:
        file.write(text.encode())
    _to_disk(path.parent)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
