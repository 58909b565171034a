"""`perspectief scenario run`: a designer reads what went otherwise, and sees in a page what was passed."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from perspectief.factory import shipped_files
from perspectief.scenario import report, shipped_scenarios
from perspectief.scenario.command import Asked, run
from perspectief.scenario.coverage import coverage
from perspectief.scenario.witness import Passed
from tests.infrastructure.accessibility import Axe

(OPGELOST,) = [path for path in shipped_scenarios() if path.name == "opgelost.yaml"]


def played(*paths: Path, **asked: object) -> tuple[int, str, str]:
    out, complaints = io.StringIO(), io.StringIO()
    return run(Asked(paths, **asked), out, complaints), out.getvalue(), complaints.getvalue()  # type: ignore[arg-type]


@pytest.fixture
def otherwise(tmp_path: Path) -> Path:
    path = tmp_path / "anders.yaml"
    path.write_text(
        OPGELOST.read_text(encoding="utf-8").replace("Opgelost, persoon", "Opgelost, niemand"), encoding="utf-8"
    )
    return path


def test_a_story_that_goes_as_told_is_status_zero_with_its_coverage(tmp_path: Path) -> None:
    status, said, complaints = played(OPGELOST, reload=True, second_opinion=True, coverage=tmp_path / "dekking")
    assert (status, complaints) == (0, "")
    assert "1 van 1 zoals verteld" in said
    assert "P17" in said
    assert "tweede lezer" in said
    assert (tmp_path / "dekking" / report.PAGE).read_text(encoding="utf-8").count("<svg") == len(
        [name for name in shipped_files() if name.endswith(".bpmn")]
    )


def test_a_story_that_goes_otherwise_tells_where_what_and_the_case_until_then(otherwise: Path) -> None:
    status, _, complaints = played(otherwise)
    line = next(n for n, text in enumerate(otherwise.read_text().splitlines(), 1) if "verwacht" in text)
    assert status == 1
    assert complaints.startswith(f"anders  {otherwise}:{line}\n")
    for said in ("stap      verwacht: {proces: Opgelost, niemand", "verwacht  P17 should end", "gebeurd   it ended as"):
        assert said in complaints
    assert "06-03-2027 02:00  task:opened  L1 nu: dienstdoende" in complaints


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("naam: x\nproces: P17\nstapen:\n  - klok: 2027-03-01\n", "did you mean 'stappen'"),
        ("naam: x\nproces: P17\nstappen: []\n", "stappen is a list"),
        ("- een\n- twee\n", "this is no story"),
        ("naam: x\nproces: P17\nstappen:\n  - klokt: 2027-03-01\n", "did you mean 'klok'"),
        (
            "naam: x\nproces: P17\ngegeven: {feiten: {prioriteit: P2}}\nstappen:\n  - ronde: true\n",
            "no fact 'prioriteit'",
        ),
        ("naam: x\nproces: P17\nstappen:\n  - bericht: escalatie.nodig\n  - na: vijf dagen\n", "no length of time"),
        (
            "naam: x\nproces: P17\nstappen:\n  - bericht: escalatie.nodig\n  - verwacht: {feiten: {prio: P2}}\n",
            "no fact 'prio'",
        ),
    ],
)
def test_a_file_with_a_mistake_says_what_to_write(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "fout.yaml"
    path.write_text(text, encoding="utf-8")
    status, _, complaints = played(path)
    assert (status, said in complaints) == (1, True), complaints


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    status, _, complaints = played(tmp_path / "weg.yaml")
    assert (status, "weg.yaml" in complaints) == (1, True)


def test_the_page_is_accessible_and_fits_a_telephone(browser: Browser, axe: Axe, tmp_path: Path) -> None:
    files = {name: text for name, text in shipped_files().items() if name.endswith(("P03.bpmn", "P17.bpmn"))}
    full = coverage(files, {})
    passed = {
        key: Passed(one.model, set(list(one.model.elements)[:6]), set(list(one.model.flows)[:4]))
        for key, one in full.diagrams.items()
    }
    path = report.write(tmp_path, coverage(files, passed), [("goed.yaml", ""), ("fout.yaml", "line 3: <b>anders</b>")])
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("svg g.passed").count() > 10
    assert page.locator("svg g.missed").count() > 10
    assert page.locator("li b").count() == 0
    assert axe(page) == []
    page.close()
