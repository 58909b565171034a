"""The migrated tables are the tables of the program, and a migration is safe."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from engine import errors
from engine.model import Case
from engine.store import SqlStore, connect, migrate, open
from engine.store.tables import metadata
from tests.store import programs
from tests.store.cast import play


@pytest.fixture(params=["sqlite", "postgresql"])
def two_empty(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """The URLs of two databases without tables."""
    if request.param == "postgresql":
        new: Callable[[], str] = request.getfixturevalue("new_postgres")
        return new(), new()
    return f"sqlite:///{tmp_path / 'a.sqlite'}", f"sqlite:///{tmp_path / 'b.sqlite'}"


def bare(text: str) -> str:
    """A definition without quotes, brackets and the shape of its white space."""
    return re.sub(r"\s+", " ", re.sub(r'["()]', "", text)).strip().lower()


def index_definitions(engine: sa.Engine) -> set[str]:
    query = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
    }[engine.dialect.name]
    with engine.connect() as connection:
        return {bare(row[0]) for row in connection.execute(sa.text(query))}


def column_definitions(engine: sa.Engine) -> dict[str, list[str]]:
    look = sa.inspect(engine)
    return {
        table: sorted(f"{column['name']} {column['type']} {column['nullable']}" for column in look.get_columns(table))
        + sorted(f"{key['constrained_columns']} {key['referred_table']}" for key in look.get_foreign_keys(table))
        for table in look.get_table_names()
        if not table.startswith(("alembic", "sqlite"))
    }


def test_the_migrations_make_the_tables_of_the_program(two_empty: tuple[str, str]) -> None:
    migrated, created = (connect.writing(connect.parse(url)) for url in two_empty)
    programs.migrate(two_empty[0])
    metadata.create_all(created)
    assert column_definitions(migrated) == column_definitions(created)
    assert index_definitions(migrated) == index_definitions(created)
    migrated.dispose()
    created.dispose()


def test_sabotage_a_forgotten_column_is_seen(two_empty: tuple[str, str]) -> None:
    migrated, created = (connect.writing(connect.parse(url)) for url in two_empty)
    programs.migrate(two_empty[0])
    metadata.create_all(created)
    with created.begin() as connection:
        connection.execute(sa.text("ALTER TABLE task ADD COLUMN colour TEXT"))
        connection.execute(sa.text("DROP INDEX task_team"))
    assert column_definitions(migrated) != column_definitions(created)
    assert index_definitions(migrated) != index_definitions(created)
    migrated.dispose()
    created.dispose()


def test_an_empty_database_has_no_version_and_says_what_to_do(two_empty: tuple[str, str]) -> None:
    store = open(two_empty[0])
    assert store.schema_version() is None
    assert store.misfit() == "The database has no tables yet; run: perspectief migrate"
    with pytest.raises(errors.OtherTables):
        store.next_due()
    store.close()


def test_tables_of_a_former_version_say_what_to_do_and_fit_after_it(two_empty: tuple[str, str]) -> None:
    store = open(two_empty[0])
    engine = connect.writing(connect.parse(two_empty[0]))
    with engine.connect() as connection:
        migrate.upgrade(connection, "0003")
    engine.dispose()
    said = store.misfit()
    assert said is not None
    assert said.startswith("The database has the tables of version 0003")
    assert said.endswith("run: perspectief migrate")
    store.migrate()
    assert store.misfit() is None
    store.close()


def test_migrating_twice_keeps_the_rows(two_empty: tuple[str, str]) -> None:
    store = open(two_empty[0])
    assert store.migrate() == store.schema_version() == migrate.head()
    cast = play(store)
    assert store.migrate() == migrate.head()
    with store.reading() as reader:
        assert reader.get(Case, cast.case) is not None
    store.close()


def test_a_program_that_starts_reads_no_tables_to_hear_that_they_are_right(two_empty: tuple[str, str]) -> None:
    store = open(two_empty[0])
    said: dict[str, list[str]] = {"first": [], "again": []}
    for time, heard in said.items():
        with listening(store, heard):
            store.migrate()
        assert any("CREATE TABLE" in text for text in heard) == (time == "first")
    assert all(table not in text for text in said["again"] for table in ("foreign_key_check", *metadata.tables))
    store.close()


@contextmanager
def listening(store: SqlStore, heard: list[str]) -> Iterator[None]:
    """What the database is asked meanwhile."""

    def hear(_connection: Any, _cursor: Any, text: str, *_: Any) -> None:
        heard.append(text)

    event.listen(store._writer, "before_cursor_execute", hear)
    yield
    event.remove(store._writer, "before_cursor_execute", hear)


def test_several_programs_may_migrate_at_once(two_empty: tuple[str, str]) -> None:
    programs.run_together(programs.migrate, 3, two_empty[0])
    store = open(two_empty[0])
    assert store.misfit() is None
    store.close()


def test_a_database_of_a_newer_program_is_left_alone(two_empty: tuple[str, str]) -> None:
    store = open(two_empty[0])
    store.migrate()
    engine = connect.writing(connect.parse(two_empty[0]))
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    assert "newer program: 9999" in (store.misfit() or "")
    with pytest.raises(errors.Misconfigured, match="newer program"):
        store.migrate()
    store.close()


@pytest.mark.parametrize("url", ["mysql://localhost/x", "cases.sqlite", "sqlite:////no/such/folder/x.sqlite"])
def test_an_address_that_cannot_work_is_refused_with_what_to_do(url: str) -> None:
    with pytest.raises(errors.Misconfigured):
        open(url)


def test_a_database_that_does_not_answer_is_unavailable() -> None:
    store = open("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(errors.Unavailable):
        store.next_due()
    store.close()


def test_rights_of_former_days_become_proposals(two_empty: tuple[str, str]) -> None:
    engine = connect.writing(connect.parse(two_empty[0]))
    with engine.connect() as connection:
        migrate.upgrade(connection, "0011")
    with engine.begin() as connection:
        for statement in FORMER_DAYS:
            connection.execute(sa.text(statement))
    with engine.connect() as connection:
        migrate.upgrade(connection)
        rows = connection.execute(sa.text(f"SELECT {', '.join(KEPT)} FROM proposal ORDER BY subject, reason")).all()
        assert not sa.inspect(connection).has_table("grant")
    engine.dispose()
    assert [tuple(row) for row in rows] == [
        ("identity", "account:1", '{"issuer": "https://a.example", "subject": "x"}', "first", 1, 2, None, False, True),
        ("identity", "account:1", '{"issuer": "https://a.example", "subject": "y"}', "later", 1, 2, None, None, False),
        ("role", "account:1:ggd:ggd.screener", ROLE, "work", 1, 2, 3, True, True),
    ]


KEPT = (
    "kind",
    "subject",
    "detail",
    "reason",
    "about",
    "proposed_by",
    "decided_by",
    "accepted",
    "decided_at IS NOT NULL",
)
ROLE = '{"organisation": "ggd", "role": "ggd.screener"}'
AT = "'2027-03-01T08:00:00.000000+00:00'"
GRANT = (
    'INSERT INTO "grant" (kind, account, organisation, detail, reason, state, proposed_by, proposed_at,'
    " resolved_by, resolved_at, version) VALUES"
)
ACCOUNT = "INSERT INTO account (id, login, name, password, language, active, admin, kind) VALUES"
FORMER_DAYS = (
    "INSERT INTO organisation (id, key, name, lanes) VALUES (7, 'ggd', 'GGD', 'ggd')",
    *(f"{ACCOUNT} ({id}, 'u{id}', 'U', '', 'nl', true, false, 'person')" for id in (1, 2, 3)),
    f"{GRANT} ('role', 1, 7, '{{\"lane\": \"ggd\", \"role\": \"screener\"}}', 'work', 'confirmed', 2, {AT}, 3, {AT}, 1)",
    *(
        f'{GRANT} (\'identity\', 1, NULL, \'{{"issuer": "https://a.example", "subject": "{who}"}}\', \'{why}\','
        f" 'proposed', 2, {AT}, NULL, NULL, 0)"
        for who, why in (("x", "first"), ("y", "later"))
    ),
)
