"""Letting all cases know, on its page: what changed, how many wait, and then the button."""

import re

from engine.model import Deadline, DeadlineKind
from tests.web.world import World

PAGE = "/signalen/landenveiligheid.gewijzigd"
GIVEN = {"country": "SY", "safety": "unsafe"}


def written(world: World) -> list[Deadline]:
    with world.engine.desk.store.reading() as reader:
        return reader.find(Deadline, kind=DeadlineKind.SIGNAL)


def test_the_process_director_sees_how_many_cases_wait_before_sending(shown: World) -> None:
    pim, before = shown.visit("pim"), written(shown)
    assert "In 1 zaak" in pim.get("/signalen").text or "zaken luistert iemand" in pim.get("/signalen").text
    sure = pim.post(PAGE, on=PAGE, **GIVEN).text
    assert "Klopt dit?" in sure
    assert "Syrië" in sure
    assert written(shown) == before


def test_after_yes_every_waiting_case_hears_it_once(shown: World) -> None:
    pim = shown.visit("pim")
    once = re.search(r'name="eenmaal" value="(\w+)"', pim.post(PAGE, on=PAGE, **GIVEN).text)
    assert once
    before = len(written(shown))
    for _ in range(2):
        assert pim.post(PAGE, on=PAGE, zeker="ja", eenmaal=once[1], **GIVEN).location == "/signalen"
    rows = written(shown)
    assert len(rows) > before
    assert len({(row.case, row.source) for row in rows}) == len(rows)
    assert len({row.source for row in rows}) == 1


def test_what_is_missing_is_asked(shown: World) -> None:
    answer = shown.visit("pim").post(PAGE, on=PAGE, country="SY", safety="")
    assert answer.status_code == 422
    assert 'href="#safety"' in answer.text


def test_no_gives_the_form_back_as_it_was(shown: World) -> None:
    before = len(written(shown))
    again = shown.visit("pim").post(PAGE, on=PAGE, zeker="ja", doe="wijzigen", **GIVEN).text
    assert '<option value="SY" selected>' in again
    assert '<option value="unsafe" selected>' in again
    assert len(written(shown)) == before


def test_for_others_the_page_is_not_there(shown: World) -> None:
    for login in ("alice", "charlie"):
        assert shown.visit(login).get("/signalen").status_code == 404
        assert shown.visit(login).get(PAGE).status_code == 404
