"""The command: play the files, tell what went otherwise so that a designer can mend it, and how much was passed."""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from engine.calendar import AMSTERDAM
from engine.errors import PerspectiefError
from perspectief.factory import shipped_files
from perspectief.scenario import report
from perspectief.scenario.coverage import coverage, summary
from perspectief.scenario.running import run_text, shipped_scenarios
from perspectief.scenario.story import Differs, Moment
from perspectief.scenario.witness import Witness

SHOWN = 25  # lines of a timeline


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked: files (all that ship when empty), and how to play them."""

    files: Sequence[Path] = ()
    reload: bool = False
    second_opinion: bool = False
    coverage: Path | None = None


def run(asked: Asked, out: TextIO | None = None, complaints: TextIO | None = None) -> int:
    """Play the stories; 0 when all went as told, straight and (when asked) reloaded, and nobody disagrees."""
    out, complaints = out or sys.stdout, complaints or sys.stderr
    began, worked, stories = time.monotonic(), time.process_time(), []
    witness = Witness(reload=asked.reload, second_opinion=asked.second_opinion)
    for path in asked.files or shipped_scenarios():
        stories.append((_name(path), _play(path, witness, out, complaints)))
    wrong = sum(1 for _, why in stories if why)
    took, worked = time.monotonic() - began, time.process_time() - worked
    print(
        f"{len(stories) - wrong} van {len(stories)} zoals verteld, in {took:.0f} s ({worked:.0f} s gerekend)", file=out
    )
    if asked.second_opinion:
        _opinion(witness, out, complaints)
    if asked.coverage is not None:
        found = coverage(shipped_files(), witness.passed)
        print(*summary(found), sep="\n", file=out)
        print(report.write(asked.coverage, found, stories), file=out)
    return 1 if wrong or witness.opinions.differ else 0


def _name(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.name}" if path.parent.name == "scenarios" else path.name


def _play(path: Path, witness: Witness, out: TextIO, complaints: TextIO) -> str:
    """Why this story did not go as told; empty when it did."""
    try:
        run_text(path.read_text(encoding="utf-8"), witness=witness)
    except Differs as error:
        print(told(path, error), file=complaints)
        return str(error)
    except (PerspectiefError, OSError, ValueError) as error:  # ValueError: a process that cannot start like this
        print(f"anders  {path}: {error}", file=complaints)
        return str(error)
    finally:
        witness.new_story()
    print(f"goed    {_name(path)}", file=out)
    return ""


def told(path: Path, error: Differs) -> str:
    """A difference for a designer: file and line, the step, what was expected, what happened, and the case until then."""
    expected, _, happened = error.what.partition("; ")
    lines = [f"anders  {path}:{error.line or 1}"]
    lines += [f"  stap      {error.step}"] if error.step else []
    lines.append(f"  verwacht  {expected}")
    lines += [f"  gebeurd   {happened}"] if happened else []
    if error.timeline:
        lines.append("  de zaak tot hier:")
        left = len(error.timeline) - SHOWN
        lines += [f"    … {left} regels eerder"] if left > 0 else []
        lines += [_moment(one) for one in error.timeline[-SHOWN:]]
    return "\n".join(lines)


def _moment(one: Moment) -> str:
    return f"    {one.at.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}  {one.what}  {one.about}".rstrip()


def _opinion(witness: Witness, out: TextIO, complaints: TextIO) -> None:
    found = witness.opinions
    quiet = ", ".join(f"{why} ({count})" for why, count in found.silent.most_common())
    print(
        f"tweede lezer: {found.steps} stappen gelijk, {len(found.differ)} verschillen; zwijgt bij {quiet or 'niets'}",
        file=out,
    )
    for line in found.differ:
        print(f"verschil  {line}", file=complaints)
