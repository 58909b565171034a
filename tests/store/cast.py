"""Rows to test with: one case with what belongs to it, each made by a function of its own."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.model import (
    Account,
    Bundle,
    Case,
    Deadline,
    DeadlineKind,
    Definition,
    Event,
    Instance,
    Job,
    Notice,
    Organisation,
    Subscription,
    Task,
)
from engine.store.protocol import Store, Transaction

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ALL_ZONES = ("REG", "MED")


def after(**time: float) -> datetime:
    """NOW and a bit."""
    return NOW + timedelta(**time)


@dataclass(frozen=True)
class Cast:
    """Alice directs the case, Bob is in her team, Charlie works elsewhere and must see nothing."""

    alice: int
    bob: int
    charlie: int
    desk: int
    elsewhere: int
    definition: int
    case: int
    instance: int

    @property
    def team(self) -> tuple[int, str, str]:
        return (self.desk, "meldpunt", "triagist")


def play(store: Store) -> Cast:
    """Put the cast on stage."""
    with store.begin() as tx:
        alice, bob, charlie = (tx.add(Account(login=name, name=name)).id for name in ("alice", "bob", "charlie"))
        desk, elsewhere = (tx.add(Organisation(key=key, name=key, lanes="meldpunt")).id for key in ("desk", "else"))
        bundle = tx.add(Bundle(proposed_by=alice, proposed_at=NOW))
        definition = tx.add(
            Definition(kind="process", key="P01", version=1, sha256="", source="<x/>", bundle=bundle.id)
        ).id
        case = tx.add(Case(reference="K-1", alias="Zwaluw", director=alice, opened_at=NOW)).id
        instance = tx.add(Instance(case=case, definition=definition, process="P01", started_at=NOW)).id
        return Cast(alice, bob, charlie, desk, elsewhere, definition, case, instance)


def another_case(tx: Transaction, cast: Cast, reference: str) -> Instance:
    """A second case with an instance of its own."""
    case = tx.add(Case(reference=reference, opened_at=NOW))
    return tx.add(Instance(case=case.id, definition=cast.definition, process="P01", started_at=NOW))


def task(cast: Cast, wait: int = 1, **columns: Any) -> Task:
    lane = {"organisation": cast.desk, "lane": "meldpunt", "role": "triagist"}
    row = {"case": cast.case, "instance": cast.instance, "process": "P01", "element": "Triage", "name": "Triage"}
    return Task(**{**row, **lane, "wait": wait, "opened_at": NOW, **columns})


def deadline(cast: Cast, source: str = "task:1", due: datetime = NOW, **columns: Any) -> Deadline:
    row: dict[str, Any] = {"case": cast.case, "kind": DeadlineKind.DUE, "rule": "PT4H", "since": NOW}
    return Deadline(**{**row, "source": source, "due_at": due, "next_try_at": due, **columns})


def listening(cast: Cast, case: int, wait: int, name: str) -> Subscription:
    row = {"case": case, "instance": cast.instance, "wait": wait, "element": "Hoor"}
    return Subscription(**row, kind="signal", name=name)


def event(cast: Cast, kind: str = "case:task:opened", **columns: Any) -> Event:
    return Event(**{"case": cast.case, "at": NOW, "kind": kind, **columns})


def job(cast: Cast, wait: int = 1, **columns: Any) -> Job:
    row = {"case": cast.case, "instance": cast.instance, "element": "Brief", "topic": "brief", "next_try_at": NOW}
    return Job(**{**row, "wait": wait, **columns})


def notice(cast: Cast, key: str = "task:1:opened", **columns: Any) -> Notice:
    row = {"case": cast.case, "channel": "console", "recipient": "alice", "template": "task", "next_try_at": NOW}
    return Notice(**{**row, "key": key, **columns})
