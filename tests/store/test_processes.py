"""Several processes share a database: nothing is lost, doubled or half done. Each zero stands beside a sabotage."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from engine.model import Deadline, DeadlineState, Notice
from engine.store import SqlStore, open
from tests.store import programs
from tests.store.cast import NOW, Cast, another_case, deadline, notice, play

ROOT = Path(__file__).parents[2]
PROCESSES = 4
ROUNDS = 40


def counted_by_all(database: str, *, careful: bool) -> int:
    store = open(database)
    cast = play(store)
    with store.begin() as tx:
        row = tx.add(deadline(cast))
    programs.run_together(programs.count_up, PROCESSES, database, row.id, ROUNDS, careful)
    with store.reading() as reader:
        counted = reader.get(Deadline, row.id)
    store.close()
    assert counted is not None
    return counted.attempts


def test_no_increment_is_lost_when_the_case_is_locked(database: str) -> None:
    assert counted_by_all(database, careful=True) == PROCESSES * ROUNDS


def test_sabotage_increments_are_lost_without_the_lock(database: str) -> None:
    assert counted_by_all(database, careful=False) < PROCESSES * ROUNDS


def acts_per_deadline(database: str, *, careful: bool, processes: int = 3, cases: int = 4, each: int = 12) -> list[int]:
    """How often each deadline was acted upon."""
    store = open(database)
    cast = play(store)
    with store.begin() as tx:
        for case in range(cases):
            other = another_case(tx, cast, f"K-{case + 2}")
            tx.add_all([deadline(cast, f"task:{case}:{n}", case=other.case) for n in range(each)])
    programs.run_together(programs.act_on_deadlines, processes, database, careful)
    with store.reading() as reader:
        acts = Counter(row.key.split(":")[0] for row in reader.find(Notice))
        assert reader.count(Deadline, state=DeadlineState.DONE) == cases * each
    store.close()
    return list(acts.values())


def test_every_deadline_is_acted_upon_once(database: str) -> None:
    assert acts_per_deadline(database, careful=True) == [1] * 48


def test_sabotage_deadlines_are_doubled_without_the_lock(database: str) -> None:
    assert max(acts_per_deadline(database, careful=False)) > 1


def test_a_case_in_somebody_elses_hands_is_skipped_and_comes_back(empty_postgres: str) -> None:
    ours, theirs = open(empty_postgres), open(empty_postgres)
    cast = play(ours)
    with ours.begin() as tx:
        first = tx.add(deadline(cast, "task:1"))
        other = another_case(tx, cast, "K-2")
        second = tx.add(deadline(cast, "task:2", case=other.case))
    with ours.begin() as mine, theirs.begin() as yours:
        assert mine.take_due(NOW) == first
        assert yours.take_due(NOW) == second
        with open(empty_postgres).begin() as third:
            assert third.take_due(NOW) is None
    with theirs.begin() as again:
        assert again.take_due(NOW) == first


def killed_in_the_middle(database: str) -> None:
    """Start a program that adds a row without committing, and kill it there."""
    environment = {**os.environ, "DATABASE_URL": database}
    command = [sys.executable, "-m", "tests.store.programs"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "added\n"
        program.send_signal(signal.SIGKILL)
        program.wait(10)


def test_a_kill_between_add_and_commit_leaves_nothing_and_blocks_nobody(database: str) -> None:
    killed_in_the_middle(database)
    store = open(database)
    with store.begin() as tx:
        assert tx.count(Notice) == 0
        assert tx.add(notice(_nobody(), "hanging", case=None)).id > 0
    store.close()


def _nobody() -> Cast:
    return Cast(*(0,) * 8)


def test_a_reader_sees_one_moment_while_others_write(database: str) -> None:
    store = open(database)
    with store.reading() as reader:
        assert reader.count(Notice) == 0
        _write_one(store)
        assert reader.count(Notice) == 0
    with store.reading() as reader:
        assert reader.count(Notice) == 1
    store.close()


def _write_one(store: SqlStore) -> None:
    with store.begin() as tx:
        tx.add(notice(_nobody(), case=None))


def test_a_database_in_memory_begins_anew_as_often_as_one_likes() -> None:
    """It crashed the program: a schema that was gone was looked for without end (engine/store/migrate.py `restore`)."""
    programs.run_together(programs.begin_anew_often, 1, 300)
