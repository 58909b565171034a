"""Errors look like the rest, say what to do, and never show their insides."""

import pytest

from engine.errors import (
    AlreadyClaimed,
    FourEyes,
    KeyReused,
    NotFound,
    OtherTables,
    PerspectiefError,
    TooOften,
    Unavailable,
)
from tests.web.world import World
from web.pages.errors import of_the_engine, status_of


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound(), 404),
        (FourEyes(), 403),
        (AlreadyClaimed(), 409),
        (KeyReused(), 409),
        (Unavailable(), 503),
        (OtherTables(), 503),
        (PerspectiefError(), 500),
    ],
)
def test_every_error_of_the_engine_has_its_status(error: PerspectiefError, status: int) -> None:
    assert status_of(error) == status


def page_of(shown: World, error: PerspectiefError) -> str:
    """The page that somebody gets who asked for the work list."""
    with shown.app.test_request_context("/"):
        return of_the_engine(error)[0]


def test_where_nothing_can_be_asked_for_there_is_no_way_to_the_other_language(shown: World) -> None:
    assert "/taal/en" in page_of(shown, Unavailable())
    told = page_of(shown, OtherTables())
    assert "/taal/" not in told
    assert '<p lang="en">' in told


def test_who_must_wait_hears_how_long_and_can_ask_again(shown: World) -> None:
    told = page_of(shown, TooOften(125))
    assert "Even wachten" in told
    assert "Wacht 3 minuten" in told
    assert 'href="/">Probeer het opnieuw' in told


def test_an_unknown_address_is_a_page_in_the_same_look(shown: World) -> None:
    answer = shown.visit("tara").get("/nergens")
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text
    assert "Tara Blom" in answer.text


def test_an_old_form_says_to_reload(shown: World) -> None:
    answer = shown.visit().client.post("/melden", data={"csrf_token": "oud"})
    assert answer.status_code == 400
    assert "ververs de pagina" in answer.text


def test_a_wrong_way_of_asking_is_a_page(shown: World) -> None:
    answer = shown.visit("tara").get("/afmelden")
    assert answer.status_code == 405
    assert "Dit kan hier niet" in answer.text


def test_what_is_too_large_is_a_page(shown: World) -> None:
    shown.app.config["MAX_CONTENT_LENGTH"], before = 1000, shown.app.config["MAX_CONTENT_LENGTH"]
    try:
        answer = shown.visit().client.post("/melden", data={"ownWords": "x" * 5000})
    finally:
        shown.app.config["MAX_CONTENT_LENGTH"] = before
    assert answer.status_code == 413
    assert "te groot" in answer.text


def test_the_accessibility_statement_is_open_to_all(shown: World) -> None:
    assert "WCAG 2.2" in shown.visit().get("/toegankelijkheid").text
