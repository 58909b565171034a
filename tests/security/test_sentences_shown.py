"""Every table that a diagram asks explains itself twice: on the page of the case and on the person's own, in the same sentence."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from engine.explained import sentences
from engine.facts import dumps, plain
from engine.model import DecisionTaken
from tests.engine.cast import pathway, stage
from tests.processes.tables import FILES, HERE, NOW, TODAY, decide, vocabulary
from tests.processes.test_decisions import CASES
from tests.security.house import CHEAP, hashing
from tests.security.own import Life, begun
from tests.security.test_person_page import inside
from tests.web.world import Visitor, application

ASKED = sorted(
    {key for path in HERE.glob("*/*.bpmn") for key in re.findall(r'decisionId="(\w+)"', path.read_text("utf-8"))}
)
ZONE = re.compile(r'<zeebe:property name="zone" value="(\w+)"/>')
Pages = dict[str, str]


@pytest.fixture(scope="module")
def pages() -> Iterator[tuple[Life, Pages]]:
    """A case in which each table answered by its first row, and the two pages."""
    with hashing(CHEAP), stage(pathway()) as here:
        life = begun(here)
        with here.engine.desk.store.begin() as tx:
            tx.add_all([taken(life, key) for key in ASKED])
        staff = Visitor(application(here.engine).test_client())
        staff.post("/aanmelden/voorbeeld", login="alice", on="/aanmelden")
        case = staff.get(f"/zaken/{life.case.reference}").text
        yield life, {"case": unescape(case), "person": unescape(inside(life).get("/mijn/").text)}


def taken(life: Life, key: str) -> DecisionTaken:
    """What a step keeps of a table that answered."""
    answer = decide(key, **{"today": TODAY, "now": NOW} | CASES[key][0][1])
    kept = {"value": plain(answer.value), "why": [match.description for match in answer.matched]}
    at = life.here.clock.now()
    return DecisionTaken(
        case=life.case.id, instance=None, element="", decision=key, version=7, rules="1", value=dumps(kept), zone="REG", at=at
    )  # fmt: skip


def expected(key: str) -> tuple[str, str]:
    """The first sentence of a table and its source."""
    answer = decide(key, **{"today": TODAY, "now": NOW} | CASES[key][0][1])
    first = sentences(plain(answer.value), [match.description or "" for match in answer.matched])[0]
    return first.nl, first.source


def unsaid(page: str) -> list[str]:
    """The tables of which a page does not say the sentence, the source, or the version."""
    said = " ".join(page.split())
    return [key for key in ASKED if any(" ".join(text.split()) not in said for text in expected(key))]


def test_the_diagrams_ask_all_tables_but_those_that_are_no_decision_about_a_person() -> None:
    assert set(FILES) - set(ASKED) == {"D04", "D21"}  # a term, and how long a case may stand still


@pytest.mark.parametrize("where", ["case", "person"])
def test_every_table_says_why_on_both_pages(pages: tuple[Life, Pages], where: str) -> None:
    page = pages[1][where]
    assert unsaid(page) == []
    assert [key for key in ASKED if not re.search(rf"\b{key}\b[^<]{{0,40}}7", page)] == []  # the table and its version


@pytest.mark.parametrize("where", ["case", "person"])
def test_a_sentence_that_is_left_out_is_missed(pages: tuple[Life, Pages], where: str) -> None:
    assert unsaid(" ".join(pages[1][where].split()).replace(expected("D13")[0], "")) == ["D13"]


def hidden_from_the_person(diagrams: dict[str, str]) -> list[str]:
    """The diagrams that ask a table in a zone which the person does not read."""
    zones = vocabulary().zones
    found = {name: ZONE.search(text) for name, text in diagrams.items() if "decisionId=" in text}
    return [name for name, zone in found.items() if zone and "persoon.zelf" not in zones[zone[1]].read]


def test_the_person_reads_the_zone_of_every_diagram_that_asks_a_table() -> None:
    diagrams = {path.stem: path.read_text("utf-8") for path in HERE.glob("*/*.bpmn")}
    assert hidden_from_the_person(diagrams) == []
    moved = {**diagrams, "P12": diagrams["P12"].replace('name="zone" value="FIN"', 'name="zone" value="STAT"')}
    assert hidden_from_the_person(moved) == ["P12"]
