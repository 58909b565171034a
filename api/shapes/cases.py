"""What the cases resource reads and writes."""

import marshmallow as ma

from api.shapes.base import (
    Given,
    GivenDay,
    GivenNumber,
    GivenText,
    Told,
    after_given,
    after_told,
    anything,
    codes,
    listed,
    members,
    moment,
    number,
    text,
    yesno,
)
from api.shapes.common import HeadTold, NowTold, StallTold, TermTold, head, now_item, stall, term
from engine.acts.cases import Disclosure
from engine.pages import Page
from engine.views import CaseItem, CaseView, FactView, Path, PauseView, SealedEntry, TimelineItem, ZoneSlice


class CasesAsked(Given):
    text = GivenText(100, blank=True, load_default="", metadata={"description": "Part of a reference or alias"})
    after = after_given()


class EventsAsked(Given):
    after = after_given()


class DisclosureGiven(Given):
    purpose = GivenText(200, required=True, metadata={"description": "Why you open it; it stands in the read log"})


class EscalationGiven(Given):
    reason = GivenText(300, required=True, metadata={"description": "Why, in one sentence"})
    task = GivenNumber(
        load_default=None, metadata={"description": "The task that stands still; without it the whole case"}
    )


class PauseGiven(Given):
    reason = GivenText(40, required=True, metadata={"description": "Why, as a code of table D21: rest, illness, …"})
    until = GivenDay(
        load_default=None, metadata={"description": "The last day; without it as long as the table allows"}
    )


class CaseItemTold(Told):
    head = ma.fields.Nested(HeadTold)
    opened_at = moment("When the case came into being")
    now = text("What happens now: the first task that you may know of; empty when there is none")
    term = ma.fields.Nested(TermTold)


class CasesTold(Told):
    items = listed(CaseItemTold, "Most harm first")
    after = after_told()


def cases(page: Page[CaseItem]) -> dict[str, object]:
    """A page of the open cases that somebody may see."""
    return {"items": [_item(one) for one in page.items], "after": page.after}


def _item(one: CaseItem) -> dict[str, object]:
    return {"head": head(one.head), "opened_at": one.opened_at, "now": one.now, "term": term(one.term)}


class FactTold(Told):
    name = text("The name by which processes know it")
    meaning = text("What it means")
    type = text("boolean, enum, set, code, text, integer, number, money, date, dateTime, duration or reference")
    value = anything("The value; numbers and money as text")
    zone = text("The zone")
    set_at = moment("Since when")
    set_by = text("By whom")


class EntryTold(Told):
    id = number("The number for POST /cases/{reference}/content/{id}")
    title = text("What was filled in")
    form = text("The form")
    zone = text("The zone")
    at = moment("When")
    by = text("By whom")


class ZoneTold(Told):
    zone = text("The zone")
    label = text("Its name for people")
    facts = listed(FactTold, "What is known")
    entries = listed(EntryTold, "Closed content that you may open")


class StepTold(Told):
    element = text("The element of the diagram")
    name = text("Its name")
    kind = text("The BPMN word")
    state = text("done, now or possible")
    at = moment("When it was done", none=True)


class PathTold(Told):
    instance = number("The running process")
    process = text("Its key")
    name = text("Its name")
    definition = number("The number of the version: `id` in GET /processes/{key}")
    status = text("active, completed or cancelled")
    outcome = text("How it ended", none=True)
    active = codes("The elements that wait now")
    done = codes("The elements that were done, in order")
    flows = codes("The flows that were taken, in order")
    steps = listed(StepTold, "The same as a list for people")


class PartyTold(Told):
    lane = text("Its part")
    organisation = text("The organisation")


class ReadTold(Told):
    at = moment("When")
    who = text("Who looked")
    zone = text("In which zone")
    purpose = text("Why")


class PauseTold(Told):
    reason = text("Why, as a code of table D21")
    label = text("Why, in words")
    since = moment("Since when")
    ends_at = moment("When it ends at the latest")


