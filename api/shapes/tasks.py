"""What the tasks resource reads and writes."""

from collections.abc import Mapping

import marshmallow as ma

from api.shapes.base import (
    AskedNumber,
    AskedYesNo,
    Given,
    GivenDay,
    GivenNumber,
    GivenObject,
    GivenText,
    Told,
    after_given,
    after_told,
    codes,
    listed,
    members,
    moment,
    number,
    text,
    yesno,
)
from api.shapes.common import HeadTold, PersonTold, TermTold, head, person, term
from engine.facts import plain
from engine.views import Completed, NextStep, TaskView, WorkItem, Worklist

PERSON = "persoon"  # the lane whose tasks the case director does on behalf of the person
MOST_ROWS = 200


class WorklistAsked(Given):
    mine = AskedYesNo(load_default=False, metadata={"description": "Only what has been taken by you"})
    lane = GivenText(100, load_default=None, metadata={"description": "The key of a lane"})
    organisation = AskedNumber(load_default=None, metadata={"description": "The number of an organisation"})
    overdue = AskedYesNo(load_default=None, metadata={"description": "true: only what is overdue"})
    text = GivenText(100, blank=True, load_default="", metadata={"description": "Part of a reference, alias or name"})
    after = after_given()
    limit = AskedNumber(1, MOST_ROWS, load_default=50, metadata={"description": "Rows on a page"})


class AnswersGiven(Given):
    answers = GivenObject(required=True, metadata={"description": "The answers by path, as the form asks them"})


class CompletionGiven(AnswersGiven):
    on_behalf_of = GivenText(
        20,
        choices=[PERSON],
        load_default=None,
        metadata={"description": "When the case director answers for the person"},
    )


class DelegationGiven(Given):
    account = GivenNumber(required=True, metadata={"description": "The number of the colleague"})


class ReassignmentGiven(DelegationGiven):
    reason = GivenText(300, required=True, metadata={"description": "Why, in one sentence"})


class ExtensionGiven(Given):
    to = GivenDay(required=True, metadata={"description": "The new date"})
    reason = GivenText(300, required=True, metadata={"description": "Why, in one sentence"})


class WorkItemTold(Told):
    id = number("The task")
    version = number("Its version: the ETag of the task")
    name = text("What must be done, as drawn")
    process = text("The key of the process")
    reference = text("The case")
    alias = text("What the person wants to be called")
    language = text("The language of the person")
    priority = text("P0 (now) to P3")
    lane = text("The key of the lane")
    lane_label = text("Who it is for")
    organisation = text("The organisation that has it")
    assignee = ma.fields.Nested(PersonTold, allow_none=True)
    term = ma.fields.Nested(TermTold)
    why = text("How you come to it: assignee, deputy, team or director")
    has_draft = yesno("Whether you have a draft of it")


class WorklistTold(Told):
    items = listed(WorkItemTold, "Soonest due first")
    total = number("How many there are, counted no further than the cap")
    capped = yesno("Whether there are more than were counted")
    after = after_told()
    overdue = number("How many on this page are overdue")


def work_item(one: WorkItem) -> dict[str, object]:
    """One row of a worklist."""
    return {
        "id": one.task,
        "version": one.version,
        "name": one.name,
        "process": one.process,
        "reference": one.reference,
        "alias": one.alias,
        "language": one.language,
        "priority": one.priority,
        "lane": one.lane,
        "lane_label": one.lane_label,
        "organisation": one.organisation,
        "assignee": person(one.assignee),
        "term": term(one.term),
        "why": one.why,
        "has_draft": one.has_draft,
    }


def worklist(page: Worklist) -> dict[str, object]:
    """One page of work."""
    return {
        "items": [work_item(one) for one in page.items],
        "total": page.total,
        "capped": page.capped,
        "after": page.after,
        "overdue": page.overdue,
    }


class OptionTold(Told):
    value = text("The code to send")
    label = text("What people see")


