"""One file per resource; each has a blueprint."""

from api.blueprint import Blueprint
from api.resources import cases, forms, health, messages, openapi, problems, processes, report, session, stuck, tasks

RESOURCES: tuple[Blueprint, ...] = (
    session.resource,
    report.resource,
    forms.resource,
    tasks.resource,
    cases.resource,
    messages.resource,
    stuck.resource,
    processes.resource,
    health.resource,
    problems.resource,
    openapi.resource,
)
