"""What waits for somebody: the open tasks that they may take, a page at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine import access
from engine.access import Reach
from engine.acts import answers
from engine.acts.desk import Desk, lane_label, organisation_name
from engine.acts.rungs import ladders_of
from engine.errors import Invalid
from engine.model import Account, Actor, Case, Escalation, Sealed, Standing, Task
from engine.pages import NO_CURSOR
from engine.store.protocol import Reader
from engine.views import Person, WorkItem, Worklist
from engine.vocabulary import PLAIN_ZONE, Vocabulary

CAP = 1000


@dataclass(frozen=True, slots=True)
class _About:
    """What a page of work says besides its tasks: who has them, what a rung is about (by instance), whose drafts there are."""

    people: Mapping[int, Person]
    rungs: Mapping[int, str]
    drafts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Work:
    """The tasks of everybody, as they find them in the morning."""

    desk: Desk

    def page(
        self,
        actor: Actor,
        *,
        mine: bool = False,
        lane: str | None = None,
        organisation: int | None = None,
        overdue: bool | None = None,
        text: str = "",
        after: str | None = None,
        limit: int = 50,
    ) -> Worklist:
        """The open tasks this actor may take, soonest due first. `after` is the cursor of the former page."""
        now = self.desk.clock.now()
        with self.desk.look() as (reader, snapshot):
            groups = access.work_groups(actor, snapshot.vocabulary)
            rows = reader.worklist(
                actor.account or 0,
                groups,
                zones=sorted(snapshot.vocabulary.zones) or [PLAIN_ZONE],
                now=now,
                mine=mine,
                lane=lane,
                organisation=organisation,
                due_before=now if overdue else None,
                text=text.strip(),
                after=_cursor(after),
                limit=limit + 1,
            )
            shown, more = rows[:limit], len(rows) > limit
            about = _about(reader, [task for task, _ in shown], actor)
            words = snapshot.vocabulary
            items = tuple(self._item(reader, actor, task, case, words, now, about) for task, case in shown)
        capped = more or after is not None
        return Worklist(
            items=items,
            total=CAP if capped else len(items),
            capped=capped,
            after=_cursor_text(shown[-1][0]) if more else None,
            overdue=sum(1 for item in items if item.term.overdue),
        )

    def _item(
        self,
        reader: Reader,
        actor: Actor,
        task: Task,
        case: Case,
        vocabulary: Vocabulary,
        now: datetime,
        about: _About,
    ) -> WorkItem:
        how = access.standing(actor, task, case, Reach(), vocabulary) or Standing.TEAM
        return WorkItem(
            task=task.id,
            version=task.version,
            name=" · ".join(filter(None, (task.name, about.rungs.get(task.instance)))),
            process=task.process,
            case=case.id,
            reference=case.reference,
            alias=case.alias if access.knows_people(actor, vocabulary) else "",
            language=case.language,
            priority=task.priority,
            lane=task.lane,
            lane_label=lane_label(vocabulary, task, actor.language),
            organisation=organisation_name(reader, task.organisation),
            assignee=about.people.get(task.assignee or 0),
            term=self.desk.term_of(task, now),
            why=how,
            has_draft=answers.draft_subject(task.id, actor.account or 0) in about.drafts,
        )


def _about(reader: Reader, tasks: Iterable[Task], actor: Actor) -> _About:
    """As many statements for a page as for one task."""
    page = list(tasks)
    holders = {task.assignee for task in page if task.assignee is not None}
    ladders = ladders_of(reader, page)
    subjects = tuple(answers.draft_subject(task.id, actor.account or 0) for task in page)
    cases = tuple({task.case for task in page})
    accounts = reader.find(Account, id=tuple(holders)) if holders else []
    rungs = reader.find(Escalation, case=cases, instance=tuple(ladders.values()), newest=True) if ladders else []
    late = {row.instance: row.source for row in rungs}
    drafts = reader.find(Sealed, case=cases, subject=subjects) if page else []
    return _About(
        {row.id: Person(row.id, row.name) for row in accounts},
        {rung: late[ladder] for rung, ladder in ladders.items() if ladder in late},
        frozenset(row.subject for row in drafts),
    )


def _cursor(text: str | None) -> tuple[datetime, int] | None:
    """The place after which a page begins. Raises Invalid for a cursor that no page gave."""
    if not text:
        return None
    moment, _, id = text.rpartition("_")
    try:
        due, task = datetime.fromisoformat(moment), int(id)
    except ValueError as error:
        raise Invalid([NO_CURSOR]) from error
    if due.tzinfo is None or not 0 < task < 2**63:
        raise Invalid([NO_CURSOR])
    return due, task


def _cursor_text(task: Task) -> str:
    moment = task.due_at.isoformat() if task.due_at else "9999-12-31T00:00:00+00:00"
    return f"{moment}_{task.id}"
