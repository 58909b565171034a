"""From what a browser posts or a program sends to one answer in its kept form. Pure functions; each raises Refusal
with a code.

A Dutch hand writes 31-12-2026 and 1.234,50; a program sends 2026-12-31 and 1234.50. Both give the same kept answer,
and a kept answer given again stays what it is.
"""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

import re2

from forms.messages import Problem
from forms.model import UNKNOWN, Rules

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_YEAR, LAST_YEAR = 1900, 2199
LONGEST_NUMBER = 40
LARGEST_NUMBER = Decimal(10) ** 15

YES = frozenset({"true", "ja", "yes", "on", "1"})
NO = frozenset({"false", "nee", "no", "off", "0"})

_DUTCH_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2})(?:\.\d{1,6})?)?", re.ASCII)
_OFFSET = re.compile(r"(.+?)(Z|[+-]\d{2}:\d{2})", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+", re.ASCII)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{5,24}", re.ASCII)
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
_INVISIBLE = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f]")  # control signs but tab and line end


class Refusal(ValueError):
    """This answer cannot be kept; `problem` says why."""

    def __init__(self, code: str, **limits: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, limits)


def text(given: object, rules: Rules, *, lines: bool) -> str:
    """A text without outer blanks, in composed form; on one line unless `lines`."""
    if not isinstance(given, str):
        raise Refusal("text.type")
    kept = _readable(given, lines=lines)
    _fit_length(kept, rules)
    _fit_form(kept, rules)
    return kept


def _readable(given: str, *, lines: bool) -> str:
    """NUL and lone surrogates are refused (PostgreSQL cannot keep them); other invisible control signs are dropped."""
    if given.isprintable():  # nothing to look for, as in most of what people write: looking takes five times as long
        return unicodedata.normalize("NFC", given).strip()
    if _UNKEEPABLE.search(given):
        raise Refusal("text.sign")
    broken = given.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    seen = _INVISIBLE.sub("", broken)
    return unicodedata.normalize("NFC", seen if lines else " ".join(seen.split("\n"))).strip()


def _fit_length(kept: str, rules: Rules) -> None:
    if rules.max_length is not None and len(kept) > rules.max_length:
        raise Refusal("text.long", limit=rules.max_length, length=len(kept))
    if rules.min_length is not None and len(kept) < rules.min_length:
        raise Refusal("text.short", limit=rules.min_length)


def _fit_form(kept: str, rules: Rules) -> None:
    """Patterns are unanchored, as in form-js, and run by re2: linear in the length of the text whatever the pattern."""
    if rules.pattern is not None and re2.search(rules.pattern, kept) is None:
        raise Refusal("text.pattern")
    if rules.shape == "email" and not _EMAIL.fullmatch(kept):
        raise Refusal("text.email")
    if rules.shape == "phone" and not _PHONE.fullmatch(kept):
        raise Refusal("text.phone")


def number(given: object, rules: Rules) -> int | str:
    """A whole number as int, one with decimals as text: binary fractions would change what was typed."""
    value = _decimal(given, rules.decimals, "number.type")
    if value != value.to_integral_value() and rules.decimals == 0:
        raise Refusal("number.whole")
    _fit_decimals(value, rules.decimals)
    _fit_range(value, rules)
    return int(value) if rules.decimals == 0 else plain(value)


def money(given: object, rules: Rules) -> str:
    """An amount in euros with two decimals, as text: "1234.50"."""
    value = _decimal(given, 2, "money.type")
    _fit_decimals(value, 2)
    _fit_range(value, rules)
    return plain(value.quantize(Decimal("0.01")))


def _decimal(given: object, decimals: int, code: str) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal | str):
        raise Refusal(code)
    written = _unsigned_blanks(given) if isinstance(given, str) else _sent_number(given, code)
    if "," in written:
        written = _from_dutch(written, code)
    elif decimals <= 2 and isinstance(given, str) and _THOUSANDS.fullmatch(written):
        written = written.replace(".", "")
    if len(written) > LONGEST_NUMBER or not _NUMBER.fullmatch(written):
        raise Refusal(code)
    value = Decimal(written)
    if abs(value) >= LARGEST_NUMBER:
        raise Refusal(code)
    return value


def _unsigned_blanks(given: str) -> str:
    return given.strip().removeprefix("€").replace("\u00a0", "").replace(" ", "")


def _sent_number(given: int | float | Decimal, code: str) -> str:
    """A number a program sent, without exponent. NaN and infinity are no numbers."""
    if isinstance(given, int) and given.bit_length() > 64:
        raise Refusal(code)
    value = Decimal(str(given))
    if not value.is_finite() or abs(value.adjusted()) > LONGEST_NUMBER // 2:
        raise Refusal(code)
    return plain(value)


