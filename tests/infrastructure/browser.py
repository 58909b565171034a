"""A real Chromium, headless: the machine's own, else the one in the npm package @sparticuz/chromium."""

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, ConsoleMessage, Page, sync_playwright

from dev import BIN, NODE_MODULES, ROOT, VENV

# Without the background flags Chromium looks up hosts of its maker at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
]

PATIENCE = 10_000  # milliseconds: two busy cores, three other test processes


@dataclass(frozen=True)
class Chromium:
    """A program, and the folder with the system libraries that came with it (for machines that lack them)."""

    program: Path
    libraries: Path | None = None

    def environment(self) -> dict[str, str | float | bool]:
        if self.libraries is None:
            return dict(os.environ)
        known = os.environ.get("LD_LIBRARY_PATH")
        return {**os.environ, "LD_LIBRARY_PATH": os.pathsep.join(filter(None, [known, str(self.libraries)]))}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser per worker process. Tests want `page`, or a second person's page by browser.new_page()."""
    with sync_playwright() as playwright, launch(playwright.chromium, find_chromium()) as launched:
        yield launched


def launch(browsers: BrowserType, chromium: Chromium) -> Browser:
    environment = chromium.environment()
    return browsers.launch(executable_path=chromium.program, args=FLAGS, env=environment, headless=True)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh visitor: Dutch, 1280 × 800, no cookies. What the console calls an error fails the test at its end."""
    with browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 800}) as context:
        context.set_default_timeout(PATIENCE)
        visitor = context.new_page()
        complaints = listen_for_complaints(visitor)
        yield visitor
        assert complaints == [], "the browser's console complained"


def listen_for_complaints(visitor: Page) -> list[str]:
    """Errors in the console (refusals by the content security policy among them) and uncaught exceptions.

    An answer of 4xx is what a test may be about, so the console's line about it is left out.
    """
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    visitor.on("console", note)
    visitor.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


# ── Where a browser comes from ────────────────────────────────────────────────────────────────────────────────────


def find_chromium() -> Chromium:
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return Chromium(Path(found))
    return chromium_from_npm(ROOT / "var" / "browser")


def chromium_from_npm(place: Path) -> Chromium:
    """Unpack the npm package's compressed browser into `place`, once; other processes wait for it."""
    package = NODE_MODULES / "@sparticuz" / "chromium"
    if not package.is_dir():
        raise FileNotFoundError("no browser: `python3 dev.py test` fetches the one that the front end's lock names")
    version = json.loads((package / "package.json").read_text())["version"]
    home = place / version
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "unpacked").exists():
            unpack(package, home)
            (home / "unpacked").touch()
    return Chromium(home / "chromium", home / "al2023" / "lib")


def unpack(package: Path, home: Path) -> None:
    """The package unpacks into the temporary folder; told that it is in its cloud, it adds the system libraries."""
    node = shutil.which("node", path=f"{BIN}{os.pathsep}{os.environ['PATH']}")
    assert node, f"no Node.js on PATH or in {VENV}"
    script = f"await (await import('{(package / 'build/esm/index.js').as_uri()}')).default.executablePath()"
    cloud = {"TMPDIR": str(home), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x", "AWS_LAMBDA_JS_RUNTIME": "nodejs22.x"}
    subprocess.run([node, "--input-type=module", "-e", script], check=True, env={**os.environ, **cloud}, timeout=120)
