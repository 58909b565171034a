"""A page of cases read together: what is asked of each of them is asked once of all of them."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast

from engine.model import Account, Case, Task
from engine.store.shared import SHARED
from engine.store.tables import columns_of
from engine.store.transaction import SqlReader

R = TypeVar("R")
_PEOPLE = ("director", "deputy", "assignee")

Asked = tuple[type, tuple[tuple[str, object], ...], bool]


class Looking(SqlReader):
    """A reader that can look at many cases together."""

    def gathered(self, cases: Sequence[Case]) -> SqlReader:
        """See protocol.Reader."""
        return Gathered(self, cases)


class Gathered(Looking):
    """A reader that expects the same questions about each of these cases. Rows that were read stay as they were read."""

    def __init__(self, reader: SqlReader, cases: Sequence[Case]) -> None:
        super().__init__(reader._line.connection, cast(Any, reader._shared))
        self._shared_number = reader._shared_number
        self._cases = {case.id: case for case in cases}
        self._answers: dict[Asked, dict[int, list[Any]]] = {}
        self._accounts: dict[int, Account | None] = {}

    def find(self, kind: type[R], /, *, limit: int | None = None, newest: bool = False, **equals: object) -> list[R]:
        case = equals.get("case")
        if kind in SHARED or limit is not None or not isinstance(case, int) or case not in self._cases:
            return super().find(kind, limit=limit, newest=newest, **equals)
        rest: dict[str, Any] = {name: value for name, value in equals.items() if name != "case"}
        asked: Asked = (kind, tuple(sorted(rest.items())), newest)
        if asked not in self._answers:
            rows = super().find(kind, newest=newest, case=tuple(self._cases), **rest)
            self._answers[asked] = _by_case(rows)
        return list(self._answers[asked].get(case, ()))

    def get(self, kind: type[R], id: int, /) -> R | None:
        if kind is Case and id in self._cases:
            return cast(R, self._cases[id])
        if kind is not Account:
            return super().get(kind, id)
        if id not in self._accounts:
            wanted = (self._people() | {id}) - self._accounts.keys()
            found = {row.id: row for row in super().find(Account, id=tuple(sorted(wanted)))}
            self._accounts |= {one: found.get(one) for one in wanted}
        return cast("R | None", self._accounts[id])

    def _people(self) -> set[int]:
        """Who is named in the cases and in the tasks that were read of them."""
        tasks = [
            row for (kind, _, _), of in self._answers.items() if kind is Task for rows in of.values() for row in rows
        ]
        return {account for row in (*self._cases.values(), *tasks) for account in _named_in(row)}


def _named_in(row: object) -> Iterable[int]:
    names = [name for name in _PEOPLE if name in columns_of(type(row))]
    return (account for name in names if (account := getattr(row, name)) is not None)


def _by_case(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.case, []).append(row)
    return found
