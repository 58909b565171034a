"""Rows of any kind by what they hold, found and counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import sqlalchemy as sa

from engine.store.kept import kept
from engine.store.tables import TABLES, equals

IS_NULL = "is null"
IN = "in"
EQUAL = "="
MOST_NAMED = 16
"""Values of a list that have a name each, so that the statement is built once per length; longer lists are written anew."""
Shape = tuple[tuple[str, object], ...]
"""Filter names with how they compare: IS_NULL, IN, EQUAL, an enum member or bool that is written into the statement, or
how many values of a list are named."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of so many values, bound as is_NAME_0, is_NAME_1 …"""

    number: int


def shape_of(filters: Mapping[str, object]) -> tuple[Shape, dict[str, object]]:
    """Split filters into what shapes the statement and what is bound to it."""
    shape: list[tuple[str, object]] = []
    bound: dict[str, object] = {}
    for name, value in sorted(filters.items()):
        if value is None:
            shape.append((name, IS_NULL))
        elif isinstance(value, (Enum, bool)):
            shape.append((name, value))
        elif isinstance(value, (tuple, list, frozenset, set)):
            shape.append((name, _among(name, list(value), bound)))
        else:
            shape.append((name, EQUAL))
            bound[f"is_{name}"] = value
    return tuple(shape), bound


def _among(name: str, values: list[object], bound: dict[str, object]) -> object:
    if not 0 < len(values) <= MOST_NAMED:
        bound[f"is_{name}"] = values
        return IN
    bound |= {f"is_{name}_{number}": value for number, value in enumerate(values)}
    return OneOf(len(values))


def _condition(column: sa.Column[Any], how: object) -> sa.ColumnElement[bool]:
    if how is IS_NULL:
        return column.is_(None)
    if how is IN:
        return column.in_(sa.bindparam(f"is_{column.name}", expanding=True))
    if how is EQUAL:
        return column == sa.bindparam(f"is_{column.name}", type_=column.type)
    if isinstance(how, OneOf):
        names = (f"is_{column.name}_{number}" for number in range(how.number))
        return column.in_([sa.bindparam(name, type_=column.type) for name in names])
    assert isinstance(how, (Enum, bool))
    return equals(column, how)


def _where(kind: type, shape: Shape) -> list[sa.ColumnElement[bool]]:
    columns = TABLES[kind].c
    unknown = [name for name, _ in shape if name not in columns]
    if unknown:
        raise TypeError(f"{kind.__name__} has no {', '.join(unknown)}")
    return [_condition(columns[name], how) for name, how in shape]


@kept
def by_id(kind: type) -> sa.Select[Any]:
    """The row with :id."""
    table = TABLES[kind]
    return sa.select(table).where(table.c.id == sa.bindparam("id"))


@kept
def selecting(kind: type, shape: Shape, newest: bool, limited: bool) -> sa.Select[Any]:
    """Rows by id, filtered."""
    table = TABLES[kind]
    statement = sa.select(table).where(*_where(kind, shape)).order_by(table.c.id.desc() if newest else table.c.id)
    return statement.limit(sa.bindparam("limit", type_=sa.Integer())) if limited else statement


@kept
def counting(kind: type, shape: Shape) -> sa.Select[Any]:
    """How many rows, counted up to :cap, since counting a million costs 15 ms."""
    rows: sa.Select[Any] = (
        sa.select(sa.literal_column("1"))
        .select_from(TABLES[kind])
        .where(*_where(kind, shape))
        .limit(sa.bindparam("cap", type_=sa.Integer()))
    )
    return sa.select(sa.func.count()).select_from(rows.subquery())
