"""One file per page."""

from flask import Blueprint

from web.pages import (
    case,
    cases,
    demand,
    family,
    figures,
    language,
    login,
    own_key,
    pause,
    person,
    plan,
    processes,
    report,
    requests,
    second,
    signals,
    statement,
    stuck,
    task,
    worklist,
)
from web.pages.people import administration, oidc, own, proof

PAGES: tuple[Blueprint, ...] = (
    worklist.page,
    task.page,
    cases.page,
    case.page,
    stuck.page,
    pause.page,
    plan.page,
    family.page,
    processes.page,
    second.page,
    signals.page,
    report.page,
    login.page,
    language.page,
    statement.page,
    proof.page,
    oidc.page,
    own.page,
    administration.page,
    person.own,
    own_key.page,
    requests.page,
    demand.page,
    figures.page,
)
