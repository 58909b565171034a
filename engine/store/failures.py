"""What an exception of the database means in the engine's words."""

import sqlite3
from contextlib import AbstractContextManager

import psycopg
from sqlalchemy import exc

from engine import errors
from engine.store.driver import ERRORS
from engine.store.tables import BROKEN_PROMISES

_SQLITE_UNIQUE = "UNIQUE constraint failed: "
_NO_TABLES = ("no such table", "no such column")
_NO_ANSWER = (sqlite3.OperationalError, psycopg.OperationalError, psycopg.InterfaceError, exc.TimeoutError)


def meaning(error: Exception) -> Exception:
    """The error of errors.py that this one stands for; itself when it is a fault of the program."""
    cause = error.orig if isinstance(error, exc.DBAPIError) and error.orig is not None else error
    if isinstance(cause, (sqlite3.IntegrityError, psycopg.IntegrityError)):
        return _broken_promise(cause) or error
    if isinstance(cause, (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn)) or _lacks_tables(cause):
        return errors.OtherTables()
    return errors.Unavailable() if isinstance(cause, _NO_ANSWER) else error


class _Explained:
    """Holds nothing, so that one is enough."""

    __slots__ = ()

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ERRORS) and (reason := meaning(error)) is not error:
            raise reason from error


_EXPLAINED = _Explained()


def explained() -> AbstractContextManager[None]:
    """Raise the meaning of a database error instead of it."""
    return _EXPLAINED


def _lacks_tables(cause: BaseException) -> bool:
    return isinstance(cause, sqlite3.OperationalError) and str(cause).startswith(_NO_TABLES)


def _broken_promise(cause: BaseException) -> Exception | None:
    """By the name of the constraint; SQLite names the columns."""
    if isinstance(cause, psycopg.Error):
        name = cause.diag.constraint_name or ""
        foreign = isinstance(cause, psycopg.errors.ForeignKeyViolation)
    else:
        name = str(cause).removeprefix(_SQLITE_UNIQUE)
        foreign = name.startswith("FOREIGN KEY")
    if foreign:
        return errors.NotFound()
    promise = BROKEN_PROMISES.get(name)
    return promise() if promise else None