def _from_dutch(written: str, code: str) -> str:
    whole, _, fraction = written.partition(",")
    if "." in whole and not _THOUSANDS.fullmatch(whole):
        raise Refusal(code)
    return f"{whole.replace('.', '')}.{fraction}"


def plain(value: Decimal) -> str:
    """Digits without exponent; no minus before zero."""
    return format(value + 0 if value else abs(value), "f")


def _fit_decimals(value: Decimal, decimals: int) -> None:
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > decimals:
        raise Refusal("number.decimals", limit=decimals)


def _fit_range(value: Decimal, rules: Rules) -> None:
    if rules.minimum is not None and value < Decimal(rules.minimum):
        raise Refusal("number.least", limit=rules.minimum)
    if rules.maximum is not None and value > Decimal(rules.maximum):
        raise Refusal("number.most", limit=rules.maximum)


def day(given: object) -> str:
    """A date as "2026-12-31"."""
    if not isinstance(given, str):
        raise Refusal("date.type")
    return _date(given.strip(), "date.type").isoformat()


def _date(written: str, code: str) -> date:
    year, month, of_month = _date_numbers(written, code)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal("date.range")
    try:
        return date(year, month, of_month)
    except ValueError:
        raise Refusal("date.missing", given=written) from None


def _date_numbers(written: str, code: str) -> tuple[int, int, int]:
    if iso := _ISO_DATE.fullmatch(written):
        return int(iso[1]), int(iso[2]), int(iso[3])
    if dutch := _DUTCH_DATE.fullmatch(written):
        return int(dutch[3]), int(dutch[2]), int(dutch[1])
    raise Refusal(code)


def clock_time(given: object) -> str:
    """A time of day as "14:30"."""
    if not isinstance(given, str):
        raise Refusal("time.type")
    return _time(given.strip(), "time.type").strftime("%H:%M")


def _time(written: str, code: str) -> time:
    found = _TIME.fullmatch(written)
    if found is None:
        raise Refusal(code)
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        raise Refusal(code) from None


def moment(given: object) -> str:
    """A moment with its offset, "2026-12-31T14:30:00+01:00". Without offset it is Dutch time; of a doubled hour the
    first counts.
    """
    if not isinstance(given, str):
        raise Refusal("dateTime.type")
    written = given.strip()
    local, offset = written, ""
    if with_offset := _OFFSET.fullmatch(written):
        local, offset = with_offset[1], with_offset[2]
    naive = _local_moment(local)
    if offset and ":" in offset and int(offset[1:3]) > 14:
        raise Refusal("dateTime.type")
    aware = datetime.fromisoformat(naive.isoformat() + offset) if offset else _in_amsterdam(naive, written)
    return aware.isoformat()


def _local_moment(written: str) -> datetime:
    parts = written.replace("T", " ").split()
    if len(parts) != 2:
        raise Refusal("dateTime.type")
    return datetime.combine(_date(parts[0], "dateTime.type"), _time(parts[1], "dateTime.type"))


def _in_amsterdam(naive: datetime, written: str) -> datetime:
    """In the hour that the clock skips in spring there is no such moment: it does not survive the way to UTC and
    back.
    """
    local = naive.replace(tzinfo=AMSTERDAM)
    if local.astimezone(ZoneInfo("UTC")).astimezone(AMSTERDAM).replace(tzinfo=None) != naive:
        raise Refusal("dateTime.missing", given=written)
    return local


def yes_or_no(given: object, allowed: frozenset[str]) -> bool | str:
    """True, False, or "unknown" where the question offers that."""
    if isinstance(given, bool):
        return given
    word = given.strip().lower() if isinstance(given, str) else ""
    if word in YES:
        return True
    if word in NO:
        return False
    if word == UNKNOWN and UNKNOWN in allowed:
        return UNKNOWN
    raise Refusal("boolean.type")


def scale(given: object, allowed: frozenset[str]) -> int | str:
    """A step of the scale as int, or "unknown" where the question offers that."""
    word = str(given) if isinstance(given, int) and not isinstance(given, bool) else given
    chosen = choice(word, allowed)
    return chosen if chosen == UNKNOWN else int(chosen)


def choice(given: object, allowed: frozenset[str]) -> str:
    """One of the codes that the question offers."""
    if not isinstance(given, str) or given not in allowed:
        raise Refusal("choice")
    return given


def finite_decimal(written: object) -> Decimal | None:
    """A bound from a form file; None when it is no number."""
    try:
        value = Decimal(str(written))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
