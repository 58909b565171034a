"""A peer's adapter at work: a program of its own that gets orders as lines of JSON and answers with lines of JSON.

It is believed only when its answers are what was asked for: as many times as steps, no time of nothing, not more timers than
there were. Whatever else it says, or when it ends, it is Broken, with its last words.
"""

import json
import os
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from benchmarks.peers.roster import HERE
from benchmarks.speed.place import STEPS

READY, STEPPING = 120.0, 120.0  # seconds that a start and one case may take
ENDING = 10.0


class Broken(Exception):
    """An adapter that does not do what it must."""


class Adapter:
    """One that runs. Use it as a context. Raises Broken."""

    def __init__(self, command: Sequence[str], folder: Path, settings: Mapping[str, str]) -> None:
        self._command, self._folder, self._settings = command, folder, settings
        self._lines: queue.Queue[str] = queue.Queue()
        self.version = ""

    def __enter__(self) -> Self:
        self._errors = (Path(self._settings["folder"]) / "errors").open("w+")
        words = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
        words |= {"PYTHONPATH": str(HERE / "shared"), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "ignore"}
        self._process = subprocess.Popen(
            self._command, cwd=self._folder, env=words, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self._errors,
        )  # fmt: skip
        threading.Thread(target=self._listen, daemon=True).start()
        try:
            self.version = str(self._ask(self._settings, READY).get("ready", ""))
        except Broken:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.close()
            self._process.wait(ENDING)
        except (OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        self._errors.close()

    def steps(self, cases: int) -> list[float]:
        """Seconds of each step of so many cases."""
        seconds = self._ask({"do": "steps", "cases": cases}, STEPPING * cases).get("seconds")
        if not isinstance(seconds, list) or len(seconds) != cases * STEPS:
            raise Broken(f"{cases * STEPS} times were asked for, and this came: {str(seconds)[:80]}")
        if not all(isinstance(one, float) and one > 0 for one in seconds):
            raise Broken("a step that took no time at all was not made")
        return seconds

    def timers(self, many: int, patience: float) -> float:
        """Timers a second, when so many are due at once; it may stop after `patience` seconds."""
        told = self._ask({"do": "timers", "many": many, "patience": patience}, 10 * patience)
        done, seconds = told.get("done", 0), told.get("seconds", 0.0)
        if not 0 < done <= many or seconds <= 0:
            raise Broken(f"{many} timers were due, and it acted on {done} in {seconds} s")
        return float(done / seconds)

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put("")
        self._process.stdout.close()

    def _ask(self, order: Mapping[str, Any], patience: float) -> dict[str, Any]:
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            line = self._lines.get(timeout=patience)
        except OSError:
            line = ""
        except queue.Empty:
            raise Broken(f"no answer within {patience:g} s") from None
        return self._read(line)

    def _read(self, line: str) -> dict[str, Any]:
        if not line:
            raise Broken(f"it ended: {self._last_words()}")
        try:
            told = json.loads(line)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise Broken(f"this is no answer: {line.strip()[:80]}")
        return told

    def _last_words(self) -> str:
        self._process.wait(ENDING)
        self._errors.seek(0)
        lines = [line.strip() for line in self._errors.read().splitlines() if line.strip()]
        return lines[-1][:200] if lines else f"without a word, with {self._process.returncode}"
