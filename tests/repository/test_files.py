"""Where files lie, and what is never committed."""

import re

import pytest

from tests.repository.house import ROOMS, ROOT, committed

FOLDERS = {*ROOMS, "processes", "tests", "benchmarks", "deploy", "docs", "requirements", ".ci"}
AT_THE_DOOR = {
    ".gitattributes", ".gitignore", "CHANGELOG.md", "LICENSE", "NOTICE", "README.md",
    "dev.py", "pyproject.toml", "ruff.toml", "setup.cfg",
}  # fmt: skip

SECRETS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a cloud key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a token": re.compile(r"\b(?:ghp|gho|glpat|xox[bp]|npm|pypi)[-_][A-Za-z0-9_-]{30,}\b"),
    "a password in an address": re.compile(r"\b(?:postgresql|postgres|smtp|amqp)(?:\+\w+)?://[\w.-]+:[^\s@/{}<$]+@"),
    "a long secret value": re.compile(
        r"(?i)\b(?:secret|password|api_?key)\w*\s*[:=]\s*[\"'][A-Za-z0-9+/=_-]{32,}[\"']"
    ),
}
PLACES = {
    "somebody's own machine": re.compile(r"(?<![\w.])/(?:root|work|home/\w+)/"),
    "a package registry's host": re.compile(r"https?://(?:pypi\.org|files\.pythonhosted\.org|registry\.npmjs\.org)"),
}
KEY_FILES = (".pem", ".key", ".p12", ".pfx", ".sqlite", ".db", ".env")
NOT_TEXT = (".png", ".woff2", ".ico", ".jpg", ".gz")
# Tests plant what must be found, and repeat what hostile input looks like.
EXEMPT = ("tests/",)


def test_every_file_has_a_room() -> None:
    homeless = [name for name in committed() if name.split("/")[0] not in FOLDERS and name not in AT_THE_DOOR]
    assert homeless == []


def test_no_keys_and_databases_are_committed() -> None:
    assert [name for name in committed() if name.endswith(KEY_FILES)] == []


@pytest.mark.parametrize("what", [*SECRETS, *PLACES])
def test_no_file_holds(what: str) -> None:
    pattern = {**SECRETS, **PLACES}[what]
    texts = [name for name in committed() if not name.endswith(NOT_TEXT) and not name.startswith(EXEMPT)]
    assert [name for name in texts if pattern.search((ROOT / name).read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a private key", "-----BEGIN EC PRIVATE KEY-----"),
        ("a cloud key", "id = AKIAABCDEFGHIJKLMNOP"),
        ("a token", "ghp_" + "a1" * 20),
        ("a password in an address", "postgresql+psycopg://app:geheim@db/perspectief"),
        ("a long secret value", 'SECRET_KEY = "' + "ab12" * 10 + '"'),
        ("somebody's own machine", "see /home/alice/notes"),
        ("a package registry's host", "https://pypi.org/simple"),
    ],
)
def test_a_planted_one_is_found(what: str, text: str) -> None:
    assert {**SECRETS, **PLACES}[what].search(text)
