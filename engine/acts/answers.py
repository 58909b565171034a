"""What a form collected: cleaned, sealed by zone, and the facts it sets. Drafts are sealed too, one per person and task."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine import tags
from engine.access import Reach
from engine.errors import Invalid
from engine.errors import Sealed as CannotOpen
from engine.facts import dumps
from engine.model import (
    Account,
    Actor,
    Case,
    Event,
    Fact,
    Instance,
    Membership,
    Organisation,
    ReadLog,
    Sealed,
    Task,
    road,
)
from engine.placing import lanes_of
from engine.ports import CleanAnswers, FieldProblem, Forms
from engine.sealed import Sealer
from engine.step.run import Run
from engine.store.protocol import Reader, Transaction
from engine.vocabulary import PLAIN_ZONE

RUNNING = ("accounts", "organisations")  # lists that only the running system knows; others ship with the forms
DRAFT_LIMIT = 200_000  # characters; more than the longest form filled to the brim
THE_PERSON = 0  # in the read log: the person of the case, who has no account
OWN = "own"  # the purpose in the read log when the person reads the own file
TOO_LONG = FieldProblem("", "too-long", "Het formulier is te groot om te bewaren.", "The form is too large to keep.")


def clean(
    forms: Forms, reader: Reader, form: object, task: Task, answers: Mapping[str, object], facts: Mapping[str, object]
) -> CleanAnswers:
    """The answers to a task's form, checked and converted; `facts` as FEEL values. Raises Invalid with every wrong field."""
    offered = {source: [value for value, _ in rows] for source, rows in options(forms, reader, form).items()}
    cleaned = forms.clean(form, answers, facts=facts, options=offered, part=task.part, partial=False)
    if cleaned.problems:
        raise Invalid(cleaned.problems)
    return cleaned


def options(forms: Forms, reader: Reader, form: object) -> dict[str, tuple[tuple[str, str], ...]]:
    """The option lists that a form asks of the running system: (value, label) pairs by source."""
    ours = (source for source in sorted(forms.sources(form)) if source.partition(":")[0] in RUNNING)
    return {source: _options_of(reader, source) for source in ours}


def _options_of(reader: Reader, source: str) -> tuple[tuple[str, str], ...]:
    kind, _, of = source.partition(":")
    if kind == "accounts":
        lane, _, role = of.partition(".")
        wanted: dict[str, Any] = {"lane": lane, "role": role} if role else ({"lane": lane} if lane else {})
        accounts = {row.account for row in reader.find(Membership, **wanted)}
        rows = [row for row in reader.find(Account, active=True) if row.id in accounts]
        return tuple((row.login, row.name) for row in sorted(rows, key=lambda row: row.name))
    if kind == "organisations":
        organisations = reader.find(Organisation)
        return tuple((row.key, row.name) for row in organisations if not of or of in lanes_of(row))
    return ()


def store(run: Run, task: Task, form_key: str, cleaned: CleanAnswers) -> dict[str, object]:
    """Seal the content by zone and set the facts. Answers the facts of item scope: they belong to the token, not to the case."""
    for zone, values in sorted(cleaned.values.items()):
        if values and not run.sealed_by_law(zone):
            keep(run, zone, f"task:{task.id}", form_key, task.form_version or 0, values)
    items: dict[str, object] = {}
    for name, value in cleaned.facts.items():
        if run.vocabulary.facts[name].scope == "item":
            items[name] = value
        else:
            run.set_fact(name, value, instance=task.instance, source=f"task:{task.id}")
    return items


def keep(run: Run, zone: str, subject: str, form: str, version: int, values: Mapping[str, object]) -> None:
    """Seal one zone's values of one form."""
    content = run.parts.sealer.seal(run.case.id, zone, subject, dumps(values), run.case.part)
    row = Sealed(
        case=run.case.id,
        zone=zone,
        subject=subject,
        form=form,
        form_version=version,
        content=content,
        set_at=run.now,
        set_by=run.actor.account,
    )
    run.tx.write([row])


