"""Months of figures in a world of the pages, as the worker would have told them."""

from collections.abc import Mapping
from datetime import UTC, datetime

from engine.figures import equality
from engine.figures.equality import COMPARED
from engine.figures.indicators import BY_KEY, INDICATORS, Line, lines
from engine.model import Case, CaseKind, CaseStatus, Definition, Figure, Instance, InstanceStatus
from engine.store.protocol import Transaction
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


GROUPS: Mapping[str, Mapping[str, Mapping[str, int]]] = {
    "equalAmounts": {
        "REAN": {"asPublished": 118},
        "AVRR": {"asPublished": 64, "less": 31, "more": 12},
        "EURP": {"less": 22},
    },
    "equalAwards": {
        "S1": {"granted": 61, "refused": 14},
        "S4": {"granted": 83, "secondAgreement": 12},
        "S5": {"granted": 4},
    },
    "equalOutcomes": {
        "S1": {"durable": 41, "semiDurable": 22, "noSolution": 18, "outOfSight": 33, "other": 11},
        "S4": {"durable": 52, "semiDurable": 31, "noSolution": 27, "outOfSight": 15},
        "S8": {"durable": 34, "semiDurable": 12, "noSolution": 2},
    },
    "equalSteps": {
        "S1": {"inTime": 88, "late": 71},
        "S4": {"inTime": 132, "late": 44},
        "S8": {"inTime": 61, "late": 12},
    },
    "equalLadder": {"S1": {"none": 91, "L1": 44, "L2": 21, "L3": 3}, "S4": {"none": 140, "L1": 22, "L2": 12}},
}


def plant_year(world: World, year: str, *, published: bool = False) -> None:
    """Compare a year, and make it public by the oversight of January."""
    told = [
        line
        for row in COMPARED
        for line in equality.lines(row, {part: _persons(cells) for part, cells in GROUPS[row.key].items()}, FREE)
    ]
    with world.engine.desk.store.begin() as tx:
        if tx.find(Figure, month=year, limit=1):
            return
        tx.add_all(
            [
                Figure(month=year, indicator=row.indicator, part=row.part, cell=row.cell, shown=row.shown, made_at=AT)
                for row in told
            ]
        )
        if published:
            _publish(tx, f"{int(year) + 1}-01")


def _persons(cells: Mapping[str, int]) -> list[tuple[int, str]]:
    return [(1000 * place + n, cell) for place, (cell, number) in enumerate(cells.items()) for n in range(number)]


# Months that told nothing, so many that they bind nothing.
FREE = [
    Line(key, "", cell, None) for key in ("awards", "outcomes", "steps", "ladder") for cell in BY_KEY[key].cells
    for _ in range(90)
]  # fmt: skip


def _publish(tx: Transaction, month: str) -> None:
    case = tx.add(Case(reference=f"T-{month}", kind=CaseKind.SYSTEM, status=CaseStatus.CLOSED, opened_at=AT))
    definition = tx.find(Definition, kind="process", key="P28")[0].id
    over = {"status": InstanceStatus.COMPLETED, "outcome": "published", "ended_at": AT}
    tx.add(Instance(case=case.id, definition=definition, process="P28", started_at=AT, **over))  # type: ignore[arg-type] # columns of an instance


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
            _publish(tx, published_in)
