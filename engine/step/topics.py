"""What service tasks can ask that only writes rows: done inside the step, so that it is as durable as the step itself.

Everything that leaves the database is a connector's job and goes through the job table, or is a notice in the outbox.
"""

from collections.abc import Mapping

from engine import tags
from engine.facts import dumps
from engine.kernel import effects as fx
from engine.model import Notice, Sealed, Task
from engine.step import consenting, demanding, keeping
from engine.step.run import Inline, Run
from engine.step.writing import Live

LETTER = "letter"


def _letter(run: Run, live: Live, effect: fx.JobOpened) -> Mapping[str, object]:
    """A letter to the person: printed or read out at the desk, since no address is kept."""
    run.tx.add(
        Notice(
            case=run.case.id,
            key=f"letter:{live.row.id}:{effect.wait}",
            channel=LETTER,
            recipient=f"case:{run.case.reference}",
            template=effect.headers.get("template", effect.element),
            language=run.case.language,
            detail=dumps({"reference": run.case.reference}),
            next_try_at=run.now,
        )
    )
    return {"sent": True}


def _forget_answers(run: Run, live: Live, effect: fx.JobOpened) -> Mapping[str, object]:
    """Forget what a task of this instance collected (header `taak`: its element): nobody had a ground to have it."""
    for task in run.tx.find(Task, instance=live.row.id, element=effect.headers.get("taak", "")):
        for sealed in run.tx.find(Sealed, case=run.case.id, subject=f"task:{task.id}"):
            run.tx.remove(sealed)
        run.tell(tags.ANSWERS_DELETED, instance=live.row.id, element=task.element, task=task.id, zone=task.zone)
    return {}


INLINE: dict[str, Inline] = {
    "brief": _letter,
    "bewaren": keeping.carry_out,
    "toestemming": consenting.carry_out,
    "vordering": demanding.carry_out,
    "wis": _forget_answers,
}
