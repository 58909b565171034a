"""From the values of a row to a record and back. A step makes some thirty records, so this is done without looking anything up."""

from collections.abc import Callable, Sequence
from dataclasses import make_dataclass
from operator import attrgetter
from typing import Any, TypeVar, cast

from engine.store.kept import kept
from engine.store.tables import columns_of

R = TypeVar("R")


@kept
def _open(kind: type) -> Callable[..., Any]:
    """The same record before it is frozen, which its own `__init__` fills three times as fast. Who has filled one gives it the
    class of the record: for one that adds nothing to that class Python has nothing to compare."""
    filled: Any = make_dataclass(kind.__name__, columns_of(kind))
    own = {"__init__": filled.__init__, "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(kind.__name__, (kind,), {"__slots__": (), **own})


@kept
def values_of(kind: type) -> Callable[[object], tuple[Any, ...]]:
    """Answers the values of a record of this kind, in the order of its columns."""
    return attrgetter(*columns_of(kind))


def record_of(kind: type[R], row: Sequence[Any]) -> R:
    """From the values of its columns."""
    record = _open(kind)(*row)
    record.__class__ = kind
    return cast(R, record)


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
    """A copy with other values; dataclasses.replace takes six times as long. Raises AttributeError for what is no column."""
    kind = type(record)
    copied = _open(kind)(*values_of(kind)(record))
    for name, value in columns.items():
        setattr(copied, name, value)
    copied.__class__ = kind
    return cast(R, copied)