class TaskFormTold(Told):
    id = text("The form; GET /forms/{id}/{version} tells what it asks")
    version = number("Its version, which stays with the task")
    part = text("The part of the form that this task asks", none=True)


class TaskTold(Told):
    id = number("The task")
    version = number("Its version: the ETag of the task")
    name = text("What must be done, as drawn")
    status = text("open, completed or cancelled")
    process = text("The key of the process")
    element = text("The element of the diagram")
    zone = text("The zone of the task")
    priority = text("P0 (now) to P3")
    case = ma.fields.Nested(HeadTold)
    term = ma.fields.Nested(TermTold)
    opened_at = moment("When it came into being")
    closed_at = moment("When it was completed or cancelled", none=True)
    why = text("How you come to it: assignee, deputy, team or director; null when you only may look", none=True)
    lane = text("The key of the lane")
    lane_label = text("Who it is for")
    organisation = text("The organisation that has it")
    assignee = ma.fields.Nested(PersonTold, allow_none=True)
    on_behalf_of = text("persoon, when it is done for the person", none=True)
    form = ma.fields.Nested(TaskFormTold, allow_none=True)
    answers = members("Your draft, else what earlier parts of the form say, by path")
    facts = members("What the form's conditions may read")
    options = ma.fields.Dict(
        keys=ma.fields.String(),
        values=ma.fields.List(ma.fields.Nested(OptionTold)),
        metadata={"description": "What the running system offers, by the source that a question names"},
    )
    readers = ma.fields.Dict(
        keys=ma.fields.String(),
        values=ma.fields.List(ma.fields.String()),
        metadata={"description": "Who will see an answer, by zone"},
    )
    may = codes("What you may do now: claim, release, complete, draft, reassign, delegate, hand_back, extend, nudge")
    colleagues = listed(PersonTold, "Who could get it")
    draft_saved_at = moment("When your draft was kept", none=True)


def task(view: TaskView) -> dict[str, object]:
    """Everything about one task."""
    row = view.task
    return {
        "id": row.id,
        "version": row.version,
        "name": row.name,
        "status": row.status,
        "process": row.process,
        "element": row.element,
        "zone": row.zone,
        "priority": row.priority,
        "case": head(view.case),
        "term": term(view.term),
        "opened_at": row.opened_at,
        "closed_at": row.closed_at,
        "why": view.why,
        "lane": row.lane,
        "lane_label": view.lane_label,
        "organisation": view.organisation,
        "assignee": person(view.assignee),
        "on_behalf_of": row.on_behalf_of,
        "form": {"id": view.form, "version": view.form_version, "part": row.part} if view.form else None,
        "answers": plain(dict(view.values)),
        "facts": {name: plain(value) for name, value in view.facts.items()},
        "options": _options(view.options),
        "readers": {zone: list(labels) for zone, labels in view.readers.items()},
        "may": view.may,
        "colleagues": [person(one) for one in view.colleagues],
        "draft_saved_at": view.draft_saved_at,
    }


def _options(by_source: Mapping[str, tuple[tuple[str, str], ...]]) -> dict[str, object]:
    return {source: [{"value": value, "label": label} for value, label in rows] for source, rows in by_source.items()}


class NextStepTold(Told):
    name = text("What happens next; empty when a partner does something that is not for you")
    kind = text("task, message, timer, job, end or partner")
    who = text("Who does it")
    due_at = moment("Until when", none=True)
    task = number("The task", none=True)
    mine = yesno("Whether you may do it")


class CompletionTold(Told):
    task = number("The task that was completed")
    case = text("The reference of its case")
    next = listed(NextStepTold, "What happens next")


def completion(done: Completed) -> dict[str, object]:
    """The answer to a completed task."""
    return {"task": done.task, "case": done.reference, "next": [_next_step(one) for one in done.next]}


def _next_step(one: NextStep) -> dict[str, object]:
    return {
        "name": one.name,
        "kind": one.kind,
        "who": one.who,
        "due_at": one.due_at,
        "task": one.task,
        "mine": one.mine,
    }


class DraftTold(Told):
    saved_at = moment("When it was kept")
