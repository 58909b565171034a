"""SpiffWorkflow as its documentation keeps a case: its own serializer makes JSON of the whole case, SQLAlchemy's ORM writes it.

Each step reads the case, completes the first ready task and writes it again, with a row for each task that waits.
"""

from collections.abc import Mapping
from importlib.metadata import version

from answering import answer, drawn
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.specs.mixins import UserTaskMixin
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    """The two tables."""


class Case(Base):
    """A case: everything that the serializer gives."""

    __tablename__ = "case_state"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    over: Mapped[bool]
    tasks: Mapped[list["Task"]] = relationship(cascade="all, delete-orphan")


class Task(Base):
    """A task that waits for somebody: what a worklist shows."""

    __tablename__ = "waiting_task"
    id: Mapped[str] = mapped_column(primary_key=True)
    case: Mapped[int] = mapped_column(ForeignKey("case_state.id"), index=True)
    name: Mapped[str]


class Spiff:
    """W1 only: SpiffWorkflow has no worker that waits for timers."""

    version = version("SpiffWorkflow")

    def __init__(self, settings: Mapping[str, str]) -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(drawn(settings, "diagram", "priority == 'P0'", '"P40D"').encode())
        self._spec = parser.get_spec("W1")
        self._serializer = BpmnWorkflowSerializer()
        self._answer = settings["answer"]
        self._engine = create_engine(settings["database"])
        Base.metadata.create_all(self._engine)

    def open_case(self) -> int:
        workflow = BpmnWorkflow(self._spec)
        workflow.data["priority"] = "P2"
        workflow.get_next_task(state=TaskState.READY).data["priority"] = "P2"
        workflow.do_engine_steps()
        with Session(self._engine) as session, session.begin():
            case = Case(state="", over=False)
            session.add(case)
            self._keep(case, workflow)
            session.flush()
            return case.id

    def step(self, case: int, number: int) -> None:
        with Session(self._engine) as session, session.begin():
            row = session.get_one(Case, case, with_for_update=True)
            workflow = self._serializer.deserialize_json(row.state)
            workflow.refresh_waiting_tasks()
            task = next(iter(self._waiting(workflow)))
            task.data[task.task_spec.name] = self._answer
            task.run()
            workflow.do_engine_steps()
            self._keep(row, workflow)

    def is_over(self, case: int) -> bool:
        with Session(self._engine) as session:
            return session.get_one(Case, case).over

    def _keep(self, row: Case, workflow: BpmnWorkflow) -> None:
        waiting = {str(task.id): task for task in self._waiting(workflow)}
        row.state = self._serializer.serialize_json(workflow)
        row.over = workflow.is_completed()
        row.tasks = [task for task in row.tasks if task.id in waiting] + [
            Task(id=ident, name=task.task_spec.name)
            for ident, task in waiting.items()
            if ident not in {known.id for known in row.tasks}
        ]

    @staticmethod
    def _waiting(workflow: BpmnWorkflow) -> list:
        return [task for task in workflow.get_tasks(state=TaskState.READY) if isinstance(task.task_spec, UserTaskMixin)]


if __name__ == "__main__":
    answer(Spiff)
