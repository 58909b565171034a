"""The front door: no account, two languages, and nothing kept of what is refused."""

import re

import pytest

from engine.model import Case
from tests.web.world import World

GOOD = {
    "acuteDanger": "none",
    "reporterType": "self",
    "alias": "Farida",
    "ageBand": "18-30",
    "possiblyMinor": "false",
    "language": "tir",
    "interpreterNeeded": "true",
    "consentContact": "true",
    "safeContactMethod": "app",
    "helpWanted": "legal",
    "runningDeadline": "none",
    "anonymous": "true",
    "privacyExplained": "true",
    "doe": "versturen",
}


def cases(world: World) -> int:
    with world.engine.desk.store.reading() as reader:
        return reader.count(Case)


def test_anybody_can_open_the_form_and_only_the_form_token_is_put_in_the_browser(shown: World) -> None:
    answer = shown.visit().get("/melden")
    assert answer.status_code == 200
    assert [cookie.split("=")[0] for cookie in answer.headers.getlist("Set-Cookie")] == ["formulier"]
    assert "Hoe kwam de melding binnen?" not in answer.text


def test_whoever_reports_themselves_gets_a_code_and_hears_what_happens(shown: World) -> None:
    answer = shown.visit().post("/melden", **GOOD)
    assert answer.status_code == 200
    assert re.search(r"M-[A-Z0-9]{4}-[A-Z0-9]{4}", answer.text)
    assert "Wat er nu gebeurt" in answer.text


def test_a_neighbours_report_is_refused_kindly_and_leaves_nothing(shown: World) -> None:
    before = cases(shown)
    answer = shown.visit().post(
        "/melden", **{**GOOD, "reporterType": "citizen", "personKnows": "no", "alias": "Buurman"}
    )
    assert answer.status_code == 200
    assert "Hier kunnen wij niet mee helpen" in answer.text
    assert "0900-8844" in answer.text
    assert "Wij hebben niets bewaard." in answer.text
    assert cases(shown) == before


def test_danger_gets_the_numbers_to_call_first(shown: World) -> None:
    answer = shown.visit().post("/melden", **{**GOOD, "acuteDanger": "suicidality"})
    assert "112" in answer.text
    assert "113" in answer.text
    assert "15 minuten" in answer.text


def test_somebody_who_does_not_know_yet_gets_an_invitation_and_no_code(shown: World) -> None:
    answer = shown.visit().post("/melden", **{**GOOD, "reporterType": "ngo", "personKnows": "no"})
    assert "uitnodiging" in answer.text
    assert not re.search(r"M-[A-Z0-9]{4}-[A-Z0-9]{4}", answer.text)


def test_an_empty_form_comes_back_with_every_error_and_keeps_nothing(shown: World) -> None:
    before = cases(shown)
    answer = shown.visit().post("/melden", doe="versturen")
    assert answer.status_code == 422
    assert 'href="#f-alias"' in answer.text
    assert cases(shown) == before


def test_what_was_typed_is_still_there_after_an_error(shown: World) -> None:
    answer = shown.visit().post("/melden", doe="versturen", alias="Zahra")
    assert 'value="Zahra"' in answer.text


@pytest.mark.parametrize("field", ["zomaar", "status", "__class__"])
def test_an_answer_that_nobody_asked_is_refused(shown: World, field: str) -> None:
    assert shown.visit().post("/melden", **{**GOOD, field: "x"}).status_code == 422


def test_conditions_hold_without_javascript(shown: World) -> None:
    text = shown.visit().post("/melden", doe="bijwerken", reporterType="self").text
    assert "Weet de persoon van deze melding?" not in text


def test_the_page_leaves_without_javascript_too(shown: World) -> None:
    assert re.search(
        r'<a class="quick-exit" href="https://www\.buienradar\.nl/" rel="noreferrer', shown.visit().get("/melden").text
    )


def test_the_form_speaks_english(shown: World) -> None:
    visitor = shown.visit()
    visitor.get("/taal/en")
    text = visitor.get("/melden").text
    assert "Ask for help" in text
    assert "Is er nu gevaar?" not in text


def test_markup_in_an_answer_is_text(shown: World) -> None:
    answer = shown.visit().post("/melden", doe="bijwerken", alias="<script>alert(1)</script>")
    assert "<script>alert" not in answer.text
