"""The page of figures: public months for everybody, the newest for who says what it means, and never a small number."""

import csv
import io
from dataclasses import replace

import pytest

from engine.figures.indicators import PLAYED
from engine.model import Figure
from tests.web.months import plant, plant_year
from tests.web.world import World

PUBLIC, NEW = "2026-08", "2026-09"


@pytest.fixture
def told(shown: World) -> World:
    plant(shown, PUBLIC, published_in="2026-09")
    plant(shown, NEW)
    return shown


def test_everybody_sees_the_public_month_and_not_the_new_one(told: World) -> None:
    for visitor in (told.visit(), told.visit("charlie"), told.visit("alice")):
        page = visitor.get("/cijfers").text
        assert "Augustus 2026" in page
        assert "eptember 2026" not in page
        for path in (f"/cijfers/{NEW}", f"/cijfers/{NEW}.csv", "/cijfers/2026-01", "/cijfers/morgen"):
            assert visitor.get(path).status_code == 404


def test_who_says_what_a_month_means_sees_it_first(told: World) -> None:
    for login in ("aukje", "rahim", "pim", "coen"):
        page = told.visit(login).get("/cijfers").text
        assert "September 2026" in page, login
        assert "Nog niet openbaar" in page, login


def test_outcomes_stand_beside_what_others_reached(told: World) -> None:
    page = told.visit().get(f"/cijfers/{PUBLIC}").text
    assert "18 % LVV 2019–2022" in page
    assert "4 % Utrecht 2001–2009" in page
    assert page.count("chart__mark") == 5


def test_the_picture_and_its_table_say_the_same(told: World) -> None:
    page = told.visit().get(f"/cijfers/{PUBLIC}").text
    for number in ("30", "40", "20"):
        assert f'<td class="num">{number}</td>' in page
    assert page.count("<svg width") == page.count("<figure")
    assert page.count("<table") > page.count("<figure")  # a table also where nothing may be drawn


def test_the_sheet_holds_tens_and_nothing_else(told: World) -> None:
    answer = told.visit().get(f"/cijfers/{PUBLIC}.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    persons = [row["about"] for row in rows if row["counts"] == "persons"]
    assert set(persons) > {"", "10", "30"}
    assert all(not about or int(about) % 10 == 0 for about in persons)


def test_what_waits_for_the_board_is_public(told: World) -> None:
    assert "vragen wachten op antwoord" in told.visit().get("/cijfers").text


def test_the_log_is_there_for_an_auditor_alone(told: World) -> None:
    for format in ("xes", "ocel"):
        path = f"/cijfers/logboek/{format}?tijden=day"
        answer = told.visit("aukje").get(path)
        assert answer.status_code == 200
        assert not any(reference in answer.text for reference in told.references.values())
        for login in ("alice", "charlie", "coen"):
            assert told.visit(login).get(path).status_code == 404
    assert told.visit("aukje").get("/cijfers/logboek/xes?tijden=second").status_code == 200
    assert told.visit("aukje").get("/cijfers/logboek/csv").status_code == 404
    assert told.visit().get("/cijfers/logboek/xes").status_code == 302
    assert "Logboek" in told.visit("aukje").get("/cijfers").text
    assert "Logboek" not in told.visit("coen").get("/cijfers").text


def test_a_played_year_says_so(told: World) -> None:
    plant_year(told, "2024", published=True)
    page = told.visit().get("/cijfers/gelijk/2024")
    assert "verzonnen mensen" not in page.text
    with told.engine.desk.store.begin() as tx:
        told_of = tx.find(Figure, month="2024", limit=1)[0]
        line = tx.add(replace(told_of, id=0, indicator=PLAYED, part="", cell="persons", shown=700))
    assert "700 verzonnen mensen" in told.visit().get("/cijfers/gelijk/2024").text
    with told.engine.desk.store.begin() as tx:
        tx.remove(line)


def test_a_year_compares_groups_for_everybody_when_it_is_public(told: World) -> None:
    plant_year(told, "2024", published=True)
    plant_year(told, "2025")
    assert 'href="/cijfers/gelijk/2024"' in told.visit().get("/cijfers").text
    assert 'href="/cijfers/gelijk/2025"' not in told.visit().get("/cijfers").text
    page = told.visit().get("/cijfers/gelijk/2024").text
    assert "Zelfde situatie, zelfde bedrag" in page
    assert page.count("<svg width") == page.count("<figure") == page.count("<table") == 5
    assert "Uitgeprocedeerd" in page
    for outsider in (told.visit(), told.visit("charlie"), told.visit("alice")):
        assert outsider.get("/cijfers/gelijk/2025").status_code == 404
        assert outsider.get("/cijfers/gelijk/2025.csv").status_code == 404
    assert "Nog niet openbaar" in told.visit("aukje").get("/cijfers/gelijk/2025").text
    for path in (f"/cijfers/gelijk/{PUBLIC}", f"/cijfers/gelijk/{PUBLIC}.csv", "/cijfers/2024", "/cijfers/gelijk/x"):
        assert told.visit("aukje").get(path).status_code == 404, path


def test_what_a_year_says_on_the_page_and_in_the_sheet_is_in_tens(told: World) -> None:
    plant_year(told, "2024", published=True)
    rows = list(csv.DictReader(io.StringIO(told.visit().get("/cijfers/gelijk/2024.csv").text)))
    assert {row["about"] for row in rows} > {"", "60", "30"}
    assert all(not row["about"] or int(row["about"]) % 10 == 0 for row in rows)
    assert "S5" not in {row["process"] for row in rows if row["about"]}  # four persons
