#!/usr/bin/env python3
"""How this house is made, run and proved: executable documentation, the standard library only.

    python3 dev.py run            make everything, seed the demonstration, start server and worker
    python3 dev.py test           lint, types and the whole test suite, each part timed
    python3 dev.py test tests/feel -k name    only these tests, without lint and types
    python3 dev.py cover          the same tests with branch coverage of every room: twice as long
    python3 dev.py lint           ruff, mypy, the rules for processes, forms and tables, and what is large
    python3 dev.py demo           the demonstration's database only (var/), for whoever starts the server by hand
    python3 dev.py docs           which pages under docs/ are generated, and from what
    python3 dev.py bench NAME     one benchmark of benchmarks/
    python3 dev.py lock           resolve requirements/*.in again into their hash-locked *.txt

It needs Python 3.11 or newer with venv. Everything else comes from the Python and npm package registries, by hash:
the environment into .venv/, the front end into web/frontend/node_modules/ and web/static/build/. Each part is stamped
with a hash of what it was made from, so that a second start does nothing twice. What the product writes while it
runs (demo database, keys, logs) is in var/. Remove .venv/, var/ and web/frontend/node_modules/ to begin anew.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

# First of all, so that somebody with an older Python reads this sentence and no traceback.
if sys.version_info < (3, 11):
    sys.exit("This needs Python 3.11 or newer; this is " + sys.version.split()[0])

ROOT = Path(__file__).resolve().parent
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
FRONTEND = ROOT / "web" / "frontend"
NODE_MODULES = FRONTEND / "node_modules"
BUILD = ROOT / "web" / "static" / "build"
STRICT = ["engine", "feel", "forms", "api", "web", "worker", "perspectief", "benchmarks"]
OLDEST_NODE = (20, 19)

Command = Sequence[str | Path]


class Failed(Exception):
    """A command ended with an error; it has said why itself."""


def main(words: list[str]) -> int:
    command = COMMANDS.get(words[0] if words else "")
    if command is None:
        print(__doc__)
        return 2
    try:
        return command(words[1:])
    except Failed as failed:
        print(f"\nFailed: {failed}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# ── The commands ──────────────────────────────────────────────────────────────────────────────────────────────────


def run(words: list[str]) -> int:
    """Make what is missing, bring the database up to date, seed it when empty, and serve until Ctrl+C."""
    demo([])
    serve = [str(PYTHON), "-m", "perspectief", "serve", "--with-worker", *words]
    if os.name != "nt":
        # The server takes this process's place, so that whoever stops it stops the server and not only its parent.
        sys.stdout.flush()
        os.chdir(ROOT)
        os.execve(PYTHON, serve, our_environment())  # noqa: S606  no shell is wanted
    return call(serve)


def demo(words: list[str]) -> int:
    # What runs from a checkout is the demonstration, unless somebody says otherwise: it makes its own keys and secret.
    os.environ.setdefault("PERSPECTIEF_DEMO", "1")
    environment("run")
    front_end("run")
    must([PYTHON, "-m", "perspectief", "migrate"])
    must([PYTHON, "-m", "perspectief", "demo", "--if-empty", *words])
    return 0


def test(words: list[str]) -> int:
    """Everything that proves the product. All parts run, also after one failed; the summary says which."""
    if words:
        environment("test")
        front_end("test")
        return call([PYTHON, "-m", "pytest", *words])
    return in_parts(
        ("environment", lambda: environment("test")),
        ("front end", lambda: front_end("test")),
        ("lint", lambda: must([PYTHON, "-m", "ruff", "check", "."])),
        ("format", lambda: must([PYTHON, "-m", "ruff", "format", "--check", "."])),
        ("types", lambda: must([PYTHON, "-m", "mypy", "--strict", *STRICT])),
        ("tests", lambda: must(whole_suite())),
    )


def whole_suite() -> Command:
    return [PYTHON, "-m", "pytest", "-n", "3", "--dist", "worksteal", "--durations=15"]


def cover(words: list[str]) -> int:
    """Apart from `test`: watching every line more than doubles the time, and says nothing about right or wrong."""
    environment("test")
    front_end("test")
    return call([*whole_suite(), "--cov", "--cov-report=term:skip-covered", *words])


def lint(words: list[str]) -> int:
    environment("test")
    return in_parts(
        ("lint", lambda: must([PYTHON, "-m", "ruff", "check", *words, "."])),
        ("format", lambda: must([PYTHON, "-m", "ruff", "format", "--check", "."])),
        ("types", lambda: must([PYTHON, "-m", "mypy", "--strict", *STRICT])),
        ("processes", lambda: must([PYTHON, "-m", "perspectief", "lint"])),
        ("sizes", lambda: must([PYTHON, "-m", "tests.repository.sizes"])),
    )


def docs(words: list[str]) -> int:
    """A generated page says so on its first line: `<!-- generated: COMMAND -->`."""
    pages = sorted((ROOT / "docs").rglob("*.md"))
    generated = [(page, line) for page in pages if (line := first_line(page)).startswith("<!-- generated:")]
    for page, line in generated:
        print(f"{page.relative_to(ROOT)}: {line.removeprefix('<!-- generated:').removesuffix('-->').strip()}")
    print(f"{len(generated)} generated, {len(pages) - len(generated)} written by hand")
    return 0


def bench(words: list[str]) -> int:
    environment("test")
    return call([PYTHON, "-m", "benchmarks", *words])


def lock(words: list[str]) -> int:
    """Resolve again; pass --upgrade to take newer versions. The files name no registry: that is yours to choose."""
    environment("test")
    uv_compile: Command = [
        BIN / "uv",
        "pip",
        "compile",
        "--quiet",
        "--generate-hashes",
        "--universal",
        "--python-version=3.11",
    ]
    quiet = ["--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    for name in ("bootstrap", "node", "run", "export"):
        must([*uv_compile, *quiet, *words, f"requirements/{name}.in", "-o", f"requirements/{name}.txt"])
    must([*uv_compile, *quiet, *words, "requirements/run.in", "requirements/dev.in",
          "-c", "requirements/run.txt", "-o", "requirements/dev.txt"])  # fmt: skip
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run, "test": test, "cover": cover, "lint": lint, "demo": demo, "docs": docs, "bench": bench, "lock": lock,
}  # fmt: skip


# ── The environment: .venv/ from hash-locked requirements ─────────────────────────────────────────────────────────


def environment(purpose: str) -> None:
    """Make .venv hold exactly what is locked, and the product itself as an editable install.

    `run` is content with an environment that was made for `test`, which holds the same and more.
    """
    locked = {"run": REQUIREMENTS / "run.txt", "test": REQUIREMENTS / "dev.txt"}
    stamps = {name: VENV / f"made-for-{name}" for name in locked}
    made_from = {
        name: hash_of([locked[name], REQUIREMENTS / "bootstrap.txt", ROOT / "setup.cfg"], sys.version)
        for name in locked
    }
    enough = ["run", "test"] if purpose == "run" else ["test"]
    if PYTHON.exists() and any(stamped(stamps[name], made_from[name]) for name in enough):
        return
    say(f"environment for {purpose}: .venv from {locked[purpose].relative_to(ROOT)}")
    for stamp in stamps.values():
        stamp.unlink(missing_ok=True)
    if not PYTHON.exists():
        must([sys.executable, "-m", "venv", VENV])
    must([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
          "-r", REQUIREMENTS / "bootstrap.txt"])  # fmt: skip
    must([*UV_PIP, "sync", "--quiet", "--require-hashes", REQUIREMENTS / "bootstrap.txt", locked[purpose]])
    must([*UV_PIP, "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT])
    stamps[purpose].write_text(made_from[purpose])


UV_PIP: Command = [BIN / "uv", "pip"]


# ── The front end: npm ci, then vite ──────────────────────────────────────────────────────────────────────────────


def front_end(purpose: str) -> None:
    """Make web/static/build/. `test` also fetches what only browser tests need."""
    lock_hash = hash_of([FRONTEND / "package.json", FRONTEND / "package-lock.json"])
    modules = NODE_MODULES / (".made-for-test" if purpose == "test" else ".made-for-run")
    if not (stamped(modules, lock_hash) or stamped(NODE_MODULES / ".made-for-test", lock_hash)):
        say("front end: npm ci")
        must([*npm(), "ci", "--ignore-scripts", *(["--omit=dev"] if purpose == "run" else [])], where=FRONTEND)
        modules.write_text(lock_hash)
    sources = hash_of(front_end_sources(), lock_hash)
    if not stamped(BUILD / "made-from", sources):
        say("front end: vite build")
        must([node(), NODE_MODULES / "vite" / "bin" / "vite.js", "build", "--logLevel=warn"], where=FRONTEND)
        (BUILD / "made-from").write_text(sources)


def front_end_sources() -> list[Path]:
    return sorted([*FRONTEND.glob("*.js"), *(path for path in (FRONTEND / "src").rglob("*") if path.is_file())])


def node() -> Path:
    """The Node.js on PATH when it is new enough, else the one from PyPI, installed into .venv by hash."""
    found = shutil.which("node")
    if found and shutil.which("npm") and node_version(found) >= OLDEST_NODE:
        return Path(found)
    ours = BIN / ("node.exe" if os.name == "nt" else "node")
    if not ours.exists():
        say("front end: no Node.js 20.19 or newer on PATH; taking the one from PyPI")
        must([*UV_PIP, "install", "--quiet", "--require-hashes", "-r", REQUIREMENTS / "node.txt"])
    return ours


def npm() -> Command:
    chosen = node()
    beside = chosen.parent / ("npm.cmd" if os.name == "nt" else "npm")
    return [beside if beside.exists() else Path(shutil.which("npm") or "npm")]


def node_version(program: str) -> tuple[int, ...]:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = said.strip().removeprefix("v").split(".")
    return tuple(int(number) for number in numbers if number.isdigit())


# ── Small words ───────────────────────────────────────────────────────────────────────────────────────────────────


def in_parts(*parts: tuple[str, Callable[[], object]]) -> int:
    """Do every part, then tell where time went and which failed. Without an environment the rest cannot run."""
    told: list[tuple[str, float, str]] = []
    for name, part in parts:
        say(name)
        began = time.monotonic()
        outcome = attempt(part)
        told.append((name, time.monotonic() - began, outcome))
        if outcome != "ok" and name == "environment":
            break
    print()
    for name, seconds, outcome in told:
        print(f"  {name:<14}{seconds:7.1f} s  {outcome}")
    print(f"  {'together':<14}{sum(seconds for _, seconds, _ in told):7.1f} s", flush=True)
    return 0 if len(told) == len(parts) and all(outcome == "ok" for *_, outcome in told) else 1


def attempt(part: Callable[[], object]) -> str:
    try:
        part()
    except Failed as failed:
        return f"FAILED: {failed}"
    return "ok"


def must(command: Command, where: Path = ROOT) -> None:
    code = call(command, where)
    if code:
        raise Failed(f"{shown(command)} ended with {code}")


def call(command: Command, where: Path = ROOT) -> int:
    """Run it, with what we printed before it printed before it."""
    sys.stdout.flush()
    return subprocess.run([str(word) for word in command], cwd=where, env=our_environment(), check=False).returncode


def our_environment() -> dict[str, str]:
    """Our programs come first on PATH, and keep what Python compiles.

    Who asks for no bytecode asks every program, and each of the suite's, to compile a hundred thousand lines again.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}", "VIRTUAL_ENV": str(VENV)}


def shown(command: Command) -> str:
    words = [Path(command[0]).name, *(str(word) for word in command[1:])]
    return " ".join(words).replace(str(ROOT) + os.sep, "")[:120]


def say(what: str) -> None:
    print(f"── {what} ({time.strftime('%H:%M:%S')})", flush=True)


def hash_of(files: Iterable[Path], *also: str) -> str:
    """One hash over names and contents: a renamed file counts as a change."""
    digest = hashlib.sha256("\n".join(also).encode())
    for file in files:
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def stamped(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


def first_line(page: Path) -> str:
    return page.read_text(encoding="utf-8").split("\n", 1)[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
