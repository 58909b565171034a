"""Coming back with the code on paper: it opens what sleeps or was closed, tells nothing to who guesses, and wears out who tries."""

import contextlib
import re
from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from engine import tags
from engine.errors import NotAllowed, NotFound, TooManyTries
from engine.model import CaseStatus, Instance, InstanceStatus
from engine.step import routing
from engine.step.run import Run
from tests.engine.cast import pathway, stage
from tests.security.own import Life, begun
from tests.web.world import Visitor, application


@pytest.fixture(scope="module")
def house() -> Iterator[Life]:
    with stage(pathway()) as here:
        yield begun(here)


@pytest.fixture
def closed(house: Life) -> Life:
    """Somebody whose case was closed, as the end of the main case closes it."""
    life = begun(house.here)

    def close(run: Run) -> None:
        for row in run.tx.find(Instance, case=run.case.id, status=InstanceStatus.ACTIVE):
            run.tx.change(row, status=InstanceStatus.CANCELLED)
        routing.send(run, "casus.gesloten", {}, key=run.case.reference)
        run.settle()
        run.change_case(status=CaseStatus.CLOSED, closed_at=run.now)

    life.run(close)
    assert life.here.case(life.case.id).status is CaseStatus.CLOSED
    return life


def status(life: Life) -> CaseStatus:
    return life.here.case(life.case.id).status


def browser(life: Life, login: str = "") -> Visitor:
    visitor = Visitor(application(life.here.engine).test_client())
    if login:
        visitor.post("/aanmelden/voorbeeld", login=login, on="/aanmelden")
    return visitor


def page(answer: TestResponse) -> str:
    """What is read, without the token of the form: that names the second in which it was asked."""
    return re.sub(r'(name="csrf_token" value=")[^"]+', r"\1", answer.text)


def test_the_code_opens_a_closed_case_however_it_was_typed(closed: Life) -> None:
    life = closed
    answer = browser(life).post("/mijn/terug", code=life.case.reference.lower().replace("-", " "), on="/mijn/terug")
    assert "Goed dat u er weer bent" in answer.text
    assert status(life) is CaseStatus.OPEN
    assert tags.CASE_REOPENED in life.kinds()


def test_a_wrong_code_gets_the_same_answer_and_opens_nothing(closed: Life) -> None:
    visitor = browser(closed)
    right = visitor.post("/mijn/terug", code=closed.case.reference, on="/mijn/terug")
    wrong = visitor.post("/mijn/terug", code="M-2222-2222", on="/mijn/terug")
    assert (wrong.status_code, page(wrong)) == (right.status_code, page(right))
    assert visitor.post("/mijn/terug", code=" ", on="/mijn/terug").status_code == 422


def test_a_case_that_runs_does_not_change(house: Life) -> None:
    life = begun(house.here)
    before = life.kinds()
    life.here.engine.returning.with_code(life.case.reference)
    assert life.kinds() == before
    assert not life.here.engine.returning.possible(life.yasin)


def test_who_guesses_has_to_wait(closed: Life) -> None:
    returning = closed.here.engine.returning
    looked = 0
    for number in range(40):
        with contextlib.suppress(TooManyTries):
            returning.with_code(f"M-2222-{2222 + number}", "203.0.113.9")
            looked += 1
    assert looked <= 20
    with pytest.raises(TooManyTries):
        returning.with_code(closed.case.reference, "203.0.113.9")
    assert status(closed) is CaseStatus.CLOSED


def test_the_person_with_an_own_page_needs_no_code(closed: Life) -> None:
    returning = closed.here.engine.returning
    assert returning.possible(closed.yasin)
    returning.from_own_page(closed.yasin)
    assert status(closed) is CaseStatus.OPEN
    assert not returning.possible(closed.yasin)


def test_somebody_at_the_desk_lets_the_person_in_and_is_told_when_nothing_waits(closed: Life) -> None:
    bob = browser(closed, "bob")
    assert 'href="/terugkomen"' in bob.get("/zaken").text
    assert "Met deze code slaapt er geen zaak" in bob.post("/terugkomen", code="M-2222-2222", on="/terugkomen").text
    answer = bob.post("/terugkomen", code=closed.case.reference, on="/terugkomen")
    assert answer.location == f"/zaken?zoek={closed.case.reference}"
    assert status(closed) is CaseStatus.OPEN
    assert bob.post("/terugkomen", code=closed.case.reference, on="/terugkomen").status_code == 422


def test_an_enforcer_opens_nothing_and_learns_nothing(closed: Life) -> None:
    returning, charlie = closed.here.engine.returning, closed.here.who("charlie")
    for code in (closed.case.reference, "M-2222-2222"):
        with pytest.raises(NotAllowed):
            returning.at_the_desk(charlie, code)
    with pytest.raises(NotFound):
        returning.at_the_desk(closed.here.who("bob"), "M-2222-2222")
    assert status(closed) is CaseStatus.CLOSED
