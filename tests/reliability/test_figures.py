"""What the benches say of speed and scale: ratios, bars, and what is reckoned from them."""

import re
import threading
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from benchmarks.outage import Outcome
from benchmarks.outage import table as outages
from benchmarks.speed import floor, herd, over_http
from benchmarks.speed.figures import Figure, slopes, table
from benchmarks.speed.floor_server import application
from benchmarks.speed.place import Place, place
from benchmarks.yardstick import Pace
from engine.model import Event, Priority
from engine.store import sql
from tests.infrastructure.postgres import NewDatabase


def test_a_million_is_reckoned_from_what_three_powers_of_ten_cost() -> None:
    step = Figure("a step", "SQLite", ours=800.0, beside=100.0, sizes=(100_000, 100))
    assert step.reckoned(1_000_000) == pytest.approx(1_600.0)  # twice as much with each power of ten
    assert step.reckoned(100_000) == pytest.approx(800.0)
    flat = Figure("a list", "SQLite", ours=70.0, beside=70.0, sizes=(1_000_000, 10_000))
    assert flat.reckoned(1_000_000) == pytest.approx(70.0)
    assert slopes([flat, Figure("no sizes", "SQLite", 1.0, 1.0)])[2:] == [
        "| a list | SQLite | 70 µs | 70 µs | 1.00 | 70 µs |"
    ]


def test_a_ratio_above_its_bar_is_missed() -> None:
    rows = [Figure("x", "SQLite", ours, 100.0, 2.5) for ours in (250.0, 251.0)]
    assert [row.missed for row in rows] == [False, True]
    assert ["**missed**" in line for line in table(rows)[2:]] == [False, True]


def test_a_disk_that_changed_its_pace_makes_figures_void() -> None:
    assert Pace(100.0, 200.0).steady
    assert Pace(200.0, 100.0).steady
    assert not Pace(130.0, 4000.0).steady
    assert "measure again" in str(Pace(4000.0, 130.0))


def test_an_outage_that_took_too_long_is_missed_and_says_what_a_million_would_take() -> None:
    good = Outcome("PostgreSQL", 1, 40_000, 400.0, 0, 0, 0, 900, 120.0, 0)
    late = Outcome("PostgreSQL", 1, 40_000, 901.0, 4_000, 0, 0, 900, 620.0, 0)
    lines = outages([good, late])
    assert "| 40,000 | 400 | 100 |" in lines[2]
    assert "107 minutes" in lines[2]
    assert "**missed: all within 15 minutes; 95 of 100 pages within 500 ms**" in lines[3]


def test_the_floor_endpoint_writes_the_rows_of_a_step_and_reads_the_answer(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'cases.db'}"
    with place(tmp_path, url) as here:
        client = application([floor.on_sqlite(here, url.partition("///")[2])]).test_client()
        before = _events(here)
        assert client.post("/floor/0", json={"answers": {"note": "x"}}).json == {"task": 0, "next": []}
        assert _events(here) == before + 3
        assert client.post("/floor/0", json={"answer": "x"}).status_code == 500  # a shape that is wrong is refused
        assert _events(here) == before + 3


def _events(here: Place) -> int:
    with here.engine.desk.store.reading() as reader:
        return len(reader.find(Event))


def test_sabotage_a_client_that_is_refused_stops_the_measurement() -> None:
    asked = threading.Event()

    def refused() -> None:
        asked.set()
        raise RuntimeError("/api/v1/tasks/1/complete answered 409")

    with pytest.raises(RuntimeError, match="answered 409"):
        over_http._together([refused, lambda: None], 2)
    assert asked.is_set()


def test_a_worker_that_ticks_for_long_still_walks_along_the_index(tmp_path: Path, new_postgres: NewDatabase) -> None:
    """PostgreSQL plans once for all moments when a statement was asked often: what looks quick at first reads everything later."""
    url = new_postgres(tables=True)
    with place(tmp_path, url) as here:
        herd.copies(url, here.open_case(), 2_000)
    asks_any = sa.select(*(sa.exists().where(sql.queues._due(priority)) for priority in Priority))
    assert "Seq Scan" not in _plan_for_all_moments(url, sql.highest_due)
    assert "Seq Scan" in _plan_for_all_moments(url, asks_any)  # the sabotage: whether there is any, not the earliest


def _plan_for_all_moments(url: str, statement: sa.Select[Any]) -> str:
    text = re.sub(r"%\(now\w*\)s", "$1", str(statement.compile(dialect=postgresql.psycopg.dialect())))
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("SET plan_cache_mode = force_generic_plan")
        connection.execute(f"PREPARE tick(timestamptz) AS {text}".encode())
        return "\n".join(row[0] for row in connection.execute("EXPLAIN EXECUTE tick(now())"))
