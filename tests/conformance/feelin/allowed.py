"""Where ours may differ from feelin, and why; each with an example that a test holds against both."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.conformance.feelin.cases import NOW, TODAY
from tests.conformance.feelin.twins import Case


@dataclass(frozen=True, slots=True)
class Allowed:
    """A difference with its reason. `covers` says which cases fall under it, `example` is one, with both values."""

    reason: str
    covers: Callable[[Case], bool]
    example: Case
    ours: Any
    theirs: Any


def _shaped(pattern: str) -> Callable[[Case], bool]:
    return lambda case: re.search(pattern, case.expression) is not None


def _filters_null(case: Case) -> bool:
    return any(case.context.get(name) is None for name in re.findall(r"(\w+)\[", case.expression))


def _backward(case: Case) -> bool:
    pairs = re.findall(r"(?:in \[|between )([\d.]+?)(?:\.\.| and )([\d.]+)", case.expression)
    return any(float(low) > float(high) for low, high in pairs)


def _no_moment(case: Case) -> bool:
    """What is compared with today or now is no moment."""
    compared = re.findall(r"(\w+) [<>]=? (?:today|now)\b", case.expression)
    return any(not isinstance(case.context.get(name), date) for name in compared)


def _loops_over_one(case: Case) -> bool:
    over = (case.context.get(name) for name in re.findall(r"\bfor \w+ in (\w+) return", case.expression))
    return any(not isinstance(value, list) for value in over if value is not None)


ALLOWED = (
    Allowed(
        "a loop over one value goes round once, as over a list of it; feelin gives null",
        _loops_over_one,
        Case("for line in agenda return line", {"agenda": "elsewhere"}),
        ["elsewhere"],
        None,
    ),
    Allowed(
        "a moment and something that is no moment cannot be compared; feelin compares them as texts or numbers",
        _no_moment,
        Case("due >= today", {"due": "elsewhere", "today": TODAY}),
        None,
        True,
    ),
    Allowed(
        "filtering what is not answered gives an empty list, as the DMN TCK has it; feelin gives null",
        _filters_null,
        Case('count(rows[kind = "adult"])', {"rows": None}),
        0.0,
        None,
    ),
    Allowed(
        "the earliest and the latest of a list of moments exist in FEEL; feelin computes min and max of numbers only",
        _shaped(r"m(in|ax)\(\w+\.\w+"),
        Case("min(trips.at)", {"trips": [{"at": NOW}]}),
        {"@": "dateTime", "v": "2026-11-24T10:00:00+01:00"},
        None,
    ),
    Allowed(
        "a duration divided by a duration is a number in DMN 1.5; feelin gives NaN, which max and min lose",
        _shaped(r"/ \(?duration"),
        Case('(today - day) / duration("P1D")', {"today": TODAY, "day": TODAY.replace(day=14)}),
        10.0,
        {"@": "number", "v": "NaN"},
    ),
    Allowed(
        "lists of different lengths are unequal; feelin gives null",
        _shaped(r" = \["),
        Case("chosen = []", {"chosen": ["a"]}),
        False,
        None,
    ),
    Allowed(
        "`x in [a..b] or y` is `(x in [a..b]) or y`, because a comparison binds closer; feelin reads all of it as the test",
        _shaped(r"in \[[^\]]*\] (and|or) "),
        Case("n in [1..3] or ready", {"n": 3, "ready": False}),
        True,
        None,
    ),
    Allowed(
        "nothing lies in a range that ends before it begins; feelin turns the range around",
        _backward,
        Case("n between 1 and 0", {"n": 1}),
        False,
        True,
    ),
)
