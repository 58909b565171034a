"""Shapes that several resources share: people, terms, the head of a case, what is going on, problems."""

import marshmallow as ma

from api.shapes.base import Told, listed, members, moment, number, text, yesno
from engine.views import CaseHead, NowItem, Person, Stall, Term


class PersonTold(Told):
    id = number("The number of the account")
    name = text("The name")


def person(one: Person | None) -> dict[str, object] | None:
    """An account as others see it."""
    return {"id": one.id, "name": one.name} if one else None


class TermTold(Told):
    due_at = moment("When it is due; null without a term", none=True)
    overdue = yesno("Whether that has passed")
    share = ma.fields.Float(
        allow_none=True, metadata={"description": "The part of the term that has passed; 1 is now due"}
    )
    working_days_left = number("Working days left, negative when overdue", none=True)


def term(one: Term) -> dict[str, object]:
    """How something stands against its term."""
    share = None if one.share is None else round(one.share, 4)
    return {"due_at": one.due_at, "overdue": one.overdue, "share": share, "working_days_left": one.working_days_left}


class HeadTold(Told):
    reference = text("What people say and write, such as M-7KQ4-2PXD")
    alias = text("What the person wants to be called")
    status = text("open, dormant, closed or retained")
    kind = text("person, invitation, care or system")
    priority = text("P0 (now) to P3")
    language = text("The language of the person")
    director = ma.fields.Nested(PersonTold, allow_none=True)
    deputy = ma.fields.Nested(PersonTold, allow_none=True)
    interpreter = yesno("Whether an interpreter is needed; null when unknown or not for you", none=True)
    do_not = text("What the person asked us not to do, where you may read it", none=True)


def head(one: CaseHead) -> dict[str, object]:
    """The line above everything about a case."""
    return {
        "reference": one.reference,
        "alias": one.alias,
        "status": one.status,
        "kind": one.kind,
        "priority": one.priority,
        "language": one.language,
        "director": person(one.director),
        "deputy": person(one.deputy),
        "interpreter": one.interpreter,
        "do_not": one.do_not,
    }


class StallTold(Told):
    reason = text(
        "overdue, unassigned, absent, capacity, message, timer, incident, partner, contact, idle, escalated or paused"
    )
    since = moment("Since when")
    working_days_over = number("Working days over the norm")
    detail = members("What more is known, in codes")


def stall(one: Stall | None) -> dict[str, object] | None:
    """Why something does not move."""
    if one is None:
        return None
    return {
        "reason": one.reason,
        "since": one.since,
        "working_days_over": one.working_days_over,
        "detail": dict(one.detail),
    }


class NowTold(Told):
    name = text("The name of the step, as drawn")
    kind = text("task, message, timer, job, incident or partner")
    process = text("The key of the process")
    lane_label = text("Who it is for")
    who = text("Who has it: a person, else an organisation")
    term = ma.fields.Nested(TermTold)
    since = moment("Since when")
    task = number("The task, when it is one", none=True)
    stall = ma.fields.Nested(StallTold, allow_none=True)
    element = text("The element of the diagram", none=True)
    instance = number("The running process", none=True)


def now_item(one: NowItem) -> dict[str, object]:
    """One thing that a case is doing now."""
    return {
        "name": one.name,
        "kind": one.kind,
        "process": one.process,
        "lane_label": one.lane_label,
        "who": one.who,
        "term": term(one.term),
        "since": one.since,
        "task": one.task,
        "stall": stall(one.stall),
        "element": one.element,
        "instance": one.instance,
    }


class FieldProblemTold(Told):
    path = text("The field: goals[0].owner")
    code = text("A code that never changes")
    detail = text("What is wrong, in the language that was asked for")
    text_nl = text("In Dutch")
    text_en = text("In English")


class FindingTold(Told):
    code = text("The rule")
    severity = text("error or warning: an error blocks a deployment")
    file = text("The file")
    element = text("The element in the file", none=True)
    line = number("The line in the file", none=True)
    text_nl = text("What is wrong, in Dutch")
    text_en = text("What is wrong, in English")
    remedy_nl = text("What to do, in Dutch")
    remedy_en = text("What to do, in English")


class Problem(Told):
    """RFC 9457. `fields` comes with code invalid, `findings` with code refused, `instance` with code fault."""

    type = text("Where this kind of problem is described")
    title = text("The kind of problem, in the language that was asked for")
    status = number("The HTTP status")
    detail = text("What is wrong and what to do, in the language that was asked for")
    code = text("A code that never changes")
    text_nl = text("In Dutch")
    text_en = text("In English")
    instance = text("The number under which the log has it")
    problems = ma.fields.List(
        ma.fields.Nested(FieldProblemTold),
        data_key="fields",
        metadata={"description": "Which fields are wrong, and why"},
    )
    findings = listed(FindingTold, "What is wrong in the files")

    optional = frozenset({"instance", "problems", "findings"})
