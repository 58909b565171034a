"""In production nobody between the program and its databases reads along."""

import pytest

from engine.errors import Misconfigured
from perspectief.encrypted import unreadable_on_the_way
from perspectief.settings import PREFIX, read_settings

SAFE = [
    "sqlite:///var/perspectief.db",
    "postgresql:///perspectief",
    "postgresql://me@/perspectief?host=/run/records",
    "postgresql://me@%2Frun%2Frecords/perspectief?host=/run/records",
    "postgresql://me:secret@127.0.0.1:5432/perspectief",
    "postgresql://me@[::1]:5432/perspectief",
    "postgresql+psycopg://me@localhost/perspectief",
    "postgresql://me@db.example/perspectief?sslmode=verify-full",
    "postgresql://me@db.example/perspectief?sslrootcert=system&sslmode=verify-ca",
]
READABLE = [
    "postgresql://me@db.example/perspectief",
    "postgres://me@db.example/perspectief",
    "postgresql://me@10.0.0.4:5432/perspectief",
    "postgresql://me@db.example/perspectief?sslmode=disable",
    "postgresql://me@db.example/perspectief?sslmode=prefer",
    "postgresql://me@db.example/perspectief?sslmode=require",  # encrypted, to whoever answers
    "postgresql://me@localhost,db.example/perspectief",
    "postgresql://me@localhost/perspectief?host=db.example",
    "postgresql://me@localhost/perspectief?hostaddr=10.0.0.4",
    "postgresql:///perspectief?service=elsewhere",
    "postgresql://127.0.0.1@db.example/perspectief",
    "postgresql://me@localhost.db.example/perspectief",
]


@pytest.mark.parametrize("url", SAFE)
def test_a_file_a_socket_this_machine_and_a_server_that_proves_itself_are_safe(url: str) -> None:
    assert unreadable_on_the_way(url, {})


@pytest.mark.parametrize("url", READABLE)
def test_everything_else_can_be_read(url: str) -> None:
    assert not unreadable_on_the_way(url, {})


def test_the_variables_of_postgresql_are_heard() -> None:
    assert not unreadable_on_the_way("postgresql:///perspectief", {"PGHOST": "db.example"})
    assert not unreadable_on_the_way("postgresql://localhost/perspectief", {"PGHOSTADDR": "10.0.0.4"})
    assert not unreadable_on_the_way("postgresql:///perspectief", {"PGSERVICE": "elsewhere"})
    assert unreadable_on_the_way("postgresql://db.example/perspectief", {"PGSSLMODE": "verify-full"})
    assert not unreadable_on_the_way(
        "postgresql://db.example/perspectief?sslmode=disable", {"PGSSLMODE": "verify-full"}
    )


@pytest.mark.parametrize("name", ["DATABASE", "KEYS"])
def test_a_production_server_does_not_start_with_a_database_that_others_can_listen_to(name: str) -> None:
    given = {f"{PREFIX}SECRET_KEY": "een geheim dat lang genoeg is om te tellen", f"{PREFIX}{name}": READABLE[0]}
    assert not read_settings(given).production
    with pytest.raises(Misconfigured, match=f"{PREFIX}{name}.*sslmode=verify-full"):
        read_settings({**given, f"{PREFIX}PRODUCTION": "1"})
