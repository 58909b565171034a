"""One file per resource; each has a blueprint."""

from api.blueprint import Blueprint
from api.resources import (
    cases,
    forms,
    health,
    messages,
    openapi,
    people,
    places,
    plan,
    problems,
    processes,
    report,
    second,
    session,
    stuck,
    tasks,
)

RESOURCES: tuple[Blueprint, ...] = (
    session.resource,
    report.resource,
    forms.resource,
    tasks.resource,
    cases.resource,
    messages.resource,
    plan.resource,
    stuck.resource,
    processes.resource,
    people.resource,
    places.resource,
    second.resource,
    health.resource,
    problems.resource,
    openapi.resource,
)
