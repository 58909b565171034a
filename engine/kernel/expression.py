"""The expressions of a diagram: FEEL behind a leading "=", otherwise the text itself. Each is compiled once per model."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import feel

Values = Mapping[str, object]

TEMPORAL = (feel.Date, feel.DateTime, feel.DaysTimeDuration, feel.YearsMonthsDuration)
JUEL = re.compile(r"[$#]\{(.*?)\}", re.DOTALL)
LONGEST = 10_000  # characters; longer ones are refused before they are compiled


class Failure(Exception):
    """An element cannot go on. `code` is stable and names the reason; `text` holds no values of the case."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


@dataclass(frozen=True, slots=True)
class Formula:
    """A text of the diagram: a literal, or FEEL when it begins with "="."""

    text: str
    names: frozenset[str] = frozenset()
    compiled: feel.Expression | None = field(default=None, compare=False, repr=False)

    @property
    def literal(self) -> bool:
        """True when the text stands for itself."""
        return self.compiled is None


def formula(text: str, names: tuple[str, ...] = (), functions: tuple[str, ...] = ()) -> Formula:
    """Compile one text. Raises FeelError with the place when the FEEL is not well-formed, ValueError for too long ones and unknown functions."""
    text = text.strip()
    if len(text) > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters")
    if not text.startswith("="):
        return Formula(text)
    compiled = feel.compile(text[1:], names=names, functions=functions)
    if unknown := sorted(compiled.calls - set(functions)):
        raise ValueError(f"there is no function {unknown[0]}")
    return Formula(text, frozenset(compiled.names), compiled)


def evaluate(
    formula: Formula, lookup: Callable[[str], object], functions: Mapping[str, Callable[..., object]]
) -> object:
    """The value of the formula; only the names that it reads are looked up. Raises Failure."""
    compiled = formula.compiled
    if compiled is None:
        return formula.text
    wanted = (*compiled.names, *compiled.members)
    return attempt(lambda: compiled.evaluate({name: lookup(name) for name in wanted}, functions))


def attempt(ask: Callable[[], object]) -> object:
    """Ask something outside the kernel for a value; whatever goes wrong there becomes a Failure of the element that asked.

    Every kind of exception counts: a broken table or host function must stop this one element and leave the case's other branches running.
    """
    try:
        return ask()
    except Failure:
        raise
    except Exception as error:  # whatever a table or host function does wrong is this element's incident
        raise Failure("expression", type(error).__name__) from error


def feel_for_juel(text: str) -> str:
    """The FEEL that a designer should write for a JUEL text, as far as a mechanical reading gives it."""
    inner = " ".join(part.strip() for part in JUEL.findall(text)) or text
    for old, new in (("==", "="), ("&&", " and "), ("||", " or "), ("'", '"'), (" eq ", " = "), (" ne ", " != ")):
        inner = inner.replace(old, new)
    inner = re.sub(r"!\s*(?!=)(\w[\w.]*(?:\([^)]*\))?)", r"not(\1)", inner)
    return "=" + re.sub(r"\s+", " ", inner).strip()


DURATION = re.compile(r"-?P(?=[\dT])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?(\[[\w/+-]+\]|@[\w/+-]+)?)?")
WORKING_DAYS = re.compile(r"\d+ wd")
TERM = re.compile(r"term:\S.*")
CYCLE = re.compile(r"R(\d*)/(.+)")


def rule_text(value: object) -> str:
    """A due rule as text: ISO for FEEL dates and durations; texts such as "5 wd" or "term:triage" as they are. Raises Failure."""
    if value is None:
        raise Failure("no-rule", "the expression gave no value")
    text = value.strip() if isinstance(value, str) else str(value) if isinstance(value, TEMPORAL) else ""
    if not is_rule(text):
        raise Failure("no-rule", "the value is no duration, date or term")
    return text


def is_rule(text: str) -> bool:
    """True for a duration, date, date-time, number of working days or step key."""
    if DURATION.fullmatch(text) or WORKING_DAYS.fullmatch(text) or TERM.fullmatch(text):
        return True
    return bool(MOMENT.fullmatch(text)) and is_moment(text)


def is_moment(text: str) -> bool:
    """True when the date or date-time exists on the calendar, and its region (`@Europe/Amsterdam`) on the map."""
    moment, _, zone = text.rstrip("]").replace("[", "@").partition("@")
    try:
        datetime.fromisoformat(moment)
        if zone:
            ZoneInfo(zone)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False
    return True


def is_cycle(text: str) -> bool:
    """True for R/PT1H or R3/PT1H. A round takes a second at least: shorter ones are a storm of deadlines."""
    match = CYCLE.fullmatch(text)
    if match and all(float(number) < 1 for number in re.findall(r"\d+(?:\.\d+)?", match[2])):
        return False
    return bool(match and (DURATION.fullmatch(match[2]) or WORKING_DAYS.fullmatch(match[2])))
