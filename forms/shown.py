"""How a kept answer looks to a Dutch reader: 31-12-2026, 1.234,50, Ja. What somebody typed and cannot be kept is
shown as typed.
"""

import re
from datetime import datetime

from forms.model import Field, Language, Option
from forms.parse import AMSTERDAM

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_AMOUNT = re.compile(r"(-?)(\d+)\.(\d+)", re.ASCII)
YES_NO = {("true", "nl"): "Ja", ("false", "nl"): "Nee", ("true", "en"): "Yes", ("false", "en"): "No"}


def written(field: Field, kept: object) -> str:
    """The answer as it stands in its input: always in a form that cleaning takes back unchanged."""
    if kept is None:
        return ""
    kind = field.result or field.type
    if isinstance(kept, bool):
        return "true" if kept else "false"
    if kind == "date":
        return date_text(str(kept))
    if kind == "dateTime":
        return moment_text(str(kept))
    if kind in {"money", "number"}:
        return amount_text(str(kept), thousands=kind == "money")
    return str(kept)


def date_text(kept: str) -> str:
    found = _DATE.fullmatch(kept)
    return f"{found[3]}-{found[2]}-{found[1]}" if found else kept


def moment_text(kept: str) -> str:
    """Dutch local time. Typed moments are not ISO with an offset and stay as typed."""
    try:
        moment = datetime.fromisoformat(kept)
    except ValueError:
        return kept
    return moment.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M") if moment.tzinfo else kept


def amount_text(kept: str, *, thousands: bool) -> str:
    found = _AMOUNT.fullmatch(kept)
    if not found:
        return kept
    whole = f"{int(found[2]):,}".replace(",", ".") if thousands else found[2]
    return f"{found[1]}{whole},{found[3]}"


def readable(field: Field, kept: object, options: tuple[Option, ...], language: Language) -> str:
    """The answer in words, for who may read but not change it: labels rather than codes, amounts with their sign."""
    if kept is None:
        return ""
    if isinstance(kept, list):
        return ", ".join(readable(field, one, options, language) for one in kept)
    text = written(field, kept)
    label = next((option.label.say(language) for option in options if option.value == text), "")
    sign = "€ " if (field.result or field.type) == "money" and text else ""
    return label or YES_NO.get((text, language) if isinstance(kept, bool) else ("", ""), "") or sign + text
