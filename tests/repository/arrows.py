"""Which room may import which, and the one home of each library. docs/decisions.md gives the reasons."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.repository.house import ROOMS, ROOT, Source, sources

ARROWS = {
    "perspectief": {"web", "api", "worker", "engine", "forms", "feel"},
    "web": {"engine", "forms"},
    "api": {"engine", "forms"},
    "worker": {"engine"},
    "forms": {"feel"},
    "engine": {"feel"},
    "feel": set(),
}

# What is inside the engine's own walls: pages and endpoints speak to Engine, never past it.
INNER = ("engine.store", "engine.kernel")

# A library (and what belongs to it) -> the files or folders that may import it.
HOMES = {
    ("SpiffWorkflow",): ("engine/kernel/second/",),
    ("sqlalchemy", "alembic", "psycopg", "sqlite3"): ("engine/store/",),
    ("flask", "flask_babel", "flask_login", "flask_smorest", "flask_wtf", "werkzeug", "wtforms"): (
        "api/",
        "web/",
        "perspectief/",
    ),
    ("waitress",): ("perspectief/",),
    ("authlib", "joserfc", "requests", "segno"): ("web/pages/people/",),
    ("argon2",): ("engine/passwords.py",),
    ("typst",): ("web/",),
    ("marshmallow",): ("api/", "forms/"),
    ("apscheduler",): ("worker/",),
    ("lxml",): ("engine/kernel/", "engine/lint/", "feel/dmn/", "web/"),
}

# Nothing that ships may lean on what does not.
OUTSIDE = ("tests", "benchmarks", "dev")


def wrong_imports(root: Path = ROOT) -> list[str]:
    """One line per import that breaks an arrow or leaves its library's home, with where it stands."""
    return [
        f"{source.name}:{line} imports {name}: {reason}"
        for source in sources(root)
        for line, name in imports(source)
        if (reason := objection(source, name))
    ]


def objection(source: Source, name: str) -> str | None:
    top = name.split(".")[0]
    if top in OUTSIDE:
        return "it does not ship"
    if top in ROOMS and top != source.room and top not in ARROWS[source.room]:
        return f"{source.room} may import {', '.join(sorted(ARROWS[source.room])) or 'no other room'}"
    if source.room in ("web", "api") and name.startswith(INNER):
        return "pages and endpoints ask Engine"
    for libraries, homes in HOMES.items():
        if top in libraries and not source.name.startswith(homes):
            return f"its home is {', '.join(homes)}"
    return None


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Line and absolute dotted name of everything imported, inside functions and by name as well."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = origin(source, node)
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__"):
            yield from ((node.lineno, name) for word in node.args[:1] if (name := text(word)))


def origin(source: Source, node: ast.ImportFrom) -> str:
    """What stands between `from` and `import`, with leading dots resolved."""
    if not node.level:
        return node.module or ""
    parts = source.module.split(".")
    package = parts if source.name.endswith("/__init__.py") else parts[:-1]
    return ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
