"""The questions asked all day walk along an index, however many rows there are."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from engine.model import Case, Escalation, Fact, Incident, Notice, Priority
from engine.store import connect, open, sql
from tests.infrastructure.tables import laid
from tests.store.cast import NOW

TEAM_PAGE = sql.Page(groups=2, mine=False, lane=False, organisation=False, due_before=False, text=False, after=True)
TEAM = {
    **{"account": 1, "zones": ["REG"], "now": NOW, "limit": 50, "after_due": NOW, "after_id": 1},
    **{
        f"{name}_{n}": 1 if name == "organisation" else "x" for n in (0, 1) for name in ("organisation", "lane", "role")
    },
}
QUESTIONS: dict[str, tuple[sa.Executable, dict[str, object], list[str]]] = {
    "worklist": (sql.worklist(TEAM_PAGE), TEAM, ["task_assignee", "task_deputy", "task_team"]),
    "is anything due": (sql.highest_due, {"now": NOW}, ["deadline_due"]),
    "first due": (sql.first_due(Priority.P2), {"now": NOW}, ["deadline_due"]),
    "next wake": (sql.next_wake, {}, ["deadline_wake"]),
    "first notice": (sql.first_notice, {"now": NOW}, ["notice_waiting"]),
    "facts of a case": (
        sql.selecting(Fact, *sql.shape_of({"case": 1, "scope": "", "name": "x", "current": True})[:1], False, False),
        {"is_case": 1, "is_scope": "", "is_name": "x"},
        ["fact_one_current"],
    ),
    "work in many cases": (sql.work_in_many, {"cases": [1, 2], "account": 1}, ["task_case_done", "task_case_had"]),
    "open incidents": (sql.selecting(Incident, (("resolved_at", sql.IS_NULL),), False, False), {}, ["incident_open"]),
    "open ladders": (sql.selecting(Escalation, (("closed_at", sql.IS_NULL),), False, False), {}, ["escalation_open"]),
    "end of a chain": (sql.chain_end, {"case": 1}, ["event_once"]),
    "queued notice": (sql.selecting(Notice, (("key", sql.EQUAL),), False, False), {"is_key": "x"}, ["notice_once"]),
}


def plan_of(database: str, statement: sa.Executable, bound: dict[str, object]) -> str:
    """The database's plan, with small tables treated as large ones."""
    engine = connect.writing(connect.parse(database))
    prefix = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"

    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET enable_seqscan = off")
            connection.exec_driver_sql("SET enable_bitmapscan = off")

        @event.listens_for(connection, "before_cursor_execute", retval=True)
        def explain(_connection: Any, _cursor: Any, text: str, values: Any, *_: Any) -> tuple[str, Any]:
            return f"{prefix} {text}", values

        answer: Any = connection.execute(statement, bound)
        rows = answer.cursor.fetchall()
    engine.dispose()
    return "\n".join(str(row[-1]) for row in rows)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_walks_along_its_index(database: str, question: str) -> None:
    statement, bound, indexes = QUESTIONS[question]
    plan = plan_of(database, statement, bound)
    for index in indexes:
        assert index in plan, plan


ASKED_ALONG = {"actor": 1, "key": "k", "seats": '[[1, "meldpunt"]]'}
SMALL = (
    "shared_number",
    "sqlite_sequence",
    "CONSTANT ROW",
    "VIRTUAL TABLE",
)  # one row, a row a table, a list that is bound
LOOKS: dict[str, tuple[sa.Executable, dict[str, object]]] = {
    "with the lock": (sql.held_rows, {"case": 1, **ASKED_ALONG}),
    "with the lock, by a task": (sql.held_rows_of_task, {"task": 1, **ASKED_ALONG}),
    "of a case": (sql.live_rows["sqlite"], {"case": 1, **ASKED_ALONG}),
    "of many cases": (sql.live_rows_of["sqlite"], {"cases": "[1, 2]"}),
}


@pytest.mark.parametrize("look", LOOKS)
def test_the_look_at_a_case_walks_through_nobody_else_s_rows(tmp_path: Path, look: str) -> None:
    lines = plan_of(laid(tmp_path / "cases.sqlite"), *LOOKS[look]).splitlines()
    assert [line for line in lines if line.startswith("SCAN") and not any(name in line for name in SMALL)] == []
    searched = [line for line in lines if line.startswith("SEARCH") and "INTEGER PRIMARY KEY" not in line]
    assert len(searched) >= 12
    assert [line for line in searched if "(case=?" not in line and "idempotency_key" not in line] == []


def test_a_worklist_page_sorts_no_more_than_a_page(database: str) -> None:
    """Each branch comes sorted from its index and stops after a page."""
    plan = plan_of(database, *QUESTIONS["worklist"][:2])
    assert "SCAN task" not in plan
    assert "Seq Scan on task" not in plan


@pytest.mark.parametrize("number", [1, 40_000, 2**40])
def test_a_question_stays_prepared_from_one_view_to_the_next(empty_postgres: str, number: int) -> None:
    """However large its numbers are: PostgreSQL plans a step's look at a case as long as it takes to run it twice."""
    store = open(empty_postgres)
    for _ in range(8):
        with store.reading() as reader:
            reader.get(Case, 1)
    with store.reading() as reader:
        reader.get(Case, number)
        (known,) = reader._run(_PREPARED, {}).rows
    store.close()
    assert known == (1, 4)


_PREPARED = sa.text(
    "SELECT count(*), sum(generic_plans + custom_plans) FROM pg_prepared_statements WHERE statement LIKE '%FROM \"case\"%'"
).columns(sa.column("many"), sa.column("used"))