def opened(sealer: Sealer, row: Sealed) -> dict[str, object]:
    """The values of a sealed row. Raises errors.Sealed."""
    values: dict[str, object] = json.loads(sealer.open(row.case, row.zone, row.subject, row.content))
    return values


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-filled form."""

    values: Mapping[str, object]
    saved_at: datetime


def draft_subject(task: int, account: int) -> str:
    """What a draft is bound to: nobody else's page opens it."""
    return f"draft:{task}:{account}"


def draft_zone(forms: Forms, form: object, part: str | None) -> str:
    """The zone whose key closes a draft: the first outside REG that the form asks."""
    outside = sorted(forms.zones(form, part) - {PLAIN_ZONE})
    return outside[0] if outside else PLAIN_ZONE


def save_draft(
    tx: Transaction, sealer: Sealer, task: Task, account: int, zone: str, answers: Mapping[str, object], now: datetime
) -> datetime:
    """Keep the answers as they were typed, right or wrong, in place of the former draft. Raises Invalid when they are too long."""
    text = json.dumps(answers, ensure_ascii=False, default=str)
    if len(text) > DRAFT_LIMIT:
        raise Invalid([TOO_LONG])
    drop_draft(tx, task, account)
    subject = draft_subject(task.id, account)
    case = tx.get(Case, task.case)
    content = sealer.seal(task.case, zone, subject, text, case.part if case else "")
    row = Sealed(
        case=task.case, zone=zone, subject=subject, form=task.form or "", content=content, set_at=now, set_by=account
    )
    tx.add(row)
    return now


def drop_draft(tx: Transaction, task: Task, account: int) -> None:
    """Forget the draft."""
    for row in tx.find(Sealed, case=task.case, subject=draft_subject(task.id, account)):
        tx.remove(row)


def draft(reader: Reader, sealer: Sealer, task: Task, account: int) -> Draft | None:
    """The actor's own draft; None when there is none or it cannot be opened here."""
    rows = reader.find(Sealed, case=task.case, subject=draft_subject(task.id, account), newest=True, limit=1)
    if not rows:
        return None
    try:
        return Draft(opened(sealer, rows[0]), rows[0].set_at)
    except CannotOpen:
        return None


def drop_drafts(tx: Transaction, task: Task) -> None:
    """Forget every draft of a task that is done, whoever's it was: nobody reads it any more."""
    for row in tx.drafts(task.case):
        if row.subject.startswith(f"draft:{task.id}:"):
            tx.remove(row)


def worked_on_by(reader: Reader, task: Task) -> list[int]:
    """Everybody who took the task, or drafted it while it was theirs to do. Who merely saw it, and typed, did not take part."""
    rows = reader.find(Event, case=task.case, task=task.id, kind=(tags.TASK_CLAIMED, tags.TASK_DRAFTED))
    return [row.actor for row in rows if row.actor is not None]


def earlier(
    tx: Transaction, sealer: Sealer, task: Task, within: Reach, account: int, now: datetime
) -> dict[str, object]:
    """What earlier tasks of the same road say on the same form, as far as this person may read it.

    Another process of the case with the same form (a second escalation, a later aftercare) says nothing about this one, and
    neither does the same step of another round. Of a step that was done again the newest answers count, as a whole: what was
    left empty then stays empty, and what is not shown is neither opened nor logged. Every zone that is opened is logged first.
    """
    said_by: dict[Round, dict[str, object]] = {}
    told: set[tuple[Round, str]] = set()
    rounds: dict[str, Round] = {"report": ("report", "")}
    parts = _together_with(tx, task)
    beside = _called_beside(parts)
    for other in tx.find(Task, instance=tuple(row.id for row in parts), form=task.form):
        if other.element != task.element or (other.instance, other.locals) == (task.instance, task.locals):
            own = f"{other.instance}:{other.locals}" if other.instance in beside else other.locals
            rounds[f"task:{other.id}"] = (other.element, own)
    for row in tx.find(Sealed, case=task.case, form=task.form, newest=True):
        one = rounds.get(row.subject)
        if one is None or row.zone not in within.zones or (one, row.zone) in told or not sealer.can(row.zone):
            continue
        log(tx, account, task.case, row.zone, f"{row.subject}/{task.form}", "task", now, within.basis(row.zone))
        try:
            said = opened(sealer, row)
        except CannotOpen:
            continue
        told.add((one, row.zone))
        said_by[one] = said_by.get(one, {}) | said
    return together(dict(reversed(said_by.items())))


