"""A peer's own environment under var/peers, from its lock and by hash: nothing of it comes near ours."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.peers.roster import HERE, Peer

ROOT = HERE.parents[1]
PLACE = ROOT / "var" / "peers"
PATIENCE = 600.0
OLDEST_NODE = (20, 0)


class NotHere(Exception):
    """A peer that cannot be measured on this machine. The message says why, and what would help."""


def installed(peer: Peer, place: Path = PLACE) -> tuple[list[str], Path]:
    """The command that starts its adapter, and the folder to start it in. Installs what is missing. Raises NotHere."""
    folder = place / peer.folder
    runner = _node() if peer.python is None else _python(peer.python)
    stamp, wanted = folder / "made-from", _made_from(peer, runner)
    if not (stamp.is_file() and stamp.read_text() == wanted):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (_with_npm if peer.python is None else _with_uv)(peer, folder, runner)
        stamp.write_text(wanted)
    program = runner if peer.python is None else str(folder / "bin" / "python")
    return [program, str(peer.adapter)], folder


def _with_uv(peer: Peer, folder: Path, python: str) -> None:
    uv = str(Path(sys.executable).parent / "uv")
    _must([uv, "venv", "--quiet", "--no-project", "--allow-existing", "--python", python, str(folder)], folder)
    into = ["--python", str(folder / "bin" / "python")]
    _must([uv, "pip", "sync", "--quiet", *into, "--require-hashes", str(peer.lock)], folder)


def _with_npm(peer: Peer, folder: Path, node: str) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(peer.home / name, folder)
    npm = shutil.which("npm")
    if npm is None:
        raise NotHere("npm is not on PATH: install Node.js with npm")
    _must([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)


def _must(words: Sequence[str], folder: Path) -> None:
    """Run it to its end; its last words are the reason when it fails."""
    quiet = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    try:
        done = subprocess.run(
            words, cwd=folder, env=quiet, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotHere(f"{Path(words[0]).name} did not work: {error}") from error
    if done.returncode:
        last = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()][-2:]
        raise NotHere(f"{Path(words[0]).name} {words[1]} ended with {done.returncode}: {' '.join(last)}")


# ── What runs it ──────────────────────────────────────────────────────────────────────────────────────────────────


def _python(oldest: tuple[int, int]) -> str:
    """A Python that is new enough: ours, one on PATH, or one that pyenv made. Raises NotHere."""
    for program in _pythons():
        if (version := _version([program, "-c", "import sys; print(*sys.version_info[:2], sep='.')"])) >= oldest:
            return program if version else sys.executable
    wanted = ".".join(map(str, oldest))
    raise NotHere(f"it needs Python {wanted} or newer, and none was found: put python{wanted} on PATH")


def _pythons() -> Iterator[str]:
    yield sys.executable
    for minor in range(sys.version_info.minor, 16):
        if found := shutil.which(f"python3.{minor}"):
            yield found
    yield from map(str, sorted(Path.home().glob(".pyenv/versions/3.*/bin/python3")))


def _node() -> str:
    found = shutil.which("node")
    if found is None or _version([found, "--version"]) < OLDEST_NODE:
        raise NotHere(f"it needs Node.js {OLDEST_NODE[0]} or newer on PATH")
    return found


def _version(words: Sequence[str]) -> tuple[int, ...]:
    """Major and minor of what a program says; () of one that does not work, such as a shim without its version."""
    said = subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip().removeprefix("v")
    numbers = said.split(".")[:2]
    return tuple(int(number) for number in numbers if number.isdigit())


def _made_from(peer: Peer, runner: str) -> str:
    return hashlib.sha256(peer.lock.read_bytes() + runner.encode()).hexdigest()
