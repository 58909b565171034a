"""Codes, moments and terms in the words of their readers."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.calendar import Calendar
from engine.views import Term
from web.words import (
    duration_words,
    ending_words,
    language_name,
    moment,
    purpose_words,
    term_words,
    urgency,
    value_words,
)

DUE = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
END = datetime(2026, 11, 26, 22, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("term", "group", "words"),
    [
        (Term(None), "open", "Geen termijn"),
        (Term(DUE, overdue=True, working_days_left=-1), "late", "1 werkdag te laat"),
        (Term(DUE, overdue=True, working_days_left=-3), "late", "3 werkdagen te laat"),
        (Term(DUE, overdue=True, working_days_left=0), "late", "Vandaag te laat"),
        (Term(DUE, working_days_left=0), "today", "Vandaag om 17:00"),
        (Term(END, working_days_left=0), "today", "Vandaag"),
        (Term(DUE, working_days_left=1), "soon", "Nog 1 werkdag"),
        (Term(DUE, working_days_left=8), "later", "Nog 8 werkdagen"),
    ],
)
def test_a_term_is_said_in_working_days(term: Term, group: str, words: str) -> None:
    assert urgency(term) == group
    assert term_words(term, "nl") == words


def test_a_moment_is_said_in_the_time_of_amsterdam() -> None:
    assert moment(DUE, "nl") == "do 26 nov 2026, 17:00"
    assert moment(DUE, "en") == "Thu 26 Nov 2026, 17:00"


def test_a_term_that_is_a_day_has_no_time() -> None:
    """So the calendar of the engine writes "2 wd", and a last day that somebody filled in."""
    assert moment(END, "nl") == moment(Calendar().due("2026-11-26", DUE), "nl") == "do 26 nov 2026"
    assert moment(END - timedelta(seconds=1), "nl") == "do 26 nov 2026, 23:59"
    assert moment(END, "en") == "Thu 26 Nov 2026"


@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        ("active", None, "Loopt"),
        ("cancelled", "cancelled", "Gestopt"),
        ("cancelled", "stopped", "Gestopt"),
        ("completed", "finished", "Afgerond"),
        ("completed", "departed", "Afgerond: vertrokken"),
    ],
)
def test_how_a_part_of_the_road_ended_is_said_once(status: str, outcome: str | None, words: str) -> None:
    assert ending_words(status, outcome, "nl") == words


def test_a_language_code_gets_its_name_and_an_unknown_one_stays() -> None:
    assert language_name("ary", "nl") == "Marokkaans Arabisch"
    assert language_name("ara", "en") == "Arabic"
    assert language_name("qqq", "nl") == "qqq"


@pytest.mark.parametrize(
    ("text", "words"), [("PT4H", "4 uur"), ("P14D", "14 dagen"), ("2 wd", "2 werkdagen"), ("soms", "soms")]
)
def test_a_term_of_a_table_is_said_in_words(text: str, words: str) -> None:
    assert duration_words(text, "nl") == words


def test_values_are_said_in_words() -> None:
    assert value_words(None, "text", "nl") == "Niet bekend"
    assert value_words(True, "boolean", "en") == "Yes"
    assert value_words("2026-11-26", "date", "nl") == "do 26 nov 2026"
    assert value_words("2250.00", "money", "nl") == "€ 2250,00"


def test_a_purpose_is_said_in_the_words_of_its_list_or_its_own() -> None:
    assert purpose_words("deputy", "nl") == "Ik vervang een collega"
    assert purpose_words("de rechter vraagt het", "nl") == "de rechter vraagt het"
