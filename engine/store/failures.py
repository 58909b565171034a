"""What an exception of the database means in the engine's words."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import exc

from engine import errors
from engine.store.tables import BROKEN_PROMISES

_SQLITE_UNIQUE = "UNIQUE constraint failed: "
_NO_TABLES = ("no such table", "no such column", "undefinedtable", "undefinedcolumn")


def meaning(error: exc.SQLAlchemyError) -> Exception:
    """The error of errors.py that this one stands for; itself when it is a fault of the program."""
    if isinstance(error, exc.IntegrityError):
        return _broken_promise(error)
    if isinstance(error, exc.DBAPIError) and any(sign in _text(error) for sign in _NO_TABLES):
        return errors.Misconfigured("The database has no or old tables; run: perspectief migrate")
    if isinstance(error, (exc.OperationalError, exc.InterfaceError, exc.TimeoutError)) or getattr(
        error, "connection_invalidated", False
    ):
        return errors.Unavailable()
    return error


@contextmanager
def explained() -> Iterator[None]:
    """Raise the meaning of a database error instead of it."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        reason = meaning(error)
        if reason is error:
            raise
        raise reason from error


def _text(error: exc.DBAPIError) -> str:
    return f"{type(error.orig).__name__} {error.orig}".lower()


def _broken_promise(error: exc.IntegrityError) -> Exception:
    """By the name of the constraint; SQLite names the columns."""
    if isinstance(error.orig, psycopg.Error):
        name = error.orig.diag.constraint_name or ""
        foreign = isinstance(error.orig, psycopg.errors.ForeignKeyViolation)
    else:
        name = str(error.orig).removeprefix(_SQLITE_UNIQUE)
        foreign = "FOREIGN KEY" in name
    if foreign:
        return errors.NotFound()
    promise = BROKEN_PROMISES.get(name)
    return promise() if promise else error
