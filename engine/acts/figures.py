"""The month's figures for policy: counted once when the month is over, told to who looks at figures, and to everybody when published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine import access, terms
from engine.acts.desk import Desk
from engine.acts.equality import MONEY, compared
from engine.acts.oversight import OVERSIGHT, reference_of
from engine.calendar import day_of
from engine.errors import NotFound
from engine.figures import indicators
from engine.figures.indicators import INDICATORS, Indicator, Line
from engine.model import Actor, Case, Figure, Instance, Task, TaskStatus
from engine.step.library import Snapshot
from engine.store.protocol import Reader
from engine.views import MonthHead, PublicRegister

PUBLISHED = "published"  # how P28 ends when people said what the figures mean
OUTCOMES = "D17"


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts months and tells them."""

    desk: Desk

    def tell_month(self) -> str | None:
        """Count the first month that is over and was not counted, and answer which; None when there is none.

        1. Find it. 2. Count every indicator, and make of it what may be told. 3. Write that; who comes second finds it written.
        What was counted is forgotten: what happens late is never seen as a difference between two countings.
        """
        now = self.desk.clock.now()
        with self.desk.look() as (reader, snapshot):
            month = _first_untold(reader, now)
            told = _lines(reader, snapshot, month) if month else []
        if month is None:
            return None
        self._write(month, told, now)
        return month

    def tell_year(self) -> str | None:
        """Compare the groups of the first year that is over, whose months were all told and which was not compared, and answer which.

        As a month it is told once. Amounts are opened to be compared: a server without the key of money leaves it to another one.
        """
        now = self.desk.clock.now()
        with self.desk.look() as (reader, snapshot):
            year = _first_untold_year(reader, now) if self.desk.sealer.can(MONEY) else None
            told = compared(self.desk, reader, year, lambda code: _durability(snapshot, code)) if year else []
        if year is None:
            return None
        self._write(year, told, now)
        return year

    def _write(self, period: str, told: Sequence[Line], now: datetime) -> None:
        """Write what may be told of a month or a year; who comes second finds it written."""
        rows = [
            Figure(month=period, indicator=row.indicator, part=row.part, cell=row.cell, shown=row.shown, made_at=now)
            for row in told
        ]
        with self.desk.store.begin() as tx:
            if tx.add_unless_there(rows[0]) is not None:
                tx.add_all(rows[1:])

    def years(self, actor: Actor | None) -> tuple[MonthHead, ...]:
        """The years of which groups were compared, as `months`."""
        return self._periods(actor, years=True)

    def months(self, actor: Actor | None) -> tuple[MonthHead, ...]:
        """The months that this actor (None: everybody) may look at, newest first."""
        return self._periods(actor, years=False)

    def _periods(self, actor: Actor | None, *, years: bool) -> tuple[MonthHead, ...]:
        with self.desk.look() as (reader, snapshot):
            all_of = actor is not None and access.reads_figures(actor, snapshot.vocabulary)
            told = [one for one in reversed(reader.told_months()) if indicators.is_year(one) is years]
            heads = [MonthHead(one, _is_public(reader, one)) for one in told]
            return tuple(head for head in heads if all_of or head.public)

    def month(self, actor: Actor | None, month: str) -> tuple[Line, ...]:
        """The figures of a month or a year. Raises NotFound for one that was not counted, or is not public and the actor not a reader."""
        with self.desk.look() as (reader, snapshot):
            reads = actor is not None and access.reads_figures(actor, snapshot.vocabulary)
            # What was never counted is no month that could be public: it may be any word out of an address.
            if month not in reader.told_months() or not (reads or _is_public(reader, month)):
                raise NotFound()
        return self.all_of(month)

    def all_of(self, month: str) -> tuple[Line, ...]:
        """The figures of a month, for the command line and whoever may see them. Raises NotFound for one that was not counted."""
        with self.desk.store.reading() as reader:
            rows = reader.find(Figure, month=month)
        if not rows:
            raise NotFound()
        return tuple(Line(row.indicator, row.part, row.cell, row.shown) for row in rows)

    def register(self) -> PublicRegister:
        """What is at the highest rung now, for everybody: how many wait for an answer of the board, and how many too long."""
        now = self.desk.clock.now()
        with self.desk.look() as (reader, _):
            rows = reader.find(Task, process="P17", element="L5", status=TaskStatus.OPEN)
        late = [row for row in rows if row.due_at is not None and row.due_at < now]
        oldest = min((row.opened_at for row in rows), default=None)
        return PublicRegister(len(rows), len(late), day_of(oldest) if oldest else None)


def _first_untold(reader: Reader, now: datetime) -> str | None:
    began = reader.first_person()
    told = set(reader.told_months())
    over = indicators.over(day_of(began), day_of(now)) if began else []
    return next((month for month in over if month not in told), None)


def _first_untold_year(reader: Reader, now: datetime) -> str | None:
    """The first year that is over, is not compared, and whose months since the first person are all told."""
    began = reader.first_person()
    if began is None:
        return None
    told = set(reader.told_months())
    waiting = {month[:4] for month in indicators.over(day_of(began), day_of(now)) if month not in told}
    over = (str(year) for year in range(day_of(began).year, day_of(now).year))
    return next((year for year in over if year not in told | waiting), None)


def _lines(reader: Reader, snapshot: Snapshot, month: str) -> list[Line]:
    processes = sorted(snapshot.processes) or [""]
    return [
        line
        for row in INDICATORS
        for line in indicators.lines(row, _counted(reader, snapshot, row, month), processes if row.by_process else [""])
    ]


def _counted(reader: Reader, snapshot: Snapshot, row: Indicator, month: str) -> list[tuple[str, str, int]]:
    counted = reader.counted(row.key, *indicators.span(month))
    if row.key != "outcomes":
        return counted
    return [(part, indicators.outcome_cell(code, _durability(snapshot, code)), n) for part, code, n in counted]


def _durability(snapshot: Snapshot, code: str) -> str:
    """How lasting D17 says that an outcome is; empty for what it does not know."""
    deployed = snapshot.decisions.get(OUTCOMES)
    answer = deployed.compiled.decide(OUTCOMES, {"outcome": code}, terms.functions()).value if deployed else None
    return str(answer.get("durability", "")) if isinstance(answer, Mapping) else ""


def _is_public(reader: Reader, month: str) -> bool:
    """Whether the oversight of the month after, which looks at this month or year, ended in publishing."""
    cases = reader.find(Case, reference=reference_of(indicators.looked_at_in(month)), limit=1)
    return bool(cases) and bool(reader.find(Instance, case=cases[0].id, process=OVERSIGHT, outcome=PUBLISHED, limit=1))
