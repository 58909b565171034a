"""Months of figures in a world of the pages, as the worker would have told them."""

from collections.abc import Mapping
from datetime import UTC, datetime

from engine.figures.indicators import INDICATORS, lines
from engine.model import Case, CaseKind, CaseStatus, Definition, Figure, Instance, InstanceStatus
from tests.web.world import World

AT = datetime(2026, 10, 1, tzinfo=UTC)
COUNTED: Mapping[str, list[tuple[str, str, int]]] = {
    "opened": [("", "all", 64)],
    "outcomes": [("", "durable", 27), ("", "semiDurable", 41), ("", "noSolution", 18), ("", "outOfSight", 12)],
    "sight": [("", "lost", 21), ("", "found", 14)],
    "steps": [
        ("P02", "inTime", 52),
        ("P02", "late", 11),
        ("P03", "inTime", 31),
        ("P03", "late", 33),
        ("P05", "late", 3),
    ],
    "stalls": [("", "deadline", 37), ("", "message", 22), ("", "absent", 8)],
    "ladder": [("", "L1", 48), ("", "L2", 17), ("", "L3", 11), ("", "L4", 2)],
    "complaints": [("", "all", 3)],
    "awards": [("", "granted", 29), ("", "secondAgreement", 4)],
    "register": [("", "l5Opened", 2), ("", "l5Open", 1), ("", "demands", 4)],
}


def plant(world: World, month: str, *, published_in: str | None = None) -> None:
    """Tell a month; public when `published_in` names the month of its oversight."""
    with world.engine.desk.store.begin() as tx:
        if tx.find(Figure, month=month, limit=1):
            return
        parts = {True: ["P02", "P03", "P05"], False: [""]}
        told = [line for row in INDICATORS for line in lines(row, COUNTED[row.key], parts[row.by_process])]
        tx.add_all(
            [
                Figure(month=month, indicator=row.indicator, part=row.part, cell=row.cell, shown=row.shown, made_at=AT)
                for row in told
            ]
        )
        if published_in:
            case = tx.add(
                Case(reference=f"T-{published_in}", kind=CaseKind.SYSTEM, status=CaseStatus.CLOSED, opened_at=AT)
            )
            definition = tx.find(Definition, kind="process", key="P28")[0].id
            over = {"status": InstanceStatus.COMPLETED, "outcome": "published", "ended_at": AT}
            tx.add(Instance(case=case.id, definition=definition, process="P28", started_at=AT, **over))  # type: ignore[arg-type] # columns of an instance
