"""The cases that others wrote: where they are, and what their own runners say of us."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.conformance.betsy import translate
from engine import kernel

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = "PERSPECTIEF_CONFORMANCE"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: so many of so many, and what is worth knowing about the rest."""

    what: str
    passed: int
    all: int
    remark: str = ""

    @property
    def share(self) -> str:
        return f"{100 * self.passed / self.all:.1f} %" if self.all else "-"


def folder() -> Path | None:
    """Where the cases are: the folder that the environment names, else shared/conformance beside the checkout."""
    named = os.environ.get(VARIABLE)
    place = Path(named) if named else ROOT.parent / "shared" / "conformance"
    return place if (place / "README.md").is_file() else None


def rows(place: Path) -> list[Row]:
    """Run everything that is there."""
    return [*tck_expressions(place), *tck_models(place), *betsy(place)]


def tck_expressions(place: Path) -> list[Row]:
    """The result nodes of the DMN TCK that are FEEL alone, each evaluated without its model."""
    told = _run(place, "tck_run.py", "tck:Feel")
    stats: Counter[str] = Counter()
    for key, count in told["stats"].items():
        stats[key.split(":")[1]] += count
    missed = "; ".join(f"{count} {why}" for why, count in told["why"].items())
    return [
        Row("DMN TCK, FEEL nodes that expect a value", stats["nn_ok"], stats["nn"], missed),
        Row("DMN TCK, FEEL nodes that expect null", stats["val_ok"] - stats["nn_ok"], stats["val"] - stats["nn"]),
        Row("DMN TCK, FEEL nodes that expect an error", stats["err_ok"], stats["err"], "null is right; it says why"),
    ]


def tck_models(place: Path) -> list[Row]:
    """All result nodes, through whole models; a case passes when all its nodes do."""
    kinds = {}
    for line in (place / "tck" / "feel.jsonl").read_text(encoding="utf-8").splitlines():
        node = json.loads(line)
        kinds[node["file"], node["case"], node["node"]] = "null" if node["expected"]["t"] == "null" else "value"
    counts: Counter[tuple[str, bool]] = Counter()
    cases: dict[tuple[str, str], bool] = {}
    for file, case, node, passed in _run(place, "tck_dmn_run.py", "tck:Dmn"):
        counts[kinds[file, case, node], passed] += 1
        cases[file, case] = cases.get((file, case), True) and passed
    found = [
        Row(
            f"DMN TCK, whole models, nodes that expect {word}",
            counts[kind, True],
            counts[kind, True] + counts[kind, False],
        )
        for kind, word in (("value", "a value"), ("null", "null or an error"))
    ]
    return [*found, Row("DMN TCK, whole models, test cases", sum(cases.values()), len(cases))]


def betsy(place: Path) -> list[Row]:
    """Executable BPMN, straight and with the marking dumped and loaded before every step; and models to refuse."""
    found = []
    for what, adapter, words in (
        ("betsy, executable tests", "betsy:Betsy", ("--strict",)),
        ("betsy, the same, dumped and loaded at every step", "betsy:BetsyReloaded", ("--strict",)),
        ("betsy, models that must be refused", "betsy:Betsy", ("--constraints",)),
    ):
        tests = _run(place, "betsy_run.py", adapter, *words)
        missed = [test["name"] for test in tests if not test["ok"]]
        found.append(Row(what, len(tests) - len(missed), len(tests), ", ".join(missed)))
    return [*found, _own_fault(place)]


NOT_EXECUTED = {"task-untyped", "element-unsupported", "script-language"}


def _own_fault(place: Path) -> Row:
    """Of the models to refuse: how many have a fault left when words that are not executed at all are overlooked."""
    tests = json.loads((place / "betsy" / "tests.json").read_text(encoding="utf-8"))
    models = [test for test in tests if test["group"] == "bpmn_constraints"]
    own = 0
    for test in models:
        found = kernel.read(translate((place / "betsy" / "files" / test["file"]).read_bytes())).findings
        own += bool({row.code for row in found if row.severity is kernel.Severity.ERROR} - NOT_EXECUTED)
    remark = (
        "" if own == len(models) else "the others are refused for a word that is not executed, such as ioSpecification"
    )
    return Row("betsy, of these for a fault of the drawing", own, len(models), remark)


def refused_by(place: Path) -> Sequence[tuple[str, list[str]]]:
    """Each model that must be refused with our reasons, for a person to read: `python -m benchmarks conformance reasons`."""
    tests = _run(place, "betsy_run.py", "betsy:Betsy", "--constraints")
    return [(test["name"], [case["note"] for case in test["cases"]]) for test in tests]


def _run(place: Path, script: str, adapter: str, *words: str) -> Any:
    """One runner, in a program of its own, with our adapter: what it wrote."""
    with tempfile.TemporaryDirectory() as room:
        out = Path(room) / "out.json"
        command = [
            sys.executable,
            str(place / script),
            "--adapter",
            f"benchmarks.conformance.{adapter}",
            "--out",
            str(out),
        ]
        done = subprocess.run(
            [*command, *words], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=900
        )  # fmt: skip
        if done.returncode or not out.exists():
            raise RuntimeError(f"{script}: {done.stderr[-500:] or done.stdout[-500:]}")
        return json.loads(out.read_text(encoding="utf-8"))
