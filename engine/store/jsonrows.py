"""Rows as one value: whoever needs rows of several kinds gets them with one statement, a kind a column, as JSON text that one
reader reads for both databases.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from json import JSONDecoder
from typing import Any

import sqlalchemy as sa

from engine.store.kept import kept
from engine.store.rows import record_of
from engine.store.tables import TABLES, Moment, Word


@dataclass(frozen=True, slots=True)
class Json:
    """How a database writes rows as JSON."""

    dialect: str

    def row(self, columns: Iterable[sa.ColumnElement[Any]]) -> Any:
        name = "json_build_array" if self.dialect == "postgresql" else "json_array"
        return getattr(sa.func, name)(*columns, type_=self.text_type)

    def rows(self, row: Any) -> Any:
        name = "json_agg" if self.dialect == "postgresql" else "json_group_array"
        return getattr(sa.func, name)(row, type_=self.text_type)

    @property
    def text_type(self) -> Any:
        """Text that the driver leaves alone: one reader of JSON for both databases."""
        return sa.Text()

    def text(self, value: Any) -> Any:
        return sa.cast(value, sa.Text()) if self.dialect == "postgresql" else value

    def table(self, kind: type, *where: sa.ColumnElement[bool]) -> Any:
        """The rows of a kind that match, as `rows_of` reads them."""
        columns = [_plain(column) for column in TABLES[kind].c]
        return sa.select(self.text(self.rows(self.row(columns)))).where(*where).scalar_subquery()

    def pairs(self, name: str) -> "Pairs":
        """The pairs of a number and a text of a JSON list that is bound under this name."""
        list_of: Any = sa.bindparam(name, type_=sa.Text())
        if self.dialect == "postgresql":
            rows = sa.func.json_array_elements(sa.cast(list_of, sa.JSON())).table_valued("value", name=name)
            part: list[Any] = [rows.c.value.op("->>")(sa.literal_column(place)) for place in "01"]
        else:
            rows = sa.func.json_each(list_of).table_valued("value", name=name)
            part = [sa.func.json_extract(rows.c.value, sa.literal_column(f"'$[{place}]'")) for place in "01"]
        return Pairs(rows, sa.cast(part[0], sa.BigInteger()), sa.cast(part[1], sa.Text()))

    def listed(self, name: str) -> Any:
        """The numbers of a JSON list that is bound under this name."""
        list_of: Any = sa.bindparam(name, type_=sa.Text())
        if self.dialect == "postgresql":
            elements = sa.func.json_array_elements_text(sa.cast(list_of, sa.JSON())).table_valued("value")
            return sa.select(sa.cast(elements.c.value, sa.BigInteger()))
        return sa.select(sa.func.json_each(list_of).table_valued("value").c.value)


@dataclass(frozen=True, slots=True)
class Pairs:
    """What stands in a table of two columns."""

    rows: Any
    first: Any
    second: Any


def _plain(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """The column without its Python type: it becomes JSON in the database."""
    return sa.type_coerce(column, sa.Text()) if isinstance(column.type, (Word, Moment)) else column


_read = JSONDecoder().raw_decode
"""What the database wrote begins at once and ends with its value: looking for space around it takes as long as reading it."""


def value_of(text: str) -> Any:
    """The value of a JSON text that a statement of ours made."""
    return _read(text)[0]


def rows_of(kind: type, text: str | None) -> dict[int, Any]:
    """By id, from their JSON."""
    return _by_id(kind, value_of(text)) if text and text != "[]" else {}


def _by_id(kind: type, rows: list[list[Any]]) -> dict[int, Any]:
    convert = _converters(kind)
    found: dict[int, Any] = {}
    for row in sorted(rows) if len(rows) > 1 else rows:
        for place, into in convert:
            if (value := row[place]) is not None:
                row[place] = into(value)
        found[row[0]] = record_of(kind, row)
    return found


@kept
def _converters(kind: type) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    """By place: what makes a column's value of its JSON."""
    found = ((place, _converter(column.type)) for place, column in enumerate(TABLES[kind].c))
    return tuple((place, into) for place, into in found if into is not None)


def _converter(type_: Any) -> Callable[[Any], Any] | None:
    if isinstance(type_, Moment):
        return datetime.fromisoformat
    if isinstance(type_, Word):
        return {
            member.value: member for member in type_.members
        }.__getitem__  # asking the enum takes five times as long
    if isinstance(type_, sa.Boolean):
        return bool
    return date.fromisoformat if isinstance(type_, sa.Date) else None
