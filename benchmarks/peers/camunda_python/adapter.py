"""camunda-python: its engine keeps cases in memory and writes the whole case to the database with every command."""

from collections.abc import Iterator, Mapping
from importlib.metadata import version

from answering import acted_on, answer, drawn
from camunda.engine import ProcessEngine
from camunda.job.executor import JobExecutor
from camunda.parser import parse_bpmn_xml
from camunda.persistence.store import Store


class Camunda:
    """W1 and W4."""

    version = version("camunda-python")

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._answer = settings["answer"]
        self._engine = ProcessEngine(store=Store(settings["database"]))
        self._engine.deploy(parse_bpmn_xml(drawn(settings, "diagram", "${priority == 'P0'}", "P40D")))
        self._engine.deploy(parse_bpmn_xml(drawn(settings, "waiting", "", "PT0S")))

    def open_case(self) -> str:
        return self._engine.start_process_instance_by_key("W1", {"priority": "P2"}).id

    def step(self, case: str, number: int) -> None:
        task = self._engine.create_task_query(process_instance_id=case)[0]
        self._engine.complete_task(task.id, {task.task_definition_key: self._answer})

    def is_over(self, case: str) -> bool:
        return self._engine.get_process_instance(case).is_completed

    def timers(self, many: int, patience: float) -> dict[str, float]:
        for _ in range(many):
            self._engine.start_process_instance_by_key("WAIT")
        worker = JobExecutor(self._engine)

        def rounds() -> Iterator[int]:
            while some := worker.tick():
                yield some

        return acted_on(rounds(), many, patience)


if __name__ == "__main__":
    answer(Camunda)
