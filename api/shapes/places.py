"""What the places resource reads and writes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import marshmallow as ma

from api.shapes.base import (
    DAY,
    TYPE_WORDS,
    AskedNumber,
    Given,
    GivenDay,
    GivenNumber,
    GivenText,
    Told,
    listed,
    moment,
    number,
    text,
)
from engine.acts.people.absences import AwayRow, DutyRow
from engine.acts.people.closing import ClosingRow
from engine.acts.people.organisations import PlaceRow


class GivenMoment(ma.fields.DateTime):
    """A moment with its zone, as 2027-03-31T17:00:00Z."""

    default_error_messages = {**TYPE_WORDS, "invalid": "moment"}

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any) -> datetime:
        if not isinstance(value, str) or not DAY.match(value):
            raise self.make_error("invalid")
        try:
            found = datetime.fromisoformat(value)
        except ValueError as error:
            raise self.make_error("invalid") from error
        if found.tzinfo is None:
            raise self.make_error("invalid")
        return found


class OrganisationGiven(Given):
    name = GivenText(200, required=True)
    lanes = GivenText(500, required=True, metadata={"description": "Keys of lanes, comma separated"})


class AbsenceAsked(Given):
    account = AskedNumber(load_default=None, metadata={"description": "Of whom; without it yourself"})


class AbsenceGiven(Given):
    account = GivenNumber(load_default=None, metadata={"description": "Who is away; without it yourself"})
    since = GivenDay(required=True)
    until = GivenDay(required=True, metadata={"description": "The last day"})
    deputy = GivenNumber(load_default=None, metadata={"description": "A colleague of the same team"})


class DutyGiven(Given):
    account = GivenNumber(required=True)
    role = GivenText(100, required=True, metadata={"description": "lane.role"})
    since = GivenMoment(required=True)
    until = GivenMoment(required=True)


class ClosingDayGiven(Given):
    organisation = GivenText(40, load_default=None, metadata={"description": "Its key; without it everybody"})
    day = GivenDay(required=True)
    reason = GivenText(300, required=True)


class OrganisationTold(Told):
    id = number("The number of the organisation")
    key = text("Its key")
    name = text("Its name")
    lanes = text("Keys of lanes, comma separated")


class OrganisationListTold(Told):
    items = listed(OrganisationTold, "By name, those that stopped last")


class AbsenceTold(Told):
    id = number("The number of the absence")
    account = number("Who is away")
    name = text("The name")
    since = text("The first day")
    until = text("The last day")
    deputy = number("Who stands in; none when the deputy of the role does", none=True)


class AbsenceListTold(Told):
    items = listed(AbsenceTold, "The first to come first")


class AbsenceMadeTold(Told):
    tasks = number("How many open tasks went to whoever stands in")


class DutyTold(Told):
    id = number("The number of the duty")
    account = number("Who is on duty")
    name = text("The name")
    role = text("lane.role")
    since = moment("From")
    until = moment("Until")


class DutyListTold(Told):
    items = listed(DutyTold, "The first to come first")


class DutyMadeTold(Told):
    id = number("The number of the duty")


class ClosingDayTold(Told):
    id = number("The number of the closing day")
    organisation = text("Its name; empty for everybody")
    day = text("The day")
    reason = text("Why")


class ClosingDayListTold(Told):
    items = listed(ClosingDayTold, "The first to come first")


def organisation(row: PlaceRow) -> dict[str, object]:
    """An organisation."""
    return {"id": row.id, "key": row.key, "name": row.name, "lanes": ",".join(row.lanes)}


def absence(row: AwayRow) -> dict[str, object]:
    """Somebody's absence."""
    return {
        "id": row.id,
        "account": row.who.id,
        "name": row.who.name,
        "since": row.since,
        "until": row.until,
        "deputy": row.deputy.id if row.deputy else None,
    }


def duty(row: DutyRow) -> dict[str, object]:
    """Somebody's duty."""
    return {
        "id": row.id,
        "account": row.who.id,
        "name": row.who.name,
        "role": f"{row.lane}.{row.role}",
        "since": row.since,
        "until": row.until,
    }


def closing_day(row: ClosingRow) -> dict[str, object]:
    """A closing day."""
    return {"id": row.id, "organisation": row.organisation, "day": row.day, "reason": row.reason}
