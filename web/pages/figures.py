"""The figures of a month: for everybody when they are public, before that for who says what they mean."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from engine import access
from engine.acts.eventlog import FORMATS
from engine.errors import NotFound
from engine.eventlog.entry import GRAINS
from engine.figures import indicators
from engine.figures.indicators import INDICATORS, Indicator, Line
from engine.figures.sheet import as_csv
from engine.views import MonthHead
from web import charts, here
from web.charts import Chart

page = Blueprint("figures", __name__, url_prefix="/cijfers")

MONTHS = 12  # in a picture over time
OVER_TIME = ("opened", "complaints")


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator on the page; `silent` counts the processes in which nothing may be told."""

    chart: Chart
    silent: int = 0


@page.get("")
def show() -> str:
    """The newest month that this visitor may see, and what waits for the board now."""
    months = here.engine().figures.months(here.visitor())
    return _page(months[0].month if months else None)


@page.get("/<month>")
def of_month(month: str) -> str:
    """One month. NotFound when it is not there, or not public and the visitor no reader."""
    return _page(month)


@page.get("/<month>.csv")
def sheet(month: str) -> Response:
    """The same as a table for other programs."""
    text = as_csv(month, here.engine().figures.month(here.visitor(), month))
    return Response(
        text, mimetype="text/csv", headers={"Content-Disposition": f"attachment; filename=cijfers-{month}.csv"}
    )


@page.get("/logboek/<format>")
def log(format: str) -> Response:
    """The log of events without content, for an auditor. For others it is not there."""
    grain = request.args.get("tijden", "hour")
    if format not in FORMATS or grain not in GRAINS or not access.audits(here.actor(), here.engine().vocabulary):
        raise NotFound()
    ending = {"xes": "xes", "ocel": "json"}[format]
    parts = here.engine().event_log.written(here.actor(), format, grain)
    headers = {"Content-Disposition": f"attachment; filename=logboek.{ending}"}
    return Response(
        "".join(parts), mimetype="application/json" if ending == "json" else "application/xml", headers=headers
    )


def _page(month: str | None) -> str:
    told, visitor = here.engine().figures, here.visitor()
    months = told.months(visitor)
    head = next((one for one in months if one.month == month), None)
    if month is not None and head is None:
        raise NotFound()
    lines = told.month(visitor, month) if month else ()
    until = tuple(one for one in months if month and one.month <= month)[:MONTHS]
    parts = [_part(row, lines, until) for row in INDICATORS] if lines else []
    return render_template(
        "figures.html",
        month=head,
        months=months,
        years=told.years(visitor),
        parts=parts,
        played=indicators.persons_played(lines),
        register=told.register(),
        audits=visitor is not None and access.audits(visitor, here.engine().vocabulary),
    )


def _part(row: Indicator, lines: tuple[Line, ...], months: tuple[MonthHead, ...]) -> Part:
    own = [line for line in lines if line.indicator == row.key]
    if row.by_process:
        return Part(*charts.in_time(row, own))
    if row.key in OVER_TIME:
        return Part(charts.of_months(row.key, _over_time(row.key, months)))
    return Part(charts.of_cells(row, own))


def _over_time(key: str, months: tuple[MonthHead, ...]) -> list[tuple[str, int | None]]:
    """What was told of this month and those before it, oldest first."""
    told, visitor = here.engine().figures, here.visitor()
    found = []
    for head in reversed(months):
        lines = told.month(visitor, head.month)
        found.append((head.month, next((line.shown for line in lines if line.indicator == key), None)))
    return found
