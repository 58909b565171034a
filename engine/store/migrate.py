"""Bringing a database's tables to the revision of this program. engine/store/revise.py writes the next revision."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection
from sqlalchemy.pool import StaticPool

from engine import errors

MIGRATIONS = Path(__file__).parent / "migrations"
_REVISION = sa.table("alembic_version", sa.column("version_num"))  # alembic's own; asking it each second fills the log
_LOCK = 7_205_114_860_310_441_730  # a number of ours among PostgreSQL's advisory locks


@cache
def config() -> Config:
    """What alembic must know; env.py finds its connection among the attributes."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    made.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return made


@cache
def head() -> str:
    """The revision of this program."""
    revision = ScriptDirectory.from_config(config()).get_current_head()
    assert revision is not None
    return revision


def revision(connection: Connection) -> str | None:
    """The revision of a database; None when it has no tables of ours."""
    if not sa.inspect(connection).has_table(_REVISION.name):
        return None
    found: str | None = connection.execute(sa.select(_REVISION.c.version_num)).scalar_one_or_none()
    return found


def misfit(current: str | None) -> str | None:
    """Why a database of this revision is not for this program, and what to do; None when it is."""
    if current == head():
        return None
    if current is None:
        return "The database has no tables yet; run: perspectief migrate"
    if current in _known():
        return (
            f"The database has the tables of version {current} and this program needs {head()}; take a backup, then run: "
            "perspectief migrate"
        )
    return (
        f"The database has the tables of a newer program: {current}, and this one knows them up to {head()}; "
        "install and start the newer program"
    )


def upgrade(connection: Connection, to: str = "head") -> str:
    """Apply what is missing, in one transaction: of two programs at once, the second finds nothing to do. Raises
    errors.Misconfigured."""
    sqlite = connection.dialect.name == "sqlite"
    _foreign_keys(connection, on=False)  # SQLite changes a table by writing it anew; nothing may point at it meanwhile
    try:
        with connection.begin():
            if not sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            current = revision(connection)
            _refuse_newer(current)
            if current == head() and to in ("head", current):
                return current  # a program that starts does not read the whole database to hear so
            config().attributes["connection"] = connection
            command.upgrade(config(), to)
            if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise errors.Misconfigured("The migration would leave rows that point at nothing; nothing was changed")
    finally:
        _foreign_keys(connection, on=True)
    return head()


@cache
def _empty() -> bytes:
    """The tables of this revision without a row, made once a program: in memory, migrating takes longer than most tests."""
    made = sa.create_engine("sqlite://", poolclass=StaticPool)
    with made.connect() as connection:
        upgrade(connection)
        return image(connection)


def fill(connection: Connection) -> None:
    """Put the tables of this revision into an empty database in memory."""
    restore(connection, _empty())


def image(connection: Connection) -> bytes:
    """A database of SQLite as bytes."""
    found: bytes = _driver(connection).serialize()
    return found


def restore(connection: Connection, image: bytes) -> None:
    """Put the database of an image in the place of this one, which is in memory. Its pages are copied: what stands for
    `json_each` in a connection still points to the schema of before when an image takes its place, and SQLite then crashes.
    """
    with closing(sqlite3.connect(":memory:")) as source:
        source.deserialize(image)
        source.backup(_driver(connection))


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _refuse_newer(current: str | None) -> None:
    if current is not None and current not in _known():
        raise errors.Misconfigured(misfit(current))


@cache
def _known() -> frozenset[str]:
    return frozenset(script.revision for script in ScriptDirectory.from_config(config()).walk_revisions())


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and driver is not None:
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")
