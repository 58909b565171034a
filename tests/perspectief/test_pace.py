"""What costs much is asked for at its pace: whoever asks too often waits, hears how long, and keeps nobody else waiting."""

from pathlib import Path

import pytest
from flask import Flask

from perspectief.app import create_app
from perspectief.pace import COSTLY, MOST_KEPT, PAPERS, REPORTS, Pace, Paces, keep
from tests.reliability.house import ROUND, House, furnish

TWICE = Pace(2, 60)


class Watch:
    """Seconds that go by when they are told to."""

    at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("pace")
    house = House(folder, f"sqlite:///{folder / 'cases.db'}")
    return create_app(furnish(house, ROUND), house.settings)


def test_so_many_times_and_then_a_wait_that_asking_does_not_make_longer() -> None:
    watch = Watch()
    paces = Paces(watch)
    assert [paces.wait("it", "me", TWICE) for _ in range(4)] == [0, 0, 60, 60]
    assert (paces.wait("it", "you", TWICE), paces.wait("that", "me", TWICE)) == (0, 0)
    watch.at += 59.5
    assert paces.wait("it", "me", TWICE) == 1
    watch.at += 0.5
    assert paces.wait("it", "me", TWICE) == 0


def test_however_many_ask_so_many_are_kept() -> None:
    paces = Paces()
    for number in range(MOST_KEPT + 10):
        paces.wait("it", str(number), TWICE)
    assert len(paces._asked) == MOST_KEPT


def test_a_flood_of_reports_from_one_address_is_told_to_wait_and_others_are_not(app: Flask) -> None:
    flood = [report(app, "192.0.2.1") for _ in range(REPORTS.times + 1)]
    assert {status for status, _ in flood[:-1]} == {404}, "looked at: nobody takes reports in this house"
    status, wait = flood[-1]
    assert status == 429
    assert 0 < int(wait) <= REPORTS.seconds
    assert report(app, "192.0.2.2")[0] == 404


def report(app: Flask, address: str) -> tuple[int, str]:
    answer = app.test_client().post("/api/v1/report", json={"answers": {}}, environ_base={"REMOTE_ADDR": address})
    return answer.status_code, answer.headers.get("Retry-After", "")


def test_a_page_says_so_too_for_an_account(app: Flask) -> None:
    engine = app.extensions["perspectief.web"].engine
    client, who = app.test_client(), engine.accounts.demo_login("aukje")
    client.set_cookie("perspectief", engine.accounts.open_session(who))
    answers = [client.get("/cijfers/logboek/nooit") for _ in range(PAPERS.times + 1)]
    assert answers[-2].status_code != 429
    assert (answers[-1].status_code, answers[-1].headers["Retry-After"]) == (429, str(PAPERS.seconds))
    assert "te vaak gevraagd" in answers[-1].text


def test_sabotage_without_a_pace_nobody_waits(app: Flask) -> None:
    bare = Flask("bare")
    bare.add_url_rule("/it", "it", lambda: "done")
    client = bare.test_client()
    assert [client.get("/it").status_code for _ in range(3)] == [200, 200, 200]
    with pytest.raises(KeyError):
        keep(bare, costly={"never": TWICE})
    assert COSTLY.keys() <= app.view_functions.keys()
