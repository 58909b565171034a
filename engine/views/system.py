"""What is about no single case: how the system is, and the figures that everybody may see."""

from dataclasses import dataclass
from datetime import date

from engine.model import Beat


@dataclass(frozen=True, slots=True)
class Health:
    """How the system is: ages and counts, no content. `workers` are those of the last minute; counts stop at 10,000.
    `own_tables` is False when the database is of another version than this program."""

    database: bool
    schema: str = ""
    own_tables: bool = True
    workers: tuple[Beat, ...] = ()
    lag_seconds: float = 0.0
    incidents: int = 0
    waiting_notices: int = 0
    pending_deadlines: int = 0
    open_jobs: int = 0
    open_tasks: int = 0
    open_escalations: int = 0


@dataclass(frozen=True, slots=True)
class MonthHead:
    """A month ("2026-10") of which figures were told; `public` when everybody may see them."""

    month: str
    public: bool


@dataclass(frozen=True, slots=True)
class PublicRegister:
    """What waits at the highest rung for an answer of the board: how many, how many past their term, the oldest since when."""

    open: int
    late: int
    since: date | None