def _together_with(reader: Reader, task: Task) -> tuple[Instance, ...]:
    """The process instances of one road: this one, whoever of the road called it, and the other parts that were called."""
    rows = {row.id: row for row in reader.find(Instance, case=task.case)}
    first = rows[task.instance]
    own = road(first.process)
    while first.parent is not None and road(rows[first.parent].process) == own:
        first = rows[first.parent]
    found = {first.id}
    for row in sorted(rows.values(), key=lambda one: one.id):  # who calls is older than what it called
        if row.parent in found and road(row.process) == own:
            found.add(row.id)
    return tuple(rows[id] for id in sorted(found))


def _called_beside(parts: Sequence[Instance]) -> set[int]:
    """The parts that one caller called at the same moment, each for somebody else: what they say stands beside each other."""
    moments = Counter((row.parent, row.process, row.started_at) for row in parts)
    return {row.id for row in parts if moments[row.parent, row.process, row.started_at] > 1}


Round = tuple[str, str]
"""The element of a task, and what its round of a multi-instance, or its called part, has of its own: one partner of several."""


def together(said_by: Mapping[Round, Mapping[str, object]]) -> dict[str, object]:
    """What was said, the later over the earlier; the lists of the rounds of one element follow each other, so that what the one
    partner promised does not hide what the other did.
    """
    values: dict[str, object] = {}
    told_by: dict[str, str] = {}
    for (element, _), said in said_by.items():
        for path, value in said.items():
            before = values.get(path)
            if isinstance(value, list) and isinstance(before, list) and told_by[path] == element:
                values[path] = [*before, *(line for line in value if line not in before)]
            else:
                values[path] = value
            told_by[path] = element
    return values


def do_not(tx: Transaction, sealer: Sealer, actor: Actor, case: Case, within: Reach, now: datetime) -> str | None:
    """What the person asked us not to do, in view of whoever may read their story; reading it is logged like all reading."""
    if "SOC" not in within.zones or actor.account is None or not sealer.can("SOC"):
        return None
    for row in tx.stories(case.id):
        text = opened(sealer, row).get("doNotDo")
        if text:
            log(tx, actor.account, case.id, "SOC", "doNotDo", "task", now, within.basis("SOC"))
            return str(text)
    return None


def log_page(tx: Transaction, sealer: Sealer, actor: Actor, case: Case, within: Reach, now: datetime) -> None:
    """Write down the sealed zones whose facts and decisions the page of a case shows to this actor: one row per zone."""
    zones = tuple(sorted(zone for zone in within.zones - {PLAIN_ZONE} if sealer.can(zone)))
    who = reader_of(actor)
    if who is None or not zones:
        return
    for zone in sorted(tx.known_zones(case.id).intersection(zones)):
        log(tx, who, case.id, zone, "page", OWN if who == THE_PERSON else "page", now, within.basis(zone))


def log_facts(tx: Transaction, actor: Actor, task: Task, zones: frozenset[str], within: Reach, now: datetime) -> None:
    """Write down the sealed zones whose facts a task's form gets for its conditions: one row per zone."""
    who, closed = reader_of(actor), tuple(sorted(zones - {PLAIN_ZONE}))
    if who is None or not closed:
        return
    for zone in sorted({row.zone for row in tx.find(Fact, case=task.case, current=True, zone=closed)}):
        basis = within.basis(zone) if zone in within.zones else "task"
        log(tx, who, task.case, zone, f"facts:{task.id}", OWN if who == THE_PERSON else "task", now, basis)


def reader_of(actor: Actor) -> int | None:
    """Who reads, as the read log keeps it; None for the engine itself. Who exports for the person reads under the own name."""
    return THE_PERSON if actor.account is None and actor.person is not None else actor.account


def log(
    tx: Transaction, account: int, case: int, zone: str, what: str, purpose: str, now: datetime, basis: str
) -> None:
    """Write who is about to read what, why, and how they came to it, before it leaves."""
    tx.add(ReadLog(at=now, actor=account, case=case, zone=zone, what=what, purpose=purpose, basis=basis))
