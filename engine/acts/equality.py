"""Who belongs to which group and cell in the comparison of a year: gathered person by person, and forgotten when it is counted."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from engine.acts.desk import Desk
from engine.figures import equality, indicators
from engine.figures.equality import AMOUNTS, COMPARED, NOT_CLIMBED, Persons
from engine.figures.indicators import Line
from engine.model import Fact, Figure, Instance
from engine.step import casefacts
from engine.store.protocol import Reader

MONEY = "FIN"
GROUP_FACT = "subgroupLabels"
AWARD, GRANTED = "P12", "granted"
TOGETHER = 500  # awards whose facts are read at once

Groups = Mapping[int, Sequence[str]]
Durability = Callable[[str], str]


def compared(desk: Desk, reader: Reader, year: str, durability: Durability) -> list[Line]:
    """The comparison of a year as it may be told beside its months. Raises errors.Sealed without the key of money."""
    first, last = indicators.months_of(year)[0], indicators.months_of(year)[-1]
    since, until = indicators.span(first)[0], indicators.span(last)[1]
    groups, found = _groups(reader), _persons(reader, since, until, durability)
    months = [
        Line(row.indicator, row.part, row.cell, row.shown)
        for row in reader.find(Figure, month=indicators.months_of(year))
    ]
    told = []
    for row in COMPARED:
        of = _amounts(desk, reader, since, until) if row.key == AMOUNTS else _by_group(found[row.key], groups)
        told += equality.lines(row, of, months)
    return told


def _groups(reader: Reader) -> Groups:
    """The groups of every person, as somebody confirmed them."""
    rows = reader.find(Fact, name=GROUP_FACT, current=True)
    return {row.case: tuple(json.loads(row.value) or ()) for row in rows}


def _persons(
    reader: Reader, since: datetime, until: datetime, durability: Durability
) -> dict[str, list[tuple[int, str]]]:
    """The persons of every comparison by group, each with the cell they belong to."""
    found = {row.key: reader.persons(row.key, since, until) for row in COMPARED if row.key != AMOUNTS}
    found["equalOutcomes"] = [
        (person, indicators.outcome_cell(code, durability(code))) for person, code in found["equalOutcomes"]
    ]
    climbed = {person for person, _ in found["equalLadder"]}
    found["equalLadder"] += [(person, NOT_CLIMBED) for person, _ in found["equalSteps"] if person not in climbed]
    return found


def _by_group(persons: Persons, groups: Groups) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for person, cell in persons:
        for group in groups.get(person, ()):
            found[group].append((person, cell))
    return found


def _amounts(desk: Desk, reader: Reader, since: datetime, until: datetime) -> dict[str, list[tuple[int, str]]]:
    """The awards of the year by scheme: as published, less or more."""
    rows = reader.find(Instance, process=AWARD, outcome=GRANTED)
    granted = [row for row in rows if row.ended_at is not None and since <= row.ended_at < until]
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for part in _in_parts(granted):
        for person, award in _opened(desk, reader, part):
            found[str(award.get("scheme"))].append((person, _beside_the_table(award)))
    return found


def _in_parts(rows: Sequence[Instance]) -> Iterator[Sequence[Instance]]:
    yield from (rows[start : start + TOGETHER] for start in range(0, len(rows), TOGETHER))


def _opened(desk: Desk, reader: Reader, awards: Iterable[Instance]) -> Iterator[tuple[int, dict[str, object]]]:
    """The scheme and the amounts of awards, each with its person."""
    by_scope = {casefacts.instance_scope(row.id): row for row in awards}
    names = ("scheme", "awardTotal", "entitledTotal")
    told: dict[str, dict[str, object]] = {scope: {} for scope in by_scope}
    for fact in reader.find(Fact, scope=tuple(by_scope), name=names, current=True):
        bound = casefacts.subject(fact.name, fact.scope)
        told[fact.scope][fact.name] = json.loads(desk.sealer.open(fact.case, fact.zone, bound, fact.value))
    yield from ((by_scope[scope].case, award) for scope, award in told.items())


def _beside_the_table(award: Mapping[str, object]) -> str:
    """How an award stands to what is published for the same persons on the same day. What nobody published is more."""
    given, published = (Decimal(str(award.get(name) or 0)) for name in ("awardTotal", "entitledTotal"))
    return "more" if given > published else "less" if given < published else "asPublished"
