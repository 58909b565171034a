"""The coordinator's list: whose case does not move, and what can be done."""

from datetime import UTC, datetime

import pytest
from flask import render_template_string, session

from engine.model import Notice
from engine.views import Stall
from tests.web.world import World


def late(world: World) -> tuple[str, int]:
    """Sam's reference, and the late task."""
    return world.references["Sam"], world.task("Sam", "Melding aanvullen").id


def test_the_list_says_how_long_over_the_norm_and_why(shown: World) -> None:
    text = shown.visit("coen").get("/vast").text
    assert "Sam" in text
    assert "over de norm" in text
    assert "Niemand heeft deze taak gepakt." in text
    assert "Mariam" not in text


def test_the_list_narrows_to_one_reason(shown: World) -> None:
    assert "Sam" in shown.visit("coen").get("/vast?reden=unassigned").text
    assert "Alles loopt" in shown.visit("coen").get("/vast?reden=incident").text


def test_a_nudge_puts_a_notice_in_the_outbox(shown: World) -> None:
    reference, task = late(shown)
    coen = shown.visit("coen")
    answer = coen.post(f"/vast/{reference}/nudge?taak={task}", on="/vast")
    assert answer.location == f"/vast#{reference}"
    assert "De herinnering is verstuurd." in coen.get("/vast").text
    with shown.engine.desk.store.reading() as reader:
        assert [row for row in reader.find(Notice, template="nudge") if row.key.startswith(f"nudge:{task}:")]


@pytest.mark.parametrize("action", ["reassign", "extend"])
def test_every_act_first_says_what_it_does(shown: World, action: str) -> None:
    reference, task = late(shown)
    coen = shown.visit("coen")
    answer = coen.get(f"/vast/{reference}/{action}?taak={task}")
    assert answer.status_code == 200
    assert "Waarom" in answer.text


def test_more_time_needs_a_day_that_exists_and_a_reason(shown: World) -> None:
    reference, task = late(shown)
    page = f"/vast/{reference}/extend?taak={task}"
    coen = shown.visit("coen")
    wrong = coen.post(page, tot="31-02-2026", on=page)
    assert wrong.status_code == 422
    assert 'href="#tot"' in wrong.text
    assert 'href="#reden"' in wrong.text
    past = coen.post(page, tot="01-11-2026", reden="De tolk is ziek", on=page)
    assert past.status_code == 422
    assert "Kies een datum na vandaag" in past.text


def test_an_act_on_a_case_that_moves_is_absent(shown: World) -> None:
    assert shown.visit("coen").get(f"/vast/{shown.references['Mariam']}/nudge?taak=1").status_code == 404
    assert shown.visit("coen").get(f"/vast/{shown.references['Sam']}/zomaar?taak=1").status_code == 404


WORDS = '{% from "parts/pieces.html" import stall_words with context %}{{ stall_words(of) }}'


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [
        ("nl", "persoon.terug", "Er kwam nog geen bericht: de persoon is er weer."),
        ("en", "persoon.terug", "No word has come yet: the person is back."),
        ("nl", "", "Er wordt gewacht op een bericht dat nog niet kwam."),
    ],
)
def test_a_message_that_did_not_come_is_said_in_words(shown: World, language: str, name: str, words: str) -> None:
    waits = Stall("message", datetime(2027, 3, 1, tzinfo=UTC), 2, {"name": name})
    with shown.app.test_request_context("/"):
        session["language"] = language
        assert render_template_string(WORDS, of=waits) == words


def test_the_page_says_it_with_those_words(shown: World) -> None:
    """The list and the page of the case have no other sentence for it."""
    for page in ("stuck.html", "case.html"):
        source, _, _ = shown.app.jinja_env.loader.get_source(shown.app.jinja_env, page)
        assert 'code_words("stall"' not in source
