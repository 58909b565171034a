"""Writing the next revision after a change of engine/model/ or engine/store/tables.py.

`python -m engine.store.revise "what changed"` compares the migrated tables with the program's and writes a file into
engine/store/migrations/versions. Read it before committing: indexes over expressions are not compared, and new columns
of tables with rows need a default. tests/store/test_migrations.py tells whether it is complete.
"""

import re
import sys

from alembic import command

from engine.store import connect, migrate


def write_revision(message: str) -> None:
    """Write what differs as the revision after the newest."""
    engine = connect.writing(connect.parse("sqlite://"))
    number = f"{int(migrate.head()) + 1:04}"
    with engine.connect() as connection:
        migrate.upgrade(connection)
        with connection.begin():
            migrate.config().attributes["connection"] = connection
            command.revision(migrate.config(), message=re.sub(r"\W+", " ", message), autogenerate=True, rev_id=number)


if __name__ == "__main__":
    write_revision(" ".join(sys.argv[1:]) or "changed tables")
