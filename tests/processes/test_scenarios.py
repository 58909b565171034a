"""The stories beside the processes go as told, through the same doors as everybody, on a virtual clock."""

from pathlib import Path

import pytest

from engine.model import Priority
from engine.store import transaction
from perspectief.scenario import Differs, run_text, shipped_scenarios
from perspectief.scenario.witness import Witness

GOLDEN = {
    "A": "P24-mensenhandel/goud-A",  # a woman at night, exploited perhaps, without a bed: protected, then time to think
    "B": "P00-casus/goud-B",  # ten-year ban, in prison: interruption, fund, phase house, and a word at year five
    "C": "P20-kind/goud-C",  # a boy of sixteen who runs away twice: no plan a month before his birthday is L3
    "D": "P00-casus/goud-D",  # the term ends in nine days, deep depression: extension, article 64, bridging care, L2
    "E": "P00-casus/goud-E",  # a woman born here: stay first, return never pushed
    "F": "P00-casus/goud-F",  # wants to go home now: all gates green in ten working days
    "G": "P00-casus/goud-G",  # stops at the gate: a bed that night, no cost
    "H": "P00-casus/goud-H",  # the embassy is silent for 180 days: conference, then no-fault
    "I": "P00-casus/goud-I",  # consent withdrawn with the journey booked: recall in 72 hours, the place unchanged
    "J": "P01-melding/goud-J",  # a neighbour who "reports illegals": nothing is stored
    "K": "P25-vordering/goud-K",  # the police demand a file, and do not get it
    "L": "P00-casus/goud-L",  # the caseworker is ill for three weeks: the deputy owns the tasks
    "M": "P00-casus/goud-M",  # the country is unsafe five days before the flight: a pause, a bed
    "N": "P12-steun/goud-N",  # the amounts change in the middle of a case: what was asked stays
    "O": "P08-trajectplan/goud-O",  # an outage: afterwards first what harms most (forty thousand: dev.py bench speed)
}


def name(path: Path) -> str:
    return f"{path.parts[-3]}/{path.stem}"


SCENARIOS = {name(path): path for path in shipped_scenarios()}


@pytest.mark.parametrize("story", sorted(set(SCENARIOS) - set(GOLDEN.values())))
def test_a_scenario_goes_as_told(story: str) -> None:
    run_text(SCENARIOS[story].read_text(encoding="utf-8"))


@pytest.mark.parametrize("letter", GOLDEN)
def test_a_golden_scenario_goes_as_told_with_everything_forgotten_between_its_steps(letter: str) -> None:
    run_text(SCENARIOS[GOLDEN[letter]].read_text(encoding="utf-8"), witness=Witness(reload=True))


def test_an_outage_that_is_caught_up_by_date_instead_of_harm_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "Priority", tuple(reversed(Priority)))
    with pytest.raises(Differs, match="what does most harm should come first"):
        run_text(SCENARIOS[GOLDEN["O"]].read_text(encoding="utf-8"))


def test_every_process_has_a_story() -> None:
    folders = {path.parts[-3] for path in SCENARIOS.values()}
    assert {path.parent.name for path in Path(__file__).parents[2].glob("processes/*/*.bpmn")} == folders


SABOTAGE = """\
naam: Iemand meldt zichzelf
proces: P17
gegeven:
  klok: 2027-03-01 09:00
  feiten:
    priority: P2
stappen:
  - bericht: escalatie.nodig
    met: {source: x, cause: deadline, level: L1}
  - verwacht:
      taken:
        - "L1: casusregisseur"
  - verwacht:
      {WRONG}
"""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('taken: ["L2: teamleider"]', "L2: teamleider"),
        ("ladder: L2", "the ladder should stand at 'L2'; open are [('x', 'L1')]"),
        ("ladder: geen", "the ladder should stand at 'geen'"),
        ("ladder: {x: L2}", "the ladder for 'x' should stand at 'L2'"),
        ("ladder: {y: L1}", "the ladder for 'y' should stand at 'L1'"),
        ('geen taken: ["L1: casusregisseur"]', "should be no task"),
        ("feiten: {escalationLevel: L4}", "escalationLevel should be 'L4'"),
        ("proces: Opgelost, persoon weet het", "not at all"),
        ("berichten: [ombudsman.brief]", "should be sent"),
        ("status: closed", "it is open"),
        ("soort: care", "it is person"),
        ("niets bewaard: true", "there is a case"),
        ('van: {"L1: casusregisseur": Iemand}', "it is nobody's"),
        ("gebeurd: [case:case:erased]", "case:case:erased should have happened"),
        ("loket: fonds", "the road should be"),
        ("kleur: rood", "nobody can expect 'kleur'"),
    ],
)
def test_a_wrong_expectation_fails_at_its_line(wrong: str, said: str) -> None:
    with pytest.raises(Differs, match=r"^line 13: ") as caught:
        run_text(SABOTAGE.replace("{WRONG}", wrong))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ('- doet: "Bestaat niet"', "there is no open task"),
        ('- {doet: "L1: casusregisseur", wie: tandarts Piet}', "nobody there is 'tandarts'"),
        ('- {doet: "L1: casusregisseur", vult in: {closedBy: misschien}}', "closedBy"),
        ('- {doet: "L1: casusregisseur", wordt geweigerd: vier ogen}', "went through"),
        ("- zingt: een lied", "no step of this kind"),
    ],
)
def test_a_step_that_cannot_be_fails_at_its_line(step: str, said: str) -> None:
    told = SABOTAGE.replace("  - verwacht:\n      {WRONG}", f"  {step}")
    with pytest.raises(Differs, match=r"^line 13: ") as caught:
        run_text(told)
    assert said in str(caught.value)


def test_a_file_that_is_no_yaml_says_so() -> None:
    with pytest.raises(Differs, match="not YAML"):
        run_text("naam: een: twee")
