"""How the engine's codes and moments become words. Pure: the language is an argument and no clock is read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_time

from engine.views import Term, WorkItem
from engine.vocabulary import Vocabulary
from web.texts import known, say

HERE = ZoneInfo("Europe/Amsterdam")
END_OF_DAY = (23, 59, 59)  # how the engine's calendar writes a term that is a day: "2 wd", or a date

# The groups of a worklist, most pressing first: name, and the most working days that are left in it.
URGENCIES = ("late", "today", "soon", "later", "open")
SOON = 3
DUTCH = Locale("nl", "NL")
LOCALES = {"nl": DUTCH, "en": Locale("en", "GB"), "ar": Locale("ar")}


def locale(language: str) -> Locale:
    """The locale of a language of these pages: British dates suit Dutch readers of English."""
    return LOCALES.get(language, DUTCH)


def moment(at: datetime | date | None, language: str) -> str:
    """A moment as people here say it: "do 26 nov 2026, 17:00". A date has no time, and neither has the end of a day."""
    if at is None:
        return ""
    if not isinstance(at, datetime) or is_day(at):
        return day(at, language)
    local = at.astimezone(HERE)
    return f"{_day(local.date(), language)}, {local:%H:%M}"


def day(at: datetime | date | None, language: str) -> str:
    """A day: "do 26 nov 2026"."""
    if at is None:
        return ""
    return _day(at.astimezone(HERE).date() if isinstance(at, datetime) else at, language)


@lru_cache(maxsize=4096)  # a page says the same few days again and again, and putting one in words takes 20 µs
def _day(on: date, language: str) -> str:
    return format_date(on, "EEE d MMM y", locale=locale(language))


def is_day(at: datetime) -> bool:
    """Whether this moment stands for its whole day."""
    local = at.astimezone(HERE)
    return (local.hour, local.minute, local.second) == END_OF_DAY


def month(text: str, language: str) -> str:
    """A month (2026-10) in words: "oktober 2026"."""
    return format_date(date.fromisoformat(f"{text}-01"), "MMMM y", locale=locale(language))


def time(at: datetime, language: str) -> str:
    """The time of day: "17:00"."""
    return format_time(at.astimezone(HERE), "HH:mm", locale=locale(language))


def urgency(term: Term) -> str:
    """The group of a worklist where this term belongs."""
    if term.due_at is None:
        return "open"
    if term.overdue:
        return "late"
    left = term.working_days_left or 0
    if left <= 0:
        return "today"
    return "soon" if left <= SOON else "later"


def term_words(term: Term, language: str) -> str:
    """How a task stands against its term: "2 werkdagen te laat", "vandaag om 17:00", "vandaag", "nog 3 werkdagen"."""
    left = term.working_days_left or 0
    match urgency(term):
        case "open":
            return say(language, "term.none")
        case "late":
            return say(language, "term.late", n=-left) if left < 0 else say(language, "term.late_today")
        case "today":
            assert term.due_at is not None
            if is_day(term.due_at):
                return say(language, "term.today_all")
            return say(language, "term.today", time=time(term.due_at, language))
        case _:
            return say(language, "term.left", n=left)


def by_urgency(items: Iterable[WorkItem]) -> list[tuple[str, list[WorkItem]]]:
    """The rows of a worklist under their headings, in the order in which they came within each."""
    ordered = sorted(items, key=lambda item: URGENCIES.index(urgency(item.term)))
    return [(name, list(rows)) for name, rows in groupby(ordered, key=lambda item: urgency(item.term))]


DURATION = re.compile(r"P(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?)?")


def duration_words(text: str, language: str) -> str:
    """A term as a table writes it ("PT4H", "P14D", "2 wd") in words; any other text as it is."""
    if text.endswith(" wd") and text.removesuffix(" wd").isdecimal():
        return say(language, "duration.wd", n=int(text.removesuffix(" wd")))
    found = DURATION.fullmatch(text)
    parts = [(name, int(number)) for name, number in found.groupdict().items() if number] if found else []
    return " ".join(say(language, f"duration.{name}", n=number) for name, number in parts) or text


def lane_words(vocabulary: Vocabulary, key: str, language: str) -> str:
    """The label of a lane in the reader's language."""
    lane = vocabulary.lanes.get(key)
    return key if lane is None else lane.label_en if language == "en" else lane.label


def zone_words(vocabulary: Vocabulary, key: str, language: str) -> str:
    """The label of a zone in the reader's language."""
    zone = vocabulary.zones.get(key)
    return key if zone is None else zone.label_en if language == "en" else zone.label


def purpose_words(purpose: str, language: str) -> str:
    """Why somebody looked: the words of a listed purpose, with what the reader added; else the own words."""
    code, _, words = purpose.partition(": ")
    name = f"case.purposes.{code}"
    return purpose if not known(name) else f"{say(language, name)}: {words}" if words else say(language, name)


def language_name(code: str | None, language: str) -> str:
    """The name of a language code (ISO 639-1 or 639-3) in the reader's language; the code itself when nobody knows it."""
    if not code:
        return ""
    short = get_global("language_aliases").get(code, code)
    try:
        return str(Locale(language).languages.get(short, code))
    except UnknownLocaleError:
        return code


def code_words(group: str, code: str | None, language: str) -> str:
    """The words of a code of the engine, such as an outcome; the code itself when nobody gave it words."""
    if not code:
        return ""
    name = f"{group}.{code}".replace(":", "_")
    return say(language, name) if known(name) else str(code)


def value_words(value: object, kind: str, language: str) -> str:
    """A fact's value in the words of its reader."""
    if value is None:
        return say(language, "value.unset")
    if isinstance(value, bool):
        return say(language, "value.yes" if value else "value.no")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(value_words(one, kind, language) for one in value) or say(language, "value.none")
    if isinstance(value, Mapping):
        return " · ".join(value_words(one, kind, language) for one in value.values() if one is not None)
    if kind == "duration" or kind == "code":
        return duration_words(str(value), language)
    if kind == "money":
        return f"€ {value}".replace(".", ",")
    if kind in {"date", "dateTime"} and isinstance(value, str):
        return _iso_words(value, language)
    return _code_words(str(value), language)


def ending_words(status: str, outcome: str | None, language: str) -> str:
    """How a part of the road stands, and with which outcome it ended: "Afgerond: vertrokken"; "Gestopt" once when both say so."""
    state = code_words("instance", status, language)
    ended = value_words(outcome, "", language) if outcome else ""
    return f"{state}: {ended}" if ended and ended.casefold() != state.casefold() else state


def _code_words(code: str, language: str) -> str:
    return next((say(language, f"{group}.{code}") for group in ("value", "coded") if known(f"{group}.{code}")), code)


def _iso_words(text: str, language: str) -> str:
    try:
        return (
            moment(datetime.fromisoformat(text), language) if "T" in text else day(date.fromisoformat(text), language)
        )
    except ValueError:
        return text
