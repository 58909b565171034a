"""Terms and the ladder come from two tables: D04 says how long a step may take, D05 who decides when it is missed. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from engine.calendar import AMSTERDAM, day_of

Decide = Callable[[str, Mapping[str, object]], object]
TERMS = "D04"
LADDER = "D05"
_STEP = "term:"


@dataclass(frozen=True, slots=True)
class TermRow:
    """One row of D04: how long a step may take. `warn` holds rules or shares; `on_miss` is the rung the ladder starts at."""

    step: str
    due: str
    warn: tuple[str, ...] = ()
    kind: str = "norm"
    on_miss: str = "L1"
    since: datetime | None = None  # the anchor, when it is not the opening of the step


def rule_of(step: object) -> str:
    """The rule that names a step, for the calendar to come: the row of D04 is looked up whenever it is reckoned."""
    return f"{_STEP}{step}"


def step_of(rule: str | None) -> str | None:
    """The step that a rule names; None for a rule of a length or a date, and for none."""
    return rule.removeprefix(_STEP) if rule and rule.startswith(_STEP) else None


def functions() -> Mapping[str, Callable[..., object]]:
    """The domain's own FEEL functions. They answer rules, not moments: the engine keeps the rule and can reckon it anew."""
    return {
        "term": rule_of,
        "working days": lambda count: f"{int(count)} wd",
        "in working days": lambda count: f"{int(count)} wd",
    }


def term_row(
    step: str,
    decide: Decide,
    facts: Mapping[str, object],
    *,
    priority: str,
    case_start: datetime,
    now: datetime,
) -> TermRow | None:
    """The row of D04 for a step of a case with these facts; None when the table has none.

    The anchor says where the term starts: the opening of the step, the start of the case, or a fact that is a date.
    """
    row = decide(TERMS, _Inputs(facts, {"step": step, "priority": priority, "Peildatum": day_of(now)}))
    if isinstance(row, list):
        row = row[0] if row else None
    if not isinstance(row, Mapping) or not row.get("due"):
        return None
    return TermRow(
        step=step,
        due=str(row["due"]),
        warn=tuple(part.strip() for part in str(row.get("warn") or "").split(",") if part.strip()),
        kind=str(row.get("kind") or "norm"),
        on_miss=str(row.get("onMiss") or "L1"),
        since=_anchor(str(row.get("anchor") or "opened"), facts, case_start),
    )


def _anchor(anchor: str, facts: Mapping[str, object], case_start: datetime) -> datetime | None:
    if anchor in ("", "opened", "-"):
        return None
    if anchor == "caseStart":
        return case_start
    value = facts.get(anchor)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), AMSTERDAM).astimezone(UTC)
    return None


class _Inputs(Mapping[str, object]):
    """Facts with a few names on top, without copying: sealed facts are only opened when a table reads them."""

    def __init__(self, facts: Mapping[str, object], extra: Mapping[str, object]) -> None:
        self._facts, self._extra = facts, extra

    def __getitem__(self, name: str) -> object:
        return self._extra[name] if name in self._extra else self._facts[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._extra
        yield from (name for name in self._facts if name not in self._extra)

    def __len__(self) -> int:
        return len(set(self._facts) | set(self._extra))


overlay = _Inputs