class CaseTold(Told):
    head = ma.fields.Nested(HeadTold)
    opened_at = moment("When the case came into being")
    closed_at = moment("When it closed", none=True)
    outcome = text("How it ended", none=True)
    lead_organisation = text("The organisation that leads, empty when none does")
    now = listed(NowTold, "What happens now")
    stall = ma.fields.Nested(StallTold, allow_none=True)
    zones = listed(ZoneTold, "What you may see, by zone")
    processes = listed(PathTold, "The running and ended processes with their lit path")
    parties = listed(PartyTold, "The organisations that take part")
    elsewhere = yesno("Whether a partner works on something that is not for you")
    reads = listed(ReadTold, "Who opened content, newest first")
    paused = ma.fields.Nested(PauseTold, allow_none=True)
    actions = codes("What you can do with the case as a whole: pause, resume, vault")


def case(view: CaseView) -> dict[str, object]:
    """Everything about one case; its history is /events."""
    return {
        "head": head(view.head),
        "opened_at": view.case.opened_at,
        "closed_at": view.case.closed_at,
        "outcome": view.case.outcome,
        "lead_organisation": view.lead_organisation,
        "now": [now_item(one) for one in view.now],
        "stall": stall(view.stall),
        "zones": [_zone(one) for one in view.slices],
        "processes": [_path(one) for one in view.paths],
        "parties": [{"lane": lane, "organisation": organisation} for lane, organisation in view.parties],
        "elsewhere": view.elsewhere,
        "reads": [{"at": at, "who": who, "zone": zone, "purpose": purpose} for at, who, zone, purpose in view.reads],
        "paused": _pause(view.paused),
        "actions": view.actions,
    }


def _pause(one: PauseView | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {"reason": one.reason, "label": one.label, "since": one.since, "ends_at": one.ends_at}


def _zone(one: ZoneSlice) -> dict[str, object]:
    return {
        "zone": one.zone,
        "label": one.label,
        "facts": [_fact(fact) for fact in one.facts],
        "entries": [_entry(entry) for entry in one.entries],
    }


def _fact(one: FactView) -> dict[str, object]:
    return {
        "name": one.name,
        "meaning": one.meaning,
        "type": one.type,
        "value": one.value,
        "zone": one.zone,
        "set_at": one.set_at,
        "set_by": one.set_by,
    }


def _entry(one: SealedEntry) -> dict[str, object]:
    return {"id": one.id, "title": one.title, "form": one.form, "zone": one.zone, "at": one.at, "by": one.by}


def _path(one: Path) -> dict[str, object]:
    return {
        "instance": one.instance,
        "process": one.process,
        "name": one.name,
        "definition": one.definition,
        "status": one.status,
        "outcome": one.outcome,
        "active": list(one.active),
        "done": list(one.done),
        "flows": list(one.flows),
        "steps": [
            {"element": step.element, "name": step.name, "kind": step.kind, "state": step.state, "at": step.at}
            for step in one.steps
        ],
    }


class EventTold(Told):
    at = moment("When")
    kind = text("What, as a tag: case:task:claimed")
    who = text("Who did it; empty when the engine did")
    name = text("The name of the step")
    task = number("The task", none=True)
    detail = members("What more is known, in codes")


class EventsTold(Told):
    items = listed(EventTold, "Newest first")
    after = after_told()


def event(one: TimelineItem) -> dict[str, object]:
    """One line of a case's history."""
    return {
        "at": one.at,
        "kind": one.kind,
        "who": one.who,
        "name": one.name,
        "task": one.task,
        "detail": dict(one.detail),
    }


class ContentTold(Told):
    form = text("The form that was filled in")
    form_version = number("Its version")
    zone = text("The zone")
    values = members("The answers by path")


def content(one: Disclosure) -> dict[str, object]:
    """Content that was opened; the read log has it already."""
    return {"form": one.form, "form_version": one.form_version, "zone": one.zone, "values": dict(one.values)}
