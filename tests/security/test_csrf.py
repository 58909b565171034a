"""Another site cannot make somebody's browser act: every address that changes something asks for the token of its form.

The list comes from the url map. Whoever tries is logged in and would be let in by the access matrix.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.security.matrix.cast import World, world
from tests.security.matrix.trial import Cell, ask, cells

API = "/api/"
DENIED = "AAAA"


@pytest.fixture(scope="module")
def here() -> Iterator[World]:
    with world() as made:
        yield made


def acts(*, pages: bool) -> list[Cell]:
    """Of every address that changes something, a cell in which it is done."""
    found: dict[str, Cell] = {}
    for cell in sorted(cells(), key=lambda cell: "+x0~L".index(cell.sign)):
        if not cell.address.startswith("GET ") and (API not in cell.address) is pages:
            found.setdefault(cell.address, cell)
    return list(found.values())


def send(here: World, cell: Cell, mark: str | None) -> tuple[TestResponse, bool]:
    """The answer to this act with this token, and whether anything changed."""
    here.begin_anew()
    here.watch()
    kept = here.marks[cell.subject]
    here.marks[cell.subject] = kept if mark is None else mark
    try:
        answer = ask(here, cell.subject, cell.address, cell.body)
    finally:
        here.marks[cell.subject] = kept
    return answer, here.changed()


def test_no_page_acts_without_the_token_of_its_form(here: World) -> None:
    pages = acts(pages=True)
    assert len(pages) > 50
    for cell in pages:
        for mark in ("", DENIED, here.marks["stranger" if cell.subject != "stranger" else "worker"]):
            answer, changed = send(here, cell, mark)
            assert (answer.status_code, changed) == (400, False), (cell, mark)
    print(f"{len(pages)} pages x 3 wrong tokens: 0 done")


def test_most_of_them_do_change_something_with_it(here: World) -> None:
    """What is refused without a token would else have happened: a list of acts that do nothing proves nothing."""
    done = [cell.address for cell in acts(pages=True) if send(here, cell, None)[1]]
    assert len(done) > 25, done


def test_a_browser_s_cookies_are_no_proof_for_the_api(here: World) -> None:
    """Its token comes in a header that no other site can set; without it nobody is known, whatever cookies came along."""
    for cell in acts(pages=False):
        token = here.tokens.pop(cell.subject, None)
        try:
            answer, changed = send(here, cell, None)
        finally:
            here.tokens |= {cell.subject: token} if token else {}
        if cell.subject == "nobody":
            continue
        assert (answer.status_code, changed) == (401, False), cell


def test_without_the_check_every_act_would_be_done(here: World) -> None:
    """The sabotage: the check is taken away."""
    with unchecked(here.app):
        let_in = [cell for cell in acts(pages=True) if send(here, cell, "")[0].status_code != 400]
    assert len(let_in) > 50


def test_the_cookies_go_along_with_no_post_of_another_site(here: World) -> None:
    client = here.app.test_client()
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/melden").text)
    assert found
    answer = client.post("/aanmelden/voorbeeld", data={"login": "alice", "csrf_token": found[1]})
    cookies = [row for row in answer.headers.getlist("Set-Cookie") if row.startswith("perspectief=")]
    assert cookies
    assert all("SameSite=Lax" in row and "HttpOnly" in row for row in cookies)


@contextmanager
def unchecked(app: Flask) -> Iterator[None]:
    kept = {name: list(rows) for name, rows in app.before_request_funcs.items()}
    for name, rows in app.before_request_funcs.items():
        app.before_request_funcs[name] = [row for row in rows if getattr(row, "__name__", "") != "protect"]
    try:
        yield
    finally:
        app.before_request_funcs.update(kept)
