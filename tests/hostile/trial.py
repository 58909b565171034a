"""What becomes of a file of a stranger: looked at as at deployment, and run with a budget when it is accepted."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import feel.dmn
from engine import kernel
from engine.kernel import commands as cmd
from engine.views import Finding
from tests.hostile.sample import Sample

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
STEPS = 30
Check = Callable[[Mapping[str, bytes]], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happened. `wrong` is empty when nobody was harmed."""

    sample: Sample
    codes: frozenset[str]
    wrong: str
    check_seconds: float
    run_seconds: float

    @property
    def refused(self) -> bool:
        return bool(self.codes)

    def __str__(self) -> str:
        spent = f"check {1000 * self.check_seconds:.0f} ms, run {1000 * self.run_seconds:.0f} ms"
        return f"{self.sample}: {self.wrong or 'well'} ({', '.join(sorted(self.codes)) or 'accepted'}; {spent})"


def judge(sample: Sample, check: Check, most_seconds: float, accepting: float = 0) -> Verdict:
    """Look at the file, and run what was accepted; everything that a stranger could do with it is in `wrong`.

    The look may take `most_seconds` of CPU, and `accepting` more when nothing is wrong with the file.
    """
    began = time.process_time()
    try:
        findings = check({sample.file: sample.content})
    except Exception as error:  # whatever comes out of a check that is no finding is the fault looked for
        return Verdict(sample, frozenset(), f"unclean: {type(error).__name__}: {error}"[:200], _since(began), 0)
    spent = _since(began)
    errors = [row for row in findings if row.severity == "error"]
    codes = frozenset(row.code for row in errors)
    wrong = "; ".join(dict.fromkeys(filter(None, map(unclear, errors))))
    if spent > most_seconds + (0 if errors else accepting):
        wrong = wrong or f"slow: {spent:.3f} s to check {len(sample.content)} bytes"
    began = time.process_time()
    if not errors:
        wrong = wrong or ("" if sample.runs else "accepted") or run(sample, random.Random(1))
    return Verdict(sample, codes, wrong, spent, _since(began))


def unclear(row: Finding) -> str:
    """Why a person could do nothing with this finding."""
    texts = (row.text_nl, row.text_en, row.remedy_nl, row.remedy_en)
    if not all(text.strip() for text in texts):
        return f"{row.code} does not say what is wrong or what to do"
    if any(len(text) > 1_200 for text in texts):
        return f"{row.code} talks too long: {max(map(len, texts))}"
    return (
        f"{row.code} shows a program's inside"
        if any("Traceback" in text or "object at 0x" in text for text in texts)
        else ""
    )


def run(sample: Sample, rng: random.Random) -> str:
    """Run an accepted diagram or table; why that was not safe, empty when it was."""
    try:
        if sample.file.endswith(".bpmn"):
            return "; ".join(filter(None, (drive(model, rng) for model in kernel.read(sample.content).models)))
        if sample.file.endswith(".dmn"):
            decide(sample.content)
    except (
        Exception
    ) as error:  # likewise: only the refusals that the rooms declare may come out, and drive() takes those
        return f"unclean: {type(error).__name__}: {error}"[:200]
    return ""


def drive(model: kernel.Model, rng: random.Random) -> str:
    """Start and give thirty random answers, reloading the marking at each; why it went wrong, empty when it did not."""
    facts = {"kids": ["a", "b"], "again": rng.random() < 0.5, "case": {"id": "C"}, "today": NOW.date(), "now": NOW}
    world = kernel.World(NOW, facts, decide=lambda _, __: {}, functions={"term": lambda step: f"term:{step}"})
    try:
        marking, _ = kernel.start(model, world)
    except kernel.NotPossible:
        return ""  # it begins with a message or by hand elsewhere
    for _ in range(STEPS):
        waits = kernel.waits(model, marking)
        if not waits:
            return "" if marking.over else "stands still and nobody waits"
        text = kernel.dump(marking)
        if len(text) > 1_000_000:
            return f"a marking of {len(text)} bytes"
        wait = rng.choice(waits)
        try:
            marking, _ = kernel.apply(model, kernel.load(text), ANSWERS[wait.kind](wait.number), world)
        except kernel.NotPossible:
            continue
    return ""


ANSWERS: dict[str, Callable[[int], cmd.Command]] = {
    "task": cmd.Complete,
    "job": cmd.Complete,
    "timer": cmd.Fire,
    "incident": cmd.Retry,
    "message": cmd.Deliver,
    "signal": cmd.Deliver,
    "call": lambda wait: cmd.Returned(wait, "x"),
    "adhoc": cmd.Complete,
    "condition": lambda _: cmd.FactsChanged(),
}


def decide(content: bytes) -> None:
    """Take every decision of a table. What FEEL refuses is refused."""
    try:
        model = feel.dmn.load(content)
        for decision in model.decisions:
            model.decide(decision.id, {"urgency": 7, "today": NOW.date()})
    except feel.FeelError:
        return


def _since(began: float) -> float:
    return time.process_time() - began
