"""Organisations, absence, duty and closing days."""

from typing import Any

from flask import Response

from api import caller
from api.blueprint import Blueprint
from api.shapes.base import LARGEST
from api.shapes.places import (
    AbsenceAsked,
    AbsenceGiven,
    AbsenceListTold,
    AbsenceMadeTold,
    ClosingDayGiven,
    ClosingDayListTold,
    DutyGiven,
    DutyListTold,
    DutyMadeTold,
    OrganisationGiven,
    OrganisationListTold,
    absence,
    closing_day,
    duty,
    organisation,
)
from api.writing import answer, created, nothing

resource = Blueprint("places", "Organisations, who is away, who is on duty, and when nobody works.")


@resource.get("/organisations")
@resource.response(200, OrganisationListTold)
def organisations() -> Response:
    """All organisations by name, those that stopped (without lanes) last. For administrators."""
    rows = caller.engine().organisations.rows(caller.actor())
    return answer({"items": [organisation(row) for row in rows]})


@resource.put("/organisations/<key>")
@resource.arguments(OrganisationGiven)
@resource.response(204)
def set_organisation(given: dict[str, Any], key: str) -> Response:
    """Make an organisation, or change one. For administrators."""
    caller.engine().organisations.set(caller.actor(), key, given["name"], tuple(given["lanes"].split(",")))
    return nothing()


@resource.post("/organisations/<key>/end")
@resource.response(204)
def end_organisation(key: str) -> Response:
    """An organisation stops: nothing new comes to it. Refused while somebody has a role there or a task is open. For administrators."""
    caller.engine().organisations.end(caller.actor(), key)
    return nothing()


@resource.get("/absences")
@resource.arguments(AbsenceAsked, location="query")
@resource.response(200, AbsenceListTold)
def absences(asked: dict[str, Any]) -> Response:
    """Who is or will be away: yourself, or for administrators everybody or one account."""
    actor = caller.actor()
    account = asked["account"] if asked["account"] or actor.admin else actor.account
    return answer({"items": [absence(row) for row in caller.engine().absences.away(actor, account)]})


@resource.post("/absences")
@resource.arguments(AbsenceGiven)
@resource.response(201, AbsenceMadeTold)
def set_absent(given: dict[str, Any]) -> Response:
    """Say that you are away, or as a coordinator or administrator that somebody is. Whoever stands in gets the open tasks."""
    actor = caller.actor()
    account = given["account"] or actor.account or 0
    moved = caller.engine().absences.set_absent(actor, account, given["since"], given["until"], given["deputy"])
    return created({"tasks": moved})


@resource.delete(f"/absences/<int(max={LARGEST}):id>")
@resource.response(204)
def end_absence(id: int) -> Response:
    """You, or somebody you look after as an administrator, are back."""
    caller.engine().absences.end_absence(caller.actor(), id)
    return nothing()


@resource.get("/roster")
@resource.response(200, DutyListTold)
def roster() -> Response:
    """Who is or will be on duty. For administrators."""
    return answer({"items": [duty(row) for row in caller.engine().absences.roster(caller.actor())]})


@resource.post("/roster")
@resource.arguments(DutyGiven)
@resource.response(201, DutyMadeTold)
def set_duty(given: dict[str, Any]) -> Response:
    """Put somebody on duty, in a role with a roster that this person has. For administrators."""
    absences = caller.engine().absences
    id = absences.set_duty(caller.actor(), given["account"], given["role"], given["since"], given["until"])
    return created({"id": id})


@resource.delete(f"/roster/<int(max={LARGEST}):id>")
@resource.response(204)
def take_duty(id: int) -> Response:
    """Take a duty away. For administrators."""
    caller.engine().absences.take_duty(caller.actor(), id)
    return nothing()


@resource.get("/closing-days")
@resource.response(200, ClosingDayListTold)
def closing_days() -> Response:
    """The closing days to come: for administrators and coordinators all, for whoever leads a team those of the own organisation."""
    return answer({"items": [closing_day(row) for row in caller.engine().closing.view(caller.actor()).rows]})


@resource.post("/closing-days")
@resource.arguments(ClosingDayGiven)
@resource.response(204)
def close_day(given: dict[str, Any]) -> Response:
    """An organisation, or everybody, does not work on a day: open terms are reckoned anew, never earlier."""
    caller.engine().closing.close(caller.actor(), given["organisation"], given["day"], given["reason"])
    return nothing()


@resource.delete(f"/closing-days/<int(max={LARGEST}):id>")
@resource.response(204)
def open_day(id: int) -> Response:
    """Work goes on on that day after all. Dates that came later for it stay where they are."""
    caller.engine().closing.withdraw(caller.actor(), id)
    return nothing()
