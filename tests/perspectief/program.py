"""The installed program, started for real: its own process, its own files, a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from perspectief.settings import Settings, read_settings

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds that a start may take on a busy machine


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The settings of a demonstration that keeps everything in this folder."""
    here = {
        "DEMO": "1",
        "DATABASE": f"sqlite:///{folder / 'cases.db'}",
        "KEYS": f"sqlite:///{folder / 'keys.db'}",
        "ZONE_KEYS": str(folder / "keys"),
        "TOMBSTONES": str(folder / "tombstones.log"),
        "PORT": str(free_port()),
    }
    return {f"PERSPECTIEF_{name}": value for name, value in {**here, **settings}.items()}


def run(folder: Path, words: Sequence[str], **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "perspectief", *words],
        cwd=ROOT,
        env={**os.environ, **environment(folder, **settings)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@dataclass
class Program:
    """A command that goes on until somebody ends it. Use it as a context."""

    words: Sequence[str]
    environment: Mapping[str, str]
    module: str = "perspectief"
    process: subprocess.Popen[str] | None = field(default=None, init=False)
    said: IO[str] = field(init=False)

    @property
    def settings(self) -> Settings:
        return read_settings(self.environment)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.environment['PERSPECTIEF_PORT']}"

    def start(self) -> "Program":
        # A file and no pipe: nobody reads while it runs, and a program that cannot write its log any more stands still.
        self.said = tempfile.TemporaryFile("w+")  # noqa: SIM115  it is closed when the program is gone
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", self.module, *self.words],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL,
            stderr=self.said,
            text=True,
        )
        return self

    def until_it_serves(self) -> "Program":
        """Wait for the first answer over HTTP."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process
            assert self.process.poll() is None, self.last_words()
            try:
                urllib.request.urlopen(f"{self.address}/api/v1/health", timeout=2).close()
            except urllib.error.HTTPError:
                return self  # it answers, if not cheerfully
            except OSError:
                time.sleep(0.05)
            else:
                return self
        raise AssertionError("the program does not answer")

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self._gone()

    def stop(self) -> int:
        """Ask it to end, and wait until it did; answers its exit status."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        return self._gone()

    def _gone(self) -> int:
        assert self.process
        status = self.process.wait(timeout=PATIENCE)
        self.said.close()
        return status

    def last_words(self) -> str:
        """What it wrote to its standard error."""
        self.said.seek(0)
        return self.said.read()

    def __enter__(self) -> "Program":
        return self.start()

    def __exit__(self, *_: object) -> None:
        if self.process and self.process.poll() is None:
            self.kill()
