"""What service tasks can ask that only writes rows: done inside the step, so that it is as durable as the step itself.

Everything that leaves the database is a connector's job and goes through the job table, or is a notice in the outbox.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from engine import tags
from engine.facts import dumps
from engine.kernel import effects as fx
from engine.model import CaseStatus, Fact, Notice, Sealed, Task

if TYPE_CHECKING:
    from engine.step.run import Live, Run

Outputs = Mapping[str, object]
MAIL = "mail"
LETTER = "letter"


def announce(run: "Run", task: Task) -> None:
    """Tell the assignee that a task has come, unless they made it come themselves."""
    if task.assignee is not None and task.assignee != run.actor.account:
        notify(run, task.assignee, "task", f"task:{task.id}:opened", task=task.id)


def notify(run: "Run", account: int, template: str, key: str, **detail: object) -> None:
    """Put a word to somebody in the outbox. The mail says only that there is something."""
    if run.tx.find(Notice, key=key, limit=1):
        return
    run.tx.add(
        Notice(
            case=run.case.id,
            key=key,
            channel=MAIL,
            recipient=f"account:{account}",
            template=template,
            detail=dumps(detail),
            next_try_at=run.now,
        )
    )


def _letter(run: "Run", live: "Live", effect: fx.JobOpened) -> Outputs:
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


def _erase(run: "Run", live: "Live", effect: fx.JobOpened) -> Outputs:
    """Forget everything that was stored about this case: values, sealed content and their keys."""
    for fact in run.tx.find(Fact, case=run.case.id):
        run.tx.remove(fact)
    for sealed in run.tx.find(Sealed, case=run.case.id):
        run.tx.remove(sealed)
    for zone in run.vocabulary.zones:
        run.parts.sealer.shred(run.case.id, zone)
    run.facts = type(run.facts)(run.tx, run.case, run.vocabulary, run.parts.sealer)
    run.change_case(alias="", status=CaseStatus.ERASED, closed_at=run.now)
    run.tell(tags.CASE_ERASED)
    return {"erased": True}


def _detach(run: "Run", live: "Live", effect: fx.JobOpened) -> Outputs:
    """Forget who it was: the keys of the identity vault and of the place of stay are destroyed."""
    _shred(run, ("ID", "LOC"))
    return {}


def _pseudonymise(run: "Run", live: "Live", effect: fx.JobOpened) -> Outputs:
    """Keep the road without the person: alias gone, story and return plan unreadable."""
    _shred(run, ("ID", "LOC", "SOC", "TER", "PRO", "JUR", "VEI"))
    run.change_case(alias="", status=CaseStatus.RETAINED)
    return {}


def _sleep(run: "Run", live: "Live", effect: fx.JobOpened) -> Outputs:
    """The person is out of sight: where they stayed is forgotten at once, and no term climbs until they come back.

    The key of that zone stays: who comes back must be able to say again where they stay.
    """
    for record in (Fact, Sealed):
        for row in run.tx.find(record, case=run.case.id, zone="LOC"):
            run.tx.remove(row)
    run.change_case(status=CaseStatus.DORMANT)
    run.tell(tags.CASE_ASLEEP)
    return {}


def _wake(run: "Run", live: "Live", effect: fx.JobOpened) -> Outputs:
    """The person is back, or the case opens to be closed: its terms run again."""
    run.change_case(status=CaseStatus.OPEN)
    run.tell(tags.CASE_AWAKE)
    return {}


def _shred(run: "Run", zones: tuple[str, ...]) -> None:
    for zone in zones:
        run.parts.sealer.shred(run.case.id, zone)


def _forget_answers(run: "Run", live: "Live", effect: fx.JobOpened) -> Outputs:
    """Forget what a task of this instance collected (header `taak`: its element): nobody had a ground to have it."""
    for task in run.tx.find(Task, instance=live.row.id, element=effect.headers.get("taak", "")):
        for sealed in run.tx.find(Sealed, case=run.case.id, subject=f"task:{task.id}"):
            run.tx.remove(sealed)
        run.tell(tags.ANSWERS_DELETED, instance=live.row.id, element=task.element, task=task.id, zone=task.zone)
    return {}


def _retain(run: "Run", live: "Live", effect: fx.JobOpened) -> Outputs:
    """A step of the retention schedule (D18), named by the header `stap`."""
    return RETENTION[effect.headers.get("stap", "wissen")](run, live, effect)


Inline = Callable[["Run", "Live", fx.JobOpened], Outputs]
RETENTION: dict[str, Inline] = {
    "wissen": _erase,
    "identiteit": _detach,
    "pseudonimiseren": _pseudonymise,
    "vernietigen": _erase,
    "slapen": _sleep,
    "wekken": _wake,
}
INLINE: dict[str, Inline] = {"brief": _letter, "bewaren": _retain, "wis": _forget_answers}
