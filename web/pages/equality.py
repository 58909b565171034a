"""Whether everybody gets the same: the groups of a year beside each other, for everybody when it is public."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template

from engine.errors import NotFound
from engine.figures import indicators
from engine.figures.equality import COMPARED, parts_of
from engine.figures.indicators import Indicator, Line
from engine.figures.sheet import as_csv
from engine.views import MonthHead
from web import charts, here
from web.charts import Chart

page = Blueprint("equality", __name__, url_prefix="/cijfers/gelijk")


@dataclass(frozen=True, slots=True)
class Table:
    """One comparison: its picture, and what may be told of every part and cell. A part of which nothing may be told has no row."""

    chart: Chart
    cells: tuple[str, ...]
    rows: dict[str, dict[str, int | None]]


@page.get("/<year>")
def show(year: str) -> str:
    """A year. NotFound when it is not there, or not public and the visitor no reader."""
    head, lines = _of(year)
    tables = [_table(row, lines) for row in COMPARED]
    return render_template("equality.html", year=head, tables=tables, played=indicators.persons_played(lines))


@page.get("/<year>.csv")
def sheet(year: str) -> Response:
    """The same as a table for other programs."""
    text = as_csv(year, _of(year)[1])
    headers = {"Content-Disposition": f"attachment; filename=gelijk-{year}.csv"}
    return Response(text, mimetype="text/csv", headers=headers)


def _of(year: str) -> tuple[MonthHead, tuple[Line, ...]]:
    told, visitor = here.engine().figures, here.visitor()
    head = next((one for one in told.years(visitor) if one.month == year), None)
    if head is None:
        raise NotFound()
    return head, told.month(visitor, year)


def _table(row: Indicator, lines: tuple[Line, ...]) -> Table:
    own = [line for line in lines if line.indicator == row.key]
    told = {part: {line.cell: line.shown for line in own if line.part == part} for part in parts_of(row)}
    rows = {part: cells for part, cells in told.items() if any(count is not None for count in cells.values())}
    return Table(charts.of_parts(row, tuple(rows), own), row.cells, rows)
