"""One expression on one context, computed twice: by ours as forms do it, and by feelin in one call of Node.js."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import feel
from feel.limits import Run
from feel.text import written

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
MODULE = ROOT / "web" / "frontend" / "node_modules" / "feelin" / "dist" / "index.js"
TYPES = {
    feel.Date: "date",
    feel.DateTime: "dateTime",
    feel.Time: "time",
    feel.DaysTimeDuration: "duration",
    feel.YearsMonthsDuration: "duration",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A condition without its "=", and what it can see."""

    expression: str
    context: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two disagree; values as they travel."""

    case: Case
    ours: Any
    theirs: Any

    def __str__(self) -> str:
        return f"{self.case.expression}  on {_sent(self.case.context)}: ours {self.ours}, feelin {self.theirs}"


def node() -> str:
    """The Node.js beside our environment, else the machine's."""
    beside = ROOT / ".venv" / "bin" / "node"
    return str(beside) if beside.exists() else shutil.which("node") or "node"


def differences(cases: Sequence[Case]) -> list[Difference]:
    """Every case on which the two give different values; an expression that one of them refuses gives null there."""
    theirs = feelin(cases)
    both = [(case, ours(case), answer.get("value")) for case, answer in zip(cases, theirs, strict=True)]
    return [Difference(case, mine, other) for case, mine, other in both if not same(mine, other)]


def ours(case: Case) -> Any:
    """What a form makes of it: null when it fails."""
    try:
        rule = feel.compile(case.expression)
        value = rule.evaluate({name: case.context.get(name) for name in rule.names})
    except feel.FeelError:
        return None
    return _sent_value(value)


def feelin(cases: Sequence[Case], repeat: int = 0) -> list[dict[str, Any]]:
    """feelin's answers; with `repeat` its speed instead: {"perSecond"} per case after a warm-up."""
    asked = {
        "module": MODULE.as_uri(),
        "repeat": repeat,
        "cases": [{"expression": case.expression, "context": _sent(case.context)} for case in cases],
    }
    done = subprocess.run(
        [node(), HERE / "evaluate.js"], input=json.dumps(asked), capture_output=True, text=True, check=False, timeout=60
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-500:])
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def same(mine: Any, other: Any) -> bool:
    """Equal values; numbers to eight decimals, because JavaScript's are binary; moments by their text."""
    if isinstance(mine, list) and isinstance(other, list):
        return len(mine) == len(other) and all(map(same, mine, other))
    if isinstance(mine, dict) and isinstance(other, dict):
        return mine.keys() == other.keys() and all(same(mine[key], other[key]) for key in mine)
    if isinstance(mine, bool) or isinstance(other, bool):
        return mine is other
    if isinstance(mine, int | float) and isinstance(other, int | float):
        return abs(mine - other) <= 1e-8 * max(1, abs(mine))
    return bool(mine == other)


def _sent(value: Any) -> Any:
    """A Python value as it travels."""
    if isinstance(value, dict):
        return {key: _sent(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_sent(inner) for inner in value]
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return {"@": "dateTime", "v": value.isoformat()}
    return {"@": "date", "v": value.isoformat()} if isinstance(value, date) else value


def _sent_value(value: Any) -> Any:
    """A FEEL value as it travels."""
    if type(value) in TYPES:
        return {"@": TYPES[type(value)], "v": written(value, Run({}))}
    if isinstance(value, dict):
        return {key: _sent_value(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_sent_value(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value
