"""How many statements people's acts may ask of the database: as many for a full page as for one row."""

from collections.abc import Iterator
from typing import Any

import pytest

from engine.model import ENGINE
from engine.store.transaction import SqlReader
from tests.engine.cast import Stage, asks, drawn, form, small, stage
from tests.kernel.drawing import end, start

STEP, PAGE = 16, 6


@pytest.fixture(scope="module")
def desk() -> Iterator[Stage]:
    with stage(small(drawn("start T1 T2 end", start(), asks("T1"), asks("T2"), end()))) as here:
        here.open_case()
        yield here


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that were run."""
    found: list[str] = []
    plain = SqlReader._run

    def run(self: SqlReader, statement: Any, *words: Any, **named: Any) -> Any:
        found.append(str(statement))
        return plain(self, statement, *words, **named)

    monkeypatch.setattr(SqlReader, "_run", run)
    return found


def test_a_page_of_work_asks_as_much_for_many_tasks_as_for_one(desk: Stage, asked: list[str]) -> None:
    samira = desk.who("samira")
    desk.engine.work.page(samira)
    asked.clear()
    assert desk.engine.work.page(samira).items
    one = len(asked)
    for _ in range(12):
        desk.open_case()
    asked.clear()
    assert len(desk.engine.work.page(samira).items) > 12
    assert len(asked) == one <= PAGE


def test_a_step_stays_within_its_budget_however_long_its_case_is(desk: Stage, asked: list[str]) -> None:
    case, samira = desk.open_case(), desk.who("samira")
    desk.do(desk.open_case(), "T1")
    task = desk.task(case, "T1")
    asked.clear()
    desk.engine.tasks.complete(samira, task.id, {"note": "x"}, key="k")
    assert len(asked) <= STEP, asked


def test_sabotage_a_question_for_each_row_is_seen(
    desk: Stage, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = type(desk.engine.work)._item

    def curious(self: Any, reader: Any, actor: Any, task: Any, *words: Any) -> Any:
        reader.get(type(task), task.id)
        return plain(self, reader, actor, task, *words)

    monkeypatch.setattr(type(desk.engine.work), "_item", curious)
    for _ in range(8):
        desk.open_case()
    asked.clear()
    desk.engine.work.page(desk.who("samira"))
    assert len(asked) > PAGE


def test_a_case_that_keeps_to_former_versions_reads_their_files_once(asked: list[str]) -> None:
    drawing = drawn("start T1 T2 T3 end", start(), asks("T1"), asks("T2"), asks("T3"), end())
    with stage(small(drawing)) as here:
        case = here.open_case()
        newer = {"diagram0.bpmn": drawing.replace(b'name="T3"', b'name="T4"'), "note.form": form("note").encode()}
        assert len(here.engine.definitions.deploy(newer, ENGINE).definitions) == 2
        here.do(case, "T1")
        asked.clear()
        here.do(case, "T2")
        assert here.names(case) == {"T3"}
    assert [one for one in asked if "definition.source" in one] == []
