"""What Prometheus reads: every line is in its format, and the numbers are those of the house."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from perspectief.app import create_app
from tests.reliability.house import PEOPLE, ROUND, House, furnish, open_cases, open_tasks
from tests.reliability.programs import NOTE, Ahead

LINE = re.compile(r'(# (HELP|TYPE) perspectief_\w+ .+|perspectief_\w+(\{\w+="[\w.+]+"\})? -?[\d.e+-]+)')


def read(house: House, ahead: timedelta = timedelta()) -> dict[str, float]:
    """The metrics of a program on this house, by name."""
    text = create_app(house.engine(Ahead(ahead)), house.settings).test_client().get("/metrics").text
    assert [line for line in text.splitlines() if not LINE.fullmatch(line)] == []
    rows = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name.removeprefix("perspectief_"): float(value) for name, _, value in rows}


def test_metrics_count_what_waits_and_who_works(tmp_path: Path) -> None:
    house = House(tmp_path, f"sqlite:///{tmp_path / 'cases.db'}")
    engine = furnish(house, ROUND)
    open_cases(engine, 3)
    engine.beats.beat("one", 5)
    engine.beats.beat("two", 7)
    now = read(house)
    assert (now["tasks_open"], now["workers_alive"], now["incidents_open"], now["database_up"]) == (3, 2, 0, 1)
    assert (now["deadline_lag_seconds"], now['worker_acts{worker="1"}']) == (0, 7)
    later = read(house, timedelta(days=60))
    assert later["deadline_lag_seconds"] > 19 * 86400
    assert later["workers_alive"] == 0


def test_steps_are_counted_and_timed(tmp_path: Path) -> None:
    house = House(tmp_path, f"sqlite:///{tmp_path / 'cases.db'}")
    engine = furnish(house, ROUND)
    open_cases(engine, 2)
    who = engine.accounts.demo_login(PEOPLE[0])
    assert who
    before = engine.meter.read()
    engine.tasks.complete(who, open_tasks(engine)[0], NOTE)
    after = engine.meter.read()
    assert after.steps - before.steps == 1
    assert after.seconds > before.seconds
    assert list(after.below) == sorted(after.below)


def test_in_production_only_who_sends_the_key_reads_them(tmp_path: Path) -> None:
    house, key = House(tmp_path, f"sqlite:///{tmp_path / 'cases.db'}"), "a key of more than thirty-two signs, by lot"
    furnish(house, ROUND)

    def status(sent: str, **settings: object) -> int:
        app = create_app(house.engine(), replace(house.settings, **settings))  # type: ignore[arg-type] # what a test changes
        return app.test_client().get("/metrics", headers={"Authorization": sent}).status_code

    assert [status(f"Bearer {word}", production=True, demo=False, metrics_key=key) for word in (key, "", "x")] == [
        200,
        404,
        404,
    ]
    assert [status(f"Bearer {word}", production=True, demo=False, metrics_key="") for word in ("", key)] == [404, 404]
    assert (status("", metrics_key=key), status("")) == (404, 200)


def test_without_a_database_metrics_say_so(tmp_path: Path) -> None:
    house = House(tmp_path, f"sqlite:///{tmp_path / 'cases.db'}")
    furnish(house, ROUND)
    app = create_app(house.engine(), house.settings)
    (tmp_path / "cases.db").unlink()
    for rest in tmp_path.glob("cases.db-*"):
        rest.unlink()
    (tmp_path / "cases.db").mkdir()
    assert "perspectief_database_up 0" in app.test_client().get("/metrics").text
