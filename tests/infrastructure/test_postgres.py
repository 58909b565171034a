import sqlalchemy

from tests.infrastructure.postgres import NewDatabase


def test_the_shared_database_answers(postgres_url: str) -> None:
    with sqlalchemy.create_engine(postgres_url).connect() as connection:
        assert connection.execute(sqlalchemy.text("select 6 * 7")).scalar_one() == 42


def test_a_new_database_is_empty_and_apart_from_the_others(new_postgres: NewDatabase) -> None:
    first, second = (sqlalchemy.create_engine(new_postgres()) for _ in range(2))
    with first.begin() as connection:
        connection.execute(sqlalchemy.text("create table only_here (id int)"))
    assert sqlalchemy.inspect(first).get_table_names() == ["only_here"]
    assert sqlalchemy.inspect(second).get_table_names() == []
