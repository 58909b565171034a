"""A valid set of answers for every form and part, for tests and scenarios. Says nothing about any person."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from forms import Form, library
from forms.example import example_answers

FILES = Path(__file__).parents[2] / "forms" / "files"
NOW = datetime(2027, 1, 4, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))

# What an expression may see beside the answers, as FEEL values.
FACTS: Mapping[str, object] = {
    "today": date(2027, 1, 4),
    "now": NOW,
    "case": {"id": "case-1", "reference": "2027-0001", "priority": "P3", "kind": "main"},
    "aftercareMoment": "1m",
    "escalationCause": "deadline",
}

ORGANISATIONS = ("org-meldpunt", "org-gemeente")
ACCOUNTS = ("alice", "bob")
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "organisations": ORGANISATIONS,
    "organisations:ontvangstpartner": ("org-partner",),
    "accounts": ACCOUNTS,
    "accounts:meldpunt.casusregisseur": ACCOUNTS,
    "accounts:ggd.screener": ("charlie",),
    "accounts:nidos.voogd": ("noor",),
    "accounts:opvang.begeleider": ("otto",),
}

# Where the first choice would not do: a check looks at two answers together, or a text has a shape.
CHOSEN: Mapping[str, Mapping[str, object]] = {
    "triage": {"deputy": "bob"},
    "jointPlan": {"reflectionUntil": "2027-01-08T09:00"},
    "financialAward": {"decidedAt": "2027-01-06", "dueAt": "2027-02-17"},
    "crisis": {"debrief": "2027-01-05T09:00"},
    "returnPlan": {"emergencyNumber": "+31 20 1234567"},
}


@cache
def forms() -> dict[str, Form]:
    """The forms of the product by id."""
    return library(FILES)


def answers_for(form_id: str, part: str | None = None, **given: object) -> dict[str, object]:
    """The least that completes this form or part: what is required, with `given` before anything else."""
    form = forms()[form_id]
    paths = {field.path for field in form.of_part(part)}
    chosen = {path: value for path, value in {**CHOSEN.get(form_id, {}), **given}.items() if path in paths}
    return example_answers(form, facts=FACTS, options=OPTIONS, part=part, given=chosen)
