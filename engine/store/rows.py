"""From the values of a row to a record and back. A step makes some thirty records, so this is done without looking anything up."""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar, cast

from engine.store.kept import kept
from engine.store.tables import columns_of

R = TypeVar("R")
Put = Callable[[object, Any], None]


@kept
def _puts(kind: type) -> tuple[Put, ...]:
    """What sets each column of a record that is being made; afterwards it is frozen."""
    return tuple(getattr(kind, name).__set__ for name in columns_of(kind))


@kept
def values_of(kind: type) -> Callable[[object], tuple[Any, ...]]:
    """Answers the values of a record of this kind, in the order of its columns."""
    return attrgetter(*columns_of(kind))


@kept
def _puts_by_name(kind: type) -> Mapping[str, Put]:
    return dict(zip(columns_of(kind), _puts(kind), strict=True))


def record_of(kind: type[R], row: Sequence[Any]) -> R:
    """From the values of its columns. The record's own `__init__`, by name, takes three times as long."""
    record = object.__new__(kind)
    for put, value in zip(_puts(kind), row, strict=True):
        put(record, value)
    return record


def record_row(record: object) -> dict[str, Any]:
    """Column -> value, the id first."""
    kind = type(record)
    return dict(zip(columns_of(kind), values_of(kind)(record), strict=True))


def new_row(record: object) -> dict[str, Any]:
    """The columns of a record that has no row yet: all but the id."""
    row = record_row(record)
    if row.pop("id"):
        raise ValueError(f"{type(record).__name__} {cast(Any, record).id} is in the store already; use change")
    return row


def with_values(record: R, **columns: Any) -> R:
    """A copy with other values; dataclasses.replace takes five times as long. Raises KeyError for what is no column."""
    kind = type(record)
    copied, puts = record_of(kind, values_of(kind)(record)), _puts_by_name(kind)
    for name, value in columns.items():
        puts[name](copied, value)
    return copied
