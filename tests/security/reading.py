"""The trial of the read log: many people read much, and every reading is one row, written before anything leaves."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from engine.acts import answers
from engine.acts.need.openings import EMERGENCY_CODES
from engine.errors import Conflict, NotFound
from engine.model import ReadLog, Sealed
from tests.engine.cast import Stage, asks, drawn, form, small, text
from tests.kernel.drawing import end, start

FORMS = {
    "zorg": form("zorg", text("klacht", "MED")),
    "verhaal": form("verhaal", text("verhaal", "SOC")),
    "plan": form("plan", text("plan", "TER")),
}
DIAGRAM = drawn(
    "start Zorg Verhaal Plan Werk end",
    start(),
    asks("Zorg", "ggd.zorgcoordinator", form_id="zorg"),
    asks("Verhaal", form_id="verhaal"),
    asks("Plan", form_id="plan"),
    asks("Werk"),
    end(),
)
BUNDLE = small(DIAGRAM, **FORMS)
READERS = ("alice", "bob", "samira", "gijs", "dora", "coen", "ines", "hugo", "leila", "charlie", "beheer", "fleur")
OFTEN = ("alice", "bob", "samira", "gijs", "hugo")  # who may read something here: most tries are theirs
MOSTLY = 0.8


@dataclass
class Seen:
    """What came out, and what the log says. `told` counts readings by person, case, zone."""

    readings: int = 0
    refused: int = 0
    told: Counter[tuple[int, int, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def read_much(stage: Stage, readings: int, seed: int, cases: int = 4) -> Seen:
    """So many openings of sealed content, by whoever happens to try; compares what came out with the log, row by row."""
    dice, seen = random.Random(seed), Seen()
    opened = [stage.open_case() for _ in range(cases)]
    for case in opened:
        stage.do(case, "Zorg", klacht="k")
        stage.do(case, "Verhaal", verhaal="v")
        stage.do(case, "Plan", plan="p")
    before = len(stage.find(ReadLog))
    people = {login: stage.who(login) for login in READERS}
    sealed = {case.id: stage.find(Sealed, case=case.id) for case in opened}
    while seen.readings < readings:
        login = dice.choice(OFTEN if dice.random() < MOSTLY else READERS)
        case, actor = dice.choice(opened), people[login]
        row = dice.choice(sealed[case.id])
        if login == "hugo" and dice.random() < 0.01:
            _break_glass(stage, login, case.reference, dice)
        try:
            stage.engine.cases.disclose(actor, case.reference, row.id, "task")
        except NotFound:
            seen.refused += 1
            continue
        seen.readings += 1
        assert actor.account is not None
        seen.told[actor.account, case.id, row.zone] += 1
    seen.wrong = _differences(stage, seen, before)
    return seen


def _break_glass(stage: Stage, login: str, reference: str, dice: random.Random) -> None:
    try:
        stage.engine.openings.break_glass(stage.who(login), reference, "MED", dice.choice(EMERGENCY_CODES))
    except Conflict:
        return  # it is open still


def _differences(stage: Stage, seen: Seen, before: int) -> list[str]:
    rows = [row for row in stage.find(ReadLog)[before:] if not row.what.startswith("opening:")]
    logged = Counter((row.actor, row.case, row.zone) for row in rows)
    found = [
        f"{key}: read {seen.told[key]}, logged {logged[key]}"
        for key in seen.told | logged
        if seen.told[key] != logged[key]
    ]
    return found + [f"row {row.id} does not say why" for row in rows if not row.basis or not row.purpose]


def answers_log() -> Callable[..., None]:
    """What writes the read log."""
    return answers.log


@contextmanager
def forgetting(log: Callable[..., None]) -> Iterator[None]:
    """The sabotage: for a while something else writes the read log."""
    kept, answers.log = answers.log, log
    try:
        yield
    finally:
        answers.log = kept
