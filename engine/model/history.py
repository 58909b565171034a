"""What happened: events, decisions of tables, reads, requests that were answered, and what a month may tell."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened: history, timeline and export source.

    `kind` has a grammar: case:task:claimed. `detail` is JSON of codes, no content.

    `hash` chains the events of one case (`seq` counts them); events without a case form one chain of their own.
    """

    id: int = 0
    case: int | None
    seq: int = 0
    at: datetime
    kind: str
    actor: int | None = None
    instance: int | None = None
    element: str | None = None
    task: int | None = None
    zone: str = "REG"
    detail: str = "{}"
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken:
    """A table was asked. `value` is JSON, sealed when the zone is not REG; `rules` are the ids of the rows that matched."""

    id: int = 0
    case: int
    instance: int | None
    element: str
    decision: str
    version: int
    rules: str
    value: str
    zone: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLog:
    """Somebody saw the content of a zone: written before the value leaves."""

    id: int = 0
    at: datetime
    actor: int
    case: int
    zone: str
    what: str
    purpose: str
    basis: str = ""  # how the reader came to it: own, task, director, party, oversight, emergency or vault


@dataclass(frozen=True, slots=True, kw_only=True)
class IdempotencyKey:
    """A request that was answered: the same key and body get the same answer. Bodies are not kept."""

    id: int = 0
    actor: int
    key: str
    fingerprint: str
    status: int
    location: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What may be told of a month for policy, in tens; `shown` is None for fewer than ten. Written once and never counted again.

    `month` is "2026-10", `part` a process or empty. What was really counted is kept nowhere.
    """

    id: int = 0
    month: str
    indicator: str
    part: str = ""
    cell: str
    shown: int | None
    made_at: datetime
