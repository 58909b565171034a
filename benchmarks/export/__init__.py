"""The exported logs, read from outside: pm4py, in an environment of its own, loads both files and replays the log on Petri nets of
the deployed diagrams. A log whose order was disturbed must not fit."""

import subprocess
import sys
from pathlib import Path

from benchmarks.export.nets import NotDrawn, pnml
from benchmarks.export.play import played

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "var" / "export"
LOCK = ROOT / "requirements" / "export.txt"


def main(words: list[str]) -> int:
    """`python -m benchmarks export [EVERY]` takes every so-manieth story: 1 when a run does not fit its diagram, or a disturbed one does."""
    PLACE.mkdir(parents=True, exist_ok=True)
    models, skipped = played(int(words[0]) if words else 1, PLACE), {}
    for (process, version), (model, vocabulary) in models.items():
        try:
            (PLACE / f"{process}-{version}.pnml").write_text(pnml(model, vocabulary), encoding="utf-8")
        except NotDrawn as held:
            skipped[process] = str(held)
    print(f"{len(models) - len(skipped)} of {len(models)} diagrams drawn as Petri nets; the others hold:")
    for reason in sorted(set(skipped.values())):
        print(f"  {reason}: {' '.join(sorted(key for key, why in skipped.items() if why == reason))}")
    return subprocess.call([_python(), Path(__file__).with_name("outside.py"), PLACE])


def _python() -> Path:
    """The Python of pm4py's own environment, made from its lock."""
    home = PLACE / "env"
    python = home / "bin" / "python"
    if not python.exists():
        uv = Path(sys.executable).with_name("uv")
        subprocess.check_call([uv, "venv", "--quiet", home])
        subprocess.check_call([uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", LOCK])
    return python
